"""Mutants are small changes, and each has the fate that enumeration gives it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

pytest.importorskip("z3", reason="differences need the extra `analysis`")

from tests.analysis.brute_force import Judge, found

from coach_ethics.analysis.mutation.mutants import Alteration, mutants
from coach_ethics.analysis.mutation.mutate import (
    Equivalent,
    Killed,
    Score,
    Survived,
    UndecidedMutant,
    Unsayable,
    baseline,
    mutate,
    score,
)
from coach_ethics.analysis.mutation.suggestions import suggestions
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.findings import Finding, Truth
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer
from coach_ethics.problems import PolicyProblems, Problems
from coach_ethics.source import Source
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
    when: commitment.missed_in_a_row >= persistent and coach.purpose == pleasing_sponsor
    because: It is over.
  go-on: {may: withdraw, when: block.named, overrides: end-well, because: It is named.}
  either: {must_one_of: [withdraw, refer], when: block.present, because: Choose.}
notices:
  look-up: {when: block.named, says: Look up.}
scenarios:
  - scenario: over
    given: {commitment.missed_in_a_row: 2, coach.purpose: pleasing_sponsor, block.named: false, block.present: false}
    expect: {required: [withdraw]}
  - scenario: not yet
    given: {commitment.missed_in_a_row: 1, coach.purpose: pleasing_sponsor, block.named: false, block.present: false}
    expect: {unregulated: [withdraw]}
"""


def _demo() -> Policy:
    return read_policy(Source("demo.yaml", POLICY))


LAW = """\
policy: law
above: demo
extends: demo
facts:
  law.rank: {type: enum, values: [low, middle, high], ask: How high?, means: how high it is}
presume:
  law.requires_disclosure: {value: false, because: Laws rarely ask for it.}
  law.rank: {value: low, because: Few are high.}
norms:
  stay: {must_not: withdraw, when: law.requires_disclosure or law.rank == high, because: It is the law.}
"""
"""A policy above another, which presumes something."""


def _law(text: str = LAW) -> Policy:
    return read_policy(Source("law.yaml", text), find=lambda name, _: Source("demo.yaml", POLICY))


def test_every_kind_of_change_is_made() -> None:
    below = _law(LAW.replace("above: demo\n", ""))
    made = {mutant.change for policy in (_demo(), _law(), below) for mutant in mutants(policy)}
    assert made == set(Alteration)


def test_presumptions_and_layers_are_changed_in_words() -> None:
    below = _law(LAW.replace("above: demo\n", ""))
    said = [mutant.says for policy in (_law(), below) for mutant in mutants(policy) if mutant.change in _BESIDE]
    assert said == [
        "presumption law.requires_disclosure: dropped",
        "presumption law.requires_disclosure: True for False",
        "presumption law.rank: dropped",
        "presumption law.rank: middle for low",
        "layer law: no longer above demo",
        "layer law: below demo",
        "presumption law.requires_disclosure: dropped",
        "presumption law.requires_disclosure: True for False",
        "presumption law.rank: dropped",
        "presumption law.rank: middle for low",
        "layer law: above demo",
    ]


_BESIDE = tuple(each for each in Alteration if "presum" in each or "layer" in each)


def test_a_presumption_that_no_scenario_shows_comes_with_one_that_would() -> None:
    law = _law()
    found = {result.mutant.says: result for result in mutate(law) if result.mutant.change in _BESIDE}
    equivalent = {says for says, result in found.items() if result.fate == Equivalent()}
    assert equivalent == {"presumption law.rank: middle for low"}
    for says in found.keys() - equivalent:
        mutant, fate = found[says].mutant, found[says].fate
        assert isinstance(fate, Survived), says
        assert run_scenario(fate.scenario, prepared(law, "reference")).passed, says
        assert not run_scenario(fate.scenario, prepared(mutant.policy, "reference")).passed, says
    shown = found["presumption law.requires_disclosure: dropped"].fate
    assert isinstance(shown, Survived)
    assert "law.requires_disclosure" not in dict(shown.scenario.given)
    assert shown.scenario.expect.presumed
    (name,) = (each.scenario.name for each in suggestions([found["presumption law.requires_disclosure: dropped"]], law))
    assert name.startswith("it is presumed that nothing is said on whether you may end the coaching, where ")


def test_what_is_presumed_of_what_no_act_rests_on_makes_no_difference() -> None:
    fates = {result.mutant.says: result.fate for result in mutate(_law(LAW.replace(" or law.rank == high", "")))}
    assert fates["presumption law.rank: dropped"] == fates["presumption law.rank: middle for low"] == Equivalent()


