"""`coach-ethics assess` and `why`: what a coach meets first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from coach_ethics.assessment import preparation
from coach_ethics.engines.registry import EVALUATORS, installed
from coach_ethics.render.result_types import RESULT_TYPES


def test_a_case_is_assessed_in_words(run: Run, case: Path) -> None:
    """The dilemma of the essay: withdrawing is what remains, renegotiating is forbidden on two norms together."""
    ended = run("assess", case)
    assert ended.status == 0
    assert ended.err == ""
    assert "You must" not in ended.out.splitlines()[0]
    assert "Tell the client that there is no more you can do, and end the coaching. (withdraw)" in ended.out
    assert "Renegotiate the terms with everyone who agreed to them. (renegotiate)" in ended.out
    assert "[openness-with-both; essay P20, P21, P22]" in " ".join(ended.out.split())
    assert "it replaces neither" in ended.out


def test_without_a_terminal_there_is_neither_colour_nor_a_blank_at_the_end_of_a_line(run: Run, case: Path) -> None:
    out = run("assess", case).out
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_text_fits_the_columns(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for verb in (("assess", case), ("why", case, "renegotiate"), ("policies",), ("show", "essay"), ("facts",)):
        assert max(map(len, run(*verb).out.splitlines())) <= columns


@pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])
def test_every_engine_gives_the_same_answer(run: Run, case: Path, engine: str) -> None:
    found = json.loads(run("assess", case, "--engine", engine, "--format", "json").out)
    assert found.pop("engine") == engine
    reference = json.loads(run("assess", case, "--engine", "reference", "--format", "json").out)
    reference.pop("engine")
    assert found == reference


def test_json_says_what_the_text_says(run: Run, case: Path) -> None:
    found = json.loads(run("assess", case, "--format", "json").out)
    assert found["findings"]["withdraw"]["status"] == "required"
    assert found["findings"]["renegotiate"]["status"] == "forbidden"
    assert [choice["course"] for choice in found["choices"]] == [["tell_client", "withdraw"]]
    assert found["policy"]["name"] == "essay"


def test_markdown_has_headings_and_lists(run: Run, case: Path) -> None:
    lines = run("assess", case, "--format", "markdown").out.splitlines()
    assert lines[0].startswith("# ")
    assert "## What you must not do" in lines
    assert any(line.startswith("- **") for line in lines)


def test_a_case_comes_from_the_standard_input_too(run: Run, case: Path) -> None:
    assert run("assess", "-", stdin=case.read_text("utf-8")).out == run("assess", case).out


def test_a_case_can_be_json(run: Run, case: Path, tmp_path: Path) -> None:
    other = tmp_path / "case.json"
    other.write_text(json.dumps({"block.present": True, "commitment.missed_in_a_row": 3}), "utf-8")
    assert run("assess", other).status == 0


def test_the_day_can_be_given(run: Run, tmp_path: Path) -> None:
    """Consent that has run out holds no more."""
    days = "given: 2026-01-05, expires: 2026-02-01, withdrawn: never"
    consent = f"{{by: client, contents: [block], recipients: [sponsor], form: oral, {days}}}"
    (tmp_path / "dated.yaml").write_text(f"consents: [{consent}]\n", "utf-8")

    def leave(day: str) -> object:
        found = json.loads(run("assess", "dated.yaml", "--on", day, "--format", "json").out)
        return found["situation"]["consent.to_tell_sponsor"]

    assert leave("2026-02-01") == "oral"
    assert leave("2026-02-02") == "none"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-02-30", "there is no such date as `2025-02-30`"),
        ("yesterday", "`yesterday` is not a date; write year-month-day, such as `2026-01-31`"),
        ("2025-2-3", "`2025-2-3` is not a date; write year-month-day, such as `2026-01-31`"),
    ],
)
def test_a_day_that_is_none_is_told_in_a_sentence(run: Run, case: Path, day: str, said: str) -> None:
    ended = run("assess", case, "--on", day)
    assert ended.status == 2
    assert said in " ".join(ended.err.replace("│", " ").split())
    assert "%" not in run("assess", "--help").out


def test_a_policy_that_is_named_twice_is_one_policy(run: Run, case: Path, root: Path) -> None:
    once = run("assess", case, "--policy", "essay")
    again = run("assess", case, "-p", "essay", "-p", "essay")
    otherwise = run("assess", case, "-p", "essay", "-p", root / "policies" / "essay.yaml")
    assert once.out == again.out == otherwise.out
    assert once.out.startswith(run("assess", case).out[:20])


def test_why_leads_from_the_status_to_the_facts(run: Run, case: Path) -> None:
    out = " ".join(run("why", case, "renegotiate").out.split())
    assert out.startswith("You must not renegotiate")
    for part in (
        "keep-confidence",
        "openness-with-both",
        "essay P20, P21, P22",
        "sponsor may know",
        "(sponsor.present)",
    ):
        assert part in out


def test_why_takes_an_act_in_words(run: Run, case: Path) -> None:
    assert run("why", case, "tell sponsor").out == run("why", case, "tell_sponsor").out


def test_why_in_json_is_a_tree(run: Run, case: Path) -> None:
    found = json.loads(run("why", case, "renegotiate", "--format", "json").out)
    (ground,) = found["grounds"]
    assert ground["verdict"] == "forbidden"
    assert {norm["norm"]["name"] for norm in ground["norms"]} == {"keep-confidence", "openness-with-both"}
    assert found["determined"] is True


def test_a_policy_of_ones_own_brings_its_facts(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "gift.yaml").write_text("gift.offered: true\n", "utf-8")
    assert "Accept the gift. (accept)" in run("assess", "gift.yaml", "--policy", small).out


def test_another_engine_than_the_usual_answers_alike_and_in_silence(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where durable_rules isn't installed, nobody is told: the answers are the same."""
    usual = run("assess", case)
    monkeypatch.setattr(preparation, "default_engine", lambda: "compiled")
    assert run("assess", case) == usual
    assert usual.err == ""


