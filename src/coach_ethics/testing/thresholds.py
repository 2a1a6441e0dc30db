"""Where the conditions of a policy begin to say something else: the numbers that they compare facts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Literal, Membership
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import FactType, Integer, Value, domain
from coach_ethics.model.walk import below


def telling_values(type_: FactType, near: Iterable[int]) -> tuple[Value, ...]:
    """The values of a type at which conditions may begin to say something else: of numbers, those beside `near`."""
    if not isinstance(type_, Integer):
        return domain(type_)
    least, most = type_.minimum, type_.maximum
    beside = {bound + step for bound in near for step in (-1, 0, 1)} | {least, most}
    return tuple(sorted(each for each in beside if least <= each <= most))


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Every condition that an author wrote in a policy."""
    return (
        *(concept.when for concept in policy.concepts),
        *(norm.when for norm in policy.norms),
        *(constraint.always for constraint in policy.constraints),
        *(requirement.when for requirement in policy.completeness),
        *(property_.condition for property_ in policy.properties),
    )


def thresholds(conditions: Iterable[Condition]) -> Mapping[str, frozenset[int]]:
    """The numbers that conditions compare each fact with; facts compared with each other share theirs."""
    found: dict[str, set[int]] = {}
    linked: list[tuple[str, str]] = []
    for node in (node for condition in conditions for node in below(condition)):
        match node:  # partial: numbers stand nowhere else
            case Comparison(FactTerm(one, Integer()), _, FactTerm(other)):
                linked.append((one, other))
            case Comparison(FactTerm(name, Integer()), _, Literal(value)):
                found.setdefault(name, set()).add(int(value))
            case Comparison(Literal(value), _, FactTerm(name, Integer())):
                found.setdefault(name, set()).add(int(value))
            case Membership(FactTerm(name, Integer()), members):
                found.setdefault(name, set()).update(map(int, members))
            case _:
                pass
    for one, other in linked * 2:
        found[one] = found[other] = found.get(one, set()) | found.get(other, set())
    return {name: frozenset(numbers) for name, numbers in found.items()}
