"""The closure, choices, trade-offs and statuses against going through all courses and all sets of norms.

What a course has to do to meet a norm is written down here once more, from the language's own words, and not taken from
`deontics/demands.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations, product
from typing import TypeVar, assert_never

from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from coach_ethics.deontics.closure import Closure, Pair, close
from coach_ethics.deontics.courses import choices, demands_in_force, ruled_out_by, with_included
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.deontics.trade_offs import TradeOff, trade_offs
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Finding, Status, finding
from coach_ethics.model.conditions import TRUE, And, Condition, Holds, Not, Or
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary

FACTS = ("asked", "blocked", "consented")
Course = frozenset[str]
Sets = set[frozenset[str]]


def subsets(names: Iterable[str]) -> Iterator[frozenset[str]]:
    """All subsets, smallest first."""
    names = tuple(names)
    return (frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size))


def least(found: Iterable[frozenset[str]]) -> Sets:
    everything = set(found)
    return {each for each in everything if not any(other < each for other in everything)}


def possible(course: Course, acts: Iterable[Act]) -> bool:
    return all(
        course.isdisjoint(act.excludes) and course.issuperset(act.includes) for act in acts if act.name in course
    )


def keeps(course: Course, norm: Norm, *, heeded: bool = False) -> bool:
    """Whether a course meets a norm; a recommendation can't be broken, but not be `heeded`."""
    if not course.issuperset(norm.if_doing):
        return True
    match norm.modality:
        case Modality.RECOMMENDATION:
            return not heeded or course.issuperset(norm.acts)
        case Modality.RECOMMENDATION_AGAINST:
            return not heeded or course.isdisjoint(norm.acts)
        case Modality.OBLIGATION:
            return course.issuperset(norm.acts)
        case Modality.OBLIGATION_TO_CHOOSE:
            return not course.isdisjoint(norm.acts)
        case Modality.PROHIBITION:
            return course.isdisjoint(norm.acts)
        case Modality.PERMISSION | Modality.EXEMPTION:
            return True
        case _:
            assert_never(norm.modality)


def courses_that_keep(norms: frozenset[str], policy: Policy, *, heeded: bool = False) -> list[Course]:
    kept = [norm for norm in policy.norms if norm.name in norms]
    acts = [act.name for act in policy.acts]
    doable = (course for course in subsets(acts) if possible(course, policy.acts))
    return [course for course in doable if all(keeps(course, norm, heeded=heeded) for norm in kept)]


def closure_by_brute_force(policy: Policy) -> tuple[dict[str, Sets], dict[str, Sets], Sets]:
    required: dict[str, list[frozenset[str]]] = {act.name: [] for act in policy.acts}
    forbidden: dict[str, list[frozenset[str]]] = {act.name: [] for act in policy.acts}
    conflicts = []
    for norms in subsets(norm.name for norm in policy.norms):
        left = courses_that_keep(norms, policy)
        if not left:
            conflicts.append(norms)
            continue
        for act in required:
            if all(act in course for course in left):
                required[act].append(norms)
            if not any(act in course for course in left):
                forbidden[act].append(norms)
    return _least_of_each(required), _least_of_each(forbidden), least(conflicts)


def companions_by_brute_force(policy: Policy) -> tuple[dict[Pair, Sets], dict[Pair, Sets]]:
    """For each pair of acts the least sets of norms that let the one be done, and then have the other done or left out.

    Sets that have the other done or left out even where the one is left out don't count.
    """
    required: dict[Pair, list[frozenset[str]]] = {}
    forbidden: dict[Pair, list[frozenset[str]]] = {}
    for norms in subsets(norm.name for norm in policy.norms):
        left = courses_that_keep(norms, policy)
        for one, other in permutations([act.name for act in policy.acts], 2):
            with_it = [course for course in left if one in course]
            if with_it and all(other in course for course in with_it) and not all(other in each for each in left):
                required.setdefault((one, other), []).append(norms)
            if with_it and not any(other in course for course in with_it) and any(other in each for each in left):
                forbidden.setdefault((one, other), []).append(norms)
    return _least_of_each(required), _least_of_each(forbidden)


K = TypeVar("K")


