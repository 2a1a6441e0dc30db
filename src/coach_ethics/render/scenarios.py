"""The results of running scenarios, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from coach_ethics.assessment.scenarios import ScenarioOutcome
from coach_ethics.render.words import counted


@frozen
class Tested:
    """A policy whose scenarios were run: its name, its file, the engine that answered, and the outcomes."""

    policy: str
    file: str
    engine: str
    outcomes: tuple[ScenarioOutcome, ...]


def scenarios_as_text(tested: Sequence[Tested]) -> str:
    """Every scenario that fails, with its place and differences; then a line for each policy, and a summary."""
    failures = [_failure(outcome) for each in tested for outcome in each.outcomes if not outcome.passed]
    counts = [f"{each.policy}: {_counted(each.outcomes)}" for each in tested]
    total = [_total(tested)] if len(tested) > 1 else []
    return "\n".join([*(f"{failure}\n" for failure in failures), *counts, *total])


def _failure(outcome: ScenarioOutcome) -> str:
    differences = (f"    {each.subject}: expected {each.expected}, found {each.found}" for each in outcome.differences)
    return "\n".join([f"{_place(outcome)}{outcome.scenario.name}", *differences])


def _place(outcome: ScenarioOutcome) -> str:
    span = outcome.scenario.span
    return f"{span.source.name}:{span.line}: " if span else ""


def _counted(outcomes: Sequence[ScenarioOutcome]) -> str:
    failed = sum(not outcome.passed for outcome in outcomes)
    if not outcomes:
        return "no scenarios"
    return f"{counted(len(outcomes), 'scenario')}, {f'{failed} failed' if failed else 'all passed'}"


def _total(tested: Sequence[Tested]) -> str:
    outcomes = [outcome for each in tested for outcome in each.outcomes]
    return f"{counted(len(tested), 'policy', 'policies')}, {_counted(outcomes)}"
