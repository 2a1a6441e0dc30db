"""Which grounds of an act are in force, which norms they are, and the status that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from coach_ethics.deontics.calls import called_for_in_force
from coach_ethics.deontics.program import STATUS_KINDS, Kind, Program, name_of
from coach_ethics.findings import STATUS_TABLE, Finding, Status, Truth, Truths, finding
from coach_ethics.model.conditions import Condition, Named, Not, conjunction
from coach_ethics.model.policy import Policy
from coach_ethics.model.walk import alternatives, names_in

DEMANDS = (Kind.REQUIRED, Kind.FORBIDDEN)
"""The kinds of grounds that demand something of the coach; a permission demands nothing."""


def finding_of(act: str, truths: Truths) -> Finding:
    """The finding of an act, given the truth of every name of a program that has it."""
    return finding(*map(truths.__getitem__, _names_behind(act)))


@lru_cache(maxsize=4096)
def _names_behind(act: str) -> tuple[str, ...]:
    return tuple(name_of(kind, act) for kind in STATUS_KINDS)


@lru_cache(maxsize=16)
def kinds_behind(status: Status) -> tuple[Kind, ...]:
    """The kinds of grounds that give an act this status: of each of them, one is in force."""
    return tuple(kind for kind, wanted in zip(STATUS_KINDS, _truths(status), strict=True) if wanted)


def _truths(status: Status) -> tuple[Truth, Truth, Truth]:
    """What the grounds are where an act has the status: nothing in particular, where it is undetermined."""
    return next((row.truths for row in STATUS_TABLE if row.status is status), (None, None, None))


@lru_cache(maxsize=1024)
def grounds(kind: Kind, act: str, program: Program) -> tuple[tuple[str, ...], ...]:
    """The grounds of a kind that a program has for an act: of each, the norms that together make it up.

    A ground without norms is always in force: acts that include or exclude others are enough.
    """
    norms = {each.name: each.subject[0] for each in program.definitions if each.kind is Kind.IN_FORCE}
    condition = program.by_name[name_of(kind, act)].condition
    return tuple(tuple(norms[each] for each in names_in(ground)) for ground in alternatives(condition))


@lru_cache(maxsize=4096)
def in_force(norm: str) -> str:
    """The name under which a program says whether a norm is in force."""
    return name_of(Kind.IN_FORCE, norm)


def ground_truth(norms: Iterable[str], truths: Truths) -> Truth:
    """Whether a ground is in force: all of its norms are."""
    known = {truths[in_force(norm)] for norm in norms}
    return False if False in known else None if None in known else True


def grounds_in_force(
    act: str, program: Program, truths: Truths, kinds: Iterable[Kind] = DEMANDS
) -> Iterator[tuple[str, ...]]:
    """The grounds of these kinds that are certainly in force; by default those that require or forbid the act."""
    for kind in kinds:
        yield from (norms for norms in grounds(kind, act, program) if ground_truth(norms, truths))


def norms_behind(act: str, status: Status, program: Program, truths: Truths) -> tuple[str, ...]:
    """The norms that give an act a status that it certainly has: of each kind of grounds, the smallest in force."""
    smallest = (min(grounds_in_force(act, program, truths, [kind]), key=len) for kind in kinds_behind(status))
    return tuple(dict.fromkeys(norm for norms in smallest for norm in norms))


@frozen
class Position:
    """What a policy says of an act: the status, and the norms that give it.

    INVARIANT (spoken): norms stand behind an unregulated act just where they call for it or another.
    """

    policy: str
    status: Status
    norms: tuple[str, ...] = ()

    @property
    def one_of(self) -> bool:
        """Whether the policy calls for this act or another."""
        return self.status is Status.UNREGULATED and bool(self.norms)

    @property
    def silent(self) -> bool:
        """Whether the policy says nothing of the act."""
        return self.status is Status.UNREGULATED and not self.norms


def position_of(policy: Policy, program: Program, act: str, truths: Truths, called: str = "") -> Position:
    """What a policy says of an act, by the truth values of its own program's names; silence, where it lacks the act.

    The norms are those of the smallest grounds in force, or the first that calls for the act or another. `called` is
    what to call the policy, by default its name.
    """
    title = called or policy.name
    if all(each.name != act for each in policy.acts):
        return Position(title, Status.UNREGULATED)
    status = finding_of(act, truths).status
    if status is Status.UNREGULATED:
        in_force = {norm.name: truths[name_of(Kind.IN_FORCE, norm.name)] for norm in policy.norms}
        return Position(title, status, called_for_in_force(act, policy, in_force)[:1])
    return Position(title, status, norms_behind(act, status, program, truths))


def has_status(act: str, status: Status, name: Callable[[str], str] = str) -> Condition:
    """The act has this status for certain. THEOREM: Kleene calls it true just where the finding is determined.

    `name` gives the names that the program at hand has for those of the policy.
    INVARIANT (complete): it isn't asked of `UNDETERMINED`, which no act is where every fact is known.
    """
    assert status is not Status.UNDETERMINED, "INVARIANT (complete): where every fact is known, none is undetermined"
    return conjunction(tuple(_parts(act, _truths(status), name)))


def _parts(act: str, wanted: Iterable[Truth], name: Callable[[str], str]) -> Iterator[Condition]:
    for kind, value in zip(STATUS_KINDS, wanted, strict=True):
        if value is not None:
            named = Named(name(name_of(kind, act)))
            yield named if value else Not(named)


def status_cases(act: str, name: Callable[[str], str] = str) -> tuple[tuple[Condition, Status], ...]:
    """Conditions with the status that `finding` reports where they are the first to be certainly true.

    Where none of them is, the status is undetermined. A demand is reported whether or not the act may turn out to be in
    a dilemma, so what would make it one is asked for first, and not again.
    """
    cases = []
    for row in STATUS_TABLE:
        demands = any(row.truths[: len(DEMANDS)])
        wanted = tuple(value or (None if demands else value) for value in row.truths)
        cases.append((conjunction(tuple(_parts(act, wanted, name))), row.status))
    return tuple(cases)
