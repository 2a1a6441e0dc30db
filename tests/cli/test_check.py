"""`coach-ethics check`: problems sorted by place, in the forms that people and programs read."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import Run

from coach_ethics.cli.policy_files import sources_named

FAULTY = """\
policy: faulty
acts:
  accept: {means: Accept it}
norms:
  first:
    must_not: accept
    when: block.presnt
  second:
    must: acept
"""

SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name"]}},
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "type": "object",
            "required": ["message", "ruleId", "level", "locations"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"type": "object", "required": ["text"]},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation", "region"],
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "required": ["uri"],
                                        "properties": {"uri": {"type": "string", "pattern": r"^[^\s\\]+$"}},
                                    },
                                    "region": {
                                        "type": "object",
                                        "required": ["startLine", "startColumn"],
                                        "additionalProperties": {"type": "integer", "minimum": 1},
                                    },
                                },
                            }
                        },
                    },
                },
            },
        }
    },
}
"""What SARIF 2.1.0 asks of the parts that we write."""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A policy with two faults."""
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, "utf-8")
    return path


def test_cases_beside_policies_are_passed_over_in_a_folder_and_told_where_they_are_named(
    run: Run, case: Path, small: Path
) -> None:
    folder = run("check", small.parent)
    assert (folder.status, folder.out) == (0, "1 policy, no problems\n")
    assert run("test", small.parent).status == 0
    assert "expected a policy, but found a case" in run("check", case).out
    small.unlink()
    alone = run("check", small.parent)
    assert alone.status == 2
    assert "F103" in alone.out + alone.err


@pytest.mark.parametrize("text", ["judgements: []\n", "themes: {a: {}}\n", "[{name: lax, off: [x]}]\n"])
def test_so_are_the_texts_of_studies(run: Run, small: Path, text: str) -> None:
    (small.parent / "other.yaml").write_text(text, "utf-8")
    for verb in ("check", "test"):
        ended = run(verb, small.parent)
        assert (ended.status, ended.err) == (0, "")


@pytest.mark.parametrize("text", ["", "polcy: ours\nfacts: {}\n", "norms: [\n"])
def test_a_text_that_may_be_meant_as_a_policy_is_not_passed_over(run: Run, small: Path, text: str) -> None:
    (small.parent / "other.yaml").write_text(text, "utf-8")
    assert run("check", small.parent).status == 2


def test_the_shipped_policies_are_clean(run: Run, root: Path) -> None:
    ended = run("check", root / "policies")
    assert ended.status == 0
    assert "policies, no problems" in ended.out.splitlines()[-1]
    shipped, named = sources_named(None), sources_named([str(root / "policies")])
    assert {each.text for each in shipped} == {each.text for each in named}, "without names, all that are shipped"


def test_problems_come_with_their_places_and_a_sum(run: Run, faulty: Path) -> None:
    ended = run("check", "faulty.yaml")
    assert ended.status == 2
    lines = ended.out.splitlines()
    assert lines[0] == "faulty.yaml:7:11: error N102: `block.presnt` is not a fact of this policy's vocabulary"
    assert "     = help: did you mean `block.present`?" in lines
    assert any(line.startswith("faulty.yaml:9:11: error N103: `acept`") for line in lines)
    assert lines[-1] == "1 policy, 2 errors"


def test_problems_of_many_files_are_sorted_by_place(run: Run, faulty: Path, small: Path, tmp_path: Path) -> None:
    (tmp_path / "another.yaml").write_text(FAULTY.replace("policy: faulty", "policy: another"), "utf-8")
    ended = run("check", "small.yaml", "faulty.yaml", "another.yaml", "faulty.yaml", "--format", "json")
    found = json.loads(ended.out)
    places = [(each["place"]["file"], each["place"]["line"]) for each in found["problems"]]
    assert places == [("another.yaml", 7), ("another.yaml", 9), ("faulty.yaml", 7), ("faulty.yaml", 9)]
    assert found["policies"] == 3


def test_a_file_that_cannot_be_read_does_not_hide_the_others(run: Run, faulty: Path) -> None:
    (faulty.parent / "odd.yaml").write_bytes(b"\xff\xfe")
    ended = run("check", faulty.parent)
    assert ended.status == 2
    assert "faulty.yaml:7" in ended.out
    assert "odd.yaml:1:1: error Y107" in ended.out


def test_a_folder_is_searched_but_for_what_is_hidden(run: Run, tmp_path: Path) -> None:
    for place in ("mine", "mine/deeper", "mine/.hidden"):
        (tmp_path / place).mkdir()
        name = Path(place).name.strip(".")
        (tmp_path / place / f"{name}.yaml").write_text(
            f"policy: {name}\nsmall\n" if name == "hidden" else f"policy: {name}\n"
        )
    assert run("check", "mine").out == "2 policies, no problems\n"


