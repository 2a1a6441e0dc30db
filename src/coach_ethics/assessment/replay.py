"""A receipt replayed: what was assessed then is assessed again, and whatever differs is reported with its cause."""

from __future__ import annotations

import json
from typing import TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.receipt import read_receipt, receipt_data
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.engines.registry import evaluates_here
from coach_ethics.language.data import Data, as_data
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import day_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import situation
from coach_ethics.model.vocabulary import Vocabulary


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

    `why` names the norms, facts, parameters and other parts of the policy that mean something else than they did
    (`parts.norm.keep-confidence`; `now` is None where one is gone), the facts that follow otherwise from the records
    (`situation.consent.to_tell_sponsor`), and the versions of the policy, the engine and this library.

    With a policy of the same meaning, the same engine, records and library a result can't differ: then the receipt was
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


@takes(text=str, policy=Policy, key=bytes | None)
def replay(text: str, policy: Policy, *, key: bytes | None = None) -> Replay:
    """Evaluate the case of a receipt again under a policy, with the receipt's engine if it is installed.

    Where the receipt holds records, its facts are worked out from them again. With a `key`, it must have its seal.

    Raises CaseProblems: A103 where the text isn't a receipt, A106 where it lacks the seal, F201 and F202 where its
    situation doesn't fit the policy, F309 and F310 where it breaks a constraint.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> kept = ce.receipt(ce.assess({}, "collusion"), date(2026, 1, 1))
    >>> ce.replay(kept, ce.load_policy("collusion"))
    Identical()
    """
    then = read_receipt(text, key)
    engine = then["engine"]["name"]
    ready = prepared(dated(policy, day_of(then["on"])), engine if evaluates_here(engine) else "reference")
    facts = _derived(then, ready.policy.vocabulary)
    found = assess_prepared(ready, require_possible(situation(facts, policy.vocabulary), ready))
    now = receipt_data(found, then["on"])
    same_meaning = then["policy"]["digest"] == now["policy"]["digest"]
    why = [
        # An edition that means the same differs in words alone.
        *(each for each in _differences(then, now, ("policy",)) if not same_meaning or each.what == "policy.name"),
        *(_differences(then, now, ("parts",)) if "parts" in then and not same_meaning else ()),
        *_differences(then, now, ("engine",)),
    ]
    derived = _differences(then, now, ("situation",))
    differences = tuple(_differences(then, now, ("result",)))
    if derived or differences:
        why += _differences(then, now, ("library",))
    if not why and not derived and not differences:
        return Identical()
    return Differs(differences, (*why, *derived), altered=not why)


def _derived(then: Data, vocabulary: Vocabulary) -> Data:
    """The facts of a receipt, worked out again where it holds what they follow from."""
    if then.get("records") is None:
        facts: Data = then["situation"]
        return facts
    again: Data = as_data(situation_of(load_engagement(then["records"], vocabulary), then["on"], vocabulary=vocabulary))
    return again


def _differences(then: Data, now: Data, parts: tuple[str, ...]) -> list[ReceiptDifference]:
    flat = [{name: value for part in parts for name, value in _flat(part, data.get(part))} for data in (then, now)]
    names = sorted({*flat[0], *flat[1]})
    return [ReceiptDifference(name, flat[0].get(name), flat[1].get(name)) for name in names if not _same(name, *flat)]


def _same(name: str, then: dict[str, object], now: dict[str, object]) -> bool:
    return name in then and name in now and json.dumps(then[name]) == json.dumps(now[name])


def _flat(name: str, value: object) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        return [(name, value)]
    return [pair for key, below in value.items() for pair in _flat(f"{name}.{key}", below)]
