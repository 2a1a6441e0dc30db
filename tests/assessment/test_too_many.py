"""Where there are too many choices to list, everything else is still said, and that they are too many."""

from __future__ import annotations

from coach_ethics.assessment.assess import assess
from coach_ethics.coaching.policies import read_policy
from coach_ethics.findings import Status
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.json import assessment_json
from coach_ethics.render.plain_text import text
from coach_ethics.render.read_back import read_assessment
from coach_ethics.source import Source

_PAIRS = 12  # independent choices of two: 4096 courses


def test_statuses_are_told_without_choices() -> None:
    acts = "".join(f"  act_{n}_{side}: {{means: Do {n} {side}}}\n" for n in range(_PAIRS) for side in ("a", "b"))
    norms = "".join(f"  choose-{n}: {{must_one_of: [act_{n}_a, act_{n}_b], because: Choose.}}\n" for n in range(_PAIRS))
    source = f"policy: many\nacts:\n  be_open: {{means: Be open}}\n{acts}norms:\n{norms}  open: {{must: be_open}}\n"
    policy = read_policy(Source("<text>", source))
    result = assess({}, policy, engine="reference")
    assert result.statuses["be_open"] is Status.REQUIRED
    assert result.choices == ()
    assert result.unlisted == "there are too many choices to list them all"
    assert "there are too many choices to list them all" in text(assessment_document(result), width=200)
    assert read_assessment(assessment_json(result), policy) == result
