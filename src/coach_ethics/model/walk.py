"""Walks over conditions: children, everything below, what is mentioned, and rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

import attrs

from coach_ethics.model.conditions import (
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
    Or,
)


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly below one."""
    match condition:
        case And(operands) | Or(operands):
            return operands
        case Not(operand):
            return (operand,)
        case Constant() | Holds() | Named() | Comparison() | Membership():
            return ()
        case _:
            assert_never(condition)


def alternatives(condition: Condition) -> tuple[Condition, ...]:
    """The conditions each of which is enough: the operands of an `or`, none of what is always false, else itself."""
    match condition:  # partial: every other condition is enough by itself
        case Or(operands):
            return operands
        case Constant(False):
            return ()
        case _:
            return (condition,)


def below(condition: Condition) -> Iterator[Condition]:
    """The condition and everything below it, parents first, left to right. Safe at any depth."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        yield node
        if inner := children(node):
            waiting += inner[::-1]


def facts_in(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition itself mentions (not those behind names), each once, in order of first mention."""
    return tuple(dict.fromkeys(name for node in below(condition) for name in _facts_here(node)))


def _facts_here(node: Condition) -> tuple[str, ...]:
    match node:
        case Holds(fact):
            return (fact,)
        case Comparison(left, _, right):
            return tuple([term.name for term in (left, right) if isinstance(term, FactTerm)])
        case Membership(FactTerm(name)):
            return (name,)
        case Membership() | Constant() | Named() | Not() | And() | Or():
            return ()
        case _:
            assert_never(node)


def names_in(condition: Condition) -> tuple[str, ...]:
    """The named conditions that a condition mentions, each once, in order of first mention."""
    return tuple(dict.fromkeys(node.name for node in below(condition) if isinstance(node, Named)))


def parameters_in(condition: Condition) -> tuple[str, ...]:
    """The parameters whose values a condition uses, each once, in order of first mention."""
    return tuple(dict.fromkeys(name for node in below(condition) for name in _parameters_here(node)))


def _parameters_here(node: Condition) -> Iterator[str]:
    match node:
        case Constant(_, str(parameter)):
            yield parameter
        case Membership(term, _, parameter):
            if isinstance(term, Literal) and term.parameter:
                yield term.parameter
            if parameter:
                yield parameter
        case Comparison(left, _, right):
            yield from (term.parameter for term in (left, right) if isinstance(term, Literal) and term.parameter)
        case Constant() | Holds() | Named() | Not() | And() | Or():
            return
        case _:
            assert_never(node)


def rewrite(condition: Condition, leaf: Callable[[Condition], Condition]) -> Condition:
    """The same tree with `leaf` applied to every node that has none below it."""
    match condition:
        case And(operands):
            return attrs.evolve(condition, operands=tuple(rewrite(operand, leaf) for operand in operands))
        case Or(operands):
            return attrs.evolve(condition, operands=tuple(rewrite(operand, leaf) for operand in operands))
        case Not(operand):
            return attrs.evolve(condition, operand=rewrite(operand, leaf))
        case Constant() | Holds() | Named() | Comparison() | Membership():
            return leaf(condition)
        case _:
            assert_never(condition)
