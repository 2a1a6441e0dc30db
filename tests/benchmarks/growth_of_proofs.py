"""How the time to prove a policy grows with its norms: `python tests/benchmarks/growth_of_proofs.py [NORMS]...`

Prints the table of docs/proofs.md, in seconds of processor time, and before it, how long the shipped policies take. The
policies of the table are made up, from a fixed seed, in the manner of a code of ethics: a fact for every four norms and
an act for every six, conditions of two or three parts, every sixth norm an exception to an earlier one about the same
act; every twentieth asks to choose, every twentieth binds who does another act. For every ten norms there are a
concept, which every fifth condition uses, a property, and a claim that more of a fact takes nothing away.
"""

from __future__ import annotations

import sys
from random import Random
from time import process_time

from coach_ethics.analysis.proofs.answers import Aspect, Proof, Proofs, Refuted
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.closure import close
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    FactTerm,
    Holds,
    Literal,
    Named,
    Not,
    Operator,
    Or,
    conjunction,
)
from coach_ethics.model.policy import (
    Act,
    Claim,
    CompletenessRequirement,
    Concept,
    Modality,
    Monotone,
    Norm,
    Policy,
    Property,
)
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, domain
from coach_ethics.shipped import shipped_names

TYPES = (Boolean(), Boolean(), Boolean(), Integer(0, 100), Enumeration(("none", "oral", "written", "signed"), True))
MODALITIES = (Modality.OBLIGATION, Modality.PROHIBITION, Modality.PROHIBITION, Modality.PERMISSION)


def made_up(norms: int, seed: int = 1) -> Policy:
    """A policy of so many norms."""
    random = Random(seed)
    facts = tuple(Fact(f"fact.f{number}", random.choice(TYPES)) for number in range(max(4, norms // 4)))
    acts = tuple(Act(f"act_{number}") for number in range(max(2, norms // 6)))
    concepts = tuple(
        Concept(f"concept_{number}", Or((_atom(random, random.choice(facts)), _atom(random, random.choice(facts)))))
        for number in range(norms // 10)
    )
    made: list[Norm] = []
    for number in range(norms):
        parts = [_atom(random, random.choice(facts)) for _ in range(random.choice((2, 3)))]
        if concepts and random.random() < 1 / 5:
            parts[0] = Named(random.choice(concepts).name)
        made.append(_norm(random, f"norm-{number}", conjunction(tuple(parts)), [act.name for act in acts], made))
    return Policy(
        "made-up",
        vocabulary=Vocabulary(facts),
        concepts=concepts,
        acts=acts,
        norms=tuple(made),
        completeness=tuple(CompletenessRequirement((act.name,)) for act in acts[::4]),
        properties=tuple(_property(random, number, acts, facts) for number in range(norms // 10)),
        monotone=tuple(Monotone(random.choice(facts).name, (random.choice(acts).name,)) for _ in range(norms // 10)),
    )


def _norm(random: Random, name: str, when: Condition, acts: list[str], earlier: list[Norm]) -> Norm:
    act, other = random.sample(acts, 2)
    match random.random():
        case share if share < 1 / 20:
            return Norm(name, Modality.OBLIGATION_TO_CHOOSE, (act, other), when=when)
        case share if share < 1 / 10:
            return Norm(name, Modality.OBLIGATION, (act,), when=when, if_doing=(other,))
        case _:
            modality = random.choice(MODALITIES)
            against = [each.name for each in earlier if act in each.acts and each.modality is not modality]
            overrides = (random.choice(against),) if against and random.random() < 1 / 6 else ()
            return Norm(name, modality, (act,), when=when, overrides=overrides)


def _property(random: Random, number: int, acts: tuple[Act, ...], facts: tuple[Fact, ...]) -> Property:
    """Never is an act both required and forbidden where something is so: sometimes true, sometimes not."""
    act = random.choice(acts).name
    both = (Named(name_of(Kind.REQUIRED, act)), Named(name_of(Kind.FORBIDDEN, act)))
    return Property(f"property-{number}", Claim.NEVER, And((*both, _atom(random, random.choice(facts)))))


def _atom(random: Random, fact: Fact) -> Condition:
    if isinstance(fact.type, Boolean):
        return Holds(fact.name) if random.random() < 0.6 else Not(Holds(fact.name))
    term = FactTerm(fact.name, fact.type)
    operator = random.choice((Operator.GE, Operator.LT, Operator.EQ))
    return Comparison(term, operator, Literal(random.choice(domain(fact.type)[1:])))


def measured(norms: int) -> tuple[tuple[Proof, ...], dict[Aspect, float], int]:
    """The proofs of a policy of so many norms, the seconds that each aspect took, and how many conflicts it has."""
    policy = made_up(norms)
    seconds: dict[Aspect, float] = {}
    last = process_time()
    found: list[Proofs] = []
    for aspect in Aspect:
        found.append(prove(policy, only=[aspect]))
        seconds[aspect], last = process_time() - last, process_time()
    proofs = tuple(proof for each in found for proof in each.proofs)
    return proofs, seconds, len(close(policy).conflicts)


def shipped() -> dict[str, float]:
    """How many seconds of processor time all proofs of each shipped policy take."""
    seconds: dict[str, float] = {}
    for name in shipped_names():
        policy, start = load_policy(name), process_time()
        prove(policy)
        seconds[name] = process_time() - start
    return seconds


def main() -> None:
    """Prints the time of the shipped policies, and the table."""
    each = shipped()
    print(f"{len(each)} shipped policies: {sum(each.values()):.1f} seconds together\n")
    sizes = [int(each) for each in sys.argv[1:]] or [10, 25, 50, 100, 200, 300, 400, 500]
    print(f"| norms | conflicts | claims | refuted | undecided | all | {' | '.join(Aspect)} |")
    print("| ---: " * (6 + len(Aspect)) + "|")
    for norms in sizes:
        proofs, seconds, conflicts = measured(norms)
        refuted = sum(isinstance(each.answer, Refuted) for each in proofs)
        times = " | ".join(f"{time:.2f}" for time in (sum(seconds.values()), *seconds.values()))
        undecided = sum(isinstance(each.answer, Undecided) for each in proofs)
        print(f"| {norms} | {conflicts} | {len(proofs)} | {refuted} | {undecided} | {times} |", flush=True)


if __name__ == "__main__":
    main()
