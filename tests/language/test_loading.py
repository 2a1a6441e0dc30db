from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

import coach_ethics as ce
from coach_ethics import shipped
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.people import Client
from coach_ethics.coaching.policies import load_policy, policy_named
from coach_ethics.cohorts.variants import Variant, read_variants, vary
from coach_ethics.interview.state import begin_interview
from coach_ethics.language.policies.write import write_policy
from coach_ethics.problems import CaseProblems, PolicyProblems, Problems, Severity


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
        (r"C:\policies\ours.yaml", "X407"),
    ],
)
def test_a_text_of_one_line_is_read_as_one(text: str, code: str) -> None:
    assert codes(lambda: load_policy(text)) == [code]


def test_an_engagement_of_one_line_is_read_as_one() -> None:
    assert load_engagement("{block.present: true}") == load_engagement("block.present: true")
    with pytest.raises(CaseProblems, match="Y102"):
        load_engagement("client: [")
    with pytest.raises(CaseProblems, match="F208"):
        load_engagement("client")


def test_a_policy_is_a_name_a_path_or_a_text(shelf: Path) -> None:
    assert load_policy("plain").name == "plain"
    assert load_policy(shelf / "plain.yaml").name == "plain"
    assert load_policy("policy: told\n").name == "told"


SECRET = "DATABASE_URL=postgres://user:hunter2@db/x"
BY_NAME: dict[str, Callable[[str], object]] = {
    "load_policy": load_policy,
    "load_policies": ce.load_policies,
    "assess": lambda name: ce.assess({}, name),
    "compare_case": lambda name: ce.compare_case({}, [name]),
    "compare": lambda name: ce.compare("collusion", name),
    "prove": ce.prove,
    "begin_interview": begin_interview,
    "load_engagement": load_engagement,
    "vary": lambda name: vary(load_policy("collusion"), Variant("x", overlays=[name])),
    "read_variants": lambda name: vary(
        load_policy("collusion"), *read_variants(json.dumps({"name": "x", "overlays": [name]}))
    ),
}


@pytest.mark.parametrize("entry", BY_NAME)
@pytest.mark.parametrize("folder", [True, False])
@pytest.mark.parametrize("name", ["secrets.env", "secrets.yaml"])
def test_no_file_is_opened_by_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, folder: bool, name: str
) -> None:
    """What somebody sends to a program is a name or a text: no file of that name is opened, and none is quoted."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(f"{SECRET}\n", "utf-8")
    with pytest.raises(Problems) as raised:
        BY_NAME[entry](f"{tmp_path}/{name}" if folder else name)
    said = [str(raised.value), *map(repr, raised.value.problems), repr(raised.value)]
    assert not any("hunter2" in each for each in said)
    assert {problem.code for problem in raised.value.problems} <= {"X407", "F208"}


@pytest.mark.parametrize("text", ["[]", "null", '"hi"', "3", "[1, 2]"])
def test_a_text_in_json_is_a_text(text: str) -> None:
    with pytest.raises(CaseProblems, match="F208"):
        load_engagement(text)


@pytest.mark.parametrize("given", ['{"client": {}}', '\ufeff{"client": {}}', b'{"client": {}}', {"client": {}}])
def test_an_engagement_is_a_text_or_bytes_or_a_mapping(given: str | bytes | dict[str, object]) -> None:
    assert load_engagement(given).client == Client()


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


def test_a_family_of_ones_own_is_a_folder_or_a_name_beside_its_editions(shelf: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    for number, head in ((1, "effective: 2020-01-01\nuntil: 2024-12-31"), (2, "effective: 2025-01-01")):
        (ours / f"house-{number}.yaml").write_text(f"policy: house-{number}\nfamily: house\n{head}\n", "utf-8")
    (ours / "case.yaml").write_text("block.present: true\n", "utf-8")
    for place in (ours, ours / "house"):
        assert load_policy(place, on="2024-12-31").name == "house-1"
        assert load_policy(place, on=date(2025, 1, 1)).name == "house-2"
        assert codes(partial(load_policy, place, on="1999-01-01")) == ["X408"]
    (ours / "other.yaml").write_text("policy: other\n", "utf-8")
    assert codes(lambda: load_policy(ours, on="2024-12-31")) == ["X404"]
    assert codes(lambda: load_policy(ours / "home", on="2024-12-31")) == ["X404"]


def test_an_edition_that_is_named_is_taken_whatever_the_day(shelf: Path) -> None:
    assert policy_named("body-2025", on="2020-06-01").name == "body-2025"
    assert policy_named("body", on="2020-06-01").name == "body-2020"
    told = ce.assess({}, "body-2025", on="2020-06-01")
    (warning,) = told.warnings
    assert (warning.code, warning.severity, warning.span) == ("X408", Severity.WARNING, None)
    assert warning.message == "`body-2025` is not in effect on 2020-06-01, but from 2025-04-01"
    assert warning.help == "choose another date, or another version; `body` stands for the one that is in effect"
    assert ce.assess({}, "body", on="2020-06-01").warnings == ()


def test_a_shipped_policy_is_read_once_and_again_when_it_changes(shelf: Path) -> None:
    assert load_policy("plain") is load_policy("plain")
    (shelf / "plain.yaml").write_text("policy: plain\ntitle: other\n", "utf-8")
    assert load_policy("plain").title == "other"
    (shelf / "heir.yaml").write_text("policy: heir\nextends: [plain]\n", "utf-8")
    assert "withdraw" not in {act.name for act in load_policy("heir").acts}
    (shelf / "plain.yaml").write_text("policy: plain\nacts: {withdraw: {}}\n", "utf-8")
    assert "withdraw" in {act.name for act in load_policy("heir").acts}


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
