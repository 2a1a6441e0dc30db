"""`coach-ethics cohort`: what a policy says about every row of a table."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import evolve, frozen
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coach_ethics.cli.options import FormatName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, complain, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.standard_input import table_at
from coach_ethics.cli.variants import pairs, variants_given
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import PREFIX
from coach_ethics.cohorts.variants import Variant, policies_of, vary
from coach_ethics.engines.registry import installed
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean

if TYPE_CHECKING:  # narwhals and Polars are loaded with the first table
    from coach_ethics.cohorts.study import Study
    from coach_ethics.engines.columnar.columns import ColumnForm

Tick = Callable[[int], None]


def cohort(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help="A Parquet or CSV file with one situation per row. `-` reads standard input.",
            show_default=False,
        ),
    ],
    policy: PolicyName = "essay",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The Parquet or CSV file to write: TABLE plus a column for each act."),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            "--variant",
            metavar="NAME=VALUE|FILE",
            help="Another value of a parameter, or a JSON file of variants, each of which is assessed beside the "
            "unchanged policy. Can be repeated.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FACT=COLUMN", help="The column that holds a fact, if it isn't named after the fact."
        ),
    ] = None,
    prefix: Annotated[str, typer.Option("--prefix", help="The prefix of the added columns.")] = PREFIX,
    choices: Annotated[bool, typer.Option("--choices", help="Add the choices and trade-offs of each row.")] = False,
    determined: Annotated[
        bool,
        typer.Option(
            "--determined",
            help="Decide what every completion of the unknown facts agrees on, as `assess` does; and add a column "
            "for each act that says whether its status is determined.",
        ),
    ] = False,
    presumed: Annotated[
        bool,
        typer.Option(
            "--presumed",
            help="Add a column for each act with the status that the policy presumes where none is determined, and to "
            "the summary a line; everything else is then as with `--determined`.",
        ),
    ] = False,
    notices: Annotated[
        bool, typer.Option("--notices", help="Add a column for each notice that says whether it holds.")
    ] = False,
    advice: Annotated[
        bool, typer.Option("--advice", help="Add columns that say which acts are advised, advised against or exempt.")
    ] = False,
    act: Annotated[
        list[str] | None,
        typer.Option("--act", "-a", help="Assess this act only; may be given more than once.", show_default=False),
    ] = None,
    patterns: Annotated[
        int,
        typer.Option(
            "--patterns",
            min=1,
            help="How many distinct kinds of rows `--choices`, `--determined` and `--presumed` work out one by one; "
            "where there are more, how long that would take is said instead.",
        ),
    ] = 50_000,
    weight: Annotated[
        str | None,
        typer.Option("--weight", metavar="COLUMN", help="The column by whose numbers rows count in the summary."),
    ] = None,
    collapse: Annotated[
        list[str] | None,
        typer.Option(
            "--collapse",
            metavar="STATUS=STATUS",
            help="Count one status as another in the summary, such as `unregulated=permitted`. Can be repeated.",
        ),
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Print how often each status occurs.")] = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Assess every row of a table.

    Without `--out`, only the summary is printed.
    """
    needing_out = (("--choices", choices), ("--notices", notices), ("--advice", advice))
    for option, given in needing_out:
        if given and out is None:
            raise typer.BadParameter("this adds columns to a file, so it needs `--out`", param_hint=option)
    for option, counting in (("--weight", weight), ("--collapse", collapse)):
        if counting and out is not None and not summary:
            raise typer.BadParameter("this is for the summary, so it needs `--summary` here", param_hint=option)
    with bad_input_explained():
        policies = _policies(asked_policy(policy), variant or [])
        columns = pairs(column or [], "--column")
        _require_another(table, out)
        added = _Added(prefix, tuple(act) if act else None, choices, determined, presumed, notices, advice, patterns)
        with table_at(table) as there:
            told = _Summary(weight, pairs(collapse or [], "--collapse")) if summary or out is None else None
            found = _run(there, policies, columns, out, added, told)
        if found is not None:
            from coach_ethics.render.json import study_json
            from coach_ethics.render.study import study_document

            present(study_document(found), lambda: study_json(found), format_)
        if out is not None:
            complain(f"Written to {out}.")


@frozen
class _Added:
    """What is added to the table besides statuses, and the prefix of the columns."""

    prefix: str
    acts: tuple[str, ...] | None
    choices: bool
    determined: bool
    presumed: bool
    notices: bool
    advice: bool
    patterns: int


@frozen
class _Summary:
    """How statuses are counted: by which weights, and which of them as others."""

    weights: str | None
    collapse: Mapping[str, str]


