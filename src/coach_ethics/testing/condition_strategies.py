"""Hypothesis strategies for random conditions and values, and what every strategy here draws with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from coach_ethics.model.conditions import (
    TRUE,
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
    Term,
)
from coach_ethics.model.policy import Parameter
from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    FactType,
    Integer,
    Value,
    Vocabulary,
    domain,
)

T = TypeVar("T")

TYPES: tuple[FactType, ...] = (
    Boolean(),
    Integer(0, 3),
    Enumeration(("none", "possible", "likely"), ordered=True),
    Enumeration(("client", "sponsor", "employer")),
    Integer(0, 1000),
    Integer(2, 7),
    Enumeration(("unheard", "heard", "agreed", "written", "signed"), ordered=True),
)
"""The types that random facts take."""

_EQUALITIES = (Operator.EQ, Operator.NE)
_ORDERINGS = (*_EQUALITIES, Operator.GE, Operator.LT, Operator.LE, Operator.GT)


# Built once: making and validating a strategy takes longer than drawing from it.
_UP_TO = tuple(st.integers(0, most) for most in range(40))
COIN = st.booleans()


def up_to(draw: DrawFn, most: int) -> int:
    """A number from 0 to `most`; shrinks to 0."""
    return draw(_UP_TO[most] if most < len(_UP_TO) else st.integers(0, most))


def pick(draw: DrawFn, options: Sequence[T]) -> T:
    """One of the options; shrinks to the first."""
    return options[up_to(draw, len(options) - 1)] if len(options) > 1 else options[0]


@st.composite
def conditions(
    draw: DrawFn,
    vocabulary: Vocabulary,
    names: Iterable[str] = (),
    parameters: tuple[Parameter, ...] = (),
    leaves: int = 5,
) -> Condition:
    """Random well-typed conditions over the facts of a vocabulary, the conditions called `names`, and parameters."""
    holds = [Holds(fact.name) for fact in vocabulary if isinstance(fact.type, Boolean)]
    plain: list[Condition] = [*holds, *map(Named, names)]
    terms = [FactTerm(fact.name, fact.type) for fact in vocabulary if not isinstance(fact.type, Boolean)]
    return _condition(draw, plain, terms, parameters, leaves)


def _condition(
    draw: DrawFn, plain: list[Condition], terms: list[FactTerm], parameters: tuple[Parameter, ...], leaves: int
) -> Condition:
    shape = pick(draw, ("leaf", "leaf", "not", "and", "or")) if leaves > 1 else "leaf"
    if shape == "leaf":
        return _leaf(draw, plain, terms, parameters)
    if shape == "not":
        return Not(_condition(draw, plain, terms, parameters, leaves - 1))
    count = 2 + up_to(draw, min(3, leaves) - 2)
    operands = tuple(_condition(draw, plain, terms, parameters, leaves // count) for _ in range(count))
    return And(operands) if shape == "and" else Or(operands)


def _leaf(draw: DrawFn, plain: list[Condition], terms: list[FactTerm], parameters: tuple[Parameter, ...]) -> Condition:
    kinds = [*["plain"] * (3 * bool(plain)), *["comparison"] * (3 * bool(terms)), *["membership"] * bool(terms)]
    kind = pick(draw, [*kinds, "constant"])
    if kind == "plain":
        return pick(draw, plain)
    if kind == "constant":
        switches = [Constant(bool(each.default), each.name) for each in parameters if isinstance(each.type, Boolean)]
        return pick(draw, [*switches, TRUE, Constant(False)])
    term = pick(draw, terms)
    alike = [each for each in parameters if each.type == term.type]
    if kind == "membership":
        sets = [Membership(term, each.default, each.name) for each in alike if isinstance(each.default, tuple)]
        if bool(sets) and draw(COIN):
            return pick(draw, sets)
        return Membership(term, draw(members(term.type)))
    return _comparison(draw, term, terms, alike)


def _comparison(draw: DrawFn, term: FactTerm, terms: list[FactTerm], alike: list[Parameter]) -> Condition:
    ordered = not isinstance(term.type, Enumeration) or term.type.ordered
    operator = pick(draw, _ORDERINGS if ordered else _EQUALITIES)
    named = [Literal(each.default, each.name) for each in alike if not isinstance(each.default, tuple)]
    comparable = [each for each in terms if each.name != term.name and _comparable(each.type, term.type)]
    others: list[Term] = [*named, *comparable]
    named_or_fact = bool(others) and draw(COIN)
    other = pick(draw, others) if named_or_fact else Literal(draw(values(term.type)))
    turned = isinstance(other, Literal) and not up_to(draw, 5)
    return Comparison(other, operator, term) if turned else Comparison(term, operator, other)


def _comparable(one: FactType, other: FactType) -> bool:
    return one == other or (isinstance(one, Integer) and isinstance(other, Integer))


def values(type_: FactType) -> SearchStrategy[Value]:
    """Any value of a type."""
    return st.integers(type_.minimum, type_.maximum) if isinstance(type_, Integer) else st.sampled_from(domain(type_))


def members(type_: FactType) -> SearchStrategy[tuple[Value, ...]]:
    """One to three values of a type, each once."""
    return st.lists(values(type_), min_size=1, max_size=3, unique=True).map(tuple)
