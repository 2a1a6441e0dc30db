"""Receipts: an assessment stored as canonical JSON, so that it can be repeated and compared later."""

from __future__ import annotations

import json
from typing import TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.engines.registry import evaluates_here, version
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, as_data
from coach_ethics.language.schema.document import POLICY_ASKED, read_kept
from coach_ethics.language.schema.shapes import Anything, DayShape, Key, MappingShape, Record, Text, ValueShape
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import situation
from coach_ethics.problems import Problem


@frozen
class Identical:
    """The assessment is the same as in the receipt, under a policy with the same meaning.

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
    """What differs from the receipt, and why: the inputs of the assessment that have changed.

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
    return json.dumps(receipt_data(result, on), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


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
    now = receipt_data(found, then["on"])
    why = tuple(_differences(then, now, ("policy", "engine")))
    if then["policy"]["digest"] == now["policy"]["digest"]:
        # A version that means the same differs in words alone.
        why = tuple(each for each in why if each.what != "policy.version")
    differences = tuple(_differences(then, now, ("result",)))
    if not why and not differences:
        return Identical()
    return Differs(differences, why, altered=bool(differences) and not why)


@takes(result=Assessment)
def receipt_data(result: Assessment, on: DayGiven) -> Data:
    """The receipt of an assessment made on a day, as plain data. Raises CaseProblems (X409) where `on` is no day."""
    identity = result.policy
    return {
        "format": JsonFormat.RECEIPT.value,
        "on": day_of(on).isoformat(),
        "policy": {"name": identity.name, "version": identity.version, "digest": identity.digest},
        "engine": {"name": result.engine, "version": version(result.engine)},
        "situation": as_data(result.situation),
        "result": {
            "statuses": as_data(result.statuses),
            "determined": {act: found.determined for act, found in result.findings.items()},
            "norms": as_data(result.norms),
            "concepts": as_data(result.concepts),
            # Their order is that of the policy's parts, which means nothing.
            "choices": sorted(sorted(choice.course) for choice in result.choices),
            "conflicts": sorted(sorted(each) for each in result.conflicts),
        },
    }


RECEIPT = Record(
    "the receipt",
    (
        Key("on", DayShape(), "the day on which it was made", required=True),
        Key("policy", POLICY_ASKED, "the policy under which it was assessed", required=True),
        Key(
            "engine",
            Record(
                "the engine",
                (
                    Key("name", Text(), "its name", required=True),
                    Key("version", Text(), "its version", required=True),
                ),
            ),
            "the engine that answered",
            required=True,
        ),
        Key("situation", MappingShape(Text(), ValueShape(free=True)), "the facts that were known", required=True),
        Key("result", MappingShape(Text(), Anything()), "what the policy said", required=True),
    ),
    means="An assessment that can be evaluated again.",
    open=True,
)
"""The layout of a receipt."""


def _read(text: str) -> Data:
    help_ = "give the unchanged text that `receipt` returned"
    return read_kept(text, JsonFormat.RECEIPT, RECEIPT, Problem("A103", "this is not a receipt", help=help_))


def _differences(then: Data, now: Data, parts: tuple[str, ...]) -> list[ReceiptDifference]:
    flat = [{name: value for part in parts for name, value in _flat(part, data[part])} for data in (then, now)]
    names = sorted({*flat[0], *flat[1]})
    return [ReceiptDifference(name, flat[0].get(name), flat[1].get(name)) for name in names if not _same(name, *flat)]


def _same(name: str, then: dict[str, object], now: dict[str, object]) -> bool:
    return name in then and name in now and json.dumps(then[name]) == json.dumps(now[name])


def _flat(name: str, value: object) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        return [(name, value)]
    return [pair for key, below in value.items() for pair in _flat(f"{name}.{key}", below)]
