"""Many cases under one policy: each as `assess` would assess it alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import Case, assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.observer import Observer
from coach_ethics.coaching.policies import policy_named
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem


@takes(cases=Iterable, policy=Policy | str | Path, observer=Observer | None)
def assess_many(
    cases: Iterable[Case],
    policy: Policy | str | Path,
    *,
    engine: str | None = None,
    on: DayGiven | None = None,
    observer: Observer | None = None,
) -> tuple[Assessment, ...]:
    """What the policy says of each of the cases, in their order; the policy is made ready once.

    The arguments are those of `assess`. Cohorts of columns are assessed faster by `assess_frame`.

    Raises what `assess` does; CaseProblems with what is wrong with any of the cases, each told by its number, from 1.

    >>> from coach_ethics.assessment import assess_many
    >>> cases = [{"coach.takes_credit": True}, {"coach.takes_credit": False}]
    >>> [result.statuses["claim_credit"].value for result in assess_many(cases, "collusion")]
    ['forbidden', 'forbidden']
    """
    ready = dated(policy_named(policy, on=on), day_asked(on))
    found: list[Assessment] = []
    problems: list[Problem] = []
    for number, case in enumerate(cases, 1):
        try:
            found.append(assess(case, ready, engine=engine, on=on, observer=observer))
        except CaseProblems as wrong:
            problems += (evolve(each, message=f"case {number}: {each.message}") for each in wrong.problems)
    if problems:
        raise CaseProblems(problems)
    return tuple(found)
