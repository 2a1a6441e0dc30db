"""Shapley effects: how the variation of an act's status is divided among the facts that it rests on.

The players are facts; what a set of them is worth is the part of the variation of the status that is explained once
their values are known, on average. The status is a word, so its variation is measured as the chance that two situations
drawn at random differ in it (C. Gini, 1912): the variances of all statuses' indicators, added up. A fact is given
what it adds on average, over all orders in which facts may become known. So facts that decide only together share what
they decide, and all contributions add up to 1.

Sources: A. B. Owen, Sobol' indices and Shapley value (2014); for facts that depend on each other, as constraints have
it, E. Song, B. L. Nelson and J. Staum, Shapley effects for global sensitivity analysis (2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial, sqrt
from random import Random
from statistics import fmean, stdev
from typing import TypeAlias

from attrs import frozen

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.analysis.masses import Mass, counted_sizes, expected, mass_of
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import status_names
from coach_ethics.findings import Status
from coach_ethics.model.proportions import normal_interval
from coach_ethics.reasoning.diagram import Possible
from coach_ethics.reasoning.queries import asked, possible
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, combine, mapped

MOST_FACTS = 12
"""Up to so many facts, contributions are exact: what each of their 1,024 sets is worth is worked out."""

MOST_STEPS = 2_000_000
"""How many children the nodes of the trees of one act may have for it."""

ORDERS = 200
"""Over so many orders, drawn at random, contributions of more facts are estimated."""

FEWEST_ORDERS = 20
"""Over fewer nothing is said."""


@frozen
class Contribution:
    """The part of the variation of an act's status that is a fact's, from 0 to 1, and the standard error of it.

    No error, where it is exact.

    >>> from coach_ethics.analysis import importance
    >>> act = importance("icf-2025", acts="name_client", shapley=True).acts[0]
    >>> [(each.fact, round(each.contribution.value, 2), each.contribution.exact) for each in act.facts]
    [('coaching.ended', 0.7, True), ('consent.to_naming', 0.3, True)]
    """

    value: float
    error: float | None = None

    @property
    def exact(self) -> bool:
        """Whether it isn't estimated."""
        return self.error is None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """What the contribution is between, of an estimated one with this confidence."""
        return normal_interval(self.value, self.error, confidence)


def contributions(
    act: str, shares: Shares, *, most_facts: int = MOST_FACTS, steps: int = MOST_STEPS
) -> dict[str, Contribution]:
    """What each fact contributes to the variation of an act's status; of more than so many facts, estimated.

    Facts that the policy doesn't read for the act are no players, even where constraints tie them to some that are.
    Nothing, where the status never varies. Raises Exhausted where even an estimate takes too many steps.
    """
    budget = Budget(steps)
    game = _game(act, shares, budget)
    if game is None:
        return {}
    if len(game.players) <= most_facts:
        try:
            return _over_all_orders(game)
        except Exhausted:
            game = _game(act, shares, Budget(steps)) or game
    return _over_some_orders(game)


Counts: TypeAlias = tuple[int, ...]
"""How much of what isn't known has each status."""


@frozen(eq=False)
class _Game:
    """An act's statuses as they are spread over situations, the places of its players, and what they are called."""

    tree: Tree[Counts]
    players: tuple[int, ...]
    names: tuple[str, ...]
    sizes: Sequence[Sequence[int]]
    table: UniqueTable[Counts]

    def forgetting(self, tree: Tree[Counts], place: int) -> Tree[Counts]:
        """The tree that doesn't ask at a place: what was there is added up. Raises Exhausted."""
        sizes = self.sizes[place]
        done: dict[Tree[Counts], Tree[Counts]] = {}
        sums: dict[tuple[Tree[Counts], Tree[Counts]], Tree[Counts]] = {}

        def times(tree: Tree[Counts], number: int) -> Tree[Counts]:
            if number == 1:
                return tree
            leaf = self.table.leaf
            return mapped(tree, lambda counts: leaf(tuple(number * each for each in counts)), self.table.node)

        def plus(one: Tree[Counts], other: Tree[Counts]) -> Tree[Counts] | None:
            if isinstance(one, Leaf) and isinstance(other, Leaf):
                return self.table.leaf(tuple(a + b for a, b in zip(one.value, other.value, strict=True)))
            return None

        def made(tree: Tree[Counts]) -> Tree[Counts]:
            if tree not in done:
                if isinstance(tree, Leaf) or tree.place > place:
                    done[tree] = times(tree, sum(sizes))
                elif tree.place == place:
                    first, *others = (times(child, n) for child, n in zip(tree.children, sizes, strict=True) if n)
                    for each in others:
                        first = combine(first, each, plus, self.table, sums)
                    done[tree] = first
                else:
                    done[tree] = self.table.node(tree.place, tuple(map(made, tree.children)))
            return done[tree]

        return made(tree)

    def worth(self, tree: Tree[Counts], known: Sequence[int]) -> float:
        """How sure the status is, on average, where these places are known: the chance that two situations that are
        alike in them have one status. What it rises by is the variation that is explained."""
        scale = 1
        for place in known:
            scale *= sum(self.sizes[place])
        return expected(tree, self.sizes, _agreeing) * scale


