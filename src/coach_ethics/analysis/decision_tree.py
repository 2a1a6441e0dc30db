"""How an act is decided: the questions that lead to each verdict, by the terms in which the author wrote the policy.

Over facts alone the diagram of one act may have hundreds of nodes. Here a concept is one question, as in the norms, so
that a dozen are enough; what no facts and constraints can come to is left out. Where that is still too much, the rest
is folded, with the statuses that are possible there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from attrs import evolve, frozen

from coach_ethics.assessment.preparation import prepared
from coach_ethics.deontics.calls import calls_for_one_of
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, Program, name_of, status_names
from coach_ethics.findings import Status, Truth
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Condition, Holds, Named, Not, disjunction
from coach_ethics.model.domains import Runs, in_runs, joined, values_in
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Boolean, Fact, Value, extended
from coach_ethics.model.walk import rewrite
from coach_ethics.reasoning.asides import BESIDE, BOUND
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, aligned, combine, mapped
from coach_ethics.translation import Translatable

MOST_STEPS = 400_000
"""How many children the nodes may have that are made for one act."""

MOST_ENDS = 24
"""How many ends a tree has before the rest is folded."""

DEPTHS = (12, 8, 6, 5, 4, 3, 2, 1)
"""How many questions in a row are tried, until there are few enough ends."""


@frozen
class ActVerdict:
    """What a policy says of an act: its status, and of an act that isn't bound, whether it is called for as one of
    several, and what is told beside the status."""

    status: Status
    one_of: bool = False
    beside: Kind | None = None


@frozen
class DecisionBranch:
    """An answer, as the values of the fact that are meant, and what comes of it."""

    values: tuple[Value, ...]
    runs: Runs
    then: DecisionTree


@frozen
class DecisionStep:
    """A question: for a fact, or whether a concept (`concept`, its name) holds, which is asked as a Boolean fact."""

    fact: Fact
    concept: str
    branches: tuple[DecisionBranch, ...]


@frozen
class FoldedDecision:
    """What is left out: further questions, after which these verdicts are possible, more than one."""

    verdicts: tuple[ActVerdict, ...]


DecisionTree: TypeAlias = ActVerdict | DecisionStep | FoldedDecision
"""How an act is decided. LAW: a way through it that isn't folded ends in what an assessment says where the answers on
that way are known."""


def decision_tree(policy: Policy, act: str) -> DecisionTree | Undecided:
    """How a policy decides on an act. Raises PolicyProblems (D301) where the policy can't be closed."""
    try:
        return _Unfolding(policy, act, Budget(MOST_STEPS)).tree()
    except Exhausted as exhausted:
        return Undecided(exhausted.spent)


class _Unfolding:
    def __init__(self, policy: Policy, act: str, budget: Budget) -> None:
        ready = prepared(policy, "reference")
        asked = _named(policy, act, ready.program)
        self._facts = Diagrams(ready.slices, [*status_names(act), *asked], budget, unknown=False)
        self._verdicts = _verdicts(self._facts, act, asked, budget)
        terms = _with_terms_as_facts(ready.program, policy)
        self._terms = Diagrams(Slices(terms, {}), [*status_names(act), *asked], budget, unknown=False)
        if self._terms.order.by_order or self._facts.order.by_order:
            raise Exhausted(Translatable("numbers are compared with each other"))
        self._tree = _verdicts(self._terms, act, asked, budget)
        self._concepts = frozenset(each.name for each in policy.concepts)

    def tree(self) -> DecisionTree:
        for depth in DEPTHS:
            found = self._unfolded(self._tree, self._facts.kept, depth)
            if _ends(found) <= MOST_ENDS:
                break
        return found

    def _unfolded(self, tree: Tree[ActVerdict | None], path: Tree[Truth], depth: int) -> DecisionTree:
        if isinstance(tree, Leaf):
            assert tree.value is not None, "INVARIANT (given): where terms are given, no constraint counts"
            return tree.value
        if not depth:
            verdicts = _possible(path, self._verdicts)
            return verdicts[0] if len(verdicts) == 1 else FoldedDecision(verdicts)
        fact = self._terms.order.facts[tree.place]
        concept = fact.name if fact.name in self._concepts else ""
        found: dict[DecisionTree, list[tuple[int, int]]] = {}
        for child, runs in self._answers(tree.place, tree.children):
            here = self._facts.all([path, self._facts.of(_answered(fact, concept, runs))])
            if here is not self._facts.false:
                then = self._unfolded(child, here, depth - 1)
                found.setdefault(then, []).extend(runs if concept else self._there(fact, runs, here))
        if len(found) == 1:
            return next(iter(found))
        return DecisionStep(fact, concept, tuple(_branch(fact, runs, then) for then, runs in found.items()))

    def _there(self, fact: Fact, runs: Runs, path: Tree[Truth]) -> Runs:
        """Those of the values that are possible on the way: cells over the facts are parts of those over the terms."""
        cells = self._facts.order.cells[self._facts.order.places[fact.name]]
        among = [cell for cell in cells if any(first <= cell[0][0] <= last for first, last in runs)]
        false = self._facts.false
        here = (cell for cell in among if self._facts.all([path, self._facts.of(in_runs(fact, cell))]) is not false)
        return tuple(run for cell in here for run in cell)

    def _answers(
        self, place: int, children: tuple[Tree[ActVerdict | None], ...]
    ) -> Iterator[tuple[Tree[ActVerdict | None], Runs]]:
        """What follows on which values, those together on which the same follows."""
        alike: dict[Tree[ActVerdict | None], list[tuple[int, int]]] = {}
        for child, cell in zip(children, self._terms.order.cells[place], strict=True):
            alike.setdefault(child, []).extend(cell)
        for child, runs in alike.items():
            yield child, joined(sorted(runs))


