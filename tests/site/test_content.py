"""What pages say, of a starter policy and of a code."""

from __future__ import annotations

import html
import re

from tests.site.conftest import Published

from coach_ethics.coaching.policies import load_policy
from coach_ethics.site.code_page import code_page, standing_words
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.publish import site_files, site_of

CHANGE = "changes/our-code-0.1.0--our-code.html"


def _text(published: Published, path: str) -> str:
    """The text of a page, its tags left out."""
    words = re.sub(r"<[^>]+>", " ", published.files[path].decode())
    return re.sub(r"\s+([.,;:?])", r"\1", " ".join(html.unescape(words).split()))


def test_a_norm_is_said_with_its_condition_its_reason_and_its_exception_below_it(published: Published) -> None:
    text = _text(published, "codes/our-code.html")
    said = text.partition("No gifts #")[2].partition("Examples")[0].strip()
    assert said.startswith("You should not accept the gift.")
    assert "When: a gift has been offered to the coach Why: A gift may come between you and the client." in said
    rule, exception = said.split("Exceptions Small gifts are fine #")
    assert "You may" not in rule
    assert "When all of this is so: a gift has been offered to the coach the gift is too small" in exception


def test_scenarios_are_examples(published: Published) -> None:
    text = _text(published, "codes/our-code.html")
    assert "A box of chocolates may be kept You may accept the gift." in text


def test_parameters_terms_and_questions_are_explained(published: Published) -> None:
    text = _text(published, "codes/our-code.html")
    assert "Overdue # The coach has gone without supervision for too long." in text
    assert "Is the gift too small to influence you?" in text
    assert "Your own judgement." in text
    assert "How many months without supervision are too many" in text


def test_clauses_say_what_is_not_encoded_and_why(published: Published) -> None:
    text = _text(published, "codes/icf-2025.html")
    assert "3.4 # Boundaries are clear and aware of culture (only a summary was read)." in text
    assert "Not encoded: a matter of judgement that no fact captures." in text
    assert standing_words(code_page(load_policy("icf-2025"))) in text


def test_a_choice_is_named_as_one(published: Published) -> None:
    text = _text(published, "codes/icf-2025.html")
    opening = "Resolve conflicts of interest # You must do one of these: resolve the conflict of interest"
    assert opening in text
    assert "; or pause or end the coaching because of your own limits or interests." in text


def test_a_change_is_redlined_and_each_verdict_has_an_example(published: Published) -> None:
    text = published.files[CHANGE].decode()
    assert "<del> can see</del><ins> sees</ins>" in text
    assert "<del>12</del><ins>9</ins>" in text
    said = _text(published, CHANGE)
    assert "In effect from 2027-01-01" in said
    assert "The verdict on" in said
    assert re.search(r"Accept the gift In which situation Before Now .* must not", said)


def test_each_norm_and_example_stands_once(published: Published) -> None:
    for policy in published.policies:
        shown = code_page(policy)
        examples = [each.scenario.name for section in shown.sections for each in section.examples]
        assert sorted(examples) == sorted(each.name for each in policy.scenarios if each.origin == policy.name)


def test_the_essay_shows_what_must_go_with_an_act() -> None:
    (renegotiate,) = (each for each in code_page(load_policy("essay")).acts if each.act.name == "renegotiate")
    said = {(each.said, each.companion.name) for each in renegotiate.companions if each.companion}
    assert ("you must also {acts}", "tell_sponsor") in said


def test_who_advises_is_not_said_to_be_silent(published: Published) -> None:
    said = _text(published, CHANGE)
    assert re.search(r"Accept the gift In which situation Before Now .* must not .* no duty", said)
    assert "accept gift should not be done" in said


NOTICED = """\
policy: ours
version: {version}
facts: {{it.urgent: {{type: bool, means: it is urgent}}, it.grave: {{type: bool, means: it is grave}}}}
acts: {{x: {{}}}}
notices: {{call: {{when: {when}, says: Call {whom}.}}}}
"""


def test_a_notice_that_changes_is_told_in_words_with_its_expression_folded() -> None:
    """What comes before everything else is voted on like every norm."""
    before = load_policy(NOTICED.format(version="1.0.0", when="it.urgent", whom="somebody"))
    after = load_policy(NOTICED.format(version="1.1.0", when="it.urgent and it.grave", whom="an ambulance"))
    order = SiteOrder((after,), before=(before,), pairs=Pairs.FIRST)
    page = site_files(site_of(order))["changes/ours-1.0.0--ours.html"].decode()
    assert "<strong>Says:</strong> Call<del> somebody.</del><ins> an ambulance.</ins>" in page
    assert re.search(r"<strong>Shown when:</strong>.*<ins>[^<]*it is grave</ins>", page)
    unfolded = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "it.grave" in page
    assert "it.grave" not in unfolded


def test_codes_without_a_common_act_are_not_said_to_agree(published: Published) -> None:
    text = _text(published, "compare/seven-point--our-code.html")
    assert "No act is mentioned by both" in text
    assert "They agree" not in text


def test_themes_are_pictured_cell_by_cell(published: Published) -> None:
    """The picture says of each theme and code what the table below it says, in short."""
    page = published.files["themes.html"].decode()
    cells = [html.unescape(each) for each in re.findall(r'<td class="cell [^"]*">(.*?)</td>', page)]
    squares = [html.unescape(each) for each in re.findall(r'<g class="square .*?<text [^>]*>(.*?)</text></g>', page)]
    assert len(squares) == len(cells) > 30
    assert all(long.startswith(short) for long, short in zip(cells, squares, strict=True))
    assert 'role="img" aria-label="What the codes say, theme by theme. The table below says the same."' in page


def test_whatever_else_changes_is_told_in_words_without_an_expression() -> None:
    """Constraints, what is claimed, when a question has its turn; what is covered and left out; yes and no."""
    old = """
policy: ours
version: 1.0.0
scope: {covers: gifts, leaves_out: [loans]}
acts: {rest: {}}
facts: {tired.very: {type: bool, means: you are very tired, ask: Are you?}}
presume: {tired.very: {value: false, says: you are rested, because: Most are.}}
constraints: {c: {always: not tired.very or block.present}}
properties: {p: {never: tired.very and block.named}}
completeness: [{acts: [rest], when: tired.very and block.present}]
dialogue: [{ask: tired.very, when: block.present}]
"""
    new = (
        old.replace("1.0.0", "2.0.0")
        .replace("or block.present", "or block.named")
        .replace("and block.named", "and not block.named")
        .replace("value: false", "value: true")
        .replace("covers: gifts", "covers: gifts and loans")
        .replace("very, when: block.present", "very, when: block.named")
        .replace("very and block.present", "very")
    )
    order = SiteOrder((load_policy(new),), before=(load_policy(old),))
    page = site_files(site_of(order))["changes/ours-1.0.0--ours.html"].decode()
    told = page[page.index('<h2 id="others">') :]
    assert not [each for each in ("tired.very", "block.named", "block.present", "false", " not ") if each in told]
    for said in ("always from “unless you are very tired", "never from “you are very tired", "value from no to yes"):
        assert said in html.unescape(re.sub(r"<[^>]*>", "", told))
    assert "covers: gifts; leaves out: loans" in told
