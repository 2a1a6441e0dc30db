"""Studies: variants of a policy over one cohort, as a tidy table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.coaching.policies import policy_named
from coach_ethics.cohorts.counting import Counted, Counting, subjects
from coach_ethics.cohorts.impossible import ImpossibleRows
from coach_ethics.cohorts.labels import STATUSES
from coach_ethics.cohorts.variants import Setting, Variant, policies_of, setting_text
from coach_ethics.displays import as_html, brief
from coach_ethics.engines.columnar.queries import Eager, frame_of
from coach_ethics.model.added_values import alike
from coach_ethics.model.policy import Policy
from coach_ethics.model.proportions import Proportion
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.version import __version__

_NO_NOTES: Mapping[str, str | float] = MappingProxyType({})
_NO_COLLAPSE: Mapping[str, str] = MappingProxyType({})


@frozen
class StudyRow:
    """In how many rows of the cohort (`count`, and as a `share` of all) an act has a status under a variant.

    The share is of the weights of rows, where there are any, and `low` and `high` are the ends of Wilson's interval of
    95 per cent for it, for a cohort that is a sample of others. `changed` rows have another status under the base, and
    `changed_share` is their share.
    `presumed` rows have the status on the policy's presumptions, where nothing else determines one, and
    `presumed_share` is their share; None where that wasn't asked for, and for what goes with an act.
    Where `lacks`, one of the two policies doesn't have the act, and so says nothing of it. With `if_doing`, it is what
    must be done, or mustn't, by whoever does that act; unregulated, where the act is forbidden, or the same is demanded
    whatever else is done.

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
    low: float = 0.0
    high: float = 1.0
    changed_share: float = 0.0
    lacks: bool = False
    presumed: int | None = None
    presumed_share: float | None = None


@frozen
class StudiedPolicy:
    """A policy of a study: what it is called there, its name, version, digest of meaning, and values of parameters.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2]})
    >>> study.policies[1].policy, study.policies[1].parameters
    ('collusion', {'persistent': 2})
    """

    variant: str
    policy: str
    version: str
    digest: str
    parameters: Mapping[str, Value]


@frozen
class Study:
    """A tidy table: for each variant in the given order and each act, one row per status, including those with count 0.

    Behind the acts come what must go with one of them, or mustn't. `base` is the name of the variant that the others
    are compared with, `size` the number of situations; `impossible` are those that break a constraint. `policies` say
    what was compared, and `library` by which version of this library; with `weights`, the column of that name weighs
    the rows, which tell as much as `effective_size` rows of equal weight. `notes` are the caller's, such as a seed;
    `collapse` says which status counted as which other.

    >>> from coach_ethics.cohorts import sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]}, notes={"seed": 1})
    >>> study.size, study.frame().columns[:6]
    (50, ['variant', 'persistent', 'act', 'if_doing', 'status', 'count'])
    """

    base: str
    size: int
    rows: tuple[StudyRow, ...]
    impossible: tuple[ImpossibleRows, ...] = ()
    policies: tuple[StudiedPolicy, ...] = ()
    weights: str | None = None
    effective_size: float = 0.0
    library: str = __version__
    notes: Mapping[str, str | float] = _NO_NOTES
    collapse: Mapping[str, str] = _NO_COLLAPSE

    __repr__ = brief
    _repr_html_ = as_html

    def frame(self, library: Eager = "polars") -> Any:
        """The table as a frame of an eager library: `polars`, `pandas` or `pyarrow`.

        Each parameter in which the policies differ has a column, empty for those that don't have it; what is presumed
        has columns where it was asked for. Raises CaseProblems for another library (K123), and where it isn't
        installed (E502).
        """
        columns: dict[str, list[Any]] = {"variant": [row.variant for row in self.rows]}
        parameters = {each.variant: each.parameters for each in self.policies}
        for name in varied(self.policies):
            columns[f"parameter_{name}" if name in _NAMES else name] = [
                parameters[row.variant].get(name) for row in self.rows
            ]
        presumed = ("presumed", "presumed_share") if any(row.presumed is not None for row in self.rows) else ()
        columns |= {name: [getattr(row, name) for row in self.rows] for name in (*_NAMES, *presumed)}
        return frame_of(columns, library)


_NAMES = ("act", "if_doing", "status", "count", "share", "low", "high", "changed", "changed_share", "lacks")


def varied(policies: Iterable[StudiedPolicy]) -> tuple[str, ...]:
    """The parameters that policies have with different values."""
    values: dict[str, set[Value]] = {}
    for each in policies:
        for name, value in each.parameters.items():
            values.setdefault(name, set()).add(value)
    return tuple(name for name, own in values.items() if len(own) > 1)


