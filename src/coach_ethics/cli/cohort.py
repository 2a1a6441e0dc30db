"""`coach-ethics cohort`: what a policy says of every row of a table."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import frozen
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coach_ethics.cli.options import FormatName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, complain, present
from coach_ethics.cli.variants import pairs, variants_given
from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import PREFIX
from coach_ethics.cohorts.variants import Variant, policies_of, vary
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean

if TYPE_CHECKING:  # narwhals and Polars are loaded with the first table
    from coach_ethics.cohorts.study import Study
    from coach_ethics.engines.columnar.columns import ColumnForm

Tick = Callable[[int], None]


def cohort(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="A Parquet or CSV file: one situation a row.", show_default=False)
    ],
    policy: PolicyName = "essay",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The Parquet or CSV file to write: TABLE with a column for each act."),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            "--variant",
            metavar="NAME=VALUE|FILE",
            help="Another value of a parameter, or a JSON file of variants, each of which is assessed beside the "
            "policy as it stands. Can be given several times.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FACT=COLUMN", help="Where a fact is found, if not under its own name."),
    ] = None,
    prefix: Annotated[str, typer.Option("--prefix", help="What the names of the added columns begin with.")] = PREFIX,
    choices: Annotated[bool, typer.Option("--choices", help="Add the choices and trade-offs of each row.")] = False,
    determined: Annotated[bool, typer.Option("--determined", help="Add whether each status is determined.")] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Print how often each status occurs.")] = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Assess every row of a table: what a policy says of a whole cohort.

    Without `--out`, the summary is printed.
    """
    for option, given in (("--choices", choices), ("--determined", determined)):
        if given and out is None:
            raise typer.BadParameter("it adds columns to a file, which takes `--out` too", param_hint=option)
    with bad_input_explained():
        policies = _policies(load_policy(policy), variant or [])
        columns = pairs(column or [], "--column")
        _require_another(table, out)
        added = _Added(prefix, choices, determined)
        found = _run(table, policies, columns, out, added, summary=summary or out is None)
        if found is not None:
            from coach_ethics.render.json import study_json
            from coach_ethics.render.study import study_document

            present(study_document(found), lambda: study_json(found), format_)
        if out is not None:
            complain(f"{out} is written")


@frozen
class _Added:
    """What is added to the table besides statuses, and how the names of columns begin."""

    prefix: str
    choices: bool
    determined: bool


def _run(
    table: Path, policies: dict[str, Policy], columns: dict[str, str], out: Path | None, added: _Added, *, summary: bool
) -> Study | None:
    """Check the table, write the result, and count the statuses: each goes through the rows once, in a stream."""
    from coach_ethics.cohorts.study import compare_on
    from coach_ethics.engines.columnar.files import reading, row_count, scan, write

    forms = _forms(policies.values(), columns)
    _require_facts(table, scan(table, forms).collect_schema().names(), forms, columns)
    passes = len(policies) * (1 + added.choices * (out is not None)) + (out is not None) + summary
    with reading(table, forms), _progress(lambda: row_count(table) * passes) as tick:
        for each in policies.values():
            assess_frame(scan(table, forms, tick), each, columns=columns, prefix=added.prefix)  # for its check alone
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the check has told of facts without a column
            if out is not None:
                write(_assessed(scan(table, forms, tick), policies, columns, added), out)
            if not summary:
                return None
            return compare_on(scan(table, forms, tick), policies, columns=columns, check=False)


def _assessed(frame: Any, policies: dict[str, Policy], columns: dict[str, str], added: _Added) -> Any:
    """The frame with the columns of every policy; those of the first are called by the prefix alone."""
    base = next(iter(policies))
    for name, policy in policies.items():
        prefix = added.prefix if name == base else f"{added.prefix}{name}_"
        frame = assess_frame(
            frame,
            policy,
            columns=columns,
            prefix=prefix,
            choices=added.choices,
            determined=added.determined,
            check=False,
        )
    return frame


def _require_another(table: Path, out: Path | None) -> None:
    """Raises CaseProblems (F104) where the result would take the place of the table that it is made of."""
    if out is not None and out.exists() and table.exists() and out.samefile(table):
        message = f"`{out}` is the table itself, which would be overwritten"
        raise CaseProblems([Problem("F104", message, help="give another place with `--out`")])


def _require_facts(
    table: Path, there: Sequence[str], forms: Mapping[str, ColumnForm], columns: Mapping[str, str]
) -> None:
    """Raises CaseProblems (K124) where no column holds a fact: nothing could be said of any row."""
    if any(name in forms for name in there) or not set(columns.values()) <= set(there):
        return  # a column that isn't there is told of by the check
    near = next((told for name in there if (told := did_you_mean(name, forms))), None)
    help_ = near or "call columns as `coach-ethics facts` does, or say with `--column` where facts are found"
    if len(there) == 1 and (sign := next((sign for sign in ";\t|" if sign in there[0]), "")):
        help_ = f"put commas between the columns; here is {_SIGNS[sign]} between them"
    raise CaseProblems([Problem("K124", f"no column of `{table}` holds a fact of the policy", help=help_)])


_SIGNS = {";": "a semicolon", "\t": "a tab", "|": "a bar"}


def _policies(policy: Policy, given: Sequence[str]) -> dict[str, Policy]:
    """The policy with the parameters that are given, by which it is called, and the variants of it that files hold."""
    from coach_ethics.cohorts.study import BASE_NAME, called

    parameters, variants = variants_given(policy, given)
    name = called(tuple(parameters.items())) or BASE_NAME
    base = vary(policy, Variant(name, parameters))
    return {name: base, **policies_of(base, variants)}


def _forms(policies: Iterable[Policy], columns: Mapping[str, str]) -> dict[str, ColumnForm]:
    """What the columns of facts hold, for files that don't say it."""
    from coach_ethics.engines.columnar.columns import FORMS

    facts = (fact for policy in policies for fact in policy.vocabulary)
    return {columns.get(fact.name, fact.name): FORMS[type(fact.type)] for fact in facts}


@contextmanager
def _progress(total: Callable[[], int]) -> Iterator[Tick | None]:
    """A bar on the standard error while rows are gone through, where that is a terminal."""
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
        yield lambda count: bar.advance(task, count)
