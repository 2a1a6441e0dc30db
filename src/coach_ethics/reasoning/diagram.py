"""What conditions say in every situation there is, known in full or in part: as decision diagrams.

A diagram asks for facts by their cells (see `model.cells`): a node has a child for each cell of its fact and, last, one
for "not known". Its leaves say what may yet be, as Kleene's logic sees it: of a condition, whether it is true or
false; of an act, its statuses; nothing where a constraint rules the situation out. So one walk down a diagram tells
what is possible on what is known, and the diagram as a whole tells it of all situations.

Building one spends a budget of steps, the same on every machine. Where it isn't enough, the answer is `Undecided`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, TypeAlias, TypeVar, assert_never

from attrs import field, frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, status_names
from coach_ethics.displays import brief
from coach_ethics.findings import Status, Truth, possible_statuses
from coach_ethics.kept import Kept, kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.cells import partition
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Or,
)
from coach_ethics.model.domains import AtomicCondition, compared, lies_in, true_runs
from coach_ethics.model.vocabulary import Value, Vocabulary
from coach_ethics.model.walk import facts_in
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.rounds import Attempt, Drawn, attempted, easily, in_rounds
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, aligned, combine, mapped
from coach_ethics.translation import Translatable

STEPS_OF_A_NAME = 4
"""What it costs to look at a name of a slice, beside what its diagram costs."""

MOST_FACTS = 150
"""How many facts a diagram may ask for."""

T = TypeVar("T")

Possible: TypeAlias = Tree[frozenset[T]]
"""A tree whose leaves say what may yet be: nothing where the situation is impossible."""

Known: TypeAlias = frozenset[tuple[str, Value]]

NOTHING_KNOWN: Mapping[str, Value] = MappingProxyType({})


@frozen(eq=False)
class Diagram(Generic[T]):
    """What may yet be so in every situation: a tree, and the order in which it asks for facts."""

    order: Order
    tree: Possible[T]
    kept: Kept = field(init=False, factory=dict, repr=False)

    __repr__ = brief


class Diagrams:
    """The diagrams of some conditions, and of all that these rest on, over the facts of their slice.

    With `among`, only these constraints count. `known` are the values that are known of facts which are told apart by
    order. Without `unknown`, every fact is known, and nodes have no child for "not known". Facts are asked for in the
    order of their first mention; with `constrained_first`, those that constraints mention come before the others, and
    the last one first: so all that facts beside the conditions' own say of these comes together early. Building
    diagrams spends the budget: raises Exhausted.
    """

    def __init__(
        self,
        slices: Slices,
        conditions: Sequence[Condition],
        budget: Budget,
        *,
        among: Container[str] | None = None,
        known: Mapping[str, Value] = NOTHING_KNOWN,
        unknown: bool = True,
        constrained_first: bool = False,
    ) -> None:
        self._dependencies, self._budget = slices.dependencies, budget
        budget.spend(1)  # before anything is done, so that a spent budget ends a long row of questions at once
        self.slice = slices.of(conditions, among)
        budget.spend(len(self.slice.facts) + STEPS_OF_A_NAME * len(self.slice.names))
        self.rules = tuple(slices.rules[name] for name in self.slice.constraints)
        facts = self.slice.facts
        if constrained_first:
            constrained = slices.dependencies.facts(self.rules)
            facts = (
                *(each for each in reversed(facts) if each in constrained),
                *(each for each in facts if each not in constrained),
            )
        if len(facts) > MOST_FACTS:
            raise Exhausted(Translatable("more than {facts} facts", facts=MOST_FACTS))
        vocabulary = Vocabulary(tuple(slices.program.vocabulary[fact] for fact in facts))
        definitions = slices.dependencies.definitions
        said = (*conditions, *self.rules, *(definitions[name] for name in self.slice.names))
        cut = partition(said, vocabulary, known)
        self.order = Order(vocabulary.facts, tuple(cut.cells[fact] for fact in facts), cut.by_order)
        self._vocabulary, self._unknown = vocabulary, unknown
        self._table: UniqueTable[Truth] = UniqueTable(budget)
        self.true, self.false, self.open = map(self._table.leaf, (True, False, None))
        self._names: dict[str, Tree[Truth]] = {}
        self._all: dict[tuple[Tree[Truth], Tree[Truth]], Tree[Truth]] = {}
        self._any: dict[tuple[Tree[Truth], Tree[Truth]], Tree[Truth]] = {}
        self._opposites: dict[Tree[Truth], Tree[Truth]] = {self.true: self.false, self.false: self.true}

    def of(self, condition: Condition) -> Tree[Truth]:
        """The tree of a condition's truth values."""
        for name in self._dependencies.names([condition], but=self._names):
            self._names[name] = self._made(self._dependencies.definitions[name])
        return self._made(condition)

    def truths(self, condition: Condition) -> Possible[bool]:
        """The truth values that a condition may yet have, in situations that the constraints allow."""
        table: UniqueTable[frozenset[bool]] = UniqueTable(self._budget)
        both, none = table.leaf(frozenset((True, False))), table.leaf(frozenset())
        tree = mapped(self.of(condition), lambda v: both if v is None else table.leaf(frozenset((v,))), table.node)
        return self._allowed(tree, none, table)

    def statuses(self, act: str) -> Possible[Status]:
        """The statuses that an act may yet have, in situations that the constraints allow."""
        pairs: UniqueTable[tuple[Truth, Truth]] = UniqueTable(self._budget)
        table: UniqueTable[frozenset[Status]] = UniqueTable(self._budget)

        def pair(one: Tree[Truth], other: Tree[Truth]) -> Tree[tuple[Truth, Truth]] | None:
            if isinstance(one, Leaf) and isinstance(other, Leaf):
                return pairs.leaf((one.value, other.value))
            return None

        def judged(grounds: Tree[tuple[Truth, Truth]], permission: Tree[Truth]) -> Tree[frozenset[Status]] | None:
            if isinstance(grounds, Leaf) and True in grounds.value:
                return table.leaf(possible_statuses(*grounds.value, None))
            if isinstance(grounds, Leaf) and isinstance(permission, Leaf):
                return table.leaf(possible_statuses(*grounds.value, permission.value))
            return None

        required, forbidden, permission = map(self.of, status_names(act))
        grounds = combine(required, forbidden, pair, pairs)
        return self._allowed(combine(grounds, permission, judged, table), table.leaf(frozenset()), table)

    def _allowed(
        self, tree: Possible[T], impossible: Leaf[frozenset[T]], table: UniqueTable[frozenset[T]]
    ) -> Possible[T]:
        """The tree with nothing possible where a constraint is broken."""

        def unless_broken(kept: Tree[Truth], tree: Possible[T]) -> Possible[T] | None:
            if isinstance(kept, Leaf):
                return impossible if kept.value is False else tree
            return None

        return combine(self.kept, tree, unless_broken, table)

    @property
    def kept(self) -> Tree[Truth]:
        """Whether the constraints of the slice are kept, as far as is known: false just where one of them is broken.

        So it matters less what each comes to, and the trees of many constraints stay small.
        """
        return self.all(mapped(self.of(rule), self._unbroken, self._table.node) for rule in self.rules)

    def _unbroken(self, truth: Truth) -> Tree[Truth]:
        return self.false if truth is False else self.true

    def all(self, trees: Iterable[Tree[Truth]]) -> Tree[Truth]:
        """Whether all are true."""
        found: Tree[Truth] = self.true
        for tree in trees:
            found = self._joined(found, tree, self.false, self._all)
        return found

    def any(self, trees: Iterable[Tree[Truth]]) -> Tree[Truth]:
        """Whether one is true at least."""
        found: Tree[Truth] = self.false
        for tree in trees:
            found = self._joined(found, tree, self.true, self._any)
        return found

    def completable(self, tree: Tree[Truth], facts: Container[str]) -> Tree[Truth]:
        """Whether some values of all facts but these make it true; the tree has no children for "not known"."""

        def node(place: int, children: tuple[Tree[Truth], ...]) -> Tree[Truth]:
            return self._table.node(place, children) if self.order.facts[place].name in facts else self.any(children)

        return mapped(tree, self._table.leaf, node)

    def opposite(self, tree: Tree[Truth]) -> Tree[Truth]:
        """Whether it is false."""
        if isinstance(tree, Leaf) and tree is self.open:
            return tree
        if tree not in self._opposites:
            assert not isinstance(tree, Leaf)
            found = self._table.node(tree.place, tuple(map(self.opposite, tree.children)))
            self._opposites[tree], self._opposites[found] = found, tree
        return self._opposites[tree]

    def _joined(
        self,
        one: Tree[Truth],
        other: Tree[Truth],
        decisive: Leaf[Truth],
        done: dict[tuple[Tree[Truth], Tree[Truth]], Tree[Truth]],
    ) -> Tree[Truth]:
        if one is other:
            return one
        for tree, rest in ((one, other), (other, one)):
            if isinstance(tree, Leaf) and tree is not self.open:
                return tree if tree is decisive else rest
        found = done.get((one, other))
        if found is None:
            place, pairs = aligned(one, other)
            found = self._table.node(place, tuple([self._joined(*pair, decisive, done) for pair in pairs]))
            done[one, other] = done[other, one] = found
        return found

    def _made(self, condition: Condition) -> Tree[Truth]:
        match condition:
            case Constant(value):
                return self.true if value else self.false
            case Named(name):
                return self._names[name]
            case Not(operand):
                return self.opposite(self._made(operand))
            case And(operands):
                return self.all(map(self._made, operands))
            case Or(operands):
                return self.any(map(self._made, operands))
            case Holds() | Comparison() | Membership():
                return self._atom(condition)
            case _:
                assert_never(condition)

    def _atom(self, atom: AtomicCondition) -> Tree[Truth]:
        match facts_in(atom), atom:
            case (), Membership(Literal(value), members):
                return self.true if value in members else self.false
            case (fact,), _:
                place, runs = self.order.places[fact], true_runs(atom, self._vocabulary)
                return self._node(place, [lies_in(cell[0][0], runs) for cell in self.order.cells[place]])
            case (left, right), Comparison():
                return self._two_facts(self.order.places[left], self.order.places[right], atom)
            case _:
                raise AssertionError("INVARIANT (typed): a comparison mentions a fact, and no more than two")

    def _two_facts(self, left: int, right: int, atom: Comparison) -> Tree[Truth]:
        self._budget.spend(len(self.order.cells[left]) * len(self.order.cells[right]))
        ones, others = (
            [self.order.value(place, n) for n in range(len(self.order.cells[place]))] for place in (left, right)
        )
        if left < right:
            rows = [self._node(right, [compared(atom, one, other) for other in others]) for one in ones]
        else:
            rows = [self._node(left, [compared(atom, one, other) for one in ones]) for other in others]
        return self._table.node(min(left, right), (*rows, self.open) if self._unknown else tuple(rows))

    def _node(self, place: int, truths: Iterable[bool]) -> Tree[Truth]:
        children = [self.true if truth else self.false for truth in truths]
        return self._table.node(place, (*children, self.open) if self._unknown else tuple(children))


