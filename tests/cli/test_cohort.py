"""`coach-ethics cohort`: a table in, a table out, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pl = pytest.importorskip("polars", reason="Polars isn't installed")

ROWS = {"gift.offered": [True, False, None]}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "cohort.parquet"
    pl.DataFrame(ROWS).write_parquet(path)
    return path


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "cohort.csv"
    path.write_text("client,gift.offered\nann,true\nbo,false\ncy,\n", "utf-8")
    return path


STATUSES = ["forbidden", "unregulated", "undetermined"]


def test_a_table_with_a_column_for_each_act(run: Run, table: Path, small: Path) -> None:
    ended = run("cohort", table, "--policy", small, "--out", "out.parquet", "--choices", "--determined")
    assert (ended.status, ended.out, ended.err) == (0, "", "Written to out.parquet.\n")
    found = pl.read_parquet("out.parquet")
    assert found["gift.offered"].to_list() == ROWS["gift.offered"]
    assert found["ethics_accept"].to_list() == STATUSES
    assert found["ethics_determined_accept"].to_list() == [True, True, False]
    assert found["ethics_choices"].to_list() == ["-", "-", "-"]
    assert sorted(path.name for path in Path().iterdir()) == ["cohort.parquet", "out.parquet", "small.yaml"]


def test_csv(run: Run, csv: Path, small: Path) -> None:
    """What stands between two commas and is empty is not known."""
    assert run("cohort", csv, "-p", small, "--out", "out.csv").status == 0
    assert Path("out.csv").read_text("utf-8").splitlines() == [
        "client,gift.offered,ethics_accept",
        "ann,true,forbidden",
        "bo,false,unregulated",
        "cy,,undetermined",
    ]


def test_csv_leaves_what_is_not_a_fact_as_it_was(run: Run, small: Path) -> None:
    """Numbers with zeros before them, exponents, dates, quotes and words: another program made them what they are."""
    rows = ["007,1e5,2026-01-05,yes,true,", '08,1.50,,"a, ""b""",false,2']
    Path("in.csv").write_text("\n".join(["id,dose,day,said,gift.offered,last", *rows]) + "\n", "utf-8")
    assert run("cohort", "in.csv", "-p", small, "--out", "out.csv").status == 0
    written = [line.rpartition(",")[0] for line in Path("out.csv").read_text("utf-8").splitlines()[1:]]
    assert written == rows


def test_another_prefix(run: Run, csv: Path, small: Path) -> None:
    """Also for variants; so a table can be assessed that has been assessed before."""
    Path("variants.json").write_text('[{"name": "never", "off": ["no-gifts"]}]', "utf-8")
    assert run("cohort", csv, "-p", small, "--out", "once.csv").status == 0
    again = run("cohort", "once.csv", "-p", small, "--out", "twice.csv")
    assert (again.status, "give another prefix" in again.err.replace("`", "")) == (2, True)
    options = ["--prefix", "second_", "--variant", "variants.json"]
    assert run("cohort", "once.csv", "-p", small, "--out", "twice.csv", *options).status == 0
    header = Path("twice.csv").read_text("utf-8").partition("\n")[0]
    assert header == "client,gift.offered,ethics_accept,second_accept,second_never_accept"


@pytest.mark.parametrize("option", ["--choices", "--notices", "--advice"])
def test_what_adds_columns_needs_a_file(run: Run, csv: Path, small: Path, option: str) -> None:
    ended = run("cohort", csv, "-p", small, option)
    assert (ended.status, ended.out) == (2, "")
    assert "--out" in ended.err


def test_numbers_and_words_that_do_not_fit_are_found_in_files(run: Run) -> None:
    """With the first rows, though files are gone through in a stream."""
    rows = ["1,none"] * 3000 + ["5000,none", "2,likly", ",likly"]
    Path("in.csv").write_text("commitment.missed_in_a_row,harm.likelihood\n" + "\n".join(rows) + "\n", "utf-8")
    told = " ".join(run("cohort", "in.csv").err.split())
    assert "`5000` (1), first in row 3000" in told
    assert "2 rows have a value that `harm.likelihood` can't have: `likly` (2), first in row 3001, 3002" in told


def test_without_out_a_summary(run: Run, table: Path, small: Path) -> None:
    out = run("cohort", table, "--policy", small).out
    assert out.startswith("3 situations, in percent\n")
    assert [line.split() for line in out.splitlines() if "33.3" in line] == [["accept", "33.3", "33.3", "33.3"]]
    pl.DataFrame({"gift.offered": [True]}).write_parquet("one.parquet")
    assert run("cohort", "one.parquet", "--policy", small).out.startswith("1 situation, in percent\n")


