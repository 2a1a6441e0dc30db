"""What several policies are called: no two the same."""

from __future__ import annotations

import pytest

from coach_ethics.model.policy import Policy
from coach_ethics.model.titles import labels_of, titles_of
from coach_ethics.source import Source, Span


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ([("a", "1"), ("b", "1")], ["`a`", "`b`"]),
        ([("a", "1"), ("a", "2"), ("b", "1")], ["`a` 1", "`a` 2", "`b`"]),
        ([("a", "1"), ("a", "1"), ("a", "2")], ["`a` (no. 1)", "`a` (no. 2)", "`a` 2"]),
        ([("a", ""), ("a", "2")], ["`a` (no. 1)", "`a` 2"]),
        ([("a", "1", "x/old.yaml"), ("a", "1", "y/new.yaml")], ["`a` (old.yaml)", "`a` (new.yaml)"]),
        ([("a", "1", "/old/a.yaml"), ("a", "1", "/new/a.yaml")], ["`a` (old/a.yaml)", "`a` (new/a.yaml)"]),
        ([("a", "1", "a.yaml"), ("a", "1", "a.yaml")], ["`a` (no. 1)", "`a` (no. 2)"]),
        ([("a", "1", "<text>"), ("a", "1", "a.yaml")], ["`a` (no. 1)", "`a` (a.yaml)"]),
        ([], []),
    ],
)
def test_no_two_are_called_the_same(given: list[tuple[str, ...]], titles: list[str]) -> None:
    policies = [_policy(*each) for each in given]
    assert list(titles_of(policies)) == titles
    assert list(labels_of(policies)) == [title.replace("`", "") for title in titles]


def _policy(name: str, version: str, file: str = "") -> Policy:
    span = Span(Source(file, ""), 1, 1, 1, 1) if file else None
    return Policy(name, version=version, span=span)
