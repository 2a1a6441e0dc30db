"""A policy over a cohort: the caller's own frame, with a column for each act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.cohorts import naming
from coach_ethics.cohorts.labels import companion_output, companions_of, status_determined, status_output
from coach_ethics.cohorts.translation import facts_there, opened, require_narwhals
from coach_ethics.deontics.program import Kind
from coach_ethics.engines.registry import require_frames
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.asides import BESIDE

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import AddedColumn

F = TypeVar("F")


@takes(columns=Mapping | None, prefix=str, acts=str | Iterable[str] | None, engine=str | None, most_patterns=int)
def assess_frame(
    frame: F,
    policy: Policy | str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str = naming.PREFIX,
    acts: Iterable[str] | None = None,
    concepts: bool = False,
    norms: bool = False,
    conflicts: bool = False,
    notices: bool = False,
    determined: bool = False,
    presumed: bool = False,
    advice: bool = False,
    choices: bool = False,
    companions: bool = True,
    check: bool = True,
    engine: str | None = None,
    most_patterns: int = 50_000,
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
    row that is left open is looked at by itself, which takes some milliseconds. With `presumed`, this is so as well,
    and columns such as `ethics_presumed_withdraw` stand beside the strict ones: where a status is undetermined, they
    have the one that the policy's presumptions make of it, if they determine one.

    Rows that break a constraint are warned of, with their number and the first of them; their statuses mean nothing.

    A lazy frame stays lazy, but for small queries: the check of words, numbers and constraints, left out with
    `check=False` where it is known that all of them fit; with `choices` the distinct normative situations, and with
    `determined` and `presumed` the distinct rows that are left open.

    `choices`, `determined` and `presumed` work out each distinct normative situation and each distinct row that is left
    open by itself: where these are more than `most_patterns`, nothing is, and the problem (K144) says how long it would
    take.

    All the rest is the work of the engine that is the fastest for the frame, unless one is named: `columnar`, which
    writes expressions for the frame's own library, or `bitsliced` (see docs/engines.md). The answers are the same.

    Raises CaseProblems where the frame can't be read as situations (K101 to K108), for an act that the policy doesn't
    have (K115), an engine that doesn't exist or evaluates no frames (E501, E504), for more than `most_patterns` (K144),
    and where narwhals, or what that engine needs, isn't installed (E502); PolicyProblems where the policy can't be read
    or closed.

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
    if engine is not None:
        require_frames(engine)
    wanted = _Wanted(
        _acts(ready.policy, acts), concepts, norms, conflicts, notices, determined, presumed, advice, companions
    )
    added = _outputs(ready, prefix, wanted)
    if determined or presumed:
        from coach_ethics.cohorts.open_rows import with_determined

        found = with_determined(
            frame,
            ready,
            added,
            given,
            check=check,
            choices=prefix if choices else None,
            presumed={naming.presumed_column(act, prefix): act for act in wanted.acts} if presumed else {},
            most=most_patterns,
        )
        return cast(F, found)
    if choices:
        from coach_ethics.cohorts.normative import with_choices

        return cast(F, with_choices(frame, ready, added, given, prefix, check=check, most=most_patterns))
    return cast(F, _run(frame, ready, added, given, check=check, engine=engine))


def _run(
    frame: object,
    ready: Prepared,
    outputs: tuple[AddedColumn, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    engine: str | None,
) -> object:
    from coach_ethics.cohorts.columns import with_words_compared
    from coach_ethics.cohorts.impossible import checked, rules_of
    from coach_ethics.cohorts.sliced import sliced, streamed
    from coach_ethics.engines.columnar.run import evaluated

    table = opened(frame)
    if engine != "columnar":
        found = sliced(table, ready, outputs, columns, check=check, always=engine is not None)
        if found is not None:
            return found
    if engine == "bitsliced":
        found = streamed(table, ready, outputs, columns)
        if found is not None:
            if check:
                checked(table, ready, outputs, columns, check=True)
            return found
    read = (*outputs, *(rules_of(ready, table) if check else ()))
    facts = facts_there(table, ready.program, read, columns)
    if check or any(table.columns[name].cast for name, _ in facts):
        table = with_words_compared(facts, table)
    return evaluated(table, checked(table, ready, outputs, columns, check=check))


@frozen
class _Wanted:
    """Which columns are asked for."""

    acts: tuple[str, ...]
    concepts: bool
    norms: bool
    conflicts: bool
    notices: bool
    determined: bool
    presumed: bool
    advice: bool
    companions: bool


def _acts(policy: Policy, asked: Iterable[str] | None) -> tuple[str, ...]:
    """The acts that are asked for; by default all. Raises CaseProblems (K115) for others."""
    known = tuple(act.name for act in policy.acts)
    if asked is None:
        return known
    wanted = tuple(dict.fromkeys([asked] if isinstance(asked, str) else asked))
    if unknown := [act for act in wanted if act not in known]:
        messages = ((act, f"`{quoted(str(act))}` is not an act of `{policy.name}`") for act in unknown)
        raise CaseProblems(Problem("K115", message, help=did_you_mean(str(act), known)) for act, message in messages)
    return wanted


@lru_cache(maxsize=64)
def _outputs(ready: Prepared, prefix: str, wanted: _Wanted) -> tuple[AddedColumn, ...]:
    """The columns that are asked for; remembered, so that what is made of them is as well."""
    return tuple(_each_output(ready, prefix, wanted))


def _each_output(ready: Prepared, prefix: str, wanted: _Wanted) -> Iterator[AddedColumn]:
    from coach_ethics.engines.columnar.outputs import CertaintyColumn, TruthColumn

    policy = ready.policy
    for act in wanted.acts:
        yield status_output(act, naming.status_column(act, prefix))
        if wanted.determined:
            yield CertaintyColumn(naming.determined_column(act, prefix), status_determined(act))
        if wanted.presumed:
            yield status_output(act, naming.presumed_column(act, prefix))
    companions = (pair for pair in companions_of(ready.program) if {pair.act, pair.if_doing} & {*wanted.acts})
    for pair in companions if wanted.companions else ():
        yield companion_output(pair, ready.program, naming.companion_column(pair.act, pair.if_doing, prefix))
    for each in ready.program.definitions if wanted.advice else ():
        if each.kind in BESIDE and each.subject[0] in wanted.acts:
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
