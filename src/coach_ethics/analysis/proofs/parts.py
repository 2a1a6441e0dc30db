"""A condition taken apart, through names: what has to hold all together, or what is enough each by itself."""

from __future__ import annotations

from collections.abc import Mapping

from coach_ethics.model.conditions import And, Condition, Constant, Named, Not, Or

Definitions = Mapping[str, Condition]
"""What each name stands for."""


def needed(condition: Condition, definitions: Definitions) -> tuple[Condition, ...]:
    """Conditions that together say the same, none of which can be taken apart in this way any further."""
    return _apart(condition, definitions, all_of=True)


def enough(condition: Condition, definitions: Definitions) -> tuple[Condition, ...]:
    """Conditions any of which is enough, and one of which has to be; none can be taken apart any further."""
    return _apart(condition, definitions, all_of=False)


def _apart(condition: Condition, definitions: Definitions, *, all_of: bool) -> tuple[Condition, ...]:
    waiting, found = [(condition, True)], dict[Condition, None]()
    while waiting:
        part, plain = waiting.pop()
        match part:
            case Named(name):
                waiting.append((definitions[name], plain))
            case Not(operand):
                waiting.append((operand, not plain))
            case And(operands) if all_of is plain:
                waiting += ((operand, plain) for operand in reversed(operands))
            case Or(operands) if all_of is not plain:
                waiting += ((operand, plain) for operand in reversed(operands))
            case Constant(value) if (value is plain) is all_of:
                pass
            case _:
                found[part if plain else Not(part)] = None
    return tuple(found)
