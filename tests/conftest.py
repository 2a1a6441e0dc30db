"""Hypothesis profiles: `quick` while developing, `ci`, `few` for one more interpreter, `thorough` for a long look.

HYPOTHESIS_PROFILE names the one to take. Where a law needs a count of its own, as the agreement of engines does, its
test says so.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from tests.counting import PROPERTY, Counted, counted_lines
from tests.frame_libraries import LIBRARIES

_slow_start = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", max_examples=20, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("few", max_examples=10, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("ci", max_examples=40, deadline=None, suppress_health_check=_slow_start)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=_slow_start)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Counted:
    """Tells a count that the run closes with: `counted("interviews held to enumeration: policies", 120)`.

    Each is printed on a line that begins with `counted: `, added up over the tests that tell the same one.
    """

    def tell(what: str, number: int | str) -> None:
        request.node.user_properties.append((PROPERTY, (what, number)))

    return tell


TOGETHER = {
    "pyspark": "spark",  # each process that has some of it starts a Java of its own
    "cluster.md": "spark",
    "test_disagreements": "disagreements",  # what they compare takes long, and is kept in the process
    "test_promise_of_a_fact": "a new fact",
    "site/browser": "a browser",
}
"""Tests that go to one process, by a part of their names, and what the group is called."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that share what is costly to make go to one process."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            for part, group in TOGETHER.items():
                if part in item.nodeid:
                    item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was counted; on which frame libraries cohorts equalled the reference, on how many rows, what didn't run."""
    reports = [each for reports in terminalreporter.stats.values() for each in reports]
    for line in counted_lines(reports):
        terminalreporter.write_line(line)
    counts: Counter[str] = Counter()
    for report in reports:
        if getattr(report, "when", "") == "teardown":
            counts.update(dict(value for name, value in report.user_properties if name == "rows compared"))
    if counts:
        ran = "; ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
        absent = [f"{each.name} ({why})" for each in LIBRARIES if (why := each.absent())]
        not_run = f"; not run: {', '.join(absent)}" if absent else ""
        terminalreporter.write_line(f"counted: rows of cohorts equal to the reference: {ran}{not_run}")
