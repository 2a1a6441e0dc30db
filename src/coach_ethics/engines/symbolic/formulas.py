"""Formulas of z3, put together without the coercions of its Python face, which cost more than the formulas themselves.

z3's own operators look up the sort of each operand, and of a number what it is to become. What is put together here
is a Boolean or a bit vector to begin with. INVARIANT (sorts): operands are of one context, and where they are compared,
of one sort; z3 checks it once more and raises where it isn't so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import z3

Formula: TypeAlias = Any
"""A Boolean formula of z3, which ships no types."""

Vector: TypeAlias = Any
"""A bit vector of z3."""


def constant(value: bool, context: Any) -> Formula:
    """What is always so, or never."""
    make = z3.Z3_mk_true if value else z3.Z3_mk_false
    return z3.BoolRef(make(context.ref()), context)


def fresh(name: str, truths: Any) -> Formula:
    """A new symbol of the sort of what is true or false; z3 tells those of one name apart by numbers of its own."""
    return z3.BoolRef(z3.Z3_mk_fresh_const(truths.ctx.ref(), name, truths.ast), truths.ctx)


def negation(formula: Formula) -> Formula:
    """The formula doesn't hold."""
    return z3.BoolRef(z3.Z3_mk_not(formula.ctx.ref(), formula.ast), formula.ctx)


def both(formulas: Sequence[Formula], context: Any) -> Formula:
    """All of the formulas."""
    if len(formulas) == 1:
        return formulas[0]
    return z3.BoolRef(z3.Z3_mk_and(context.ref(), len(formulas), _array(formulas)), context)


def either(formulas: Sequence[Formula], context: Any) -> Formula:
    """One of the formulas at least."""
    if len(formulas) == 1:
        return formulas[0]
    return z3.BoolRef(z3.Z3_mk_or(context.ref(), len(formulas), _array(formulas)), context)


def at_most(formulas: Sequence[Formula], number: int, context: Any) -> Formula:
    """No more of the formulas than so many hold."""
    return z3.BoolRef(z3.Z3_mk_atmost(context.ref(), len(formulas), _array(formulas), number), context)


def equal(one: Formula | Vector, other: Formula | Vector) -> Formula:
    """Two formulas, or two bit vectors, have the same value."""
    return z3.BoolRef(z3.Z3_mk_eq(one.ctx.ref(), one.ast, other.ast), one.ctx)


def position(number: int, like: Vector) -> Vector:
    """A number as a bit vector as wide as another one."""
    reference = like.ctx.ref()
    return z3.BitVecNumRef(z3.Z3_mk_numeral(reference, str(number), z3.Z3_get_sort(reference, like.ast)), like.ctx)


def at_least(one: Vector, other: Vector) -> Formula:
    """One bit vector, as a number, is as much as the other or more."""
    return z3.BoolRef(z3.Z3_mk_bvuge(one.ctx.ref(), one.ast, other.ast), one.ctx)


def up_to(one: Vector, other: Vector) -> Formula:
    """One bit vector, as a number, is no more than the other."""
    return z3.BoolRef(z3.Z3_mk_bvule(one.ctx.ref(), one.ast, other.ast), one.ctx)


def add(among: Any, formulas: Iterable[Formula]) -> None:
    """The solver takes the formulas as given from now on."""
    reference = among.ctx.ref()
    for formula in formulas:
        z3.Z3_solver_assert(reference, among.solver, formula.ast)


def check(among: Any, literals: Sequence[Formula]) -> bool | None:
    """Whether the literals can hold together with what the solver takes as given; None where it can't tell."""
    verdict = z3.Z3_solver_check_assumptions(among.ctx.ref(), among.solver, len(literals), _array(literals))
    return None if verdict == z3.Z3_L_UNDEF else bool(verdict == z3.Z3_L_TRUE)


def is_true(model: Any, formula: Formula) -> bool:
    """Whether a model makes the formula true; what it leaves free is false."""
    return bool(z3.Z3_get_bool_value(model.ctx.ref(), _value(model, formula)) == z3.Z3_L_TRUE)


def number(model: Any, vector: Vector) -> int:
    """The number that a bit vector is in a model; what it leaves free is 0."""
    return int(z3.Z3_get_numeral_string(model.ctx.ref(), _value(model, vector)))


def _value(model: Any, asked: Formula | Vector) -> Any:
    """What it is in the model, as z3 keeps it until the next question: to be read at once."""
    found = (z3.Ast * 1)()
    z3.Z3_model_eval(model.ctx.ref(), model.model, asked.ast, True, found)
    return found[0]


def _array(formulas: Sequence[Formula]) -> Any:
    return (z3.Ast * len(formulas))(*(formula.ast for formula in formulas))
