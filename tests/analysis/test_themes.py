"""A body's own themes, and what facts, values and acts of its own stand for in shared ones."""

from __future__ import annotations

import pytest

from coach_ethics.analysis.coverage.clauses import coverage
from coach_ethics.analysis.coverage.themes import Themes, read_themes, shipped_themes
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems
from coach_ethics.render.coverage import cell_words, coverage_document
from coach_ethics.render.json import coverage_data
from coach_ethics.render.plain_text import text as as_text
from coach_ethics.source import Source

OURS = load_policy(
    "policy: ours\n"
    "sources: {code: {title: A code}}\n"
    "facts:\n"
    "  intimacy.partner:\n"
    "    type: enum\n"
    "    values: [none, client, supervisee, payer]\n"
    "    ask: With whom?\n"
    "    means: with whom the coach is intimate\n"
    "  disclosure.identifies: {type: bool, ask: By name?, means: it can be told who it is}\n"
    "  told.people: {type: int, min: 0, max: 9, ask: How many?, means: how many people learn of it}\n"
    "acts: {be_intimate: {means: Be intimate}, tell_on: {means: Tell}}\n"
    "norms:\n"
    "  no-intimacy: {must_not: be_intimate, when: intimacy.partner != none, because: power, cites: code 7}\n"
    "  keep-it: {must_not: tell_on, when: disclosure.identifies, because: trust, cites: code 3}\n"
    "clauses:\n"
    '  "3": {summary: kept, norms: [keep-it]}\n'
    '  "7": {summary: no intimacy, norms: [no-intimacy]}\n'
)
INTIMACY = "an intimate relationship with the client"


def _cells(themes: Themes, policy: Policy = OURS) -> dict[str, str]:
    return {theme.theme: cell_words(cell, whole=True) for theme, (cell,) in coverage([policy], themes).matrix}


def _read(text: str) -> Themes:
    return read_themes(Source("themes.yaml", text), [OURS])


def test_a_prohibition_on_facts_of_ones_own_is_open_until_they_are_mapped() -> None:
    """The value of the shared fact is that of one's own, under the name that it has there."""
    assert _cells(shipped_themes())[INTIMACY] == "open (7)"
    mapped = _read(
        "facts:\n  intimacy.partner: {as: relationship.intimate_with, values: {sponsor: payer, nobody: none}}\n"
    )
    cells = _cells(mapped)
    assert cells[INTIMACY] == "must not (7)"
    assert cells["an intimate relationship with the sponsor"] == "must not (7)"
    assert len(cells) == len(shipped_themes().themes)


def test_acts_of_ones_own_and_facts_that_are_always_so_are_mapped() -> None:
    theme = "the sponsor is told without the client's consent"
    assert _cells(shipped_themes())[theme] == "silent"
    mapped = _read("facts: {disclosure.identifies: {is: true}}\nacts: {tell_on: disclose}\n")
    assert _cells(mapped)[theme] == "must not (3)"


def test_a_body_has_themes_of_its_own() -> None:
    text = "themes:\n  - {theme: a supervisee, act: be_intimate, given: {intimacy.partner: supervisee}}\n"
    assert _cells(_read(text)) == {"a supervisee": "must not (7)"}
    both = _cells(_read(f"shipped: true\n{text}"))
    assert list(both) == [*(theme.theme for theme in shipped_themes().themes), "a supervisee"]


def test_what_a_theme_says_itself_counts() -> None:
    text = (
        "themes:\n  - theme: it\n    act: be_intimate\n"
        "    given: {relationship.intimate_with: client, intimacy.partner: none}\n"
        "facts: {intimacy.partner: {as: relationship.intimate_with}}\n"
    )
    assert _cells(_read(text)) == {"it": "silent"}


def test_every_output_says_what_was_taken_for_what() -> None:
    mapped = _read(
        "facts:\n"
        "  intimacy.partner: {as: relationship.intimate_with, values: {sponsor: payer}}\n"
        "  disclosure.identifies: {is: true}\n"
    )
    found = coverage([OURS], mapped)
    follows = "Unless a theme says otherwise, intimacy.partner follows relationship.intimate_with and"
    assert follows in " ".join(as_text(coverage_document(found)).split())
    assert coverage_data(found)["own_facts"] == [
        {
            "fact": "intimacy.partner",
            "shared": "relationship.intimate_with",
            "values": [{"shared": "sponsor", "own": "payer"}],
            "value": None,
        },
        {"fact": "disclosure.identifies", "shared": "", "values": [], "value": True},
    ]


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("facts: {intimacy.partnr: {is: client}}", "N102", 1, "did you mean `intimacy.partner`?"),
        ("facts:\n  intimacy.partner: {as: relationship.intimate_wth}", "N102", 2, "did you mean `relationship.intim"),
        ("facts: {intimacy.partner: {is: sponsor}}", "T109", 1, "`sponsor` is not a value"),
        (
            "facts:\n  intimacy.partner:\n    as: relationship.intimate_with\n    values:\n      payer: payer",
            "T109",
            5,
            "`payer` is not a value",
        ),
        ("facts: {intimacy.partner: {as: relationship.intimate_with, values: {sponsor: boss}}}", "T109", 1, "`boss`"),
        ("facts: {intimacy.partner: {}}", "S205", 1, "none of `as`, `is`"),
        ("facts: {intimacy.partner: {is: none, values: {}}}", "S207", 1, "`values` can't be combined with `is`"),
        ("themes: [{theme: t, act: be_intimte, given: {}}]", "N103", 1, "did you mean `be_intimate`?"),
        ("themes: [{theme: t, act: be_intimate, given: {intimacy.partner: 3}}]", "T109", 1, "`3`"),
        ("themes: [{theme: t, act: be_intimate}]", "S203", 1, "has no `given`"),
        ("acts: {tel_on: disclose}", "N103", 1, "did you mean `tell_on`?"),
        ("theme: []", "S202", 1, "did you mean `themes`?"),
    ],
)
def test_mistakes_in_a_file_of_themes_are_told_in_place(text: str, code: str, line: int, said: str) -> None:
    with pytest.raises(PolicyProblems) as caught:
        _read(text)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.span is not None
    assert (problem.span.source.name, problem.span.line) == ("themes.yaml", line)
    assert said in f"{problem.message}; {problem.help}"
