"""What the policies say of hard cases, worked out once for the page and for JSON."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.compare_case import CaseComparison, compare_case
from coach_ethics_studies.dilemmas.read import HardCase


@frozen
class AnsweredCase:
    """A hard case, with what its policy says of it and, where it names codes, what these say."""

    case: HardCase
    result: Assessment
    codes: CaseComparison | None


def answered(cases: Iterable[HardCase]) -> tuple[AnsweredCase, ...]:
    """The cases with their answers.

    Raises PolicyProblems where a policy can't be read, CaseProblems where facts or acts of a case don't fit it.
    """
    return tuple(map(_answered, cases))


def _answered(case: HardCase) -> AnsweredCase:
    result = assess(dict(case.given), case.policy)
    for act in case.about:
        result.require_act(act)
    return AnsweredCase(case, result, compare_case(dict(case.given), case.codes) if case.codes else None)
