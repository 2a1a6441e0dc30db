"""Changes are all smallest ones, as enumeration finds them; and the essay's two ways to openness are among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import TypeAlias

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.assessment.small_worlds import constraints_kept, every_completion, possible_at_all, small_cases

from coach_ethics.assessment.assess import assess, assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.what_if import ALLOWED, Change, Feasibility, changes
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status, finding_among
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, can_still_change, domain
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning import changes as changes_
from coach_ethics.reasoning import rounds

Assignment = frozenset[tuple[str, Value]]

targets = st.one_of(
    st.just(ALLOWED),
    st.sampled_from([frozenset({status}) for status in Status]),
    st.frozensets(st.sampled_from(Status), min_size=1),
)

Completions: TypeAlias = Mapping[Situation, Mapping[str, Status]]


def _reached(found: Assessment, act: str, where: Situation, wanted: frozenset[Status], every: Completions) -> bool:
    """Whether the act has a wanted status in every completion that breaks no further constraint, and there is one."""
    verdict = {
        statuses[act]
        for each, statuses in every.items()
        if all(each[fact] == value for fact, value in where.values.items())
    }
    told = finding_among(frozenset(verdict))
    return bool(verdict) and (verdict <= wanted or told.status is Status.UNDETERMINED in wanted)


def _completions(found: Assessment) -> Completions:
    """Every complete situation that keeps the constraints that this one keeps, with its statuses."""
    ready, kept = found.prepared, constraints_kept(found.prepared, found.situation)
    every = every_completion(Situation(), ready.policy)
    return {each: assess_prepared(ready, each).statuses for each in every if kept <= constraints_kept(ready, each)}


def _all_smallest(found: Assessment, act: str, wanted: frozenset[Status], beyond: bool) -> set[Assignment]:
    """By trying every set of new values of every set of facts, the smaller sets first."""
    smallest: set[Assignment] = set()
    every = _completions(found)
    now = found.situation
    free = [fact for fact in found.prepared.policy.vocabulary if beyond or can_still_change(fact, now[fact.name])]
    for size in range(len(free) + 1):
        for facts in combinations(free, size):
            others = [[value for value in domain(fact.type) if value != found.situation[fact.name]] for fact in facts]
            for values in product(*others):
                new = frozenset(zip((fact.name for fact in facts), values, strict=True))
                where = Situation({**found.situation.values, **dict(new)})
                if not any(less < new for less in smallest) and _reached(found, act, where, wanted, every):
                    smallest.add(new)
    return smallest


def _spelled_out(found: tuple[Change, ...]) -> list[Assignment]:
    """Each change once for every combination of values that serve equally."""
    return [
        frozenset(zip((shift.fact for shift in change.shifts), values, strict=True))
        for change in found
        for values in product(*(shift.values for shift in change.shifts))
    ]


@given(small_cases(), targets, st.booleans())
def test_changes_are_all_smallest_ones(found: Assessment, wanted: frozenset[Status], beyond: bool) -> None:
    """Spelled out, the changes are just those that enumeration finds: none missing, none needless, none twice."""
    assume(possible_at_all(found))
    for act in found.findings:
        told = _spelled_out(changes(found, act, wanted, beyond=beyond))
        assert len(told) == len(set(told))
        assert set(told) == _all_smallest(found, act, wanted, beyond)


@given(small_cases())
def test_a_change_says_what_it_does(found: Assessment) -> None:
    """Its status, the norms that it takes out of force and puts in force, and its cost are those of the new case."""
    for act in found.findings:
        for change in found.what_would_allow(act):
            values = {shift.fact: shift.value for shift in change.shifts}
            later = assess_prepared(found.prepared, Situation({**found.situation.values, **values}))
            assert later.statuses[act] is change.status
            assert set(change.removes) == set(found.norms_in_force) - set(later.norms_in_force)
            assert set(change.adds) == set(later.norms_in_force) - set(found.norms_in_force)
            assert change.cost == sum(found.prepared.policy.vocabulary[shift.fact].cost for shift in change.shifts)
            if found.statuses[act] is Status.FORBIDDEN:
                assert change.lifts
            for ground in change.lifts:
                assert ground <= set(found.norms_in_force)
                assert ground & set(change.removes)


@given(small_cases())
def test_the_nearest_come_first(found: Assessment) -> None:
    """What is possible now comes first, what can't be changed last; among these, what costs least first."""
    for act in found.findings:
        told = found.what_would_forbid(act)
        ranks = [max(_rank(shift.way) for shift in change.shifts) if change.shifts else 0 for change in told]
        assert [change.possible_now for change in told] == [rank == 0 for rank in ranks]
        assert list(zip(ranks, (change.cost for change in told), strict=True)) == sorted(
            zip(ranks, (change.cost for change in told), strict=True)
        )


