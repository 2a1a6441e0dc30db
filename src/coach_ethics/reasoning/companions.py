"""Companions: what must go with an act, or must not, and which grounds say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.findings import Status, Truth, Truths
from coach_ethics.kept import kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import FALSE, TRUE, Condition, Named, Not, conjunction
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import alternatives, names_in
from coach_ethics.reasoning.asides import ADVISED_COMPANIONS, AsideName, aside_names, grounds_beside
from coach_ethics.reasoning.diagram import Diagram, Diagrams
from coach_ethics.reasoning.grounds import ground_truth
from coach_ethics.reasoning.rounds import Attempt, Drawn, attempted, easily, in_rounds
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import UniqueTable, mapped


@frozen
class Companion:
    """An act that must go with another (`required`), or must not; where it is `advised`, it only should, or should not.

    `truth` is True, or None where it isn't known yet. `grounds` are the sets of norms that say so, or may; one without
    norms is always in force, by what the acts themselves include and exclude.

    >>> import coach_ethics as ce
    >>> result = ce.assess({"ending.with_notice": False, "law.induces_coach": False}, "quebec-crha")
    >>> [(each.act, each.truth, each.grounds) for each in result.companions["end_coaching"]]
    [('announce_ending', True, (('announce-the-ending',),))]
    """

    act: str
    required: bool
    truth: Truth
    grounds: tuple[tuple[str, ...], ...]
    advised: bool = False


# partial: only these kinds of names couple an act to another
ANYWAY = {Kind.REQUIRED_WITH: Kind.REQUIRED, Kind.FORBIDDEN_WITH: Kind.FORBIDDEN}
"""The kinds of names that couple a companion to an act; and what says the same of it whatever else is done."""


def companions(program: Program, truths: Truths) -> Mapping[str, tuple[Companion, ...]]:
    """For each act that has them, its companions: those that are certain, and those that may turn out so.

    What is demanded of the companion whatever else is done isn't listed: it doesn't depend on the act. Nor is what the
    acts themselves exclude, which no situation changes.
    """
    found: dict[str, list[Companion]] = {}
    for act, each in _all(program, truths):
        if each.truth is not False:
            found.setdefault(act, []).append(each)
    for act, each in _advised(program, truths):
        found.setdefault(act, []).append(each)
    return {act: tuple(each) for act, each in found.items()}


def _advised(program: Program, truths: Truths) -> Iterator[tuple[str, Companion]]:
    """What should go with an act, or shouldn't, and isn't advised whatever else is done."""
    for each in program.definitions:
        if each.kind in ADVISED_COMPANIONS and truths[each.name] is not False:
            act, companion = each.subject
            if not truths.get(name_of(ADVISED_COMPANIONS[each.kind], companion)):
                grounds = grounds_beside(each, program, truths)
                yield (
                    act,
                    Companion(companion, each.kind is Kind.ADVISED_WITH, truths[each.name], grounds, advised=True),
                )


def kind_of(companion: Companion) -> Kind:
    """The kind of name that couples a companion to its act."""
    if companion.advised:
        return Kind.ADVISED_WITH if companion.required else Kind.ADVISED_AGAINST_WITH
    return Kind.REQUIRED_WITH if companion.required else Kind.FORBIDDEN_WITH


def coupled_to(act: str, found: Mapping[str, tuple[Companion, ...]]) -> Iterator[tuple[str, Companion]]:
    """The acts that an act must go with, or must not, each with the companion that it is there."""
    for other, each in found.items():
        yield from ((other, companion) for companion in each if companion.act == act)


def not_coupled(program: Program, truths: Truths) -> tuple[tuple[str, Companion], ...]:
    """Acts, each with what would have to go with it, or not, if norms were in force that aren't."""
    return tuple((act, each) for act, each in _all(program, truths) if each.truth is False)


def _all(program: Program, truths: Truths) -> Iterator[tuple[str, Companion]]:
    norms = {each.name: each.subject[0] for each in program.definitions if each.kind is Kind.IN_FORCE}
    for each in program.definitions:
        if each.kind not in ANYWAY or each.condition == FALSE:
            continue
        act, companion = each.subject
        truth, required = truths[each.name], each.kind is Kind.REQUIRED_WITH
        if truths[name_of(ANYWAY[each.kind], companion)]:
            continue
        sets = [tuple(norms[name] for name in names_in(ground)) for ground in alternatives(each.condition)]
        grounds = tuple(ground for ground in sets if ground_truth(ground, truths) is truth) or tuple(sets)
        if required or all(grounds):
            yield act, Companion(companion, required, truth, grounds)


