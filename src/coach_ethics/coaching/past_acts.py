"""What follows from acts that the coach has done: once the block has been named, it is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from coach_ethics.coaching.confidences import PerformedAct
from coach_ethics.coaching.enumerations import Decision
from coach_ethics.model.kleene import Known, every, no_later, same, some


@frozen
class Follows:
    """An act, the fact that it makes so, and what the records can't say of that fact once the act is done."""

    act: str
    fact: str
    denied_by: bool | Decision = False


NAMED = Follows("name_block", "block.named")
EXAMINED = Follows("examine_as_learning", "block.examined_as_learning")
CONSULTED = Follows("take_to_supervision", "supervision.consulted")
ASKED = Follows("ask_decision", "client.decision", Decision.NOT_ASKED)

MADE_SO = (NAMED, EXAMINED, CONSULTED)
"""What the act alone makes so. That the client was asked doesn't say what the answer was."""

CONSEQUENTIAL = frozenset(each.act for each in (*MADE_SO, ASKED))
"""The acts that say something about the facts once they are done, whatever the policy."""


def made_so(recorded: Known, done: Iterable[PerformedAct] | None, by: Follows, on: date) -> Known:
    """What the records say; where they are silent, that it is so if the act was done on the day or before it."""
    known = some(every((same(each.act, by.act), no_later(each.day, on))) for each in done or ())
    return True if recorded is None and known is True else recorded


def denials(done: Iterable[PerformedAct] | None, recorded: dict[Follows, object]) -> Iterator[Follows]:
    """What the records deny although it was done."""
    acts = {each.act for each in done or ()}
    return (each for each, value in recorded.items() if each.act in acts and value is each.denied_by)
