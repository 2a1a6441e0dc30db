"""Tables as they come, cell by cell: CSV with any separator, Qualtrics' three header rows, SPSS, Excel, Arrow."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

from attrs import frozen

from coach_ethics.cohorts.translation import require_narwhals
from coach_ethics.problems import CaseProblems, Problem, quoted


@frozen
class Cells:
    """The cells of a table as texts, by column; a cell that holds nothing is empty.

    `lines` are those of the file in which the rows stand, or their numbers. `labels` are what the file calls its cells,
    by column, where it says so (SPSS). `notes` say how the file was read.
    """

    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    labels: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...]


ENDINGS = (".csv", ".tsv", ".txt", ".sav", ".zsav", ".xlsx", ".arrow", ".feather", ".parquet")
"""The names of files that can be read."""


def read_cells(path: Path, separator: str | None, decimal: str, encoding: str, sheet: str | None) -> Cells:
    """The cells of a file. Raises CaseProblems: K137 where it can't be read, E502 for what isn't installed."""
    ending = path.suffix.lower()
    try:
        if ending in (".csv", ".tsv", ".txt"):
            return _delimited(path, separator, decimal, encoding)
        if ending in (".sav", ".zsav"):
            return _spss(path)
        if ending == ".xlsx":
            return _excel(path, sheet)
        if ending in (".arrow", ".feather", ".parquet"):
            return _arrow(path)
    except FileNotFoundError:
        raise CaseProblems([Problem("K137", f"there is no file `{path}`", help="give the path to a table")]) from None
    except UnicodeDecodeError:
        message = f"`{path}` isn't written in `{encoding}`"
        help_ = "save it as UTF-8, or say how it is written, such as `encoding='cp1252'`"
        raise CaseProblems([Problem("K137", message, help=help_)]) from None
    message = f"`{quoted(str(path))}` is no table that can be read here, judging by its name"
    raise CaseProblems([Problem("K137", message, help=f"its name should end in one of {', '.join(ENDINGS)}")])


def _delimited(path: Path, separator: str | None, decimal: str, encoding: str) -> Cells:
    text = path.read_text(encoding)
    between = separator or ("\t" if path.suffix.lower() == ".tsv" else _separator(text))
    reader = csv.reader(StringIO(text, newline=""), delimiter=between)
    rows = [(reader.line_num, row) for row in reader if any(row)]
    names = {",": "commas", ";": "semicolons", "\t": "tabs"}
    notes = [f"cells are separated by {names.get(between, between)}"]
    if not rows:
        raise CaseProblems([Problem("K137", f"`{path}` is empty")])
    (_, header), *body = rows
    if len(body) > 1 and any('"ImportId"' in cell for cell in body[1][1]):
        body = body[2:]
        notes.append("the second and third row are Qualtrics' headers, and were left out")
    columns = _by_column(path, header, body)
    if decimal != ".":
        columns = {name: [_with_point(cell, decimal) for cell in own] for name, own in columns.items()}
        notes.append(f"`{decimal}` is the decimal sign of numbers")
    return Cells(columns, [line for line, _ in body], {}, tuple(notes))


def _separator(text: str) -> str:
    """What separates the names in the first line: whichever is there most, a comma where none is."""
    first = text.partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _with_point(cell: str, decimal: str) -> str:
    """A number with a decimal point; anything else as it is."""
    written = cell.strip()
    plain = written.replace(decimal, ".", 1)
    return plain if plain.lstrip("-").replace(".", "", 1).isdecimal() else cell


def _by_column(path: Path, header: Sequence[str], body: Sequence[tuple[int, list[str]]]) -> dict[str, list[str]]:
    problems = [*_bad_header(path, header)]
    for line, row in body:
        if len(row) > len(header):
            message = f"line {line} of `{path}` has {len(row)} cells, and the header {len(header)}"
            problems.append(Problem("K137", message, help="say what separates cells, such as `separator=';'`"))
            break
    if problems:
        raise CaseProblems(problems)
    return {name: [row[at] if at < len(row) else "" for _, row in body] for at, name in enumerate(header)}


def _bad_header(path: Path, header: Sequence[str]) -> Iterator[Problem]:
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    for name in twice:
        yield Problem("K137", f"`{path}` has more than one column `{quoted(name)}`", help="give each a name of its own")


def _spss(path: Path) -> Cells:
    pyreadstat = _library("pyreadstat", "SPSS's files")
    try:
        data, about = pyreadstat.read_sav(str(path), output_format="dict")
    except pyreadstat.ReadstatError as failure:
        raise CaseProblems([Problem("K137", f"`{path}` can't be read: {str(failure).lower()}")]) from None
    columns = {str(name): [_text(cell) for cell in own] for name, own in data.items()}
    labels = {
        str(name): {_text(cell): str(label) for cell, label in own.items()}
        for name, own in about.variable_value_labels.items()
    }
    return Cells(columns, _numbers(columns), labels, ("values that SPSS declares as missing count as empty",))


def _excel(path: Path, sheet: str | None) -> Cells:
    openpyxl = _library("openpyxl", "Excel's files")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    if sheet is not None and sheet not in book.sheetnames:
        there = ", ".join(f"`{quoted(name)}`" for name in book.sheetnames)
        raise CaseProblems([Problem("K137", f"`{path}` has no sheet `{quoted(sheet)}`", help=f"it has {there}")])
    table = book[sheet] if sheet is not None else book.worksheets[0]
    rows = [[_text(cell) for cell in row] for row in table.iter_rows(values_only=True)]
    notes = (f"the sheet `{table.title}` was read, of {len(book.sheetnames)}",)
    book.close()
    header, *body = rows or [[]]
    while header and not header[-1]:
        header = header[:-1]
    body = [row[: len(header)] for row in body]
    while body and not any(body[-1]):
        body.pop()
    numbered = [*enumerate(body, 2)]
    return Cells(_by_column(path, header, numbered), [line for line, _ in numbered], {}, notes)


def _arrow(path: Path) -> Cells:
    require_narwhals()
    from coach_ethics.engines.columnar.files import read_columns

    columns = {name: [*map(_text, own)] for name, own in read_columns(path).items()}
    return Cells(columns, _numbers(columns), {}, ())


def _numbers(columns: Mapping[str, Sequence[str]]) -> range:
    """The numbers of rows, from 1, where there are no lines."""
    return range(1, 1 + len(next(iter(columns.values()), ())))


def _library(name: str, what: str) -> Any:
    if find_spec(name) is None:
        message = f"{what} need {name}, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[files]'`")])
    if name == "openpyxl":
        import openpyxl

        return openpyxl
    import pyreadstat

    return pyreadstat


def _text(cell: object) -> str:
    """A cell as a text: nothing for nothing, `1` for 1.0, `true` for True."""
    match cell:  # open: whatever files hold
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell != cell:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