@frozen
class Pair:
    """An act and its companion: whether what the policy says of the two holds, where the act may or must be done.

    `name` is the program's for it. What becomes of the companion then is told as a status: `required` or `forbidden`
    with the act, else `unregulated`.
    """

    act: str
    companion: str
    required: bool
    name: str

    @property
    def status(self) -> Status:
        """What the companion is with the act, where the two are coupled."""
        return Status.REQUIRED if self.required else Status.FORBIDDEN

    @property
    def names(self) -> tuple[str, str]:
        """The name of the coupling, and of what leaves it without effect: that the act is forbidden."""
        return self.name, name_of(Kind.FORBIDDEN, self.act)

    @property
    def anyway(self) -> str:
        """The name of the companion's being required, or forbidden, whatever else is done."""
        return name_of(Kind.REQUIRED if self.required else Kind.FORBIDDEN, self.companion)

    @property
    def condition(self) -> Condition:
        """That the two are coupled, and the act isn't forbidden."""
        coupled, forbidden = map(Named, self.names)
        return conjunction((coupled, Not(forbidden)))


@lru_cache(maxsize=64)
def pairs_of(program: Program) -> tuple[Pair, ...]:
    """The acts and companions of which the situation decides whether they go together."""
    return tuple(
        Pair(each.subject[0], each.subject[1], each.kind is Kind.REQUIRED_WITH, each.name)
        for each in program.definitions
        if each.kind in ANYWAY and each.condition not in (TRUE, FALSE)
    )


def possible_with(pair: Pair, truths: Truths) -> frozenset[Status]:
    """What can still become of the companion through its act, given what is known of the names behind that.

    Nothing can where the act is certainly forbidden, or the companion certainly due (or ruled out) anyway. Where the
    two are certainly coupled, that is all there is to know: whether the act is forbidden is for the act's own status.
    """
    coupled, forbidden = (truths[name] for name in pair.names)
    if coupled is False or forbidden or truths[pair.anyway]:
        return frozenset({Status.UNREGULATED})
    return frozenset({pair.status} if coupled else {pair.status, Status.UNREGULATED})


def companion_diagram(
    slices: Slices,
    pair: Pair | AsideName,
    constraints: frozenset[str],
    known: frozenset[tuple[str, Value]] = frozenset(),
) -> Diagram[Status] | Undecided:
    """One of the `companion_diagrams`."""
    among: tuple[Pair | AsideName, ...] = (*pairs_of(slices.program), *aside_names(slices.program))
    easy = easily(among, lambda steps: _of_pair(slices, pair, constraints, known, steps), slices.budget)
    return companion_diagrams(slices, constraints, known).found[pair] if easy is None else easy


@kept_with_first(128)
def companion_diagrams(
    slices: Slices, constraints: frozenset[str], known: frozenset[tuple[str, Value]] = frozenset()
) -> Drawn[Pair | AsideName, Diagram[Status]]:
    """What companions are with their acts in every situation, and whether what is told beside statuses holds there: as
    `status_diagrams` of acts."""
    among: tuple[Pair | AsideName, ...] = (*pairs_of(slices.program), *aside_names(slices.program))
    return in_rounds(among, lambda pair, steps: _of_pair(slices, pair, constraints, known, steps), slices.budget)


@kept_with_first(1024)
def _of_pair(
    slices: Slices,
    pair: Pair | AsideName,
    constraints: frozenset[str],
    known: frozenset[tuple[str, Value]],
    steps: int,
) -> Attempt[Diagram[Status]]:
    def drawn(budget: Budget) -> Diagram[Status]:
        diagrams = Diagrams(slices, [pair.condition], budget, among=constraints, known=dict(known))
        table: UniqueTable[frozenset[Status]] = UniqueTable(budget)
        told = {True: pair.status, False: Status.UNREGULATED}
        truths = diagrams.truths(pair.condition)
        tree = mapped(truths, lambda some: table.leaf(frozenset(map(told.__getitem__, some))), table.node)
        return Diagram(diagrams.order, tree)

    return attempted(drawn, f"`{pair.name}` in all situations takes", steps)
