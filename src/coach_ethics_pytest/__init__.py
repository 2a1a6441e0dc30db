"""The pytest plugin: policy files become tests. Outside the package, so that pytest starts fast where it isn't used.

Every YAML file with a `policy:` of its own is collected; where there are others (examples of bad files, say), the ini
option `coach_ethics_policies` names the files that count, as glob patterns from the root. Each policy gives items for
being readable, for its scenarios, its properties, and, where the `analysis` extra is installed, for its proofs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coach_ethics.ir.policy import Policy, Property, Scenario
    from coach_ethics.source import Span

_POLICY = re.compile(rb"^policy\s*:", re.MULTILINE)
_LOOKED_AT = 64 * 1024


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    help_ = "glob patterns, from the root, of the policy files to collect (default: every YAML file with a policy)"
    parser.addini("coach_ethics_policies", help_, type="linelist", default=["*.yaml", "*.yml"])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a policy file."""
    if file_path.suffix not in (".yaml", ".yml") or not _counts(file_path, parent.config):
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
        from coach_ethics.problems import Problem
        from coach_ethics.syntax.finding import open_source
        from coach_ethics.syntax.policy import check_policy

        source = open_source(self.path)
        policy, problems = (None, (source,)) if isinstance(source, Problem) else check_policy(source)
        yield Readable.from_parent(self, name="reads", span=None, problems=problems)
        if policy is not None:
            yield from self._claims(policy)

    def _claims(self, policy: Policy) -> Iterator[pytest.Item]:
        for scenario in policy.scenarios:
            if scenario.origin == policy.name:
                yield ScenarioItem.from_parent(
                    self, name=f"scenario: {scenario.name}", span=scenario.span, policy=policy, scenario=scenario
                )
        for claim in policy.properties:
            if claim.origin == policy.name:
                yield PropertyItem.from_parent(
                    self, name=f"property: {claim.name}", span=claim.span, policy=policy, claim=claim
                )
        if find_spec("z3"):
            for aspect in _PROVED:
                yield ProofItem.from_parent(
                    self, name=f"proof: {aspect}", span=policy.span, policy=policy, aspect=aspect
                )


_PROVED = ("consistent", "complete", "alive")


class PolicyItem(pytest.Item):
    """A test that a policy file gives; it is reported with its own line."""

    def __init__(self, *, span: Span | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.span = span

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the claim stands."""
        return self.path, self.span.line - 1 if self.span else 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, in words; a traceback would say nothing about a policy."""
        if isinstance(excinfo.value, PolicyFailureError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class PolicyFailureError(Exception):
    """A policy doesn't do what its file says; the text says how."""


class Readable(PolicyItem):
    """The policy can be read."""

    def __init__(self, *, problems: tuple[Any, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.problems = problems

    def runtest(self) -> None:
        """Fail with the problems."""
        from coach_ethics.problems import describe

        if self.problems:
            raise PolicyFailureError("\n".join(map(describe, self.problems)))


class ScenarioItem(PolicyItem):
    """A scenario of the policy."""

    def __init__(self, *, policy: Policy, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.policy, self.scenario = policy, scenario

    def runtest(self) -> None:
        """Fail with the differences."""
        from coach_ethics.assessment.preparation import prepared
        from coach_ethics.assessment.scenarios import run_scenario

        outcome = run_scenario(self.scenario, prepared(self.policy, "compiled"))
        if not outcome.passed:
            lines = (f"{each.subject}: expected {each.expected}, found {each.found}" for each in outcome.differences)
            line = self.span.line if self.span else 1
            raise PolicyFailureError("\n".join((f"{self.path}:{line}: {self.scenario.name}", *lines)))


class PropertyItem(PolicyItem):
    """A property of the policy: no situation that is possible breaks it."""

    def __init__(self, *, policy: Policy, claim: Property, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.policy, self.claim = policy, claim

    def runtest(self) -> None:
        """Fail with a situation that breaks the property."""
        from coach_ethics.analysis.search import Found, GivenUp, counterexample

        match counterexample(self.claim, self.policy):
            case Found(situation):
                shown = "\n".join(f"  {fact}: {value}" for fact, value in situation.values.items())
                raise PolicyFailureError(f"`{self.claim.claim}` doesn't hold where\n{shown}")
            case GivenUp():
                pytest.skip("there are too many situations to search; `coach-ethics prove` can tell")
            case _:
                pass


class ProofItem(PolicyItem):
    """What `coach-ethics prove` says of one aspect of the policy."""

    def __init__(self, *, policy: Policy, aspect: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.policy, self.aspect = policy, aspect

    def runtest(self) -> None:
        """Fail with the findings."""
        from coach_ethics.analysis.proofs import prove

        proofs = prove(self.policy, only=(self.aspect,))
        if proofs.findings:
            raise PolicyFailureError("\n".join(f"not so: {each.claim}" for each in proofs.findings))
