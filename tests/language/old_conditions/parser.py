"""Conditions: from text to tree. Python's parser reads what `tokens` and `grammar` let through; nothing is executed.

The grammar stands in `model/conditions.py`. Names are resolved in `resolution`, comparisons typed in `comparisons` and
`membership`, so that what comes out is INVARIANT (typed) of that module.
"""

from __future__ import annotations

import ast

from tests.language.old_conditions.comparisons import compare
from tests.language.old_conditions.grammar import check_order
from tests.language.old_conditions.membership import among
from tests.language.old_conditions.operands import Faulty, Operand, Proposed, Valued, WordOperand
from tests.language.old_conditions.positions import places
from tests.language.old_conditions.resolution import Resolution
from coach_ethics.language.conditions.scope import Scope
from tests.language.old_conditions.tokens import DEEPEST, LONGEST, Token, TokenKind, tokens_of
from coach_ethics.language.conditions.write import write_condition
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.yaml import Scalar
from coach_ethics.model.conditions import And, Condition, FactTerm, Literal, Not, Operator, Or
from coach_ethics.model.vocabulary import Enumeration, Integer, expected
from coach_ethics.model.walk import children
from coach_ethics.problems import Problem
from coach_ethics.source import Source, Span

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: Operator.EQ,
    ast.NotEq: Operator.NE,
    ast.Lt: Operator.LT,
    ast.LtE: Operator.LE,
    ast.Gt: Operator.GT,
    ast.GtE: Operator.GE,
}


def condition_of(text: str, scope: Scope, name: str = "<condition>") -> tuple[Condition | None, tuple[Problem, ...]]:
    """The condition that a text outside of any file says, and what is wrong with it (then there is no condition)."""
    source = Source(name, text)
    end = Span(source, 1, 1, max(1, len(source.lines)), len(source.lines[-1]) + 1 if source.lines else 1)
    faults = Diagnostics()
    try:
        condition = read_condition(Scalar(text, True, end), scope, faults)
    except EnoughError:
        condition = None
    return condition, tuple(faults.problems)


def read_condition(scalar: Scalar, scope: Scope, faults: Diagnostics) -> Condition | None:
    """The condition that a scalar says; None where it is faulty, with each fault noted."""
    where = places(scalar)
    before = len(faults.problems)
    tokens = tokens_of(scalar.text, where, faults, calls=scope.calls)
    if tokens is None:
        return None
    names = Resolution(scalar.text, tokens, where, scope, faults)
    if not check_order(tokens, where, faults) or len(faults.problems) > before:
        names.note_unknown_tokens()
        return None
    tree = _parsed(scalar.text, tokens)
    if tree is None:
        faults.add("C101", "the condition can't be read", scalar.span, "put its parts in parentheses")
        return None
    condition = _ConditionReader(names).condition(tree)
    if condition is None or len(faults.problems) > before:
        return None
    if _depth(condition) > DEEPEST or len(write_condition(condition)) > LONGEST:
        # So that what was read can be written, and read again.
        faults.add("C106", "written out, the condition is too long", scalar.span, "give its parts names as concepts")
        return None
    return condition


def _depth(condition: Condition) -> int:
    """How many levels of `and`, `or` and `not` it has; the tokens have bounded it already."""
    return max((1 + _depth(child) for child in children(condition)), default=0)


def _parsed(text: str, tokens: list[Token]) -> ast.expr | None:
    """Python's tree of the condition, each name and call replaced by a plain identifier of the same length."""
    signs = [" "] * len(text)
    for token in tokens:
        inert = "_" * len(token.text) if token.kind in (TokenKind.NAME, TokenKind.CALL) else token.text
        signs[token.start : token.end] = inert
    try:
        return ast.parse("(" + "".join(signs) + ")", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


class _ConditionReader:
    """Walks Python's tree of one condition."""

    def __init__(self, names: Resolution) -> None:
        self.names = names
        self.faults = names.faults

    def condition(self, node: ast.expr) -> Condition | None:
        """The condition that a node says; None where it is faulty."""
        span = self.names.span(node)
        match node:
            case ast.BoolOp(op, values):
                operands = _all(list(map(self.condition, values)))
                if operands is None:
                    return None
                return And(operands, span=span) if isinstance(op, ast.And) else Or(operands, span=span)
            case ast.UnaryOp(ast.Not(), operand):
                inner = self.condition(operand)
                return None if inner is None else Not(inner, span=span)
            case ast.Compare(left, operators, rights):
                return self.chain([left, *rights], operators, span)
            case ast.Tuple():
                help_ = "a set stands after `in`; conditions are joined with `and` or `or`"
                self.faults.add("C104", "a set of values is no condition", span, help_)
                return None
            case _:
                return self.proposition(self.side(node))

    def proposition(self, side: Operand) -> Condition | None:
        """A side that stands by itself must be true or false."""
        match side:
            case Proposed(condition):
                return condition
            case Valued(FactTerm(name, type_), _, span):
                message = f"`{name}` is not true or false by itself: it is {expected(type_)}"
                example = type_.values[0] if isinstance(type_, Enumeration) else _number(type_)
                self.faults.add("T102", message, span, f"compare it, such as `{name} == {example}`")
            case Valued(Literal(value, parameter), _, span):
                shown = parameter or str(value)
                self.faults.add("T102", f"`{shown}` is not true or false by itself", span, "compare a fact with it")
            case WordOperand(name, span) if self.names.is_enumerator(name):
                message = f"`{name}` is not true or false by itself"
                self.faults.add("T102", message, span, self.names.owner(name))
            case WordOperand(name, span):
                self.names.note_unknown(name, span)
            case Valued() | Faulty():
                pass
        return None

    def chain(self, nodes: list[ast.expr], operators: list[ast.cmpop], span: Span) -> Condition | None:
        """`a < b <= c` says `a < b and b <= c`."""
        alone = span if len(operators) == 1 else None
        pairs = zip(nodes, operators, nodes[1:], strict=False)
        links = _all([self.link(one, operator, other, alone) for one, operator, other in pairs])
        if links is None:
            return None
        return links[0] if len(links) == 1 else And(links, span=span)

    def link(self, one: ast.expr, operator: ast.cmpop, other: ast.expr, alone: Span | None) -> Condition | None:
        """One comparison of a chain, or one that stands `alone` at a place of its own."""
        span = alone or self.names.between(one, other)
        if not isinstance(operator, ast.In | ast.NotIn):
            return compare(self.side(one), _OPERATORS[type(operator)], self.side(other), span, self.names)
        member = among(self.side(one), other, span, self.names)
        return Not(member, span=span) if member is not None and isinstance(operator, ast.NotIn) else member

    def side(self, node: ast.expr) -> Operand:
        """What one side of a comparison is."""
        if isinstance(node, ast.Tuple):
            place = self.names.span(node)
            self.faults.add("C104", "a set of values stands only after `in`", place, "write `in` before it")
            return Faulty()
        leaf = self.names.leaf(node)
        if leaf is not None:
            return leaf
        condition = self.condition(node)
        return Faulty() if condition is None else Proposed(condition, self.names.span(node))


def _all(conditions: list[Condition | None]) -> tuple[Condition, ...] | None:
    """All of them, or None where one is faulty."""
    known = tuple(condition for condition in conditions if condition is not None)
    return known if len(known) == len(conditions) else None


def _number(type_: object) -> int:
    return type_.maximum if isinstance(type_, Integer) and type_.maximum < 1 else 1
