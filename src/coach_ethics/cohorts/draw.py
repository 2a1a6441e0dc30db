"""Drawing the facts of synthetic cohorts so that no constraint is broken.

Facts that constraints connect are a group, and drawn together. Those of them that have marginals are drawn first, as
their marginals say; then the others, again and again where a constraint is broken. So the given marginals are kept, and
the others are distributed as independent facts are, given those and the constraints. So without marginals each possible
combination of facts is as likely as any other, as in the shares of a comparison. Only where given values can't be
together at all are they drawn again themselves, which moves their shares; that is told of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from attrs import Factory, define, frozen

from coach_ethics.cohorts.chance import Chance, Positions, false_rows, joined, listed, picked
from coach_ethics.cohorts.sliced import true_rows
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.columnar.outputs import CertaintyColumn
from coach_ethics.engines.columnar.queries import Makes, column_values, frame_of_positions
from coach_ethics.engines.columnar.run import evaluated
from coach_ethics.model.conditions import Named, Not, conjunction
from coach_ethics.model.groups import connected
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value, Vocabulary
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.restrictions import restrictions
from coach_ethics.reasoning.slice import slices_of

SMALLEST_DRAW = 4_096
"""At least so many rows are drawn at once."""

MOST_DRAWS = 1_000
"""Given values that the other facts haven't completed in so many draws can't be together; for every row, at most so
many are drawn (and a million in all) before constraints count as impossible to meet."""

MOST_VALUES = 10_000_000
"""So many values are drawn of all facts together (some two seconds) before it is asked how many rows still lack."""

Columns: TypeAlias = dict[str, Positions]
"""Values of facts, as their positions among what is drawn from."""


@frozen(eq=False)
class Drawer:
    """Draws values of one fact, with chance of its own."""

    values: Sequence[Value]
    weights: Sequence[float] | None
    chance: Chance

    def draw(self, count: int) -> Positions:
        """So many values, as their positions."""
        return self.chance.choices(len(self.values), self.weights, count)


@frozen(eq=False)
class Group:
    """Facts that constraints connect, and a program that says in `broken` whether any of these is broken."""

    facts: tuple[str, ...]
    constraints: tuple[str, ...]
    program: Program


_BROKEN = "broken"


@lru_cache(maxsize=64)
def groups(policy: Policy, drawn: tuple[str, ...]) -> tuple[Group, ...]:
    """The facts in groups that no constraint connects, in the vocabulary's order.

    Facts that aren't drawn are taken out of the constraints: drawn ones are together what the others allow them to be.
    """
    return tuple(_groups(policy, drawn))


def _groups(policy: Policy, drawn: tuple[str, ...]) -> Iterator[Group]:
    concepts = tuple(Definition(each.name, Kind.CONCEPT, (each.name,), each.when) for each in policy.concepts)
    slices = slices_of(policy, Program(policy.vocabulary, concepts))
    bearing = {each: each.facts for each in restrictions(slices, drawn)}
    for together in connected({**{fact: {fact} for fact in drawn}, **bearing}):
        own = [each for each in bearing if each in together]
        names = tuple(name for each in own for name in each.constraints)
        broken = Definition(_BROKEN, Kind.PROPERTY, (_BROKEN,), Not(conjunction(tuple(each.condition for each in own))))
        definitions = (*concepts, *(definition for each in own for definition in each.definitions), broken)
        members = tuple(fact for fact in drawn if fact in together)
        yield Group(members, names, Program(policy.vocabulary, definitions))


@frozen(eq=False)
class Drawing:
    """What is drawn from: a drawer for each fact, and how the rows are held against constraints."""

    drawers: Mapping[str, Drawer]
    vocabulary: Vocabulary
    library: Makes


def drawn(group: Group, drawing: Drawing, n: int, given: Iterable[str]) -> tuple[Columns, int]:
    """What a group's facts have in all rows, and for how many rows the `given` facts had to be drawn again.

    Raises CaseProblems (K117) where hardly any draw meets the constraints.
    """
    first = tuple(fact for fact in group.facts if fact in {*given})
    if not group.constraints:
        return {fact: drawing.drawers[fact].draw(n) for fact in group.facts}, 0
    return _completed(group, drawing, n, first) if first else (_whole(group, drawing, n), 0)


def _whole(group: Group, drawing: Drawing, n: int) -> Columns:
    """All facts of the group drawn together until enough rows meet the constraints."""
    parts: dict[str, list[Positions]] = {fact: [] for fact in group.facts}
    tried, have = 0, 0
    while have < n:
        _require_hope(group, have, tried, n)
        # What is kept doesn't depend on how many are drawn at once: the first n rows that break nothing.
        hoped = (n - have) * tried // have + SMALLEST_DRAW // 4 if have else n
        count = max(min(hoped, n), SMALLEST_DRAW)
        candidates = {fact: drawing.drawers[fact].draw(count) for fact in group.facts}
        kept = false_rows(_broken(group, candidates, drawing), n - have)
        for fact, values in candidates.items():
            parts[fact].append(picked(values, kept))
        tried, have = tried + count, have + len(kept)
    return {fact: joined(each) for fact, each in parts.items()}


@define(eq=False)
class _Hopes:
    """How often combinations of given values were tried, and which of them were completed at least once."""

    enough: int
    tries: Counter[tuple[int, ...]] = Factory(Counter)
    met: set[tuple[int, ...]] = Factory(set)

    def dead(self, combination: tuple[int, ...]) -> bool:
        """Whether these values can't be together."""
        return combination not in self.met and self.tries[combination] >= self.enough


