"""Store what today's library writes, for every later release to read: `python -m tests.compatibility.write`.

It writes the folder of the version that is being released, and only that one. What a release has written stays as it
is: a later library that reads it otherwise breaks what somebody has kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import coach_ethics as ce
from coach_ethics.interview import State, answer, begin_interview, next_question, state_json
from coach_ethics.language.policies.write import write_policy
from coach_ethics.shipped import shipped_names

HERE = Path(__file__).parent
DAY = date(2026, 3, 1)
ENGAGEMENTS = ("dilemma", "essay", "two_party")
"""Examples that are assessed under the essay."""


def stored(version: str) -> Path:
    """The folder of a release."""
    return HERE / version


def cases() -> Iterator[tuple[str, str, Mapping[str, object] | ce.Engagement]]:
    """What is assessed: a name for its files, the policy's name, and the case."""
    examples = HERE.parents[1] / "examples"
    for name in ENGAGEMENTS:
        yield f"essay-{name}", "essay", ce.load_engagement(examples / f"{name}.yaml")
    for name in shipped_names():
        policy = ce.load_policy(name)
        yield f"{name}-nothing-known", name, {}
        if policy.scenarios:
            given = {fact: value for fact, value in policy.scenarios[0].given if value is not None}
            yield f"{name}-first-scenario", name, given


def interviews() -> Iterator[tuple[str, State]]:
    """Interviews broken off: after a few questions, each answered by the first value that fits."""
    for name in shipped_names():
        if not ce.load_policy(name).acts:  # nothing to ask about
            continue
        state = begin_interview(name, engine="compiled")
        for _ in range(3):
            question = next_question(state)
            if question is None:
                break
            state = answer(state, question.fact, question.options[0].value if question.options else 0)
        yield name, state


def write(folder: Path) -> None:
    """Write policies, assessments, receipts and interviews into a folder."""
    for kind in ("policies", "assessments", "receipts", "interviews"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name in shipped_names():
        (folder / "policies" / f"{name}.yaml").write_text(write_policy(ce.load_policy(name)), "utf-8")
    for name, policy, case in cases():
        result = ce.assess(case, policy, engine="compiled", on=DAY)
        (folder / "assessments" / f"{name}.json").write_text(ce.assessment_json(result), "utf-8")
        (folder / "receipts" / f"{name}.json").write_text(ce.receipt(result, DAY), "utf-8")
    for name, state in interviews():
        (folder / "interviews" / f"{name}.json").write_text(state_json(state), "utf-8")
    digests = {name: ce.assess({}, name, engine="compiled").policy.digest for name in shipped_names()}
    (folder / "digests.json").write_text(json.dumps(digests, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    write(stored(ce.__version__))