def _agreeing(counts: Counts) -> float:
    """Of situations with these statuses, how much is in pairs of the same status."""
    total = sum(counts)
    return sum(each * each for each in counts) / total if total else 0.0


def _game(act: str, shares: Shares, budget: Budget) -> _Game | None:
    names = status_names(act)
    diagrams, often = shares.diagrams(names, budget)
    statuses = diagrams.statuses(act)
    occurring = sorted(possible(statuses))
    if len(occurring) < 2:
        return None
    table: UniqueTable[Counts] = UniqueTable(budget)
    nothing = table.leaf((0,) * len(occurring))

    def spread(status: Possible[Status], mass: Mass) -> Tree[Counts] | None:
        if isinstance(mass, Leaf) and not mass.value:
            return nothing
        if isinstance(status, Leaf) and isinstance(mass, Leaf):
            return table.leaf(tuple(mass.value * (each in status.value) for each in occurring))
        return None

    tree = combine(statuses, mass_of(diagrams, often, budget), spread, table)
    facts = [fact.name for fact in diagrams.order.facts]
    read = shares.reads(names)
    players = tuple(place for place in sorted(asked(statuses)) if facts[place] in read)
    game = _Game(tree, players, tuple(facts[place] for place in players), counted_sizes(diagrams, often), table)
    for place in sorted(asked(tree).difference(players), reverse=True):
        tree = game.forgetting(tree, place)
    return _Game(tree, players, game.names, game.sizes, table)


def _over_all_orders(game: _Game) -> dict[str, Contribution]:
    """Exactly, by what every set of facts is worth."""
    size = len(game.players)
    worth: dict[int, float] = {}

    def explore(tree: Tree[Counts], known: int, first: int) -> None:
        """The sets that are left when further facts are forgotten, in the order of their places."""
        worth[known] = game.worth(tree, [game.players[at] for at in range(size) if known >> at & 1])
        for at in range(first, size):
            explore(game.forgetting(tree, game.players[at]), known & ~(1 << at), at + 1)

    explore(game.tree, (1 << size) - 1, 0)
    varies = worth[(1 << size) - 1] - worth[0]
    weights = [factorial(k) * factorial(size - k - 1) / factorial(size) for k in range(size)]
    return {
        name: Contribution(
            sum(
                weights[known.bit_count()] * (worth[known | 1 << at] - own)
                for known, own in worth.items()
                if not known >> at & 1
            )
            / varies
        )
        for at, name in enumerate(game.names)
    }


def _over_some_orders(game: _Game) -> dict[str, Contribution]:
    """By orders drawn at random, but the same every time; each order is followed in both directions."""
    random, found = Random(ORDERS), list[dict[int, float]]()
    places = [*game.players]
    kept: dict[frozenset[int], float] = {}
    try:
        for _ in range(ORDERS // 2):
            random.shuffle(places)
            one, other = (_along(order, game, kept) for order in (places, places[::-1]))
            found.append({place: (one[place] + other[place]) / 2 for place in places})
    except Exhausted:
        if len(found) < FEWEST_ORDERS // 2:
            raise
    varies = kept[frozenset(places)] - kept[frozenset()]
    means = {place: [each[place] / varies for each in found] for place in game.players}
    return {
        name: Contribution(fmean(means[place]), stdev(means[place]) / sqrt(len(found)))
        for name, place in zip(game.names, game.players, strict=True)
    }


def _along(order: Sequence[int], game: _Game, kept: dict[frozenset[int], float]) -> dict[int, float]:
    """What each fact adds where they become known in this order: forgotten from the last on."""
    tree, found = game.tree, dict[int, float]()

    def worth(known: Sequence[int], tree: Tree[Counts]) -> float:
        key = frozenset(known)
        if key not in kept:
            kept[key] = game.worth(tree, known)
        return kept[key]

    above = worth(order, tree)
    for at in range(len(order) - 1, -1, -1):
        tree = game.forgetting(tree, order[at])
        below = worth(order[:at], tree)
        found[order[at]], above = above - below, below
    return found
