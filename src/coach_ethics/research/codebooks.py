"""Codebooks: which column holds which fact, and what each cell in it stands for.

A codebook is a table with a line for each kind of cell, so that it is edited in any spreadsheet, and archived as it is:
`fact`, `column`, `label` (what the fact is called), `cell` and `value`. Where the value is empty, the cell means that
the fact isn't known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import assert_never

import attrs
from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.coaching.policies import policy_named
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    Fact,
    FactType,
    Integer,
    Value,
    Vocabulary,
    domain,
    expected,
    in_words,
    value_text,
)
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.source import Source

MISSING = ("", "NA", "N/A", "-99")
"""The cells that stand for not known in a codebook that says nothing else."""

_TRUTHS: Mapping[bool, tuple[str, ...]] = {True: ("true", "yes", "1"), False: ("false", "no", "0")}
_HEADER = ("fact", "column", "label", "cell", "value")


@frozen
class CodebookEntry:
    """A fact, the column that holds it, its label, and what each cell stands for: a value, or None for not known.

    Cells are compared without regard to case and to blanks around them. A cell of a number may also be a whole number.

    >>> from coach_ethics.research import codebook
    >>> entry = codebook("essay", ["block.present"]).entries[0]
    >>> entry.column, entry.cells["yes"], entry.cells["NA"]
    ('block.present', True, None)
    """

    fact: str
    column: str
    label: str
    cells: Mapping[str, Value | None]


@frozen
class Codebook:
    """What the columns and cells of a table mean, as facts of the policy.

    >>> from coach_ethics.research import codebook
    >>> [each.fact for each in codebook("essay", ["block.present", "harm.likelihood"]).entries]
    ['block.present', 'harm.likelihood']
    """

    policy: str
    entries: tuple[CodebookEntry, ...]


@takes(facts=Iterable[str], columns=Mapping | None)
def codebook(
    policy: Policy | str | Path, facts: Iterable[str], *, columns: Mapping[str, str] | None = None
) -> Codebook:
    """A codebook to begin with: facts in the columns of their names, or in `columns`, and their values as policies
    write them.

    Besides, it takes `yes` and `1` for true, `no` and `0` for false, words with blanks for enumerators, and an empty
    cell, `NA`, `N/A` and `-99` for not known. Written by `codebook_table`, changed and read again, it says what a
    survey's cells mean.

    Raises CaseProblems (K136) for facts that the policy doesn't have, PolicyProblems where it can't be read.

    >>> from coach_ethics.research import codebook, codebook_table
    >>> print(codebook_table(codebook("essay", ["block.present"])).splitlines()[1])
    block.present,block.present,a block keeps the client from the next step towards the outcomes,false,false
    """
    vocabulary = policy_named(policy).vocabulary
    names = tuple(facts)
    if unknown := [name for name in (*names, *(columns or {})) if name not in vocabulary]:
        raise CaseProblems(_strange(name, vocabulary) for name in unknown)
    entries = (_entry(vocabulary[name], (columns or {}).get(name, name)) for name in names)
    return Codebook(policy_named(policy).name, tuple(entries))


def _strange(name: str, vocabulary: Vocabulary) -> Problem:
    help_ = did_you_mean(name, vocabulary.by_name) or "`coach-ethics facts` lists the facts"
    return Problem("K136", f"`{quoted(name)}` is not a fact of the policy", path=f"$.{name}", help=help_)


def _entry(fact: Fact, column: str) -> CodebookEntry:
    cells: dict[str, Value | None] = dict.fromkeys(MISSING)
    for value in () if isinstance(fact.type, Integer) else domain(fact.type):
        own = _TRUTHS[value] if isinstance(value, bool) else (str(value), in_words(str(value)))
        cells |= dict.fromkeys(own, value)
    return CodebookEntry(fact.name, column, fact.means, cells)


@takes(codebook=Codebook)
def codebook_table(codebook: Codebook) -> str:
    """A codebook as a table in CSV, which `read_codebook` reads.

    >>> from coach_ethics.research import codebook, codebook_table, read_codebook
    >>> book = codebook("essay", ["harm.likelihood"])
    >>> read_codebook(codebook_table(book), "essay") == book
    True
    """
    written = StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEADER)
    for each in codebook.entries:
        ordered = sorted(each.cells.items(), key=lambda cell: cell[1] is None)
        for cell, value in ordered or [("", None)]:
            table.writerow((each.fact, each.column, each.label, cell, "" if value is None else value_text(value)))
    return written.getvalue()


@takes(codebook=str | Path)
def read_codebook(codebook: str | Path, policy: Policy | str | Path) -> Codebook:
    """A codebook from a file (a `Path`, or a name that ends in `.csv`), or from a text, as `codebook_table` writes it.

    Raises CaseProblems (K136) with all that is wrong: columns of the codebook that aren't there, facts and values that
    the policy doesn't have, cells that would stand for two values.

    >>> from coach_ethics.research import read_codebook
    >>> book = read_codebook("fact,column,label,cell,value\\nharm.likelihood,Q3,,Very likely,likely\\n", "essay")
    >>> book.entries[0].column, dict(book.entries[0].cells)
    ('Q3', {'Very likely': 'likely'})
    """
    loaded = policy_named(policy)
    source = _source(codebook)
    rows = [*csv.DictReader(StringIO(source.text, newline=""))]
    header = rows[0].keys() if rows else ()
    if missing := [name for name in _HEADER if name not in header]:
        message = f"`{quoted(source.name)}` has no column {', '.join(f'`{name}`' for name in missing)}"
        raise CaseProblems([Problem("K136", message, help=f"a codebook begins with the line `{','.join(_HEADER)}`")])
    found, problems = dict[str, CodebookEntry](), list[Problem]()
    for line, row in enumerate(rows, 2):
        try:
            one = _read_row(row, loaded.vocabulary)
        except CaseProblems as wrong:
            problems += [attrs.evolve(each, message=f"line {line}: {each.message}") for each in wrong.problems]
            continue
        have = found.setdefault(one.fact, attrs.evolve(one, cells={}))
        problems += _contradictions(have, one, line)
        found[one.fact] = attrs.evolve(have, label=have.label or one.label, cells={**have.cells, **one.cells})
    if problems:
        raise CaseProblems(problems)
    return Codebook(loaded.name, tuple(found.values()))


def _source(given: str | Path) -> Source:
    if isinstance(given, str) and ("\n" in given or not given.endswith(".csv")):
        return Source("<text>", given)
    path = Path(given)
    try:
        return Source(str(path), path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise CaseProblems([Problem("K136", f"`{quoted(str(path))}` can't be read as a text in UTF-8")]) from None


def _read_row(row: Mapping[str, str | None], vocabulary: Vocabulary) -> CodebookEntry:
    name, column, label, cell, value = ((row[key] or "") for key in _HEADER)
    if name not in vocabulary:
        raise CaseProblems([_strange(name, vocabulary)])
    return CodebookEntry(name, column or name, label, {cell: _value(value, vocabulary[name]) if value else None})


def _value(text: str, fact: Fact) -> Value:
    """A value as policies write it. Raises CaseProblems (K136)."""
    found = as_value(text, fact.type)
    if found is None:
        message = f"`{quoted(text)}` is not a value of `{fact.name}`"
        help_ = f"expected {expected(fact.type)}, or nothing for not known"
        raise CaseProblems([Problem("K136", message, help=help_)])
    return found


def as_value(text: str, type_: FactType) -> Value | None:
    """The value that policies write so; None where the type has none."""
    match type_:
        case Boolean():
            return {"true": True, "false": False}.get(text.casefold())
        case Integer(minimum, maximum):
            number = int(text) if text.lstrip("-").isdecimal() else None
            return number if number is not None and minimum <= number <= maximum else None
        case Enumeration(values):
            return text if text in values else None
        case _:
            assert_never(type_)


def _contradictions(have: CodebookEntry, one: CodebookEntry, line: int) -> Iterator[Problem]:
    if have.column != one.column:
        message = f"line {line}: `{one.fact}` stands in `{quoted(have.column)}` and in `{quoted(one.column)}`"
        yield Problem("K136", message, path=f"$.{one.fact}", help="give a fact one column")
    before = {folded(cell): value for cell, value in have.cells.items()}
    for cell, value in one.cells.items():
        if folded(cell) in before and before[folded(cell)] != value:
            message = f"line {line}: the cell `{quoted(cell)}` of `{one.fact}` stands for two values"
            yield Problem("K136", message, path=f"$.{one.fact}", help="cells are compared without regard to case")


def folded(cell: str) -> str:
    """A cell as it is compared."""
    return " ".join(cell.split()).casefold()