@st.composite
def led_cases(draw: st.DrawFn) -> Assessment:
    """A small case under a policy in which acts lead to facts that conditions read."""
    found = draw(small_cases())
    policy = found.prepared.policy
    led = st.sampled_from([(fact.name, value) for fact in policy.vocabulary for value in domain(fact.type)])
    acts = [attrs.evolve(act, leads_to=draw(st.lists(led, max_size=2).map(_once))) for act in policy.acts]
    return assess_prepared(prepared(attrs.evolve(policy, acts=tuple(acts)), "reference"), found.situation)


def _once(led: list[tuple[str, Value]]) -> tuple[tuple[str, Value], ...]:
    return tuple(dict(led).items())


@given(led_cases())
def test_what_leads_to_a_change_is_allowed(found: Assessment) -> None:
    """Once the rest of it has come about, each act that leads to a change is; without such acts all is as before."""
    ready = found.prepared
    leads = {act.name: dict(act.leads_to) for act in ready.policy.acts}
    acts = tuple(attrs.evolve(act, leads_to=()) for act in ready.policy.acts)
    plainly = prepared(attrs.evolve(ready.policy, acts=acts), "reference")
    unled = assess_prepared(plainly, found.situation)
    for act in found.findings:
        told = found.what_would_allow(act)
        assert len(told) == len(set(map(_values, told)))
        for change in told:
            led = {fact for by in change.by for fact in leads[by]}
            rest = {shift.fact: shift.value for shift in change.shifts if shift.fact not in led}
            before = Situation({**found.situation.values, **rest})
            for by in change.by:
                assert by != act
                assert (without_change := changes(assess_prepared(plainly, before), by, ALLOWED))
                assert any(not each.shifts for each in without_change)
        reached = {(fact, value) for each in leads.values() for fact, value in each.items()}
        for change in unled.what_would_allow(act):
            if not {(shift.fact, value) for shift in change.shifts for value in shift.values} & reached:
                assert _values(change) in set(map(_values, told))


def _values(change: Change) -> Assignment:
    return frozenset((shift.fact, shift.value) for shift in change.shifts)


def test_a_change_is_told_with_what_allows_the_act_that_leads_to_it() -> None:
    """P20 to P24: the coaching can go on once the terms are renegotiated, which takes the consent that it needs."""
    now = [change for change in _essay().what_would_allow("continue_coaching") if change.possible_now]
    assert [({shift.fact for shift in change.shifts}, change.by) for change in now] == [
        ({"consent.to_tell_sponsor", "contract.renegotiated"}, ("seek_client_consent", "renegotiate"))
    ]
    (consented,) = (
        change
        for change in _essay(consent__to_tell_sponsor="oral").what_would_allow("continue_coaching")
        if change.possible_now
    )
    assert ([shift.fact for shift in consented.shifts], consented.by) == (["contract.renegotiated"], ("renegotiate",))


def test_a_change_that_only_a_forbidden_act_leads_to_is_not_told() -> None:
    policy = load_policy(
        "policy: lie\ntitle: Lying\nfacts: {truth.bent: {type: bool, ask: Bent?, means: it is bent}}\n"
        "acts:\n  lie: {means: Lie., leads_to: {truth.bent: true}}\n  gain: {means: Gain by it.}\n"
        "norms:\n  never: {must_not: lie, because: Never.}\n"
        "  only-so: {must_not: gain, when: not truth.bent, because: Only so.}\n"
    )
    assert assess({"truth.bent": False}, policy).what_would_allow("gain") == ()


def _rank(way: Feasibility) -> int:
    return [Feasibility.BRING_ABOUT, Feasibility.FIND_OUT, Feasibility.UNCHANGEABLE].index(way)


@given(small_cases())
def test_the_value_told_is_the_nearest(found: Assessment) -> None:
    """Of the values that serve equally, the one told is no farther from the present value than another."""
    for act in found.findings:
        for change in found.what_would_allow(act):
            for shift in change.shifts:
                if isinstance(shift.present, int) and isinstance(shift.value, int):
                    distances = [abs(int(value) - shift.present) for value in shift.values]
                    assert abs(shift.value - shift.present) == min(distances)
                assert shift.value in shift.values


