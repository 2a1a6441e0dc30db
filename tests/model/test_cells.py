"""The one partition of domains: what it tells apart, and what it doesn't, against the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import TypeAlias
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truth
from coach_ethics.model import cells
from coach_ethics.model.cells import partition
from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Holds, Literal, Membership, Operator
from coach_ethics.model.domains import size, value_at, values_in
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value, Vocabulary, domain
from coach_ethics.model.walk import below, facts_in
from coach_ethics.reasoning.order import Order
from coach_ethics.testing.condition_strategies import conditions

TYPES: tuple[FactType, ...] = (
    Boolean(),
    Integer(0, 6),
    Integer(2, 4),
    Integer(-3, 9),
    Enumeration(("none", "some", "all"), ordered=True),
)
NUMBERS = (Integer(0, 6), Integer(2, 4), Integer(-1, 7))
Row: TypeAlias = tuple[tuple[Truth, ...], ...]
"""What atoms say before a step, and after it."""

ORDERS = st.sampled_from([Operator.LT, Operator.LE, Operator.EQ, Operator.NE])


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[Condition], Vocabulary]:
    """Conditions over a few facts."""
    types = draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=3))
    vocabulary = Vocabulary(tuple(Fact(f"fact.f{number}", type_) for number, type_ in enumerate(types)))
    return draw(st.lists(conditions(vocabulary, leaves=4), max_size=3)), vocabulary


@st.composite
def compared(draw: st.DrawFn) -> tuple[list[Condition], Vocabulary]:
    """Comparisons of two or three numbers with each other, and with numbers."""
    types = draw(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=3))
    vocabulary = Vocabulary(tuple(Fact(f"fact.f{number}", type_) for number, type_ in enumerate(types)))
    terms = [FactTerm(fact.name, fact.type) for fact in vocabulary]
    pairs = [Comparison(one, draw(ORDERS), other) for one, other in combinations(terms, 2)]
    bounds = st.builds(Comparison, st.sampled_from(terms), ORDERS, st.builds(Literal, st.integers(-1, 7)))
    return [*draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=3)), *draw(st.lists(bounds))], vocabulary


def atoms(said: list[Condition]) -> list[Condition]:
    return [node for each in said for node in below(each) if isinstance(node, Holds | Comparison | Membership)]


def truths(said: list[Condition], values: Mapping[str, Value]) -> tuple[Truth, ...]:
    return tuple(truth(atom, Situation(dict(values)), {}) for atom in atoms(said))


def every(vocabulary: Vocabulary, values: Callable[[Fact], tuple[Value, ...]]) -> Iterator[dict[str, Value]]:
    names = [fact.name for fact in vocabulary]
    return (dict(zip(names, each, strict=True)) for each in product(*map(values, vocabulary)))


@given(drawn())
def test_cells_are_the_domain_and_stand_by_their_least_values(drawn: tuple[list[Condition], Vocabulary]) -> None:
    said, vocabulary = drawn
    found = partition(said, vocabulary)
    for fact in vocabulary:
        values = [each for cell in found.cells[fact.name] for each in values_in(fact.type, cell)]
        assert sorted(map(str, values)) == sorted(map(str, domain(fact.type)))
        firsts = [cell[0][0] for cell in found.cells[fact.name]]
        assert firsts == sorted(firsts)


@given(drawn())
def test_no_condition_tells_values_of_one_cell_apart_and_some_condition_those_of_two(
    drawn: tuple[list[Condition], Vocabulary],
) -> None:
    """Whatever the other facts are. Facts that are compared with each other are told apart where one can see it."""
    said, vocabulary = drawn
    found = partition(said, vocabulary)
    assert not found.by_order
    alone = {fact for atom in atoms(said) if len(facts_in(atom)) == 1 for fact in facts_in(atom)}
    alone -= {fact for atom in atoms(said) if len(facts_in(atom)) == 2 for fact in facts_in(atom)}
    others = list(every(vocabulary, lambda fact: domain(fact.type)))
    for fact in vocabulary:
        seen: list[object] = []
        for cell in found.cells[fact.name]:
            rows = {
                tuple(truths(said, {**other, fact.name: value}) for other in others)
                for value in values_in(fact.type, cell)
            }
            assert len(rows) == 1
            seen += rows
        if fact.name in alone:
            assert len(seen) == len(set(seen))


@given(compared(), st.data())
def test_facts_told_apart_by_order_show_all_that_they_can_be_to_each_other(
    compared: tuple[list[Condition], Vocabulary], data: st.DataObject
) -> None:
    """LAW of the partition: what all values show, the values that stand for cells show; so with what is known."""
    said, vocabulary = compared
    whole = {fact.name: data.draw(st.sampled_from(domain(fact.type))) for fact in vocabulary}
    known = {fact: value for fact, value in whole.items() if data.draw(st.booleans())}
    with mock.patch.object(cells, "MOST_COMBINATIONS", 0):
        found = partition(said, vocabulary, known)
    assert found.by_order >= {fact for atom in atoms(said) if len(facts_in(atom)) == 2 for fact in facts_in(atom)}

    def all_values(fact: Fact) -> tuple[Value, ...]:
        return (known[fact.name],) if fact.name in known else domain(fact.type)

    def standing(fact: Fact) -> tuple[Value, ...]:
        if fact.name in known and fact.name in found.by_order:
            alone = next(cell for cell in found.cells[fact.name] if known[fact.name] in values_in(fact.type, cell))
            return (value_at(fact.type, alone[0][0]),)
        return tuple(value_at(fact.type, cell[0][0]) for cell in found.cells[fact.name])

    free = Vocabulary(tuple(fact for fact in vocabulary if fact.name in found.by_order))
    rest = {fact: value for fact, value in whole.items() if fact not in found.by_order}
    shown = {truths(said, {**rest, **values}) for values in every(free, all_values)}
    assert shown == {truths(said, {**rest, **values}) for values in every(free, standing)}


@given(compared())
def test_of_two_numbers_each_shows_what_the_other_can_still_be_to_it(
    compared: tuple[list[Condition], Vocabulary],
) -> None:
    """LAW: what is left open where just one of two numbers is known is left open where it is what stands for a cell."""
    said, vocabulary = compared
    with mock.patch.object(cells, "MOST_COMBINATIONS", 0):
        found = partition(said, vocabulary)
    pair = sorted(found.by_order)
    if len(pair) != 2:
        return
    rest = {fact.name: domain(fact.type)[0] for fact in vocabulary if fact.name not in pair}

    def left_open(known: str, value: Value, other: str, values: tuple[Value, ...]) -> frozenset[tuple[Truth, ...]]:
        return frozenset(truths(said, {**rest, known: value, other: each}) for each in values)

    standing = {name: tuple(value_at(vocabulary[name].type, cell[0][0]) for cell in found.cells[name]) for name in pair}
    for known, other in (pair, pair[::-1]):
        every_value, every_other = (domain(vocabulary[name].type) for name in (known, other))
        told = {left_open(known, value, other, standing[other]) for value in standing[known]}
        assert told == {left_open(known, value, other, every_other) for value in every_value}


@given(compared(), st.data())
def test_a_step_up_shows_all_that_it_can_change(
    compared: tuple[list[Condition], Vocabulary], data: st.DataObject
) -> None:
    said, vocabulary = compared
    with mock.patch.object(cells, "MOST_COMBINATIONS", 0):
        found = partition(said, vocabulary)
    free = Vocabulary(tuple(fact for fact in vocabulary if fact.name in found.by_order))
    fact = data.draw(st.sampled_from(free.facts))
    rest = {other.name: domain(other.type)[0] for other in vocabulary if other not in free.facts}
    order = Order(free.facts, tuple(found.cells[each.name] for each in free), found.by_order)

    def rows(steps: Iterator[tuple[Value, Value]], values: Callable[[Fact], tuple[Value, ...]]) -> set[Row]:
        others = list(every(Vocabulary(tuple(each for each in free if each != fact)), values))
        return {
            tuple(truths(said, {**rest, **other, fact.name: value}) for value in step)
            for step in steps
            for other in others
        }

    shown = rows(pairwise(domain(fact.type)), lambda each: domain(each.type))
    standing = rows(
        iter(order.steps(order.places[fact.name])),
        lambda each: tuple(value_at(each.type, cell[0][0]) for cell in found.cells[each.name]),
    )
    assert {row for row in shown if len(set(row)) > 1} <= standing


def test_a_range_of_millions_takes_few_cells() -> None:
    many = Integer(0, 5_000_000)
    facts = tuple(Fact(f"fact.f{number}", many) for number in range(3))
    one, two, three = (FactTerm(fact.name, many) for fact in facts)
    said = [
        Comparison(one, Operator.LT, two),
        Comparison(two, Operator.LE, Literal(1_000)),
        Comparison(three, Operator.NE, Literal(7)),
    ]
    found = partition(said, Vocabulary(facts), {"fact.f0": 40})
    assert found.by_order == {"fact.f0", "fact.f1"}
    assert found.cells["fact.f2"] == (((0, 6), (8, 5_000_000)), ((7, 7),))
    assert [len(found.cells[fact.name]) for fact in facts[:2]] == [13, 13]
    assert size(many) == sum(last + 1 - first for cell in found.cells["fact.f1"] for first, last in cell)
