"""Comparisons: two sides, typed. INVARIANT (typed) of `model/conditions.py` is established here."""

from __future__ import annotations

from tests.language.old_conditions.operands import (
    Faulty,
    Operand,
    Proposed,
    Valued,
    WordOperand,
    has_order,
    in_words,
    kind_of,
    name_at,
)
from tests.language.old_conditions.resolution import Resolution
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.vocabulary import Enumeration, expected
from coach_ethics.source import Span

ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)


def compare(left: Operand, operator: Operator, right: Operand, span: Span, names: Resolution) -> Condition | None:
    """One comparison of two sides; None where it is faulty, with each fault noted."""
    left, right = enumerator(left, right, names), enumerator(right, left, names)
    match left, right:
        case (Faulty(), _) | (_, Faulty()):
            return None
        case Proposed(one), Proposed(other):
            return _equivalence(one, operator, other, span, names)
        case Valued(term, one_type), Valued(other_term, other_type):
            if not isinstance(term, FactTerm) and not isinstance(other_term, FactTerm):
                note_no_fact(span, names)
            elif kind_of(one_type) != kind_of(other_type):
                _note_mismatch(left, right, span, names)
            elif operator in ORDERED and not has_order(one_type, other_type):
                _note_no_order(left, right, operator, span, names)
            else:
                return Comparison(term, operator, other_term, span=span)
            return None
        case _:
            _note_mismatch(left, right, span, names)
            return None


def enumerator(side: Operand, other: Operand, names: Resolution) -> Operand:
    """A bare name, or a name that means something else as well, read as a value of the other side's enumeration."""
    type_ = other.type if isinstance(other, Valued) else None
    name = name_at(side)
    if name is None or isinstance(side, Faulty):
        return side
    if isinstance(type_, Enumeration) and name in type_.values:
        same = isinstance(side, Valued) and side.type == type_
        return side if same else Valued(Literal(name, span=side.span), type_, side.span)
    if not isinstance(side, WordOperand):
        return side
    if isinstance(type_, Enumeration):
        owner = other.term.name if isinstance(other, Valued) and isinstance(other.term, FactTerm) else "the other side"
        message = f"`{name}` is not a value of `{owner}`, which takes {expected(type_)}"
        near = names.faults.nearest(name, type_.values) or "write one of these"
        names.faults.add("T103", message, side.span, near)
    elif not isinstance(other, Faulty) and names.is_enumerator(name):
        message = f"`{name}` can't be compared with {names.words_of(other)}"
        names.faults.add("T102", message, side.span, names.owner(name))
    elif not isinstance(other, Faulty):
        names.note_unknown(name, side.span)
    return Faulty()


def _equivalence(
    one: Condition, operator: Operator, other: Condition, span: Span, names: Resolution
) -> Condition | None:
    """Comparisons of Booleans become the propositions that they say."""
    if operator in ORDERED:
        message = f"`{operator.value}` can't compare what is true or false"
        names.faults.add("T101", message, span, "use `==` or `!=`, or `and`, `or` and `not`")
        return None
    if isinstance(one, Constant) and isinstance(other, Constant):
        note_no_fact(span, names)
        return None
    for said, constant in ((one, other), (other, one)):
        if isinstance(constant, Constant) and constant.parameter is None:
            return said if constant.value is (operator is Operator.EQ) else Not(said, span=span)
    if _joined(one) or _joined(other):
        # Each side is written out twice, so compounds within compounds would double at every level.
        help_ = "give what is compared names as concepts, and compare those"
        names.faults.add("C106", f"`{operator.value}` compares what is itself joined of parts", span, help_)
        return None
    both = And((one, other), span=span)
    neither = And((Not(one, span=one.span), Not(other, span=other.span)), span=span)
    same = Or((both, neither), span=span)
    return same if operator is Operator.EQ else Not(same, span=span)


def _joined(condition: Condition) -> bool:
    while isinstance(condition, Not):
        condition = condition.operand
    return isinstance(condition, And | Or)


def note_no_fact(span: Span, names: Resolution) -> None:
    """Note a comparison that says the same in every situation."""
    message = f"`{names.shown(span)}` mentions no fact, so it never changes"
    names.faults.add("T104", message, span, "compare a fact with it, or take it out")


def _note_mismatch(left: Operand, right: Operand, span: Span, names: Resolution) -> None:
    message = f"{names.words_of(left)} can't be compared with {names.words_of(right)}"
    names.faults.add("T101", message, span, _fix(left, right))


def _fix(left: Operand, right: Operand) -> str:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Proposed) and isinstance(one.condition, Holds) and isinstance(other, Valued):
            return f"write `{one.condition.fact}` or `not {one.condition.fact}`"
    for side in (left, right):
        if isinstance(side, Valued) and isinstance(side.term, FactTerm):
            return f"compare `{side.term.name}` with {in_words(side.type)}"
    return "compare a fact with a value that it may take"


def _note_no_order(left: Operand, right: Operand, operator: Operator, span: Span, names: Resolution) -> None:
    types = [side.type for side in (left, right) if isinstance(side, Valued)]
    type_ = next((type_ for type_ in types if isinstance(type_, Enumeration)), None)
    values = ", ".join(type_.values) if type_ else ""
    help_ = f"use `==`, `!=` or `in (...)`, or declare the fact `ordered: true`; its values are {values}"
    names.faults.add("T105", f"`{operator.value}` needs an order, and these values have none", span, help_)
