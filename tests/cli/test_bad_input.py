"""Whatever is given, the answer to bad input is a sentence with its place and fix, and exit status 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import strategies as st
from tests.cli.conftest import ENDED_ROAD, SMALL, Run
from tests.counting import Counted
from tests.trying import try_on

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
    (tmp_path / "policy.yaml").write_text(SMALL, "utf-8")
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
    ("arguments", "fix"),
    [
        (("assess", "slip.yaml"), "slip.yaml:1:1"),
        (("assess", "slip.yaml"), "did you mean `block.present`?"),
        (("assess", "case.yaml", "--policy", "esay"), "did you mean `essay`?"),
        (("assess", "case.yaml", "--engine", "refrence"), "did you mean `reference`?"),
        (("why", "case.yaml", "renegotiat"), "did you mean `renegotiate`?"),
        (("assess", "folder"), "name a file in it"),
        (("assess", "case.yaml", "--policy", "folder"), "name a file in it"),
        (("assess", "policy.yaml"), "give it as the policy (`--policy`)"),
        (("test", "case.yaml"), "`coach-ethics assess`"),
        (("new", "our-code", "--out", "nowhere/our-code.yaml"), "choose another file with `--out`"),
    ],
)
def test_a_slip_is_answered_with_its_place_and_what_was_meant(
    run: Run, files: Path, arguments: tuple[str, ...], fix: str
) -> None:
    assert fix in run(*arguments).err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("assess", "case.yaml", "--format", "jsn"), "`jsn` is not allowed here; did you mean `json`?"),
        (("assess", "case.yaml", "--for", "sponsr"), "did you mean `sponsor`?"),
        (("check", "--format=githb"), "did you mean `github`?"),
        (("since", "case.yaml", "case.yaml", "-f", "it's"), "`it's` is not allowed here; it takes `text`, `json`"),
        (("schema", "asessment"), "did you mean `assessment`?"),
    ],
)
def test_a_word_that_is_not_in_a_list_is_answered_with_the_nearest(
    run: Run, files: Path, arguments: tuple[str, ...], told: str
) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert told in " ".join(ended.err.replace("│", " ").split())


@pytest.mark.parametrize(
    "arguments",
    [(), ("asess",), ("assess",), ("assess", "case.yaml", "--on", "yesterday"), ("check", "--format", "pdf")],
)
def test_a_command_that_cannot_be_understood_says_how_it_is_written(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert "Usage: coach-ethics" in ended.err + ended.out


GIVEN = "odd.yaml"

TAKERS: dict[str, tuple[str, ...]] = {
    "assess, a case": ("assess", "-"),
    "assess, a case in a file": ("assess", GIVEN, "--format", "json"),
    "assess, a policy": ("assess", "case.yaml", "--policy", GIVEN),
    "assess, several policies": ("assess", "case.yaml", "--policy", "essay", "--policy", GIVEN),
    "why, a case": ("why", "-", "withdraw"),
    "why, a policy": ("why", "case.yaml", "withdraw", "--policy", GIVEN),
    "ask, a case": ("ask", GIVEN),
    "ask, a policy": ("ask", "--policy", GIVEN),
    "ask, answers": ("ask", "--policy", "small.yaml"),
    "change, a case": ("change", "-", "withdraw"),
    "change, a policy": ("change", "case.yaml", "withdraw", "--policy", GIVEN),
    "judge, a case": ("judge", "-", "withdraw"),
    "judge, a policy": ("judge", "case.yaml", "withdraw", "--policy", GIVEN),
    "cohort, a policy": ("cohort", "table.csv", "--policy", GIVEN),
    "cohort, a table": ("cohort", "odd.csv"),
    "show": ("show", GIVEN),
    "facts": ("facts", "--policy", GIVEN),
    "check": ("check", "-"),
    "check, a file": ("check", GIVEN, "--format", "sarif"),
    "test": ("test", "-"),
    "prove": ("prove", "-"),
    "mutate": ("mutate", "-"),
    "compare": ("compare", "small.yaml", GIVEN),
    "coverage": ("coverage", GIVEN),
    "validate": ("validate", GIVEN),
    "export": ("export", "--policy", GIVEN),
}
"""Every place where a verb takes bytes that somebody else wrote."""

ODD = {
    "nothing": b"",
    "not text": b"\xff\xfe\x00",
    "open braces": b"{" * 3000,
    "a key twice": b"policy: x\npolicy: y\n",
    "an alias of itself": b"a: &a [*a, *a]\n",
    "a terminal's words": b'policy: x\ntitle: "\\e]0;x\\a\\e[2J"\n"block.\\e[31mpresent": true\n',
}


Give: TypeAlias = Callable[[tuple[tuple[str, ...], bytes]], None]
"""Runs a verb with bytes in the place where it takes them."""


@pytest.fixture
def give(run: Run, case: Path, small: Path, tmp_path: Path) -> Give:
    """Runs a verb on odd bytes, wherever it takes them: a result, or problems and exit status 2; never a traceback."""
    (tmp_path / "table.csv").write_text("block.present\ntrue\n", "utf-8")

    def give_it(given: tuple[tuple[str, ...], bytes]) -> None:
        arguments, data = given
        for place in (GIVEN, "odd.csv"):
            (tmp_path / place).write_bytes(data)
        ended = run(*arguments, stdin=data)
        assert ended.status in (0, 1, 2), arguments
        assert ended.status != 2 or "error" in ended.err + ended.out, arguments
        assert "\x1b" not in ended.err + ended.out, arguments

    return give_it


@pytest.mark.parametrize("arguments", TAKERS.values(), ids=TAKERS.keys())
def test_no_verb_answers_odd_bytes_with_a_traceback(give: Give, arguments: tuple[str, ...]) -> None:
    for data in ODD.values():
        give((arguments, data))


@st.composite
def odd(draw: st.DrawFn) -> bytes:
    """Any bytes, or a policy or a case in which some of them are replaced by others."""
    written = draw(st.sampled_from((b"", SMALL.encode(), ENDED_ROAD.encode())))
    start = draw(st.integers(0, len(written)))
    return written[:start] + draw(st.binary(max_size=200)) + written[start + draw(st.integers(0, 40)) :]


def test_no_bytes_are_answered_with_a_traceback(give: Give, counted: Counted) -> None:
    given = st.tuples(st.sampled_from(tuple(TAKERS.values())), odd())
    try_on(given, give, counted=counted, what="odd inputs given to the verbs of the command line", in_ci=150)
