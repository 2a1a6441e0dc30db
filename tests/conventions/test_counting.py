"""What tests count is told at the end of a run."""

from __future__ import annotations

from attrs import frozen
from tests.counting import PROPERTY, counted_lines


@frozen
class _Report:
    when: str
    user_properties: list[tuple[str, object]]


def _counted(*counts: tuple[str, object], when: str = "teardown") -> _Report:
    return _Report(when, [(PROPERTY, count) for count in counts])


def test_counts_of_the_same_name_are_added_up_and_words_told_one_by_one() -> None:
    """Each report counts once, by its last phase; what else tests tell is left alone."""
    reports = [
        _counted(("policies", 1_200), ("order", "1.9 on average")),
        _counted(("policies", 34), ("order", "2.0 on average")),
        _counted(("policies", 5), when="call"),
        _Report("teardown", [("rows compared", ("polars", 3))]),
        "an error while collecting",
    ]
    assert counted_lines(reports) == [
        "counted: order: 1.9 on average",
        "counted: order: 2.0 on average",
        "counted: policies: 1,234",
    ]
