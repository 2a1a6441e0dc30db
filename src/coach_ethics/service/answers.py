"""Questions about a case, answered as plain data in the formats that the library writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from attrs import evolve

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.compare_case import compare_case
from coach_ethics.assessment.view import view
from coach_ethics.findings import Status
from coach_ethics.language.data import Data, as_data
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, Problems
from coach_ethics.render.json import (
    assessment_data,
    case_comparison_data,
    changes_data,
    determining_data,
    explanation_data,
    judgement_data,
)
from coach_ethics.render.reasons import reasons_for
from coach_ethics.render.result_forms import RESULTS
from coach_ethics.service.catalogue import Catalogue
from coach_ethics.service.layouts import ALLOW


def day_in(request: Data) -> date | None:
    """The day that a request asks about; None for today."""
    return date.fromisoformat(request["on"]) if request.get("on") else None


@contextmanager
def placed_under(path: str) -> Iterator[None]:
    """Problems of what stands at a path of a request, told by their paths in the request."""
    try:
        yield
    except CaseProblems as found:
        raise CaseProblems([_under(path, each) for each in found.problems]) from None


def _under(path: str, problem: Problem) -> Problem:
    """F2xx and F3xx, slips of data, and facts told otherwise before: they count from the case.

    Others are of the request, or of no place.
    """
    if problem.code[0] not in "FY" and problem.code != "I109":
        return problem
    return evolve(problem, path=path + (problem.path or "$").removeprefix("$"))


def policy_of(served: Catalogue, request: Data) -> Policy:
    """The policy that a request names, on the day and in the language that it asks for."""
    return served.named(request["policy"], day_in(request), request.get("language"))


def assessed(served: Catalogue, request: Data) -> Assessment:
    """The assessment of the case of a request."""
    policy = policy_of(served, request)
    with placed_under("$.case"):
        return assess(request["case"], policy, on=day_in(request))


def assess_case(served: Catalogue, request: Data) -> Data:
    """What a policy says of a case."""
    return assessment_data(assessed(served, request), request.get("words", False))


def assess_batch(served: Catalogue, request: Data) -> Data:
    """What a policy says of each case in turn; of one that can't be assessed, its problems."""
    policy = policy_of(served, request)
    return {"results": [_one(case, f"$.cases[{at}]", policy, request) for at, case in enumerate(request["cases"])]}


def _one(case: Data, path: str, policy: Policy, request: Data) -> Data:
    try:
        with placed_under(path):
            result = assess(case, policy, on=day_in(request))
    except Problems as found:
        return {"problems": problems_as_data(found.problems)}
    return {"assessment": assessment_data(result, request.get("words", False))}


def problems_as_data(problems: tuple[Problem, ...]) -> list[Data]:
    """Problems as plain data: code, message, place, help, severity, path."""
    return [as_data(each, RESULTS) for each in problems]


def compare_on_case(served: Catalogue, request: Data) -> Data:
    """What several policies say of one case, side by side and together."""
    day = day_in(request)
    policies = [served.named(name, day, request.get("language")) for name in dict.fromkeys(request["policies"])]
    with placed_under("$.case"):
        return case_comparison_data(compare_case(request["case"], policies, on=day))


def explain_act(served: Catalogue, request: Data) -> Data:
    """Why an act has its status, and what that rests on."""
    result, act = assessed(served, request), request["act"]
    return explanation_data(result.why(act), reasons_for(act, result))


def change_act(served: Catalogue, request: Data) -> Data:
    """What would allow an act, forbid it, give it a status, or determine its status."""
    result, act = assessed(served, request), request["act"]
    match request.get("to", ALLOW):  # open: every other word is a status, as the layout has it
        case "determine":
            return determining_data(result.what_would_determine(act))
        case "allow":
            return changes_data(result.what_would_allow(act))
        case "forbid":
            return changes_data(result.what_would_forbid(act))
        case status:
            return changes_data(result.changes(act, Status(status)))


def judge_course(served: Catalogue, request: Data) -> Data:
    """Whether acts may be done together, and what that would breach."""
    return judgement_data(assessed(served, request).judge(request["acts"]))


def view_case(served: Catalogue, request: Data) -> Data:
    """What a policy says of a case, as somebody else may see it: by what they know themselves."""
    policy = policy_of(served, request)
    with placed_under("$.case"):
        seen = view(request["case"], policy, request["audience"], on=day_in(request))
    return assessment_data(seen, request.get("words", False))
