"""The promise of CONTRIBUTING: a fact is one attribute of a class of facts, and every place knows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.digest import meaning_digest

ATTRIBUTE = """
    uses_ai_notes: bool | None = fact(
        means="software takes the notes of the sessions",
        ask="Does software take the notes of your sessions?",
        said="software takes the notes",
        said_not="no software takes the notes",
        known_to=WITH_CLIENT,
        changeable=True,
    )
"""

PLACES = """
import json
import polars
from hypothesis import find, settings
import coach_ethics as ce
from coach_ethics.coaching import engagement_schema, write_engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.interview import begin_interview, next_question
from coach_ethics.model import meaning_digest
from coach_ethics.model.conditions import Holds, Not
from coach_ethics.render.circumstances import circumstances
from coach_ethics.testing import engagements

NAME = "coach.uses_ai_notes"
policy = ce.load_policy('''
policy: notes
acts: {tell_client: {means: Tell the client}}
norms: {say-so: {must: tell_client, when: coach.uses_ai_notes, because: The client should know.}}
properties: {never-required: {never: required(tell_client)}}
''')
recorded = ce.load_engagement("coach: {uses_ai_notes: true}\\n")
drawn = find(
    engagements(),
    lambda each: each.coach is not None and each.coach.uses_ai_notes is True,
    settings=settings(max_examples=2000, database=None),
)
frame = ce.assess_frame(polars.DataFrame({NAME: [True, False, None]}), policy)
refuted = [each for each in ce.prove(policy, only="properties").proofs if "never-required" in str(each)]
schema = engagement_schema()
print(json.dumps({
    "vocabulary": sorted(STANDARD[NAME].known_to),
    "schema of records": schema["properties"]["coach"]["properties"]["uses_ai_notes"],
    "schema of facts": schema["properties"][NAME]["description"],
    "record": dict(situation_of(recorded, "2026-04-01").values),
    "written": write_engagement(recorded),
    "assessed": ce.assess(recorded, policy).statuses["tell_client"],
    "question": next_question(begin_interview(policy)).text,
    "strategy": drawn.coach.uses_ai_notes,
    "words": [circumstances(each, STANDARD) for each in (Holds(NAME), Not(Holds(NAME)))],
    "column": frame["ethics_tell_client"].to_list(),
    "solver": NAME in str(refuted),
    "digests": {name: meaning_digest(ce.load_policy(name)) for name in ("essay", "icf-2025")},
}))
"""


@pytest.fixture(scope="module")
def places(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What each place says of the fact, in a copy of the library to which nothing but its attribute was added."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(root / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "policies", copy / "policies")
    home = copy / "src" / "coach_ethics" / "coaching" / "facts" / "coach.py"
    text = home.read_text("utf-8")
    head, rest = text.split("\n\n\n@frozen\nclass SupervisionFacts:")
    home.write_text(f"{head}{ATTRIBUTE}\n\n@frozen\nclass SupervisionFacts:{rest}", "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", PLACES],
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, object] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("vocabulary", ["client", "supervisor"]),
        ("schema of records", {"type": ["boolean", "null"], "description": "software takes the notes of the sessions"}),
        ("schema of facts", "software takes the notes of the sessions"),
        ("record", {"coach.uses_ai_notes": True}),
        ("written", "coach:\n  uses_ai_notes: true\n"),
        ("assessed", "required"),
        ("question", "Does software take the notes of your sessions?"),
        ("strategy", True),
        ("words", ["software takes the notes", "no software takes the notes"]),
        ("column", ["required", "unregulated", "undetermined"]),
        ("solver", True),
    ],
)
def test_a_new_fact_is_known_in_every_place(places: dict[str, object], place: str, says: object) -> None:
    assert places[place] == says


def test_a_new_fact_changes_the_digest_of_no_policy(places: dict[str, object]) -> None:
    """What is kept of earlier assessments stays valid."""
    assert places["digests"] == {name: meaning_digest(load_policy(name)) for name in ("essay", "icf-2025")}