def _least_of_each(grounds: dict[K, list[frozenset[str]]]) -> dict[K, Sets]:
    return {act: least(found) for act, found in grounds.items() if found}


def as_sets(closure: Closure) -> tuple[dict[str, Sets], dict[str, Sets], Sets]:
    required = {act: set(grounds) for act, grounds in closure.required.items()}
    return required, {act: set(grounds) for act, grounds in closure.forbidden.items()}, set(closure.conflicts)


@st.composite
def tangled(draw: st.DrawFn, most_norms: int = 6, most_acts: int = 5, least_norms: int = 0) -> Policy:
    """Small policies whose acts and norms have much to do with each other, under conditions over three facts."""
    names = ["call", "end", "name", "pause", "share", "tell", "wait"][: draw(st.integers(1, most_acts))]
    pairs = list(combinations(names, 2))
    related = (
        draw(st.dictionaries(st.sampled_from(pairs), st.sampled_from(("excludes", "includes")), max_size=3))
        if pairs
        else {}
    )
    acts = tuple(
        Act(
            name,
            excludes=tuple(other for (one, other), how in related.items() if one == name and how == "excludes"),
            includes=tuple(other for (one, other), how in related.items() if one == name and how == "includes"),
        )
        for name in names
    )
    some = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(tuple)
    norms: list[Norm] = []
    for number in range(draw(st.integers(least_norms, most_norms))):
        modality = draw(st.sampled_from(Modality))
        free = modality in (Modality.PERMISSION, Modality.EXEMPTION) or draw(st.booleans())
        excepts = bool(norms) and draw(st.booleans())
        overrides = [draw(st.sampled_from(norms))] if excepts else []
        norms.append(
            Norm(
                f"norm-{number}",
                modality,
                draw(some),
                if_doing=() if free else draw(some),
                when=draw(_conditions),
                overrides=tuple(norm.name for norm in overrides),
            )
        )
    facts = tuple(Fact(name, Boolean()) for name in FACTS)
    return Policy("tangled", vocabulary=Vocabulary(facts), facts=facts, acts=acts, norms=tuple(norms))


def _larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    two = st.tuples(inner, inner)
    return st.one_of(inner.map(Not), two.map(And), two.map(Or))


_conditions: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from((TRUE, *map(Holds, FACTS))), _larger, max_leaves=3
)


A_KNOT = Policy(
    "knot",
    acts=(Act("call", excludes=("end",)), Act("end"), Act("name"), Act("tell"), Act("wait")),
    norms=(
        Norm("a", Modality.PROHIBITION, ("name",), if_doing=("call",)),
        Norm("b", Modality.PROHIBITION, ("wait",), if_doing=("name",)),
        Norm("c", Modality.OBLIGATION, ("name",), if_doing=("tell", "wait")),
        Norm("d", Modality.OBLIGATION, ("call", "tell"), if_doing=("call", "wait")),
        Norm("e", Modality.OBLIGATION, ("call",), if_doing=("tell",)),
        Norm("f", Modality.OBLIGATION, ("call", "name"), if_doing=("tell",)),
        Norm("g", Modality.OBLIGATION_TO_CHOOSE, ("end", "name")),
        Norm("h", Modality.OBLIGATION_TO_CHOOSE, ("tell", "wait")),
        Norm("i", Modality.PROHIBITION, ("call", "name", "tell")),
    ),
)
"""Clauses that go back to the same hypothesis have to be resolved with each other here."""


@given(tangled())
@example(A_KNOT)
def test_grounds_and_conflicts(policy: Policy) -> None:
    """Grounds are all minimal consistent sets of norms that entail; conflicts all minimal inconsistent ones."""
    assert as_sets(close(policy)) == closure_by_brute_force(policy)


@given(tangled())
def test_companions_are_those_of_all_courses(policy: Policy) -> None:
    """LAW: a companion's grounds are all minimal sets of norms that couple it to an act, and only those."""
    found = close(policy)
    of_each = tuple(
        {pair: set(grounds) for pair, grounds in each.items()} for each in (found.required_with, found.forbidden_with)
    )
    assert of_each == companions_by_brute_force(policy)
    assert all(found.forbidden_with[other, one] == grounds for (one, other), grounds in found.forbidden_with.items())