def _branch(fact: Fact, runs: Iterable[tuple[int, int]], then: DecisionTree) -> DecisionBranch:
    whole = joined(sorted(runs))
    return DecisionBranch(tuple(values_in(fact.type, whole)), whole, then)


def _answered(fact: Fact, concept: str, runs: Runs) -> Condition:
    if not concept:
        return in_runs(fact, runs)
    return Named(concept) if runs == ((1, 1),) else Not(Named(concept))


def _named(policy: Policy, act: str, program: Program) -> tuple[Named, ...]:
    """What is told of an act beside its status, and the norms that call for it as one of several."""
    beside = (Named(name_of(kind, act)) for kind in BESIDE if name_of(kind, act) in program.by_name)
    calling = (Named(name_of(Kind.IN_FORCE, norm.name)) for norm in calls_for_one_of(act, policy))
    return (*beside, *calling)


def _with_terms_as_facts(program: Program, policy: Policy) -> Program:
    """The program in which every concept is a fact that is given."""
    concepts = {each.name: Fact(each.name, Boolean(), each.means) for each in policy.concepts}

    def given(leaf: Condition) -> Condition:
        return Holds(leaf.name) if isinstance(leaf, Named) and leaf.name in concepts else leaf

    definitions = (
        evolve(each, condition=rewrite(each.condition, given))
        for each in program.definitions
        if each.kind is not Kind.CONCEPT
    )
    return Program(extended(program.vocabulary, concepts.values()), tuple(definitions))


def _verdicts(diagrams: Diagrams, act: str, asked: Iterable[Named], budget: Budget) -> Tree[ActVerdict | None]:
    """What is said of an act in every situation; None where the constraints rule it out."""
    table: UniqueTable[ActVerdict | None] = UniqueTable(budget)

    def only(statuses: frozenset[Status]) -> Leaf[ActVerdict | None]:
        return table.leaf(next(map(ActVerdict, statuses), None))

    tree = mapped(diagrams.statuses(act), only, table.node)
    kinds: Mapping[str, Kind] = {name_of(kind, act): kind for kind in BESIDE}
    told = [(each, kinds[each.name]) for each in asked if each.name in kinds]
    if calling := tuple(each for each in asked if each.name not in kinds):
        chosen = _joining(table, lambda verdict: evolve(verdict, one_of=True))
        tree = combine(tree, diagrams.of(disjunction(calling)), chosen, table)
    for each, kind in told:
        tree = combine(tree, diagrams.of(each), _joining(table, partial(_beside, kind)), table)
    return tree


def _beside(kind: Kind, verdict: ActVerdict) -> ActVerdict:
    return evolve(verdict, beside=kind)


def _joining(
    table: UniqueTable[ActVerdict | None], add: Callable[[ActVerdict], ActVerdict]
) -> Callable[[Tree[ActVerdict | None], Tree[Truth]], Tree[ActVerdict | None] | None]:
    """What adds something to a verdict where it holds, unless the act is bound."""

    def join(verdict: Tree[ActVerdict | None], holds: Tree[Truth]) -> Tree[ActVerdict | None] | None:
        if isinstance(verdict, Leaf) and (verdict.value is None or verdict.value.status in BOUND):
            return verdict
        if isinstance(holds, Leaf) and not holds.value:
            return verdict
        if isinstance(holds, Leaf) and isinstance(verdict, Leaf) and verdict.value is not None:
            return table.leaf(add(verdict.value))
        return None

    return join


def _possible(path: Tree[Truth], verdicts: Tree[ActVerdict | None]) -> tuple[ActVerdict, ...]:
    """The verdicts that are possible where the path is taken, in a fixed order."""
    found: set[ActVerdict] = set()
    waiting, seen = [(path, verdicts)], {(path, verdicts)}
    while waiting:
        one, other = waiting.pop()
        if isinstance(one, Leaf) and (not one.value or isinstance(other, Leaf)):
            if one.value and isinstance(other, Leaf) and other.value is not None:
                found.add(other.value)
            continue
        _, pairs = aligned(one, other)
        new = [pair for pair in pairs if pair not in seen]
        seen.update(new)
        waiting += new
    statuses = list(Status)
    return tuple(sorted(found, key=lambda each: (statuses.index(each.status), each.one_of, str(each.beside))))


def _ends(tree: DecisionTree) -> int:
    return sum(_ends(each.then) for each in tree.branches) if isinstance(tree, DecisionStep) else 1
