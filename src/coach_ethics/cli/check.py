"""`coach-ethics check`: problems in policy files."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, assert_never

import typer

from coach_ethics.analysis.lints import LINTS, Lint, lint
from coach_ethics.catalogues.own import catalogue_problems
from coach_ethics.cli.options import PolicyFiles
from coach_ethics.cli.output import Exit, bad_input_explained, say, width
from coach_ethics.cli.policy_files import sources_and_problems
from coach_ethics.coaching.policies import check_policy, standard_world
from coach_ethics.language.files import misnamed
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, Severity, did_you_mean, in_order
from coach_ethics.render.json import problems_json
from coach_ethics.render.plain_text import text
from coach_ethics.render.problems import lint_document, problems_as_github, problems_as_sarif, problems_as_text
from coach_ethics.source import Source


class CheckReport(StrEnum):
    """How to print problems."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    policies: PolicyFiles = None,
    format_: Annotated[
        CheckReport,
        typer.Option("--format", "-f", help="Text, or for other programs: JSON, GitHub workflow commands, SARIF."),
    ] = CheckReport.TEXT,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Explain a lint, such as L007, and exit.")
    ] = None,
) -> None:
    """Report problems in policies: what is wrong, where, and how to fix it.

    Catalogues beside a policy are looked at with it: whether they lack texts, or translate what has changed.

    Exit status 1 means warnings, 2 means that a policy can't be used as it is. Notes, for example about clauses whose
    text was not verified, leave the exit status at 0.
    """
    if explain is not None:
        with bad_input_explained():
            say(text(lint_document(_lint_named(explain)), width=width()))
        return
    with bad_input_explained():
        sources, unread = sources_and_problems(policies)
        if not sources:
            raise PolicyProblems(unread)
    problems = in_order([*unread, *(problem for source in sources for problem in problems_of(source))])
    if report := _reported(problems, len(sources), format_):
        say(report)
    found = {problem.severity for problem in problems}
    if Severity.ERROR in found:
        raise typer.Exit(Exit.BAD_INPUT)
    if Severity.WARNING in found:
        raise typer.Exit(Exit.FINDINGS)


def problems_of(source: Source) -> tuple[Problem, ...]:
    """All problems of a policy file: those of its text, of the policy as a whole, and of the catalogues beside it."""
    policy, problems = check_policy(source)
    if policy is None:
        return problems
    in_other_languages = catalogue_problems(policy, standard_world())
    return (*problems, *_of_its_name(policy), *_of_the_whole(policy), *in_other_languages)


def _of_its_name(policy: Policy) -> tuple[Problem, ...]:
    found = misnamed(policy.name, policy.span) if policy.span else None
    return (found,) if found else ()


def _of_the_whole(policy: Policy) -> tuple[Problem, ...]:
    """The problems that show only once the policy has been read."""
    try:
        return lint(policy)
    except PolicyProblems as found:
        return found.problems


def _lint_named(code: str) -> Lint:
    for each in LINTS:
        if each.code == code.upper():
            return each
    codes = [each.code for each in LINTS]
    help_ = did_you_mean(code.upper(), codes) or f"the lints are {', '.join(codes)}; `docs/problems.md` has all codes"
    raise PolicyProblems([Problem("L901", f"`{code}` is not the code of a lint", help=help_)])


def _reported(problems: Sequence[Problem], policies: int, format_: CheckReport) -> str:
    match format_:
        case CheckReport.TEXT:
            return problems_as_text(problems, policies)
        case CheckReport.JSON:
            return problems_json(problems, policies)
        case CheckReport.GITHUB:
            return problems_as_github(problems)
        case CheckReport.SARIF:
            return problems_as_sarif(problems)
        case _:
            assert_never(format_)
