"""Reason about a coach's duties: what must I do, what must I not do, what are my choices, and why?

    import coach_ethics as ce

    policy = ce.load_policy("essay")
    result = ce.assess(ce.load_engagement("examples/essay.yaml"), policy)
    result.statuses["renegotiate"]  # Status.FORBIDDEN
    result.why("renegotiate")       # from the status down to the facts

What goes with one of these names stands in its package: `coach_ethics.interview` has `next_question` and `answer`,
`coach_ethics.testing` has laws and strategies. `docs/tutorial.md` shows the way to a policy of your own.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import judge
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.load import load_engagement
from coach_ethics.findings import Status
from coach_ethics.interview.state import interview
from coach_ethics.language.load import load_policies, load_policy
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem

if TYPE_CHECKING:
    from coach_ethics.analysis.compare.comparison import compare
    from coach_ethics.analysis.proofs.prove import prove
    from coach_ethics.assessment.compare_case import compare_case
    from coach_ethics.assessment.receipt import receipt, replay
    from coach_ethics.cohorts.frames import assess_frame
    from coach_ethics.language.policies.merge import merge_policies
    from coach_ethics.render.json import assessment_json, read_assessment

__all__ = [
    "Assessment",
    "CaseProblems",
    "Engagement",
    "Policy",
    "PolicyProblems",
    "Problem",
    "Situation",
    "Status",
    "assess",
    "assess_frame",
    "assessment_json",
    "compare",
    "compare_case",
    "interview",
    "judge",
    "load_engagement",
    "load_policies",
    "load_policy",
    "merge_policies",
    "prove",
    "read_assessment",
    "receipt",
    "replay",
]

_LATER = MappingProxyType(
    {
        "assess_frame": "coach_ethics.cohorts.frames",
        "assessment_json": "coach_ethics.render.json",
        "compare": "coach_ethics.analysis.compare.comparison",
        "prove": "coach_ethics.analysis.proofs.prove",
        "read_assessment": "coach_ethics.render.json",
        "receipt": "coach_ethics.assessment.receipt",
        "replay": "coach_ethics.assessment.receipt",
        "compare_case": "coach_ethics.assessment.compare_case",
        "merge_policies": "coach_ethics.language.policies.merge",
    }
)
"""What is loaded when it is first asked for, since most programs that assess cases never do."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=None)
    found: object = getattr(import_module(_LATER[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
