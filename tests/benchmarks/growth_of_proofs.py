"""How the time to prove a policy grows with its norms: `python tests/benchmarks/growth_of_proofs.py [NORMS]...`

Prints the table of docs/proofs.md, in seconds of processor time. The policies are made up, from a fixed seed, in the
manner of a code of ethics: a fact for every four norms and an act for every six, conditions of two or three parts,
every sixth norm an exception to an earlier one about the same act.
"""

from __future__ import annotations

import sys
from random import Random
from time import process_time

from coach_ethics.analysis.answers import Aspect, Proof, Proofs, Refuted
from coach_ethics.analysis.proofs import prove
from coach_ethics.deontics.closure import close
from coach_ethics.facts.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, domain
from coach_ethics.ir.conditions import Comparison, Condition, FactTerm, Holds, Literal, Not, Operator, conjunction
from coach_ethics.ir.policy import Act, Modality, Norm, Policy, Settlement

TYPES = (Boolean(), Boolean(), Boolean(), Integer(0, 100), Enumeration(("none", "oral", "written", "signed"), True))
MODALITIES = (Modality.OBLIGATION, Modality.PROHIBITION, Modality.PROHIBITION, Modality.PERMISSION)


def made_up(norms: int, seed: int = 1) -> Policy:
    """A policy of so many norms."""
    random = Random(seed)
    facts = tuple(Fact(f"fact.f{number}", random.choice(TYPES)) for number in range(max(4, norms // 4)))
    acts = tuple(Act(f"act_{number}") for number in range(max(2, norms // 6)))
    made: list[Norm] = []
    for number in range(norms):
        when = conjunction(tuple(_atom(random, random.choice(facts)) for _ in range(random.choice((2, 3)))))
        act = random.choice(acts).name
        modality = random.choice(MODALITIES)
        against = [norm.name for norm in made if act in norm.acts and norm.modality is not modality]
        overrides = (random.choice(against),) if against and random.random() < 1 / 6 else ()
        made.append(Norm(f"norm-{number}", modality, (act,), when=when, overrides=overrides))
    settles = tuple(Settlement((act.name,)) for act in acts[::4])
    return Policy("made-up", vocabulary=Vocabulary(facts), acts=acts, norms=tuple(made), settles=settles)


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


def main() -> None:
    """Prints the table."""
    sizes = [int(each) for each in sys.argv[1:]] or [10, 25, 50, 100, 200, 300, 400, 500]
    print(f"| norms | conflicts | claims | refuted | all | {' | '.join(Aspect)} |")
    print("| ---: " * (5 + len(Aspect)) + "|")
    for norms in sizes:
        proofs, seconds, conflicts = measured(norms)
        refuted = sum(isinstance(each.answer, Refuted) for each in proofs)
        times = " | ".join(f"{time:.2f}" for time in (sum(seconds.values()), *seconds.values()))
        print(f"| {norms} | {conflicts} | {len(proofs)} | {refuted} | {times} |", flush=True)


if __name__ == "__main__":
    main()
