"""Which constraints bind: those that limit the facts that a policy mentions, held to enumeration."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, product
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.engines.reference import truth
from coach_ethics.model.binding import binding
from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Holds, Operator, Or
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    Fact,
    FactType,
    Integer,
    Value,
    Vocabulary,
    domain,
)
from coach_ethics.model.walk import facts_in
from coach_ethics.testing.condition_strategies import conditions

SMALL: tuple[FactType, ...] = (
    Boolean(),
    Integer(0, 2),
    Enumeration(("none", "some", "all"), ordered=True),
    Enumeration(("one", "other")),
)


Constrained: TypeAlias = tuple[Vocabulary, tuple[Constraint, ...], frozenset[str]]


@st.composite
def constrained(draw: st.DrawFn) -> Constrained:
    """A few facts, constraints on them, and some of the facts."""
    names = ("a.one", "a.two", "a.three", "a.four")
    vocabulary = Vocabulary(tuple(Fact(name, draw(st.sampled_from(SMALL))) for name in names))
    drawn = draw(st.lists(conditions(vocabulary, leaves=3), max_size=4))
    constraints = tuple(Constraint(f"c{number}", each) for number, each in enumerate(drawn))
    return vocabulary, constraints, frozenset(draw(st.lists(st.sampled_from(names))))


def allowed(vocabulary: Vocabulary, constraints: Iterable[Constraint], facts: Iterable[str]) -> set[tuple[object, ...]]:
    """What the constraints allow these facts to be together, by enumeration."""
    found: set[tuple[object, ...]] = set()
    for values in product(*(domain(fact.type) for fact in vocabulary)):
        where = Situation(dict(zip(vocabulary.by_name, values, strict=True)))
        if all(truth(each.always, where, {}) for each in constraints):
            found.add(tuple((type(where[fact]), where[fact]) for fact in sorted(facts)))
    return found


@given(constrained())
def test_constraints_that_do_not_bind_limit_nothing(drawn: Constrained) -> None:
    """LAW: the facts mentioned can be together what they could be, as long as anything is possible at all."""
    vocabulary, constraints, facts = drawn
    kept = binding(constraints, facts, vocabulary)
    if allowed(vocabulary, constraints, ()):
        assert allowed(vocabulary, kept, facts) == allowed(vocabulary, constraints, facts)


def plainly_limiting(
    constraints: tuple[Constraint, ...], facts: frozenset[str], vocabulary: Vocabulary
) -> tuple[Constraint, ...]:
    """Without the constraints that a fact not mentioned can meet by itself, by enumeration, one fact at a time."""

    def meets(fact: str, value: Value, always: Condition) -> bool:
        return truth(always, Situation({fact: value}), {}) is True

    for fact in dict.fromkeys(name for each in constraints for name in facts_in(each.always)):
        about = [each.always for each in constraints if fact in facts_in(each.always)]
        values = domain(vocabulary[fact].type)
        if fact not in facts and any(all(meets(fact, value, each) for each in about) for value in values):
            left = tuple(each for each in constraints if each.always not in about)
            return plainly_limiting(left, facts, vocabulary)
    return constraints


@given(constrained())
def test_which_constraints_bind_depends_on_no_order(drawn: Constrained) -> None:
    """LAW: looking at facts as they come leaves the constraints that starting again after each fact leaves."""
    vocabulary, constraints, facts = drawn
    kept = binding(constraints, facts, vocabulary)
    assert kept == binding(plainly_limiting(tuple(constraints), frozenset(facts), vocabulary), facts, vocabulary)
    assert set(kept) <= set(plainly_limiting(tuple(constraints), frozenset(facts), vocabulary))


def test_a_long_chain_of_constraints_has_a_digest() -> None:
    """However many facts are linked one to the next: none binds what the first alone can be, and all do both ends."""
    vocabulary = Vocabulary(tuple(Fact(f"a.x{n}", Boolean()) for n in range(5_001)))
    chain = tuple(Constraint(f"c{n}", Or((Holds(f"a.x{n}"), Holds(f"a.x{n + 1}")))) for n in range(5_000))
    assert binding(chain, ("a.x0",), vocabulary) == ()
    terms = [FactTerm(f"a.x{n}", Boolean()) for n in range(5_001)]
    pairs = enumerate(pairwise(terms))
    ring = tuple(Constraint(f"c{n}", Comparison(one, Operator.EQ, other)) for n, (one, other) in pairs)
    assert binding(ring, ("a.x0", "a.x5000"), vocabulary) == ring
