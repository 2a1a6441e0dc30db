"""The pytest plugin: policy files become tests. Outside the package, so that pytest starts fast where it isn't used.

Nothing is collected until the ini option `coach_ethics_policies` names the files that count, as glob patterns from the
root: `*.yaml`, or `policies/*.yaml`. So an environment in which the library happens to be installed runs the tests that
it ran before. A file named on the command line counts as well. Of these, each with a `policy:` of its own gives items
for being readable, for its scenarios, its properties, what it declares to be monotone, and for its proofs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

import pytest

_POLICY = re.compile(rb"""^(?:\xef\xbb\xbf)?(?:\{\s*)?(["']?)policy\1\s*:""", re.MULTILINE)
_LOOKED_AT = 64 * 1024


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    help_ = "glob patterns, from the root, of the policy files to collect, such as `*.yaml` (default: none)"
    parser.addini("coach_ethics_policies", help_, type="linelist", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a policy file."""
    if file_path.suffix not in (".yaml", ".yml"):
        return None
    if not (_counts(file_path, parent.config) or parent.session.isinitpath(file_path)):
        return None
    with file_path.open("rb") as file:
        if not _POLICY.search(file.read(_LOOKED_AT)):
            return None
    return PolicyFile.from_parent(parent, path=file_path)


def _counts(path: Path, config: pytest.Config) -> bool:
    try:
        relative = path.relative_to(config.rootpath).as_posix()
    except ValueError:
        relative = path.name
    return any(fnmatch(relative, pattern) for pattern in config.getini("coach_ethics_policies"))


class PolicyFile(pytest.File):
    """A policy file: an item for reading it, then one for each of its claims."""

    def collect(self) -> Iterable[pytest.Item]:
        """The items of the policy, or the one that says why it can't be read."""
        from coach_ethics_pytest.items import (
            items_of,  # here, so that nothing of the library is loaded without a policy
        )

        return items_of(self)
