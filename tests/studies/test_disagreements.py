"""Known disagreements: found by the comparison, or else not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import attrs
import pytest

from coach_ethics.coaching.policies import load_policies
from coach_ethics.render.markdown_text import markdown
from coach_ethics_studies.disagreements.known import KnownDisagreement, Query, Saying
from coach_ethics_studies.disagreements.read import known_disagreements
from coach_ethics_studies.disagreements.recover import Recovery, recover
from coach_ethics_studies.disagreements.render import recovery_document

DOCS = Path(__file__).parents[2] / "docs"
KNOWN = {each.id: each for each in known_disagreements()}
CODES = load_policies("icf-2015", "icf-2020", "icf-2025", "apecs-2012", "aoec", "quebec-crha", "seven-point")


@cache
def _all() -> Recovery:
    return recover(tuple(KNOWN.values()), CODES)


def test_there_are_twelve_and_each_is_found_or_says_why_not() -> None:
    assert list(KNOWN) == [str(number) for number in range(1, 13)]
    assert [each.known.id for each in _all().recovered if not each.found] == ["12"]
    for each in _all().recovered:
        assert each.found or each.known.out_of_reach


def test_every_pair_of_codes_that_should_part_does() -> None:
    missing = [
        (each.known.id, sought.query.about, sought.one, sought.other)
        for each in _all().recovered
        for sought in each.sought
        if not sought.found
    ]
    assert missing == []


def test_the_comparisons_were_searched_to_their_ends() -> None:
    assert [key for key, found in _all().compared.items() if found.more or found.undecided] == []


def test_the_page_in_the_docs_is_what_its_command_makes() -> None:
    text = (DOCS / "disagreements.md").read_text("utf-8")
    codes = " ".join(policy.name for policy in CODES)
    assert f"`coach-ethics compare {codes} --known --format markdown`" in text
    assert markdown(recovery_document(_all())) == text


def _changed(id_: str, says: dict[str, Saying]) -> KnownDisagreement:
    (query, *_) = KNOWN[id_].queries
    return attrs.evolve(KNOWN[id_], queries=(attrs.evolve(query, says=says),))


@pytest.mark.parametrize(
    "says",
    [
        {"icf-2020": Saying.MUST_NOT, "aoec": Saying.MAY},
        {"icf-2020": Saying.MAY, "aoec": Saying.MUST},
        {"icf-2020": Saying.SILENT, "aoec": Saying.MUST_NOT},
    ],
)
def test_what_codes_do_not_say_is_not_found(says: dict[str, Saying]) -> None:
    """A disagreement that is stated wrongly doesn't come out of the comparison."""
    (found,) = recover([_changed("1", says)], CODES).recovered
    assert not found.found


def test_what_one_code_alone_speaks_of_has_to_be_as_it_is_held_to_be() -> None:
    right = {"seven-point": Saying.MUST, "icf-2020": Saying.SILENT}
    wrong = {"seven-point": Saying.MUST_NOT, "icf-2020": Saying.SILENT}
    assert [recover([_changed("8", says)], CODES).recovered[0].found for says in (right, wrong)] == [True, False]


def test_codes_that_are_not_there_are_named() -> None:
    query = Query("no code has this", "disclose", {}, {"icf-1995": Saying.MAY, "icf-2020": Saying.MUST_NOT})
    recovery = recover([KnownDisagreement("x", "of old", "nothing", (query,))], CODES)
    (found,) = recovery.recovered
    assert (found.sought, found.found, found.absent) == ((), False, ("icf-1995",))
    said = markdown(recovery_document(recovery))
    assert "of old: not asked" in said
    assert "Not asked: icf-1995 was not compared; no two of the codes" in said


@cache
def _some() -> str:
    return markdown(recovery_document(recover([KNOWN["6"], KNOWN["7"], KNOWN["8"]], load_policies("icf-2020", "aoec"))))


def test_a_disagreement_is_not_put_down_to_codes_that_were_not_meant() -> None:
    """What wasn't compared is told apart from what can't be found."""
    assert "6. The client doesn't follow through: not asked" in _some()
    assert "Not asked: seven-point was not compared" in _some()


def test_what_a_code_alone_says_is_what_was_worked_out_with_its_clause() -> None:
    assert "(disclose conflict): aoec must (9); icf-2020 silent." in _some()
    said = markdown(recovery_document(recover([KNOWN["8"]], CODES)))
    assert "seven-point must (7, disputed); icf-2020 silent." in said
    assert "given `supervision.regular`: no\n" in said


def test_a_duty_to_choose_is_told_as_one() -> None:
    assert "(resolve conflict): aoec must (9); icf-2020 must, or pause or end (18)." in _some()
