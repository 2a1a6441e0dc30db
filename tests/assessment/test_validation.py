"""Codes held to published judgement: what is scored, and how."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from coach_ethics.assessment.validation import Answer, Held, Outcome, Validation, picks_the_best, validate
from coach_ethics.ir.published import Option, PublishedCase, Scoring, Verdict
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source
from coach_ethics.syntax.loading import load_policy
from coach_ethics.syntax.published import published_judgements

CODES = Path(__file__).parents[2] / "policies" / "codes"


@cache
def _found() -> Validation:
    return validate(published_judgements())


def _one(option: Option, *, scoring: Scoring = Scoring.EXPLAINED, **put: object) -> Held:
    facts = {name.replace("__", "."): value for name, value in put.items()}
    case = PublishedCase("X", "a case", "A", scoring=scoring, codes=("icf-2020",), put=facts, held=(option,))  # type: ignore[arg-type] # facts are strings, numbers and Booleans here
    (held,) = validate([case]).held
    return held


def test_an_option_that_does_what_is_forbidden_is_ruled_out() -> None:
    held = _one(Option("name the client", Verdict.BEST, does=("name_client",)), consent__to_naming="none")
    assert (held.answer, held.outcome, held.norms) == (
        Answer.IMPERMISSIBLE,
        Outcome.DISAGREES,
        ("keep-clients-unnamed",),
    )


def test_an_option_that_leaves_undone_what_is_called_for_is_ruled_out() -> None:
    held = _one(Option("say nothing", Verdict.WRONG, omits=("address_shift", "refer")), value__shifted=True)
    assert (held.answer, held.outcome, held.spoken) == (Answer.IMPERMISSIBLE, Outcome.AGREES, True)


def test_one_of_several_acts_may_be_left_undone() -> None:
    held = _one(Option("hand over", Verdict.WRONG, does=("refer",), omits=("address_shift",)), value__shifted=True)
    assert (held.answer, held.outcome) == (Answer.PERMISSIBLE, Outcome.DISAGREES)


def test_what_else_a_code_asks_for_is_no_part_of_the_question() -> None:
    held = _one(Option("refer", Verdict.BEST, does=("refer",)), coach__conflict_of_interest=True, value__shifted=True)
    assert held.outcome is Outcome.AGREES


def test_where_facts_are_missing_they_are_named() -> None:
    option = Option("name the client", Verdict.WRONG, does=("name_client",), expect_open=("consent.to_naming",))
    held = _one(option)
    assert (held.answer, held.outcome, held.waits_for) == (
        Answer.UNDETERMINED,
        Outcome.OPEN,
        ("consent.to_naming",),
    )
    assert held.asked_rightly


def test_a_code_that_knows_none_of_the_acts_is_silent() -> None:
    held = _one(Option("be supervised", Verdict.BEST, does=("work_under_supervision",)))
    assert (held.answer, held.outcome) == (Answer.SILENT, Outcome.SILENT)


def test_what_is_wrong_only_for_not_being_the_key_is_not_held_against_a_code() -> None:
    option = Option("refer", Verdict.WRONG, does=("refer",))
    assert _one(option, scoring=Scoring.KEYED).outcome is Outcome.UNSCORED
    assert _one(option).outcome is Outcome.DISAGREES


def test_an_agreement_without_a_norm_behind_it_is_told_apart() -> None:
    assert not _one(Option("refer", Verdict.BEST, does=("refer",)), value__shifted=False).spoken
    assert _one(Option("refer", Verdict.BEST, does=("refer",)), value__shifted=True).spoken


def test_every_case_is_put_to_a_code_or_says_why_not() -> None:
    cases = published_judgements()
    assert len({case.id for case in cases}) == len(cases) == 84
    for case in cases:
        assert bool(case.not_put) != bool(case.held and case.codes and case.concludes), case.id


def test_every_act_of_a_case_is_an_act_of_some_code() -> None:
    """A slip in an act's name would pass for silence."""
    known = {act.name for path in CODES.glob("*.yaml") for act in load_policy(path).acts}
    known.add("tell_sponsor_of_referral_pay")  # of a code of 2008 that isn't encoded: every code here is silent on it
    used = {act for case in published_judgements() for option in case.held for act in (*option.does, *option.omits)}
    assert used - known == set()


def test_what_sources_approve_of_is_ruled_out_only_where_codes_name_other_recipients() -> None:
    """The only options that a source approves of and a code rules out are about who may be told."""
    ruled_out = [
        each
        for each in _found().held
        if each.option.verdict in (Verdict.BEST, Verdict.ACCEPTABLE) and each.answer is Answer.IMPERMISSIBLE
    ]
    assert {each.case.id for each in ruled_out} == {"VG-07", "VG-13", "VG-57", "mt-risk-of-harm"}
    assert {each.option.does for each in ruled_out} == {("disclose",)}


def test_every_disagreement_is_discussed() -> None:
    assert [each.case.id for each in _found().held if each.outcome is Outcome.DISAGREES and not each.case.note] == []


def test_where_the_data_foresee_a_missing_fact_it_is_asked_for() -> None:
    """Unless the code is settled on other grounds, such as a recipient whom it doesn't let be told at all."""
    foreseen = [each for each in _found().held if each.option.expect_open]
    assert Counter(each.asked_rightly for each in foreseen) == {True: 5, False: 2}
    assert {each.outcome for each in foreseen if not each.asked_rightly} == {Outcome.DISAGREES}


def test_every_open_answer_names_its_facts() -> None:
    for each in _found().held:
        if each.outcome is Outcome.OPEN:
            given = {**each.case.put, **each.option.given}
            assert each.waits_for
            assert not set(each.waits_for) & set(given)


def test_the_key_is_picked_only_where_every_other_option_is_ruled_out() -> None:
    picked = list(picks_the_best(_found().held))
    assert picked
    for case, code, right in picked:
        group = [each for each in _found().held if each.case is case and each.policy.name == code]
        rest = [each.answer for each in group if each.option.verdict is not Verdict.BEST]
        assert right == (
            set(rest) <= {Answer.IMPERMISSIBLE, Answer.SILENT}
            and all(each.answer is Answer.PERMISSIBLE for each in group if each.option.verdict is Verdict.BEST)
        )


def test_a_file_of_judgements_with_a_slip_is_told_of() -> None:
    text = yaml.safe_dump({"judgements": [{"id": "X", "title": "a case", "tier": "A", "concludez": "nothing"}]})
    with pytest.raises(PolicyProblems) as found:
        published_judgements(Source("mine.yaml", text))
    assert [problem.code for problem in found.value.problems] == ["S202"]
