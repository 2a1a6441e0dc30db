"""What is determined: so in every completion of a situation that the constraints allow.

Kleene's logic is sound, but it looks at each part by itself: it leaves open what every completion would decide alike,
such as `x or not x`. Here diagrams decide what it leaves open. Most of that really is open, which a few completions
show sooner than a diagram: they are drawn first, always the same ones. Where a diagram would be too large, what
Kleene's logic says stands, and is `undecided`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from random import Random
from types import MappingProxyType

from attrs import evolve, field, frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import STATUS_KINDS, Kind, name_of, status_names
from coach_ethics.findings import STATUS_TABLE, Status, Truth, Truths, possible_statuses, status_among
from coach_ethics.kept import kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.cells import Partition, partition
from coach_ethics.model.conditions import TRUE, Condition, Named, disjunction
from coach_ethics.model.domains import value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.reasoning.diagram import (
    Diagram,
    Diagrams,
    Possible,
    status_diagram,
    status_diagrams_of_all,
    truth_diagrams,
)
from coach_ethics.reasoning.grounds import ground_truth, grounds
from coach_ethics.reasoning.queries import completions, determined, over_completions, over_completions_around
from coach_ethics.reasoning.rounds import MOST_STEPS, STEPS_OF_ALL
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Leaf, Node

DRAWN, IN_VAIN = 48, 8
"""How many completions are looked at, at most, before diagrams are made; and how many that show nothing new."""

LEAST_SHARE = 4
"""Names are given what acts leave of `STEPS_OF_ALL`, and at least such a part of it."""

_OF_ACTS = (*STATUS_KINDS, Kind.PERMITTED)
"""The kinds of names that say what an act's status is: they are decided together."""


@frozen
class Determined:
    """The truth of every name of a program: its own where that is determined, else None.

    `refined` are the names that Kleene's logic leaves open and that are determined. Those in `undecided` are as it has
    them: more may be determined. A conflict that isn't in force for certain may be left open; and so may an act's
    permission where the act may be required or forbidden, unless one ground of it is in force. `seen` are the truths
    of some completions.
    """

    truths: Truths
    refined: frozenset[str] = frozenset()
    undecided: tuple[str, ...] = ()
    seen: tuple[Truths, ...] = field(default=(), eq=False, repr=False)


def determined_truths(
    slices: Slices,
    situation: Situation,
    truths: Truths,
    constraints: frozenset[str],
    evaluate: Callable[[Situation], Truths] | None,
    only: Container[str] | None = None,
) -> Determined:
    """What is determined in a situation, of which Kleene's logic says `truths`; only these constraints count.
    With `only`, no other name is looked at, and `truths` needn't have them.

    Where they allow no completion at all, they can't say what is possible: then none counts. `evaluate` gives the
    truths of other situations, some of which are looked at first: without it, diagrams decide all, which pays where the
    same few names are asked about again and again.

    LAW: the same as looking at every completion, but for what is `undecided`.
    """
    open_ = _LeftOpen(slices, truths, only)
    if not open_:
        return Determined(truths)
    known, seen = known_by_order(slices, situation), list[Truths]()
    constraints = those_that_count(slices, constraints, situation)
    allowed = _allowed(slices, constraints, known)
    if evaluate and isinstance(allowed, Diagram) and not partition_of(slices).by_order:
        in_vain = 0
        for complete in _drawn(slices, allowed, situation):
            seen.append(evaluate(complete))
            in_vain = 0 if open_.drop_those_that_differ(seen[-1]) else in_vain + 1
            if not open_ or in_vain == IN_VAIN:
                break
    return evolve(open_.decided(situation, constraints, known), seen=tuple(seen))


