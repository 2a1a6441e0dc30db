"""`coach-ethics cohort`: what a policy says of every row of a table."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coach_ethics.cli.options import FormatName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, complain, present
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import PREFIX
from coach_ethics.cohorts.variants import Setting, Variant, policies_of, read_variants, vary
from coach_ethics.ir.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.syntax.finding import open_source
from coach_ethics.syntax.loading import load_policy

if TYPE_CHECKING:  # narwhals and Polars are loaded with the first table
    from coach_ethics.cohorts.study import Study
    from coach_ethics.engines.columnar.columns import Form

AS_IT_STANDS = "as it stands"

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
    choices: Annotated[bool, typer.Option("--choices", help="Add the choices and trade-offs of each row.")] = False,
    settled: Annotated[bool, typer.Option("--settled", help="Add whether each status is settled.")] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Print how often each status occurs.")] = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Assess every row of a table: what a policy says of a whole cohort.

    Without `--out`, the summary is printed.
    """
    with bad_input_explained():
        policies = _policies(load_policy(policy), variant or [])
        columns = dict(_pair(each, "--column") for each in column or [])
        found = _run(table, policies, columns, out, choices=choices, settled=settled, summary=summary or out is None)
        if found is not None:
            from coach_ethics.render.study import study_document, study_json

            present(study_document(found), lambda: study_json(found), format_)
        if out is not None:
            complain(f"{out} is written")


def _run(
    table: Path,
    policies: dict[str, Policy],
    columns: dict[str, str],
    out: Path | None,
    *,
    choices: bool,
    settled: bool,
    summary: bool,
) -> Study | None:
    """Check the table, write the result, and count the statuses: each goes through the rows once, in a stream."""
    from coach_ethics.cohorts.study import compare_on
    from coach_ethics.engines.columnar.files import reading, row_count, scan, write

    forms = _forms(policies.values(), columns)
    passes = len(policies) * (1 + choices * (out is not None)) + (out is not None) + summary
    with reading(table), _progress(lambda: row_count(table) * passes) as tick:
        for each in policies.values():
            assess_frame(scan(table, forms, tick), each, columns=columns)  # for its check alone: the rest stays lazy
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the check has told of facts without a column
            if out is not None:
                frame = scan(table, forms, tick)
                for name, each in policies.items():
                    prefix = PREFIX if name == AS_IT_STANDS else f"{PREFIX}{name}_"
                    frame = assess_frame(
                        frame, each, columns=columns, prefix=prefix, choices=choices, settled=settled, check=False
                    )
                write(frame, out, source=table)
            if not summary:
                return None
            return compare_on(scan(table, forms, tick), policies, columns=columns, check=False)


def _policies(policy: Policy, given: Sequence[str]) -> dict[str, Policy]:
    """The policy with the parameters that are given, and the variants of it that files hold, by name."""
    files = [each for each in given if "=" not in each or Path(each).exists()]
    settings = dict(_pair(each, "--variant") for each in given if each not in files)
    many = {parameter.name for parameter in policy.parameters if parameter.many}
    parameters = {name: _value(text, many=name in many) for name, text in settings.items()}
    variants = tuple(variant for each in files for variant in read_variants(_text(Path(each))))
    base = vary(policy, Variant(AS_IT_STANDS, parameters))
    return {AS_IT_STANDS: base, **policies_of(base, variants)}


def _text(path: Path) -> str:
    source = open_source(path)
    if isinstance(source, Problem):
        raise CaseProblems([source])
    return source.text


def _pair(given: str, option: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not (name and sign and value):
        message = f"`{option} {quoted(given)}` is not a name and a value"
        raise CaseProblems([Problem("K120", message, help=f"write it as in `{option} name=value`")])
    return name.strip(), value.strip()


def _value(text: str, *, many: bool) -> Setting:
    if many:
        members = tuple(_value(each.strip(), many=False) for each in text.split(","))
        return tuple(each for each in members if not isinstance(each, tuple))
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.removeprefix("-").isdecimal() else text


def _forms(policies: Iterable[Policy], columns: Mapping[str, str]) -> dict[str, Form]:
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
