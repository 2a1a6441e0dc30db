from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from coach_ethics import shipped
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.language.policies.write import write_policy
from coach_ethics.problems import CaseProblems, PolicyProblems


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of policies that takes the place of the shipped ones."""
    monkeypatch.setattr(shipped, "shipped_folder", lambda: tmp_path)
    (tmp_path / "codes").mkdir()
    for name, head in {
        "codes/body-2020": "family: body\neffective: 2020-01-01\nuntil: 2025-03-31",
        "codes/body-2025": "family: body\neffective: 2025-04-01",
        "codes/gone-1": "policy: gone\nuntil: 2021-12-31",
        "plain": "title: without dates",
    }.items():
        own = "" if "policy:" in head else f"policy: {Path(name).name}\n"
        (tmp_path / f"{name}.yaml").write_text(f"{own}{head}\n", "utf-8")
    return tmp_path


def codes(load: Callable[[], object]) -> list[str]:
    with pytest.raises(PolicyProblems) as raised:
        load()
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize("name", shipped.shipped_names())
def test_shipped_policies_load_and_come_back_from_their_writing(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert load_policy(write_policy(policy)) == policy


def test_shipped_policies_are_found() -> None:
    assert {"confidentiality", "collusion", "withdrawal", "essay"} <= set(shipped.shipped_names())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("policy: [", "Y102"),
        ("{policy: 3}", "N101"),
        ("policy : x y", "N101"),
        ("title: x", "S203"),
        ('{"norms": {}}', "S203"),
        ("policy", "X407"),
        ("C:", "X407"),
        (r"C:\policies\ours.yaml", "X404"),
    ],
)
def test_a_text_of_one_line_is_read_as_one(text: str, code: str) -> None:
    assert codes(lambda: load_policy(text)) == [code]


def test_an_engagement_of_one_line_is_read_as_one() -> None:
    assert load_engagement("{block.present: true}") == load_engagement("block.present: true")
    with pytest.raises(CaseProblems, match="Y102"):
        load_engagement("client: [")
    with pytest.raises(CaseProblems, match="X404"):
        load_engagement("client")


def test_a_policy_is_a_name_a_path_or_a_text(shelf: Path) -> None:
    assert load_policy("plain").name == "plain"
    assert load_policy(shelf / "plain.yaml").name == "plain"
    assert load_policy(str(shelf / "plain.yaml")).name == "plain"
    assert load_policy("policy: told\n").name == "told"


def test_the_version_in_effect_is_taken(shelf: Path) -> None:
    assert load_policy("body", on=date(2025, 3, 31)).name == "body-2020"
    assert load_policy("body", on=date(2025, 4, 1)).name == "body-2025"
    assert load_policy("body").name == "body-2025"
    assert load_policy("body-2020").name == "body-2020"
    assert load_policy("plain", on=date(1990, 1, 1)).name == "plain"


def test_of_a_moment_its_day_counts(shelf: Path) -> None:
    assert load_policy("body", on=datetime(2025, 3, 31, 23, 59)).name == "body-2020"
    assert load_policy("body", on=datetime(2025, 4, 1, 3)).name == "body-2025"


def test_a_day_may_be_a_text(shelf: Path) -> None:
    assert load_policy("body", on="2025-03-31").name == "body-2020"
    assert codes(lambda: load_policy("body", on="1 April")) == ["X409"]


def test_a_family_is_suggested_in_whatever_case_it_is_asked_for(shelf: Path) -> None:
    for asked, meant in (("BODY", "body"), ("Body-2025", "body-2025"), ("boddy", "body"), ("plane", "plain")):
        with pytest.raises(PolicyProblems) as raised:
            load_policy(asked)
        (problem,) = raised.value.problems
        assert (problem.code, problem.help) == ("X407", f"did you mean `{meant}`?")


def test_no_version_in_effect_is_a_problem(shelf: Path) -> None:
    assert codes(lambda: load_policy("body", on=date(2019, 12, 31))) == ["X408"]
    assert codes(lambda: load_policy("body-2020", on=date(2026, 1, 1))) == ["X408"]
    assert codes(lambda: load_policy("gone")) == ["X408"]
    assert codes(lambda: load_policy(shelf / "codes" / "body-2025.yaml", on=date(2020, 1, 1))) == ["X408"]


@pytest.mark.parametrize("name", ["", "plian", "no\0thing", "a" * 5_000, "../plain", "nowhere.yaml", "."])
def test_what_is_not_there_is_a_problem(shelf: Path, name: str) -> None:
    assert codes(lambda: load_policy(name))[0] in ("X404", "X407")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n", b"policy: caf\xe9", b"\0" * 100, b"a" * 10_000_000]
)
def test_any_bytes_in_a_file_are_problems(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert all(code[0] in "YS" for code in codes(lambda: load_policy(path)))


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json"])
def test_what_is_extended_may_have_any_ending_of_a_policy(tmp_path: Path, ending: str) -> None:
    """Whatever `check` takes for a policy is found by those that extend it."""
    (tmp_path / f"base{ending}").write_text('{"policy": "base", "acts": {"rest": {}}}')
    heir = tmp_path / "heir.yml"
    heir.write_text("policy: heir\nextends: base\n")
    assert [act.name for act in load_policy(heir).acts] == ["rest"]
