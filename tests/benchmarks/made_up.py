"""Made-up policies and situations, from fixed seeds: the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Holds, Literal, Not, Operator, conjunction
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value, Vocabulary, domain

TYPES: tuple[FactType, ...] = (
    Boolean(),
    Boolean(),
    Boolean(),
    Integer(0, 100),
    Enumeration(("none", "oral", "written", "signed"), ordered=True),
)
MODALITIES = (Modality.OBLIGATION, Modality.PROHIBITION, Modality.PROHIBITION, Modality.PERMISSION)


def made_up(norms: int = 60, facts: int = 40, acts: int = 20, seed: int = 1) -> Policy:
    """A policy in the manner of a code of ethics: conditions of two or three parts, some norms exceptions to others."""
    random = Random(seed)
    known = tuple(Fact(f"fact.f{number}", random.choice(TYPES)) for number in range(facts))
    names = [f"act_{number}" for number in range(acts)]
    made: list[Norm] = []
    for number in range(norms):
        when = conjunction(tuple(_atom(random, random.choice(known)) for _ in range(random.choice((2, 3)))))
        act, modality = random.choice(names), random.choice(MODALITIES)
        against = [norm.name for norm in made if act in norm.acts and norm.modality is not modality]
        overrides = (random.choice(against),) if against and random.random() < 1 / 3 else ()
        doing = (random.choice([each for each in names if each != act]),) if random.random() < 1 / 6 else ()
        bound = () if modality is Modality.PERMISSION else doing
        made.append(Norm(f"norm-{number}", modality, (act,), if_doing=bound, when=when, overrides=overrides))
    return Policy("made-up", vocabulary=Vocabulary(known), acts=tuple(map(Act, names)), norms=tuple(made))


def _atom(random: Random, fact: Fact) -> Condition:
    if isinstance(fact.type, Boolean):
        return Holds(fact.name) if random.random() < 0.6 else Not(Holds(fact.name))
    term = FactTerm(fact.name, fact.type)
    operator = random.choice((Operator.GE, Operator.LT, Operator.EQ))
    return Comparison(term, operator, Literal(random.choice(domain(fact.type)[1:])))


def cases(policy: Policy, count: int, unknown: float = 0.0, seed: int = 1) -> Iterator[dict[str, Value]]:
    """Situations as plain facts, each fact unknown (left out) with this probability."""
    random = Random(seed)
    domains = [(fact.name, domain(fact.type)) for fact in policy.vocabulary]
    for _ in range(count):
        yield {name: random.choice(values) for name, values in domains if not unknown or random.random() >= unknown}