def test_the_summary_as_json(run: Run, table: Path, small: Path) -> None:
    found = json.loads(run("cohort", table, "--policy", small, "--format", "json").out)
    assert found["size"] == 3
    counted = {row["status"]: row["count"] for row in found["rows"] if row["count"]}
    assert counted == dict.fromkeys(STATUSES, 1)


def test_a_summary_is_weighted_and_collapsed(run: Run, small: Path) -> None:
    Path("in.csv").write_text("gift.offered,w\ntrue,2.5\nfalse,0.5\nfalse,1\n", "utf-8")
    options = ["--weight", "w", "--collapse", "unregulated=permitted"]
    found = json.loads(run("cohort", "in.csv", "-p", small, *options, "--format", "json").out)
    assert {row["status"]: row["share"] for row in found["rows"] if row["count"]} == {
        "forbidden": 0.625,
        "permitted": 0.375,
    }
    assert (found["weights"], found["collapse"]) == ("w", {"unregulated": "permitted"})
    assert "Counted as another status: unregulated as permitted." in run("cohort", "in.csv", "-p", small, *options).out
    assert "K141" in run("cohort", "in.csv", "-p", small, "--weight", "v").err
    assert "--summary" in run("cohort", "in.csv", "-p", small, "--out", "out.csv", *options).err


def test_rows_that_cannot_be_are_in_every_form(run: Run) -> None:
    rows = "sponsor.present,disclosure.recipient\ntrue,sponsor\nfalse,sponsor\n"
    Path("in.csv").write_text(rows, "utf-8")
    said = "1 row breaks the constraint `no-sponsor-no-recipient`"
    ended = run("cohort", "in.csv")
    assert (said in ended.out, said in ended.err) == (True, False)
    (told,) = json.loads(run("cohort", "in.csv", "--format", "json").out)["impossible"]
    assert (told["constraints"], told["count"], told["rows"]) == (["no-sponsor-no-recipient"], 1, [1])
    assert said in run("cohort", "in.csv", "--out", "out.csv").err


def test_what_is_determined_is_counted_and_written(run: Run) -> None:
    policy = """
policy: either
facts: {gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}}
acts: {note: {means: Note it}}
norms:
  one: {must: note, when: gift.offered, because: Note gifts.}
  other: {must: note, when: not gift.offered, because: Note that there was none.}
"""
    Path("either.yaml").write_text(policy, "utf-8")
    Path("in.csv").write_text("client,gift.offered\nann,true\ncy,\n", "utf-8")
    for options, counts in (((), {"required": 1, "undetermined": 1}), (("--determined",), {"required": 2})):
        ended = run(
            "cohort", "in.csv", "-p", "either.yaml", "--summary", "--format", "json", "--out", "o.csv", *options
        )
        assert {row["status"]: row["count"] for row in json.loads(ended.out)["rows"] if row["count"]} == counts
    assert Path("o.csv").read_text("utf-8").splitlines()[1:] == ["ann,true,required,true", "cy,,required,true"]


def test_parameters_and_variants(run: Run, tmp_path: Path) -> None:
    """A parameter changes the policy; each variant of a file is assessed beside it."""
    pl.DataFrame({"commitment.missed_in_a_row": [1, 2, 3, 4], "block.named": [False] * 4}).write_parquet("in.parquet")
    variants = [
        {"name": "late", "parameters": {"persistent": 4}},
        {"name": "never", "off": ["name-the-block-or-withdraw", "both-are-honest"]},
    ]
    (tmp_path / "variants.json").write_text(json.dumps(variants), "utf-8")
    given = ["--policy", "collusion", "--variant", "persistent=3", "--variant", "variants.json"]
    ended = run("cohort", "in.parquet", *given, "--out", "out.parquet", "--summary", "--format", "json")
    found = pl.read_parquet("out.parquet")
    assert found["ethics_name_block"].to_list() == ["unregulated", "unregulated", "permitted", "permitted"]
    assert found["ethics_late_name_block"].to_list() == ["unregulated", "unregulated", "unregulated", "permitted"]
    assert found["ethics_never_name_block"].to_list() == ["unregulated"] * 4
    rows = json.loads(ended.out)["rows"]
    changed = {(row["variant"], row["status"]): row["changed"] for row in rows if row["act"] == "name_block"}
    assert (changed["late", "unregulated"], changed["never", "unregulated"]) == (1, 2)
    assert json.loads(ended.out)["base"] == "persistent=3"
    assert ended.err.count("have no column and count as not known") == 1