def _completed(group: Group, drawing: Drawing, n: int, first: tuple[str, ...]) -> tuple[Columns, int]:
    """The given facts drawn first, and the others to them."""
    others = tuple(fact for fact in group.facts if fact not in first)
    found = {fact: listed(drawing.drawers[fact].draw(n)) for fact in first}
    found |= {fact: [0] * n for fact in others}
    hopes = _Hopes(MOST_DRAWS if others else 1)
    waiting, tried, again = list(range(n)), 0, set[int]()
    while waiting:
        _require_hope(group, n - len(waiting), tried, n)
        each = -(-SMALLEST_DRAW // len(waiting)) if others else 1
        rows = [row for row in waiting for _ in range(each)]
        candidates = {fact: [found[fact][row] for row in rows] for fact in first}
        candidates |= {fact: listed(drawing.drawers[fact].draw(len(rows))) for fact in others}
        done: set[int] = set()
        combinations = list(zip(*(candidates[fact] for fact in first), strict=True))
        hopes.tries.update(combinations)
        for at, broken in enumerate(_broken(group, candidates, drawing)):
            if not broken and rows[at] not in done:
                done.add(rows[at])
                hopes.met.add(combinations[at])
                for fact in others:
                    found[fact][rows[at]] = candidates[fact][at]
        waiting, tried = [row for row in waiting if row not in done], tried + len(rows)
        for row in waiting:
            if hopes.dead(tuple(found[fact][row] for fact in first)):
                again.add(row)
                values, draws = _another(first, drawing, hopes)
                tried += draws
                if values is None:
                    raise CaseProblems([_hopeless(group, n - len(waiting), tried)])
                for fact, value in zip(first, values, strict=True):
                    found[fact][row] = value
    return found, len(again)


def _another(first: Sequence[str], drawing: Drawing, hopes: _Hopes) -> tuple[tuple[int, ...] | None, int]:
    """Given values drawn again until they can be together, or None after too many draws; and how many there were."""
    for draws in range(1, MOST_DRAWS + 1):
        values = tuple(int(drawing.drawers[fact].draw(1)[0]) for fact in first)
        if not hopes.dead(values):
            return values, draws
    return None, MOST_DRAWS


def _broken(group: Group, candidates: Columns, drawing: Drawing) -> Any:
    values = {fact: drawing.drawers[fact].values for fact in candidates}
    found = true_rows(candidates, values, group.program, Named(_BROKEN))
    if found is not None:
        return found
    table = opened(frame_of_positions(candidates, values, drawing.vocabulary, drawing.library))
    output = CertaintyColumn(f"{table.stem}{_BROKEN}", Named(_BROKEN))
    translation = translated(table, group.program, (output,), {}, check=False, warn=False)
    return [each is True for each in column_values(evaluated(table, translation), output.column)]


def _require_hope(group: Group, have: int, tried: int, n: int) -> None:
    """Raises CaseProblems (K117) where there were too many draws."""
    most = MOST_DRAWS * n + 1_000_000
    # Once so much has been drawn, it shows whether there will be enough rows in all the draws there may be.
    if tried > most or (tried * len(group.facts) > MOST_VALUES and have * most < n * tried):
        raise CaseProblems([_hopeless(group, have, tried)])


def _hopeless(group: Group, have: int, tried: int) -> Problem:
    names = ", ".join(f"`{name}`" for name in group.constraints)
    message = f"of {tried:,} draws, only {have:,} satisfy the constraints {names}"
    return Problem("K117", message, help="give marginals that can satisfy them, such as a share of `true`")
