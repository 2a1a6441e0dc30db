"""Studies: variants of a policy over one cohort, as a tidy table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import policy_named
from coach_ethics.cohorts.counting import Counting, subjects
from coach_ethics.cohorts.impossible import ImpossibleRows
from coach_ethics.cohorts.labels import STATUSES
from coach_ethics.cohorts.variants import Setting, Variant, policies_of, setting_text
from coach_ethics.displays import as_html, brief
from coach_ethics.engines.columnar.queries import Eager, frame_of
from coach_ethics.model.added_values import alike
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted


@frozen
class StudyRow:
    """In how many rows of the cohort (`count`, and as a `share` of all) an act has a status under a variant.

    `changed` of these have another status under the base. With `if_doing`, it is what must be done, or mustn't, by
    whoever does that act; unregulated, where the act is forbidden, or the same is demanded whatever else is done.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2]})
    >>> study.rows[0].variant, study.rows[0].act, study.rows[0].changed
    ('as it stands', 'continue_coaching', 0)
    """

    variant: str
    act: str
    status: str
    count: int
    share: float
    changed: int
    if_doing: str = ""


@frozen
class Study:
    """A tidy table: for each variant in the given order and each act, one row per status, including those with count 0.

    Behind the acts come what must go with one of them, or mustn't. `base` is the name of the variant that the others
    are compared with, `size` the number of situations; `impossible` are those that break a constraint. `settings` are,
    of each variant, the values of the parameters by which they differ.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]})
    >>> study.size, study.frame().columns
    (50, ['variant', 'act', 'if_doing', 'status', 'count', 'share', 'changed'])
    """

    base: str
    size: int
    rows: tuple[StudyRow, ...]
    impossible: tuple[ImpossibleRows, ...] = ()
    settings: tuple[tuple[str, tuple[tuple[str, Setting], ...]], ...] = ()

    __repr__ = brief
    _repr_html_ = as_html

    def frame(self, library: Eager = "polars") -> Any:
        """The table as a frame of an eager library: `polars`, `pandas` or `pyarrow`.

        Raises CaseProblems for another one (K123), and where it isn't installed (E502).
        """
        names = ("variant", "act", "if_doing", "status", "count", "share", "changed")
        return frame_of({name: [getattr(row, name) for row in self.rows] for name in names}, library)


@takes(policies=Mapping, base=str | None, acts=str | Iterable[str] | None, columns=Mapping | None)
def compare_on(
    frame: object,
    policies: Mapping[str, Policy | str | Path],
    *,
    base: str | None = None,
    acts: Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    determined: bool = False,
    check: bool = True,
) -> Study:
    """Count the statuses of acts in one cohort under several policies, and how many differ from those under the base.

    `policies` are given by names of your choice, each as `load_policy` takes it; the `base` is by default the first.
    All policies are evaluated in one pass; what they have in common is computed once. A value that one of them adds to
    a shared fact is, to the others, none of those that they know. `acts` are by default all acts of the base. An act
    that a policy doesn't have is unregulated under it. With `determined`, statuses are what `assess` says, as in
    `assess_frame`; then each policy takes a query of its own.

    Raises CaseProblems as `assess_frame` does, for a base or an act that isn't there (K115), and for facts that hold
    different things in different policies (K122).

    >>> from coach_ethics.cohorts import compare_on, sample
    >>> cohort = sample("essay", 50, seed=1)
    >>> study = compare_on(cohort, {"all": "essay", "part": "collusion"}, acts=["withdraw"])
    >>> sorted({row.status for row in study.rows if row.variant == "part" and row.count})
    ['permitted', 'unregulated']
    """
    base = next(iter(policies), "") if base is None else base
    named = alike([policy_named(policy) for policy in policies.values()])
    ready = {name: prepared(policy, "reference") for name, policy in zip(policies, named, strict=True)}
    loaded = {name: each.policy for name, each in ready.items()}
    counting = Counting(frame, ready, base, subjects(ready, _acts(loaded, base, acts)), columns or {}, check)
    found = counting.determined() if determined else counting.evaluated()
    rows = (
        StudyRow(name, each.act, status, count, count / found.size if found.size else 0.0, changed, each.if_doing)
        for (name, each), counts in found.counts.items()
        for status, (count, changed) in zip(STATUSES, counts, strict=True)
    )
    return Study(base, found.size, tuple(rows), found.impossible, tuple(_settings(loaded).items()))


def _settings(policies: Mapping[str, Policy]) -> dict[str, tuple[tuple[str, Setting], ...]]:
    """The values of the parameters that all of these policies have, and not all alike."""
    values = {name: {each.name: each.default for each in policy.parameters} for name, policy in policies.items()}
    first, *others = values.values()
    varied = [
        one for one in first if all(one in each for each in others) and any(each[one] != first[one] for each in others)
    ]
    return {name: tuple((one, own[one]) for one in varied) for name, own in values.items()}


def _acts(policies: Mapping[str, Policy], base: str, acts: Iterable[str] | None) -> tuple[str, ...]:
    if base not in policies:
        help_ = did_you_mean(base, policies) or "give at least one policy, and its name as the base"
        raise CaseProblems([Problem("K115", f"`{quoted(base)}` is not one of the compared policies", help=help_)])
    if acts is None:
        return tuple(act.name for act in policies[base].acts)
    asked = tuple(dict.fromkeys([acts] if isinstance(acts, str) else acts))
    known = {act.name for policy in policies.values() for act in policy.acts}
    unknown = [act for act in asked if act not in known]
    if unknown:
        messages = ((each, f"`{quoted(each)}` is not an act of these policies") for each in unknown)
        raise CaseProblems(Problem("K115", message, help=did_you_mean(each, known)) for each, message in messages)
    return asked


@takes(parameters=Mapping, columns=Mapping | None)
def sweep(
    frame: object,
    policy: Policy | str | Path,
    parameters: Mapping[str, Iterable[Setting] | Setting],
    *,
    acts: Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    determined: bool = False,
    check: bool = True,
) -> Study:
    """Assess one cohort under every combination of these values of the policy's parameters.

    Variants are called by their values, such as `persistent=3, consent_needed=written`; the base, the policy itself,
    is called `as it stands`. The other arguments are as `compare_on` takes them. Raises
    CaseProblems and PolicyProblems as `policies_of` and `compare_on` do.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": range(2, 5)})
    >>> sorted({row.variant for row in study.rows})
    ['as it stands', 'persistent=2', 'persistent=3', 'persistent=4']
    """
    loaded = policy_named(policy)
    varied = policies_of(loaded, grid(parameters))
    return compare_on(
        frame, {BASE_NAME: loaded, **varied}, acts=acts, columns=columns, determined=determined, check=check
    )


BASE_NAME = "as it stands"
"""What the policy itself is called in a sweep."""


def grid(parameters: Mapping[str, Iterable[Setting] | Setting]) -> tuple[Variant, ...]:
    """Every combination of the values, as variants called by them."""
    combinations = product(*([(name, value) for value in _values(given)] for name, given in parameters.items()))
    return tuple(Variant(called(settings), settings) for settings in combinations)


def _values(given: Iterable[Setting] | Setting) -> Iterable[Setting]:
    """The values to try; one that is given alone is the only one."""
    return [given] if isinstance(given, bool | int | str) else given


def called(settings: Sequence[tuple[str, Setting]]) -> str:
    """What a variant with these values is called, such as `persistent=3, consent_needed=written`."""
    return ", ".join(f"{name}={setting_text(value)}" for name, value in settings)
