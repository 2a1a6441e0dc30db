"""Which known facts an act's status rests on: those without which it would be another, those that alone are enough.

These are the prime implicates and the prime implicants of the status, as far as they are about the case. "Otherwise"
means otherwise in a way that can make a difference to the act: where only consent in words or in writing counts,
consent refused and consent never asked for are alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from coach_ethics.assessment.act_diagram import act_diagram, complete, determined_in, too_many
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.deontics.minimal import Budget, Exhausted, members
from coach_ethics.findings import Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.domains import Runs, joined, lies_in, values_in
from coach_ethics.model.vocabulary import Fact, Value
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning import implicants
from coach_ethics.reasoning.changes import MOST_STEPS
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.queries import completions, possible
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
    statuses = _statuses_meant(result, act)
    if not statuses:
        return ()
    truths = determined_in(result.prepared, result.situation).truths
    here = complete(result, act, truths)
    if not possible(completions(here.diagram.tree, here.present)):
        # The constraints contradict each other here, so they say nothing of what is possible.
        here = complete(result, act, truths, constrained=False)
    order = here.diagram.order
    runs = {order.places[fact]: alike for fact, alike in _alike(result, act).items()}
    alike = {
        place: frozenset(child for child, cell in enumerate(order.cells[place]) if lies_in(cell[0][0], each))
        for place, each in runs.items()
    }
    reasons = implicants.sufficient if enough else implicants.necessary
    try:
        found = reasons(_complete(here.diagram), alike, statuses, Budget(MOST_STEPS))
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    told = (tuple(_circumstance(order.facts[n], runs[n], result) for n in members(places)) for places in found)
    return tuple(sorted(told, key=lambda each: (len(each), [circumstance.fact for circumstance in each])))


def _statuses_meant(result: Assessed, act: str) -> frozenset[Status]:
    """The status that reasons are sought for; while it is open, with the dilemma that it may yet become."""
    found = result.findings[act]
    if found.status is Status.UNDETERMINED:
        return frozenset()
    return frozenset({found.status} if found.determined else {found.status, Status.DILEMMA})


def _complete(whole: Diagram[Status]) -> Possible[Status]:
    """The tree for complete situations: without the children for "not known"."""
    table: UniqueTable[frozenset[Status]] = UniqueTable()
    return mapped(whole.tree, table.leaf, lambda place, children: table.node(place, children[:-1]))


def _alike(result: Assessed, act: str) -> dict[str, Runs]:
    """For each known fact that makes a difference to the act, the values that make none to the present one."""
    alone = act_diagram(result.prepared, act, frozenset(), result.situation)
    if isinstance(alone, Undecided):
        raise CaseProblems([too_many(act)])
    rows: dict[int, list[tuple[Possible[Status], ...]]] = {}
    for node in nodes(_complete(alone)):
        if isinstance(node, Node):
            rows.setdefault(node.place, []).append(node.children)
    found = {}
    for place, children in rows.items():
        fact, cells = alone.order.facts[place], alone.order.cells[place]
        if (value := result.situation[fact.name]) is not None:
            columns = list(zip(*children, strict=True))
            present = columns[alone.order.child(place, value)]
            same = (cell for cell, column in zip(cells, columns, strict=True) if column == present)
            found[fact.name] = joined(run for cell in same for run in cell)
    return found


def _circumstance(fact: Fact, alike: Runs, result: Assessed) -> Circumstance:
    value = result.situation[fact.name]
    assert value is not None, "INVARIANT (known): a reason is a known fact"
    return Circumstance(fact.name, value, values_in(fact.type, alike))
