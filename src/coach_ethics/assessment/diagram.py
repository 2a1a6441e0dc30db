"""What a policy says of an act in every situation there is, known in full or in part, as one decision tree.

The tree asks for facts by their cells (see `cells`): a node has a child for each cell of its fact and, last, one for
"not known". Its leaves are verdicts: the statuses that, as Kleene's logic sees it, the act can still have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.assessment.cells import Cell, cells
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.trees import Leaf, Table, Tree, combine, mapped
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status, Truth, Truths, finding, negation
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, Vocabulary
from coach_ethics.model.walk import below, facts_in

MOST_STEPS = 100_000
"""How many children the nodes of one act's diagram may have, all that were made counted (less than half a second)."""

MOST_FACTS = 150
"""How many facts a diagram may ask for."""

Verdict: TypeAlias = frozenset[Status]
"""The statuses that an act can still have; none where the situation is impossible."""

VERDICTS = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
"""The kinds of names whose truth values make up a status."""


@frozen(eq=False)
class Diagram:
    """An act's tree, the facts in the order in which it asks for them, and the cells of each."""

    facts: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    tree: Tree[Verdict]

    def place(self, place: int, value: Value | None) -> int:
        """Which child of a node at a place is for this value; the last one for None."""
        if value is None:
            return len(self.cells[place])
        # `True in (1,)` holds in Python, but all values of a fact are of one type.
        return next(number for number, cell in enumerate(self.cells[place]) if value in cell)

    def answers(self, situation: Situation) -> tuple[int, ...]:
        """For every place, the child that a situation takes."""
        return tuple(self.place(place, situation[fact]) for place, fact in enumerate(self.facts))


def verdict_of(required: Truth, forbidden: Truth, permission: Truth) -> Verdict:
    """The statuses that an act can still have, given the truth of its grounds."""
    possible = ((True, False) if truth is None else (truth,) for truth in (required, forbidden, permission))
    return frozenset(finding(*known).status for known in product(*possible))


def status_of(verdict: Verdict) -> Status:
    """The status of an act that can still have these: what `finding` makes of the same truth values."""
    for status in (Status.REQUIRED, Status.FORBIDDEN):
        if verdict in ({status}, {status, Status.DILEMMA}):
            return status
    return next(iter(verdict)) if len(verdict) == 1 else Status.UNDETERMINED


def constraints_that_hold(prepared: Prepared, situation: Situation, truths: Truths) -> frozenset[str]:
    """The constraints that a situation doesn't break by itself: one that it does can't speak of what is possible."""
    return frozenset(
        each.name for each in prepared.policy.constraints if truth(each.always, situation, truths) is not False
    )


@lru_cache(maxsize=1024)
def diagram(prepared: Prepared, act: str, constraints: frozenset[str] = frozenset()) -> Diagram | None:
    """The diagram of an act, in which a situation that breaks one of the constraints is impossible.

    Constraints that share no fact with what the act's status depends on, not even through others, are left out. None
    where the diagram would take more than `MOST_STEPS` or ask for more than `MOST_FACTS`.
    """
    definitions = {each.name: each.condition for each in prepared.program.definitions}
    names = tuple(Named(name_of(kind, act)) for kind in VERDICTS)
    among = [each.always for each in prepared.policy.constraints if each.name in constraints]
    linked = _linked(among, _facts_below(names, definitions), definitions)
    facts = _facts_below((*names, *linked), definitions)
    vocabulary = Vocabulary(tuple(prepared.policy.vocabulary[fact] for fact in facts))
    by_fact = cells(_atoms_below((*names, *linked), definitions), vocabulary)
    if len(facts) > MOST_FACTS:
        return None
    order = Diagram(facts, tuple(by_fact[fact] for fact in facts), Leaf(frozenset()))
    try:
        tree = _Building(order, definitions).verdict(names, linked)
    except Exhausted:
        return None
    return Diagram(order.facts, order.cells, tree)


def _linked(
    constraints: Iterable[Condition], facts: tuple[str, ...], definitions: dict[str, Condition]
) -> tuple[Condition, ...]:
    """Those of the constraints that share facts with these, directly or through one another."""
    reached, found = set(facts), dict[Condition, None]()
    waiting = {each: _facts_below((each,), definitions) for each in constraints}
    while near := [each for each, mentioned in waiting.items() if not reached.isdisjoint(mentioned)]:
        for each in near:
            found[each] = None
            reached.update(waiting.pop(each))
    return tuple(found)


