"""Every result that is written fits the schema of its format, and nothing else does."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.assessment.determine import what_would_determine
from coach_ethics.assessment.what_if import what_would_allow
from coach_ethics.cohorts import sample, sweep
from coach_ethics.interview import begin_interview, follow_ups, next_question, progress, reply, tell
from coach_ethics.interview.saving import state_data
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems
from coach_ethics.render import json as written
from coach_ethics.render.brief import brief_data
from coach_ethics.render.facts import shared_acts
from coach_ethics.render.result_types import RESULT_TYPES, result_schema
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

ROOT = Path(__file__).parents[2]
STORED = sorted((ROOT / "tests" / "compatibility").glob("*/*/*.json"))
STUDIES = {JsonFormat.DILEMMAS, JsonFormat.DISAGREEMENTS, JsonFormat.VALIDATION}
"""What the studies of this project write; they are no part of the library."""


@cache
def validator(format_: JsonFormat) -> Any:
    """What holds a document to the schema of its format."""
    schema = result_schema(format_.value.split()[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check(data: Data) -> None:
    """A document fits its schema, as it is written in JSON."""
    validator(JsonFormat(data["format"])).validate(json.loads(written.dumped(data)))


def test_every_format_has_a_schema() -> None:
    assert set(RESULT_TYPES) == set(JsonFormat) - STUDIES


def test_a_result_that_there_is_not_is_a_problem() -> None:
    with pytest.raises(CaseProblems, match="did you mean `assessment`"):
        result_schema("asessment")


@pytest.mark.parametrize("format_", RESULT_TYPES, ids=lambda each: each.name.lower())
def test_no_other_key_is_allowed(format_: JsonFormat) -> None:
    """Wherever keys have names, they are all of them, and each is always there."""
    schema = result_schema(format_.value.split()[1])
    objects = list(_objects(schema))
    assert objects
    assert all(each["additionalProperties"] is False for each in objects)
    always = format_ is not JsonFormat.RECEIPT  # which has what there is to keep
    assert all(set(each["properties"]) - set(each["required"]) <= {"words"} for each in objects if always)
    assert {"format": {"const": format_.value}}.items() <= objects[0]["properties"].items()


def _objects(schema: Any) -> Any:
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield schema
        for each in schema.values():
            yield from _objects(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _objects(each)


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_release_stored_fits(path: Path) -> None:
    check(json.loads(path.read_text("utf-8")))


def about_a_case(result: ce.Assessment) -> None:
    """All that is written of one case fits."""
    check(written.assessment_data(result))
    check(written.assessment_data(result, words=True))
    check(brief_data(result))
    check(brief_data(result, words=True))
    for act in list(result.findings)[:4]:
        check(written.explanation_data(result.why(act)))
        try:
            check(written.changes_data(what_would_allow(result, act)))
            check(written.determining_data(what_would_determine(result, act)))
        except CaseProblems:
            pass  # too many to list
        check(written.judgement_data(ce.judge(result, {act})))
    for each in follow_ups(result):
        check(written.reply_data(reply(each, result)))
    check(json.loads(ce.receipt(result, "2026-03-01")))


@pytest.mark.parametrize("example", ["dilemma", "essay", "two_party"])
def test_what_is_said_of_an_example_fits(example: str) -> None:
    engagement = ce.load_engagement(ROOT / "examples" / f"{example}.yaml")
    about_a_case(ce.assess(engagement, "essay", on="2026-03-01"))
    check(written.timeline_data(ce.ahead(engagement, "essay", "2026-12-31", on="2026-03-01")))
    check(written.case_comparison_data(ce.compare_case(engagement, ["icf-2020", "aoec"], on="2026-03-01")))


@given(st.data())
def test_what_is_said_of_any_policy_fits(data: st.DataObject) -> None:
    policy = data.draw(policies())
    result = ce.assess(data.draw(situations(policy)), policy, engine="compiled")
    check(written.assessment_data(result))
    check(brief_data(result, words=True))
    later = ce.assess(data.draw(situations(policy)), policy, engine="compiled")
    check(written.since_data(ce.since(result, later)))
    for act in result.findings:
        check(written.explanation_data(result.why(act)))
    interviewed(policy)
    check(written.policies_data([policy]))
    check(written.facts_data(policy.vocabulary, shared_acts([policy])))


def interviewed(policy: Policy) -> None:
    """An interview, begun and with something said, fits; and so do its first questions."""
    state = begin_interview(policy, engine="compiled")
    check(state_data(state))
    for _ in range(2):
        question = next_question(state)
        if question is None:
            return
        check(written.question_data(question, progress(state)))
        state = tell(state, {question.fact: None})
        check(state_data(state))


def test_what_is_said_of_all_situations_fits() -> None:
    check(written.proofs_data([prove("collusion")]))
    found = ce.compare("icf-2020", "icf-2025", acts=["name_client"])
    check(written.comparison_data(found))
    check(written.comparisons_data({"another": found}))
    check(written.study_data(sweep(sample("collusion", 20, seed=1), "collusion", {"persistent": [2]})))
