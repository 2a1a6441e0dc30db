"""Conditions: the closed sum that every engine, report and analysis walks.

The grammar, as written in a policy file (a small subset of Python's expressions, parsed and never executed)::

    condition  = condition "or" condition | condition "and" condition | "not" condition | "(" condition ")"
               | name                                  a Boolean fact, concept or parameter
               | "true" | "false"
               | term (("==" | "!=" | "<" | "<=" | ">" | ">=") term)+
               | term ["not"] "in" ("(" literal, ... ")" | parameter)
    term       = fact | parameter | integer | enumerator

What the reader makes of it: chains become conjunctions, comparisons of Booleans become the propositions that they say
(`x == false` is `not x`), parameters become literals that remember their name. So a tree has Booleans only as
`Constant`, `Holds` and `Named`, and comparisons only between integers or enumerators.

INVARIANT (typed): a comparison mentions a fact, both of its sides are integers or enumerators of one enumeration, and
`<`, `<=`, `>`, `>=` stand only between integers or enumerators of an ordered one. The reader checks it; engines rely on
it.

Positions (`span`) are kept on every node and ignored by equality.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

from coach_ethics.model.vocabulary import FactType, Value
from coach_ethics.source import Span


class Operator(Enum):
    """A comparison."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


def _span() -> Span | None:
    span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)
    return span


@frozen(cache_hash=True)
class FactTerm:
    """The value of a fact that is an integer or an enumeration."""

    name: str
    type: FactType
    span: Span | None = _span()


@frozen(cache_hash=True)
class Literal:
    """An integer or an enumerator; where it is a parameter's value, `parameter` is that parameter's name."""

    value: Value
    parameter: str | None = None
    span: Span | None = _span()


Term: TypeAlias = FactTerm | Literal


@frozen(cache_hash=True)
class Constant:
    """True or false, always; where it is a parameter's value, `parameter` is that parameter's name."""

    value: bool
    parameter: str | None = None
    span: Span | None = _span()


@frozen(cache_hash=True)
class Holds:
    """A Boolean fact is true."""

    fact: str
    span: Span | None = _span()


@frozen(cache_hash=True)
class Named:
    """Another condition, by name: a concept, or in a program any earlier name, such as `in_force(keep-confidence)`."""

    name: str
    span: Span | None = _span()


@frozen(cache_hash=True)
class Comparison:
    """`left operator right`, between integers or between enumerators. Unknown as soon as a fact in it is unknown."""

    left: Term
    operator: Operator
    right: Term
    span: Span | None = _span()


@frozen(cache_hash=True)
class Membership:
    """`term in members`. `not in` is written with `Not`. `parameter` names the parameter that gives the members."""

    term: Term
    members: tuple[Value, ...]
    parameter: str | None = None
    span: Span | None = _span()


@frozen(cache_hash=True)
class Not:
    """The negation: not known where its operand isn't."""

    operand: Condition
    span: Span | None = _span()


@frozen(cache_hash=True)
class And:
    """False as soon as one operand is false, true where all are; without operands, true."""

    operands: tuple[Condition, ...]
    span: Span | None = _span()


@frozen(cache_hash=True)
class Or:
    """True as soon as one operand is true, false where all are; without operands, false."""

    operands: tuple[Condition, ...]
    span: Span | None = _span()


Condition: TypeAlias = Constant | Holds | Named | Comparison | Membership | Not | And | Or

TRUE = Constant(True)
FALSE = Constant(False)


def conjunction(operands: tuple[Condition, ...]) -> Condition:
    """All of the operands; the operand itself where there is just one, `TRUE` where there is none."""
    match operands:  # partial: what is neither true nor false stays
        case ():
            return TRUE
        case (only,):
            return only
        case _:
            return And(operands)


def disjunction(operands: tuple[Condition, ...]) -> Condition:
    """Any of the operands; the operand itself where there is just one, `FALSE` where there is none."""
    match operands:  # partial: what is neither true nor false stays
        case ():
            return FALSE
        case (only,):
            return only
        case _:
            return Or(operands)