def _facts_below(conditions: Iterable[Condition], definitions: dict[str, Condition]) -> tuple[str, ...]:
    """The facts that conditions mention, through all names, in order of first mention."""
    return tuple(dict.fromkeys(fact for atom in _atoms_below(conditions, definitions) for fact in facts_in(atom)))


def _atoms_below(conditions: Iterable[Condition], definitions: dict[str, Condition]) -> Iterator[Condition]:
    """What conditions say of facts, through all names, in order of first mention."""
    seen = set[str]()

    def atoms(condition: Condition) -> Iterator[Condition]:
        for node in below(condition):
            if isinstance(node, Named) and node.name not in seen:
                seen.add(node.name)
                yield from atoms(definitions[node.name])
            elif isinstance(node, Holds | Comparison | Membership):
                yield node

    for condition in conditions:
        yield from atoms(condition)


class _Building:
    """The making of one diagram: trees of truth values for conditions, then of verdicts."""

    def __init__(self, order: Diagram, definitions: dict[str, Condition]) -> None:
        budget = Budget(MOST_STEPS)
        self._order, self._definitions = order, definitions
        self._places = {fact: place for place, fact in enumerate(order.facts)}
        self._truths: Table[Truth] = Table(budget)
        self._verdicts: Table[Verdict] = Table(budget)
        self._pairs: Table[tuple[Truth, Truth]] = Table(budget)
        self._done: dict[Condition, Tree[Truth]] = {}

    def verdict(self, names: tuple[Named, ...], constraints: tuple[Condition, ...]) -> Tree[Verdict]:
        """The tree of an act, from the names of its verdicts; without a verdict where a constraint is broken."""
        required, forbidden, permission = map(self._tree, names)
        possible = self._all(map(self._tree, constraints))
        both = combine(required, forbidden, self._pair, self._pairs)
        return combine(possible, combine(both, permission, self._judge, self._verdicts), self._if, self._verdicts)

    def _tree(self, condition: Condition) -> Tree[Truth]:
        if condition not in self._done:
            self._done[condition] = self._made(condition)
        return self._done[condition]

    def _made(self, condition: Condition) -> Tree[Truth]:
        match condition:
            case Constant(value):
                return self._truths.leaf(value)
            case Named(name):
                return self._tree(self._definitions[name])
            case Not(operand):
                return self._not(self._tree(operand))
            case And(operands):
                return self._all(map(self._tree, operands))
            case Or(operands):
                return self._not(self._all(self._not(self._tree(operand)) for operand in operands))
            case Holds() | Comparison() | Membership():
                places = sorted(map(self._places.__getitem__, facts_in(condition)))
                return self._atom(condition, places, Situation())
            case _:
                assert_never(condition)

    def _atom(self, atom: Condition, places: list[int], known: Situation) -> Tree[Truth]:
        if not places:
            return self._truths.leaf(truth(atom, known, {}))
        place, *rest = places
        fact = self._order.facts[place]
        values = (*(cell[0] for cell in self._order.cells[place]), None)
        situations = (Situation({**known.values, fact: value}) for value in values)
        return self._truths.node(place, tuple(self._atom(atom, rest, situation) for situation in situations))

    def _not(self, tree: Tree[Truth]) -> Tree[Truth]:
        return mapped(tree, lambda value: self._truths.leaf(negation(value)), self._truths.node)

    def _all(self, trees: Iterable[Tree[Truth]]) -> Tree[Truth]:
        found: Tree[Truth] = self._truths.leaf(True)
        for tree in trees:
            found = combine(found, tree, self._and, self._truths)
        return found

    def _and(self, one: Tree[Truth], other: Tree[Truth]) -> Tree[Truth] | None:
        for tree, rest in ((one, other), (other, one)):
            if isinstance(tree, Leaf) and tree.value is not None:
                return rest if tree.value else tree
        return one if one is other else None

    def _pair(self, one: Tree[Truth], other: Tree[Truth]) -> Tree[tuple[Truth, Truth]] | None:
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return self._pairs.leaf((one.value, other.value))
        return None

    def _judge(self, both: Tree[tuple[Truth, Truth]], permission: Tree[Truth]) -> Tree[Verdict] | None:
        if isinstance(both, Leaf) and True in both.value:
            return self._verdicts.leaf(verdict_of(*both.value, None))
        if isinstance(both, Leaf) and isinstance(permission, Leaf):
            return self._verdicts.leaf(verdict_of(*both.value, permission.value))
        return None

    def _if(self, possible: Tree[Truth], verdict: Tree[Verdict]) -> Tree[Verdict] | None:
        if isinstance(possible, Leaf):
            return self._verdicts.leaf(frozenset()) if possible.value is False else verdict
        return None
