"""Laws of assessments, on random policies and partly unknown situations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assess import CONFLICT_BY_CASES, assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.explanation import Explanation, Ground, NormReason
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.deontics.courses import demands_in_force
from coach_ethics.deontics.demands import meets
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.testing.situation_strategies import completions, situations
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=4, concepts=2, acts=4, norms=6, leaves=4)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Random policies, each with a partly unknown situation assessed under it."""
    policy = draw(policies(SMALL))
    return assess_prepared(_ready(policy), draw(situations(policy)))


def _ready(policy: Policy) -> Prepared:
    return prepared(policy, "reference")


def _policy(found: Assessment) -> Policy:
    return found.prepared.policy


def _meets_all(course: frozenset[str], found: Assessment) -> bool:
    by_cases = (each.demand for each in found.by_cases)
    return all(meets(course, each) for each in (*demands_in_force(_policy(found), found.norms_in_force), *by_cases))


def _completed(found: Assessment, data: DataObject, keeping: frozenset[str] = frozenset()) -> Assessment:
    """The assessment of a random completion that leaves the facts in `keeping` as unknown as they were."""
    whole = data.draw(completions(found.situation, _policy(found)))
    kept = {name: value for name, value in whole.values.items() if name not in keeping or name in found.situation}
    return assess_prepared(found.prepared, Situation(kept))


# What one may do.


@given(assessments())
def test_every_choice_meets_every_duty_and_does_nothing_needless(found: Assessment) -> None:
    """Each choice meets all demands in force, and none of its parts does."""
    for choice in found.choices:
        assert _meets_all(choice.course, found)
        parts = chain.from_iterable(combinations(sorted(choice.course), size) for size in range(len(choice.course)))
        assert not any(_meets_all(frozenset(part), found) for part in parts)


@given(assessments())
def test_there_is_a_choice_or_a_dilemma(found: Assessment) -> None:
    """Either some course meets all demands in force, or there is a conflict with its trade-offs; never both.

    In different cases there may be different conflicts, of which none is certain; that is said.
    """
    certain = bool(found.conflicts) or found.unlisted == CONFLICT_BY_CASES
    assert bool(found.choices) is not certain
    assert bool(found.trade_offs) is bool(found.conflicts)


@given(assessments())
def test_statuses_and_choices_say_the_same(found: Assessment) -> None:
    """Without a dilemma, what is required is in every choice, and what is forbidden in none."""
    assume(not found.conflicts)
    for choice in found.choices:
        assert {act for act, status in found.statuses.items() if status is Status.REQUIRED} <= choice.course
        assert not {act for act in choice.course if found.statuses[act] is Status.FORBIDDEN}


@given(assessments())
def test_a_dilemma_is_reported_with_what_every_way_out_costs(found: Assessment) -> None:
    """An act in a dilemma has a conflict behind it; a trade-off's courses keep what it keeps and breach the rest."""
    if Status.DILEMMA in found.statuses.values():
        assert found.conflicts
    for each in found.trade_offs:
        assert each.kept | each.breached == frozenset(found.norms_in_force)
        assert each.breached
        assert each.courses
        for course in each.courses:
            kept = demands_in_force(_policy(found), each.kept)
            assert all(meets(course, demand) for demand in kept)
            for norm in each.breached:
                with_it = demands_in_force(_policy(found), [norm])
                assert not all(meets(course, demand) for demand in with_it)


# What isn't known.


@given(assessments(), st.data())
def test_what_is_determined_stays(found: Assessment, data: DataObject) -> None:
    """THEOREM (determined): a determined status is the same under every completion of the unknown facts."""
    later = _completed(found, data)
    for act, finding in found.findings.items():
        if finding.determined:
            assert later.findings[act] == finding


@given(assessments(), st.data())
def test_a_closed_choice_stays_a_choice(found: Assessment, data: DataObject) -> None:
    """A choice that isn't open meets all demands under every completion, and does nothing needless."""
    later = _completed(found, data)
    closed = {choice.course for choice in found.choices if not choice.open}
    assert closed <= {choice.course for choice in later.choices}


@given(assessments(), st.data())
def test_what_is_undetermined_waits_for_the_facts_that_it_names(found: Assessment, data: DataObject) -> None:
    """Whatever else becomes known, an undetermined norm stays so until a fact is known that it waits for."""
    for each in found.undetermined:
        assert each.waits_for
        assert all(found.situation[fact] is None for fact in each.waits_for)
        later = _completed(found, data, keeping=frozenset(each.waits_for))
        assert later.norms[each.norm] is None


@given(assessments())
def test_norms_are_in_force_or_not_or_undetermined(found: Assessment) -> None:
    """The undetermined norms are those whose being in force isn't known."""
    assert {each.norm for each in found.undetermined} == {norm for norm, truth in found.norms.items() if truth is None}


# Why.


def _leaves(grounds: tuple[Ground, ...]) -> frozenset[str]:
    return frozenset(fact for ground in grounds for norm in ground.norms for fact in _facts(norm))


