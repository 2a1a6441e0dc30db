"""Documents and problems as plain data, from which a page builds its elements: text nodes, and never markup."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.language.data import Data
from coach_ethics.problems import Problem
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    Verbatim,
)
from coach_ethics.render.interview import problem_words


def blocks(document: Document) -> list[Data]:
    """Each block under its kind: `heading`, `paragraph`, `listing`, `table` or `verbatim`."""
    return [_block(each) for each in document]


def _block(block: DocumentBlock) -> Data:
    match block:
        case Heading(text, level):
            return {"block": "heading", "text": text, "level": level}
        case Paragraph(line):
            return {"block": "paragraph", "line": _line(line)}
        case Listing(entries, numbered):
            return {"block": "listing", "numbered": numbered, "entries": [_entry(each) for each in entries]}
        case Table(header, rows):
            return {"block": "table", "header": list(header), "rows": [[_line(cell) for cell in row] for row in rows]}
        case Verbatim(text):
            return {"block": "verbatim", "text": text}
        case _:
            assert_never(block)


def _entry(entry: Entry) -> Data:
    return {"line": _line(entry.line), "below": [_entry(each) for each in entry.below]}


def _line(line: Line) -> list[list[str]]:
    return [[piece.style.value, piece.text] for piece in line if piece.text]


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
