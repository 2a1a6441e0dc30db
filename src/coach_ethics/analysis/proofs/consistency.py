"""Consistent: no possible situation has a dilemma, except those that the author declares.

That a recommendation conflicts with a duty, or with another, is no dilemma: it is worth knowing, as nothing is advised.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from coach_ethics.analysis.proofs.answers import Aspect, Proof, ProofAnswer, Proved, Refuted, Weight
from coach_ethics.analysis.proofs.context import ProofContext, in_force
from coach_ethics.analysis.proofs.refutation import never, sometimes
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.deontics.program import Kind
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import named


def consistent(asked: ProofContext) -> Iterator[Proof]:
    """For each conflict of the closure, whether its norms can be in force together; then the declared conflicts."""
    norms, declared = named(asked.policy.norms), {conflict.norms: conflict for conflict in asked.policy.conflicts}
    happening: dict[frozenset[str], ProofAnswer] = {}
    for definition in asked.program.definitions:
        if definition.kind is not Kind.CONFLICT:
            continue
        conflicting = [norms[name] for name in definition.subject]
        conflict = declared.get(frozenset(definition.subject))
        cites = tuple(dict.fromkeys(cite for norm in conflicting for cite in norm.cites))
        says = f"{together(definition.subject)} conflict"
        answer = never(asked, [Named(definition.name)], says, cites)
        happening[frozenset(definition.subject)] = answer
        claim = f"{together(definition.subject)} are never in force together"
        instead = f"{together(definition.subject)} can be in force together"
        if not definition.subject:
            claim, instead = "the acts' own demands can be met", "the acts' own demands can't be met"
        proof = Proof(Aspect.CONSISTENT, definition.subject, claim, answer, instead=instead, cites=cites)
        if conflicting:
            proof = attrs.evolve(proof, span=conflicting[0].span)
        if conflict is not None:
            proof = attrs.evolve(proof, weight=Weight.INTENDED, because=conflict.because, span=conflict.span)
        if conflict is None or not isinstance(answer, Proved):
            yield proof
    yield from _declared(asked, happening)
    yield from _tensions(asked)
    if asked.policy.layers:
        # What layers override is worked out with the program; had it a cycle, there would be no program (D303).
        claim = "layers and `overrides` together make no norm override itself"
        instead = "norms override each other by layers and `overrides`"
        yield Proof(Aspect.CONSISTENT, (), claim, Proved(), instead=instead, span=asked.policy.span)


def _tensions(asked: ProofContext) -> Iterator[Proof]:
    norms = named(asked.policy.norms)
    for definition in asked.program.definitions:
        if definition.kind is Kind.TENSION:
            conflicting = [norms[name] for name in definition.subject]
            cites = tuple(dict.fromkeys(cite for norm in conflicting for cite in norm.cites))
            words = together(definition.subject)
            answer = never(asked, [Named(definition.name)], f"{words} conflict", cites)
            claim = f"{words} are never in force together"
            instead = f"{words} can be in force together, and then what they only recommend isn't advised"
            span = conflicting[0].span
            yield Proof(
                Aspect.CONSISTENT,
                definition.subject,
                claim,
                answer,
                Weight.REMARK,
                instead=instead,
                cites=cites,
                span=span,
            )


def _declared(asked: ProofContext, happening: dict[frozenset[str], ProofAnswer]) -> Iterator[Proof]:
    """A declared conflict that can't happen misleads: the author reckons with a dilemma that there isn't."""
    for conflict in asked.policy.conflicts:
        subject = tuple(sorted(conflict.norms))
        claim = f"the declared conflict of {together(subject)} can happen"
        instead = f"the declared conflict of {together(subject)} can't happen"
        match happening.get(conflict.norms):  # partial: what is undecided is passed on as it is
            case None:
                answer: ProofAnswer = Refuted()
                claim = f"{together(subject)}, declared to conflict, do conflict when in force together"
                instead = f"{together(subject)}, declared to conflict, don't conflict when in force together"
            case Proved():
                answer = sometimes(asked, [in_force(norm) for norm in subject])
            case Refuted():
                answer = Proved()
            case undecided:
                answer = undecided
        yield Proof(
            Aspect.CONSISTENT, subject, claim, answer, instead=instead, because=conflict.because, span=conflict.span
        )
