"""What people read, held to golden texts: the essay's case, the two-party one, the dilemma.

After a change of wording, `GOLDEN=write pytest tests/render` writes the texts anew; read the difference before it is
kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import Document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import assessment_json, explanation_json
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.plain_text import text
from coach_ethics.render.policy import policy_document

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 6, 1)


def _assessed(example: str) -> Assessment:
    policy = load_policy(ROOT / "policies" / "essay.yaml")
    engagement = load_engagement(ROOT / "examples" / f"{example}.yaml", policy.vocabulary)
    return assess(engagement, policy, engine="reference", on=DAY)


def _why(example: str, act: str) -> Document:
    found = _assessed(example)
    return explanation_document(found.why(act), found)


def _masked(json: str) -> str:
    """Without the digest, which changes with every word of a policy."""
    found = _assessed("essay").policy.digest
    return json.replace(found, "0" * len(found)) + "\n"


TEXTS: dict[str, Callable[[], str]] = {
    "essay.txt": lambda: text(assessment_document(_assessed("essay"))),
    "essay.80.txt": lambda: text(assessment_document(_assessed("essay")), width=80),
    "essay.md": lambda: markdown(assessment_document(_assessed("essay"))),
    "essay.json": lambda: _masked(assessment_json(_assessed("essay"))),
    "two_party.txt": lambda: text(assessment_document(_assessed("two_party"))),
    "dilemma.txt": lambda: text(assessment_document(_assessed("dilemma"))),
    "why-renegotiate.txt": lambda: text(_why("essay", "renegotiate")),
    "why-renegotiate.md": lambda: markdown(_why("essay", "renegotiate")),
    "why-renegotiate.json": lambda: explanation_json(_assessed("essay").why("renegotiate")) + "\n",
    "why-withdraw.txt": lambda: text(_why("essay", "withdraw")),
    "why-report_progress.txt": lambda: text(_why("dilemma", "report_progress")),
    "why-refer.txt": lambda: text(_why("essay", "refer")),
    "collusion.md": lambda: markdown(policy_document(load_policy("collusion"))),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_people_read_is_as_it_was(name: str) -> None:
    """The text is the golden one, to the letter."""
    found = TEXTS[name]()
    if os.environ.get("GOLDEN") == "write":
        (GOLDEN / name).write_text(found, "utf-8")
    assert found == (GOLDEN / name).read_text("utf-8")


def test_no_golden_text_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(TEXTS)
