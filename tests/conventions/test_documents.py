"""Documents are run: every code block of README.md, CONTRIBUTING.md and docs/ does what the page says it does.

On each page, in order and in one folder of its own that holds copies of `examples/` and `policies/`:

- ```` ```python ```` runs, in one namespace a page (`>>>` examples are compared);
- ```` ```console ```` runs each line that starts with `$ ` and compares what it prints (`...` stands for anything);
- ```` ```yaml ```` has to parse, and where it starts with `policy:`, to be a policy without errors;
- a block whose first line is a comment with a file name, such as `# mine.yaml`, is also written to that file;
- ```` ```sh ```` is for set-up and isn't run, but every `make` target in it has to exist;
- ```` ```json ```` has to parse; ```` ```text ```` is shown as it is; no block goes without one of these words.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from doctest import ELLIPSIS, Example, OutputChecker
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer
import yaml
from sybil import Document
from sybil import Example as Block
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from typer.main import get_command
from typer.testing import CliRunner

import coach_ethics
from coach_ethics.cli.application import application

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LANGUAGES = {"python", "console", "yaml", "json", "sh", "text", "r"}
MAY_RUN = {"coach-ethics", "python", "cat", "echo", "ls"}
OWN = re.compile(r"coach-ethics [^|<>;&$*`~]+")
"""A verb with its arguments, and nothing that only a shell knows."""
CONSOLE = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
FILE = re.compile(r"# (?P<name>[\w./-]+\.(yaml|yml|json|py|toml))\n")
FENCE = re.compile(r"^(?P<indent> *)```+(?P<language>\w*)", re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^)\s#:]+)(#[^)]*)?\)")
COMMAND = re.compile(r"`coach-ethics (?P<words>[a-z][^`]*)`")
PATH = re.compile(r"`(?P<path>(src|docs|tests|policies|examples|\.ci)/[\w./-]*)`")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _console(block: Block) -> str | None:
    """Run the commands of a session one by one and compare what each prints."""
    before, *parts = re.split(r"^\$ ", str(block.parsed), flags=re.MULTILINE)
    if before or not parts:
        return "a console block starts with a command, after `$ `"
    status = 0
    for part in parts:
        command, _, expected = part.partition("\n")
        if command.split()[0] not in MAY_RUN:
            return f"`{command}` isn't run by this test; set-up belongs in a `sh` block"
        status, printed = _here(command) if OWN.fullmatch(command) else _in_a_shell(command, status)
        found = _plain(printed)
        if not OutputChecker().check_output(_plain(expected), found, ELLIPSIS):
            difference = OutputChecker().output_difference(Example(command, _plain(expected)), found, ELLIPSIS)
            return f"$ {command}\n{difference}"
    return None


def _here(command: str) -> tuple[int, str]:
    """Run a verb in this process, for a process of its own takes twenty times as long: exit status, what it prints."""
    _, *words = shlex.split(command)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CONSOLE.items():
            patch.setenv(name, value)
        ended = CliRunner().invoke(application, words, prog_name="coach-ethics")
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout + ended.stderr


def _in_a_shell(command: str, status: int) -> tuple[int, str]:
    environment = os.environ | CONSOLE
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    line = f"(exit {status}); {command}"
    run = subprocess.run(line, shell=True, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return run.returncode, run.stdout + run.stderr


def _plain(text: str) -> str:
    """Without spaces at the ends of lines and empty lines at the end."""
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


def _yaml(block: Block) -> str | None:
    text = str(block.parsed)
    if re.match(r"(#.*\n)*policy:", text):
        # A block that is written to a file may extend others beside it.
        named = FILE.match(text)
        coach_ethics.load_policy(Path(named["name"]) if named else text)
    else:
        yaml.safe_load(text)
    return None


def _json(block: Block) -> None:
    json.loads(str(block.parsed))


def _setup(block: Block) -> str | None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = re.findall(r"\bmake (\w+)", str(block.parsed))
    return f"the Makefile makes none of {sorted(set(asked) - targets)}" if set(asked) - targets else None


PARSERS = (
    PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
    CodeBlockParser("console", _console),
    CodeBlockParser("yaml", _yaml),
    CodeBlockParser("json", _json),
    CodeBlockParser("sh", _setup),
)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_blocks_do_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of the page runs, in order, and prints what the page shows."""
    for folder in ("examples", "policies"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for block in Document.parse(str(page), *PARSERS).examples():
        if named := FILE.match(str(block.parsed)):
            file = tmp_path / named["name"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(str(block.parsed), "utf-8")
        block.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_block_says_what_it_is(page: Path) -> None:
    """Each fenced block opens with a language that the test above knows."""
    fences = list(FENCE.finditer(page.read_text("utf-8")))
    opening, closing = fences[::2], fences[1::2]
    assert [fence["language"] for fence in closing] == [""] * len(opening)
    assert {fence["language"] for fence in opening} <= LANGUAGES


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_path_leads_somewhere(page: Path) -> None:
    """What a page links to, and what it calls a file of this project, exists."""
    text = page.read_text("utf-8")
    targets = {unquote(link["target"]) for link in LINK.finditer(text)}
    linked = {target for target in targets if not (page.parent / target).exists()}
    mentioned = {path["path"] for path in PATH.finditer(text) if not (ROOT / path["path"]).exists()}
    assert (linked, mentioned) == (set(), set())


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_in_running_text_is_one(page: Path) -> None:
    """A verb that is mentioned exists, with the options and as many arguments as are written with it."""
    verbs = {verb.name: verb for verb in _verbs()}
    for command in COMMAND.finditer(page.read_text("utf-8")):
        verb, *words = shlex.split(command["words"])
        # Too few words are fine within a sentence, and so are words in capitals for values.
        with suppress(typer.BadParameter):
            verbs[verb].make_context(verb, words)


def _verbs() -> list[Any]:
    command: Any = get_command(application)
    return list(command.commands.values())


def test_every_page_is_in_the_index() -> None:
    """`docs/README.md` leads to every other page."""
    index = {link["target"] for link in LINK.finditer((ROOT / "docs" / "README.md").read_text("utf-8"))}
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert pages - index == {"README.md"}


def test_the_architecture_names_every_part() -> None:
    """Each module and package right below `coach_ethics` stands in `docs/architecture.md`."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    package = ROOT / "src" / "coach_ethics"
    parts = {path.relative_to(package).parts[0].removesuffix(".py") for path in package.rglob("*.py")}
    parts -= {"__init__", "__main__"}
    assert {part for part in parts if not re.search(rf"\b{part}\b", text)} == set()


def test_setting_up_takes_one_command() -> None:
    """README.md shows two commands for a checkout, each enough by itself; its first `pip` line names an extra."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    commands = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines() if line]
    pip = [command for command in commands if command.startswith("pip ")]
    assert pip == ["pip install 'coach-ethics[durable]'", "pip install coach-ethics"]
    assert [command for command in commands if command not in pip] == ["make demo", "make test"]
