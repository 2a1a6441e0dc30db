"""Receipts that were replayed: what is as it was, what isn't, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from attrs import frozen

from coach_ethics.assessment.replay import Differs, Identical, ReceiptDifference, Replay
from coach_ethics.problems import Problem
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    name,
    plain,
    said,
    strong,
)
from coach_ethics.render.words import counted


@frozen
class Replayed:
    """A receipt by its `number`, from 1 on: its day, the policy that it names, and what came of replaying it."""

    number: int
    on: str
    policy: str
    version: str
    outcome: Replay

    @property
    def identical(self) -> bool:
        """Whether the answers and all that they rest on are the same."""
        return isinstance(self.outcome, Identical)


def replayed_document(found: Sequence[Replayed], problems: Sequence[Problem]) -> Document:
    """What came of each receipt; first what is wrong with the row of them."""
    same = sum(each.identical for each in found)
    return (
        Heading("Receipts", 1),
        Paragraph((strong(f"{same} of {counted(len(found), 'receipt')}"), plain(" gave the same answers again."))),
        *_row(problems),
        *(block for each in found for block in _receipt(each)),
    )


def _row(problems: Sequence[Problem]) -> Iterator[DocumentBlock]:
    if problems:
        yield Heading("What is wrong with the row of receipts")
        yield Listing(
            tuple(
                Entry((*_place(each), *said(f"{each.message}; {each.help}." if each.help else f"{each.message}.")))
                for each in problems
            )
        )


def _place(problem: Problem) -> Line:
    """The receipt that a problem is about, counted from 1 as people do."""
    number = (problem.path or "").removeprefix("$[").removesuffix("]")
    return (plain(f"receipt {int(number) + 1}: "),) if number.isdecimal() else ()


def _receipt(each: Replayed) -> Iterator[DocumentBlock]:
    match each.outcome:
        case Identical():
            return
        case Differs(differences, why, altered):
            yield Heading(f"Receipt {each.number}, of {each.on} under {each.policy} {each.version}")
            if altered:
                yield Paragraph((strong("The receipt was altered:"), plain(" nothing that it rests on has changed.")))
            if not differences:
                yield Paragraph(said("The answers are the same."))
            yield from _listed("What is different", differences)
            yield from _listed("What has changed since", why)
        case outcome:
            assert_never(outcome)


def _listed(heading: str, found: Sequence[ReceiptDifference]) -> Iterator[DocumentBlock]:
    if found:
        yield Paragraph((strong(f"{heading}:"),))
        yield Listing(tuple(Entry((name(each.what), plain(f": {_words(each)}"))) for each in found))


def _words(each: ReceiptDifference) -> str:
    if each.now is None or each.then is None:
        return "it wasn't there" if each.then is None else "it is no longer there"
    if each.what.startswith("parts.") or each.what == "policy.digest":
        return "it means something else now"
    return f"it was {_value(each.then)}, and is {_value(each.now)} now"


def _value(value: object) -> str:
    match value:  # open: plain data, by its Python types
        case bool():
            return str(value).lower()
        case list():
            return ", or ".join(" and ".join(map(str, each)) if each else "nothing" for each in value) or "none"
        case _:
            return str(value)