@given(tangled(most_norms=16, most_acts=7, least_norms=8), st.sets(st.integers(0, 15)))
def test_no_ground_is_missing_from_larger_policies(policy: Policy, numbers: set[int]) -> None:
    """Norms that require or forbid an act together contain a ground for it, and norms that conflict a conflict."""
    norms = frozenset(norm.name for number, norm in enumerate(policy.norms) if number in numbers)
    closure = close(policy)
    left = courses_that_keep(norms, policy)
    assert any(conflict <= norms for conflict in closure.conflicts) == (not left)
    if left:
        for act in (act.name for act in policy.acts):
            required = any(ground <= norms for ground in closure.required.get(act, ()))
            forbidden = any(ground <= norms for ground in closure.forbidden.get(act, ()))
            assert required == all(act in course for course in left)
            assert forbidden == (not any(act in course for course in left))


@given(tangled(), st.sets(st.integers(0, 5)))
def test_choices(policy: Policy, numbers: set[int]) -> None:
    """Choices are the minimal courses among all that meet the demands."""
    norms = frozenset(norm.name for number, norm in enumerate(policy.norms) if number in numbers)
    found = choices(demands_in_force(policy, norms))
    assert set(found) == least(courses_that_keep(norms, policy))
    assert list(found) == sorted(set(found), key=lambda course: (len(course), sorted(course)))


@given(tangled(), st.sets(st.integers(0, 5)))
def test_trade_offs(policy: Policy, numbers: set[int]) -> None:
    """A trade-off keeps a largest set of norms that can be met together; each of its courses breaches just the rest."""
    norms = frozenset(norm.name for number, norm in enumerate(policy.norms) if number in numbers)
    meetable = [kept for kept in subsets(norms) if courses_that_keep(kept, policy)]
    largest = [kept for kept in meetable if not any(kept < other for other in meetable)]
    expected = {TradeOff(kept, norms - kept, _in_order(least(courses_that_keep(kept, policy)))) for kept in largest}
    found = trade_offs(policy, norms, close(policy).conflicts)
    assert set(found) == expected
    assert len(found) == len(expected)
    for each in found:
        assert all(frozenset(ruled_out_by(course, policy, norms)) == each.breached for course in each.courses)


def _in_order(courses: Sets) -> tuple[Course, ...]:
    return tuple(sorted(courses, key=lambda course: (len(course), sorted(course))))


@given(tangled())
def test_what_a_course_breaches(policy: Policy) -> None:
    """`ruled_out_by` names the norms that a course doesn't keep; `with_included` makes a course meet `includes`."""
    for course in subsets(act.name for act in policy.acts):
        broken = tuple(norm.name for norm in policy.norms if not keeps(course, norm))
        assert ruled_out_by(course, policy, [norm.name for norm in policy.norms]) == broken
        whole = with_included(course, policy)
        assert course <= whole
        assert all(whole.issuperset(act.includes) for act in policy.acts if act.name in whole)


def in_force_by_brute_force(policy: Policy, known: dict[str, bool]) -> set[str]:
    in_force: set[str] = set()
    for norm in reversed(policy.norms):
        overridden = any(norm.name in other.overrides for other in policy.norms if other.name in in_force)
        if _holds(norm.when, known) and not overridden:
            in_force.add(norm.name)
    return in_force


def findings_by_brute_force(policy: Policy, known: dict[str, bool]) -> dict[str, Finding]:
    """The findings in a situation of which everything is known, from the meaning of the words alone."""
    in_force = in_force_by_brute_force(policy, known)
    consistent = [left for norms in subsets(in_force) if (left := courses_that_keep(norms, policy))]
    allowed = {act for norm in policy.norms if norm.name in in_force and norm.modality == "may" for act in norm.acts}
    found = {}
    for act in (act.name for act in policy.acts):
        required = any(all(act in course for course in left) for left in consistent)
        forbidden = any(not any(act in course for course in left) for left in consistent)
        match required, forbidden:
            case True, True:
                status = Status.DILEMMA
            case True, False:
                status = Status.REQUIRED
            case False, True:
                status = Status.FORBIDDEN
            case _:
                status = Status.PERMITTED if act in allowed else Status.UNREGULATED
        found[act] = Finding(status, determined=True)
    return found


