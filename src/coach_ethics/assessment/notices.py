"""The notices of a policy in a situation: those that are shown before everything else."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from coach_ethics.assessment.decisive import Deciding
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.findings import Truth, Truths
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Notice
from coach_ethics.model.situation import Situation


@frozen
class ShownNotice:
    r"""A notice that holds; or an urgent one of which that isn't known yet, which depends on the facts in `waits_for`.

    The latter only where something that its condition reads is known.

    `holds` is None where it isn't known.

    >>> import coach_ethics as ce
    >>> policy = "policy: ours\nextends: collusion\nnotices: {hello: {says: Take your time.}}\n"
    >>> [(shown.notice.name, shown.holds) for shown in ce.assess({}, policy).notices_shown]
    [('hello', True)]
    """

    notice: Notice
    holds: Truth
    waits_for: tuple[str, ...] = ()


def notices_shown(prepared: Prepared, situation: Situation, truths: Truths) -> tuple[ShownNotice, ...]:
    """What is shown first: the urgent notices that hold, those that may hold, and then the others that hold."""
    return tuple(sorted(_shown(prepared, situation, truths), key=_least_urgent))


def _shown(prepared: Prepared, situation: Situation, truths: Truths) -> Iterator[ShownNotice]:
    for notice in prepared.policy.notices:
        name = name_of(Kind.NOTICE, notice.name)
        holds = truths[name]
        if holds:
            yield ShownNotice(notice, holds)
        elif holds is None and notice.urgent and _raised(name, prepared, situation):
            yield ShownNotice(notice, holds, Deciding(prepared.program, situation, truths).facts(name))


def _raised(name: str, prepared: Prepared, situation: Situation) -> bool:
    """Whether anything that a notice reads is known: else every case would begin with things far from it."""
    return any(situation[fact] is not None for fact in prepared.slices.dependencies.facts([Named(name)]))


def _least_urgent(shown: ShownNotice) -> tuple[bool, bool]:
    return not shown.notice.urgent, shown.holds is None
