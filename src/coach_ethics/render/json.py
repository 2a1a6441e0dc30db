"""Results as plain JSON, and an assessment back from it. The layout is stable: keys are added, never changed."""

from __future__ import annotations

import json
from typing import Any

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment, Choice, PolicyIdentity, UndeterminedNorm
from coach_ethics.assessment.explanation import Explanation, Ground, NormReason, Reason
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.questions import Question
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.findings import Finding, Status
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Citation, Objection, Policy
from coach_ethics.model.situation import situation
from coach_ethics.problems import CaseProblems, Problem, Severity
from coach_ethics.source import Span


def dumped(data: object) -> str:
    """Data as JSON text, indented, in the order given."""
    return json.dumps(data, ensure_ascii=False, indent=2)


@takes(result=Assessment)
def assessment_json(result: Assessment) -> str:
    """An assessment as JSON text.

    >>> import json
    >>> import coach_ethics as ce
    >>> json.loads(ce.assessment_json(ce.assess({}, "collusion")))["policy"]["name"]
    'collusion'
    """
    return dumped(assessment_data(result))


def assessment_data(result: Assessment) -> dict[str, Any]:
    """An assessment as plain data."""
    identity = result.policy
    return {
        "policy": {
            "name": identity.name,
            "title": identity.title,
            "version": identity.version,
            "digest": identity.digest,
        },
        "engine": result.engine,
        "situation": dict(result.situation.values),
        "statuses": {
            act: {"status": found.status.value, "determined": found.determined}
            for act, found in result.findings.items()
        },
        "choices": [
            {
                "course": sorted(choice.course),
                "open": choice.open,
                "may_be_ruled_out_by": list(choice.may_be_ruled_out_by),
                "waits_for": list(choice.waits_for),
            }
            for choice in result.choices
        ],
        "conflicts": [sorted(conflict) for conflict in result.conflicts],
        "trade_offs": [
            {"kept": sorted(each.kept), "breached": sorted(each.breached), "courses": [sorted(c) for c in each.courses]}
            for each in result.trade_offs
        ],
        "concepts": dict(result.concepts),
        "norms": dict(result.norms),
        "undetermined": [{"norm": each.norm, "waits_for": list(each.waits_for)} for each in result.undetermined],
        "unlisted": result.unlisted,
        "warnings": list(map(problem_data, result.warnings)),
        "judgements": {act: list(facts) for act, facts in result.judgements.items() if facts},
        "questions": list(map(question_data, result.questions)),
        "objections": {
            norm.name: list(map(objection_data, norm.objections))
            for norm in result.prepared.policy.norms
            if norm.objections and result.norms[norm.name]
        },
    }


def question_data(question: Question) -> dict[str, Any]:
    """A question as plain data."""
    return {
        "fact": question.fact,
        "ask": question.ask,
        "means": question.means,
        "judgement": question.judgement,
        "acts": list(question.acts),
        "determines": question.determines,
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain data."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "help": problem.help,
        "path": problem.path,
        "place": _place(problem.span) if problem.span else None,
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def objection_data(objection: Objection) -> dict[str, Any]:
    """An objection with its answer as plain data."""
    return {
        "objection": objection.objection,
        "answer": objection.answer,
        "cites": list(map(_citation, objection.cites)),
    }


@takes(text=str, policy=Policy)
def read_assessment(text: str, policy: Policy) -> Assessment:
    """The assessment that `assessment_json` wrote, given the policy that it was made with.

    Raises CaseProblems: A201 where the text isn't such JSON, A202 where it was made with another policy.

    >>> import coach_ethics as ce
    >>> result = ce.assess({}, "collusion")
    >>> ce.read_assessment(ce.assessment_json(result), ce.load_policy("collusion")) == result
    True
    """
    try:
        return _assessment(json.loads(text), policy)
    except CaseProblems:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        said = "this is not an assessment as `coach-ethics assess --format json` prints it"
        raise CaseProblems([Problem("A201", said)]) from None


def _assessment(data: dict[str, Any], policy: Policy) -> Assessment:
    ready = prepared(policy, str(data["engine"]))
    if data["policy"]["digest"] != ready.digest:
        made = f"`{data['policy']['name']} {data['policy']['version']}`"
        said = f"this assessment was made with {made}, which differs from `{policy.name} {policy.version}` as it is now"
        raise CaseProblems([Problem("A202", said, help="give the policy that it was made with, or assess again")])
    return Assessment(
        policy=PolicyIdentity(**data["policy"]),
        engine=data["engine"],
        situation=situation(data["situation"], policy.vocabulary),
        findings={act: Finding(Status(each["status"]), each["determined"]) for act, each in data["statuses"].items()},
        choices=tuple(
            Choice(frozenset(each["course"]), tuple(each["may_be_ruled_out_by"]), tuple(each["waits_for"]))
            for each in data["choices"]
        ),
        conflicts=tuple(map(frozenset, data["conflicts"])),
        trade_offs=tuple(
            TradeOff(frozenset(each["kept"]), frozenset(each["breached"]), tuple(map(frozenset, each["courses"])))
            for each in data["trade_offs"]
        ),
        concepts=data["concepts"],
        norms=data["norms"],
        undetermined=tuple(UndeterminedNorm(each["norm"], tuple(each["waits_for"])) for each in data["undetermined"]),
        unlisted=data["unlisted"],
        prepared=ready,
        warnings=tuple(map(_warning, data.get("warnings", ()))),
    )


def _warning(data: dict[str, Any]) -> Problem:
    """A warning without its place: the text in which it stood isn't kept."""
    return Problem(
        data["code"], data["message"], help=data["help"], severity=Severity(data["severity"]), path=data["path"]
    )


def explanation_json(why: Explanation) -> str:
    """An explanation as JSON text."""
    return dumped(explanation_data(why))


def explanation_data(why: Explanation) -> dict[str, Any]:
    """An explanation as plain data, its conditions as text."""
    return {
        "act": why.act,
        "status": why.finding.status.value,
        "determined": why.finding.determined,
        "grounds": list(map(_ground, why.grounds)),
        "failing": list(map(_ground, why.failing)),
        "waits_for": list(why.waits_for),
        "judgements": list(why.judgements),
        "citations": list(map(_citation, why.citations)),
    }


def _ground(ground: Ground) -> dict[str, Any]:
    return {"verdict": ground.verdict.value, "holds": ground.truth, "norms": list(map(_norm, ground.norms))}


def _norm(reason: NormReason) -> dict[str, Any]:
    return {
        "norm": reason.norm.name,
        "in_force": reason.in_force,
        "because": reason.norm.because,
        "cites": list(map(_citation, reason.norm.cites)),
        "objections": list(map(objection_data, reason.norm.objections)),
        "reasons": list(map(_reason, reason.reasons)),
        "overriding": list(map(_norm, reason.overriding)),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "condition": write_condition(reason.condition),
        "holds": reason.truth,
        "concept": reason.concept.name if reason.concept else None,
        "facts": {given.fact: given.value for given in reason.given},
        "below": list(map(_reason, reason.below)),
    }


def _citation(cite: Citation) -> str:
    return f"{cite.source} {cite.place}".strip()
