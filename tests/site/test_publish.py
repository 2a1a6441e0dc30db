"""A site as a whole: the same each time, of whatever a policy says, and what is said where it can't be made."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.site.conftest import starters
from tests.site.pages import parsed

from coach_ethics.coaching.policies import load_policy
from coach_ethics.problems import Problems
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.publish import site_files, site_of
from coach_ethics.site.writing import LIST, publish


def _run(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach_ethics", "publish", *arguments],
        env={"PYTHONHASHSEED": seed, "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_same_policies_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order in which a process happens to hold sets."""
    ours = tmp_path / "our-code.yaml"
    ours.write_text(starters()[0], "utf-8")
    found = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        run = _run("collusion", str(ours), "--out", str(out), seed=seed)
        assert run.returncode == 0, run.stderr
        assert f"Open {out / 'index.html'}" in run.stdout
        found.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert found[0] == found[1]
    assert Path("compare/collusion--our-code.html") in found[0]


def test_what_a_policy_says_is_text_and_no_markup() -> None:
    text = starters()[0].replace("What we owe our clients", "<script>alert(1)</script> & “us”")
    text = text.replace("because: A gift may", "because: <b>A gift</b> may")
    for path, content in site_files(site_of(SiteOrder((load_policy(text),), pairs=Pairs.NONE))).items():
        if path.endswith(".html"):
            page = parsed(content.decode())
            assert {"script", "b"}.isdisjoint(page.tags)
            assert "&lt;script&gt;" in content.decode()


def test_a_policy_with_hardly_anything_has_a_page() -> None:
    files = site_files(site_of(SiteOrder((load_policy("policy: bare\nacts: {wait: {}}\n"),))))
    assert sorted(files) == ["codes/bare.html", "index.html", "site.css"]
    assert not parsed(files["codes/bare.html"].decode()).faults


def test_versions_of_one_family_are_set_side_by_side_in_time() -> None:
    text = "policy: gifts-{year}\nfamily: gifts\neffective: {year}-01-01\nacts: {{accept: {{}}}}\n"
    policies = tuple(load_policy(text.format(year=year)) for year in (2024, 2020, 2022))
    site = site_of(SiteOrder(policies))
    assert [page.path for page in site.pages if page.path.startswith(("changes", "compare/gifts"))] == [
        "changes/gifts-2020--gifts-2022.html",
        "changes/gifts-2022--gifts-2024.html",
    ]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    site = site_of(SiteOrder((load_policy("collusion"),)))
    with pytest.raises(Problems, match="F105"):
        publish(site, tmp_path / "taken")


def test_an_earlier_version_of_another_policy(tmp_path: Path) -> None:
    run = _run("collusion", "--since", "icf-2020", "--out", str(tmp_path / "out"))
    assert run.returncode == 2
    assert "is a version of none of these" in run.stderr
    assert not (tmp_path / "out").exists()


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_an_earlier_run_left_goes_and_what_is_of_others_stays(tmp_path: Path) -> None:
    before = site_of(SiteOrder(tuple(map(load_policy, ("collusion", "withdrawal"))), pairs=Pairs.NONE))
    after = site_of(SiteOrder((load_policy("withdrawal"),)))
    (tmp_path / "CNAME").write_text("codes.example", "utf-8")
    first = publish(before, tmp_path)
    (tmp_path / "codes" / "notes.txt").write_text("ours", "utf-8")
    (tmp_path / "own").mkdir()
    second = publish(after, tmp_path)
    assert first.removed == ()
    assert [each.name for each in first.others] == ["CNAME"]
    assert {each.name for each in second.removed} == {"collusion.html"}
    assert [each.relative_to(tmp_path).as_posix() for each in second.others] == ["CNAME", "own", "codes/notes.txt"]
    assert _paths(tmp_path) == {*site_files(after), LIST, "CNAME", "codes/notes.txt"}


def test_a_list_takes_nothing_away_outside_of_the_folder(tmp_path: Path) -> None:
    """Whoever wrote it: paths that lead out, and links that do, are left alone."""
    outside, out = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (outside / "kept.txt").write_text("", "utf-8")
    out.mkdir()
    (out / "link").symlink_to(outside)
    listed = ("../outside/kept.txt", str(outside / "kept.txt"), "link/kept.txt", "gone.html", "link")
    (out / LIST).write_text("\n".join(listed), "utf-8")
    assert publish(site_of(SiteOrder((load_policy("withdrawal"),))), out).removed == ()
    assert (outside / "kept.txt").is_file()


def test_what_is_removed_and_what_is_of_others_is_told(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).write_text("", "utf-8")
    _run("collusion", "--out", str(tmp_path))
    run = _run("withdrawal", "--out", str(tmp_path))
    told = (
        f"note: not of this site, and left as they are: {tmp_path / 'a'}, {tmp_path / 'b'}, {tmp_path / 'c'} and 1 more"
    )
    assert told in run.stderr
    assert re.search("note: [0-9]+ files of an earlier run removed", run.stderr)