@takes(
    policies=Mapping,
    base=str | None,
    acts=str | Iterable[str] | None,
    columns=Mapping | None,
    weights=str | None,
    collapse=Mapping | None,
    notes=Mapping | None,
)
def compare_on(
    frame: object,
    policies: Mapping[str, Policy | str | Path],
    *,
    base: str | None = None,
    acts: Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    determined: bool = False,
    presumed: bool = False,
    check: bool = True,
    weights: str | None = None,
    collapse: Mapping[str, str] | None = None,
    notes: Mapping[str, str | float] | None = None,
) -> Study:
    """Count the statuses of acts in one cohort under several policies, and how many differ from those under the base.

    `policies` are given by names of your choice, each as `load_policy` takes it; the `base` is by default the first.
    All policies are evaluated in one pass; what they have in common is computed once. A value that one of them adds to
    a shared fact is, to the others, none of those that they know. `acts` are by default all acts of the base. An act
    that a policy doesn't have is unregulated under it. With `determined`, statuses are what `assess` says, as in
    `assess_frame`; then each policy takes a query of its own. With `presumed`, this is so as well, and beside the
    strict counts stand those of statuses that the policy's presumptions make of what is undetermined, if they determine
    one.

    `weights` is a column of numbers from 0 on by which rows count in shares, in a second query. `collapse` counts one
    status as another, in all that is told: with `{"unregulated": "permitted"}`, only changes of what is demanded are.
    `notes` are kept with the study, such as `{"seed": 27}`.

    Raises CaseProblems as `assess_frame` does, for a base or an act that isn't there (K115), for weights that can't be
    (K141), for statuses to collapse that there aren't (K115), and for facts that hold
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
    asked = subjects(ready, _acts(loaded, base, acts))
    counting = Counting(frame, ready, base, asked, columns or {}, check, weights, _collapsing(collapse or {}))
    found = counting.determined(presumed=presumed) if determined or presumed else counting.evaluated()
    return Study(
        base=base,
        size=found.size,
        rows=tuple(_rows(found, loaded, base)),
        impossible=found.impossible,
        policies=tuple(_studied(name, each) for name, each in ready.items()),
        weights=weights,
        effective_size=found.effective,
        notes=MappingProxyType(dict(notes or {})),
        collapse=MappingProxyType(dict(collapse or {})),
    )


def _rows(found: Counted, policies: Mapping[str, Policy], base: str) -> Iterator[StudyRow]:
    acts = {name: {act.name for act in policy.acts} for name, policy in policies.items()}
    for (name, each), counts in found.counts.items():
        lacks = not all(each.act in acts[policy] for policy in (name, base))
        presumed = found.presumed.get((name, each), [(None, None)] * len(STATUSES))
        numbers = zip(STATUSES, counts, found.shares[name, each], presumed, strict=True)
        for status, (count, changed), (share, changed_share), beside in numbers:
            low, high = Proportion(share * found.effective, found.effective).interval()
            yield StudyRow(
                name, each.act, status, count, share, changed, each.if_doing, low, high, changed_share, lacks, *beside
            )


def _studied(variant: str, ready: Prepared) -> StudiedPolicy:
    policy = ready.policy
    values = {each.name: each.default for each in policy.parameters}
    told = {name: setting_text(own) if isinstance(own, tuple) else own for name, own in values.items()}
    return StudiedPolicy(variant, policy.name, policy.version, ready.digest, told)


def _collapsing(given: Mapping[str, str]) -> Mapping[str, str]:
    """Raises CaseProblems (K115) for what is no status."""
    if unknown := [each for pair in given.items() for each in pair if each not in STATUSES]:
        messages = ((str(each), f"`{quoted(str(each))}` is not a status") for each in unknown)
        raise CaseProblems(Problem("K115", message, help=did_you_mean(each, STATUSES)) for each, message in messages)
    return dict(given)


def settings_of(study: Study) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Of each variant, the values of the parameters that all policies of the study have, and not all alike."""
    own = {each.variant: each.parameters for each in study.policies}
    names = [name for name in varied(study.policies) if all(name in each for each in own.values())]
    return {variant: tuple((name, values[name]) for name in names) for variant, values in own.items()}


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
    presumed: bool = False,
    check: bool = True,
    weights: str | None = None,
    collapse: Mapping[str, str] | None = None,
    notes: Mapping[str, str | float] | None = None,
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
    made = policies_of(loaded, grid(parameters))
    return compare_on(
        frame,
        {BASE_NAME: loaded, **made},
        acts=acts,
        columns=columns,
        determined=determined,
        presumed=presumed,
        check=check,
        weights=weights,
        collapse=collapse,
        notes=notes,
    )


BASE_NAME = "as it stands"
"""What the policy itself is called in a sweep."""


@takes(parameters=Mapping)
def grid(parameters: Mapping[str, Iterable[Setting] | Setting]) -> tuple[Variant, ...]:
    """Every combination of values of parameters, as variants called by them, such as `policies_of` takes.

    >>> from coach_ethics.cohorts import grid
    >>> [variant.name for variant in grid({"persistent": [2, 3], "consent_needed": "written"})]
    ['persistent=2, consent_needed=written', 'persistent=3, consent_needed=written']
    """
    combinations = product(*([(name, value) for value in _values(given)] for name, given in parameters.items()))
    return tuple(Variant(called(settings), settings) for settings in combinations)


def _values(given: Iterable[Setting] | Setting) -> Iterable[Setting]:
    """The values to try; one that is given alone is the only one."""
    return [given] if isinstance(given, bool | int | str) else given


def called(settings: Sequence[tuple[str, Setting]]) -> str:
    """What a variant with these values is called, such as `persistent=3, consent_needed=written`."""
    return ", ".join(f"{name}={setting_text(value)}" for name, value in settings)
