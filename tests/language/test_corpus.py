"""The corpus: good files read, bad files give exactly the problems beside them, and every code has a bad file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.golden import golden

import coach_ethics
from coach_ethics.coaching.policies import check_policy, load_policy, read_policy
from coach_ethics.language.diagnostics import MOST
from coach_ethics.language.files import open_source, source_of
from coach_ethics.language.policies.write import write_policy
from coach_ethics.language.schema.json_schema import policy_schema
from coach_ethics.language.trees import tree_of
from coach_ethics.language.yaml import LARGEST, compose, plain
from coach_ethics.problems import Problem, Problems, describe, in_order
from coach_ethics.source import Source

HERE = Path(__file__).parent
PACKAGE = Path(coach_ethics.__file__).parent
GOOD = sorted((HERE / "good").glob("*.*"))
BAD = sorted((HERE / "bad").glob("*.yaml"))
SCHEMA = jsonschema.Draft202012Validator(policy_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
CODE = re.compile(r'"([YSNTGCX][0-9]{3})"')


def in_corpus(name: str, wanted_by: Source) -> Source | Problem | None:
    """Policies that the corpus extends stand beside the good files, or in `bad/grounds`."""
    for folder in (HERE / "bad" / "grounds", HERE / "good", HERE / "bad"):
        if (path := folder / f"{name}.yaml").is_file():
            return source(path)
    return source(HERE / "bad" / "G104-extends.yaml") if name == "round" else None


def source(path: Path) -> Source:
    return Source(path.relative_to(HERE).as_posix(), path.read_text("utf-8"))


def problems_of(path: Path) -> tuple[Problem, ...]:
    policy, problems = check_policy(source(path), find=in_corpus)
    assert policy is None
    return problems


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_files_tell_what_is_wrong(path: Path) -> None:
    """A bad file gives the problems in the text beside it; one named after a code has that code among them."""
    problems = problems_of(path)
    text = "\n".join(map(describe, problems)) + "\n"
    assert text == golden(path.with_suffix(".txt"), text)
    code = path.stem.split("-")[0]
    assert code == "a" or code in {problem.code for problem in problems}


def _loading(load: Callable[[], object]) -> str:
    with pytest.raises(Problems) as raised:
        load()
    return "\n".join(map(describe, raised.value.problems))


def _chain(name: str, wanted_by: Source) -> Source:
    """An endless row of policies that extend each other."""
    number = int(name.removeprefix("p"))
    return Source(name, f"policy: {name}\nextends: p{number + 1}\n")


def _opened(found: Source | Problem) -> str:
    assert isinstance(found, Problem)
    return describe(found)


def _many_keys(number: int) -> str:
    return "policy: demo\n" + "".join(f"key-{each}: 1\n" for each in range(number))


ELSEWHERE: dict[str, Callable[[], str]] = {
    "X404-no-such-file": lambda: _loading(lambda: load_policy(Path("nowhere/at-all.yaml"))),
    "X405-endless-row": lambda: _loading(lambda: read_policy(Source("p0", "policy: p0\nextends: p1\n"), find=_chain)),
    "X407-no-such-name": lambda: _loading(lambda: load_policy("withdrawl")),
    "X407-a-path-in-a-text": lambda: _loading(lambda: load_policy("../secrets.env.yaml")),
    "X408-not-in-effect": lambda: _loading(
        lambda: load_policy("policy: past\nuntil: 2020-12-31\n", on=date(2026, 1, 1))
    ),
    "X409-no-day": lambda: _loading(lambda: load_policy("icf", on="the first of April")),
    "Y105-too-long": lambda: _loading(lambda: load_policy("policy: long\n" + "#" * LARGEST)),
    "Y111-no-data": lambda: _loading(lambda: tree_of({"client": {"name": object}})),
    "Y107-not-utf-8": lambda: _opened(source_of("a.yaml", b"policy: demo\ntitle: caf\xe9\n")),
    "S210-too-many": lambda: describe(check_policy(Source("<text>", _many_keys(MOST + 10)))[1][-1]),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_bad_loads_tell_what_is_wrong(name: str) -> None:
    """Problems that no file by itself can show, each with its text."""
    text = ELSEWHERE[name]() + "\n"
    assert text == golden(HERE / "bad" / f"{name}.txt", text)
    assert name.split("-")[0] in text


def test_every_code_has_a_bad_example() -> None:
    """Every code that a reader can give stands in the golden text of some bad example."""
    written = {
        code
        for path in (*(PACKAGE / "language").rglob("*.py"), PACKAGE / "model" / "day.py")
        for code in CODE.findall(path.read_text("utf-8"))
    }
    shown = {
        code
        for path in (HERE / "bad").glob("*.txt")
        for code in re.findall(r"(?:error|warning) ([A-Z][0-9]{3}):", path.read_text("utf-8"))
    }
    assert written
    assert sorted(written - shown) == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files_read(path: Path) -> None:
    """A good file is read, validates against the JSON Schema, and comes back from its own writing."""
    policy = read_policy(source(path), find=in_corpus)
    tree, problems = compose(source(path))
    assert problems == ()
    assert tree is not None
    assert [error.message for error in SCHEMA.iter_errors(plain(tree))] == []
    text = write_policy(policy)
    assert read_policy(Source("good/again.yaml", text), find=in_corpus) == policy
    again, _ = compose(Source("again", text))
    assert again is not None
    assert [error.message for error in SCHEMA.iter_errors(plain(again))] == []


@pytest.mark.parametrize(
    "path",
    # JSON Schema can't compare two dates, and sees no remarks, so S208 and S211 are the reader's alone.
    [path for path in BAD if path.stem.startswith(("S", "N101")) and not path.stem.startswith(("S208", "S211"))],
    ids=lambda path: path.stem,
)
def test_the_schema_refuses_what_the_reader_refuses(path: Path) -> None:
    """A file whose structure is at fault is refused by the JSON Schema too."""
    tree, _ = compose(source(path))
    assert tree is not None
    assert list(SCHEMA.iter_errors(plain(tree)))


def test_the_schema_is_one() -> None:
    """The schema is a valid one of its draft."""
    jsonschema.Draft202012Validator.check_schema(policy_schema())


def test_ten_faults_are_ten_problems() -> None:
    """A file with ten faults reports ten, in the order of their places, and blames nobody for another's fault."""
    problems = problems_of(HERE / "bad" / "a-file-with-ten-faults.yaml")
    assert len(problems) >= 10
    assert problems == in_order(problems)
    # `stuck` and `trust.given` are badly defined, yet those who use them aren't blamed.
    assert not any("`stuck`" in problem.message or "`trust.given`" in problem.message for problem in problems)


def test_no_problem_is_without_a_place() -> None:
    """Every problem of a file says where it stands, and the place lies in the file."""
    for path in BAD:
        for problem in problems_of(path):
            assert problem.span is not None
            assert problem.span.line <= max(1, len(problem.span.source.lines))


def test_files_are_opened_as_they_are(tmp_path: Path) -> None:
    """A file is opened with a byte order mark or not; what isn't text is a problem."""
    path = tmp_path / "marked.yaml"
    path.write_bytes(b"\xef\xbb\xbfpolicy: marked\n")
    found = open_source(path)
    assert isinstance(found, Source)
    assert read_policy(found).name == "marked"
