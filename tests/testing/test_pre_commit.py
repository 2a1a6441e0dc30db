"""The hooks for repositories of policies, as pre-commit reads them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HOOKS: list[dict[str, Any]] = yaml.safe_load(Path(".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_takes_policies_and_no_other_yaml(hook: dict[str, Any]) -> None:
    """pre-commit hands a hook the files of a commit whose path, from the root, its pattern is found in."""
    taken = re.compile(hook["files"])
    assert all(map(taken.search, ("policies/our-code.yaml", "policies/codes/ours.yml")))
    others = (".pre-commit-config.yaml", "mkdocs.yml", ".github/workflows/ci.yaml", "notes/policies/x.yaml.txt")
    assert not any(map(taken.search, others))


def test_hooks_run_verbs_that_there_are() -> None:
    entries = [hook["entry"] for hook in HOOKS]
    assert entries == ["coach-ethics check", "coach-ethics test"]
    assert all((Path("src/coach_ethics/cli") / f"{entry.split()[1]}.py").is_file() for entry in entries)


def test_hooks_look_at_every_policy_of_the_folder() -> None:
    """A change of one policy can break those that extend it, which the commit doesn't touch."""
    assert [(hook["args"], hook["pass_filenames"]) for hook in HOOKS] == [(["policies"], False)] * len(HOOKS)
