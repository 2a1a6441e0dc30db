"""What the studies found, as JSON text: a `format` with a version, and keys called as attributes are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import DataForm, Forms, as_data
from coach_ethics.model.policy import Policy
from coach_ethics.render.json import dumped
from coach_ethics.render.positions import VERBS
from coach_ethics.render.result_forms import RESULTS
from coach_ethics_studies.dilemmas.answer import AnsweredCase
from coach_ethics_studies.disagreements.known import Query
from coach_ethics_studies.disagreements.recover import Recovered, Recovery, Sought
from coach_ethics_studies.validation.cases import LeftOut, PublishedCase
from coach_ethics_studies.validation.figures import ValidationFigures, figures
from coach_ethics_studies.validation.validate import OptionOutcome, Validation, distinct


def recovery_json(found: Recovery) -> str:
    """The known disagreements and which of them were found, as JSON text."""
    return dumped({"format": JsonFormat.DISAGREEMENTS, **as_data(found, FORMS)})


def validation_json(found: Validation) -> str:
    """What codes say of published cases, as JSON text."""
    return dumped({"format": JsonFormat.VALIDATION, **as_data(found, FORMS)})


def dilemmas_json(cases: Sequence[AnsweredCase]) -> str:
    """What policies say of hard cases, as JSON text."""
    return dumped({"format": JsonFormat.DILEMMAS, "dilemmas": list(map(_dilemma, cases))})


def _dilemma(answered: AnsweredCase) -> Mapping[str, object]:
    case = answered.case
    every = (answered.result, *(answered.codes.results if answered.codes is not None else ()))
    return {
        "id": case.id,
        "title": case.title,
        "notices": [each.notice.name for each in answered.result.notices_shown if each.holds],
        "statuses": {
            act: {result.policy.name: result.statuses[act] for result in every if act in result.statuses}
            for act in case.about
        },
    }


def _questions(each: Recovered) -> list[object]:
    """Each query of a disagreement: what the codes were found to say, and which pairs of them differ."""
    return [
        {
            "about": query.about,
            "act": query.act,
            "statuses": _statuses(query, each.sought),
            "pairs": [sought for sought in each.sought if sought.query is query],
        }
        for query in each.known.queries
    ]


def _statuses(query: Query, sought: Iterable[Sought]) -> Mapping[str, str]:
    return {
        position.policy: "must one of" if position.one_of else VERBS[position.status]
        for each in sought
        if each.query is query
        for position in each.positions
    }


def _by_outcome(found: Validation) -> Mapping[OptionOutcome, int]:
    """How many different options came out so, each counted once however many codes it was put to."""
    return {kind: distinct([held for held in found.held if held.outcome is kind]) for kind in OptionOutcome}


def _by_policy(found: Validation) -> Mapping[str, ValidationFigures]:
    every = (*found.held, *found.practice)
    names = sorted({each.policy.name for each in every})
    return {name: figures(each for each in every if each.policy.name == name) for name in names}


def _left_out(found: Validation) -> list[Mapping[str, object]]:
    def told(case: PublishedCase, option: LeftOut) -> Mapping[str, object]:
        return {"case": case.id, "label": option.label, "option": option.says, "why": option.why}

    return [told(case, option) for case, option in found.left_out]


def _code(policy: Policy) -> str:
    """A code among those compared: by its name alone."""
    return policy.name


FORMS: Forms = MappingProxyType(
    {
        **RESULTS,
        "Policy": _code,
        "Recovery": DataForm(
            keys=("policies", "disagreements"), computed={"disagreements": lambda found: found.recovered}
        ),
        "Recovered": DataForm(
            keys=("id", "title", "found", "not_compared", "out_of_reach", "questions"),
            computed={
                "id": lambda each: each.known.id,
                "title": lambda each: each.known.title,
                "not_compared": lambda each: each.absent,
                "out_of_reach": lambda each: each.known.out_of_reach,
                "questions": _questions,
            },
        ),
        "Sought": DataForm(keys=("one", "other", "found", "alone")),
        "Validation": DataForm(
            keys=("figures", "by_policy", "outcomes", "held", "distinct", "practice", "left_out", "not_put"),
            computed={
                "figures": lambda found: figures(found.held),
                "by_policy": _by_policy,
                "outcomes": Validation.outcomes,
                "distinct": _by_outcome,
                "left_out": _left_out,
                "not_put": lambda found: {case.id: case.not_put for case in found.not_put},
            },
        ),
        "ValidationFigures": DataForm(
            keys=("judged", "coverage", "table", "coverage_presuming", "presumed", "keyed_ruled_out", "key_told")
        ),
        "Contingency": DataForm(
            also=("decided", "agreement", "allowing_everything", "rejected_ruled_out", "approved_allowed", "kappa")
        ),
        "Proportion": DataForm(
            also=("share", "interval"), computed={"interval": lambda proportion: proportion.interval()}
        ),
        "Held": DataForm(
            keys=("case", "label", "tier", "policy", "option", "verdict", "answer", "outcome", "norms", "waits_for"),
            also=("spoken", "named_as_due", "presumed", "going_with"),
            computed={
                "case": lambda held: held.case.id,
                "label": lambda held: held.option.label,
                "tier": lambda held: held.case.tier,
                "option": lambda held: held.option.says,
                "verdict": lambda held: held.option.verdict,
                "named_as_due": lambda held: held.asked_rightly,
            },
        ),
    }
)
"""How results of the studies are written, by the name of their class."""
