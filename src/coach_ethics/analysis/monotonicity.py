"""Whether more of a fact ever makes an act less allowed: read off the act's decision diagram, so exactly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from coach_ethics.analysis.proofs.search import GivenUp
from coach_ethics.assessment.diagram import Diagram, Verdict, diagram
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.trees import Leaf, Node, Tree, widened
from coach_ethics.findings import Status
from coach_ethics.model.policy import Monotone
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain

LESS_ALLOWED = frozenset({Status.FORBIDDEN, Status.DILEMMA})
"""The statuses of an act that is not allowed."""


@frozen
class Broken:
    """In `situation` the act is allowed, and with `value` for the fact, all else as it is, it no longer is."""

    act: str
    situation: Situation
    fact: str
    value: Value


@frozen
class Kept:
    """More of the fact never makes one of the acts less allowed."""


Answer: TypeAlias = Broken | Kept | GivenUp


def monotonicity(claim: Monotone, prepared: Prepared) -> Answer:
    """Whether the claim holds over all situations that break no constraint of the policy."""
    constraints = frozenset(each.name for each in prepared.policy.constraints)
    for act in claim.never_less:
        whole = diagram(prepared, act, constraints)
        if whole is None:
            return GivenUp()
        broken = _Walk(whole, act, claim.more, prepared).broken()
        if broken is not None:
            return broken
    return Kept()


_Path: TypeAlias = tuple[tuple[int, int], ...]
"""The children taken on the way, each by its place."""


class _Walk:
    """One walk over an act's diagram: every node that asks for the fact, and every pair of trees below such a node."""

    def __init__(self, whole: Diagram, act: str, fact: str, prepared: Prepared) -> None:
        self._whole, self._act, self._fact = whole, act, fact
        self._values = domain(prepared.policy.vocabulary[fact].type)
        self._seen: set[Tree[Verdict]] = set()
        self._kept: set[tuple[Tree[Verdict], Tree[Verdict]]] = set()

    def broken(self) -> Broken | None:
        """The first place where a little more of the fact makes the act less allowed."""
        return self._below(self._whole.tree, ())

    def _below(self, tree: Tree[Verdict], path: _Path) -> Broken | None:
        if isinstance(tree, Leaf) or tree in self._seen:
            return None
        self._seen.add(tree)
        if self._whole.facts[tree.place] == self._fact:
            return next(self._here(tree, path), None)
        found = (self._below(child, (*path, (tree.place, n))) for n, child in enumerate(tree.children[:-1]))
        return next((each for each in found if each is not None), None)

    def _here(self, node: Node[Verdict], path: _Path) -> Iterator[Broken]:
        """Neighbouring values of the fact, everything else being the same."""
        for less, more in pairwise(self._values):
            one, other = (self._whole.place(node.place, value) for value in (less, more))
            if one != other:
                rest = self._pair(node.children[one], node.children[other])
                if rest is not None:
                    known = {self._whole.facts[place]: self._whole.cells[place][n][0] for place, n in (*path, *rest)}
                    yield Broken(self._act, Situation({**known, self._fact: less}), self._fact, more)

    def _pair(self, one: Tree[Verdict], other: Tree[Verdict]) -> _Path | None:
        """Answers under which the one tree allows the act and the other doesn't; None where there are none."""
        if (one, other) in self._kept:
            return None
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            found = bool(one.value) and one.value.isdisjoint(LESS_ALLOWED) and not other.value.isdisjoint(LESS_ALLOWED)
            if found:
                return ()
            self._kept.add((one, other))
            return None
        place = min(tree.place for tree in (one, other) if isinstance(tree, Node))
        pairs = list(zip(*widened(one, other, place), strict=True))[:-1]
        for number, pair in enumerate(pairs):
            rest = self._pair(*pair)
            if rest is not None:
                return ((place, number), *rest)
        self._kept.add((one, other))
        return None
