"""What would change an act's status: all smallest sets of changed facts that give it another one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from attrs import evolve, field, frozen

from coach_ethics.assessment.act_diagram import (
    constraints_that_count,
    determined_in,
    situated,
    still_possible,
    too_many,
)
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import in_force
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.displays import as_html, brief
from coach_ethics.findings import Status, Truths, finding_among, status_among
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration, Fact, Integer, Value, can_still_change
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.changes import Alternatives, Situated
from coach_ethics.reasoning.companions import Companion, companions
from coach_ethics.reasoning.grounds import finding_of, grounds_in_force

ALLOWED = frozenset({Status.REQUIRED, Status.PERMITTED, Status.UNREGULATED})
"""The statuses of an act that may be done without a breach."""


class Feasibility(StrEnum):
    """How a fact could come to have another value."""

    BRING_ABOUT = "bring_about"
    """Somebody can still bring it about: the fact is marked changeable."""

    FIND_OUT = "find_out"
    """It isn't known, and it may be so already; it can't be brought about."""

    UNCHANGEABLE = "unchangeable"
    """It is known, and nobody can change it: it has happened, or it isn't anybody's to change."""


@frozen
class Shift:
    """A fact that takes another value: `value`, or just as well any other of `values`. `present` is None if unknown.

    `value` is the one of `values` nearest to the present one: the nearest number, the nearest step of an order.
    """

    fact: str
    present: Value | None
    value: Value
    values: Sequence[Value]
    way: Feasibility
    judgement: bool


@frozen
class Change:
    """A smallest set of shifts that leads to a status: none of them can be left out.

    `status` is what the act then has. `lifts` are the grounds (norms that together gave the act its present status) of
    which not all are in force any more; `removes` and `adds` are all norms that the change takes out of force and puts
    in force. `companions` are what must then go with the act or must not. `cost` is the sum of the facts' costs. `by`
    are the acts that lead to it, each of which is allowed once the rest of the change has come about. `result` is the
    assessment that was asked about `act`.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> change, *_ = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay").what_would_allow("renegotiate")
    >>> [(shift.fact, shift.value) for shift in change.shifts], change.status.value
    ([('consent.to_tell_sponsor', 'oral')], 'permitted')
    """

    shifts: tuple[Shift, ...]
    status: Status
    cost: int
    lifts: tuple[frozenset[str], ...] = ()
    removes: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    by: tuple[str, ...] = ()
    act: str = field(default="", eq=False, repr=False)
    result: Assessed | None = field(default=None, eq=False, repr=False)

    __repr__ = brief
    _repr_html_ = as_html

    @property
    def possible_now(self) -> bool:
        """Whether all of it can still be brought about; else it would have been so, or may turn out to be."""
        return all(shift.way is Feasibility.BRING_ABOUT for shift in self.shifts)


def changes(result: Assessed, act: str, to: str | Collection[str], *, beyond: bool = True) -> tuple[Change, ...]:
    """All smallest sets of changes that give an act one of these statuses, whatever is still unknown then.

    `to` is a status or several, or their names.

    First those that can be brought about by changing facts marked changeable; then, unless `beyond` is false, those
    that depend on what is unknown and can't be brought about, and those that would have needed what can't be changed
    any more. Among these, the least costly first. Each was assessed again with the reference engine, and none contains
    another. One without any shift says that the act has such a status already. No change breaks a constraint of the
    policy that the present situation keeps. One that would allow the act, and that comes about by another act
    (`leads_to`), is told together with what allows that other act; where nothing does, it isn't told.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many changes to list,
    A104 for what is no status.
    """
    result.require_act(act)
    wanted = _statuses(to)
    found = _smallest(result, act, wanted, beyond=beyond)
    if wanted <= ALLOWED:
        found = _by_allowed_acts(found, act, wanted, result, frozenset(), beyond=beyond)
    return tuple(evolve(each, act=act, result=result) for each in sorted(found, key=_nearest_first))


def _smallest(result: Assessed, act: str, wanted: frozenset[Status], *, beyond: bool = True) -> list[Change]:
    truths = determined_in(result.prepared, result.situation).truths
    here = situated(result, act, wanted=wanted)
    facts = enumerate(here.diagram.order.facts)
    free = [place for place, fact in facts if beyond or can_still_change(fact, result.situation[fact.name])]
    try:
        found = here.smallest_changes(free, lambda verdict: _reached(verdict, wanted))
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    return [_change(each, here, act, result, truths) for each in here.merged(found)]


def _by_allowed_acts(
    found: Iterable[Change],
    act: str,
    wanted: frozenset[Status],
    result: Assessed,
    leading: frozenset[str],
    *,
    beyond: bool,
) -> list[Change]:
    """The changes, each with the acts that lead to it, and with what else it takes for these to be allowed.

    `leading` are the acts that lead to `act`: none of them can be led to by it.
    """
    told: list[Change] = []
    for change in found:
        by = _leading(change, result.prepared.policy)
        if by & leading or act in by:
            continue
        told += _allowing_all(change, by, act, wanted, result, leading | {act}, beyond=beyond) if by else [change]
    whole = [frozenset((shift.fact, shift.value) for shift in change.shifts) for change in told]
    return [change for change, mine in zip(told, whole, strict=True) if not any(other < mine for other in whole)]


def _leading(change: Change, policy: Policy) -> frozenset[str]:
    """The acts that lead to a change, as far as a policy says so."""
    reached = {(shift.fact, value) for shift in change.shifts for value in shift.values}
    return frozenset(act.name for act in policy.acts if not reached.isdisjoint(act.leads_to))


def _allowing_all(
    change: Change,
    by: frozenset[str],
    act: str,
    wanted: frozenset[Status],
    result: Assessed,
    leading: frozenset[str],
    *,
    beyond: bool,
) -> list[Change]:
    """A change that several acts lead to, in all ways in which each of them is allowed before it does."""
    led = {fact for each in result.prepared.policy.acts if each.name in by for fact, _ in each.leads_to}
    ways = [change]
    for name in sorted(by):
        wider = []
        for way in ways:
            before = {shift.fact: shift.value for shift in way.shifts if shift.fact not in led}
            then = evolve(result, situation=Situation({**result.situation.values, **before}))
            smallest = _smallest(then, name, ALLOWED, beyond=beyond)
            allowing = _by_allowed_acts(smallest, name, ALLOWED, then, leading, beyond=beyond)
            wider += [way] if any(not each.shifts for each in allowing) else _widened(way, allowing, led)
            if len(wider) > MOST_WAYS:
                raise CaseProblems([too_many(act)])
        ways = wider
    again = (_again(way, sorted(by), act, wanted, result) for way in ways)
    return [change for change in again if change is not None]


MOST_WAYS = 100
"""How many changes that others lead to may be told of one change."""


def _widened(change: Change, allowing: Iterable[Change], led: Collection[str]) -> list[Change]:
    """The change together with each of those that allow the act that leads to it."""
    taken = {shift.fact for shift in change.shifts}
    fitting = (each for each in allowing if taken.union(led).isdisjoint(shift.fact for shift in each.shifts))
    return [evolve(change, shifts=(*each.shifts, *change.shifts), by=(*each.by, *change.by)) for each in fitting]


def _again(change: Change, by: Sequence[str], act: str, wanted: frozenset[Status], result: Assessed) -> Change | None:
    """A change with more shifts than are needed for the act itself, as it turns out when it is assessed again.

    None where the further shifts have another effect on the act.
    """
    truths = determined_in(result.prepared, result.situation).truths
    kept = constraints_that_count(result.prepared, result.situation)
    changed = Situation({**result.situation.values, **{shift.fact: shift.value for shift in change.shifts}})
    after = determined_in(result.prepared, changed, kept).truths
    if not _reached(still_possible(act, after), wanted):
        return None
    told = _told(change.shifts, finding_of(act, after).status, act, result, truths, after)
    return evolve(told, by=tuple(dict.fromkeys((*change.by, *by))))


def _statuses(to: str | Collection[str]) -> frozenset[Status]:
    """The statuses that are meant; one, or its name, stands for itself. Raises CaseProblems (A104)."""
    asked = (to,) if isinstance(to, str) else tuple(to)
    names = [status.value for status in Status]
    strange = list(dict.fromkeys(str(each) for each in asked if each not in names))
    if strange or not asked:
        every = f"the statuses are {', '.join(names)}"
        told = [(f"`{quoted(each)}` is not a status", did_you_mean(each, names) or every) for each in strange]
        none = [("no target status is given", every)]
        raise CaseProblems([Problem("A104", said, help=help_) for said, help_ in told or none])
    return frozenset(map(Status, asked))


def what_would_allow(result: Assessed, act: str) -> tuple[Change, ...]:
    """The changes after which an act is certainly not forbidden (and in no dilemma): see `changes`."""
    return changes(result, act, ALLOWED)


def what_would_forbid(result: Assessed, act: str) -> tuple[Change, ...]:
    """The changes after which an act is forbidden, and not required as well: see `changes`."""
    return changes(result, act, Status.FORBIDDEN)


def _reached(verdict: frozenset[Status], wanted: frozenset[Status]) -> bool:
    """Whether an act with this verdict has one of the statuses, whatever is still unknown."""
    return bool(verdict) and (verdict <= wanted or status_among(verdict) in wanted & {Status.UNDETERMINED})


def _change(serving: Alternatives, here: Situated[Status], act: str, result: Assessed, truths: Truths) -> Change:
    """A change, as it turns out when the situation is assessed again.

    INVARIANT (verified): assessed again, the act has the status that the diagram gives it.
    """
    order = here.diagram.order
    shifts = tuple(
        _shift(order.facts[place], result.situation[order.facts[place].name], values)
        for place, values in order.values(serving).items()
    )
    changed = Situation({**result.situation.values, **{shift.fact: shift.value for shift in shifts}})
    kept = constraints_that_count(result.prepared, result.situation)
    after = determined_in(result.prepared, changed, kept).truths
    verdict = here.outcome({place: children[0] for place, children in serving.items()})
    assert finding_among(verdict) == finding_of(act, after), "INVARIANT (verified): a change does what it says"
    return _told(shifts, status_among(verdict), act, result, truths, after)


def _told(
    shifts: tuple[Shift, ...], status: Status, act: str, result: Assessed, truths: Truths, after: Truths
) -> Change:
    """A change, with the norms that it takes out of force and puts in force."""
    policy = result.prepared.policy
    norms = [norm.name for norm in policy.norms]
    lifted = map(frozenset, grounds_in_force(act, result.prepared.program, truths))
    removes = tuple(norm for norm in norms if truths[in_force(norm)] and not after[in_force(norm)])
    return Change(
        shifts,
        status,
        sum(policy.vocabulary[shift.fact].cost for shift in shifts),
        lifts=tuple(ground for ground in lifted if not ground.isdisjoint(removes)),
        removes=removes,
        adds=tuple(norm for norm in norms if after[in_force(norm)] and not truths[in_force(norm)]),
        companions=_companions(act, shifts, result),
    )


def _companions(act: str, shifts: tuple[Shift, ...], result: Assessed) -> tuple[Companion, ...]:
    """What goes with an act after these shifts, whichever of their values is chosen."""
    then = {shift.fact: shift.value if len(shift.values) == 1 else None for shift in shifts}
    after = determined_in(result.prepared, Situation({**result.situation.values, **then})).truths
    return companions(result.prepared.program, after).get(act, ())


def _shift(fact: Fact, present: Value | None, values: Sequence[Value]) -> Shift:
    way = (
        Feasibility.BRING_ABOUT
        if can_still_change(fact, present)
        else Feasibility.FIND_OUT
        if present is None
        else Feasibility.UNCHANGEABLE
    )
    return Shift(fact.name, present, _nearest(values, present, fact), values, way, fact.judgement)


def _nearest(values: Sequence[Value], present: Value | None, fact: Fact) -> Value:
    """The value nearest to the present one; where there is none, or no order, the first."""
    match fact.type:  # partial: values without an order have none nearest
        case Integer() if present is not None:
            after = bisect_left(values, int(present), key=int)  # there may be very many
            return min(values[max(0, after - 1) : after + 1], key=lambda value: abs(int(value) - int(present)))
        case Enumeration(order, ordered=True) if present is not None:
            return min(values, key=lambda value: abs(order.index(str(value)) - order.index(str(present))))
        case _:
            return values[0]


def _nearest_first(change: Change) -> tuple[object, ...]:
    """Least costly first, among what is possible now; then what depends on the unknown; then what can't be changed."""
    ways = {shift.way for shift in change.shifts}
    latest = 2 if Feasibility.UNCHANGEABLE in ways else 1 if Feasibility.FIND_OUT in ways else 0
    return (latest, change.cost, len(change.shifts), [(shift.fact, str(shift.value)) for shift in change.shifts])
