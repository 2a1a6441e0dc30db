"""Coverage-guided fuzzing of the engagement reader with atheris; not run by default.

    python tests/fuzz/fuzz_engagement.py -max_total_time=300 CORPUS tests/coaching/good tests/coaching/bad

Every input must give an engagement or problems within two seconds; anything else is a finding.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date

import atheris  # type: ignore[import-untyped]  # it ships no types

with atheris.instrument_imports(include=["coach_ethics", "yaml"]):
    from coach_ethics.coaching.engagement import Engagement
    from coach_ethics.coaching.read import read_engagement, write_engagement
    from coach_ethics.coaching.situation import situation_of
    from coach_ethics.language.files import source_of
    from coach_ethics.problems import CaseProblems, Problem, describe
    from coach_ethics.source import Source


def engagement_of(source: Source) -> Engagement | None:
    """The engagement; None where there are problems."""
    problems: tuple[Problem, ...] = ()
    try:
        return read_engagement(source)
    except CaseProblems as refused:
        problems = refused.problems
    assert problems
    assert all(describe(problem) for problem in problems)
    return None


def one_input(data: bytes) -> None:
    """The promise, for one input."""
    source = source_of("a.yaml", data)
    engagement = None if isinstance(source, Problem) else engagement_of(source)
    if engagement is None:
        return
    assert engagement_of(Source("<text>", write_engagement(engagement))) == engagement
    with suppress(CaseProblems):
        situation_of(engagement, date(2026, 6, 1))


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=2"], one_input)
    atheris.Fuzz()
