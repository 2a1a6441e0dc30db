"""Which grounds decide the status of an act, and which norms of each: what is explained, before it is explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from coach_ethics.assessment.preparation import in_force
from coach_ethics.deontics.program import STATUS_KINDS, Kind, Program, name_of
from coach_ethics.findings import Finding, Status, Truth, Truths
from coach_ethics.reasoning.grounds import ground_truth, grounds, kinds_behind


@frozen
class GroundStanding:
    """Whether a ground is in force, and the norms that decide that; `by_cases`, each with all that decides a case."""

    verdict: Kind
    truth: Truth
    norms: tuple[str, ...]
    by_cases: bool


def grounds_standing(
    act: str, found: Finding, program: Program, truths: Truths
) -> tuple[list[GroundStanding], tuple[Kind, ...]]:
    """How every ground for a status stands, and the verdicts that the act has by cases."""
    every = [each for verdict in STATUS_KINDS for each in _standing(verdict, act, program, truths)]
    by_cases = _by_cases(found, every)
    if by_cases:
        every = [
            each for kind in STATUS_KINDS for each in _standing(kind, act, program, truths, by_cases=kind in by_cases)
        ]
    return every, by_cases


def _by_cases(found: Finding, every: Iterable[GroundStanding]) -> tuple[Kind, ...]:
    """The verdicts that the status certainly has, but by no one ground: in each case by another."""
    holding = {ground.verdict for ground in every if ground.truth}
    return tuple(kind for kind in kinds_behind(found.status) if kind not in holding)


def decides(ground: GroundStanding, found: Finding, by_cases: Iterable[Kind]) -> bool:
    """A holding ground decides; so do unknown ones together, and while the status is open.

    A permission yields to the rest.
    """
    if ground.verdict is Kind.PERMISSION and found.status not in (Status.PERMITTED, Status.UNDETERMINED):
        return False
    return ground.truth is True or (ground.truth is None and (not found.determined or ground.verdict in by_cases))


def _standing(
    verdict: Kind, act: str, program: Program, truths: Truths, *, by_cases: bool = False
) -> Iterator[GroundStanding]:
    """How the grounds of a verdict stand; `by_cases`, each with all that decides whether it is in force in a case.

    Where there is certainly no such verdict, no ground is in force, be it by cases.
    """
    refuted = truths[name_of(verdict, act)] is False
    for norms in grounds(verdict, act, program):
        value = ground_truth(norms, truths)
        if refuted and value is None:
            yield GroundStanding(verdict, False, norms, by_cases=True)
        else:
            yield standing_of(verdict, value, norms, truths, by_cases=by_cases)


def standing_of(
    verdict: Kind, value: Truth, norms: Iterable[str], truths: Truths, *, by_cases: bool = False
) -> GroundStanding:
    """How a ground stands, with the norms that decide whether it is in force."""
    every = value is True or (by_cases and value is None)
    shown = tuple(norm for norm in norms if every or truths[in_force(norm)] is value)
    return GroundStanding(verdict, value, shown, by_cases=by_cases)
