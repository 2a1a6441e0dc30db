"""Problems as text, and in the forms that other programs read: JSON, GitHub's workflow commands, SARIF."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coach_ethics.analysis.lints.lint import Lint
from coach_ethics.problems import Problem, Severity, describe
from coach_ethics.render.document import Document, Heading, Paragraph, name, plain, strong
from coach_ethics.render.json import dumped
from coach_ethics.render.words import counted
from coach_ethics.source import Span
from coach_ethics.version import __version__


def problems_as_text(problems: Sequence[Problem], policies: int) -> str:
    """The problems one after the other, and a line that sums them up."""
    return "\n\n".join([*map(describe, problems), summary(problems, policies)])


def summary(problems: Sequence[Problem], policies: int) -> str:
    """How many policies were looked at, and how many problems were found: `4 policies, no problems, 1 note`."""
    errors, warnings, notes = (sum(each.severity is severity for each in problems) for severity in Severity)
    found = [counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    noted = f", {counted(notes, 'note')}" if notes else ""
    return f"{counted(policies, 'policy', 'policies')}, {' and '.join(found) or 'no problems'}{noted}"


def lint_document(lint: Lint) -> Document:
    """What the lint finds, why it matters, an example, and what to do instead."""
    return (
        Heading(f"{lint.code} {lint.name}", 1),
        Paragraph((strong("What it finds. "), plain(lint.finds))),
        Paragraph((strong("Why it matters. "), plain(lint.matters))),
        Paragraph((strong("Example. "), name(lint.example))),
        Paragraph((strong("Instead. "), plain(lint.instead))),
    )


def problems_as_github(problems: Sequence[Problem]) -> str:
    """A workflow command for each problem, which GitHub shows beside the line."""
    return "\n".join(map(_command, problems))


def _command(problem: Problem) -> str:
    span = problem.span
    place = (
        {
            "file": span.source.name,
            "line": span.line,
            "endLine": span.end_line,
            # Columns are taken only where they stand on one line.
            **({"col": span.column, "endColumn": span.end_column} if span.line == span.end_line else {}),
        }
        if span
        else {}
    )
    properties = ",".join(f"{name}={_property(value)}" for name, value in {**place, "title": problem.code}.items())
    word = "notice" if problem.severity is Severity.NOTE else problem.severity.value
    return f"::{word} {properties}::{_data(_said(problem))}"


def _said(problem: Problem) -> str:
    path = f"{problem.path}: " if problem.path else ""
    return f"{path}{problem.message}{f' ({problem.help})' if problem.help else ''}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def problems_as_sarif(problems: Sequence[Problem]) -> str:
    """The problems as a SARIF 2.1.0 log."""
    rules = sorted({problem.code for problem in problems})
    driver = {
        "name": "coach-ethics",
        "version": __version__,
        "rules": [{"id": rule} for rule in rules],
    }
    return dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(problem, rules.index(problem.code)) for problem in problems],
                }
            ],
        }
    )


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": _said(problem)},
        "locations": [_location(problem.span)] if problem.span else [],
    }


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.source.name)}, "region": region}}


def _uri(name: str) -> str:
    """A file's URI: relative as it was given, absolute with its scheme. A name that isn't UTF-8 keeps its bytes."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
