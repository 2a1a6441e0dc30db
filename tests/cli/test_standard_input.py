"""`-` stands for standard input wherever a case, a table, a policy or another text is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import SMALL, Run

CASE = "gift.offered: true\n"

POLICIES = [
    "assess case.yaml -p -",
    "assess case.yaml -p - -p essay",
    "ask case.yaml -p -",
    "why case.yaml accept -p -",
    "change case.yaml accept -p -",
    "judge case.yaml accept -p -",
    "show -",
    "facts -p -",
    "check -",
    "test -",
    "prove -",
    "mutate -",
    "coverage -",
    "compare - essay",
    "compare - -",
    "export --to durable -p -",
    "schema engagement -p -",
]
CASES = ["assess - -p small.yaml", "why - accept -p small.yaml", "change - accept -p small.yaml", "ask - -p small.yaml"]


@pytest.mark.parametrize("line", POLICIES)
def test_a_policy(run: Run, small: Path, line: str) -> None:
    _same(run, line, small, SMALL)


@pytest.mark.parametrize("line", CASES)
def test_a_case(run: Run, small: Path, line: str) -> None:
    _same(run, line, Path("case.yaml"), CASE)


def _same(run: Run, line: str, path: Path, text: str) -> None:
    """What is said of standard input is what is said of a file that holds the same."""
    Path("case.yaml").write_text(CASE, "utf-8")
    piped = run(*line.split(), stdin=text)
    named = run(*(path if each == "-" else each for each in line.split()))
    assert piped.status == named.status, piped.err
    assert piped.out.replace("<standard input>", path.name) == named.out
    assert "Traceback" not in piped.err


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table(run: Run, small: Path, kind: str) -> None:
    """Its first bytes tell a Parquet file."""
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    path, frame = Path(f"in.{kind}"), pl.DataFrame({"id": [1, 2], "gift.offered": [True, False]})
    frame.write_csv(path) if kind == "csv" else frame.write_parquet(path)
    named = run("cohort", path, "-p", small, "--out", "named.csv", "--summary")
    piped = run("cohort", "-", "-p", small, "--out", "piped.csv", "--summary", stdin=path.read_bytes())
    assert (named.status, piped.status, piped.out) == (0, 0, named.out)
    assert Path("named.csv").read_bytes() == Path("piped.csv").read_bytes()


def test_a_file_of_variants(run: Run, small: Path) -> None:
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    pl.DataFrame({"gift.offered": [True]}).write_csv("in.csv")
    ended = run("cohort", "in.csv", "-p", small, "--variant", "-", stdin='{"name": "lax", "off": ["no-gifts"]}')
    assert (ended.status, ended.err) == (0, "")
    assert "\nlax\n" in ended.out


def test_nothing_there(run: Run) -> None:
    ended = run("show", "-")
    assert ended.status == 2
    assert "<standard input>" in ended.err


def test_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from coach_ethics.cli.standard_input import source_at
    from coach_ethics.problems import Problem

    monkeypatch.setattr(sys, "stdin", None)
    problem = source_at(Path("-"))
    assert isinstance(problem, Problem)
    assert problem.code == "X404"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"gift.offered\ntrue,false\n", "`<standard input>` can't be read as a table"),
        (b"x\ntrue\n", "no column of `<standard input>` holds a fact"),
    ],
)
def test_a_table_is_called_as_it_was_given(run: Run, small: Path, table: bytes, told: str) -> None:
    """No message names a copy that is gone by then."""
    ended = run("cohort", "-", "-p", small, stdin=table)
    assert (ended.status, told in ended.err) == (2, True)


def test_who_gives_the_policy_there_is_told_that_no_answers_can_be(run: Run, small: Path) -> None:
    told = "standard input gave the policy, so nobody can answer there"
    assert told in run("ask", "-p", "-", stdin=SMALL).err
    assert told not in run("ask", "-p", small, stdin="yes\n").err


@pytest.mark.parametrize("twice", [("-p", "icf-2020", "--policy", "essay"), ("--on", "2026-01-01", "--on=2026-01-02")])
def test_an_option_of_one_value_is_given_once(run: Run, twice: tuple[str, ...]) -> None:
    ended = run("judge", "-", "withdraw", *twice, stdin="{}")
    assert (ended.status, "more than once" in " ".join(ended.err.replace("│", " ").split())) == (2, True)
