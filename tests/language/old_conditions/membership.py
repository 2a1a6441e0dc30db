"""`term in (one, other)`, and `term in` a parameter that is a set."""

from __future__ import annotations

import ast

from tests.language.old_conditions.comparisons import enumerator, note_no_fact
from tests.language.old_conditions.operands import Faulty, Operand, Proposed, Valued, WordOperand, in_words, kind_of
from tests.language.old_conditions.resolution import Resolution
from coach_ethics.model.conditions import Condition, FactTerm, Literal, Membership
from coach_ethics.model.policy import Parameter
from coach_ethics.model.vocabulary import Enumeration, Value
from coach_ethics.problems import quoted
from coach_ethics.source import Span


def among(side: Operand, right: ast.expr, span: Span, names: Resolution) -> Condition | None:
    """Whether a side is one of what stands on the right; None where that is faulty, with each fault noted."""
    match side:
        case Proposed(_, place):
            message = f"`{names.shown(place)}` is true or false, and `in` asks for one of several values"
            names.faults.add("T101", message, place, "use it by itself, or with `not`")
        case WordOperand(name, place) if names.is_enumerator(name):
            message = f"`{name}` is a value, and `in` asks for that of a fact"
            names.faults.add("T102", message, place, names.owner(name))
        case WordOperand(name, place):
            names.note_unknown(name, place)
        case Valued(Literal()):
            note_no_fact(span, names)
        case Valued(FactTerm() as term) if isinstance(right, ast.Tuple):
            return _written_out(term, right, span, names)
        case Valued(FactTerm() as term):
            return _parameter(term, right, span, names)
        case Valued() | Faulty():
            # Nothing can be said of the members of what isn't known.
            return None
    return None


def _parameter(term: FactTerm, right: ast.expr, span: Span, names: Resolution) -> Condition | None:
    written = names.written(right)
    is_parameter = isinstance(right, ast.Name) and written in names.scope.parameters
    parameter = names.scope.parameters[written] if is_parameter else None
    if is_parameter and parameter is None:
        return None
    if parameter is not None and isinstance(parameter.default, tuple):
        return _set(term, parameter, parameter.default, span, names)
    shown = quoted(written)
    help_ = f"write `== {shown}`" if is_parameter else f"write `({shown},)`, or `== {shown}`"
    names.faults.add("C104", f"`{shown}` is not a set of values", names.span(right), help_)
    return None


def _set(
    term: FactTerm, parameter: Parameter, values: tuple[Value, ...], span: Span, names: Resolution
) -> Condition | None:
    if kind_of(term.type) == kind_of(parameter.type):
        return Membership(term, values, parameter.name, span=span)
    message = f"`{parameter.name}` has values of another kind than `{term.name}`"
    names.faults.add("T101", message, span, f"`{term.name}` takes {in_words(term.type)}")
    return None


def _written_out(term: FactTerm, right: ast.Tuple, span: Span, names: Resolution) -> Condition | None:
    members = [_member(node, term, names) for node in right.elts]
    known = tuple(member for member in members if member is not None)
    return Membership(term, known, span=span) if len(known) == len(members) else None


def _member(node: ast.expr, term: FactTerm, names: Resolution) -> Value | None:
    """The value of one member; None where it is faulty."""
    span = names.span(node)
    name = names.written(node) if isinstance(node, ast.Name) else None
    if name is not None and isinstance(term.type, Enumeration) and name in term.type.values:
        return name
    if name is not None and names.scope.knows(name):
        help_ = "compare with it by `==`, and join with `or`; or make the whole set a parameter"
        names.faults.add("C104", f"`{name}` is not a value: a set has only values in it", span, help_)
        return None
    side = names.leaf(node)
    side = None if side is None else enumerator(side, Valued(term, term.type, term.span or span), names)
    match side:
        case Valued(Literal(value), type_) if kind_of(type_) == kind_of(term.type):
            return value
        case Faulty():
            return None
        case _:
            message = f"`{names.shown(span)}` is no value of `{term.name}`"
            names.faults.add("T101", message, span, f"write {in_words(term.type)}")
            return None
