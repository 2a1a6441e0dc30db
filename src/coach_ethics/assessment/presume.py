"""What follows on the presumptions of a policy in a situation. What is strictly determined stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import TypeVar

from coach_ethics.assessment.act_diagram import determined_in, truths_in
from coach_ethics.assessment.possible import impossibilities
from coach_ethics.assessment.preparation import Prepared, in_force
from coach_ethics.assessment.presumed import Presumed, PresumedFinding, PresumedNorm
from coach_ethics.findings import Status, Truth, Truths
from coach_ethics.kept import kept_with_first
from coach_ethics.model.policy import Presumption
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.companions import companions
from coach_ethics.reasoning.grounds import finding_of

MOST_TRIED = 64
"""How many sets of presumptions are tried for the fewest that determine something: all of six presumptions."""

_NONE = Presumed()

T = TypeVar("T")


@kept_with_first(64)
def standing(prepared: Prepared, situation: Situation) -> tuple[Presumption, ...]:
    """The presumptions that stand: of facts that aren't known, and possible with what is known and with each other.

    Of two that can't both be so, the one that the policy gives first stands.
    """
    stand: list[Presumption] = []
    for each in prepared.policy.presume:
        if each.value is not None and situation[each.name] is None:
            where = with_presumptions(situation, (*stand, each))
            rules, evaluate = prepared.policy.constraints, partial(truths_in, prepared)
            if next(impossibilities(where, rules, prepared.slices, evaluate), None) is None:
                stand.append(each)
    return tuple(stand)


def with_presumptions(situation: Situation, presumptions: tuple[Presumption, ...]) -> Situation:
    """The situation in which these presumptions are so."""
    return Situation({**situation.values, **{each.name: each.value for each in presumptions}})


def presumed_status(prepared: Prepared, situation: Situation, act: str) -> Status:
    """The status of an act on all presumptions that stand. Where it is determined, that is its status without them.

    THEOREM (presumed): it is the one that `presumed_in` gives with the fewest presumptions, where it gives one.
    """
    stand = standing(prepared, situation) if prepared.policy.presume else ()
    return finding_of(act, determined_in(prepared, with_presumptions(situation, stand)).truths).status


@kept_with_first(64)
def presumed_in(prepared: Prepared, situation: Situation) -> Presumed:
    """What follows on presumptions in a situation.

    LAW (presumed): what presumptions determine of an act or a norm, no further presumption that stands changes, and the
    strict answer is that it is undetermined.
    """
    stand = standing(prepared, situation) if prepared.policy.presume else ()
    if not stand:
        return _NONE
    policy, strict = prepared.policy, determined_in(prepared, situation).truths

    def truths(some: tuple[Presumption, ...]) -> Truths:
        return determined_in(prepared, with_presumptions(situation, some)).truths

    def status(act: str, some: tuple[Presumption, ...]) -> Status | None:
        found = finding_of(act, truths(some)).status
        return None if found is Status.UNDETERMINED else found

    def holds(norm: str, some: tuple[Presumption, ...]) -> Truth:
        return truths(some)[in_force(norm)]

    acts: dict[str, PresumedFinding] = {}
    for act in (each.name for each in policy.acts):
        open_ = finding_of(act, strict).status is Status.UNDETERMINED
        if open_ and (fewest := _fewest(stand, partial(status, act))) is not None:
            found = truths(fewest)
            goes = companions(prepared.program, found).get(act, ())
            acts[act] = PresumedFinding(finding_of(act, found), _names(fewest), goes)
    norms: dict[str, PresumedNorm] = {}
    for norm in (each.name for each in policy.norms):
        if strict[in_force(norm)] is None and (fewest := _fewest(stand, partial(holds, norm))) is not None:
            norms[norm] = PresumedNorm(bool(holds(norm, fewest)), _names(fewest))
    return Presumed(stand, acts, norms)


def _fewest(
    stand: tuple[Presumption, ...], said: Callable[[tuple[Presumption, ...]], T | None]
) -> tuple[Presumption, ...] | None:
    """The fewest presumptions under which as much is said as under all; None where that is nothing."""
    wanted = said(stand)
    return None if wanted is None else next(some for some in _sets(stand) if said(some) == wanted)


def _sets(stand: tuple[Presumption, ...]) -> Iterator[tuple[Presumption, ...]]:
    tried = 0
    for size in range(1, len(stand)):
        for some in combinations(stand, size):
            if tried == MOST_TRIED:
                break
            tried += 1
            yield some
    yield stand


def _names(presumptions: tuple[Presumption, ...]) -> tuple[str, ...]:
    return tuple(each.name for each in presumptions)
