"""Documents and problems as plain data, from which a page builds its elements: text nodes, and never markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from coach_ethics.language.data import Data
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    Style,
    Table,
    Verbatim,
)
from coach_ethics.render.interview import problem_words
from coach_ethics.translation import gettext


def blocks(document: Document, policy: Policy | None = None) -> list[Data]:
    """Each block under its kind: `heading`, `paragraph`, `listing`, `table` or `verbatim`.

    With a policy, its facts are called by what they mean, for readers who don't write cases.
    """
    facts = policy.vocabulary.by_name if policy else {}
    quoted = gettext("“{text}”")
    called = {name: quoted.format(text=fact.means) for name, fact in facts.items() if fact.means}
    return [_block(each, called) for each in document]


def _block(block: DocumentBlock, called: Mapping[str, str]) -> Data:
    match block:
        case Heading(text, level):
            return {"block": "heading", "text": text, "level": level}
        case Paragraph(line):
            return {"block": "paragraph", "line": _line(line, called)}
        case Listing(entries, numbered):
            return {"block": "listing", "numbered": numbered, "entries": [_entry(each, called) for each in entries]}
        case Table(header, rows):
            cells = [[_line(cell, called) for cell in row] for row in rows]
            return {"block": "table", "header": list(header), "rows": cells}
        case Verbatim(text):
            return {"block": "verbatim", "text": text}
        case _:
            assert_never(block)


def _entry(entry: Entry, called: Mapping[str, str]) -> Data:
    return {"line": _line(entry.line, called), "below": [_entry(each, called) for each in entry.below]}


def _line(line: Line, called: Mapping[str, str]) -> list[list[str]]:
    return [_piece(piece, called) for piece in line if piece.text]


def _piece(piece: Piece, called: Mapping[str, str]) -> list[str]:
    if piece.style is Style.NAME and piece.text in called:
        return [Style.PLAIN.value, called[piece.text]]
    return [piece.style.value, piece.text]


def problem_told(problem: Problem, source: str = "") -> Data:
    """A problem in words, and its place where it stands in the text of that name; lines and columns count from 1."""
    span = problem.span if problem.span and problem.span.source.name == source else None
    where = "" if span or not problem.span else f"{problem.span.source.name}: "
    place = (span.line, span.column, span.end_line, span.end_column) if span else None
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "words": f"{where}{problem_words(problem)}",
        "place": place,
    }