def status_diagram(
    slices: Slices, act: str, constraints: frozenset[str], known: Known = frozenset()
) -> Diagram[Status] | Undecided:
    """The statuses of an act in every situation: see `status_diagrams`."""
    easy = easily(_acts(slices), lambda steps: _of_act(slices, act, constraints, known, steps), slices.budget)
    return status_diagrams_of_all(slices, constraints, known).found[act] if easy is None else easy


def status_diagrams_of_all(
    slices: Slices, constraints: frozenset[str], known: Known = frozenset()
) -> Drawn[str, Diagram[Status]]:
    """The statuses of all acts in every situation: see `status_diagrams`."""
    return status_diagrams(slices, _acts(slices), constraints, known)


def _acts(slices: Slices) -> tuple[str, ...]:
    return tuple(each.subject[0] for each in slices.program.definitions if each.kind is Kind.REQUIRED)


@kept_with_first(128)
def status_diagrams(
    slices: Slices,
    acts: tuple[str, ...],
    constraints: frozenset[str],
    known: Known = frozenset(),
) -> Drawn[str, Diagram[Status]]:
    """The statuses of acts in every situation; one that breaks one of the constraints is impossible.

    Constraints that share no fact with what an act's status depends on, not even through others, are left out. `known`
    are the values that are known of facts that are told apart by order (see `by_order`). All acts together spend
    `STEPS_OF_ALL` (see `in_rounds`).
    """
    return in_rounds(acts, lambda act, steps: _of_act(slices, act, constraints, known, steps), slices.budget)


