"""What can be looked up: policies, facts, schemas, a policy as a text, its rules for another engine."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.cli.conftest import Run

from coach_ethics.coaching.policies import load_policy
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.model.policy import Policy
from coach_ethics.shipped import shipped_names


def test_policies_lists_what_is_shipped(run: Run) -> None:
    found = json.loads(run("policies", "--format", "json").out)["policies"]
    assert sorted(each["name"] for each in found) == sorted(shipped_names())
    out = run("policies").out
    assert all(name in out for name in shipped_names())


def test_policies_lists_families_with_what_is_in_effect_when(run: Run) -> None:
    out = " ".join(run("policies").out.split())
    assert "icf icf-2020 from 2020-01-01 until 2025-03-31 icf icf-2025 from 2025-04-01" in out
    assert "aoec aoec always, as far as known" in out
    found = {each["name"]: each["family"] for each in json.loads(run("policies", "--format", "json").out)["policies"]}
    assert (found["icf-2020"], found["essay"]) == ("icf", None)


def test_facts_lists_the_vocabulary_with_its_questions(run: Run) -> None:
    out = " ".join(run("facts").out.split())
    for fact in STANDARD:
        assert fact.name in out
        assert fact.ask in out
    assert "block.present: true or false, your judgement" in out
    assert "consent.to_tell_sponsor: refused < none < oral < written" in out


def test_facts_of_a_policy_include_its_own(run: Run, small: Path) -> None:
    found = json.loads(run("facts", "--policy", "small.yaml", "--format", "json").out)["facts"]
    (own,) = (each for each in found if each["origin"] == "small")
    assert own["name"] == "gift.offered"
    assert own["type"] == "bool"


def test_the_schema_of_themes_admits_what_the_reader_takes(run: Run) -> None:
    schema = json.loads(run("schema", "themes").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    shipped = (files("coach_ethics.analysis.coverage") / "themes.yaml").read_text("utf-8")
    validator.validate(yaml.safe_load(shipped))
    validator.validate({"facts": {"a.b": {"as": "c.d", "values": {"one": "two"}}}, "acts": {"x": "y"}})
    wrong_files: list[dict[str, object]] = [
        {"theme": []},
        {"facts": {"a.b": {"as": "c.d", "is": 1}}},
        {"themes": [{"theme": "t", "act": "a"}]},
    ]
    for wrong in wrong_files:
        assert list(validator.iter_errors(wrong)) != []


def test_the_schema_of_policies_admits_the_shipped_ones(run: Run, root: Path) -> None:
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    admits = jsonschema.Draft202012Validator(schema).validate
    for path in (root / "policies").rglob("*.yaml"):
        admits(_as_json(path))


def test_the_schema_of_engagements_admits_the_examples(run: Run, root: Path) -> None:
    schema = json.loads(run("schema", "engagement").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    paths = sorted((root / "examples").glob("*.yaml"))
    assert paths
    for path in paths:
        jsonschema.Draft202012Validator(schema).validate(_as_json(path))


@pytest.mark.parametrize(
    "wrong",
    [
        {"clientt": {}},
        {"client": {"decision": "maybe"}},
        {"commitments": {"what": "a mapping where a list should be"}},
        {"block": {"named": "yes"}},
        {"facts": {"block.named": 3}},
        {"block.named": 3},
    ],
)
def test_the_schema_of_engagements_refuses_what_the_reader_refuses(run: Run, tmp_path: Path, wrong: object) -> None:
    (tmp_path / "case.json").write_text(json.dumps(wrong), "utf-8")
    assert run("assess", "case.json").status == 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(run("schema", "engagement").out)).validate(wrong)


def _as_json(path: Path) -> object:
    """The file as an editor's schema check sees it: dates are text."""
    return json.loads(json.dumps(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), default=str))


def _everything_said(policy: Policy) -> list[str]:
    return [
        *(norm.because for norm in policy.norms),
        *(norm.name for norm in policy.norms),
        *(concept.means for concept in policy.concepts),
        *(each.answer for norm in policy.norms for each in norm.objections),
        *(notice.says for notice in policy.notices),
    ]


@pytest.mark.parametrize("policy", shipped_names())
def test_a_publication_leaves_nothing_out(run: Run, policy: str) -> None:
    """Every norm with its reason, every objection with its answer, and every term is in the publication."""
    out = " ".join(run("show", policy).out.split())
    said = [" ".join(each.split()) for each in _everything_said(load_policy(policy))]
    assert said
    assert [each for each in said if each.rstrip(".") not in out] == []


def test_a_publication_is_markdown_where_that_is_wanted(run: Run) -> None:
    lines = run("show", "essay", "--format", "markdown").out.splitlines()
    assert lines[0] == "# Colluding with one's client: the essay's dialogue"
    assert "## What you must not do" in lines


def test_a_policy_is_exported_as_rules(run: Run) -> None:
    found = json.loads(run("export", "--policy", "essay", "--to", "durable").out)
    assert found["rulesets"]
    assert "required(withdraw)" in found["names"]


def test_a_policy_is_exported_to_the_engine_that_is_named(run: Run) -> None:
    """What `--to` names goes to the registry of engines, and one that takes no exports says so."""
    ended = run("export", "--policy", "essay", "--to", "compiled")
    assert (ended.status, ended.out) == (2, "")
    assert "error E504: policies can't be exported to the engine `compiled`" in ended.err
    assert "= help: export to `durable`" in ended.err


def test_shared_acts_are_listed_as_facts_are(run: Run) -> None:
    """Whoever writes a code finds the acts that other codes have, each once, with what it means."""
    found = json.loads(run("facts", "--format", "json").out)["acts"]
    assert [each["name"] for each in found] == sorted({each["name"] for each in found})
    (disclose,) = (each for each in found if each["name"] == "disclose")
    assert {"confidentiality", "icf-2025"} <= set(disclose["policies"])
    assert all(each["means"] for each in found)
    out = " ".join(run("facts").out.split())
    assert f"disclose: {', '.join(disclose['policies'])} - {disclose['means']}" in out
    own = json.loads(run("facts", "--policy", "collusion", "--format", "json").out)["acts"]
    assert {policy for each in own for policy in each["policies"]} == {"collusion"}


def test_a_condition_on_a_course_is_one_sentence(run: Run, tmp_path: Path) -> None:
    """An act's meaning may end in a full stop; within the sentence it has none."""
    own = tmp_path / "own.yaml"
    own.write_text(
        "policy: own\nacts: {take: {means: Take the gift.}, tell: {means: Tell your supervisor.}}\n"
        "norms: {both: {must: tell, if_doing: take}}\n",
        "utf-8",
    )
    assert "If you take the gift: tell your supervisor." in run("show", own).out
