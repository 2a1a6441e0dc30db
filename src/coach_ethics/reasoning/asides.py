"""What a policy says of an act beside its status: that it is advised, or advised against, or needn't be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from coach_ethics.deontics.program import Definition, Kind, Program, name_of
from coach_ethics.findings import Status, Truth, Truths
from coach_ethics.model.conditions import TRUE, And, Condition, Named, Not
from coach_ethics.model.walk import alternatives, names_in

BESIDE = (Kind.ADVISED, Kind.ADVISED_AGAINST, Kind.EXEMPT)
"""The kinds of names that are told of an act beside its status."""

# partial: only these kinds of names advise a companion, or against one
ADVISED_COMPANIONS = {Kind.ADVISED_WITH: Kind.ADVISED, Kind.ADVISED_AGAINST_WITH: Kind.ADVISED_AGAINST}
"""The kinds of names that advise what should go with an act, or shouldn't; and what says so whatever else is done."""


BOUND = (Status.REQUIRED, Status.FORBIDDEN, Status.DILEMMA)
"""The statuses beside which nothing else is said of an act in one word."""

ADVICE = (Kind.ADVISED, Kind.ADVISED_AGAINST, *ADVISED_COMPANIONS)
"""The kinds of names that are advice."""


@frozen
class Aside:
    """What is told of an act beside its status: that it is `advised`, `advised_against` or `exempt` (`kind`).

    `truth` is True, or None where it isn't known yet. `grounds` are the sets of norms that say so, or may: of advice,
    one of them at least only recommends.

    >>> import coach_ethics as ce
    >>> text = "policy: p\\nacts: {refer: {}}\\nnorms: {r: {should: refer, because: Others may help more.}}"
    >>> ce.assess({}, text).asides["refer"]
    (Aside(kind=<Kind.ADVISED: 'advised'>, truth=True, grounds=(('r',),)),)
    """

    kind: Kind
    truth: Truth
    grounds: tuple[tuple[str, ...], ...]


def asides(program: Program, truths: Truths) -> Mapping[str, tuple[Aside, ...]]:
    """For each act of which something is told beside its status: what is certain, and what may turn out so."""
    found: dict[str, list[Aside]] = {}
    for each in program.definitions:
        if each.kind in BESIDE and truths[each.name] is not False:
            aside = Aside(each.kind, truths[each.name], grounds_beside(each, program, truths))
            found.setdefault(each.subject[0], []).append(aside)
    return {act: tuple(each) for act, each in found.items()}


def grounds_beside(told: Definition, program: Program, truths: Truths | None = None) -> tuple[tuple[str, ...], ...]:
    """The sets of norms that say what is told beside a status, or may.

    With truths, only those that fit: where it is so, those that hold; where it is open, those that may.
    """
    norms = _norms(program)
    grounds = [names_in(ground) for ground in alternatives(_grounds(told.condition))]
    if truths is not None and (truth := truths[told.name]) is not False:
        holding = [each for each in grounds if all(truths[name] for name in each)]
        if truth is None or not holding:  # some by cases
            holding = [each for each in grounds if all(truths[name] is not False for name in each)]
        grounds = holding
    return tuple(tuple(norms[name] for name in each) for each in grounds)


def _grounds(condition: Condition) -> Condition:
    """INVARIANT (beside): what is told beside a status holds by its grounds, unless something else does."""
    assert isinstance(condition, And), "INVARIANT (beside): grounds come before what they yield to"
    return condition.operands[0]


@lru_cache(maxsize=64)
def _norms(program: Program) -> Mapping[str, str]:
    """The norm that a part of a ground is about."""
    return {each.name: each.subject[0] for each in program.definitions if each.kind in (Kind.IN_FORCE, Kind.ADVISES)}


@frozen
class AsideName:
    """A name that is told beside the status of an act: of the act itself, or with a `companion`, of what goes with it.

    Where it holds, what becomes of it is told as `permitted`, else as `unregulated`.
    """

    act: str
    kind: Kind
    name: str
    companion: str = ""

    @property
    def status(self) -> Status:
        """What stands for its being so."""
        return Status.PERMITTED

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and of a companion what leaves it without effect: that the act is forbidden."""
        return (self.name, name_of(Kind.FORBIDDEN, self.act)) if self.companion else (self.name,)

    @property
    def anyway(self) -> str:
        """The name of the companion's being advised, or advised against, whatever else is done."""
        return name_of(ADVISED_COMPANIONS[self.kind], self.companion) if self.companion else ""

    @property
    def condition(self) -> Condition:
        """That it is so, and matters."""
        name, *forbidden = map(Named, self.names)
        return And((name, *map(Not, forbidden))) if forbidden else name


@lru_cache(maxsize=64)
def aside_names(program: Program) -> tuple[AsideName, ...]:
    """What may be told beside statuses, and depends on the situation."""
    return tuple(_aside_names(program))


def _aside_names(program: Program) -> Iterator[AsideName]:
    for each in program.definitions:
        if each.kind in (*BESIDE, *ADVISED_COMPANIONS) and each.condition != TRUE:
            act, *companion = each.subject
            yield AsideName(act, each.kind, each.name, *companion)


def possible_beside(aside: AsideName, truths: Truths) -> frozenset[Status]:
    """What can still become of it: that it is so, or not, or either. What is advised anyway goes with no act."""
    name, *forbidden = aside.names
    if truths[name] is False or any(truths[each] for each in forbidden) or truths.get(aside.anyway):
        return frozenset({Status.UNREGULATED})
    return frozenset({aside.status} if truths[name] else {aside.status, Status.UNREGULATED})
