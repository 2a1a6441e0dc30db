"""What all verbs share: formats, exit statuses, problems on standard error."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum, StrEnum
from typing import assert_never

import typer
from rich.console import Console

from coach_ethics.problems import Problem, Problems, describe
from coach_ethics.render.document import Document
from coach_ethics.render.hypertext import html_page
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.plain_text import show, text
from coach_ethics.version import __version__

WIDEST = 100
"""The greatest width of printed text, in characters: longer lines are hard to read."""

MOST_COLUMNS = 1000
"""More columns than this are taken for a mistake."""


class Exit(IntEnum):
    """Exit statuses."""

    FINE = 0
    FINDINGS = 1
    BAD_INPUT = 2


class Format(StrEnum):
    """How to print a result."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def present(document: Document, json: Callable[[], str], format_: Format) -> None:
    """Print a result: the document as text, Markdown or an HTML page, or its JSON."""
    match format_:
        case Format.TEXT:
            if sys.stdout.isatty():
                with unwritten_explained():
                    show(document, Console(width=min(Console().width, WIDEST), highlight=False))
            else:
                say(text(document, width=width()))
        case Format.MARKDOWN:
            say(markdown(document))
        case Format.HTML:
            say(html_page(document))
        case Format.JSON:
            say(json())
        case _:
            assert_never(format_)


def say(words: str) -> None:
    """Print text as it is, ending in a newline."""
    with unwritten_explained():
        sys.stdout.write(words if words.endswith("\n") else f"{words}\n")
        sys.stdout.flush()


@contextmanager
def unwritten_explained() -> Iterator[None]:
    """Where standard output can't be written (the disk is full), report it and exit, as with any file (F105)."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader has gone, which is nobody's fault
    except OSError as failure:
        # Python would try again at exit, and report it in its own words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = (failure.strerror or "the system refuses").lower()
        complain(describe(Problem("F105", f"standard output can't be written: {reason}")))
        raise typer.Exit(Exit.BAD_INPUT) from None


def width() -> int:
    """The width of text without a terminal: `COLUMNS` if set, else `WIDEST`."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 20 <= int(columns) <= MOST_COLUMNS else WIDEST


@contextmanager
def bad_input_explained() -> Iterator[None]:
    """Print problems and warnings on standard error; problems exit with the status for bad input."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            yield
        except Problems as found:
            for problem in found.problems:
                complain(describe(problem))
            raise typer.Exit(Exit.BAD_INPUT) from None
        finally:
            for warning in caught:
                if issubclass(warning.category, UserWarning):
                    complain(f"note: {warning.message}")


@contextmanager
def extra_needed(extra: str, needs: str) -> Iterator[None]:
    """Around the imports of an extra: tell in a sentence that it isn't installed (E502)."""
    try:
        yield
    except ImportError as missing:
        raise Problems([Problem("E502", needs, help=f"`pip install 'coach-ethics[{extra}]'`")]) from missing


def complain(words: str) -> None:
    """Print text on standard error; where that can't be written, the exit status has to tell."""
    try:
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        raise
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def version(wanted: bool) -> None:
    """Print the version and exit, if that is wanted."""
    if wanted:
        say(f"coach-ethics {__version__}")
        raise typer.Exit(Exit.FINE)
