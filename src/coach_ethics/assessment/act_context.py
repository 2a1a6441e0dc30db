"""Where the search for changes starts: an act in a situation, and its diagram around that situation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.diagram import Diagram, Verdict, constraints_that_hold, diagram
from coach_ethics.assessment.trees import Leaf, Node, Tree
from coach_ethics.deontics.minimal import Budget, members
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truths
from coach_ethics.model.vocabulary import Fact
from coach_ethics.problems import CaseProblems, Problem

MOST_STEPS = 400_000
"""How many sets of changes may be looked at in search of the smallest (well under a second)."""


@frozen
class ActContext:
    """An act in a situation: its diagram, and for every place the child that the situation takes.

    A set of shifts is a bit mask: each child of each place has a bit, from `bits[place]` on.
    """

    result: Assessed
    act: str
    diagram: Diagram
    facts: tuple[Fact, ...]
    present: tuple[int, ...]
    bits: tuple[int, ...]
    truths: Truths


def context(result: Assessed, act: str, *, constrained: bool = True) -> ActContext:
    """The act in the situation that was assessed, with or without what the constraints say is possible.

    Raises CaseProblems (A102) where the diagram would be too large.
    """
    prepared, situation = result.prepared, result.situation
    truths = evaluate(prepared.program, situation)
    constraints = constraints_that_hold(prepared, situation, truths) if constrained else frozenset[str]()
    whole = diagram(prepared, act, constraints)
    if whole is None:
        raise CaseProblems([too_many(act)])
    facts = tuple(prepared.policy.vocabulary[fact] for fact in whole.facts)
    bits = tuple(accumulate((len(cells) for cells in whole.cells), initial=0))
    return ActContext(result, act, whole, facts, whole.answers(situation), bits, truths)


def too_many(act: str) -> Problem:
    """A102: there are too many changes to list."""
    return Problem(
        "A102",
        f"there are too many ways in which the status of `{act}` could change to list them all",
        help=f"give more of the facts that it depends on; `coach-ethics ask CASE --about {act}` asks for them",
    )


def smallest_sets(here: ActContext, free: Collection[int], reached: Callable[[Verdict], bool]) -> list[int]:
    """All smallest sets of shifts of the facts at the `free` places that lead to a verdict as wanted.

    At a node, either its fact stays as it is, or it shifts; and then the other shifts must not be enough without this
    one. Raises Exhausted.
    """
    budget = Budget(MOST_STEPS)
    done: dict[Tree[Verdict], list[int]] = {}

    def smallest(tree: Tree[Verdict]) -> list[int]:
        if isinstance(tree, Leaf):
            return [0] if reached(tree.value) else []
        if tree not in done:
            present = here.present[tree.place]
            staying = smallest(tree.children[present])
            enough = _by_least_member(staying)
            found = list(staying)
            shifting = tree.children[:-1] if tree.place in free else ()
            for number, child in enumerate(shifting):
                if number != present:
                    bit = 1 << here.bits[tree.place] + number
                    budget.spend(1)
                    found += [bit | more for more in smallest(child) if not _covers(enough, more, budget)]
            done[tree] = found
        return done[tree]

    return smallest(here.diagram.tree)


def _by_least_member(sets: Iterable[int]) -> dict[int, list[int]]:
    filed: dict[int, list[int]] = {}
    for each in sets:
        filed.setdefault(each & -each, []).append(each)
    return filed


def _covers(filed: Mapping[int, Sequence[int]], whole: int, budget: Budget) -> bool:
    """Whether one of the sets lies inside `whole`: only those are looked at whose least member does."""
    for least, sets in filed.items():
        if least & whole == least:
            for each in sets:
                budget.spend(1)
                if each & whole == each:
                    return True
    return False


def shifted(shifts: int, here: ActContext) -> dict[int, int]:
    """The places that a set of shifts is about, each with the child that it shifts to."""
    found = {}
    for bit in members(shifts):
        place = bisect_right(here.bits, bit) - 1
        found[place] = bit - here.bits[place]
    return found


def verdict_after(shifts: Mapping[int, int], here: ActContext) -> Verdict:
    """The verdict where these places take these children, and all others those of the situation."""
    tree = here.diagram.tree
    while isinstance(tree, Node):
        tree = tree.children[shifts.get(tree.place, here.present[tree.place])]
    return tree.value
