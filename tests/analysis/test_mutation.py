"""Mutants are small changes, and each has the fate that enumeration gives it."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from coach_ethics.analysis.mutants import Change, mutants
from coach_ethics.analysis.mutation import (
    Equivalent,
    Killed,
    Score,
    Survived,
    Undecided,
    mutate,
    score,
)
from coach_ethics.analysis.witness import status_of
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import Boolean, Enumeration, Integer, domain
from coach_ethics.ir.policy import Policy
from coach_ethics.problems import Problems
from coach_ethics.source import Source
from coach_ethics.syntax.loading import load_policy
from coach_ethics.syntax.policy import read_policy
from coach_ethics.testing.strategies import Sizes, policies

POLICY = """\
policy: demo
parameters:
  persistent: {default: 2, min: 1, max: 10, means: missed in a row}
acts:
  withdraw: {means: End the coaching}
  refer: {means: Refer the client on}
  pause: {means: Pause the coaching}
norms:
  end-well:
    must: withdraw
    when: commitment.missed_in_a_row >= persistent and client.decision == declines
    because: It is over.
  go-on: {may: withdraw, when: block.named, overrides: end-well, because: It is named.}
  either: {must_one_of: [withdraw, refer], when: block.present, because: Choose.}
scenarios:
  - scenario: over
    given: {commitment.missed_in_a_row: 2, client.decision: declines, block.named: false, block.present: false}
    expect: {required: [withdraw]}
  - scenario: not yet
    given: {commitment.missed_in_a_row: 1, client.decision: declines, block.named: false, block.present: false}
    expect: {unregulated: [withdraw]}
"""


def _demo() -> Policy:
    return read_policy(Source("demo.yaml", POLICY))


def test_every_kind_of_change_is_made() -> None:
    assert {mutant.change for mutant in mutants(_demo())} == set(Change)


def test_changes_are_told_in_the_authors_words() -> None:
    said = [mutant.says for mutant in mutants(_demo())]
    assert "norm end-well: `commitment.missed_in_a_row >= persistent` with >" in said
    assert "norm go-on: no longer overrides end-well" in said
    assert "parameter persistent: 3 for 2" in said


def test_no_mutant_is_the_policy_itself() -> None:
    demo = _demo()
    assert all(mutant.policy != demo for mutant in mutants(demo))


def test_what_scenarios_notice_is_killed_and_what_they_do_not_comes_with_one_that_would() -> None:
    demo = _demo()
    fates = {result.mutant.says: (result.mutant, result.fate) for result in mutate(demo)}
    assert fates["norm end-well: dropped"][1] == Killed("scenario: over")
    assert fates["parameter persistent: 1 for 2"][1] == Killed("scenario: not yet")
    mutant, fate = fates["norm go-on: no longer overrides end-well"]
    assert isinstance(fate, Survived)
    assert run_scenario(fate.scenario, prepared(demo, "reference")).passed
    assert not run_scenario(fate.scenario, prepared(mutant.policy, "reference")).passed


def test_the_score_leaves_out_what_makes_no_difference() -> None:
    assert Score(killed=3, survived=1, equivalent=7, undecided=0).value == 0.75
    assert Score(killed=0, survived=0, equivalent=7, undecided=0).value is None


def test_a_property_notices_too() -> None:
    claim = "properties:\n  ends: {never: not forbidden(refer) and required(refer), means: never}\n"
    demo = read_policy(Source("demo.yaml", POLICY.replace("scenarios:", f"{claim}scenarios:")))
    killed = {result.mutant.says: result.fate for result in mutate(demo) if isinstance(result.fate, Killed)}
    assert killed["norm either: must_one_of becomes must"] == Killed("property: ends")


def test_the_core_policies_would_notice() -> None:
    """Every slip in `collusion` is noticed; the others are measured by `coach-ethics mutate`, which takes longer."""
    assert score(mutate(load_policy("collusion"))) == Score(killed=71, survived=0, equivalent=0, undecided=0)


_SMALL = (Boolean(), Integer(0, 3), Enumeration(("none", "possible", "likely"), ordered=True))


@given(policies(Sizes(facts=2, concepts=1, acts=2, norms=2, properties=0), types=_SMALL))
def test_fates_agree_with_enumeration(policy: Policy) -> None:
    """Without scenarios and properties, a mutant survives just where some situation gives an act another status."""
    for result in mutate(policy, part=slice(0, 6)):
        match result.fate:
            case Killed(by):
                assert by.startswith("the reader: ")
                assert not _closes(result.mutant.policy)
            case Survived():
                assert _somewhere_different(policy, result.mutant.policy)
            case Equivalent():
                assert not _somewhere_different(policy, result.mutant.policy)
            case Undecided(reason):
                raise AssertionError(reason)


def _closes(policy: Policy) -> bool:
    try:
        lower(policy)
    except Problems:
        return False
    return True


def _somewhere_different(one: Policy, other: Policy) -> bool:
    programs = lower(one), lower(other)
    facts = [fact.name for fact in one.vocabulary]
    for values in product(*(domain(fact.type) for fact in one.vocabulary)):
        situation = Situation(dict(zip(facts, values, strict=True)))
        truths = [evaluate(program, situation) for program in programs]
        if any(status_of(act.name, truths[0]) is not status_of(act.name, truths[1]) for act in one.acts):
            return True
    return False
