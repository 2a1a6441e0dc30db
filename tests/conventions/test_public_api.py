"""Rules for what is public: few names, each told by one face, each with an example; documents use nothing else."""

from __future__ import annotations

import ast
import doctest
import json
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.conventions.faces import FACES, FRONT, PublicName, page, public_names
from tests.golden import golden

ROOT = Path(__file__).parents[2]
HEAVY = {"attr", "typer", "click", "rich", "hypothesis", "pytest", "yaml", "z3", "narwhals", "polars", "durable"}
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("examples/*.py"))]
IN_BOTH = {"begin_interview"}
"""Names that stand in the front face and in that of their package: without it, the package couldn't begin anything."""


def test_the_page_lists_every_public_name() -> None:
    """docs/api.md is the list of what is public: a name that comes or goes shows there."""
    assert golden(ROOT / "docs" / "api.md", page()) == page()


def test_the_front_face_has_about_two_dozen_names() -> None:
    assert len([each for each in public_names() if each.face == FRONT]) <= 25


@pytest.mark.parametrize("face", FACES)
def test_a_face_tells_its_names_and_loads_them(face: str) -> None:
    module = import_module(face)
    names = [each.name for each in public_names() if each.face == face]
    assert (getattr(module, "__all__"), dir(module)) == (names, names)  # noqa: B009 - stubs don't declare `__all__`
    with pytest.raises(AttributeError, match=f"module '{face}' has no attribute 'nonsense'"):
        getattr(module, "nonsense")  # noqa: B009 - a type checker knows that it isn't there


def test_a_name_stands_in_one_face() -> None:
    count = Counter(each.name for each in public_names())
    assert {name for name, times in count.items() if times > 1} == IN_BOTH


def test_a_face_has_names_of_its_own_package() -> None:
    strangers = [each.path for each in public_names() if not each.module.startswith(f"{each.face}.")]
    assert strangers == []


def test_no_name_is_hidden_by_a_module() -> None:
    """A module sets its name in its package once it is imported; a public name of the same spelling would be gone."""
    modules = {face: {each.name for each in pkgutil.iter_modules(import_module(face).__path__)} for face in FACES}
    assert [each.path for each in public_names() if each.name in modules[each.face]] == []


@pytest.mark.parametrize("name", public_names(), ids=lambda name: name.path)
def test_a_name_has_a_docstring_with_an_example_that_runs(name: PublicName, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a class are those of its methods, too. They run in the checkout, whose files they may read."""
    monkeypatch.chdir(ROOT)
    assert ">>>" in name.doc, f"{name.path} has no example"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    for example in _examples(name):
        runner.run(example, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


def _examples(name: PublicName) -> Iterator[doctest.DocTest]:
    if isinstance(name.stands_for, type):
        finder = doctest.DocTestFinder(exclude_empty=True)
        yield from finder.find(name.stands_for, name.path, module=False, globs={})
    else:
        yield doctest.DocTestParser().get_doctest(name.doc, {}, name.path, None, None)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_and_examples_import_public_names_only(document: Path) -> None:
    public = {each.path for each in public_names()} | {*FACES}
    assert [name for name in _imported(_programs(document)) if name not in public] == []


def _programs(document: Path) -> str:
    text = document.read_text("utf-8")
    if document.suffix == ".py":
        return text
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return "\n".join(re.sub(r"^(>>>|\.\.\.) ?", "", line) for block in blocks for line in block.splitlines())


def _imported(program: str) -> Iterator[str]:
    """What a program imports of the library; read line by line, for the lines between are what examples print."""
    statement = r"^(?:import coach_ethics.*|from coach_ethics[\w.]* import (?:\([^)]*\)|.*))"
    for found in re.findall(statement, program, re.MULTILINE):
        match ast.parse(found).body[0]:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{each.name}" for each in names)


def test_the_library_imports_no_face(modules: dict[str, ast.Module]) -> None:
    """Its modules import names where they are defined: import-linter reads no stubs, so a face would hide a layer."""
    public = {(each.face, each.name) for each in public_names()}
    imports = [
        f"{path}:{node.lineno}"
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        if any((node.module, each.name) in public for each in node.names)
    ]
    assert imports == []


def test_importing_the_package_imports_nothing_heavy() -> None:
    """Whoever only imports the package pays for nothing that isn't asked for."""
    program = "import json, sys, coach_ethics; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert "coach_ethics" in loaded
    assert loaded & HEAVY == set()


def test_a_package_is_imported_under_its_name() -> None:
    """No name of the front face hides a package."""
    import coach_ethics.interview as iv

    assert iv.begin_interview("collusion").about
