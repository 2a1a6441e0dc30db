"""What earlier releases wrote is read as it was meant: receipts replay, interviews go on, assessments come back.

A policy may change its meaning in a later release; then its own writing, which the release stored beside the rest,
still says what was meant.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import coach_ethics as ce
from coach_ethics.assessment import Identical
from coach_ethics.interview import assessment, next_question, read_state
from coach_ethics.render import read_assessment

HERE = Path(__file__).parent
FILES = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("*/*/*.json"))
POLICIES = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("*/policies/*.yaml"))


def policy_of(path: Path, name: str) -> ce.Policy:
    """The policy that the release wrote beside its results."""
    return ce.load_policy(path.parents[1] / "policies" / f"{name}.yaml")


def test_a_release_has_something_of_each_kind() -> None:
    kinds = {"assessments", "interviews", "receipts"}
    assert all({Path(each).parts[1] for each in FILES if each.startswith(release)} == kinds for release in releases())
    assert releases()


def releases() -> set[str]:
    return {Path(each).parts[0] for each in FILES}


@pytest.mark.parametrize("file", POLICIES)
def test_a_policy_means_what_it_meant(file: str) -> None:
    path = HERE / file
    digests = json.loads((path.parents[1] / "digests.json").read_text("utf-8"))
    assert ce.assess({}, ce.load_policy(path), engine="compiled").policy.digest == digests[path.stem]


@pytest.mark.parametrize("file", [each for each in FILES if "/receipts/" in each])
def test_a_receipt_replays(file: str) -> None:
    text = (HERE / file).read_text("utf-8")
    assert ce.replay(text, policy_of(HERE / file, json.loads(text)["policy"]["name"])) == Identical()


@pytest.mark.parametrize("file", [each for each in FILES if "/assessments/" in each])
def test_an_assessment_comes_back_as_it_is_made_today(file: str) -> None:
    text = (HERE / file).read_text("utf-8")
    policy = policy_of(HERE / file, json.loads(text)["policy"]["name"])
    result = read_assessment(text, policy)
    assert result == ce.assess(result.situation, policy, engine=result.engine)


@pytest.mark.parametrize("file", [each for each in FILES if "/interviews/" in each])
def test_an_interview_goes_on(file: str) -> None:
    text = (HERE / file).read_text("utf-8")
    state = read_state(text, policy_of(HERE / file, json.loads(text)["policy"]["name"]))
    assert len(state.answers) == len(json.loads(text)["answers"])
    next_question(state)
    assert assessment(state).statuses
