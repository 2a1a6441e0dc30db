"""Answers for a language model: what is derived, apart from what was told and what was assumed."""

from __future__ import annotations

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.language.data import Data, as_data
from coach_ethics.render.json import assessment_data
from coach_ethics.render.result_forms import RESULTS

_DERIVED = ("policy", "on", "choices", "conflicts", "trade_offs", "advised", "advised_against", "notices_shown")
_MOST_QUESTIONS = 5
REMINDER = (
    "What is `derived` follows from the policy and from `told`, and from nothing else. Say which facts were told, "
    "which are unknown, and what was presumed; don't state a status that isn't here. This supports a coach's own "
    "judgement and supervision; it replaces neither."
)
"""What every answer ends with: a model that has read much meanwhile has forgotten its instructions."""


def derived_answer(result: Assessment, derived: Data) -> Data:
    """An answer under four keys: `told`, `derived`, `assumed` and `reminder`."""
    return {"told": as_data(result.situation), "derived": derived, "assumed": assumed(result), "reminder": REMINDER}


def assessment_answer(result: Assessment) -> Data:
    """An assessment in brief: acts by their statuses, choices, conflicts, notices."""
    whole = assessment_data(result)
    acts: dict[str, list[str]] = {}
    for act, status in result.statuses.items():
        acts.setdefault(status.value, []).append(act)
    kept = {key: whole[key] for key in _DERIVED}
    kept["choices"] = [
        {"course": each["course"], "open": each["open"], "waits_for": each["waits_for"]} for each in whole["choices"]
    ]
    return derived_answer(result, {"acts": acts, **kept, "warnings": [each["message"] for each in whole["warnings"]]})


def assumed(result: Assessment) -> Data:
    """What nobody told: unknown facts that matter, what is presumed and what that comes to, and the coach's judgements.

    Nothing that is derived rests on what is unknown; what rests on presumptions is here, and not among what is derived.
    """
    presumed = result.presumed
    return {
        "unknown": [{"fact": each.fact, "ask": each.ask} for each in result.questions[:_MOST_QUESTIONS]],
        "more_unknown": max(0, len(result.questions) - _MOST_QUESTIONS),
        "presumed": [{"fact": each.name, "value": each.value, "says": each.says} for each in presumed.presumptions],
        "on_presumptions": {
            act: {"status": each.finding.status.value, "rests_on": list(each.rests_on)}
            for act, each in presumed.acts.items()
        },
        "own_judgements": _judgements(result),
    }


def _judgements(result: Assessment) -> list[str]:
    """Told facts that are the coach's own judgement, on which a status rests: matter for supervision."""
    behind = {fact for facts in result.judgements.values() for fact in facts}
    judged: list[str] = as_data(frozenset(fact for fact in behind if result.situation[fact] is not None), RESULTS)
    return judged