def test_what_only_the_whole_shows_is_found_too(run: Run, tmp_path: Path) -> None:
    """A policy that is too entangled to close is a problem of `check`, and not a surprise of `assess`."""
    acts = [f"a{number}" for number in range(40)]
    norms = "\n".join(
        f"  n{number}: {{must_one_of: [{acts[number % 40]}, {acts[number * 7 % 40]}, {acts[number * 11 % 40]}], "
        f"if_doing: [{acts[(number * 3 + 1) % 40]}]}}\n"
        f"  m{number}: {{must_not: [{acts[number * 5 % 40]}], if_doing: [{acts[(number * 13 + 2) % 40]}]}}"
        for number in range(120)
    )
    (tmp_path / "knot.yaml").write_text(
        "policy: knot\nacts:\n" + "".join(f"  {act}: {{means: an act}}\n" for act in acts) + f"norms:\n{norms}\n",
        "utf-8",
    )
    ended = run("check", "knot.yaml")
    assert ended.status == 2
    assert "D301" in ended.out


UNREAD = """\
policy: unread
clauses:
  "1": {summary: Not read., not_encoded: text not verified}
"""


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("text", "unread.yaml:3:3: note L015: 1 of 1 clauses awaits verification of its text: `1`"),
        ("json", '"severity": "note"'),
        ("github", "::notice file=unread.yaml,line=3"),
        ("sarif", '"level": "note"'),
    ],
)
def test_a_note_is_told_in_every_form_and_is_no_finding(run: Run, tmp_path: Path, form: str, said: str) -> None:
    (tmp_path / "unread.yaml").write_text(UNREAD, "utf-8")
    ended = run("check", "unread.yaml", "--format", form)
    assert ended.status == 0
    assert said in ended.out


def test_notes_are_counted_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "unread.yaml").write_text(UNREAD, "utf-8")
    assert run("check", "unread.yaml").out.endswith("\n\n1 policy, no problems, 1 note\n")


def test_github_is_told_in_its_own_commands(run: Run, faulty: Path) -> None:
    lines = run("check", "faulty.yaml", "--format", "github").out.splitlines()
    assert len(lines) == 2
    assert lines[0] == (
        "::error file=faulty.yaml,line=7,endLine=7,col=11,endColumn=23,title=N102::"
        "`block.presnt` is not a fact of this policy's vocabulary (did you mean `block.present`?)"
    )


def test_nothing_is_told_to_github_where_all_is_well(run: Run, small: Path) -> None:
    ended = run("check", "small.yaml", "--format", "github")
    assert (ended.status, ended.out) == (0, "")


@pytest.mark.parametrize("name", ["faulty.yaml", "odd name,%.yaml"])
def test_sarif_is_as_its_standard_has_it(run: Run, faulty: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FAULTY, "utf-8")
    log = json.loads(run("check", name, tmp_path / name, "--format", "sarif").out)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (only,) = log["runs"]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert only["results"]
    assert [rules[result["ruleIndex"]] for result in only["results"]] == [each["ruleId"] for each in only["results"]]


def test_sarif_without_problems_is_a_log_as_well(run: Run, small: Path) -> None:
    log = json.loads(run("check", "small.yaml", "--format", "sarif").out)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    assert log["runs"][0]["results"] == []


def test_a_policy_comes_from_the_standard_input_too(run: Run) -> None:
    ended = run("check", "-", stdin=FAULTY)
    assert ended.out.startswith("<standard input>:7:11: error N102")
    assert ended.status == 2


def test_a_policy_is_found_by_its_name(run: Run) -> None:
    assert run("check", "essay", "collusion").out == "2 policies, no problems\n"


def test_a_lint_explains_itself(run: Run) -> None:
    found = run("check", "--explain", "l007")
    assert found.status == 0
    assert "L007 norm-without-citation" in found.out
    assert "What it finds." in found.out


def test_a_code_that_no_lint_has_is_refused(run: Run) -> None:
    found = run("check", "--explain", "L107")
    assert found.status == 2
    assert "`L107` is not the code of a lint" in found.err


def test_a_policy_named_otherwise_than_its_file_is_told(run: Run, tmp_path: Path) -> None:
    """`check` and `coverage` say what would else show only once another policy extends it."""
    (tmp_path / "mine.yml").write_text("policy: our-code\nacts: {rest: {means: Rest}}\nnorms: {}\n")
    ended = run("check", "mine.yml")
    assert "mine.yml:1:9: warning X406: the file `mine.yml` contains the policy `our-code`" in ended.out
    assert "name the file `our-code.yml`, or the policy `mine`" in ended.out
    assert "warning X406" in run("coverage", "mine.yml").err
