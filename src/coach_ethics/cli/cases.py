"""Read a case from a file, and assess it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from coach_ethics.assessment.assess import assess, situation_in
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.compare_case import CaseComparison, compare_case
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.view import known_by, view
from coach_ethics.cli.output import complain
from coach_ethics.cli.policy_named import asked_policies, asked_policy
from coach_ethics.cli.standard_input import given_text
from coach_ethics.coaching.audiences import Audience
from coach_ethics.coaching.read import read_engagement
from coach_ethics.language.policies.merge import merge_policies
from coach_ethics.problems import Problem, describe


def assess_file(
    path: Path,
    policy: str,
    engine: str | None,
    on: datetime | None,
    audience: Audience = Audience.COACH,
    language: str | None = None,
) -> Assessment:
    """Assess the engagement in a file, and warn about facts that the policy doesn't read.

    An `audience` other than the coach sees what it knows, and hears no warnings: they speak of the whole case.

    Raises CaseProblems and PolicyProblems as reading and assessing do.
    """
    source = given_text(path)
    asked = asked_policy(policy, on, language)
    engagement = read_engagement(source, asked.vocabulary)
    day = on.date() if on else None
    if audience is not Audience.COACH:
        return view(engagement, asked, audience, engine=engine, on=day)
    result = assess(engagement, asked, engine=engine, on=day)
    warn(result.warnings)
    return result


def assess_file_under(
    path: Path,
    policies: Sequence[str],
    engine: str | None,
    on: datetime | None,
    audience: Audience = Audience.COACH,
    language: str | None = None,
) -> CaseComparison:
    """Assess the engagement in a file under several policies. Warns and raises as `assess_file` does."""
    source = given_text(path)
    asked = asked_policies(policies, on, language)
    together, day = merge_policies(asked), on.date() if on else None
    engagement = read_engagement(source, together.vocabulary)
    if audience is not Audience.COACH:
        whole = situation_in(engagement, prepared(together, engine), on=day)
        return compare_case(known_by(audience, whole, together.vocabulary), asked, engine=engine, on=day)
    found = compare_case(engagement, asked, engine=engine, on=day)
    warn(found.joint.warnings)
    return found


def warn(warnings: Iterable[Problem]) -> None:
    """Print warnings about a case on standard error."""
    for each in warnings:
        complain(describe(each))
