"""Sure of itself: what Kleene evaluation leaves open is open, and not determined alike by every completion.

A claim here is refuted by a partial situation in which a name or a status is left open although it is the same however
the unknown facts turn out (`x or not x`). That is no fault of the policy, but a question might be asked in vain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.analysis.proofs.answers import Aspect, Proof, ProofAnswer, Proved, Refuted, Undecided, Weight
from coach_ethics.analysis.proofs.context import ProofContext, in_force
from coach_ethics.analysis.proofs.kleene_gaps import smallest_hidden
from coach_ethics.analysis.proofs.witness import Witness, expectation, part_of
from coach_ethics.deontics.program import STATUS_KINDS
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.engines.symbolic.answers import Impossible, MinimalModel, Unsure
from coach_ethics.findings import DETERMINED_STATUSES, Truth
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.grounds import has_status


def sure_of_itself(asked: ProofContext) -> Iterator[Proof]:
    """For each concept, each norm's being in force and each act's status, whether Kleene leaves it open in vain."""
    for concept in asked.policy.concepts:
        name = Named(concept.name)
        claim = f"concept `{concept.name}` is left open only where it is open"
        instead = f"concept `{concept.name}` is left open somewhere, though nothing unknown could change it"
        answer = _determined(asked, [name, Not(name)], f"`{concept.name}` is left open, though it is determined")
        yield Proof(Aspect.UNKNOWNS, (concept.name,), claim, answer, Weight.REMARK, instead=instead, span=concept.span)
    for norm in asked.policy.norms:
        name = in_force(norm.name)
        claim = f"whether norm `{norm.name}` is in force is left open only where it is open"
        instead = f"whether `{norm.name}` is in force is left open somewhere, though nothing unknown could change it"
        answer = _determined(asked, [name, Not(name)], f"`{norm.name}` is left open, though it is determined")
        if isinstance(answer, Refuted) and isinstance(asked.session.find(name), Impossible):
            instead = f"norm `{norm.name}` is never in force, and yet that is left open somewhere"
        yield Proof(Aspect.UNKNOWNS, (norm.name,), claim, answer, Weight.REMARK, instead=instead, span=norm.span)
    for act in asked.policy.acts:
        conditions = [has_status(act.name, status) for status in DETERMINED_STATUSES]
        claim = f"the status of `{act.name}` is left open only where it is open"
        answer = _determined(asked, conditions, f"the status of `{act.name}` is left open, though it is determined")
        instead = f"the status of `{act.name}` is left open somewhere, though nothing unknown could change it"
        yield Proof(Aspect.UNKNOWNS, (act.name,), claim, answer, Weight.REMARK, instead=instead, span=act.span)


def _determined(asked: ProofContext, conditions: Sequence[Condition], says: str) -> ProofAnswer:
    """Refuted by the smallest situation in which one of the conditions is so without being certain."""
    try:
        found = smallest_hidden(asked, conditions, asked.concerns)
    except Unsure as unsure:
        return Undecided(str(unsure))
    return Refuted(_witness(asked, *found, says)) if found is not None else Proved()


def _witness(asked: ProofContext, condition: Condition, smallest: MinimalModel, says: str) -> Witness:
    """INVARIANT (replay): the reference leaves open what the completion, which keeps every constraint, makes true."""
    constraints = tuple(asked.session.constraints.values())
    names = _resting_on(condition, asked)
    part = part_of(asked.program, [condition, *constraints, *map(Named, names)])
    truths, completed = evaluate(part, smallest.situation), evaluate(part, smallest.completion)
    open_: Truth = truth(condition, smallest.situation, truths)
    assert open_ is None, "INVARIANT (replay): what was found is left open"
    for each in (condition, *constraints):
        assert truth(each, smallest.completion, completed) is True, "INVARIANT (replay): what was found is so"
    expect = expectation(names, part, truths)
    return Witness(asked.policy.name, says, smallest.situation, smallest.completion, expect, smallest.proved)


def _resting_on(condition: Condition, asked: ProofContext) -> tuple[str, ...]:
    """The acts whose status rests on the condition's names: what a scenario can say of something left open."""
    reached = set(names_in(condition))
    for each in asked.program.definitions:
        if reached & set(names_in(each.condition)):
            reached.add(each.name)
    definitions = asked.program.definitions
    return tuple(each.name for each in definitions if each.name in reached and each.kind in STATUS_KINDS)
