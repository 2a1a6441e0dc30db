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
from coach_ethics.cohorts.frames import STATUSES, status_output
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.cohorts.variants import Setting, Variant, policies_of, setting_text
from coach_ethics.engines.columnar.outputs import Label
from coach_ethics.engines.columnar.queries import Eager, frame_of, tallied
from coach_ethics.findings import Status
from coach_ethics.model.added_values import alike
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Enumeration, FactType, Vocabulary, expected, extended
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.joint import join_programs


@frozen
class StudyRow:
    """In how many rows of the cohort (`count`, and as a `share` of all) an act has a status under a variant.

    `changed` of these have another status under the base.

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


@frozen
class Study:
    """A tidy table: for each variant in the given order and each act, one row per status, including those with count 0.

    `base` is the name of the variant that the others are compared with, `size` the number of situations.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]})
    >>> study.size, study.frame().columns
    (50, ['variant', 'act', 'status', 'count', 'share', 'changed'])
    """

    base: str
    size: int
    rows: tuple[StudyRow, ...]

    def frame(self, library: Eager = "polars") -> Any:
        """The table as a frame of an eager library: `polars`, `pandas` or `pyarrow`.

        Raises CaseProblems for another one (K123), and where it isn't installed (E502).
        """
        names = ("variant", "act", "status", "count", "share", "changed")
        return frame_of({name: [getattr(row, name) for row in self.rows] for name in names}, library)


@takes(policies=Mapping, base=str | None, acts=str | Iterable[str] | None, columns=Mapping | None)
def compare_on(
    frame: object,
    policies: Mapping[str, Policy | str | Path],
    *,
    base: str | None = None,
    acts: Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> Study:
    """Count the statuses of acts in one cohort under several policies, and how many differ from those under the base.

    `policies` are given by names of your choice, each as `load_policy` takes it; the `base` is by default the first.
    All policies are evaluated in one pass; what they have in common is computed once. A value that one of them adds to
    a shared fact is, to the others, none of those that they know. `acts` are by default all acts
    of the base. An act that a policy doesn't have is unregulated under it.

    Raises CaseProblems as `assess_frame` does, for a base or an act that isn't there (K115), and for facts that hold
    different things in different policies (K122).

    >>> from coach_ethics.cohorts import compare_on, sample
    >>> cohort = sample("essay", 50, seed=1)
    >>> study = compare_on(cohort, {"all": "essay", "part": "collusion"}, acts=["withdraw"])
    >>> {row.status for row in study.rows if row.variant == "part" and row.count}
    {'unregulated'}
    """
    base = next(iter(policies), "") if base is None else base
    named = alike([policy_named(policy) for policy in policies.values()])
    ready = {name: prepared(policy, "reference") for name, policy in zip(policies, named, strict=True)}
    loaded = {name: each.policy for name, each in ready.items()}
    asked = _acts(loaded, base, acts)
    whole, all_names = join_programs([each.program for each in ready.values()], _columns_of(loaded.values()))
    table = opened(frame)
    labels: dict[tuple[object, ...], Label] = {}
    label: dict[tuple[str, str], str] = {}
    for (name, policy), names in zip(loaded.items(), all_names, strict=True):
        own = {act.name for act in policy.acts}
        for act in asked:
            new = f"{table.stem}label{len(labels)}"
            meant = status_output(act, new, names) if act in own else Label(new, (), Status.UNREGULATED.value, STATUSES)
            label[name, act] = labels.setdefault((meant.cases, meant.otherwise), meant).column
    translation = translated(table, whole, tuple(labels.values()), columns or {}, check=check, counted=True)
    pairs = {(label[base, act], label[name, act]): None for name in policies for act in asked}
    size, counts = tallied(table, translation, pairs, len(STATUSES))
    rows = (
        StudyRow(name, act, status, count, count / size if size else 0.0, changed)
        for name in policies
        for act in asked
        for status, (count, changed) in zip(STATUSES, counts[label[base, act], label[name, act]], strict=True)
    )
    return Study(base, size, tuple(rows))


def _columns_of(policies: Iterable[Policy]) -> Vocabulary:
    """The facts of all policies. Raises CaseProblems (K122) where no column can hold what each takes a fact to be."""
    found, problems = Vocabulary(), dict[str, Problem]()
    for policy in policies:
        for fact in policy.vocabulary:
            other = found.by_name.get(fact.name, fact)
            if not _alike(other.type, fact.type):
                both = f"{expected(other.type)} in one of the policies, and {expected(fact.type)} in another"
                help_ = "compare them one by one, or call the fact differently in one of them"
                problems.setdefault(fact.name, Problem("K122", f"`{fact.name}` takes {both}", help=help_))
        found = extended(found, policy.vocabulary)
    if problems:
        raise CaseProblems(problems.values())
    return found


def _alike(one: FactType, other: FactType) -> bool:
    """Whether a column can hold both. An order of values is each policy's own, and goes into its conditions."""
    if isinstance(one, Enumeration) and isinstance(other, Enumeration):
        return set(one.values) == set(other.values)
    return one == other


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
    check: bool = True,
) -> Study:
    """Assess one cohort under every combination of these values of the policy's parameters.

    Variants are called by their values, such as `persistent=3, consent_needed=written`; the base, the policy itself,
    is called `as it stands`. `frame`, `acts`, `columns` and `check` are as `compare_on` takes them. Raises
    CaseProblems and PolicyProblems as `policies_of` and `compare_on` do.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": range(2, 5)})
    >>> sorted({row.variant for row in study.rows})
    ['as it stands', 'persistent=2', 'persistent=3', 'persistent=4']
    """
    loaded = policy_named(policy)
    varied = policies_of(loaded, grid(parameters))
    return compare_on(frame, {BASE_NAME: loaded, **varied}, acts=acts, columns=columns, check=check)


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
