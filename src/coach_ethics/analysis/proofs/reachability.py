"""Reachable: everything in the policy makes a difference in some possible situation."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.proofs.answers import Aspect, Proof, Refuted, Weight
from coach_ethics.analysis.proofs.context import ProofContext, conjuncts, forbidden, in_force
from coach_ethics.analysis.proofs.refutation import sometimes
from coach_ethics.deontics.layers import layered
from coach_ethics.deontics.program import overriding_in
from coach_ethics.model.conditions import Condition, Not
from coach_ethics.model.domains import in_runs, index_of
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, named
from coach_ethics.model.walk import alternatives


def reachable(asked: ProofContext) -> Iterator[Proof]:
    """Norms, concepts, notices, overrides and the alternatives of choices.

    - A norm can be in force; else its conditions contradict each other, or norms that override it cover it.
    - A concept can be true, and can be false.
    - A notice can be shown because it holds; what is presumed can be so.
    - An override can matter: there is a situation in which only it keeps the other norm from being in force.
    - An alternative of `must_one_of` can be permissible while the norm is in force; and, as a remark only, it can be
      the only one that is.
    """
    dead: set[str] = set()
    for norm in asked.policy.norms:
        proof = _norm(norm, asked)
        dead |= {norm.name} if isinstance(proof.answer, Refuted) else set()
        yield proof
    yield from _concepts(asked)
    yield from _notices(asked)
    yield from _presumptions(asked)
    by_layer = layered(asked.policy)
    for norm in asked.policy.norms:
        yield from _overrides(norm, by_layer.get(norm.name, ()), dead, asked)
        if TRAITS[norm.modality].chooses:
            yield from _alternatives(norm, dead, asked)


def _norm(norm: Norm, asked: ProofContext) -> Proof:
    answer = sometimes(asked, [*conjuncts(norm.when), *_not_overridden(norm, asked)])
    claim = f"norm `{norm.name}` can be in force"
    instead = f"norm `{norm.name}` is never in force"
    return Proof(Aspect.REACHABLE, (norm.name,), claim, answer, instead=instead, cites=norm.cites, span=norm.span)


def _not_overridden(norm: Norm, asked: ProofContext, but: str = "") -> list[Condition]:
    return [Not(in_force(name)) for name in overriding_in(asked.program, norm.name) if name != but]


def _concepts(asked: ProofContext) -> Iterator[Proof]:
    for concept in asked.policy.concepts:
        for condition, word in ((concept.when, "true"), (Not(concept.when), "false")):
            answer = sometimes(asked, conjuncts(condition))
            claim = f"concept `{concept.name}` can be {word}"
            instead = f"concept `{concept.name}` is never {word}"
            yield Proof(
                Aspect.REACHABLE,
                (concept.name,),
                claim,
                answer,
                instead=instead,
                cites=concept.cites,
                span=concept.span,
            )


def _notices(asked: ProofContext) -> Iterator[Proof]:
    for notice in asked.policy.notices:
        answer = sometimes(asked, conjuncts(notice.when))
        claim, instead = f"notice `{notice.name}` can hold", f"notice `{notice.name}` never holds"
        subject, cites, span = (notice.name,), notice.cites, notice.span
        yield Proof(Aspect.REACHABLE, subject, claim, answer, instead=instead, cites=cites, span=span)


def _presumptions(asked: ProofContext) -> Iterator[Proof]:
    for each in asked.policy.presume:
        if each.value is not None:
            fact = asked.policy.vocabulary[each.name]
            place = index_of(fact.type, each.value)
            answer = sometimes(asked, [in_runs(fact, ((place, place),))])
            claim, instead = f"`{each.name}` can be what is presumed", f"`{each.name}` is never what is presumed"
            yield Proof(
                Aspect.REACHABLE, (each.name,), claim, answer, instead=instead, cites=each.cites, span=each.span
            )


def _overrides(norm: Norm, by_layer: tuple[str, ...], dead: set[str], asked: ProofContext) -> Iterator[Proof]:
    norms = named(asked.policy.norms)
    for name in (*norm.overrides, *by_layer):
        other = norms[name]
        conditions = [in_force(norm.name), *conjuncts(other.when), *_not_overridden(other, asked, but=norm.name)]
        answer = sometimes(asked, conditions)
        claim = f"overriding `{name}` by `{norm.name}` can make a difference"
        # Where one of the two can never be in force for reasons of its own, that is the finding, and this follows.
        beside = norm.name in dead or name in dead or name in by_layer
        weight = Weight.REMARK if beside else Weight.FINDING
        instead = f"overriding `{name}` by `{norm.name}` never makes a difference"
        yield Proof(Aspect.REACHABLE, (norm.name, name), claim, answer, weight, instead=instead, span=norm.span)


def _alternatives(norm: Norm, dead: set[str], asked: ProofContext) -> Iterator[Proof]:
    for act in norm.acts:
        grounds = alternatives(asked.definitions[forbidden(act).name].condition)
        while_in_force: list[Condition] = [
            *conjuncts(norm.when),
            *_not_overridden(norm, asked),
            *(Not(ground) for ground in grounds),
        ]
        answer = sometimes(asked, while_in_force, forbidding=grounds)
        claim = f"`{act}` can be permissible where `{norm.name}` requires a choice"
        weight = Weight.REMARK if norm.name in dead else Weight.FINDING
        instead = f"`{act}` is forbidden wherever `{norm.name}` requires a choice"
        yield Proof(Aspect.REACHABLE, (norm.name, act), claim, answer, weight, instead=instead, span=norm.span)
        others = [forbidden(other) for other in norm.acts if other != act]
        only = sometimes(asked, [*while_in_force, *others], forbidding=grounds)
        claim = f"`{act}` can be the only permissible alternative where `{norm.name}` requires a choice"
        instead = f"`{act}` is never the only permissible alternative where `{norm.name}` requires a choice"
        yield Proof(Aspect.REACHABLE, (norm.name, act), claim, only, Weight.REMARK, instead=instead, span=norm.span)
