"""What is determined, in a cohort: the rows that three-valued logic leaves open, each kind of them looked at once.

Rows are of one kind where no condition of the policy can tell them apart. A text stands for each kind (a `RowKey`); the
distinct ones leave the caller's library, are decided as a case is, and what they come to is looked up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from attrs import evolve

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.presume import presumed_status
from coach_ethics.cohorts import naming
from coach_ethics.cohorts.impossible import ImpossibleRows, broken_together, checked, conditions_kept, warn_of
from coach_ethics.cohorts.kinds import Kinds
from coach_ethics.cohorts.normative import (
    A_MINUTE,
    MOST_PATTERNS,
    demanding,
    of_assessment,
    require_few,
    solved,
    texts_of,
)
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.engines.columnar.outputs import (
    OPEN,
    AddedColumn,
    CertaintyColumn,
    Label,
    Labels,
    Output,
    Refined,
    RowKey,
    TruthColumn,
    sign_of,
)
from coach_ethics.engines.columnar.queries import among, counted, looked_up, occurrences
from coach_ethics.engines.columnar.run import OpenedTable, evaluated
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status, Truths
from coach_ethics.model.conditions import Condition, Named, Not, conjunction, disjunction
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.determined import conflicting_constraints


def with_determined(
    frame: object,
    ready: Prepared,
    outputs: tuple[AddedColumn, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    labels: Labels | None = None,
    choices: str | None = None,
    presumed: Mapping[str, str] = MappingProxyType({}),
    collapse: Mapping[str, str] = MappingProxyType({}),
    tell: Callable[[Iterable[ImpossibleRows]], None] = warn_of,
    most: int = MOST_PATTERNS,
) -> object:
    """The frame with these outputs, as determined as a case's are; and with choices, whose columns have that prefix.

    `presumed` are the columns of statuses that are presumed where nothing determines them, and their acts; `collapse`
    says which of these statuses count as which others, as the outputs have it already.

    Rows that break constraints together, which nothing shows before, are told of; by default in warnings. Raises
    CaseProblems (K144) where there are more than `most` kinds of rows to be worked out.
    """
    table = opened(frame)
    kinds, decided = Kinds(ready), prepared(ready.policy, "compiled")
    checked(table, ready, outputs, columns, check=check)
    key = _key(kinds, outputs, f"{table.stem}{KEY}", with_choices=choices is not None)
    keyed = evaluated(table, translated(table, ready.program, (key,), columns, check=False, warn=False))
    every = sorted(str(each) for (each,), _ in counted(opened(keyed), [key.column]))
    require_few(sum(each.startswith(OPEN) for each in every), most, "kinds that are left open", A_MINUTE // 2)
    if choices is not None:
        require_few(len(every), most)
    situations = {each: kinds.situation(each) for each in every if each.startswith(OPEN)}
    tell(_conflicting(opened(keyed), key.column, situations, ready))

    codes = {key_: _codes(where, outputs, decided, presumed, collapse) for key_, where in situations.items()}
    codes[""] = ""  # so that there is one to look up: whatever isn't there has none
    coded = opened(looked_up(keyed, list(codes), {key.column: list(codes.values())}))
    own = {name: column for name, column in coded.columns.items() if name != key.column}
    behind = evolve(coded, columns=own)
    refined = tuple(Refined(each, key.column, at) for at, each in enumerate(outputs))
    names = () if choices is None else (naming.choices_column(choices), naming.trade_offs_column(choices))
    added: tuple[Output, ...] = (*refined, *(evolve(key, column=name) for name in names))
    found = evaluated(behind, translated(behind, ready.program, added, columns, check=False, labels=labels, warn=False))
    if not names:
        return found
    told = [_choices(each, situations.get(each), decided) for each in every]
    return looked_up(found, every, dict(zip(names, zip(*told, strict=True) if told else ((), ()), strict=True)))


KEY = "kind"


def _key(kinds: Kinds, outputs: tuple[AddedColumn, ...], column: str, *, with_choices: bool) -> RowKey:
    """The text for the kind of a row of which outputs are left open; the pattern of its norms, where none is.

    A row that breaks a constraint is of no kind. One of which it isn't known whether it does may break several.
    """
    rules = conditions_kept(kinds.ready)
    norms = demanding(kinds.ready) if with_choices else ()
    closed = (*rules, *map(_closed, outputs), *(_known(Named(norm)) for norm in norms))
    return kinds.key(column, disjunction((*map(Not, rules), conjunction(closed))), norms)


def _known(condition: Condition) -> Condition:
    """True where a condition is true or false, else not known."""
    return disjunction((condition, Not(condition)))


def _closed(output: AddedColumn) -> Condition:
    """True where three-valued logic leaves nothing of an output open."""
    match output:
        case TruthColumn(_, condition):
            return _known(condition)
        case CertaintyColumn(_, condition):
            return condition
        case Label(_, cases, otherwise):
            before = [Not(condition) for condition, _ in cases]
            return disjunction(
                tuple(
                    conjunction((*before[:at], condition))
                    for at, (condition, label) in enumerate(cases)
                    if label != otherwise
                )
            )
        case _:
            assert_never(output)


def _codes(
    where: Situation,
    outputs: Sequence[AddedColumn],
    ready: Prepared,
    presumed: Mapping[str, str],
    collapse: Mapping[str, str],
) -> str:
    """A sign for what each output is in a situation."""
    truths = determined_in(ready, where).truths

    def value(each: AddedColumn) -> str | bool | None:
        strict = _value(each, where, truths)
        if each.column in presumed and strict == Status.UNDETERMINED:
            status = presumed_status(ready, where, presumed[each.column]).value
            return collapse.get(status, status)
        return strict

    return "".join(sign_of(value(each), each) for each in outputs)


def _value(output: AddedColumn, where: Situation, truths: Truths) -> str | bool | None:
    match output:
        case TruthColumn(_, condition):
            return truth(condition, where, truths)
        case CertaintyColumn(_, condition):
            return truth(condition, where, truths) is True
        case Label(_, cases, otherwise):
            return next((label for condition, label in cases if truth(condition, where, truths)), otherwise)
        case _:
            assert_never(output)


def _choices(key: str, where: Situation | None, ready: Prepared) -> tuple[str, str]:
    """The choices and trade-offs of a row, as texts."""
    if where is None:
        return texts_of(solved(ready, key))
    found = assess_prepared(ready, where)
    return (f"({found.unlisted})", "") if found.unlisted else texts_of(of_assessment(found))


def _conflicting(
    table: OpenedTable, column: str, situations: Mapping[str, Situation], ready: Prepared
) -> list[ImpossibleRows]:
    together: dict[tuple[str, ...], list[str]] = {}
    for key, where in situations.items():
        if conflicting := conflicting_constraints(ready.slices, where):
            together.setdefault(conflicting, []).append(key)
    tests = {", ".join(names): among(column, keys) for names, keys in together.items()}
    found = occurrences(table, table.frame, tests)
    return [broken_together(names, ready, found[", ".join(names)]) for names in together]
