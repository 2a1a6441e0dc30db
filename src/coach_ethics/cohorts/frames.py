"""A policy over a cohort: the caller's own frame, with a column for each act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.cohorts import naming
from coach_ethics.cohorts.translation import require_narwhals, run_outputs
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import DETERMINED_STATUSES, Status
from coach_ethics.model.conditions import Condition, Named, disjunction
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.asides import BESIDE
from coach_ethics.reasoning.grounds import has_status, status_cases

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import Label, Output

F = TypeVar("F")

STATUSES = tuple(status.value for status in Status)
"""The words in a column of statuses."""


@takes(columns=Mapping | None, prefix=str)
def assess_frame(
    frame: F,
    policy: Policy | str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str = naming.PREFIX,
    concepts: bool = False,
    norms: bool = False,
    conflicts: bool = False,
    notices: bool = False,
    determined: bool = False,
    advice: bool = False,
    choices: bool = False,
    check: bool = True,
) -> F:
    """Assess every row of a frame: returns a frame of the same kind with an added column of statuses for each act.

    A row is a situation. Facts are read from the columns of the same name, or from those that `columns` maps them to;
    null is not known, and so is a fact without a column, which is warned of. The columns added are called by `prefix`
    and the act; a status is a word such as `required`, in an enumeration type where the library has one. On request,
    further Boolean columns with null for not known: `concepts`, `norms` (in force), `conflicts`, `notices`, `advice`
    (whether acts are advised, advised against or exempt); and `determined`, whether no unknown fact can change the
    status. `choices` adds two columns of texts, as `normative_situations` has them.

    A lazy frame stays lazy, but for two small queries: the check of words and numbers, left out with `check=False`
    where it is known that all of them fit, and with `choices` the distinct normative situations.

    Raises CaseProblems where the frame can't be read as situations (K101 to K108) and where narwhals isn't installed
    (E502), PolicyProblems where the policy can't be read or closed.

    >>> import polars as pl
    >>> import coach_ethics as ce
    >>> gifts = '''
    ... policy: gifts
    ... facts: {gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}}
    ... acts: {accept: {means: Accept the gift}}
    ... norms: {no-gifts: {must_not: accept, when: gift.offered, because: It may sway you.}}
    ... '''
    >>> assessed = ce.assess_frame(pl.DataFrame({"gift.offered": [True, False, None]}), gifts)
    >>> assessed["ethics_accept"].to_list()
    ['forbidden', 'unregulated', 'undetermined']
    """
    ready = prepared(policy, "reference")
    added = tuple(_outputs(ready, prefix, concepts, norms, conflicts, notices, determined, advice))
    if not choices:
        return cast(F, run_outputs(frame, ready, added, columns or {}, check=check))
    from coach_ethics.cohorts.normative import with_choices

    return cast(F, with_choices(frame, ready, added, columns or {}, prefix, check=check))


def _outputs(
    ready: Prepared,
    prefix: str,
    concepts: bool,
    norms: bool,
    conflicts: bool,
    notices: bool,
    determined: bool,
    advice: bool,
) -> Iterator[Output]:
    require_narwhals()
    from coach_ethics.engines.columnar.outputs import CertaintyColumn, TruthColumn

    policy = ready.policy
    for act in policy.acts:
        yield status_output(act.name, naming.status_column(act.name, prefix))
        if determined:
            yield CertaintyColumn(naming.determined_column(act.name, prefix), _determined(act.name))
    for each in ready.program.definitions if advice else ():
        if each.kind in BESIDE:
            yield TruthColumn(naming.aside_column(each.kind, each.subject[0], prefix), Named(each.name))
    if concepts:
        for concept in policy.concepts:
            yield TruthColumn(naming.concept_column(concept.name, prefix), Named(concept.name))
    if norms:
        for norm in policy.norms:
            yield TruthColumn(naming.norm_column(norm.name, prefix), Named(in_force(norm.name)))
    if conflicts:
        for name, conflicting in names_of_kind(ready.program, Kind.CONFLICT):
            yield TruthColumn(naming.conflict_column(conflicting, prefix), Named(name))
    if notices:
        for name, (notice,) in names_of_kind(ready.program, Kind.NOTICE):
            yield TruthColumn(naming.notice_column(notice, prefix), Named(name))


def status_output(act: str, column: str, names: Mapping[str, str] = MappingProxyType({})) -> Label:
    """The column with the status of an act: what `findings.finding` reports, row by row.

    `names` says what names of the program are called, where they aren't called by themselves.
    """
    from coach_ethics.engines.columnar.outputs import Label

    cases = tuple(
        (condition, status.value) for condition, status in status_cases(act, lambda name: names.get(name, name))
    )
    return Label(column, cases, Status.UNDETERMINED.value, STATUSES)


def _determined(act: str) -> Condition:
    """True where `findings.finding` says determined, else not known."""
    return disjunction(tuple(has_status(act, status) for status in DETERMINED_STATUSES))
