"""Never a question that can't matter, and none left out that does: held to enumeration on small random policies."""

from __future__ import annotations

from collections import Counter
from itertools import product

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from tests.assessment.small_worlds import small_policies
from tests.counting import Counted
from tests.interview.enumeration import (
    MORE,
    SMALL,
    SMALL_TYPES,
    Part,
    World,
    asides,
    nothing_to_tell,
    pairs,
    possible_world,
    put,
    world,
)

from coach_ethics.assessment.presume import standing, with_presumptions
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status
from coach_ethics.interview.open_questions import unanswered
from coach_ethics.interview.question import answer, next_question, progress
from coach_ethics.interview.state import State, assessment, begin_interview
from coach_ethics.model.conditions import Holds, Or
from coach_ethics.model.policy import Constraint, DialogueStep, Policy
from coach_ethics.model.walk import facts_in
from coach_ethics.reasoning.slice import bearing, spoken_of
from coach_ethics.testing.strategies import policies


def _pressing(
    policy: Policy,
    state: State,
    all_: World,
    part: Part,
    about: tuple[str, ...],
    not_known: frozenset[int],
    telling: frozenset[int],
) -> frozenset[int]:
    """Where the next question is: what is open though all presumptions hold; then what is presumed; then the rest."""
    stand = standing(state.prepared, state.situation)
    places = {all_.facts.index(each.name): each.value for each in stand if each.name in all_.facts}
    under = part
    for place, value in places.items():
        under = put(under, place, value)
    without = nothing_to_tell(policy, about, state.prepared.evaluate(with_presumptions(state.situation, stand)))
    first = all_.telling(under, not_known - places.keys(), without) & telling
    return frozenset(first or telling & places.keys() or telling)


def _walk(policy: Policy, data: DataObject, counts: Counter[str]) -> None:
    """Lead an interview with drawn answers, and hold every question to the enumeration."""
    acts = data.draw(st.lists(st.sampled_from([act.name for act in policy.acts]), unique=True))
    about = tuple(acts) or tuple(act.name for act in policy.acts)
    all_ = world(policy, about)
    part: Part = tuple(
        data.draw(st.one_of(st.none(), st.none(), st.none(), st.sampled_from(values))) for values in all_.domains
    )
    given_ = {fact: value for fact, value in zip(all_.facts, part, strict=True) if value is not None}
    state = begin_interview(policy, acts or None, given_, "compiled")
    not_known = frozenset[int]()
    while True:
        counts["situations"] += 1
        without = nothing_to_tell(policy, about, state.prepared.evaluate(state.situation))
        telling = all_.telling(part, not_known, without)
        question = next_question(state)
        assert progress(state).at_most == len(telling)
        assert (question is None) == (not telling)
        if question is None:
            break
        place = all_.facts.index(question.fact)
        assert place in telling
        among = _pressing(policy, state, all_, part, about, not_known, telling)
        assert place in among
        assert question.fact == _first_of_dialogue(policy, all_, among) or not _in_dialogue(policy, all_, among)
        assert all(waiting.norms for waiting in question.waiting)
        assert {waiting.if_doing or waiting.act for waiting in question.waiting} <= set(about)
        counts["questions"] += 1
        value = data.draw(st.one_of(st.none(), st.sampled_from(all_.domains[place])), label=question.fact)
        state = answer(state, question.fact, value)
        part = put(part, place, value)
        not_known |= {place} if value is None else frozenset()
    ends = unanswered(state)
    _check_end(all_, part, about, conclusions(state), {end.act for end in ends if not end.if_doing and not end.beside})
    open_ = {
        (act, other)
        for place, (act, other, _) in enumerate(pairs(policy, about), start=len(about))
        if place not in without and len({each[place] for each in all_.possible(part)}) > 1
    }
    assert {(end.if_doing, end.act) for end in ends if end.if_doing and not end.beside} == open_
    beside = {
        (kind, subject)
        for place, (kind, subject) in enumerate(asides(policy, about), start=len(about) + len(pairs(policy, about)))
        if place not in without and len({each[place] for each in all_.possible(part)}) > 1
    }
    told = {(end.beside, tuple(filter(None, (end.if_doing, end.act)))) for end in ends if end.beside}
    assert told == beside


def conclusions(state: State) -> dict[str, Status]:
    """The acts asked about that the assessment, as every output has it, says to be determined."""
    found = assessment(state).findings
    return {act: found[act].status for act in state.about if found[act].determined}


def _in_dialogue(policy: Policy, all_: World, telling: frozenset[int]) -> list[str]:
    return [step.fact for step in policy.dialogue if all_.facts.index(step.fact) in telling]


def _first_of_dialogue(policy: Policy, all_: World, telling: frozenset[int]) -> str | None:
    return next(iter(_in_dialogue(policy, all_, telling)), None)


def _check_end(all_: World, part: Part, about: tuple[str, ...], determined: object, open_: set[str]) -> None:
    """At the end, an act is determined just where every completion gives it the same status."""
    possible = [{each[number] for each in all_.possible(part)} for number in range(len(about))]
    assert determined == {act: next(iter(each)) for act, each in zip(about, possible, strict=True) if len(each) == 1}
    assert open_ == {act for act, each in zip(about, possible, strict=True) if len(each) > 1}


