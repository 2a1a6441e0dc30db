"""What is required in every situation is told as a duty; it was once taken for a prohibition, and left out."""

from __future__ import annotations

from coach_ethics.assessment.assess import assess
from coach_ethics.coaching.policies import read_policy
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.plain_text import text
from coach_ethics.source import Source

POLICY = (
    "policy: open\nacts:\n  be_open: {means: Be open}\nnorms:\n  openness: {must: be_open, because: It is right.}\n"
)


def test_an_unconditional_duty_is_told() -> None:
    told = text(assessment_document(assess({}, read_policy(Source("<text>", POLICY)), engine="reference")))
    assert "What you must do" in told
    assert "Be open. (be_open)" in told
