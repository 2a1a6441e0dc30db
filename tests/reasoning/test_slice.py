"""What rests on what: whatever changes what a name says is in its slice, tried by changing it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Truth, Truths
from coach_ethics.model.conditions import Named
from coach_ethics.model.groups import connected, linked
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.model.walk import facts_in, names_in
from coach_ethics.reasoning.slice import Slices

GROUPS = st.dictionaries(st.integers(0, 9), st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=3))


def sliced(policy: Policy) -> Slices:
    return Slices(lower(policy), {each.name: each.always for each in policy.constraints})


def evaluated(policy: Policy) -> dict[tuple[Value | None, ...], Truths]:
    """What every situation gives, known in full or in part, by the values of its facts."""
    program, facts = lower(policy), [fact.name for fact in policy.vocabulary]
    every = product(*((*domain(fact.type), None) for fact in policy.vocabulary))
    return {values: evaluate(program, Situation(dict(zip(facts, values, strict=True)))) for values in every}


def alike(rows: dict[tuple[Value | None, ...], Truths], place: int) -> Iterator[list[Truths]]:
    """What is given by situations that differ in the fact at one place only."""
    groups: dict[tuple[Value | None, ...], list[Truths]] = {}
    for values, truths in rows.items():
        groups.setdefault((*values[:place], *values[place + 1 :]), []).append(truths)
    return iter(groups.values())


@given(small_policies())
def test_a_fact_that_changes_what_a_name_says_is_in_its_slice(policy: Policy) -> None:
    slices, rows = sliced(policy), evaluated(policy)
    behind = {each.name: slices.dependencies.facts([Named(each.name)]) for each in slices.program.definitions}
    for place, fact in enumerate(policy.vocabulary):
        for group in alike(rows, place):
            for name, facts in behind.items():
                if len({truths[name] for truths in group}) > 1:
                    assert fact.name in facts
                    assert fact.name in slices.of([Named(name)]).facts


@given(small_policies())
def test_a_fact_outside_a_slice_changes_nothing_of_what_can_be(policy: Policy) -> None:
    """What is known outside of it rules nothing out, unless it rules out every completion."""
    slices, judge = sliced(policy), Judge(policy)
    for definition in slices.program.definitions:
        facts = frozenset(slices.of([Named(definition.name)]).facts)
        found: dict[frozenset[tuple[str, Value]], frozenset[Truth]] = {}
        for situation in judge.partial:
            known = frozenset((fact, value) for fact, value in situation.values.items() if fact in facts)
            can_be = frozenset(judge.truths[each][definition.name] for each in judge.completions(situation))
            assert found.setdefault(known, can_be) == can_be


@given(small_policies())
def test_whatever_facts_are_the_rest_can_keep_what_does_not_limit_them(policy: Policy) -> None:
    """LAW: what binding constraints let a name's facts be goes together with all constraints, beside the same rest."""
    slices, judge = sliced(policy), Judge(policy)
    if not judge.possible:
        return
    for definition in slices.program.definitions:
        facts = slices.dependencies.facts([Named(definition.name)])
        binding = slices.binding(facts)
        own = slices.of([Named(definition.name)], among=binding.constraints)
        beside = slices.kept_beside(facts, judge.possible[0])
        for each in judge.complete:
            truths = evaluate(slices.program, each)
            if all(truth(slices.rules[name], each, truths) for name in own.constraints):
                whole = Situation({**beside.values, **{fact: each.values[fact] for fact in own.facts}})
                assert whole in judge.possible


@given(small_policies())
def test_a_slice_is_closed_and_in_order(policy: Policy) -> None:
    slices = sliced(policy)
    definitions = slices.dependencies.definitions
    for definition in slices.program.definitions:
        found = slices.of([Named(definition.name)])
        assert definition.name in found.names
        for place, name in enumerate(found.names):
            assert set(names_in(definitions[name])) <= set(found.names[:place])
            assert set(facts_in(definitions[name])) <= set(found.facts)
        for name, rule in slices.rules.items():
            touching = not slices.dependencies.facts([rule]).isdisjoint(found.facts)
            assert (name in found.constraints) == touching


@given(GROUPS)
def test_groups_that_share_a_fact_are_connected_and_no_others(groups: dict[int, frozenset[str]]) -> None:
    parts = list(connected(groups))
    assert sorted(chain.from_iterable(parts)) == sorted(groups)
    for one, other in combinations(parts, 2):
        assert all(groups[a].isdisjoint(groups[b]) for a in one for b in other)
    for part in parts:
        assert set(linked(groups[part[0]], groups)) == set(part)
