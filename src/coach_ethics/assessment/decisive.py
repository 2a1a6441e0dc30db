"""The deciding parts of a condition: those that, as things stand, give it the truth value that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from coach_ethics.deontics.program import Definition, Program
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import facts_in


def decisive(condition: Condition, situation: Situation, truths: Truths) -> tuple[Condition, ...]:
    """The parts directly below a condition that decide it.

    All parts of a true `and` and of a false `or`; the false parts of a false `and`, the true parts of a true `or`; the
    unknown parts of what is unknown.
    """
    match condition:
        case And(operands) | Or(operands):
            value = truth(condition, situation, truths)
            return tuple(part for part in operands if truth(part, situation, truths) is value)
        case Not(operand):
            return (operand,)
        case Constant() | Holds() | Named() | Comparison() | Membership():
            return ()
        case _:
            assert_never(condition)


def deciding_facts(name: str, program: Program, situation: Situation, truths: Truths) -> tuple[str, ...]:
    """The facts that decide a name's truth value, through all names between, each once, in order of first mention.

    Where the name is unknown these are the unknown facts that it waits for.
    """
    definitions = {definition.name: definition for definition in program.definitions}
    found = _facts_below(definitions[name].condition, definitions, situation, truths, set())
    return tuple(dict.fromkeys(found))


def undecided_facts(condition: Condition, program: Program, situation: Situation, truths: Truths) -> tuple[str, ...]:
    """The unknown facts that a condition waits for, as `deciding_facts`; none where its truth value is known."""
    if truth(condition, situation, truths) is not None:
        return ()
    definitions = {definition.name: definition for definition in program.definitions}
    return tuple(dict.fromkeys(_facts_below(condition, definitions, situation, truths, set())))


def _facts_below(
    condition: Condition, definitions: dict[str, Definition], situation: Situation, truths: Truths, seen: set[str]
) -> Iterator[str]:
    match condition:
        case Named(name):
            if name not in seen:
                seen.add(name)
                yield from _facts_below(definitions[name].condition, definitions, situation, truths, seen)
        case Holds() | Comparison() | Membership():
            unknown = truth(condition, situation, truths) is None
            yield from (fact for fact in facts_in(condition) if not unknown or situation[fact] is None)
        case And() | Or() | Not() | Constant():
            for part in decisive(condition, situation, truths):
                yield from _facts_below(part, definitions, situation, truths, seen)
        case _:
            assert_never(condition)
