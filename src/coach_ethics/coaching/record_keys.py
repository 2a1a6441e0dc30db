"""By what the caller's own program knows the record that a problem is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from coach_ethics.metadata import Metadata, RecordKey
from coach_ethics.problems import Problem


def with_record(problem: Problem, engagement: object) -> Problem:
    """A problem of an engagement, or of the plain data of one, with the key of the record that its path leads into."""
    if problem.path is None or problem.record is not None:
        return problem
    keys = [key for part in _along(problem.path, engagement) if (key := _key(part)) is not None]
    return attrs.evolve(problem, record=keys[-1]) if keys else problem


def _along(path: str, part: Any) -> Iterator[Any]:
    """What stands at each step of a path, as far as it leads anywhere."""
    yield part
    for step in re.findall(r"\w+", path):
        part = _step(part, step)
        if part is None:
            return
        yield part


def _step(part: Any, step: str) -> Any:
    match part:  # open: plain data, or what attributes hold
        case Mapping():
            return part.get(step)
        case list() | tuple():
            return part[int(step)] if step.isdigit() and int(step) < len(part) else None
        case _:
            return getattr(part, step, None)


def _key(part: Any) -> RecordKey | None:
    id_, kept = _step(part, "id"), _step(part, "metadata")
    own_id = id_ if isinstance(id_, str) else None
    metadata = Metadata(kept) if isinstance(kept, Mapping) else kept if isinstance(kept, Metadata) else None
    return None if own_id is None and metadata is None else RecordKey(own_id, metadata)
