"""Random policies small enough to look at every situation there is, with constraints and changeable facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import evolve
from hypothesis import strategies as st

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.model.policy import Constraint, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, Vocabulary, domain
from coach_ethics.model.walk import names_in
from coach_ethics.testing.condition_strategies import conditions
from coach_ethics.testing.situation_strategies import complete_situations, situations
from coach_ethics.testing.strategies import Sizes, policies

SIZES = Sizes(facts=4, parameters=1, concepts=2, acts=3, norms=5, properties=0, leaves=4)
TYPES: tuple[FactType, ...] = (
    Boolean(),
    Boolean(),
    Integer(0, 3),
    Integer(2, 4),
    Enumeration(("none", "possible", "likely"), ordered=True),
    Enumeration(("client", "sponsor", "employer")),
)


@st.composite
def small_policies(draw: st.DrawFn) -> Policy:
    """Small random policies; in some, constraints say what is possible; facts are changeable or not, at a cost."""
    policy = draw(policies(SIZES, types=TYPES))
    facts = tuple(
        evolve(fact, changeable=draw(st.booleans()), lasting=draw(st.booleans()), cost=draw(st.integers(1, 3)))
        for fact in policy.vocabulary
    )
    vocabulary = Vocabulary(facts)
    names = [concept.name for concept in policy.concepts]
    always = draw(st.lists(conditions(vocabulary, names, policy.parameters, leaves=3), max_size=2))
    constraints = tuple(
        # Those of the vocabulary, which have no origin, know no policy's concepts.
        Constraint(f"constraint-{number}", each, origin=policy.name if names_in(each) else "")
        for number, each in enumerate(always)
    )
    return evolve(policy, vocabulary=vocabulary, facts=facts, constraints=constraints)


@st.composite
def small_cases(draw: st.DrawFn, *, complete: bool = False) -> Assessment:
    """A situation under a small policy, assessed."""
    policy = draw(small_policies())
    where = draw(complete_situations(policy) if complete else situations(policy))
    return assess_prepared(prepared(policy, "reference"), where)


def constraints_kept(ready: Prepared, where: Situation) -> frozenset[str]:
    """The constraints that a situation doesn't break."""
    truths = evaluate(ready.program, where)
    return frozenset(each.name for each in ready.policy.constraints if truth(each.always, where, truths) is not False)


def possible_at_all(found: Assessment) -> bool:
    """Whether some situation keeps the policy's constraints; where none does, that is a fault of the policy (L016)."""
    every, ready = {each.name for each in found.prepared.policy.constraints}, found.prepared
    return any(every <= constraints_kept(ready, each) for each in every_completion(Situation(), ready.policy))


def every_completion(where: Situation, policy: Policy) -> Iterator[Situation]:
    """Every complete situation that keeps what is known."""
    free: Mapping[str, tuple[Value, ...]] = {
        fact.name: domain(fact.type) for fact in policy.vocabulary if where[fact.name] is None
    }
    for values in product(*free.values()):
        yield Situation({**where.values, **dict(zip(free, values, strict=True))})


def possible_completions(found: Assessment) -> dict[Situation, Assessment]:
    """Every completion that breaks no constraint but those that the situation breaks itself; all, if none does."""
    ready = found.prepared
    kept = constraints_kept(ready, found.situation)
    every = list(every_completion(found.situation, ready.policy))
    possible = [each for each in every if kept <= constraints_kept(ready, each)]
    return {each: assess_prepared(ready, each) for each in possible or every}