def _holds(condition: Condition, known: dict[str, bool]) -> bool:
    match condition:
        case Holds(fact):
            return known[fact]
        case Not(operand):
            return not _holds(operand, known)
        case And(operands):
            return all(_holds(operand, known) for operand in operands)
        case Or(operands):
            return any(_holds(operand, known) for operand in operands)
        case _:
            return condition == TRUE


def findings_of(policy: Policy, situation: Situation) -> dict[str, Finding]:
    truths = evaluate(lower(policy), situation)
    kinds = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    return {act.name: finding(*(truths[name_of(kind, act.name)] for kind in kinds)) for act in policy.acts}


@given(tangled(most_norms=5))
def test_statuses_in_every_known_situation(policy: Policy) -> None:
    """Where everything is known, statuses are what the words mean, and determined."""
    for values in product((False, True), repeat=len(FACTS)):
        known = dict(zip(FACTS, values, strict=True))
        assert findings_of(policy, Situation(known)) == findings_by_brute_force(policy, known)


def beside_by_brute_force(policy: Policy, known: dict[str, bool]) -> set[str]:
    """What is told beside statuses where everything is known: the names that hold, from the meaning of the words."""
    in_force = in_force_by_brute_force(policy, known)
    norms = [norm for norm in policy.norms if norm.name in in_force]
    advice = {norm.name for norm in norms if norm.modality in ("should", "should_not")}
    conflicting = least(each for each in subsets(in_force) if not courses_that_keep(each, policy, heeded=True))
    troubled = {norm for each in conflicting for norm in each & advice}
    some = [left for each in subsets(in_force - troubled) if (left := courses_that_keep(each, policy, heeded=True))]
    statuses = findings_by_brute_force(policy, known)
    found = set[str]()
    for act in (act.name for act in policy.acts):
        status = statuses[act].status
        to_do = any(all(act in course for course in left) for left in some)
        to_leave = any(not any(act in course for course in left) for left in some)
        if status in (Status.PERMITTED, Status.UNREGULATED) and to_do is not to_leave:
            found.add(f"{'advised' if to_do else 'advised_against'}({act})")
        exempting = any(act in norm.acts for norm in norms if norm.modality == "need_not")
        if exempting and status not in (Status.REQUIRED, Status.FORBIDDEN, Status.DILEMMA):
            found.add(f"exempt({act})")
    return found


@given(tangled(most_norms=5))
def test_advice_in_every_known_situation(policy: Policy) -> None:
    """LAW: an act is advised where duties and the recommendations in no conflict ask for it, and duties don't.

    It is exempt where an exemption is in force and it is neither required nor forbidden.
    """
    program = lower(policy)
    kinds = (Kind.ADVISED, Kind.ADVISED_AGAINST, Kind.EXEMPT)
    for values in product((False, True), repeat=len(FACTS)):
        known = dict(zip(FACTS, values, strict=True))
        truths = evaluate(program, Situation(known))
        found = {each.name for each in program.definitions if each.kind in kinds and truths[each.name]}
        assert found == beside_by_brute_force(policy, known)


@given(tangled())
def test_advice_leaves_duties_as_they_are(policy: Policy) -> None:
    """LAW: without its recommendations, a policy has the same grounds, companions and conflicts."""
    binding = [norm for norm in policy.norms if norm.modality not in ("should", "should_not")]
    names = {norm.name for norm in binding}
    alone = tuple(evolve(norm, overrides=tuple(filter(names.__contains__, norm.overrides))) for norm in binding)
    assert evolve(close(policy), advice=None) == close(evolve(policy, norms=alone))


@given(tangled())
def test_determined_findings_outlast_every_completion(policy: Policy) -> None:
    """THEOREM (determined): in every partly known situation, what is determined stays so however the rest turns out."""
    everywhere = {
        values: findings_of(policy, Situation(dict(zip(FACTS, values, strict=True))))
        for values in product((False, True, None), repeat=len(FACTS))
    }
    for partly, found in everywhere.items():
        determined = {act: each for act, each in found.items() if each.determined}
        for values in product(*((value,) if value is not None else (False, True) for value in partly)):
            assert {act: everywhere[values][act] for act in determined} == determined