def test_a_question_is_put_just_where_it_can_matter(counted: Counted) -> None:
    """A fact is asked for only if two answers to it leave different statuses possible; and as long as there is one.

    So it is in every situation that an interview comes through, with whatever was given, answered or not known; the
    policy's own dialogue comes first, in its order; and what is said to be determined is determined.
    """
    counts: Counter[str] = Counter()

    @settings(max_examples=settings().max_examples * MORE)
    @given(policies(SMALL, types=SMALL_TYPES), st.data())
    def check(policy: Policy, data: DataObject) -> None:
        facts = [fact.name for fact in policy.vocabulary]
        steps = data.draw(st.lists(st.sampled_from(facts), unique=True), label="dialogue")
        counts["policies"] += 1
        _walk(attrs.evolve(policy, dialogue=tuple(map(DialogueStep, steps))), data, counts)

    check()
    for name, number in counts.items():
        counted(f"interviews held to enumeration: {name}", number)
    assert counts["questions"] > counts["policies"] / 5, "most policies drawn have something to ask"


def _can_matter(all_: World, part: Part, place: int, not_known: frozenset[int]) -> bool:
    """Whether, with some possible answers to the other questions, an answer at this place changes what is possible."""
    free = frozenset(at for at, value in enumerate(part) if value is None) - not_known - {place}
    parts = product(*((None, *all_.domains[at]) if at in free else (value,) for at, value in enumerate(part)))
    for each in parts:
        before = _possible(all_, each)
        after = (_possible(all_, put(each, place, value)) for value in all_.domains[place])
        if before and any(found and found != before for found in after):
            return True
    return False


def _possible(all_: World, part: Part) -> frozenset[tuple[Status, ...]]:
    """What the statuses can be in those completions of a part that the constraints allow."""
    agreeing = (
        statuses
        for values, statuses in all_.statuses.items()
        if all(mine is None or mine == value for mine, value in zip(part, values, strict=True))
    )
    return frozenset(agreeing)


def test_under_constraints_each_question_can_matter_and_none_is_left_that_could_tell(counted: Counted) -> None:
    """Where constraints say what can be, a question is put only if some possible answer to it can change something.

    An interview asks on until no possible answer could change what can become; but it doesn't ask for a fact of which
    neither the policy speaks nor a constraint that limits it. Every question is for a fact that isn't known yet, with
    the norms through which it matters, and comes within the number that was foretold.
    """
    counts: Counter[str] = Counter()

    @settings(max_examples=settings().max_examples * MORE)
    @given(small_policies(), st.data())
    def check(policy: Policy, data: DataObject) -> None:
        all_ = possible_world(policy)
        assume(all_.statuses)
        counts["policies"] += 1
        _walk_what_can_be(policy, all_, data, counts)

    check()
    for name, number in counts.items():
        counted(f"interviews under constraints held to enumeration: {name}", number)


def _unspoken_of(state: State, all_: World) -> frozenset[int]:
    """The places of facts of which neither the policy speaks nor a constraint that limits what it says here."""
    policy, program, known = state.prepared.policy, state.prepared.program, frozenset(state.situation)
    limiting = bearing(policy.constraints, program, known)
    spoken = spoken_of(policy.constraints, program, known).union(*(facts_in(each.always) for each in limiting))
    return frozenset(place for place, fact in enumerate(all_.facts) if fact not in spoken)


def _walk_what_can_be(policy: Policy, all_: World, data: DataObject, counts: Counter[str]) -> None:
    acts = tuple(act.name for act in policy.acts)
    truth = data.draw(st.sampled_from(sorted(all_.statuses, key=str)), label="how it is")
    state = begin_interview(policy, engine="compiled")
    part: Part = (None,) * len(all_.facts)
    not_known = frozenset[int]()
    most = progress(state).at_most + 1
    while (question := next_question(state)) is not None:
        counts["questions"] += 1
        assert progress(state).at_most < most, "every question is among those foretold"
        most = progress(state).at_most
        place = all_.facts.index(question.fact)
        assert part[place] is None
        assert place not in not_known
        assert _can_matter(all_, part, place, not_known)
        assert all(waiting.norms for waiting in question.waiting)
        value = data.draw(st.sampled_from((truth[place], truth[place], None)), label=question.fact)
        state = answer(state, question.fact, value)
        part = put(part, place, value)
        not_known |= {place} if value is None else frozenset()
    without = nothing_to_tell(policy, acts, state.prepared.evaluate(state.situation))
    never_asked = not_known | _unspoken_of(state, all_)
    left: dict[Part, list[set[Status]]] = {}
    for each in (each for each in all_.completions(part) if each in all_.statuses):
        known = tuple(None if place in never_asked else value for place, value in enumerate(each))
        for act, status in enumerate(all_.statuses[each]):
            found = left.setdefault(known, [set() for _ in all_.statuses[each]])[act]
            found |= set() if act in without else {status}
    assert len({tuple(map(frozenset, sets)) for sets in left.values()}) == 1
    possible = [frozenset().union(*(sets[act] for sets in left.values())) for act in range(len(acts))]
    assert conclusions(state) == {
        act: next(iter(each)) for act, each in zip(acts, possible, strict=True) if len(each) == 1
    }


TWO_SIZES = """
policy: sizes
facts:
  gift.large: {type: bool, ask: Is it large?}
  gift.small: {type: bool, ask: Is it small?}
acts: {decline: {means: Decline}}
norms: {no-large-gifts: {must: decline, when: gift.large, because: It may sway you.}}
"""


def test_a_fact_of_which_the_policy_does_not_speak_is_not_asked_for() -> None:
    """Though a constraint of the vocabulary ties it to one that the coach doesn't know; its own does."""
    policy, either = load_policy(TWO_SIZES), Or((Holds("gift.large"), Holds("gift.small")))
    for origin, following in (("", None), ("sizes", "gift.small")):
        constrained = attrs.evolve(policy, constraints=(Constraint("either", either, origin=origin),))
        state = begin_interview(constrained, engine="compiled")
        question = next_question(answer(state, "gift.large", None))
        assert (question and question.fact) == following
