"""Which known facts an act's status rests on: those without which it would be another, those that alone are enough.

These are the prime implicates and the prime implicants of the status, as far as they are about the case. "Otherwise"
means otherwise in a way that can make a difference to the act: where only consent in words or in writing counts,
consent refused and consent never asked for are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

from coach_ethics.assessment.act_diagram import act_diagram, complete_in, too_many
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.minimal import Budget, Exhausted, members
from coach_ethics.findings import Finding, Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.domains import Runs, joined, lies_in, values_in
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Value
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning import implicants
from coach_ethics.reasoning.changes import MOST_STEPS
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.trees import Node, UniqueTable, mapped, nodes


@frozen
class Circumstance:
    """A known fact, as far as the act's status can tell: its `value`, or just as well any other of `values`."""

    fact: str
    value: Value
    values: Sequence[Value]


def necessary(result: Assessed, act: str) -> tuple[tuple[Circumstance, ...], ...]:
    """What had to be so: smallest sets of known facts, one of which at least the act's status needs.

    A set of one is a fact that, had it been otherwise, would have changed the status whatever all other facts were.
    Had all facts of a larger set been otherwise, the status would have been another, whatever the rest. Smaller sets
    come first. Empty where the status is undetermined, or the same in every situation.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    return _reasons(result, act, enough=False)


def sufficient(result: Assessed, act: str) -> tuple[tuple[Circumstance, ...], ...]:
    """What was enough: smallest sets of known facts that give the act its status whatever all other facts are.

    Smaller sets come first. The one empty set where the act has this status in every situation; none where the status
    is undetermined.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    return _reasons(result, act, enough=True)


def _reasons(result: Assessed, act: str, *, enough: bool) -> tuple[tuple[Circumstance, ...], ...]:
    result.require_act(act)
    return reasons_in(result.prepared, result.situation, act, result.findings[act], enough=enough)


def reasons_in(
    ready: Prepared, where: Situation, act: str, found: Finding, *, enough: bool
) -> tuple[tuple[Circumstance, ...], ...]:
    """What was `enough` for what is found of an act in a situation; or else what had to be so."""
    statuses = _statuses_meant(found)
    if not statuses:
        return ()
    here = complete_in(ready, where, act)
    order = here.diagram.order
    runs = {order.places[fact]: alike for fact, alike in _alike(ready, where, act).items()}
    alike = {
        place: frozenset(child for child, cell in enumerate(order.cells[place]) if lies_in(cell[0][0], each))
        for place, each in runs.items()
    }
    try:
        sets = _smallest_sets(here.diagram, frozenset(alike.items()), statuses, enough)
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    told = (tuple(_circumstance(order.facts[n], runs[n], where) for n in members(places)) for places in sets)
    return tuple(sorted(told, key=lambda each: (len(each), [circumstance.fact for circumstance in each])))


@lru_cache(maxsize=4096)
def _smallest_sets(
    whole: Diagram[Status], alike: frozenset[tuple[int, frozenset[int]]], statuses: frozenset[Status], enough: bool
) -> tuple[int, ...]:
    # Kept, since of a cohort many situations differ only in what makes no difference here. Raises Exhausted.
    reasons = implicants.sufficient if enough else implicants.necessary
    return tuple(reasons(_complete(whole), dict(alike), statuses, Budget(MOST_STEPS)))


def _statuses_meant(found: Finding) -> frozenset[Status]:
    """The status that reasons are sought for; while it is open, with the dilemma that it may yet become."""
    if found.status is Status.UNDETERMINED:
        return frozenset()
    return frozenset({found.status} if found.determined else {found.status, Status.DILEMMA})


@lru_cache(maxsize=64)
def _complete(whole: Diagram[Status]) -> Possible[Status]:
    """The tree for complete situations: without the children for "not known"."""
    table: UniqueTable[frozenset[Status]] = UniqueTable()
    return mapped(whole.tree, table.leaf, lambda place, children: table.node(place, children[:-1]))


@lru_cache(maxsize=64)
def _columns(whole: Diagram[Status]) -> dict[int, tuple[tuple[Possible[Status], ...], ...]]:
    """For each place that makes a difference, for each cell what follows it wherever it is asked for."""
    rows: dict[int, list[tuple[Possible[Status], ...]]] = {}
    for node in nodes(_complete(whole)):
        if isinstance(node, Node):
            rows.setdefault(node.place, []).append(node.children)
    return {place: tuple(zip(*children, strict=True)) for place, children in rows.items()}


def _alike(ready: Prepared, where: Situation, act: str) -> dict[str, Runs]:
    """For each known fact that makes a difference to the act, the values that make none to the present one."""
    alone = act_diagram(ready, act, frozenset(), where)
    if isinstance(alone, Undecided):
        raise CaseProblems([too_many(act)])
    found = {}
    for place, columns in _columns(alone).items():
        fact, cells = alone.order.facts[place], alone.order.cells[place]
        if (value := where[fact.name]) is not None:
            present = columns[alone.order.child(place, value)]
            same = (cell for cell, column in zip(cells, columns, strict=True) if column == present)
            found[fact.name] = joined(run for cell in same for run in cell)
    return found


def _circumstance(fact: Fact, alike: Runs, where: Situation) -> Circumstance:
    value = where[fact.name]
    assert value is not None, "INVARIANT (known): a reason is a known fact"
    return Circumstance(fact.name, value, values_in(fact.type, alike))