def _run(
    table: Path,
    policies: dict[str, Policy],
    columns: dict[str, str],
    out: Path | None,
    added: _Added,
    summary: _Summary | None,
) -> Study | None:
    """Check the table, write the result, and count the statuses; each streams through the rows once."""
    from coach_ethics.cohorts.sliced import engine_for
    from coach_ethics.cohorts.study import compare_on
    from coach_ethics.engines.columnar.csv_rows import require_rows
    from coach_ethics.engines.columnar.files import reading, row_count, scan, write

    require_rows(table)
    forms = _forms(policies.values(), columns)
    _require_facts(table, scan(table, forms).collect_schema().names(), forms, columns)
    asked = added.choices or added.determined or added.presumed
    decided = added.determined or added.presumed
    queries = asked * (out is not None) + decided * (summary is not None)
    passes = len(policies) * (1 + queries) + (out is not None) + (summary is not None)
    found: Study | None = None
    with (
        reading(table, forms),
        _progress(lambda: row_count(table), passes) as tick,
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        for each in policies.values():  # only for its checks
            assess_frame(scan(table, forms, tick), each, columns=columns, prefix=added.prefix, acts=added.acts)
        if out is not None:
            engine = engine_for(row_count(table)) if installed("bitsliced") else None
            write(_assessed(scan(table, forms, tick), policies, columns, added, engine), out)
        if summary is not None:
            scanned = scan(table, forms, tick, weights=summary.weights)
            found = compare_on(
                scanned,
                policies,
                acts=added.acts,
                columns=columns,
                determined=added.determined,
                presumed=added.presumed,
                check=False,
                weights=summary.weights,
                collapse=summary.collapse,
            )
    return _with_warnings(found, [each.message for each in caught])


def _with_warnings(found: Study | None, warned: Sequence[Warning | str]) -> Study | None:
    """The study with the rows that can't be, each once. What else was warned of is passed on, and this where there is
    no study."""
    from coach_ethics.cohorts.impossible import ImpossibleRowsWarning

    impossible = [each.found for each in warned if isinstance(each, ImpossibleRowsWarning)]
    passed_on = {
        str(each): each
        for each in warned
        if isinstance(each, UserWarning) and (found is None or not isinstance(each, ImpossibleRowsWarning))
    }
    for each in passed_on.values():
        warnings.warn(each, stacklevel=2)
    if found is None:
        return None
    return evolve(found, impossible=tuple(dict.fromkeys((*impossible, *found.impossible))))


def _assessed(
    frame: Any, policies: dict[str, Policy], columns: dict[str, str], added: _Added, engine: str | None
) -> Any:
    """The frame with the columns of every policy; those of the first have only the prefix before the act."""
    base = next(iter(policies))
    for name, policy in policies.items():
        prefix = added.prefix if name == base else f"{added.prefix}{name}_"
        frame = assess_frame(
            frame,
            policy,
            columns=columns,
            prefix=prefix,
            acts=added.acts,
            most_patterns=added.patterns,
            engine=engine,
            choices=added.choices,
            determined=added.determined,
            presumed=added.presumed,
            notices=added.notices,
            advice=added.advice,
            check=False,
        )
    return frame


def _require_another(table: Path, out: Path | None) -> None:
    """Raises CaseProblems (F104) where the result would overwrite the table it is computed from."""
    if out is not None and out.exists() and table.exists() and out.samefile(table):
        message = f"`{out}` is the input table, which would be overwritten"
        raise CaseProblems([Problem("F104", message, help="choose another file with `--out`")])


def _require_facts(
    table: Path, there: Sequence[str], forms: Mapping[str, ColumnForm], columns: Mapping[str, str]
) -> None:
    """Raises CaseProblems (K124) where no column holds a fact: nothing could be said about any row."""
    if any(name in forms for name in there) or not set(columns.values()) <= set(there):
        return  # a missing column is reported by the check
    from coach_ethics.engines.columnar.csv_rows import other_sign

    near = next((hint for name in there if (hint := did_you_mean(name, forms))), None)
    help_ = near or "name columns as `coach-ethics facts` lists them, or map them with `--column`"
    help_ = other_sign([*there]) or help_
    raise CaseProblems([Problem("K124", f"no column of `{table}` holds a fact of the policy", help=help_)])


def _policies(policy: Policy, given: Sequence[str]) -> dict[str, Policy]:
    """The policy with the given parameters, named after them, and its variants from files."""
    from coach_ethics.cohorts.study import BASE_NAME, called

    parameters, variants = variants_given(policy, given)
    name = called(tuple(parameters.items())) or BASE_NAME
    base = vary(policy, Variant(name, parameters))
    return {name: base, **policies_of(base, variants)}


def _forms(policies: Iterable[Policy], columns: Mapping[str, str]) -> dict[str, ColumnForm]:
    """The column types of the facts, for files that don't state them."""
    from coach_ethics.engines.columnar.columns import FORMS

    facts = (fact for policy in policies for fact in policy.vocabulary)
    return {columns.get(fact.name, fact.name): FORMS[type(fact.type)] for fact in facts}


@contextmanager
def _progress(total: Callable[[], int], passes: int) -> Iterator[Tick | None]:
    """A progress bar on standard error, if that is a terminal. Each row counts once, when it has been read so often."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    rows = total()
    with bar:
        task = bar.add_task("rows", total=rows)
        yield lambda count: bar.advance(task, count / passes)