class _LeftOpen:
    """The acts and names that Kleene's logic leaves open, less those of which two completions differ."""

    def __init__(self, slices: Slices, truths: Truths, only: Container[str] | None) -> None:
        self._slices, self._truths = slices, truths
        definitions = [each for each in slices.program.definitions if only is None or each.name in only]
        self._names: dict[str, set[Truth]] = {
            each.name: set()
            for each in definitions
            if truths[each.name] is None and each.kind not in _OF_ACTS and each.kind is not Kind.PROPERTY
        }
        self._conflicts = {each.name for each in definitions if each.kind is Kind.CONFLICT}
        self._permissions = {
            each.name: each.subject[0]
            for each in (definitions if only is None else ())
            if each.kind is Kind.PERMISSION and truths[each.name] is None
        }
        self._acts: dict[str, set[Status]] = {
            each.subject[0]: set()
            for each in definitions
            if each.kind is Kind.REQUIRED and len(_statuses(each.subject[0], truths)) > 1
        }

    def __bool__(self) -> bool:
        return bool(self._names or self._acts)

    def drop_those_that_differ(self, complete: Truths) -> bool:
        """Take in the truths of one completion; whether that leaves fewer open.

        Of conflicts it matters only whether they are in force for certain.
        """
        before = len(self._names) + len(self._acts)
        for name, seen in self._names.items():
            seen.add(complete[name])
        for act, statuses in self._acts.items():
            statuses |= _statuses(act, complete)
        self._names = {
            name: seen
            for name, seen in self._names.items()
            if len(seen) < 2 and not (name in self._conflicts and False in seen)
        }
        self._acts = {
            act: statuses
            for act, statuses in self._acts.items()
            if len(statuses) < 2 or status_among(frozenset(statuses)) is not Status.UNDETERMINED
        }
        return len(self._names) + len(self._acts) < before

    def decided(
        self, situation: Situation, constraints: frozenset[str], known: frozenset[tuple[str, Value]]
    ) -> Determined:
        """What is determined, decided by the diagram of each that is left."""
        found: dict[str, Truth] = {}
        undecided = []
        acts = status_diagrams_of_all(self._slices, constraints, known).steps if self._acts else 0
        left = Budget(max(STEPS_OF_ALL - acts, STEPS_OF_ALL // LEAST_SHARE), within=self._slices.budget)
        for act in self._acts:
            statuses = status_diagram(self._slices, act, constraints, known)
            if isinstance(statuses, Undecided):
                undecided.append(name_of(Kind.REQUIRED, act))
            else:
                told = dict(_of_act(act, determined(statuses, situation)))
                found.update((name, value) for name, value in told.items() if self._truths.get(name, value) is None)
        for name, diagram in truth_diagrams(self._slices, self._names, constraints, known, left).found.items():
            if isinstance(diagram, Undecided):
                undecided.append(name)
            elif len(values := determined(diagram, situation)) == 1:
                found.update(dict.fromkeys([name], *values))
        if not found:
            return Determined(self._truths, undecided=tuple(undecided))
        found.update(dict.fromkeys(self._permissions_that_hold({**self._truths, **found}), True))
        return Determined(MappingProxyType({**self._truths, **found}), frozenset(found), tuple(undecided))

    def _permissions_that_hold(self, truths: Truths) -> Iterator[str]:
        """The names of permissions that Kleene's logic leaves open, of which a ground is now in force."""
        for name, act in self._permissions.items():
            if any(ground_truth(norms, truths) for norms in grounds(Kind.PERMISSION, act, self._slices.program)):
                yield name


FEW_STEPS = 3_000
"""How many children the nodes of a diagram may have that shows whether one of several norms is always in force."""


@kept_with_first(512)
def one_of_diagram(
    slices: Slices, names: frozenset[str], constraints: frozenset[str], known: frozenset[tuple[str, Value]]
) -> Diagram[bool] | Undecided:
    """Whether one of these names at least is true, in every situation."""
    condition = disjunction(tuple(Named(each.name) for each in slices.program.definitions if each.name in names))
    try:
        diagrams = Diagrams(slices, [condition], Budget(FEW_STEPS), among=constraints, known=dict(known))
        return Diagram(diagrams.order, diagrams.truths(condition))
    except Exhausted:
        return Undecided(f"whether one of several is always so takes more than {FEW_STEPS:,} steps to work out")


def determined_truth(
    slices: Slices,
    condition: Condition,
    situation: Situation,
    constraints: frozenset[str],
    budget: Budget | None = None,
) -> Truth:
    """The truth value of a condition in every completion that these constraints allow; None where completions differ.

    None, too, where it takes too many steps to tell; all of them are spent of the `budget`, if there is one.
    """
    known = dict(known_by_order(slices, situation))
    try:
        diagrams = Diagrams(slices, [condition], Budget(MOST_STEPS, within=budget), among=constraints, known=known)
        values = determined(Diagram(diagrams.order, diagrams.truths(condition)), situation)
    except Exhausted:
        return None
    return next(iter(values)) if len(values) == 1 else None


def deciding_constraints(
    slices: Slices, act: str, situation: Situation, constraints: frozenset[str]
) -> tuple[str, ...]:
    """The fewest of the constraints without which more would be possible of an act's status in a situation.

    None where the same is possible without any; and none where it takes too many steps to tell.
    """
    known_, budget = known_by_order(slices, situation), Budget(MOST_STEPS)
    known, allowed = dict(known_), _allowed(slices, constraints, known_)
    if isinstance(allowed, Undecided) or not possible_at_all(allowed, situation):
        return ()  # then none counts

    def possible_under(among: frozenset[str]) -> frozenset[Status]:
        diagrams = Diagrams(slices, status_names(act), budget, among=among, known=known)
        return determined(Diagram(diagrams.order, diagrams.statuses(act)), situation)

    try:
        told, kept = possible_under(constraints), constraints
        if possible_under(frozenset()) == told:
            return ()
        for name in slices.rules:
            if possible_under(kept - {name}) == told:
                kept -= {name}
    except Exhausted:
        return ()
    return tuple(name for name in slices.rules if name in kept)


def _statuses(act: str, truths: Truths) -> frozenset[Status]:
    return possible_statuses(*(truths[name_of(kind, act)] for kind in STATUS_KINDS))


def _of_act(act: str, statuses: frozenset[Status]) -> Iterator[tuple[str, Truth]]:
    """What is determined of the names behind a status, where it can be one of these."""
    rows = [row.truths for row in STATUS_TABLE if row.status in statuses]
    for kind, (value, *others) in zip(STATUS_KINDS, zip(*rows, strict=True), strict=True):
        if value is not None and all(other is value for other in others):
            yield name_of(kind, act), value
    if Status.PERMITTED not in statuses or len(statuses) == 1:
        yield name_of(Kind.PERMITTED, act), Status.PERMITTED in statuses


@kept_with_first(1)
def determined_diagram(whole: Diagram[Status]) -> Diagram[Status] | Undecided:
    """What a diagram says of the completions of every situation: without Kleene's caution."""
    try:
        return Diagram(whole.order, over_completions(whole.tree, Budget(MOST_STEPS)))
    except Exhausted:
        return Undecided(f"what is determined takes more than {MOST_STEPS:,} steps to work out")


STEPS_AROUND = 250_000
"""How many children the nodes of a diagram of what is determined around one situation may have (about a second)."""


def determined_around(
    whole: Diagram[Status], situation: Situation, told_apart: Callable[[frozenset[Status]], bool]
) -> Diagram[Status] | Undecided:
    """The same, as far as it matters to changes of one situation: what is known there doesn't become unknown.

    What may be, and isn't `told_apart`, stands for everything that may be anywhere. INVARIANT (apart): neither then is
    what contains it.
    """
    try:
        children, budget = whole.order.children(situation), Budget(STEPS_AROUND)
        return Diagram(whole.order, over_completions_around(whole.tree, children, told_apart, budget))
    except Exhausted:
        return Undecided(f"what is determined takes more than {STEPS_AROUND:,} steps to work out")


@kept_with_first(64)
def partition_of(slices: Slices) -> Partition:
    """For every fact, the values in cells that no norm, concept or constraint of the policy can tell apart."""
    said = (each.condition for each in slices.program.definitions if each.kind is not Kind.PROPERTY)
    return partition((*said, *slices.rules.values()), slices.program.vocabulary)


@kept_with_first(4096)
def cell_values(slices: Slices, fact: str) -> tuple[Value, ...]:
    """A value for each cell of a fact: every value that can make a difference."""
    vocabulary, cells = slices.program.vocabulary, partition_of(slices).cells[fact]
    return tuple(value_at(vocabulary[fact].type, cell[0][0]) for cell in cells)


def known_by_order(slices: Slices, situation: Situation) -> frozenset[tuple[str, Value]]:
    """The known values of facts that are told apart by order: diagrams around a situation differ in them."""
    known = ((fact, situation[fact]) for fact in partition_of(slices).by_order)
    return frozenset((fact, value) for fact, value in known if value is not None)


@kept_with_first(256)
def _allowed(
    slices: Slices, constraints: frozenset[str], known: frozenset[tuple[str, Value]]
) -> Diagram[bool] | Undecided:
    """The situations that constraints allow."""
    rules = [slices.rules[name] for name in slices.rules if name in constraints]
    try:
        budget = Budget(MOST_STEPS, within=slices.budget)
        diagrams = Diagrams(slices, rules, budget, among=constraints, known=dict(known))
        return Diagram(diagrams.order, diagrams.truths(TRUE))
    except Exhausted:
        return Undecided(f"what the constraints allow takes more than {MOST_STEPS:,} steps to work out")


def those_that_count(slices: Slices, constraints: frozenset[str], situation: Situation) -> frozenset[str]:
    """These constraints, or none of them where they allow no completion: they can't say then what is possible."""
    allowed = _allowed(slices, constraints, known_by_order(slices, situation))
    return constraints if isinstance(allowed, Undecided) or possible_at_all(allowed, situation) else frozenset()


def possible_at_all(allowed: Diagram[bool], situation: Situation) -> bool:
    """Whether the constraints allow a completion of a situation."""
    return bool(determined(allowed, situation))


def conflicting_constraints(slices: Slices, situation: Situation) -> tuple[str, ...]:
    """The fewest constraints that conflict in a situation: no completion keeps all of them. None where one does.

    None either where there are too many cases to look at, or where the constraints conflict by themselves: that is a
    fault of the policy, and not of a case.
    """
    known, conflicting = known_by_order(slices, situation), frozenset(slices.rules)

    def conflict(names: frozenset[str], where: Situation) -> bool:
        allowed = _allowed(slices, names, known)
        return isinstance(allowed, Diagram) and not possible_at_all(allowed, where)

    if not conflict(conflicting, situation) or conflict(conflicting, Situation()):
        return ()
    for name in slices.rules:
        if conflict(conflicting - {name}, situation):
            conflicting -= {name}
    return tuple(name for name in slices.rules if name in conflicting)


def _drawn(slices: Slices, allowed: Diagram[bool], situation: Situation) -> Iterator[Situation]:
    """Some completions that the constraints allow, at random but always the same.

    INVARIANT (possible): they allow one.
    """
    random, order = Random(0), allowed.order
    ends = completions(allowed.tree, order.children(situation))
    values = {name: cell_values(slices, name) for name in mentioned_facts(slices) if situation[name] is None}
    for _ in range(DRAWN):
        drawn = {name: random.choice(among) for name, among in values.items()}
        tree: Possible[bool] = ends
        while isinstance(tree, Node):
            place, fact = tree.place, order.facts[tree.place].name
            among = [drawn[fact], *random.sample(values[fact], len(values[fact]))]
            drawn[fact] = next(each for each in among if not _ruled_out(tree.children[order.child(place, each)]))
            tree = tree.children[order.child(place, drawn[fact])]
        yield Situation({**situation.values, **drawn})


def _ruled_out(tree: Possible[bool]) -> bool:
    return isinstance(tree, Leaf) and not tree.value


@kept_with_first(64)
def mentioned_facts(slices: Slices) -> tuple[str, ...]:
    """The facts that the program or a constraint mentions."""
    definitions = (each.condition for each in slices.program.definitions)
    return slices.dependencies.mentioned((*definitions, *slices.rules.values()))
