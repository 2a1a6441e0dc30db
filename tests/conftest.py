"""Hypothesis profiles: `quick` while developing, `ci`, `few` for one more interpreter, `thorough` for a long look.

HYPOTHESIS_PROFILE names the one to take. Where a law needs a count of its own, as the agreement of engines does, its
test says so.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from tests.frame_libraries import LIBRARIES

_slow_start = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", max_examples=20, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("few", max_examples=10, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("ci", max_examples=40, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=_slow_start)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """On which frame libraries cohorts were held to the reference, on how many rows, and why others didn't run."""
    counts: Counter[str] = Counter()
    for report in (each for reports in terminalreporter.stats.values() for each in reports):
        if getattr(report, "when", "") == "teardown":
            counts.update(dict(value for name, value in report.user_properties if name == "rows compared"))
    if counts:
        ran = "; ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
        absent = [f"{each.name} ({why})" for each in LIBRARIES if (why := each.absent())]
        not_run = f"; not run: {', '.join(absent)}" if absent else ""
        terminalreporter.write_line(f"rows of cohorts equal to the reference: {ran}{not_run}")