def test_an_engine_for_frames_says_that_it_does_not_assess_one_case(run: Run, case: Path) -> None:
    ended = run("assess", case, "--engine", "columnar")
    assert ended.status == 2
    assert "error E504: the engine `columnar` evaluates whole frames, not one case" in ended.err


def test_an_act_that_was_done_and_that_the_policy_lacks_is_told_beside_the_result(run: Run, tmp_path: Path) -> None:
    """It is a warning: the case is assessed as it would be without, and the exit status is the same."""
    (tmp_path / "done.yaml").write_text("done: [{act: fly_to_moon}, {act: withdrw}]\n", "utf-8")
    (tmp_path / "bare.yaml").write_text("{}\n", "utf-8")
    ended = run("assess", "done.yaml")
    assert (ended.status, ended.out) == (0, run("assess", "bare.yaml").out)
    assert "done.yaml:1:14: warning A105: $.done[0].act: `fly_to_moon` was done, but it is not an act" in ended.err
    assert "= help: did you mean `withdraw`?" in ended.err
    found = json.loads(run("assess", "done.yaml", "--format", "json").out)
    assert [each["place"]["line"] for each in found["warnings"]] == [1, 1]
    together = run("assess", "done.yaml", "-p", "withdrawal", "-p", "confidentiality")
    assert together.status == 0
    assert "`fly_to_moon` was done, but it is not an act of any of the policies `withdrawal` and" in together.err
    assert "A105" in run("ask", "done.yaml", "--about", "refer", stdin="q\n").err
    assert "A105" in run("judge", "done.yaml", "withdraw").err


def test_the_edition_of_the_day_is_taken(run: Run) -> None:
    """`--on` picks the edition of a family; one that is named itself is taken, with a word on when it is in effect."""
    found = run("assess", "-", "-p", "icf", "--on", "2022-05-01", "--format", "json", stdin="{}")
    assert (json.loads(found.out)["policy"]["name"], json.loads(found.out)["on"], found.err) == (
        "icf-2020",
        "2022-05-01",
        "",
    )
    named = run("assess", "-", "-p", "icf-2025", "--on", "2022-05-01", "--format", "json", stdin="{}")
    assert named.status == 0
    assert json.loads(named.out)["policy"]["name"] == "icf-2025"
    assert "`icf-2025` is not in effect on 2022-05-01, but from 2025-04-01" in named.err
    assert [each["code"] for each in json.loads(named.out)["warnings"]] == ["X408"]
    several = run("assess", "-", "-p", "icf", "-p", "aoec", "--on", "2022-05-01", "-f", "json", stdin="{}")
    assert [each["name"] for each in json.loads(several.out)["policies"]] == ["icf-2020", "aoec"]
    for verb in (("why", "-", "disclose"), ("judge", "-", "disclose"), ("change", "-", "disclose")):
        early = run(*verb, "-p", "icf", "--on", "1990-01-01", stdin="{}")
        assert (early.status, "no version of `icf` is in effect on 1990-01-01" in early.err) == (2, True)


def test_a_family_of_ones_own_is_named_by_its_files(run: Run, tmp_path: Path) -> None:
    for number, head in ((1, "until: 2024-12-31"), (2, "effective: 2025-01-01")):
        (tmp_path / f"house-{number}.yaml").write_text(f"policy: house-{number}\nfamily: house\n{head}\n", "utf-8")
    for day, name in (("2024-12-31", "house-1"), ("2025-01-01", "house-2")):
        found = run("assess", "-", "-p", "house", "--on", day, "--format", "json", stdin="{}")
        assert json.loads(found.out)["policy"]["name"] == name


def test_the_sponsor_sees_what_the_sponsor_knows(run: Run, case: Path) -> None:
    """Under one policy and under several, without a word of what the coach believes."""
    for policies in (["-p", "essay"], ["-p", "icf-2025", "-p", "aoec"]):
        ended = run("assess", case, *policies, "--for", "sponsor", "--format", "json")
        assert (ended.status, ended.err) == (0, "")
        assert "block.coach_can_help_in_time" not in json.dumps(_situations(json.loads(ended.out)))
    assert "block.coach_can_help_in_time" in json.loads(run("assess", case, "--format", "json").out)["situation"]


def _situations(data: dict[str, object]) -> object:
    return data.get("situation") or [each["situation"] for each in (data["joint"], *data["results"])]  # type: ignore[misc] # as JSON has it


def test_in_brief_and_in_words(run: Run) -> None:
    brief = json.loads(run("assess", "-", "--brief", "--words", stdin="{}").out)
    assert (brief["format"], set(brief["words"])) == ("coach-ethics brief 1", {"acts", "concepts", "facts", "norms"})
    several = run("assess", "-", "--brief", "-p", "essay", "-p", "aoec", stdin="{}").out.splitlines()
    assert [json.loads(line)["policy"].split()[0] for line in several] == ["essay", "aoec"]
    assert "words" in json.loads(run("assess", "-", "--words", "--format", "json", stdin="{}").out)


def test_every_result_has_a_schema_on_the_command_line(run: Run) -> None:
    for kind in RESULT_TYPES:
        name = kind.value.split()[1]
        assert json.loads(run("schema", name).out)["title"] == f"coach-ethics {name}"
