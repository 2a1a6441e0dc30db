"""Receipts: an assessment kept as canonical JSON, so that it can be evaluated again later and held against it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.engines.registry import evaluates_here, version
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import situation
from coach_ethics.problems import CaseProblems, Problem

FORMAT = "coach-ethics receipt 1"


@frozen
class Identical:
    """The assessment comes out as the receipt says, under a policy of the same meaning.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> kept = ce.receipt(ce.assess({}, "collusion"), date(2026, 1, 1))
    >>> ce.replay(kept, ce.load_policy("collusion"))
    Identical()
    """


@frozen
class ReceiptDifference:
    """Something that isn't as the receipt says; `now` and `then` are plain data, None where it isn't there at all.

    `what` is its path in the receipt, such as `result.statuses.withdraw`.
    """

    what: str
    then: object
    now: object


@frozen
class Differs:
    """What isn't as the receipt says, and why: what differs in what the assessment was made from.

    With a policy of the same meaning, the same engine and situation a result can't differ: then the receipt was
    `altered`. A policy that means something else may still give the same result: then `differences` is empty.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> kept = ce.receipt(ce.assess({}, "collusion"), date(2026, 1, 1))
    >>> "policy.name" in {each.what for each in ce.replay(kept, ce.load_policy("essay")).why}
    True
    """

    differences: tuple[ReceiptDifference, ...]
    why: tuple[ReceiptDifference, ...]
    altered: bool


Replay: TypeAlias = Identical | Differs


@takes(result=Assessment)
def receipt(result: Assessment, on: DayGiven) -> str:
    """The receipt of an assessment made on a day: canonical JSON in ASCII, the same text for the same assessment.

    Raises CaseProblems (X409) where `on` is no day.

    >>> import json
    >>> import coach_ethics as ce
    >>> json.loads(ce.receipt(ce.assess({}, "collusion"), "2026-01-01"))["on"]
    '2026-01-01'
    """
    return json.dumps(_data(result, day_of(on)), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


@takes(text=str, policy=Policy)
def replay(text: str, policy: Policy) -> Replay:
    """Evaluate the situation of a receipt again under a policy, with the receipt's engine if it is installed.

    Raises CaseProblems: A103 where the text isn't a receipt, F201 and F202 where its situation doesn't fit the policy.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> kept = ce.receipt(ce.assess({}, "collusion"), date(2026, 1, 1))
    >>> ce.replay(kept, ce.load_policy("collusion"))
    Identical()
    """
    then = _read(text)
    engine = then["engine"]["name"]
    ready = prepared(policy, engine if evaluates_here(engine) else "reference")
    found = assess_prepared(ready, situation(then["situation"], policy.vocabulary))
    now = _data(found, date.fromisoformat(then["on"]))
    why = tuple(_differences(then, now, ("policy", "engine")))
    if then["policy"].get("digest") == now["policy"]["digest"]:
        # A version that means the same differs in words alone.
        why = tuple(each for each in why if each.what != "policy.version")
    differences = tuple(_differences(then, now, ("result",)))
    if not why and not differences:
        return Identical()
    return Differs(differences, why, altered=bool(differences) and not why)


def _data(result: Assessment, on: date) -> dict[str, Any]:
    identity = result.policy
    return {
        "receipt": FORMAT,
        "on": on.isoformat(),
        "policy": {"name": identity.name, "version": identity.version, "digest": identity.digest},
        "engine": {"name": result.engine, "version": version(result.engine)},
        "situation": dict(result.situation.values),
        "result": {
            "statuses": {act: found.status.value for act, found in result.findings.items()},
            "determined": {act: found.determined for act, found in result.findings.items()},
            "norms": dict(result.norms),
            "concepts": dict(result.concepts),
            # Their order is that of the policy's parts, which means nothing.
            "choices": sorted(sorted(choice.course) for choice in result.choices),
            "conflicts": sorted(sorted(each) for each in result.conflicts),
        },
    }


def _read(text: str) -> dict[str, Any]:
    problem = Problem("A103", "this is not a receipt", help="give the unchanged text that `receipt` returned")
    try:
        data = json.loads(text)
        date.fromisoformat(data["on"])
        parts = (data["policy"], data["engine"], data["situation"], data["result"])
        if data["receipt"] != FORMAT or not all(isinstance(part, dict) for part in parts):
            raise CaseProblems([problem])
        str(data["engine"]["name"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CaseProblems([problem]) from None
    return dict(data)


def _differences(then: dict[str, Any], now: dict[str, Any], parts: tuple[str, ...]) -> list[ReceiptDifference]:
    flat = [{name: value for part in parts for name, value in _flat(part, data[part])} for data in (then, now)]
    names = sorted({*flat[0], *flat[1]})
    return [ReceiptDifference(name, flat[0].get(name), flat[1].get(name)) for name in names if not _same(name, *flat)]


def _same(name: str, then: dict[str, object], now: dict[str, object]) -> bool:
    return name in then and name in now and json.dumps(then[name]) == json.dumps(now[name])


def _flat(name: str, value: object) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        return [(name, value)]
    return [pair for key, below in value.items() for pair in _flat(f"{name}.{key}", below)]