def test_changes_are_told_in_the_authors_words() -> None:
    said = [mutant.says for mutant in mutants(_demo())]
    assert "norm end-well: `commitment.missed_in_a_row >= persistent` with >" in said
    assert "norm go-on: no longer overrides end-well" in said
    assert "parameter persistent: 3 for 2" in said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("commitment.missed_in_a_row == 3", {"with 2", "with 4"}),
        ("not commitment.missed_in_a_row != 0", {"with 1"}),
        ("commitment.missed_in_a_row in (3, 4)", {"with 2 for 3", "with 5 for 4"}),
    ],
)
def test_every_number_in_a_condition_is_moved_by_one(when: str, said: set[str]) -> None:
    demo = read_policy(Source("demo.yaml", POLICY.replace("when: block.named", f"when: '{when}'")))
    changed = [mutant for mutant in mutants(demo) if mutant.says.startswith("norm go-on: `")]
    shifted = {mutant.says.rpartition("` ")[2] for mutant in changed if mutant.change is Alteration.SHIFT_THRESHOLD}
    assert shifted == said


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
    assert score(mutate(load_policy("collusion"))) == Score(killed=81, survived=0, equivalent=0, undecided=0)


def test_a_mutant_that_is_hard_to_compare_keeps_no_other_from_being_noticed() -> None:
    demo = read_policy(Source("demo.yaml", POLICY))
    noticed = [result.mutant.says for result in mutate(demo) if isinstance(result.fate, Killed)]

    def hard(policy: Policy, mutant: Policy, budget: Budget) -> UndecidedMutant:
        budget.spend(budget.left)
        return UndecidedMutant("it is hard")

    found = list(mutate(demo, hard, steps=1_000_000))
    assert [result.mutant.says for result in found if isinstance(result.fate, Killed)] == noticed
    reasons = [result.fate.reason for result in found if isinstance(result.fate, UndecidedMutant)]
    assert reasons[:2] == ["it is hard", "it is hard"]
    assert set(reasons[2:]) == {"the mutants before it took more than 1,000,000 steps"}


_SMALL = (Boolean(), Integer(0, 3), Enumeration(("none", "possible", "likely"), ordered=True))


@given(policies(Sizes(facts=2, concepts=1, acts=2, norms=2, properties=0), types=_SMALL))
def test_fates_agree_with_enumeration(policy: Policy) -> None:
    """Without scenarios and properties, a mutant survives just where a scenario can tell it from the policy.

    Of what is left, those are equivalent that give every act the same status and allow the same courses everywhere.
    """
    for result in mutate(policy, part=slice(0, 6)):
        mutant = result.mutant.policy
        match result.fate:
            case Killed(by):
                assert by.startswith("the reader: ")
                assert not _closes(result.mutant.policy)
            case Survived(scenario):
                assert run_scenario(scenario, prepared(policy, "reference")).passed
                assert not run_scenario(scenario, prepared(mutant, "reference")).passed
            case Equivalent():
                assert not _somewhere(_statuses, policy, mutant)
                assert not _somewhere(_courses, policy, mutant)
                assert not _somewhere(_shown, policy, mutant)
            case Unsayable():
                assert not _somewhere(_statuses, policy, mutant)
                assert not _somewhere(_choices, policy, mutant)
                assert not _somewhere(_in_force, policy, mutant)
                assert _somewhere(_courses, policy, mutant)
            case UndecidedMutant(reason):
                raise AssertionError(reason)


def _closes(policy: Policy) -> bool:
    try:
        lower(policy)
    except Problems:
        return False
    return True


def _somewhere(asked: Callable[[Judge, Situation], object], one: Policy, other: Policy) -> bool:
    """Whether the two say something else somewhere."""
    judges = Judge(one), Judge(other)
    return any(asked(judges[0], situation) != asked(judges[1], situation) for situation in judges[0].complete)


def _statuses(judge: Judge, situation: Situation) -> list[Finding]:
    return [found(act.name, judge.truths[situation]) for act in judge.policy.acts]


def _courses(judge: Judge, situation: Situation) -> frozenset[frozenset[str]]:
    return judge.courses(situation)


def _choices(judge: Judge, situation: Situation) -> frozenset[frozenset[str]]:
    allowed = judge.courses(situation)
    return frozenset(course for course in allowed if not any(other < course for other in allowed))


