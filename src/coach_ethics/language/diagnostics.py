"""Where a reader notes what is wrong, and continues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from coach_ethics.language.schema.stages import POLICY_FILE, Fault, Stage
from coach_ethics.language.trees import NOWHERE
from coach_ethics.problems import Problem, Severity, did_you_mean, quoted
from coach_ethics.source import Span

MOST = 200
"""The most problems that are noted in one reading; a text with more is not a policy with faults but something else."""
_MOST_COMPARED = 10_000


class EnoughError(Exception):
    """There are `MOST` problems; reading stops."""


class Diagnostics:
    """The problems of one reading, in the order in which they were found."""

    def __init__(self, stage: Stage = POLICY_FILE, spans: Mapping[str, Span] = MappingProxyType({})) -> None:
        """`spans` says where the parts of a text stand, by their paths, for a `stage` that tells paths."""
        self.problems: list[Problem] = []
        self.stage = stage
        self.named: Mapping[str, str] = {}
        """What the names of the policy that is being read stand for, for those that stand in a wrong place."""
        self._spans = spans
        self._compared = 0

    def add(self, code: str, message: str, span: Span | None, fix: str | None = None, path: str | None = None) -> None:
        """Note a problem. Raises EnoughError where there are `MOST` of them, having said so (S210)."""
        self.extend([Problem(code, message, None if span is NOWHERE else span, fix, path=path)])

    def warn(self, code: str, message: str, span: Span, fix: str) -> None:
        """Note what is probably wrong, though it can be read."""
        self.extend([Problem(code, message, None if span is NOWHERE else span, fix, Severity.WARNING)])

    def note(self, fault: Fault, message: str, span: Span, fix: str, path: str, *, at_key: bool = False) -> None:
        """Note what doesn't fit a shape, under the stage's code: at its path, where there are paths, else at `span`.

        What is `at_key` is wrong with the key itself, and not with what stands there.
        """
        code = self.stage.codes[fault]
        if self.stage.paths:
            self.add(code, message, span if at_key else self._spans.get(path, span), fix, path)
        else:
            self.add(code, message, span, fix)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems that others found, on the terms of `add`."""
        for problem in problems:
            self.problems.append(problem)
            if len(self.problems) >= MOST:
                message = f"there are {MOST} problems; reading stops here"
                code = self.stage.codes[Fault.ENOUGH]
                self.problems.append(Problem(code, message, problem.span, "fix the first ones and check again"))
                raise EnoughError

    def unknown(self, code: str, what: str, name: str, span: Span | None, names: Iterable[str], otherwise: str) -> None:
        """Note that `name` is not `what`, such as "an act of this policy".

        The fix is the nearest of `names`, or all of them where they are few, or `otherwise`.
        """
        known = list(names)
        message = f"`{quoted(name)}` is not {what}" if name else f"a name is missing here: {what}"
        of_another = f"it is the name of {self.named[name]}; {what} must stand here" if name in self.named else None
        self.add(code, message, span, of_another or self.nearest(name, known) or _listed(known) or otherwise)

    def nearest(self, name: str, names: Iterable[str]) -> str | None:
        """The fix for a misspelt name; beyond a number of names compared, none, since looking takes time."""
        known = list(names)
        self._compared += len(known)
        return did_you_mean(name, known) if self._compared <= _MOST_COMPARED else None

    def meant(self, name: str, names: Iterable[str]) -> str | None:
        """The name that a misspelt one was probably meant as, on the terms of `nearest`."""
        known = list(names)
        fix = self.nearest(name, known)
        return next((each for each in known if fix == f"did you mean `{each}`?"), None)

    @property
    def fatal(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def _listed(names: list[str]) -> str | None:
    """The names themselves, where they are few."""
    return "there is " + ", ".join(f"`{name}`" for name in sorted(names)) if 0 < len(names) <= 8 else None
