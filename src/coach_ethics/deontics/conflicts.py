"""Minimal conflicting sets of demands, found by eliminating acts.

Two ideas carry it.

*Asking is conflicting.* Demands require an act exactly where they conflict with the hypothesis that it is left out, and
forbid it exactly where they conflict with the hypothesis that it is done. So grounds and conflicts are one thing:
minimal conflicting sets, with one hypothesis in them or with none. A set that conflicts without a hypothesis shuts out
all that contain it, so grounds come out consistent by themselves. What doing one act brings with it conflicts with two
hypotheses, that the one is done and that the other isn't (or is), and with neither of them alone.

*Eliminating acts.* Each demand is a clause over acts, labelled with itself. Resolving away one act after the other
(Davis and Putnam's method, with the labels of an assumption-based truth maintenance system) leaves clauses without
acts, and their minimal labels are the conflicting sets. The act that costs least goes next, and a clause inside another
takes its place.

A labelled clause is one bitmask. With A acts and D demands: bit j is the demand j, bit D + i "act i is done", bit
D + A + i "act i is left out", bit D + 2A + i the hypothesis that act i is left out, bit D + 3A + i that it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from coach_ethics.deontics.demands import Demand
from coach_ethics.deontics.minimal import Antichain, Budget, members, price


@frozen
class Conflict:
    """Demands (by their position) that no course meets, together with the hypothesis that `act` is `done` or left out.

    Without a hypothesis `act` is None: no course meets the demands at all. With a second one, `given` is done as well.
    """

    demands: tuple[int, ...]
    act: str | None = None
    done: bool = False
    given: str | None = None


def conflicts(demands: Sequence[Demand], budget: Budget) -> Iterator[Conflict]:
    """All minimal conflicts. Demands of no norm are always in force and not listed in a conflict. Raises Exhausted."""
    acts = sorted({act for demand in demands for act in demand.if_doing | demand.one_of})
    layout = _Layout(len(demands), len(acts))
    budget.price = price(len(demands) + 4 * len(acts))
    for clause in _eliminated(_clauses(demands, acts, layout), layout, budget):
        label = tuple(members(clause & ((1 << layout.demands) - 1)))
        # That an act is left out comes before that one is done.
        hypotheses = [divmod(bit, layout.acts) for bit in members(clause >> (layout.demands + 2 * layout.acts))]
        match [(bool(done), acts[act]) for done, act in hypotheses]:  # partial: no clause has three
            case []:
                yield Conflict(label)
            case [(done, act)]:
                yield Conflict(label, act, done)
            case [(done, act), (_, given)]:
                yield Conflict(label, act, done, given)


@frozen
class _Layout:
    """Where the bits of a clause stand, with so many demands and acts."""

    demands: int
    acts: int

    def done(self, act: int) -> int:
        return self.demands + act

    def left_out(self, act: int) -> int:
        return self.demands + self.acts + act

    @property
    def literals(self) -> int:
        return ((1 << 2 * self.acts) - 1) << self.demands

    @property
    def hypotheses(self) -> int:
        return self.literals << 2 * self.acts

    def compatible(self, hypotheses: int) -> bool:
        """Whether a clause may have these: one, or two of different acts, of which one at least is done."""
        done = hypotheses >> (self.demands + 3 * self.acts)
        left_out = (hypotheses >> (self.demands + 2 * self.acts)) & ((1 << self.acts) - 1)
        return hypotheses.bit_count() < 2 or (hypotheses.bit_count() == 2 and bool(done) and not done & left_out)

    def opposite(self, clause: int) -> int:
        """The opposites of a clause's literals."""
        done = ((1 << self.acts) - 1) << self.demands
        return (clause & done) << self.acts | (clause >> self.acts) & done


def _clauses(demands: Sequence[Demand], acts: Sequence[str], layout: _Layout) -> Iterator[int]:
    """Each demand as a clause, and each hypothesis; without what holds anyway (what is done is done)."""
    number = {act: i for i, act in enumerate(acts)}
    for j, demand in enumerate(demands):
        if not demand.if_doing & demand.one_of:
            clause = 0 if demand.norm is None else 1 << j
            for act in demand.one_of:
                clause |= 1 << layout.done(number[act])
            for act in demand.if_doing:
                clause |= 1 << layout.left_out(number[act])
            yield clause
    for i in range(len(acts)):
        yield 1 << layout.left_out(i) | 1 << layout.left_out(i) + layout.acts
        yield 1 << layout.done(i) | 1 << layout.done(i) + 3 * layout.acts


def _eliminated(clauses: Iterable[int], layout: _Layout, budget: Budget) -> Iterable[int]:
    """The minimal clauses without acts that follow."""
    live = Antichain(budget, apart=layout.hypotheses)
    live.insert_all(clauses)
    left = set(range(layout.acts))
    while left:
        act = _cheapest(left, live, layout, budget)
        left.remove(act)
        positive, negative = live.containing(layout.done(act)), live.containing(layout.left_out(act))
        live.remove_all((*positive, *negative))
        live.insert_all(_resolvents(act, positive, negative, layout, budget))
    return live


def _cheapest(left: Iterable[int], live: Antichain, layout: _Layout, budget: Budget) -> int:
    """The act with the fewest resolvents."""

    def cost(act: int) -> tuple[int, int]:
        budget.spend(1)
        return live.count(layout.done(act)) * live.count(layout.left_out(act)), act

    return min(left, key=cost)


def _resolvents(
    act: int, positive: Iterable[int], negative: Iterable[int], layout: _Layout, budget: Budget
) -> Iterator[int]:
    """What follows, in one step, from a clause in which the act is done and one in which it is left out."""
    doing = _by_hypothesis(positive, 1 << layout.done(act), layout)
    leaving_out = _by_hypothesis(negative, 1 << layout.left_out(act), layout)
    for one_hypothesis, ones in doing.items():
        for other_hypothesis, others in leaving_out.items():
            if not layout.compatible(one_hypothesis | other_hypothesis):
                continue
            budget.spend(len(ones) * len(others))
            for one in ones:
                opposite = layout.opposite(one)
                for other in others:
                    if not opposite & other:
                        yield one | other


def _by_hypothesis(clauses: Iterable[int], literal: int, layout: _Layout) -> dict[int, list[int]]:
    """The clauses without the literal, by their hypotheses."""
    found: dict[int, list[int]] = {}
    for clause in clauses:
        found.setdefault(clause & layout.hypotheses, []).append(clause ^ literal)
    return found
