"""The promises of CONTRIBUTING, tried: each adds a thing to a copy of the project, and sees that no place is silent.

A place either knows the new thing at once, because it reads the list in which that stands, or a check names the place.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from coach_ethics.language.schema.layout import MODALITIES
from coach_ethics.model.policy import Modality

COPIED = ("src", "tests", "docs", "policies", "pyproject.toml")
JAVASCRIPT = '''"""A program as JavaScript: a function from facts to what each name is, with null for not known."""

import json

from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import Comparison, Condition, Constant, Literal, Membership, Named, Not, Or
from coach_ethics.model.conditions import And, FactTerm, Holds


def script(program: Program) -> str:
    lines = [f"  n[{json.dumps(each.name)}] = {_said(each.condition)};" for each in program.definitions]
    return "function evaluate(f) {\\\\n  const n = {};\\\\n" + "\\\\n".join(lines) + "\\\\n  return n;\\\\n}\\\\n"


def _said(condition: Condition) -> str:
    match condition:
        case Constant(value):
            return json.dumps(value)
        case Holds(fact):
            return f"(f[{json.dumps(fact)}] ?? null)"
        case Named(name):
            return f"n[{json.dumps(name)}]"
        case Not(operand):
            return f"not({_said(operand)})"
        case And(operands) | Or(operands):
            return f"{type(condition).__name__}({', '.join(map(_said, operands))})"
        case Comparison() | Membership():
            return json.dumps(repr(condition))
'''.replace("\\\\n", "\\n")
EXPORTER = """    Engine(
        "javascript",
        built_on="a text",
        purpose="pages without a server",
        export=lambda program: import_module("coach_ethics.engines.javascript.translate").script(program),
    ),
"""
EVALUATOR = """    Engine(
        "again",
        built_on="the reference",
        purpose="this test",
        evaluate=lambda program: partial(reference.evaluate, program),
    ),
"""
COMMANDS = """
import sys
from typer.testing import CliRunner
from coach_ethics.cli.application import application


def told(*arguments):
    return CliRunner().invoke(application, arguments).output

"""
USES_ENGINES = f"""{COMMANDS}
import coach_ethics as ce
from datetime import date
from tests.agreement.conftest import HELD

kept = ce.receipt(ce.assess({{"block.present": True}}, "essay", engine="again"), date(2026, 1, 1))
print("receipt:", '"again"' in kept, ce.replay(kept, ce.load_policy("essay")))
print("held to the reference:", "again" in HELD)
print(told("export", "--to", "javascript"))
print(told("export", "--help"), told("assess", "--help"))
"""
USES_LINTS = f"""{COMMANDS}
print(told("check", sys.argv[1]), told("check", "--explain", "L025"))
"""
LINT = '''"""L025: a title in capital letters."""

from coach_ethics.analysis.lints.lint import Lint, Subject, warning


def _check(subject: Subject):
    if subject.policy.title.isupper():
        yield warning("L025", "the title shouts", subject.policy.span, "write it in small letters")


LINT = Lint("L025", "loud-title", "A loud title.", "It wakes the neighbours.", "title: AHOY", "Whisper.", _check)
'''
QUIET = "policy: greeting\ntitle: Ahoy\nversion: 1.0.0\n"


@frozen
class Copy:
    """A copy of what the project is made of."""

    root: Path

    def change(self, path: str, before: str, after: str) -> None:
        """Put one text in place of another, which stands there once."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(before) == 1, f"{path} has `{before}` {text.count(before)} times"
        (self.root / path).write_text(text.replace(before, after), "utf-8")

    def write(self, path: str, text: str) -> None:
        """A new file."""
        (self.root / path).parent.mkdir(exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def run(self, *arguments: str) -> str:
        """What Python prints with the copied packages, whatever its exit status."""
        environment = os.environ | {"PYTHONPATH": str(self.root / "src"), "COLUMNS": "200", "TERM": "dumb"}
        environment.pop("PYTEST_XDIST_WORKER", None)
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.stdout + ran.stderr

    def tests(self, *arguments: str) -> tuple[set[str], set[str]]:
        """The names of the copied tests that pass, and of those that fail."""
        options = ("-p", "no:cacheprovider", "--tb=no", "-rA", "-n", "0")
        said = self.run("-m", "pytest", *options, *arguments)
        passed, failed = (set(re.findall(rf"^{word} \S+::(\S+)", said, re.MULTILINE)) for word in ("PASSED", "FAILED"))
        assert passed | failed, said
        return passed, failed


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Iterator[Copy]:
    """A copy of the project to add something to."""
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, tmp_path / name)
    yield Copy(tmp_path)
    shutil.rmtree(tmp_path)


