"""An assessment read back from JSON: its situation is assessed again and compared with what the text says."""

from __future__ import annotations

import json
from collections.abc import Iterator

from attrs import evolve

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import prepared_again
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import as_data
from coach_ethics.language.policies.rebind import dated
from coach_ethics.language.schema.document import POLICY_ASKED, read_kept
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Maybe, Only, Record, Text, ValueShape
from coach_ethics.model.day import day_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import situation
from coach_ethics.problems import CaseProblems, Problem, Severity, quoted
from coach_ethics.render.result_forms import RESULTS

_WARNING = Record(
    "a warning",
    (
        Key("code", Text(), "its code", required=True),
        Key("message", Text(), "what is wrong", required=True),
        Key("help", Maybe(Text()), "the fix"),
        Key("severity", Only(tuple(Severity)), "how bad it is", required=True),
        Key("path", Maybe(Text()), "where it is, in structured data"),
    ),
    open=True,
)
ASSESSMENT = Record(
    "the assessment",
    (
        Key("policy", POLICY_ASKED, "the policy under which it was assessed", required=True),
        Key("engine", Text(), "the engine that answered", required=True),
        Key("situation", MappingShape(Text(), ValueShape(free=True)), "the facts that were known", required=True),
        Key("warnings", ListShape(_WARNING), "what the case says and the policy doesn't read"),
    ),
    means="What a policy says of a situation.",
    open=True,
)
"""The layout of what an assessment is read back from; the rest of it follows from this."""

_FOLLOWS = (
    "findings",
    "choices",
    "conflicts",
    "trade_offs",
    "concepts",
    "norms",
    "undetermined",
    "by_cases",
    "companions",
)


@takes(text=str, policy=Policy)
def read_assessment(text: str, policy: Policy) -> Assessment:
    """The assessment that `assessment_json` wrote, given the policy with which it was made.

    The situation is assessed again, with the same engine where it is installed: what the text says isn't taken on
    trust. Raises CaseProblems: A201 where the text isn't such JSON, A202 where it was made with a policy of another
    meaning, A203 where it doesn't say what the policy says, F201 and F202 where its situation doesn't fit the policy,
    F309 and F310 where it breaks a constraint.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import read_assessment
    >>> policy = ce.load_policy("collusion")
    >>> result = ce.assess({"block.present": True}, policy)
    >>> read_assessment(ce.assessment_json(result), policy) == result
    True
    """
    said = "this is not an assessment as `coach-ethics assess --format json` prints it"
    kept = read_kept(text, JsonFormat.ASSESSMENT, ASSESSMENT, Problem("A201", said))
    policy = dated(policy, day_of(kept["on"])) if kept.get("on") else policy
    ready = prepared_again(policy, kept["engine"])
    if kept["policy"]["digest"] != ready.digest:
        made = f"`{kept['policy']['name']} {kept['policy']['version']}`"
        said = f"this assessment was made with {made}, which differs from `{policy.name} {policy.version}` as it is now"
        raise CaseProblems([Problem("A202", said, help="give the policy that it was made with, or assess again")])
    found = assess_prepared(ready, require_possible(situation(kept["situation"], policy.vocabulary), ready))
    problems = [
        problem
        for part in _FOLLOWS
        for problem in _otherwise(kept.get(part), as_data(getattr(found, part), RESULTS), f"$.{part}")
    ]
    if problems:
        raise CaseProblems(problems)
    return evolve(found, warnings=tuple(map(_warning, kept.get("warnings", ()))))


def _otherwise(then: object, now: object, path: str) -> Iterator[Problem]:
    """A203 for each part in which a text says otherwise; the order of lists means nothing."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            yield from _otherwise(then.get(key), now.get(key), f"{path}.{key}")
    elif _written(then) != _written(now):
        said = f"this says {quoted(_written(then))}, and the policy says {quoted(_written(now))}"
        yield Problem("A203", said, path=path, help="assess again")


def _written(data: object) -> str:
    ordered = sorted(map(_written, data)) if isinstance(data, list) else data
    return json.dumps(ordered, sort_keys=True, ensure_ascii=False)


def _warning(data: dict[str, str]) -> Problem:
    """A warning without its place: the text in which it stood isn't kept."""
    severity = Severity(data["severity"])
    return Problem(data["code"], data["message"], help=data.get("help"), severity=severity, path=data.get("path"))
