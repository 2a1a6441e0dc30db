"""Unknowns: Kleene evaluation leaves open only what depends on the unknown facts.

A claim here is refuted by a partial situation in which a name or a status is left open although it is the same however
the unknown facts turn out (`x or not x`). That is no fault of the policy, and an assessment decides it; but an engine
by itself, and so a column of a cohort, is more careful than it had to be.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from coach_ethics.analysis.proofs.answers import Aspect, Proof, ProofAnswer, Proved, Refuted, Weight
from coach_ethics.analysis.proofs.context import ProofContext, in_force
from coach_ethics.analysis.proofs.witness import Witness, expectation, statuses_of
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import STATUS_KINDS, Kind, name_of, status_names
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import DETERMINED_STATUSES, Truth
from coach_ethics.model.answers import Impossible, MinimalModel, Undecided, Unsure
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.domains import index_of
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.determined import determined_truths
from coach_ethics.reasoning.diagram import Diagram, Diagrams, Possible
from coach_ethics.reasoning.grounds import has_status
from coach_ethics.reasoning.queries import completion, fewest, needlessly_open, outcome

T = TypeVar("T", bound=Hashable)

MOST_STEPS = 300_000
"""How many children the nodes of one question's diagrams may have (a third of a second)."""


def _too_large(exhausted: Exhausted) -> Undecided:
    return Undecided(f"it takes {exhausted.spent} to examine every situation, fully or partly known")


def unknowns(asked: ProofContext) -> Iterator[Proof]:
    """For each concept, norm in force and status of an act, whether Kleene evaluation leaves it open needlessly."""
    for concept in asked.policy.concepts:
        claim = f"concept `{concept.name}` is left open only if unknown facts could change it"
        instead = f"concept `{concept.name}` is left open somewhere, although no unknown fact could change it"
        answer = _name(asked, Named(concept.name), f"`{concept.name}` is left open, although it is determined")
        yield Proof(Aspect.UNKNOWNS, (concept.name,), claim, answer, Weight.REMARK, instead=instead, span=concept.span)
    for notice in asked.policy.notices:
        name = Named(name_of(Kind.NOTICE, notice.name))
        claim = f"notice `{notice.name}` is left open only if unknown facts could change it"
        instead = f"notice `{notice.name}` is left open somewhere, although no unknown fact could change it"
        answer = _name(asked, name, f"`{notice.name}` is left open, although it is determined")
        yield Proof(Aspect.UNKNOWNS, (notice.name,), claim, answer, Weight.REMARK, instead=instead, span=notice.span)
    for norm in asked.policy.norms:
        name = in_force(norm.name)
        claim = f"whether norm `{norm.name}` is in force is left open only if unknown facts could change it"
        instead = f"whether `{norm.name}` is in force is left open somewhere, although no unknown fact could change it"
        answer = _name(asked, name, f"`{norm.name}` is left open, although it is determined")
        if isinstance(answer, Refuted) and isinstance(asked.session.find(name), Impossible):
            instead = f"norm `{norm.name}` is never in force, but that is left open somewhere"
        yield Proof(Aspect.UNKNOWNS, (norm.name,), claim, answer, Weight.REMARK, instead=instead, span=norm.span)
    for act in asked.policy.acts:
        claim = f"the status of `{act.name}` is left open only if unknown facts could change it"
        answer = _status(asked, act.name, f"the status of `{act.name}` is left open, although it is determined")
        instead = f"the status of `{act.name}` is left open somewhere, although no unknown fact could change it"
        yield Proof(Aspect.UNKNOWNS, (act.name,), claim, answer, Weight.REMARK, instead=instead, span=act.span)


def _name(asked: ProofContext, name: Named, says: str) -> ProofAnswer:
    values: dict[bool, Condition] = {True: name, False: Not(name)}
    return _answer(asked, (name,), lambda diagrams: diagrams.truths(name), values, says)


def _status(asked: ProofContext, act: str, says: str) -> ProofAnswer:
    values = {status: has_status(act, status) for status in DETERMINED_STATUSES}
    return _answer(asked, status_names(act), lambda diagrams: diagrams.statuses(act), values, says)


def _answer(
    asked: ProofContext,
    names: Sequence[Condition],
    tree_of: Callable[[Diagrams], Possible[T]],
    values: Mapping[T, Condition],
    says: str,
) -> ProofAnswer:
    """Refuted by the smallest situation in which one of the values holds in every completion, but is left open.

    `values` are the possible values, each as a condition.
    """
    try:
        diagrams = Diagrams(asked.slices, names, Budget(MOST_STEPS, within=asked.budget), constrained_first=True)
        tree = tree_of(diagrams)
        hidden = needlessly_open(tree, Budget(MOST_STEPS, within=asked.budget))
    except Exhausted as exhausted:
        return _too_large(exhausted)
    places = fewest(hidden, bool)
    # What two numbers can be to each other shows on their cells also where only one is known; of more, it may not.
    exact = len(diagrams.order.by_order) <= 2
    if places is None:
        return Proved() if exact else _BY_ORDER
    known = diagrams.order.situation(places.items())
    (value,) = outcome(Diagram(diagrams.order, hidden), known)
    condition = values[value]
    try:
        whole = completion(diagrams.order, tree, places, asked.somewhere)
    except Unsure as unsure:
        return Undecided(unsure.reason)
    if not exact and not _determined(asked, condition, known):
        return _BY_ORDER
    return Refuted(_witness(asked, condition, MinimalModel(known, whole), says))


_BY_ORDER = Undecided("more than two numbers that are compared with each other aren't examined where some are unknown")


def _determined(asked: ProofContext, condition: Condition, known: Situation) -> bool:
    """Whether the condition holds however the unknown facts turn out."""
    box = {fact: index_of(asked.program.vocabulary[fact].type, value) for fact, value in known.values.items()}
    within = [{fact: ((place, place),)} for fact, place in box.items()]
    return isinstance(asked.session.find(Not(condition), within=within), Impossible)


def _witness(asked: ProofContext, condition: Condition, smallest: MinimalModel, says: str) -> Witness:
    """INVARIANT (replay): the reference leaves open what the completion, which keeps every constraint, makes true."""
    constraints = tuple(asked.session.constraints.values())
    names = _resting_on(condition, asked)
    part = statuses_of(asked.slices.dependencies, asked.program, [condition, *constraints, *map(Named, names)])
    truths, completed = evaluate(part, smallest.situation), evaluate(part, smallest.completion)
    open_: Truth = truth(condition, smallest.situation, truths)
    assert open_ is None, "INVARIANT (replay): what was found is left open"
    for each in (condition, *constraints):
        assert truth(each, smallest.completion, completed) is True, "INVARIANT (replay): what was found is so"
    told = determined_truths(
        asked.slices,
        smallest.situation,
        truths,
        frozenset(asked.session.constraints),
        partial(evaluate, part),
        only=frozenset(each.name for each in part.definitions if each.kind in STATUS_KINDS),
    )
    expect = expectation(names, part, told.truths)
    return Witness(asked.policy.name, says, smallest.situation, smallest.completion, expect, smallest.proved)


def _resting_on(condition: Condition, asked: ProofContext) -> tuple[str, ...]:
    """The acts whose status rests on the condition's names: what a scenario can say of something left open."""
    resting = asked.slices.dependencies.resting_on(names_in(condition))
    return tuple(each.name for each in asked.program.definitions if each.name in resting and each.kind in STATUS_KINDS)
