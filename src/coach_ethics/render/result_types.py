"""What each JSON document holds: the one list of results, each with its format and its schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.coverage.clauses import CodesCoverage
from coach_ethics.analysis.proofs.answers import Proofs
from coach_ethics.analysis.sensitivity import PolicyImportance
from coach_ethics.arguments import takes
from coach_ethics.assessment.ahead import Ahead
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.compare_case import CaseComparison
from coach_ethics.assessment.determine import DeterminingFacts
from coach_ethics.assessment.explanation import Explanation
from coach_ethics.assessment.judge import Judgement
from coach_ethics.assessment.since import Since
from coach_ethics.assessment.what_if import Change
from coach_ethics.findings import Status
from coach_ethics.interview.expected import ExpectedQuestions
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.interview.replies import Reply
from coach_ethics.interview.state import Answered
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Keys
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Fact, Value
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.render.brief import Brief
from coach_ethics.render.derived_schema import Schema, schema_from
from coach_ethics.render.facts import SharedAct
from coach_ethics.render.mutation import Mutated
from coach_ethics.render.reasons import Reasons
from coach_ethics.render.replay import Replayed
from coach_ethics.render.result_forms import RESULTS, SUMMARY
from coach_ethics.render.scenarios import Tested

_IDENTITY = {"name": str, "version": str, "digest": str}

_WORDS = {"words": dict[str, dict[str, str]]}
_EDITION = Keys(also=_IDENTITY, optional={"family": str, "effective": date, "until": date})
_TRUTHS = dict[str, bool | None]
_RECEIPT = Keys(
    also={
        "on": date,
        "library": str,
        "policy": _EDITION,
        "parts": dict[str, dict[str, str]],
        "engine": Keys(also={"name": str, "version": str}),
        "records": (dict[str, object], None),
        "situation": dict[str, Value],
        "result": Keys(
            also={
                "statuses": dict[str, Status],
                "determined": dict[str, bool],
                "norms": _TRUTHS,
                "concepts": _TRUTHS,
                "choices": list[list[str]],
                "conflicts": list[list[str]],
            },
            optional={"notices": _TRUTHS},
        ),
    },
    optional={"previous": str, "seal": str},
)

# partial: what studies of this project write is no part of the library
RESULT_TYPES: Mapping[JsonFormat, Any] = MappingProxyType(
    {
        JsonFormat.ASSESSMENT: Keys((Assessment,), optional=_WORDS),
        JsonFormat.BRIEF: Keys((Brief,), optional=_WORDS),
        JsonFormat.CASE_COMPARISON: CaseComparison,
        JsonFormat.CHANGES: Keys(also={"changes": list[Change]}),
        JsonFormat.COHORT_RECEIPT: Keys(
            also={
                "library": str,
                "policy": Keys(also=_IDENTITY),
                "rows": int,
                "facts": dict[str, str],
                "statuses": dict[str, str],
                "notes": dict[str, object],
            }
        ),
        JsonFormat.COMPARISON: PolicyComparison,
        JsonFormat.COMPARISONS: Keys(also={"variants": Keys((PolicyComparison,), {"variant": str}, many=True)}),
        JsonFormat.COVERAGE: CodesCoverage,
        JsonFormat.DETERMINING: Keys(also={"determining": list[DeterminingFacts]}),
        JsonFormat.EXPLANATION: Keys((Explanation, Keys((Explanation,), beside=(Reasons,)))),
        JsonFormat.FACTS: Keys(also={"facts": list[Fact], "acts": list[SharedAct]}),
        JsonFormat.IMPORTANCE: Keys((PolicyImportance,), {"questions": list[ExpectedQuestions]}),
        JsonFormat.INTERVIEW: Keys(
            also={
                "policy": Keys(also=_IDENTITY),
                "wording": str,
                "parts": dict[str, str],
                "engine": str,
                "about": list[str],
                "given": dict[str, Value],
                "answers": list[Answered],
                "on": (date, None),
                "engagement": (str, None),
            }
        ),
        JsonFormat.JUDGEMENT: Judgement,
        JsonFormat.MUTATION: Keys(also={"policies": list[Mutated]}),
        JsonFormat.POLICIES: Keys(also={"policies": list[Policy]}),
        JsonFormat.PROBLEMS: Keys(also={"policies": int, "problems": list[Problem]}),
        JsonFormat.PROOFS: Keys(also={"findings": int, "policies": list[Proofs]}),
        JsonFormat.QUESTION: Keys((InterviewQuestion,), {"progress": Progress}),
        JsonFormat.REASONS: Reasons,
        JsonFormat.RECEIPT: _RECEIPT,
        JsonFormat.REPLAY: Keys(also={"receipts": list[Replayed], "problems": list[Problem]}),
        JsonFormat.REPLY: Reply,
        JsonFormat.SCENARIOS: Keys(also={"passed": int, "failed": int, "policies": list[Tested]}),
        JsonFormat.SINCE: Since,
        JsonFormat.STUDY: "Study",  # by its name: its module takes narwhals, which no other result needs
        JsonFormat.TIMELINE: Ahead,
    }
)
"""What the library's results hold, by their format."""


@takes(result=str)
def result_schema(result: str) -> Schema:
    """The JSON Schema (2020-12) of a result, as plain data: each of its keys, and no other.

    `result` is called as in its format, such as `assessment`. Raises CaseProblems (F206) where there is no such result.

    >>> from coach_ethics.render import result_schema
    >>> result_schema("assessment")["properties"]["format"]
    {'const': 'coach-ethics assessment 1'}
    """
    formats = {each.value.split()[1]: each for each in RESULT_TYPES}
    if result not in formats:
        help_ = did_you_mean(result, formats) or f"results are {', '.join(formats)}"
        raise CaseProblems([Problem("F206", f"`{quoted(result)}` is not a result that is written as JSON", help=help_)])
    format_ = formats[result]
    forms = {**RESULTS, "Policy": SUMMARY} if format_ is JsonFormat.POLICIES else RESULTS
    if format_ is JsonFormat.STUDY:
        import coach_ethics.cohorts.study  # noqa: F401 - has the class that is named
    return schema_from(format_.value, RESULT_TYPES[format_], forms)
