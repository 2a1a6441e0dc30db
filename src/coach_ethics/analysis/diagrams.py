"""Decision diagrams over the values of facts, for counting situations exactly.

A diagram asks for one fact after the other, in a fixed order. A node has a child for each stretch of its fact's domain,
so a domain of a thousand numbers costs no more than one of two as long as conditions cut it in two. Equal nodes are one
node: two conditions are the same just where their diagrams are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from coach_ethics.deontics.minimal import Budget
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.domains import (
    AtomicCondition,
    Runs,
    complement,
    facts_of,
    given_left,
    given_right,
    size,
    true_runs,
    value_at,
)
from coach_ethics.model.vocabulary import Vocabulary

Diagram: TypeAlias = int
"""A node, by number."""

NEVER: Diagram = 0
ALWAYS: Diagram = 1

Pair: TypeAlias = tuple[Diagram, Diagram]
"""Where something is certainly true, and where it is certainly false."""

_Branches: TypeAlias = tuple[tuple[int, Diagram], ...]
"""For each stretch of a domain, its last position and the node for it; they cover the domain in order."""


class Diagrams:
    """Diagrams over these facts, asked for in this order. Building them spends a budget: raises Exhausted.

    With `unknown`, every domain has one more position, the last, for a fact that is not known; no atom holds there.
    """

    def __init__(self, facts: Sequence[str], vocabulary: Vocabulary, budget: Budget, *, unknown: bool = False) -> None:
        self._vocabulary, self._budget = vocabulary, budget
        self._facts = facts
        self._level = {fact: level for level, fact in enumerate(facts)}
        self._sizes = [size(vocabulary[fact].type) + unknown for fact in facts]
        self._nodes: list[tuple[int, _Branches]] = [(len(facts), ()), (len(facts), ())]
        self._numbers: dict[tuple[int, _Branches], Diagram] = {}
        self._joined: dict[tuple[Diagram, Diagram, Diagram], Diagram] = {}
        self._negated: dict[Diagram, Diagram] = {NEVER: ALWAYS, ALWAYS: NEVER}
        self._counts: dict[Diagram, int] = {NEVER: 0, ALWAYS: 1}

    def of(self, condition: Condition, name: Callable[[str], Diagram]) -> Diagram:
        """The diagram of a condition; `name` gives those of the names that it mentions. Raises Exhausted."""
        match condition:
            case Constant(value):
                return ALWAYS if value else NEVER
            case Named(other):
                return name(other)
            case Not(operand):
                return self.negation(self.of(operand, name))
            case And(operands):
                return self.all(self.of(operand, name) for operand in operands)
            case Or(operands):
                return self.any(self.of(operand, name) for operand in operands)
            case Holds() | Comparison() | Membership():
                return self._atom(condition)
            case _:
                assert_never(condition)

    def certain(self, condition: Condition, name: Callable[[str], Pair]) -> Pair:
        """Where the condition is certainly true as Kleene has it, and where certainly false. Raises Exhausted."""
        match condition:
            case Constant(value):
                return (ALWAYS, NEVER) if value else (NEVER, ALWAYS)
            case Named(other):
                return name(other)
            case Not(operand):
                true, false = self.certain(operand, name)
                return false, true
            case And(operands):
                pairs = [self.certain(operand, name) for operand in operands]
                return self.all(true for true, _ in pairs), self.any(false for _, false in pairs)
            case Or(operands):
                pairs = [self.certain(operand, name) for operand in operands]
                return self.any(true for true, _ in pairs), self.all(false for _, false in pairs)
            case Holds() | Comparison() | Membership():
                return self._atom(condition, True), self._atom(condition, False)
            case _:
                assert_never(condition)

    def completed(self, diagram: Diagram, *, always: bool) -> Diagram:
        """Where the diagram holds in every completion of what is unknown; or with `always` False, in at least one."""
        done: dict[Diagram, Diagram] = {NEVER: NEVER, ALWAYS: ALWAYS}

        def complete(node: Diagram) -> Diagram:
            if node not in done:
                level, branches = self._nodes[node]
                last = self._sizes[level] - 1
                known = [(min(end, last - 1), complete(child)) for end, child in self._known(branches, last)]
                children = [child for _, child in known]
                unknown = self.all(children) if always else self.any(children)
                done[node] = self._node(level, [*known, (last, unknown)])
            return done[node]

        return complete(diagram)

    def _known(self, branches: _Branches, last: int) -> Iterator[tuple[int, Diagram]]:
        """The branches for known values: all but what is for the last position only."""
        start = 0
        for end, child in branches:
            if start < last:
                yield end, child
            start = end + 1

    def fewest(self, diagram: Diagram) -> Mapping[str, int] | None:
        """The fewest facts to know for the diagram to hold, each with a position; None where it never holds."""
        best: dict[Diagram, dict[str, int] | None] = {NEVER: None, ALWAYS: {}}

        def search(node: Diagram) -> dict[str, int] | None:
            if node not in best:
                level, branches = self._nodes[node]
                unknown, start = self._sizes[level] - 1, 0
                found: list[dict[str, int]] = []
                for end, child in branches:
                    below = search(child)
                    if below is not None:
                        found.append(below if end == unknown else {self._facts[level]: start, **below})
                    start = end + 1
                best[node] = min(found, key=len, default=None)
            return best[node]

        return search(diagram)

    def within(self, box: Mapping[str, Runs]) -> Diagram:
        """The diagram of a box."""
        return self.all(self._in_runs(fact, runs) for fact, runs in box.items())

    def all(self, diagrams: Iterable[Diagram]) -> Diagram:
        """Where all of the diagrams hold."""
        found = ALWAYS
        for each in diagrams:
            found = self._joint(found, each, NEVER)
        return found

    def any(self, diagrams: Iterable[Diagram]) -> Diagram:
        """Where one of the diagrams holds at least."""
        found = NEVER
        for each in diagrams:
            found = self._joint(found, each, ALWAYS)
        return found

    def negation(self, diagram: Diagram) -> Diagram:
        """Where the diagram doesn't hold."""
        if diagram not in self._negated:
            level, branches = self._nodes[diagram]
            found = self._node(level, ((end, self.negation(child)) for end, child in branches))
            self._negated[diagram], self._negated[found] = found, diagram
        return self._negated[diagram]

    def count(self, diagram: Diagram) -> int:
        """In how many situations over all the facts the diagram holds."""
        return self._count(diagram) * self._skipped(0, self._nodes[diagram][0])

    def _count(self, diagram: Diagram) -> int:
        """The same over the facts from the node's own on."""
        if diagram not in self._counts:
            level, branches = self._nodes[diagram]
            total, start = 0, 0
            for end, child in branches:
                total += (end + 1 - start) * self._count(child) * self._skipped(level + 1, self._nodes[child][0])
                start = end + 1
            self._counts[diagram] = total
        return self._counts[diagram]

    def _skipped(self, level: int, until: int) -> int:
        product = 1
        for each in self._sizes[level:until]:
            product *= each
        return product

    def _joint(self, one: Diagram, other: Diagram, decisive: Diagram) -> Diagram:
        """Both where NEVER is decisive, either where ALWAYS is: it says by itself what the two come to."""
        if one == other:
            return one
        if one > other:
            one, other = other, one
        if one <= ALWAYS:  # the least numbers are those of NEVER and ALWAYS
            return decisive if decisive in (one, other) else other
        key = (one, other, decisive)
        found = self._joined.get(key)
        if found is None:
            (level, left), (lower, right) = self._nodes[one], self._nodes[other]
            if level < lower:
                branches = [(end, self._joint(child, other, decisive)) for end, child in left]
            elif lower < level:
                branches = [(end, self._joint(one, child, decisive)) for end, child in right]
            else:
                branches = [(end, self._joint(a, b, decisive)) for end, a, b in _aligned(left, right)]
            found = self._joined[key] = self._node(min(level, lower), branches)
        return found

    def _node(self, level: int, branches: Iterable[tuple[int, Diagram]]) -> Diagram:
        merged: list[tuple[int, Diagram]] = []
        for end, child in branches:
            if merged and merged[-1][1] == child:
                merged[-1] = (end, child)
            else:
                merged.append((end, child))
        if len(merged) == 1:
            return merged[0][1]
        key = (level, tuple(merged))
        if key not in self._numbers:
            self._budget.spend(len(merged))
            self._numbers[key] = len(self._nodes)
            self._nodes.append(key)
        return self._numbers[key]

    def _in_runs(self, fact: str, runs: Runs) -> Diagram:
        level = self._level[fact]
        return self._node(level, self._stretches(runs, self._sizes[level]))

    def _stretches(self, runs: Runs, length: int) -> Iterator[tuple[int, Diagram]]:
        start = 0
        for first, final in runs:
            if start < first:
                yield first - 1, NEVER
            yield final, ALWAYS
            start = final + 1
        if start < length:
            yield length - 1, NEVER

    def _atom(self, atom: AtomicCondition, truth: bool = True) -> Diagram:
        """Where the facts of an atom are known, and its truth value is this one."""
        match facts_of(atom):
            case ():
                assert isinstance(atom, Membership)
                return ALWAYS if (getattr(atom.term, "value", None) in atom.members) is truth else NEVER
            case (fact,):
                return self._in_runs(fact, self._runs(atom, fact, truth))
            case (left, right):
                assert isinstance(atom, Comparison)
                return self._two_facts(left, right, atom, truth)
            case _:
                raise AssertionError("INVARIANT (typed): an atom speaks of two facts at most")

    def _runs(self, atom: AtomicCondition, fact: str, truth: bool) -> Runs:
        runs = true_runs(atom, self._vocabulary)
        return runs if truth else complement(runs, self._vocabulary[fact].type)

    def _two_facts(self, left: str, right: str, atom: Comparison, truth: bool) -> Diagram:
        """A branch for each value of the fact that is asked for first."""
        left_first = self._level[left] < self._level[right]
        first, second, given = (left, right, given_left) if left_first else (right, left, given_right)
        type_, level = self._vocabulary[first].type, self._level[first]
        self._budget.spend(size(type_))
        branches = [
            (place, self._in_runs(second, self._runs(given(atom, value_at(type_, place)), second, truth)))
            for place in range(size(type_))
        ]
        if self._sizes[level] > size(type_):
            branches.append((size(type_), NEVER))
        return self._node(level, branches)


def _aligned(left: _Branches, right: _Branches) -> Iterator[tuple[int, Diagram, Diagram]]:
    """The branches of two nodes of one fact, cut where either is cut."""
    i = j = 0
    while i < len(left) and j < len(right):
        (one, a), (other, b) = left[i], right[j]
        yield (one if one < other else other), a, b
        i, j = i + (one <= other), j + (other <= one)
