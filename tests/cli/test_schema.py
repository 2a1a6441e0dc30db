"""`coach-ethics schema`: one real example for each kind, as the other commands write it or users do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import jsonschema
import pytest
import yaml
from tests.cli.conftest import ROOT, SMALL, Run

import coach_ethics as ce
from coach_ethics.analysis.coverage import themes
from coach_ethics.cli.schema import SchemaKind
from coach_ethics.cohorts import sample
from coach_ethics.interview import begin_interview, follow_ups, next_question, progress, reply, state_json, tell
from coach_ethics.json_formats import JsonFormat
from coach_ethics.render.json import question_json, reasons_json, reply_json
from coach_ethics.render.reasons import reasons_for
from coach_ethics.render.result_types import RESULT_TYPES
from coach_ethics.research import cohort_receipt

Written: TypeAlias = Callable[[Run], str]
CLAUSES = (
    'clauses:\n  "1.1": {summary: No gifts, norms: [no-gifts]}\n  "1.2": {summary: Good faith, not_encoded: a virtue}\n'
)
POLICY = SMALL.replace("scenarios:", f"{CLAUSES}scenarios:")
CASE = "gift.offered: true\n"
COHORT = "coach.takes_credit\ntrue\nfalse\n"


def command(*words: str) -> Written:
    """What a command prints with `--format json`, in a folder with a policy, a case, receipts and a cohort."""
    return lambda run: run(*words, "--format", "json").out


def file(path: Path) -> Written:
    """A file as an editor's schema check sees it: dates are text."""
    return lambda run: json.dumps(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), default=str)


def reasons(run: Run) -> str:
    return reasons_json(reasons_for("renegotiate", ce.assess({"block.present": True}, "essay")))


def replied(run: Run) -> str:
    state = tell(begin_interview("collusion"), {"coach.takes_credit": True})
    return reply_json(reply(follow_ups(state)[0], state))


def asked(run: Run) -> str:
    state = begin_interview("collusion", "name_block")
    question = next_question(state)
    assert question is not None
    return question_json(question, progress(state))


EXAMPLES: Mapping[SchemaKind, Written] = MappingProxyType(
    {
        SchemaKind.POLICY: file(ROOT / "policies" / "collusion.yaml"),
        SchemaKind.ENGAGEMENT: file(ROOT / "examples" / "essay.yaml"),
        SchemaKind.VARIANTS: lambda run: '[{"name": "no rule", "off": ["no-gifts"]}]',
        SchemaKind.THEMES: file(Path(themes.__file__).with_name("themes.yaml")),
        SchemaKind.ASSESSMENT: command("assess", "case.yaml", "--policy", "small.yaml"),
        SchemaKind.BRIEF: lambda run: run("assess", "case.yaml", "--policy", "small.yaml", "--brief").out,
        SchemaKind.CASE_COMPARISON: command("assess", "case.yaml", "--policy", "small.yaml", "--policy", "collusion"),
        SchemaKind.CHANGES: command("change", "case.yaml", "accept", "--policy", "small.yaml"),
        SchemaKind.COHORT_RECEIPT: lambda run: cohort_receipt(sample("collusion", 3, seed=1), "collusion"),
        SchemaKind.COMPARISON: command("compare", "small.yaml", "collusion"),
        SchemaKind.COMPARISONS: command("compare", "collusion", "--variant", "persistent=3"),
        SchemaKind.COVERAGE: command("coverage", "small.yaml"),
        SchemaKind.DETERMINING: command(
            "change", "nothing.yaml", "accept", "--to", "determine", "--policy", "small.yaml"
        ),
        SchemaKind.EXPLANATION: command("why", "case.yaml", "accept", "--policy", "small.yaml"),
        SchemaKind.FACTS: command("facts", "--policy", "small.yaml"),
        SchemaKind.IMPORTANCE: command("importance", "small.yaml"),
        SchemaKind.INTERVIEW: lambda run: state_json(tell(begin_interview("collusion"), {"block.present": True})),
        SchemaKind.JUDGEMENT: command("judge", "case.yaml", "accept", "--policy", "small.yaml"),
        SchemaKind.MUTATION: command("mutate", "small.yaml"),
        SchemaKind.POLICIES: command("policies"),
        SchemaKind.PROBLEMS: command("check", "wrong.yaml"),
        SchemaKind.PROOFS: command("prove", "small.yaml"),
        SchemaKind.QUESTION: asked,
        SchemaKind.REASONS: reasons,
        SchemaKind.RECEIPT: lambda run: run("receipt", "case.yaml", "--policy", "small.yaml").out,
        SchemaKind.REPLAY: command("replay", "receipts.jsonl", "--policy", "small.yaml"),
        SchemaKind.REPLY: replied,
        SchemaKind.SCENARIOS: command("test", "small.yaml", "failing.yaml"),
        SchemaKind.SINCE: command("since", "nothing.yaml", "case.yaml", "--policy", "small.yaml"),
        SchemaKind.STUDY: command("cohort", "cohort.csv", "--policy", "collusion", "--variant", "persistent=3"),
        SchemaKind.TIMELINE: command("timeline", str(ROOT / "examples" / "essay.yaml"), "--until", "2030-01-01"),
    }
)
"""How to get a real example of each kind, one that has findings where there can be some."""


FILES = {SchemaKind.POLICY, SchemaKind.ENGAGEMENT, SchemaKind.VARIANTS, SchemaKind.THEMES}
"""Kinds that users write."""


def test_every_result_has_a_kind() -> None:
    assert {each.value for each in set(SchemaKind) - FILES} == {each.value.split()[1] for each in RESULT_TYPES}


def test_every_kind_has_an_example_and_is_in_the_list_of_the_page() -> None:
    assert set(EXAMPLES) == set(SchemaKind)
    page = (ROOT / "docs" / "cli.md").read_text("utf-8").partition("### Schemas of results")[2].partition("```")[0]
    assert {kind for kind in SchemaKind if f"`{kind}`" not in page} == FILES


@pytest.mark.parametrize("kind", SchemaKind, ids=lambda each: str(each))
def test_an_example_fits_its_schema(run: Run, tmp_path: Path, kind: SchemaKind) -> None:
    """And nothing else has that kind: a key more is refused."""
    (tmp_path / "small.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "wrong.yaml").write_text(POLICY.replace("when: gift.offered", "when: gift.ofered"), "utf-8")
    (tmp_path / "failing.yaml").write_text(POLICY.replace("forbidden: [accept]", "required: [accept]"), "utf-8")
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    (tmp_path / "nothing.yaml").write_text("{}\n", "utf-8")
    (tmp_path / "cohort.csv").write_text(COHORT, "utf-8")
    if kind is SchemaKind.REPLAY:
        kept = run("receipt", "case.yaml", "--policy", "small.yaml").out
        (tmp_path / "receipts.jsonl").write_text(kept + kept.replace("true", "false", 1), "utf-8")
    schema = json.loads(run("schema", kind.value).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    written: Any = json.loads(EXAMPLES[kind](run))
    validator.validate(written)
    if kind not in FILES:
        assert written["format"] in set(JsonFormat)
        assert not validator.is_valid({**written, "one more": None})
