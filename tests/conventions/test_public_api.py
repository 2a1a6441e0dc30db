"""Rules for `import coach_ethics`: few names, all there, and quick."""

from __future__ import annotations

import json
import subprocess
import sys

import coach_ethics

HEAVY = {"typer", "click", "rich", "hypothesis", "pytest", "z3", "narwhals", "polars", "durable"}


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    """`__all__` names what users meet: about a dozen names or two, each with a docstring."""
    names = coach_ethics.__all__
    assert len(names) == len(set(names)) <= 24
    undocumented = [name for name in names if name != "__version__" and not getattr(coach_ethics, name).__doc__]
    assert undocumented == []


def test_importing_the_package_imports_nothing_heavy() -> None:
    """Whoever only imports the package doesn't pay for the command line, for tests, or for an engine not asked for."""
    program = "import json, sys, coach_ethics; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert "coach_ethics" in loaded
    assert loaded & HEAVY == set()
