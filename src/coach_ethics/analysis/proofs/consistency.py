"""Consistent: no situation that can be has a dilemma, but for those that the author declares."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from coach_ethics.analysis.proofs.answers import Answer, Aspect, Proof, Proved, Refuted, Weight
from coach_ethics.analysis.proofs.context import Inquiry, in_force
from coach_ethics.analysis.proofs.refutation import never, sometimes
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.deontics.program import Kind
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import named


def consistent(asked: Inquiry) -> Iterator[Proof]:
    """For each conflict of the closure, whether its norms can be in force together; then the declared clashes."""
    norms, declared = named(asked.policy.norms), {clash.norms: clash for clash in asked.policy.clashes}
    happening: dict[frozenset[str], Answer] = {}
    for definition in asked.program.definitions:
        if definition.kind is not Kind.CONFLICT:
            continue
        clashing = [norms[name] for name in definition.subject]
        clash = declared.get(frozenset(definition.subject))
        cites = tuple(dict.fromkeys(cite for norm in clashing for cite in norm.cites))
        says = f"{together(definition.subject)} clash"
        answer = never(asked, [Named(definition.name)], says, cites)
        happening[frozenset(definition.subject)] = answer
        claim = f"{together(definition.subject)} are never in force together"
        instead = f"{together(definition.subject)} can be in force together"
        if not definition.subject:
            claim, instead = "the acts' own demands can be met", "the acts' own demands can't be met"
        proof = Proof(Aspect.CONSISTENT, definition.subject, claim, answer, instead=instead, cites=cites)
        if clashing:
            proof = attrs.evolve(proof, span=clashing[0].span)
        if clash is not None:
            proof = attrs.evolve(proof, weight=Weight.INTENDED, because=clash.because, span=clash.span)
        if clash is None or not isinstance(answer, Proved):
            yield proof
    yield from _declared(asked, happening)


def _declared(asked: Inquiry, happening: dict[frozenset[str], Answer]) -> Iterator[Proof]:
    """A declared clash that can't happen misleads: the author reckons with a dilemma that there isn't."""
    for clash in asked.policy.clashes:
        subject = tuple(sorted(clash.norms))
        claim = f"the declared clash of {together(subject)} can happen"
        instead = f"the declared clash of {together(subject)} can't happen"
        match happening.get(clash.norms):
            case None:
                answer: Answer = Refuted()
                claim = f"{together(subject)}, declared to clash, do clash when in force together"
                instead = f"{together(subject)}, declared to clash, don't clash when in force together"
            case Proved():
                answer = sometimes(asked, [in_force(norm) for norm in subject])
            case Refuted():
                answer = Proved()
            case undecided:
                answer = undecided
        yield Proof(Aspect.CONSISTENT, subject, claim, answer, instead=instead, because=clash.because, span=clash.span)