@kept_with_first(1024)
def _of_act(
    slices: Slices, act: str, constraints: frozenset[str], known: Known, steps: int
) -> Attempt[Diagram[Status]]:
    def drawn(budget: Budget) -> Diagram[Status]:
        diagrams = Diagrams(slices, status_names(act), budget, among=constraints, known=dict(known))
        return Diagram(diagrams.order, diagrams.statuses(act))

    return attempted(drawn, f"the statuses of `{act}` in all situations take", steps)


def truth_diagrams(
    slices: Slices,
    names: Iterable[str],
    constraints: frozenset[str],
    known: Known = frozenset(),
    within: Budget | None = None,
) -> Drawn[str, Diagram[bool]]:
    """The truth values of names of the program in every situation, as `status_diagrams` has the statuses of acts.

    They may take what is left of the slices' budget, or of another that it is `within`.
    """
    return in_rounds(
        names, lambda name, steps: _of_name(slices, name, constraints, known, steps), within or slices.budget
    )


@kept_with_first(4096)
def _of_name(
    slices: Slices, name: str, constraints: frozenset[str], known: Known, steps: int
) -> Attempt[Diagram[bool]]:
    def drawn(budget: Budget) -> Diagram[bool]:
        diagrams = Diagrams(slices, [Named(name)], budget, among=constraints, known=dict(known))
        return Diagram(diagrams.order, diagrams.truths(Named(name)))

    return attempted(drawn, f"`{name}` in all situations takes", steps)