def _essay(**otherwise: Value) -> Assessment:
    """The end of the road, with neither permission nor a contract that foresaw it."""
    policy = load_policy("essay")
    scenario = next(each for each in policy.scenarios if each.name.startswith("the end of the road, with neither"))
    return assess({**dict(scenario.given), **{name.replace("__", "."): v for name, v in otherwise.items()}}, policy)


def test_the_essay_names_permission_and_a_contract_that_foresaw_it() -> None:
    """P24: the client's permission can still be had; a first contract that prepared for it would have been better."""
    permission, *late = _essay().what_would_allow("renegotiate")
    (contract,) = (each for each in late if [shift.fact for shift in each.shifts] == ["contract.foresees_block"])
    (leave,) = permission.shifts
    assert (leave.fact, leave.value, leave.values) == ("consent.to_tell_sponsor", "oral", ("oral", "written"))
    assert permission.possible_now
    assert permission.lifts == (frozenset({"openness-with-both", "keep-confidence"}),)
    assert permission.removes == ("keep-confidence", "ask-before-it-slips-away")
    assert permission.status is Status.PERMITTED
    (foreseen,) = contract.shifts
    assert (foreseen.fact, foreseen.value, foreseen.way) == ("contract.foresees_block", True, Feasibility.UNCHANGEABLE)
    assert not contract.possible_now
    # Beyond the essay, a law that requires the block to be told would do; without sponsor or block, nothing is to tell.
    assert {frozenset(shift.fact for shift in other.shifts) for other in late if other is not contract} == {
        frozenset({"block.present"}),
        frozenset({"disclosure.recipient", "disclosure.content", "law.requires_disclosure"}),
        frozenset({"sponsor.present", "outcomes.agreed_by_sponsor"}),
    }


def test_only_what_can_still_be_brought_about() -> None:
    assert [change.shifts[0].fact for change in changes(_essay(), "renegotiate", ALLOWED, beyond=False)] == [
        "consent.to_tell_sponsor"
    ]


def test_what_is_never_allowed_has_no_way_to_it() -> None:
    assert _essay().what_would_allow("withhold_this_once") == ()


def test_what_is_allowed_already_needs_no_change() -> None:
    (change,) = _essay().what_would_allow("seek_client_consent")
    assert change.shifts == ()
    assert change.status is Status.PERMITTED


def test_an_act_that_the_policy_lacks_is_refused() -> None:
    with pytest.raises(CaseProblems, match=r"A101.*`renegotiat` is not an act"):
        _essay().what_would_allow("renegotiat")


@pytest.mark.parametrize("module", [rounds, changes_])
def test_too_many_changes_are_a_problem_with_a_fix(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 2)
    ready = _essay().prepared
    for each in (ready, ready.slices):
        each.kept.clear()
    with pytest.raises(CaseProblems, match="A102"):
        _essay().what_would_allow("renegotiate")
    for each in (ready, ready.slices):
        each.kept.clear()


def _all(found: Assessment) -> Iterator[Change]:
    for act in found.findings:
        yield from found.what_would_allow(act)
        yield from found.what_would_forbid(act)


def test_every_engine_tells_the_same_changes() -> None:
    told = [list(_all(assess(_essay().situation, "essay", engine=engine))) for engine in ("reference", "compiled")]
    assert told[0] == told[1] != []


def test_a_status_may_be_given_by_its_name() -> None:
    result = assess({}, "essay", engine="reference")
    assert changes(result, "withdraw", "forbidden") == changes(result, "withdraw", Status.FORBIDDEN) != ()
    assert changes(result, "withdraw", ["forbidden"]) == changes(result, "withdraw", {Status.FORBIDDEN})


@pytest.mark.parametrize(
    ("to", "said", "fix"),
    [
        ("forbiden", "`forbiden` is not a status", "did you mean `forbidden`?"),
        (["permitted", "allowed"], "`allowed` is not a status", "the statuses are required, forbidden,"),
        ([], "no target status is given", "the statuses are"),
    ],
)
def test_what_is_no_status_is_refused(to: str | list[str], said: str, fix: str) -> None:
    """A slip must not look like "nothing would bring it about"."""
    with pytest.raises(CaseProblems) as found:
        changes(assess({}, "essay", engine="reference"), "withdraw", to)
    (problem,) = found.value.problems
    assert (problem.code, problem.message) == ("A104", said)
    assert fix in (problem.help or "")