def _in_force(judge: Judge, situation: Situation) -> list[Truth]:
    return [judge.truths[situation][name_of(Kind.IN_FORCE, norm.name)] for norm in judge.policy.norms]


def _shown(judge: Judge, situation: Situation) -> list[Truth]:
    return [judge.truths[situation][name_of(Kind.NOTICE, notice.name)] for notice in judge.policy.notices]


CHOOSING = """\
policy: choosing
facts:
  gift.offered: {type: bool, ask: Is there a gift?, means: a gift is offered}
acts:
  accept: {means: Accept it}
  refuse: {means: Refuse it}
  report: {means: Report it}
norms:
  either: {must_one_of: [accept, refuse], when: gift.offered, because: Say which.}
  openly: {must: report, if_doing: accept, when: gift.offered, because: Be open.}
"""


def test_what_narrows_the_choices_makes_a_difference() -> None:
    """Neither norm determines the status of any act; each is noticed, by choices, or by what goes with an act."""
    policy = read_policy(Source("choosing.yaml", CHOOSING))
    fates = {result.mutant.says: result.fate for result in mutate(policy)}
    dropped = fates["norm either: dropped"]
    assert isinstance(dropped, Survived)
    assert dropped.scenario.expect.choices == frozenset({frozenset({"accept", "report"}), frozenset({"refuse"})})
    for says in ("norm openly: dropped", "norm openly: must becomes must_not"):
        fate = fates[says]
        assert isinstance(fate, Survived)
        assert fate.scenario.expect.required_with == (("accept", ("report",)),)
    suggested = suggestions(mutate(policy), policy)
    assert sum(len(each.kills) for each in suggested) > len(suggested)  # each scenario once
    assert len({each.scenario.name for each in suggested}) == len(suggested)
    assert not any(isinstance(fate, Equivalent | UndecidedMutant) for fate in fates.values())


OPEN_CHOICE = """\
policy: choosing
facts:
  gift.offered: {type: bool, ask: Is there a gift?, means: a gift is offered}
acts: {accept: {means: Accept it}, report: {means: Report it}, tell: {means: Tell the client}}
norms:
  openly: {must_one_of: [report, tell], if_doing: accept, when: gift.offered, because: Be open.}
"""


def test_what_no_scenario_can_say_is_neither_noticed_nor_equivalent() -> None:
    """A choice that is due from whoever does an act that nobody need do shows in no choice: only `judge` knows it."""
    results = list(mutate(read_policy(Source("choosing.yaml", OPEN_CHOICE))))
    (unsayable,) = [result for result in results if isinstance(result.fate, Unsayable)]
    assert unsayable.mutant.says == "norm openly: accept joins the choice"
    assert isinstance(unsayable.fate, Unsayable)
    assert unsayable.fate.where == (("gift.offered", True),)
    assert score(results) == Score(killed=0, survived=4, equivalent=0, undecided=0, unsayable=1)


FAILING = """
properties:
  accepts: {always: required(accept), means: not so}
scenarios:
  - scenario: not so either
    given: {gift.offered: false}
    expect: {required: [report]}
"""


def test_what_fails_on_the_policy_itself_notices_nothing() -> None:
    """A scenario and a property that are wrong of the policy would be wrong of every mutant."""
    policy = read_policy(Source("choosing.yaml", CHOOSING + FAILING))
    assert baseline(policy).failing == ("scenario: not so either", "property: accepts")
    assert not any(isinstance(result.fate, Killed) for result in mutate(policy))


def test_where_nothing_can_be_nothing_is_told_apart() -> None:
    conflicting = "constraints:\n  one: {always: gift.offered, means: m}\n  two: {always: not gift.offered, means: m}\n"
    with pytest.raises(PolicyProblems) as caught:
        list(mutate(read_policy(Source("choosing.yaml", CHOOSING + conflicting))))
    assert [problem.code for problem in caught.value.problems] == ["L016"]


def test_a_presumption_that_decides_only_a_notice_can_be_changed_unseen() -> None:
    """Statuses are presumed, notices aren't: a fact that makes a difference to nothing else makes none here."""
    text = """\
policy: demo
facts:
  law.strict: {type: bool, means: the law is strict, ask: Is the law strict?}
acts:
  withdraw: {means: End the coaching}
notices:
  look-up: {when: law.strict, says: Look it up.}
presume:
  law.strict: {value: false, because: It mostly isn't.}
"""
    changed = [each for each in mutate(read_policy(Source("demo.yaml", text))) if "presumption" in each.mutant.says]
    assert changed
    assert all(each.fate == Equivalent() for each in changed)
