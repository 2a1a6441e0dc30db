"""L014: a clause that is neither encoded nor excused."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.proofs.clauses import Standing, standings
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    for clause in standings(subject.policy)[Standing.NOT_COVERED]:
        yield warning(
            "L014",
            f"clause `{clause.id}` is neither encoded nor excused",
            clause.span,
            "name what encodes it, or give the reason under `not_encoded`",
        )


LINT = Lint(
    code="L014",
    name="silent-clause",
    finds="A clause that names nothing that encodes it and gives no reason under `not_encoded`.",
    matters="A clause that is silently skipped looks as if it were encoded.",
    example='clauses: {"2.3": {summary: …}}',
    instead='clauses: {"2.3": {summary: …, norms: [keep-confidence]}}, or not_encoded: the text was not verified',
    check=_check,
)
