"""A policy over a cohort: the caller's own frame, with a column for each act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.cohorts import naming
from coach_ethics.cohorts.labels import companion_output, companions_of, status_determined, status_output
from coach_ethics.cohorts.translation import facts_there, opened, require_narwhals
from coach_ethics.deontics.program import Kind
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.asides import BESIDE

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import AddedColumn, Output

F = TypeVar("F")


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
    companions: bool = True,
    check: bool = True,
) -> F:
    """Assess every row of a frame: returns a frame of the same kind with an added column of statuses for each act.

    A row is a situation. Facts are read from the columns of the same name, or from those that `columns` maps them to;
    null is not known, and so is a fact without a column, which is warned of. The columns added are called by `prefix`
    and the act; a status is a word such as `required`, in an enumeration type where the library has one. Columns such
    as `ethics_tell_client_with_withdraw` say what must go with an act, or mustn't, unless `companions` is False. On
    request, further Boolean columns with null for not known: `concepts`, `norms` (in force), `conflicts`, `notices`,
    `advice` (whether acts are advised, advised against or exempt); `choices` adds two columns of texts, as
    `normative_situations` has them.

    Rows are evaluated in three-valued logic, which may leave open what every completion agrees on. With
    `determined`, every column says what `assess` does, and further ones whether a status is determined: each distinct
    row that is left open is looked at by itself, which takes some milliseconds.

    Rows that break a constraint are warned of, with their number and the first of them; their statuses mean nothing.

    A lazy frame stays lazy, but for small queries: the check of words, numbers and constraints, left out with
    `check=False` where it is known that all of them fit; with `choices` the distinct normative situations, and with
    `determined` the distinct rows that are left open.

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
    ready, given = prepared(policy, "reference"), columns or {}
    require_narwhals()
    wanted = _Wanted(concepts, norms, conflicts, notices, determined, advice, companions)
    added = tuple(_outputs(ready, prefix, wanted))
    if determined:
        from coach_ethics.cohorts.open_rows import with_determined

        return cast(F, with_determined(frame, ready, added, given, check=check, choices=prefix if choices else None))
    if choices:
        from coach_ethics.cohorts.normative import with_choices

        return cast(F, with_choices(frame, ready, added, given, prefix, check=check))
    return cast(F, _run(frame, ready, added, given, check=check))


def _run(
    frame: object, ready: Prepared, outputs: tuple[Output, ...], columns: Mapping[str, str], *, check: bool
) -> object:
    from coach_ethics.cohorts.columns import with_words_compared
    from coach_ethics.cohorts.impossible import checked, rules_of
    from coach_ethics.engines.columnar.run import evaluated

    table = opened(frame)
    if check:
        read = (*outputs, *rules_of(ready, table))
        table = with_words_compared(facts_there(table, ready.program, read, columns), table)
    return evaluated(table, checked(table, ready, outputs, columns, check=check))


@frozen
class _Wanted:
    """Which columns are asked for."""

    concepts: bool
    norms: bool
    conflicts: bool
    notices: bool
    determined: bool
    advice: bool
    companions: bool


def _outputs(ready: Prepared, prefix: str, wanted: _Wanted) -> Iterator[AddedColumn]:
    from coach_ethics.engines.columnar.outputs import CertaintyColumn, TruthColumn

    policy = ready.policy
    for act in policy.acts:
        yield status_output(act.name, naming.status_column(act.name, prefix))
        if wanted.determined:
            yield CertaintyColumn(naming.determined_column(act.name, prefix), status_determined(act.name))
    for pair in companions_of(ready.program) if wanted.companions else ():
        yield companion_output(pair, ready.program, naming.companion_column(pair.act, pair.if_doing, prefix))
    for each in ready.program.definitions if wanted.advice else ():
        if each.kind in BESIDE:
            yield TruthColumn(naming.aside_column(each.kind, each.subject[0], prefix), Named(each.name))
    if wanted.concepts:
        for concept in policy.concepts:
            yield TruthColumn(naming.concept_column(concept.name, prefix), Named(concept.name))
    if wanted.norms:
        for norm in policy.norms:
            yield TruthColumn(naming.norm_column(norm.name, prefix), Named(in_force(norm.name)))
    if wanted.conflicts:
        for name, conflicting in names_of_kind(ready.program, Kind.CONFLICT):
            yield TruthColumn(naming.conflict_column(conflicting, prefix), Named(name))
    if wanted.notices:
        for name, (notice,) in names_of_kind(ready.program, Kind.NOTICE):
            yield TruthColumn(naming.notice_column(notice, prefix), Named(name))
