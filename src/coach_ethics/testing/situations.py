"""Hypothesis strategies for the situations of a policy: biased to the thresholds of its conditions, partly unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import Fact, FactType, Integer, Value, domain
from coach_ethics.ir.conditions import Comparison, Condition, FactTerm, Literal, Membership
from coach_ethics.ir.policy import Policy
from coach_ethics.ir.walk import below
from coach_ethics.testing.strategies import values


def situations(policy: Policy) -> SearchStrategy[Situation]:
    """Partly unknown situations; numbers lie mostly at the thresholds of the policy's conditions and beside them."""
    return _situations(policy, unknown=True)


def complete_situations(policy: Policy) -> SearchStrategy[Situation]:
    """Situations in which every fact of the vocabulary is known."""
    return _situations(policy, unknown=False)


def _situations(policy: Policy, unknown: bool) -> SearchStrategy[Situation]:
    near = thresholds(conditions_of(policy))

    def value(fact: Fact) -> SearchStrategy[Value | None]:
        telling = _telling_values(fact.type, near.get(fact.name, frozenset()))
        known = st.one_of(telling, values(fact.type)) if isinstance(fact.type, Integer) else telling
        return st.one_of(st.none(), known) if unknown else known

    return st.fixed_dictionaries({fact.name: value(fact) for fact in policy.vocabulary}).map(Situation)


def completions(situation: Situation, policy: Policy) -> SearchStrategy[Situation]:
    """Complete situations that keep everything that is known in `situation`."""
    return complete_situations(policy).map(lambda drawn: Situation({**drawn.values, **situation.values}))


def _telling_values(type_: FactType, near: frozenset[int]) -> SearchStrategy[Value]:
    if not isinstance(type_, Integer):
        return st.sampled_from(domain(type_))
    beside = {bound + step for bound in near for step in (-1, 0, 1)} | {type_.minimum, type_.maximum}
    return st.sampled_from(sorted(each for each in beside if type_.minimum <= each <= type_.maximum))


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Every condition that an author wrote in a policy."""
    return (
        *(concept.when for concept in policy.concepts),
        *(norm.when for norm in policy.norms),
        *(constraint.always for constraint in policy.constraints),
        *(settlement.when for settlement in policy.settles),
        *(property_.condition for property_ in policy.properties),
    )


def thresholds(conditions: Iterable[Condition]) -> Mapping[str, frozenset[int]]:
    """The numbers that conditions compare each fact with; facts compared with each other share theirs."""
    found: dict[str, set[int]] = {}
    linked: list[tuple[str, str]] = []
    for node in (node for condition in conditions for node in below(condition)):
        match node:
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