def test_an_engine_is_a_folder_and_a_record(copy: Copy) -> None:
    """Assessments, receipts, the command line and the tests know it; the document's table is what a test asks for."""
    registry = "src/coach_ethics/engines/registry.py"
    copy.write("src/coach_ethics/engines/javascript/__init__.py", '"""A program as JavaScript."""\n')
    copy.write("src/coach_ethics/engines/javascript/translate.py", JAVASCRIPT)
    copy.change(registry, "\nENGINES = (\n", f"\nENGINES = (\n{EXPORTER}{EVALUATOR}")
    copy.change(
        registry, "from importlib.util import", "from importlib import import_module\nfrom importlib.util import"
    )
    used = copy.run("-c", USES_ENGINES)
    expected = (
        "receipt: True Identical()",
        "held to the reference: True",
        "function evaluate(f) {",
        'n["required(withdraw)"] = ',
        "engine to export to: javascript, durable",
        ": again, reference, durable",
    )
    assert [said for said in expected if said not in used] == []
    passed, failed = copy.tests("tests/engines/test_registry.py")
    assert {f"test_an_engine_evaluates_one_situation_or_says_that_it_does_not[{name}]" for name in NEW} <= passed
    assert {f"test_an_engine_exports_or_says_that_it_does_not[{name}]" for name in NEW} <= passed
    assert failed == {"test_the_documents_list_the_engines_as_the_registry_does"}


NEW = ("again", "javascript")


def test_a_lint_is_a_file_and_an_entry_with_a_good_and_a_bad_policy(copy: Copy) -> None:
    """`check` finds and explains it; tests ask for its examples and for its line in docs/problems.md."""
    lints, tests = "src/coach_ethics/analysis/lints", "tests/analysis/lints"
    copy.write(f"{lints}/loud_title.py", LINT)
    copy.change(f"{lints}/__init__.py", "    unused_fact,\n", "    unused_fact,\n    loud_title,\n")
    copy.change(
        f"{lints}/__init__.py",
        "    untried_boundary.LINT,\n",
        "    untried_boundary.LINT,\n    loud_title.LINT,\n",
    )
    asked = {
        "test_the_bad_policy_gives_the_golden_text[L025]",
        "test_the_good_policy_gives_nothing[L025]",
        "test_every_code_is_documented",
    }
    chosen = (tests, "tests/conventions/test_problems.py", "-k", "L025 or documented or numbered")
    assert copy.tests(*chosen)[1] == asked
    copy.write(f"{tests}/good/L025.yaml", QUIET)
    copy.write(f"{tests}/bad/L025.yaml", QUIET.replace("Ahoy", "AHOY"))
    said = copy.run("-c", USES_LINTS, f"{tests}/bad/L025.yaml")
    assert "bad/L025.yaml:1:9: warning L025: the title shouts" in said
    assert "It wakes the neighbours." in said
    copy.write(f"{tests}/bad/L025.txt", said.partition("\n\n")[0].replace(f"{tests}/", "") + "\n")
    copy.write("docs/problems.md", (copy.root / "docs/problems.md").read_text("utf-8") + "\n| L025 | a loud title |\n")
    passed, failed = copy.tests(*chosen)
    assert (failed, asked <= passed) == (set(), True)


def test_a_kind_of_norm_is_a_member_and_then_what_the_checks_list(copy: Copy) -> None:
    """Every module that mentions a kind is named: by the type checker, or by the test of tables."""
    copy.change(
        "src/coach_ethics/model/policy.py",
        '    PERMISSION = "may"\n',
        '    PERMISSION = "may"\n    VOW = "vow"\n',
    )
    mentioning = {path for path in (copy.root / "src").rglob("*.py") if _mentions(path, "Modality")}
    matching = sorted(str(path) for path in mentioning if "case Modality." in path.read_text("utf-8"))
    copy.write("mypy.ini", "[mypy]\nmypy_path = src\nexplicit_package_bases = True\nfollow_imports = skip\n")
    policy = "src/coach_ethics/model/policy.py"
    checked = copy.run("-m", "mypy", "--ignore-missing-imports", "--cache-dir", os.devnull, policy, *matching)
    told = re.findall(r'^(\S+?):\d+: error: .*"Literal\[Modality\.VOW\]"; expected "Never"', checked, re.MULTILINE)
    tables = copy.run(
        "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "-vv", "tests/conventions/test_exhaustive.py"
    )
    named = {copy.root / path for path in told} | {
        (copy.root / "src" / module.replace(".", "/")).with_suffix(".py")
        for module in re.findall(r"'table ([\w.]+):\w+': 1", tables)
    }
    assert {path.relative_to(copy.root).as_posix() for path in mentioning - named} == set()


def _mentions(path: Path, enumeration: str) -> bool:
    """Whether a module mentions a member, not counting where the enumeration itself is written."""
    return any(
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enumeration
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def test_the_keys_of_norms_are_their_kinds() -> None:
    """What a policy file may write is what the model has, in the same order."""
    assert tuple(Modality) == MODALITIES
