"""Rules for what modules do: effects stay at the rim, state isn't shared, every third party has a boundary."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

RIM = ("cli/", "render/")
PURE = (
    "source.py",
    "problems.py",
    "findings.py",
    "model/",
    "deontics/",
    "engines/reference.py",
    "coaching/",
    "interview/",
)
EFFECTS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "urlopen", "now", "today", "system"}
OPENS_FILES = {"coaching/load.py", "coaching/policies.py"}
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
}
NETWORK |= {"aiohttp", "httpx", "requests", "urllib3", "xmlrpc"}
OUTSIDE = {"os", "io", "pathlib", "tempfile", "shutil", "socket", "http", "urllib", "subprocess", "random", "time"}


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                yield name, node.lineno


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


def test_only_the_rim_talks(modules: dict[str, ast.Module]) -> None:
    """`print` and `input` are called by the command line and by renderers, and by nothing else."""
    talk = [
        f"{path}:{line}: {name}"
        for path, tree in modules.items()
        if not path.startswith(RIM)
        for name, line in _calls(tree)
        if name in {"print", "input", "breakpoint"}
    ]
    assert talk == []


def test_nothing_logs_or_warns_of_its_own(modules: dict[str, ast.Module]) -> None:
    """What is wrong comes back as data; nothing is logged."""
    assert [path for path, tree in modules.items() if "logging" in set(_imports(tree))] == []


def test_nothing_is_sent(sources: dict[Path, ast.Module]) -> None:
    """SECURITY.md promises it: no module can open a connection."""
    networked = {path.name for path, tree in sources.items() for name in _modules_imported(tree) if name in NETWORK}
    assert networked == set()


def _modules_imported(tree: ast.AST) -> Iterator[str]:
    """Whole dotted names, and their first parts."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (each for name in names for each in (name, name.partition(".")[0]))


def test_pure_layers_are_pure(modules: dict[str, ast.Module]) -> None:
    """The layers below the readers and runners neither read nor write, nor ask the clock, the net or chance."""
    impure = [
        f"{path}: {effect}"
        for path, tree in modules.items()
        if path.startswith(PURE) and path not in OPENS_FILES
        for effect in [
            *(f"line {line} calls {name}" for name, line in _calls(tree) if name in EFFECTS),
            *(f"imports {name}" for name in _imports(tree) if name in OUTSIDE),
        ]
    ]
    assert impure == []


def test_no_state_is_shared(modules: dict[str, ast.Module]) -> None:
    """No function rebinds a name of its module, and no module starts with an empty container to be filled later."""
    shared = [
        f"{path}:{node.lineno}"
        for path, tree in modules.items()
        for node in [
            *(each for each in ast.walk(tree) if isinstance(each, ast.Global)),
            *(each for each in tree.body if isinstance(each, ast.Assign | ast.AnnAssign) and _empty(each.value)),
        ]
    ]
    assert shared == []


def _empty(value: ast.expr | None) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id="list" | "dict" | "set" | "defaultdict"), args=[], keywords=[]):
            return True
        case _:
            return False


def test_every_third_party_has_a_boundary(modules: dict[str, ast.Module], root: Path) -> None:
    """Whatever the package imports is its own, the standard library's, attrs, or has a contract `boundary: ...`."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    bounded = {
        module
        for contract in contracts
        if contract["name"].startswith("boundary: ")
        for module in contract["forbidden_modules"]
    }
    known = sys.stdlib_module_names | {"coach_ethics", "coach_ethics_studies", "attrs"} | bounded
    strangers = {f"{path}: {name}" for path, tree in modules.items() for name in _imports(tree) if name not in known}
    assert strangers == set()
