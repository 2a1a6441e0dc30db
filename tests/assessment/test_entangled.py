"""What a case's answers hold stays small, whatever the range of a number."""

from __future__ import annotations

from tests.analysis.entangled import entangled

import coach_ethics as ce
from coach_ethics.render.json import changes_json


def test_a_million_values_that_serve_are_held_and_written_as_a_run() -> None:
    result = ce.assess({"w.x": 15_000, "w.y": 12_000}, entangled("two amounts compared"))
    changes = result.what_would_allow("a0")
    assert 1_000_000 in [shift.values[-1] for change in changes for shift in change.shifts if shift.fact == "w.y"]
    written = changes_json(changes)
    assert '"from": 15000,' in written
    assert len(written) < 5_000
