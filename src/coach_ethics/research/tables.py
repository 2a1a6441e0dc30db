"""Tables read by a codebook: every cell that was taken for a value is shown, and nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.coaching.policies import policy_named
from coach_ethics.cohorts.impossible import ImpossibleRows, impossible_rows
from coach_ethics.cohorts.translation import require_narwhals
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Enumeration, Fact, Integer, Value, Vocabulary, expected, extended, value_text
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.research.cells import Cells, read_cells
from coach_ethics.research.codebooks import Codebook, CodebookEntry, as_value, folded

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.queries import Makes


@frozen
class CellMapping:
    """What a cell of a column was taken for: the value of a fact, None for not known; and in how many rows.

    `label` is what the file itself calls the cell, where it says so.

    >>> from coach_ethics.research import codebook, read_table
    >>> read = read_table("examples/cohort.csv", codebook("essay", ["sponsor.present"]), "essay")
    >>> print(read.mappings[0])
    sponsor.present: `true` is true, in 3 rows
    """

    fact: str
    column: str
    cell: str
    value: Value | None
    count: int
    label: str = ""

    def __str__(self) -> str:
        cell = f"`{self.cell}`" if self.cell else "an empty cell"
        named = f" (“{self.label}”)" if self.label else ""
        where = "" if self.column == self.fact else f" in `{self.column}`"
        value = "not known" if self.value is None else value_text(self.value)
        rows = "1 row" if self.count == 1 else f"{self.count:,} rows"
        return f"{self.fact}: {cell}{named}{where} is {value}, in {rows}"


@frozen
class ReadTable:
    """A table read by a codebook.

    `mappings` say what each cell was taken for; `other_columns` are those that the codebook doesn't mention, kept as
    texts; `absent` are its facts whose columns aren't there, which count as not known; `impossible` are rows that break
    a constraint; `notes` say how the file was read.

    >>> from coach_ethics.research import codebook, read_table
    >>> read = read_table("examples/cohort.csv", codebook("essay", ["sponsor.present"]), "essay")
    >>> read.size, read.absent, read.notes
    (4, (), ('cells are separated by commas',))
    """

    size: int
    mappings: tuple[CellMapping, ...]
    other_columns: tuple[str, ...]
    absent: tuple[str, ...]
    impossible: tuple[ImpossibleRows, ...]
    notes: tuple[str, ...]
    columns: Mapping[str, Sequence[Any]] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)

    def frame(self, library: Makes = "polars") -> Any:
        """The table as a frame of `polars` or `pyarrow`: the columns of facts, by their names, then the others.

        Raises CaseProblems for another library (K123), and where it isn't installed (E502).
        """
        require_narwhals()
        from coach_ethics.engines.columnar.queries import frame_of_facts

        return frame_of_facts(self.columns, self.vocabulary, library)


@takes(path=str | Path, codebook=Codebook, decimal=str, encoding=str, separator=str | None, sheet=str | None)
def read_table(
    path: str | Path,
    codebook: Codebook,
    policy: Policy | str | Path,
    *,
    separator: str | None = None,
    decimal: str = ".",
    encoding: str = "utf-8-sig",
    sheet: str | None = None,
) -> ReadTable:
    """Read a table in which a codebook says what cells mean.

    By its name, `path` is CSV or TSV (also as Qualtrics exports it, with three header rows), SPSS (`.sav`), Excel
    (`.xlsx`), Arrow or Feather, or Parquet. In a text, cells are separated by `separator`, by default whichever of
    comma, semicolon and tab is most frequent in the header; `notes` say which it was. `decimal` is the decimal sign of
    its numbers. `sheet` is Excel's, by default the first one.

    A cell is what the codebook says of the label that SPSS has for it, or else of the cell itself. A number may stand
    for itself.

    Raises CaseProblems: K137 where the file can't be read as a table, K138 with all cells of which the codebook says
    nothing, and where the table has none of its columns, E502 for a library that isn't installed (extra `files`);
    PolicyProblems where the policy can't be read.

    >>> from coach_ethics.research import codebook, read_table
    >>> read = read_table("examples/cohort.csv", codebook("essay", ["sponsor.present"]), "essay")
    >>> read.frame()["sponsor.present"].to_list()
    [True, True, True, False]
    """
    loaded = policy_named(policy)
    cells = read_cells(Path(path), separator, decimal, encoding, sheet)
    there = [entry for entry in codebook.entries if entry.column in cells.columns]
    if not there:
        near = did_you_mean(codebook.entries[0].column, cells.columns) if codebook.entries else None
        there_are = ", ".join(f"`{quoted(name)}`" for name in [*cells.columns][:_MOST_SHOWN])
        message = f"`{path}` has none of the columns of the codebook"
        raise CaseProblems([Problem("K138", message, help=near or f"its columns: {there_are}")])
    columns: dict[str, Sequence[Any]] = {}
    mappings: list[CellMapping] = []
    problems: list[Problem] = []
    for entry in there:
        own, unmapped = _mapped(entry, cells, loaded.vocabulary[entry.fact])
        meant = {each.cell: each.value for each in own}
        mappings += own
        problems += (_unmapped(entry, cells, cell, loaded.vocabulary[entry.fact]) for cell in unmapped)
        columns[entry.fact] = [meant.get(cell) for cell in cells.columns[entry.column]]
    if problems:
        raise CaseProblems(problems)
    return _table(loaded, codebook, cells, columns, tuple(mappings))


def _mapped(entry: CodebookEntry, cells: Cells, fact: Fact) -> tuple[list[CellMapping], list[str]]:
    """What the cells of a column stand for, the most frequent first, and those of which the codebook says nothing."""
    known = {folded(cell): value for cell, value in entry.cells.items()}
    labels = cells.labels.get(entry.column, {})
    mapped: list[CellMapping] = []
    unmapped: list[str] = []
    for cell, count in Counter(cells.columns[entry.column]).most_common():
        label = labels.get(cell, "")
        # What the file calls a cell says more than a number does: 1 may be yes here, and no there.
        said = next((folded(each) for each in ([label] if label else []) + [cell] if folded(each) in known), None)
        number = as_value(_WHOLE.sub("", cell.strip()), fact.type) if isinstance(fact.type, Integer) else None
        if said is None and number is None:
            unmapped.append(cell)
        else:
            value = number if said is None else known[said]
            mapped.append(CellMapping(entry.fact, entry.column, cell, value, count, label))
    return mapped, unmapped


_WHOLE = re.compile(r"(?<=\d)\.0+$")
"""What statistics programs write behind a whole number."""

_WITH_COMMA = re.compile(r"-?\d+,\d+")


def _unmapped(entry: CodebookEntry, cells: Cells, cell: str, fact: Fact) -> Problem:
    own = cells.columns[entry.column]
    lines = [line for line, each in zip(cells.lines, own, strict=True) if each == cell]
    rows = "1 row has" if len(lines) == 1 else f"{len(lines):,} rows have"
    label = cells.labels.get(entry.column, {}).get(cell, "")
    said = f"`{quoted(cell)}`" + (f" (“{quoted(label)}”)" if label else "") if cell else "an empty cell"
    where = ", ".join(map(str, lines[:_MOST_SHOWN]))
    message = f"{rows} {said} in `{quoted(entry.column)}`, of which the codebook says nothing, first in line {where}"
    help_ = f"add it to the codebook, as {expected(fact.type)}, or with no value for not known"
    if isinstance(fact.type, Integer) and _WITH_COMMA.fullmatch(cell.strip()):
        help_ = "if commas are decimal signs here, give `decimal=','`"
    return Problem("K138", message, path=f"$.{entry.fact}", help=did_you_mean(cell, entry.cells) or help_)


_MOST_SHOWN = 5


def _table(
    policy: Policy,
    codebook: Codebook,
    cells: Cells,
    columns: dict[str, Sequence[Any]],
    mappings: tuple[CellMapping, ...],
) -> ReadTable:
    used = {entry.column for entry in codebook.entries}
    others = tuple(name for name in cells.columns if name not in used and name not in columns)
    absent = tuple(entry.fact for entry in codebook.entries if entry.fact not in columns)
    size = len(cells.lines)
    read = ReadTable(size, mappings, others, absent, (), cells.notes, columns, policy.vocabulary)
    impossible = impossible_rows(read.frame(), policy)
    whole = {**columns, **{name: cells.columns[name] for name in others}}
    texts = (Fact(name, Enumeration(())) for name in others)
    return ReadTable(
        size,
        mappings,
        others,
        absent,
        impossible,
        cells.notes,
        whole,
        extended(Vocabulary(tuple(texts)), policy.vocabulary),
    )
