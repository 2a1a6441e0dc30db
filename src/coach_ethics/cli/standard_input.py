"""Standard input in place of a file: `-`, wherever a case, a table, a policy or another text is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from attrs import evolve

from coach_ethics.language.files import open_source, source_of
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.source import Source

STANDARD_INPUT = "-"
"""Stands for standard input in place of a file."""

MOST_BYTES = 16_000_000
"""The most bytes of a text that are read from standard input; no reasonable one is longer."""


def source_at(path: Path) -> Source | Problem:
    """The text of a file, or of standard input for `-`; a problem where it can't be read."""
    if str(path) != STANDARD_INPUT:
        return open_source(path)
    if sys.stdin is None:  # whoever started the process has closed it
        return Problem("X404", "standard input can't be read: it is closed", help="give a file instead of `-`")
    return source_of("<standard input>", _read(sys.stdin))


def given_text(path: Path) -> Source:
    """The same. Raises CaseProblems where it can't be read."""
    source = source_at(path)
    if isinstance(source, Problem):
        raise CaseProblems([source])
    return source


@lru_cache(maxsize=1)
def _read(stream: TextIO) -> bytes:
    """What a stream gives, which it does once; who names it twice means the same text."""
    return stream.buffer.read(MOST_BYTES)


@contextmanager
def table_at(path: Path) -> Iterator[Path]:
    """The path of a table; for `-` that of a copy of standard input, which is gone afterwards: a table is gone through
    several times."""
    if str(path) != STANDARD_INPUT or sys.stdin is None:
        yield path
        return
    with TemporaryDirectory() as folder:
        first = sys.stdin.buffer.read(len(_PARQUET))
        copy = Path(folder) / f"standard-input.{'parquet' if first == _PARQUET else 'csv'}"
        with copy.open("wb") as file:
            file.write(first)
            while part := sys.stdin.buffer.read(MOST_BYTES):
                file.write(part)
        try:
            yield copy
        except CaseProblems as found:
            raise CaseProblems(_by_name(each, copy) for each in found.problems) from None


def _by_name(problem: Problem, copy: Path) -> Problem:
    """The same of what whoever gave the table knows, and not of its copy."""
    message, help_ = (said and said.replace(str(copy), "<standard input>") for said in (problem.message, problem.help))
    return evolve(problem, message=message or "", help=help_)


_PARQUET = b"PAR1"