def test_columns_of_other_names(run: Run, small: Path) -> None:
    pl.DataFrame({"gift": [True]}).write_parquet("in.parquet")
    found = json.loads(run("cohort", "in.parquet", "-p", small, "--column", "gift.offered=gift", "-f", "json").out)
    assert {row["status"] for row in found["rows"] if row["count"]} == {"forbidden"}


BAD = [
    (["nope.parquet"], "K119: there is no file `nope.parquet`"),
    (["small.yaml"], "K119: `small.yaml` is no Parquet, Arrow or CSV file, judging by its name"),
    (["broken.parquet"], "K119: `broken.parquet` can't be read as a table"),
    (
        ["broken.csv"],
        "K119: $.gift.offered: 2 rows have in `gift.offered` something other than a truth value: `maybe`",
    ),
    (["twice.csv"], "K119: `twice.csv` has more than one column `a`, `gift.offered`"),
    (["ragged.csv", "--out", "out.csv"], "first in row 0 (line 2: 4 instead of 2)"),
    (["semicolons.csv"], "K124: no column of `semicolons.csv` holds a fact of the policy"),
    (["slip.csv"], "did you mean `gift.offered`?"),
    (["cohort.csv", "--out", "cohort.csv"], "F104: `cohort.csv` is the input table"),
    (["cohort.csv", "--out", "./cohort.csv"], "F104: `cohort.csv` is the input table"),
    (
        ["cohort.csv", "--column", "gift.offered=a", "--column", "gift.offered=b"],
        "K120: `--column gift.offered` is given",
    ),
    (["cohort.csv", "--out", "out.xlsx"], "K119: `out.xlsx` is no Parquet"),
    (["cohort.csv", "--out", "nowhere/out.csv"], "F105: `nowhere/out.csv` can't be written"),
    (["cohort.csv", "--variant", "most=3"], "K111: $.parameters.most: `most` is not a parameter"),
    (["cohort.csv", "--variant", "nope.json"], "`nope.json`"),
    (["cohort.csv", "--variant", "small.yaml"], "K114: $.policy: `policy` is not a key of a variant"),
    (["cohort.csv", "--column", "gift"], "K120: `--column gift` is not a name and a value"),
    (["cohort.csv", "--column", "gift.offered=gift"], "K104"),
    (["cohort.csv", "--policy", "nope"], "X407"),
]


@pytest.mark.parametrize(("arguments", "told"), BAD, ids=[" ".join(each) for each, _ in BAD])
def test_bad_input(run: Run, csv: Path, small: Path, arguments: list[str], told: str) -> None:
    """A sentence with the fix, exit status 2, and nothing written."""
    Path("broken.parquet").write_bytes(b"not a table")
    Path("broken.csv").write_text("gift.offered\ntrue\nmaybe\nFALSE\n1\n", "utf-8")
    Path("twice.csv").write_text("a,a,gift.offered,gift.offered\n1,2,true,false\n", "utf-8")
    Path("ragged.csv").write_text("a,gift.offered\n1,true,3,4\n", "utf-8")
    Path("semicolons.csv").write_text("case;gift.offered\n1;true\n", "utf-8")
    Path("slip.csv").write_text("gift.offred\ntrue\n", "utf-8")
    before = sorted(path.name for path in Path().iterdir())
    ended = run("cohort", *(["--policy", small] if "--policy" not in arguments else []), *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert sorted(path.name for path in Path().iterdir()) == before


def test_a_result_that_fails_half_way_leaves_the_old_one(run: Run, small: Path) -> None:
    """The fault lies far behind in the file; what was there stays."""
    Path("out.csv").write_text("as it was", "utf-8")
    Path("in.csv").write_text("n,gift.offered\n" + "1,true\n" * 5000 + "1,perhaps\n", "utf-8")
    ended = run("cohort", "in.csv", "-p", small, "--out", "out.csv")
    assert ended.status == 2
    assert "`perhaps`, first in row 5000" in ended.err
    assert Path("out.csv").read_text("utf-8") == "as it was"
    assert not list(Path().glob(".out*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT between processes")
def test_an_interruption_leaves_no_half_written_file(tmp_path: Path) -> None:
    frame = pl.DataFrame({"block.present": [True, None, False] * 1_000_000})
    frame.write_parquet(tmp_path / "in.parquet")
    command = [sys.executable, "-m", "coach_ethics", "cohort", "in.parquet", "--out", "out.parquet"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".out*.part")) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet"]
