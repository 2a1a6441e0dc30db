"""Whether the rows of a CSV file are what their author meant, before a frame library reads them.

Polars takes rows with too many or too few cells, blank lines and stray quotes without a word, and moves or invents
values. So one pass in a stream looks at every row first.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from attrs import Factory, define, frozen

from coach_ethics.engines.columnar.queries import MOST_SHOWN
from coach_ethics.problems import CaseProblems, Problem

SIGNS = {";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
"""What other programs separate columns with, and what it is called."""


def other_sign(header: list[str]) -> str | None:
    """What to do about a header of one cell in which another sign than the comma separates the columns."""
    sign = next((sign for sign in SIGNS if len(header) == 1 and sign in header[0]), None)
    return f"separate the columns with commas; this file uses {SIGNS[sign]}" if sign else None


def require_rows(path: Path) -> None:
    """Raises CaseProblems (K119) where rows of a CSV file have another number of cells than the header, where quotes
    stand in the midst of a cell, where lines are blank, and where the text isn't UTF-8.

    Files of other kinds and those that can't be opened aren't looked at.
    """
    if path.suffix.lower() != ".csv" or not path.is_file():
        return
    try:
        with path.open("rb") as file:
            problems = [*_problems(path, file)]
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        problems = [Problem("K119", f"`{path}` can't be read: {reason}")]
    if problems:
        raise CaseProblems(problems)


class _Fault(StrEnum):
    CELLS = "another number of cells than the header"
    QUOTE = "a double quote in the midst of a cell"
    BLANK = "nothing in it"
    END = "Ctrl-Z in it, an old mark for the end of a file"


_HELP = {
    _Fault.CELLS: "put a text that contains a comma in double quotes, and a comma for every cell that is left empty",
    _Fault.QUOTE: 'put the whole cell in double quotes and write the quote twice, such as `"a 5"" screen"`',
    _Fault.BLANK: "delete the line, which would count as a situation of which nothing is known",
    _Fault.END: "delete the line, which would count as a situation of which nothing is known",
}
_ALONE = "delete the line; or, if it is a situation of which nothing is known, add a column that numbers the rows"


@define(eq=False)
class _Found:
    """How many rows have a fault, and where the first of them are."""

    count: int = 0
    places: list[str] = Factory(list)

    def add(self, row: int, line: int, more: str) -> None:
        self.count += 1
        if len(self.places) < MOST_SHOWN:
            self.places.append(f"row {row} (line {line}{more})")


@frozen(eq=False)
class _Lines:
    """The lines of a file as text; `own` are those of the row that is being read."""

    file: BinaryIO
    own: list[str] = Factory(list)

    def __iter__(self) -> Iterator[str]:
        for at, line in enumerate(self.file):
            self.own.append(line.decode("utf-8-sig" if at == 0 else "utf-8"))
            yield self.own[-1]


def _problems(path: Path, file: BinaryIO) -> Iterator[Problem]:
    lines = _Lines(file)
    reader = csv.reader(lines, strict=True)
    found: dict[_Fault, _Found] = {}
    header, row, begun = None, -1, 1
    try:
        for row, cells in enumerate(reader, -1):
            if header is None:
                header = cells
                if not any(each.strip() for each in cells):
                    yield _problem(path, "its first line is blank", "the first line names the columns")
                    return
            for fault, more in _faults(cells, lines.own, len(header)):
                found.setdefault(fault, _Found()).add(row, begun, more)
            lines.own.clear()
            begun = reader.line_num + 1
    except UnicodeDecodeError as failure:
        yield _undecodable(path, failure, reader.line_num + 1)
    except csv.Error as failure:
        yield _broken(path, str(failure), row + 1, begun)
    if header is None and reader.line_num == 0 and not file.tell():
        yield _problem(path, "it is empty", "the first line names the columns, and each further line is a situation")
    for fault, each in found.items():
        rows = "1 row has" if each.count == 1 else f"{each.count:,} rows have"
        help_ = _ALONE if header and len(header) == 1 and fault is _Fault.BLANK else _HELP[fault]
        yield _problem(
            path, f"{rows} {fault.value}, first in {', '.join(each.places)}", other_sign(header or []) or help_
        )


def _faults(cells: list[str], lines: list[str], width: int) -> Iterator[tuple[_Fault, str]]:
    whole = "".join(lines)
    if "\x1a" in whole and not whole.strip("\x1a \t\r\n"):
        yield _Fault.END, ""
    elif not whole.strip():
        yield _Fault.BLANK, ""
    elif '"' in whole and not _QUOTED_WELL.fullmatch(whole):
        yield _Fault.QUOTE, ""
    elif len(cells) != width:
        yield _Fault.CELLS, f": {len(cells)} instead of {width}"


_CELL = r'(?:"(?:[^"]|"")*+"|[^",\r\n]*+)'
_QUOTED_WELL = re.compile(rf"{_CELL}(?:,{_CELL})*+(?:\r?\n)?")


def _broken(path: Path, reason: str, row: int, line: int) -> Problem:
    where = f"row {row} (line {line})" if row >= 0 else f"line {line}"
    if "new-line character" in reason:
        return _problem(path, f"a line is ended by a carriage return alone, in {where}", "save it with plain line ends")
    if "expected after" in reason:
        return _problem(path, f"1 row has {_Fault.QUOTE.value}, in {where}", _HELP[_Fault.QUOTE])
    help_ = f"close it; or {_HELP[_Fault.QUOTE]}"
    return _problem(path, f"a double quote is opened and never closed, in {where}", help_)


def _undecodable(path: Path, failure: UnicodeDecodeError, line: int) -> Problem:
    if failure.object.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(path, "it is written in UTF-16, not in UTF-8", _UTF_8)
    byte = failure.object[failure.start]
    return _problem(path, f"it isn't written in UTF-8: byte {byte:#04x} in line {line}", _UTF_8)


_UTF_8 = "save it as UTF-8 (Excel calls it `CSV UTF-8`); Windows-1252 and Latin-1 write accented letters otherwise"


def _problem(path: Path, reason: str, help_: str) -> Problem:
    return Problem("K119", f"`{path}` can't be read as a table: {reason}", help=help_)
