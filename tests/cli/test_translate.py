"""`coach-ethics translate`: a catalogue beside the policy, from making it to telling the policy in the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

OURS = """\
policy: ours
title: Our code
acts: {rest: {means: Rest}}
norms: {n: {must: rest, because: Whoever is tired rests.}}
"""


@pytest.fixture
def ours(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, "utf-8")
    return path


def test_from_a_new_catalogue_to_a_complete_one(run: Run, ours: Path) -> None:
    made = run("translate", "ours.yaml", "--language", "fr")
    assert (made.status, made.out) == (0, "Written to ours.fr.po: 0 translated, 0 to look at again, 5 to translate.\n")
    assert "ours.fr.po:12:1: note M201: 5 of 5 texts aren't translated: `policy title`" in run("check", "ours.yaml").out
    catalogue = ours.with_name("ours.fr.po")
    words = {"Our code": "Notre code", "rest": "se reposer", "Rest": "Se reposer"}
    text = catalogue.read_text("utf-8")
    for said, told in words.items():
        text = text.replace(f'msgid "{said}"\nmsgstr ""', f'msgid "{said}"\nmsgstr "{told}"')
    catalogue.write_text(text, "utf-8")
    ours.write_text(OURS.replace("Our code", "Our own code"), "utf-8")
    stale = run("check", "ours.yaml")
    assert stale.status == 1
    assert "warning M202: `policy title` has changed since it was translated" in stale.out
    again = run("translate", "ours.yaml", "-l", "fr")
    assert again.out == "Written to ours.fr.po: 2 translated, 1 to look at again, 2 to translate.\n"
    assert '#, fuzzy\n#| msgid "Our code"\n' in catalogue.read_text("utf-8")


def test_it_can_be_printed(run: Run, ours: Path) -> None:
    printed = run("translate", "-", "--language", "de", stdin=OURS)
    assert 'msgid "Our code"' in printed.out
    assert run("translate", "ours.yaml", "--language", "de", "--out", "-").out.startswith(
        "# The texts of `ours` in German"
    )
    assert sorted(path.name for path in ours.parent.iterdir()) == ["ours.yaml"]


def test_it_can_be_written_elsewhere(run: Run, ours: Path) -> None:
    assert run("translate", "ours.yaml", "--language", "de", "--out", "there.po").status == 0
    assert ours.with_name("there.po").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ours.yaml", "--language", "french please"], "error M301: `french please` is not a language"),
        (["ours.yaml", "--language", "xx"], "error M302: `xx` is not a language that Babel knows"),
        (["nothing.yaml", "--language", "fr"], "error X404"),
        (["ours.yaml", "--language", "fr", "--out", "no/folder.po"], "error F105: `no/folder.po` can't be written"),
        (["ours.yaml", "--language", "fr", "--out", "broken.po"], "error M101"),
    ],
)
def test_what_cannot_be_done(run: Run, ours: Path, arguments: list[str], said: str) -> None:
    ours.with_name("broken.po").write_text("msgid nonsense\n", "utf-8")
    ended = run("translate", *arguments)
    assert ended.status == 2
    assert ended.err.startswith(said), ended.err