def _facts(reason: NormReason) -> Iterator[str]:
    waiting = list(reason.reasons)
    while waiting:
        each = waiting.pop()
        yield from (given_.fact for given_ in each.given)
        waiting += each.below
    for other in reason.overriding:
        yield from _facts(other)


def _otherwise(found: Assessment, kept: frozenset[str], data: DataObject) -> Assessment:
    """The assessment of a situation that is as before in the `kept` facts, and any other way in the rest."""
    other = data.draw(situations(_policy(found)))
    values = {
        **{name: value for name, value in other.values.items() if name not in kept},
        **{name: value for name, value in found.situation.values.items() if name in kept},
    }
    return assess_prepared(found.prepared, Situation(values))


def _verdicts(found: Assessment, act: str) -> dict[Kind, bool | None]:
    truths = determined_in(found.prepared, found.situation).truths
    return {kind: truths[name_of(kind, act)] for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)}


@given(assessments(), st.data())
def test_the_facts_that_why_names_decide(found: Assessment, data: DataObject) -> None:
    """With the facts that a ground rests on as they are, its verdict stands, whatever all other facts are.

    Where a verdict holds by cases, it is the facts of all its grounds.
    """
    for act in found.findings:
        grounds = found.why(act).grounds
        for ground in grounds:
            if ground.truth:
                later = _otherwise(found, _leaves((ground,)), data)
                assert _verdicts(later, act)[ground.verdict] is True
        for verdict in {ground.verdict for ground in grounds}:
            if _verdicts(found, act)[verdict]:
                later = _otherwise(found, _leaves(tuple(each for each in grounds if each.verdict is verdict)), data)
                assert _verdicts(later, act)[verdict] is True


@given(assessments(), st.data())
def test_the_facts_that_why_not_names_decide(found: Assessment, data: DataObject) -> None:
    """With the facts that fail all grounds as they are, an act without a status stays without one."""
    for act, status in found.statuses.items():
        if status is Status.UNREGULATED:
            later = _otherwise(found, _leaves(found.why(act).failing), data)
            assert later.statuses[act] is Status.UNREGULATED


@given(assessments(), st.data())
def test_an_open_status_waits_for_the_facts_that_why_names(found: Assessment, data: DataObject) -> None:
    """An undetermined status stays so, whatever else becomes known, until a fact is known that it waits for."""
    for act, status in found.statuses.items():
        why = found.why(act)
        assert all(found.situation[fact] is None for fact in why.waits_for)
        if status is Status.UNDETERMINED:
            assert why.waits_for
            later = _completed(found, data, keeping=frozenset(why.waits_for))
            assert later.statuses[act] is Status.UNDETERMINED
        if found.findings[act].determined:
            assert why.waits_for == ()


@given(assessments())
def test_why_says_what_the_assessment_says(found: Assessment) -> None:
    """The explanation has the assessment's finding, a holding ground for each verdict, and only judgements it names."""
    for act, finding in found.findings.items():
        why = found.why(act)
        assert why.finding == finding
        holding, expected = {ground.verdict for ground in why.grounds if ground.truth}, _expected_verdicts(why, found)
        assert holding < expected if why.by_cases else holding == expected
        assert all(_policy(found).vocabulary[fact].judgement for fact in why.judgements)
        coupled = (ground for told in (why.couplings, why.asides) for each in told for ground in each.grounds)
        assert set(why.judgements) <= _leaves((*why.grounds, *coupled))


def _expected_verdicts(why: Explanation, found: Assessment) -> set[Kind]:
    verdicts = _verdicts(found, why.act)
    holding = {kind for kind in (Kind.REQUIRED, Kind.FORBIDDEN) if verdicts[kind]}
    told = why.finding.status in (Status.PERMITTED, Status.UNDETERMINED) and verdicts[Kind.PERMISSION]
    return holding | ({Kind.PERMISSION} if told else set())


# What to ask.


@given(assessments())
def test_questions_are_about_what_is_open(found: Assessment) -> None:
    """Questions are put about unknown facts, each once, the most decisive first.

    They are put for acts whose status is open, or of which it is open what goes with them, or is told beside.
    """
    coupled = {act: sum(each.truth is None for each in companions) for act, companions in found.companions.items()}
    for act, asides in found.asides.items():
        coupled[act] = coupled.get(act, 0) + sum(each.truth is None for each in asides)
    open_acts = {act for act, finding in found.findings.items() if not finding.determined or coupled.get(act)}
    asked = [question.fact for question in found.questions]
    assert len(asked) == len(set(asked))
    assert all(found.situation[fact] is None for fact in asked)
    for question in found.questions:
        assert question.acts
        assert set(question.acts) <= open_acts
        assert 0 <= question.determines <= sum(1 + coupled.get(act, 0) for act in question.acts)
    determines = [question.determines for question in found.questions]
    assert determines == sorted(determines, reverse=True)


@given(assessments())
def test_judgements_are_those_that_the_explanations_name(found: Assessment) -> None:
    """LAW: what is found for all acts at once, without explaining them, is what each explanation says."""
    assert found.judgements == {act: found.why(act).judgements for act in found.findings}
