"""Receipts: an assessment stored as canonical JSON, so that it can be repeated and compared later.

A receipt holds the day, the records that the facts follow from, the facts, the edition of the policy with a digest of
each of its parts, and the result. What is written in a record's own words isn't kept: no fact follows from it.

By itself a receipt shows what no longer agrees, and not who wrote it. With a `key` it has a seal (HMAC-SHA256), which
only who has the key can make; with `after` it names the receipt before it, so that none can be taken out of a row.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable

from attrs import evolve

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.coaching.given import without_texts
from coach_ethics.engines.registry import version
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, as_data
from coach_ethics.language.schema.document import POLICY_ASKED, read_kept
from coach_ethics.language.schema.shapes import Anything, DayShape, Key, MappingShape, Maybe, Record, Text, ValueShape
from coach_ethics.language.trees import json_data
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.digest import part_digests
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.version import __version__


@takes(result=Assessment, after=str | None, key=bytes | None)
def receipt(
    result: Assessment, on: DayGiven | None = None, *, after: str | None = None, key: bytes | None = None
) -> str:
    """The receipt of an assessment: canonical JSON in ASCII, the same text for the same assessment.

    `on` is the day on which it was made, by default the day that the assessment is of. `after` is the receipt that it
    follows in a row, and `key` a secret of the caller's with which it is sealed; `check_receipts` checks both.

    Raises CaseProblems (X409) where `on` is no day.

    >>> import json
    >>> import coach_ethics as ce
    >>> json.loads(ce.receipt(ce.assess({}, "collusion", on="2026-01-01")))["on"]
    '2026-01-01'
    """
    data = receipt_data(result, on)
    if after is not None:
        data["previous"] = _digest(after)
    if key is not None:
        data["seal"] = _seal(data, key)
    return _canonical(data)


@takes(result=Assessment)
def receipt_data(result: Assessment, on: DayGiven | None = None) -> Data:
    """The receipt of an assessment as plain data, with no seal. Raises CaseProblems (X409) where `on` is no day."""
    identity, policy = result.policy, result.prepared.policy
    edition = {"family": policy.family, "effective": as_data(policy.effective), "until": as_data(policy.until)}
    notices = {"notices": as_data(result.notices)} if result.notices else {}
    known = {name: value for name, value in edition.items() if value}
    return {
        "format": JsonFormat.RECEIPT.value,
        "on": day_of(result.on if on is None else on).isoformat(),
        "library": __version__,
        "policy": {"name": identity.name, "version": identity.version, "digest": identity.digest, **known},
        "parts": part_digests(policy),
        "engine": {"name": result.engine, "version": version(result.engine)},
        "records": _records(result),
        "situation": as_data(result.situation),
        "result": {
            "statuses": as_data(result.statuses),
            "determined": {act: found.determined for act, found in result.findings.items()},
            "norms": as_data(result.norms),
            "concepts": as_data(result.concepts),
            **notices,
            # Their order is that of the policy's parts, which means nothing.
            "choices": sorted(sorted(choice.course) for choice in result.choices),
            "conflicts": sorted(sorted(each) for each in result.conflicts),
        },
    }


def _records(result: Assessment) -> Data | None:
    if result.engagement is None:
        return None
    from coach_ethics.coaching.read import engagement_data  # loads cattrs, which facts alone needn't wait for

    return engagement_data(without_texts(result.engagement))


@takes(receipts=Iterable[str], key=bytes | None)
def check_receipts(receipts: Iterable[str], key: bytes | None = None) -> tuple[Problem, ...]:
    """What is wrong with a row of receipts, such as the lines of a file; nothing where each follows the one before it.

    With the `key` that they were sealed with, each must have its seal. Problems are A103 for a text that is no receipt,
    A106 for a seal that is missing or doesn't fit, and A107 for a receipt that doesn't follow the one before it; their
    paths count receipts from 0. That the last ones are missing shows only to who knows how many there were.

    >>> import coach_ethics as ce
    >>> from coach_ethics.assessment import check_receipts
    >>> result = ce.assess({}, "collusion", on="2026-01-01")
    >>> first = ce.receipt(result, key=b"ours")
    >>> second = ce.receipt(result, after=first, key=b"ours")
    >>> check_receipts([first, second], key=b"ours")
    ()
    >>> [problem.code for problem in check_receipts([second], key=b"ours")]
    ['A107']
    """
    problems: list[Problem] = []
    before: str | None = None
    for number, line in enumerate(receipts):
        text, path = line.rstrip("\r\n"), f"$[{number}]"
        try:
            data = read_receipt(text, key)
        except CaseProblems as found:
            problems += (Problem(each.code, each.message, help=each.help, path=path) for each in found.problems)
        else:
            if data.get("previous") != (None if before is None else _digest(before)):
                said = "this receipt doesn't follow the one before it"
                problems.append(Problem("A107", said, help="one was taken out, put in or changed", path=path))
        before = text
    return tuple(problems)


_EDITION = evolve(
    POLICY_ASKED,
    keys=(
        *POLICY_ASKED.keys,
        Key("family", Text(), "the family of editions that it belongs to"),
        Key("effective", DayShape(), "the first day on which it was in effect"),
        Key("until", DayShape(), "the last day on which it was in effect"),
    ),
)
RECEIPT = Record(
    "the receipt",
    (
        Key("on", DayShape(), "the day on which it was made", required=True),
        Key("policy", _EDITION, "the policy under which it was assessed", required=True),
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
        Key("library", Text(), "the version of this library"),
        Key("parts", MappingShape(Text(), MappingShape(Text(), Text())), "digests of the policy's parts, by kind"),
        Key("records", Maybe(MappingShape(Text(), Anything())), "the records that the facts follow from"),
        Key("previous", Text(), "the digest of the receipt before it"),
        Key("seal", Text(), "made with the caller's key"),
    ),
    means="An assessment that can be evaluated again.",
    open=True,
)
"""The layout of a receipt."""


def read_receipt(text: str, key: bytes | None = None) -> Data:
    """What a receipt holds. Raises CaseProblems: A103 where it is none, A106 where it lacks the seal of the key."""
    help_ = "give the unchanged text that `receipt` returned"
    data = read_kept(text, JsonFormat.RECEIPT, RECEIPT, Problem("A103", "this is not a receipt", help=help_))
    if key is not None:
        sealed = json_data(text)
        if not hmac.compare_digest(str(sealed.pop("seal", "")), _seal(sealed, key)):
            said = "this receipt doesn't have the seal of the key"
            raise CaseProblems([Problem("A106", said, help="it was changed, or sealed with another key or none")])
    return data


def _seal(data: Data, key: bytes) -> str:
    return hmac.new(key, _canonical(data).encode("ascii"), hashlib.sha256).hexdigest()


def _canonical(data: Data) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.rstrip("\r\n").encode("utf-8")).hexdigest()
