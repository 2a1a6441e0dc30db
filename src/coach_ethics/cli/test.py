"""`coach-ethics test`: whether policies give the answers that their scenarios expect."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.scenarios import ScenarioOutcome, own_scenarios, run_scenario
from coach_ethics.cli.options import EngineName, PolicyFiles
from coach_ethics.cli.output import Exit, bad_input_explained, say
from coach_ethics.cli.policy_files import sources_and_problems
from coach_ethics.coaching.policies import read_policy
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.rebind import dated
from coach_ethics.problems import PolicyProblems, in_order
from coach_ethics.render.json import scenarios_json
from coach_ethics.render.scenarios import Tested, scenarios_as_text
from coach_ethics.source import Source


class TestReport(StrEnum):
    """How to print the results."""

    TEXT = "text"
    JSON = "json"


def run_tests(
    policies: PolicyFiles = None,
    engine: EngineName = None,
    inherited: Annotated[
        bool, typer.Option("--inherited", help="Also run the scenarios of extended policies under this one.")
    ] = False,
    format_: Annotated[TestReport, typer.Option("--format", "-f", help="The output format.")] = TestReport.TEXT,
) -> None:
    """Run the scenarios of policies, and show where the answers differ from what is expected.

    Exit status 1 means that a scenario fails, 2 that a policy can't be read; the others are still run.
    """
    sources, unread = sources_and_problems(policies)
    tested, problems = list[Tested](), list(unread)
    with bad_input_explained():
        for source in sources:
            try:
                tested.append(run_scenarios(source, engine, inherited=inherited))
            except PolicyProblems as found:
                problems += found.problems
    if tested or not problems:
        say(scenarios_json(tested) if format_ is TestReport.JSON else scenarios_as_text(tested))
    with bad_input_explained():
        if problems:
            raise PolicyProblems(in_order(problems))
    if not all(outcome.passed for each in tested for outcome in each.outcomes):
        raise typer.Exit(Exit.FINDINGS)


def run_scenarios(source: Source, engine: str | None, *, inherited: bool) -> Tested:
    """Run a policy's scenarios. Raises PolicyProblems where it can't be read, CaseProblems for an unknown engine."""
    ready = prepared(dated(read_policy(source), day_asked(None)), engine)
    return Tested(ready.policy.name, source.name, ready.engine, _outcomes(ready, inherited=inherited))


def _outcomes(ready: Prepared, *, inherited: bool) -> tuple[ScenarioOutcome, ...]:
    scenarios = ready.policy.scenarios if inherited else own_scenarios(ready)
    return tuple(run_scenario(scenario, ready) for scenario in scenarios)
