"""Whatever is given, the answer to bad input is a sentence with its place and mend, and exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Run

SENTENCES = {
    "no such file": ("assess", "nope.yaml"),
    "a folder": ("assess", "folder"),
    "an empty file": ("assess", "empty.yaml"),
    "binary": ("assess", "binary.yaml"),
    "not an engagement": ("assess", "list.yaml"),
    "a fact that isn't one": ("assess", "slip.yaml"),
    "a policy that isn't shipped": ("assess", "case.yaml", "--policy", "esay"),
    "a policy file that isn't there": ("assess", "case.yaml", "--policy", "nope.yaml"),
    "a folder as a policy": ("assess", "case.yaml", "--policy", "./folder"),
    "a policy that isn't one": ("assess", "case.yaml", "--policy", "case.yaml"),
    "an engine that isn't one": ("assess", "case.yaml", "--engine", "refrence"),
    "an act that isn't one": ("why", "case.yaml", "renegotiat"),
    "a folder without policies": ("check", "folder"),
    "nothing of that name": ("check", "nope"),
    "a faulty policy": ("test", "case.yaml"),
    "a name that can't be one": ("new", "Our Code"),
    "a place that can't be written": ("new", "our-code", "--out", "nowhere/our-code.yaml"),
    "nothing to show": ("show", "nope"),
    "nothing to export": ("export", "--policy", "nope"),
    "no such vocabulary": ("facts", "--policy", "nope"),
}


@pytest.fixture
def files(tmp_path: Path, case: Path) -> Path:
    """A folder with all sorts of bad input."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "list.yaml").write_text("[1, 2]\n", "utf-8")
    (tmp_path / "slip.yaml").write_text("block.presnt: true\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", SENTENCES.values(), ids=SENTENCES.keys())
def test_bad_input_is_answered_with_a_sentence(run: Run, files: Path, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert ended.out == "" or arguments[0] == "check"
    first = (ended.err or ended.out).splitlines()[0]
    assert ": error " in first or first.startswith("error ")
    assert "Traceback" not in ended.err
    assert "Error" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (("assess", "slip.yaml"), "slip.yaml:1:1"),
        (("assess", "slip.yaml"), "did you mean `block.present`?"),
        (("assess", "case.yaml", "--policy", "esay"), "did you mean `essay`?"),
        (("assess", "case.yaml", "--engine", "refrence"), "did you mean `reference`?"),
        (("why", "case.yaml", "renegotiat"), "did you mean `renegotiate`?"),
    ],
)
def test_a_slip_is_answered_with_its_place_and_what_was_meant(
    run: Run, files: Path, arguments: tuple[str, ...], mend: str
) -> None:
    assert mend in run(*arguments).err


@pytest.mark.parametrize(
    "arguments",
    [(), ("asess",), ("assess",), ("assess", "case.yaml", "--on", "yesterday"), ("check", "--format", "pdf")],
)
def test_a_command_that_cannot_be_understood_says_how_it_is_written(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert "Usage: coach-ethics" in ended.err + ended.out


@given(data=st.binary(max_size=400))
@example(data=b"\xff\xfe\x00")
@example(data=b"{" * 3000)
@example(data=b"policy: x\npolicy: y\n")
@example(data=b"a: &a [*a, *a]\n")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_are_answered_with_a_traceback(run: Run, data: bytes) -> None:
    """Any bytes on the standard input give a result, or problems and exit status 2."""
    assert run("assess", "-", stdin=data).status in (0, 2)
    assert run("check", "-", stdin=data).status in (0, 2)
    assert run("test", "-", stdin=data).status in (0, 1, 2)
