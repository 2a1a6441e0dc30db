"""Receipts of cohorts: which rows, which policy and which statuses, as digests, so that all can be checked later."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import PREFIX, column_of, status_column
from coach_ethics.cohorts.translation import opened
from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.trees import json_data
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import own_scalar
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.version import __version__


@takes(columns=Mapping | None, notes=Mapping | None)
def cohort_receipt(
    frame: object,
    policy: Policy | str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    notes: Mapping[str, str | float] | None = None,
) -> str:
    """A receipt of a policy's statuses over a cohort, as JSON: the same text for the same rows, on any frame library.

    It holds the number of rows, a digest of the values of each fact that the policy reads, in the order of rows, and of
    the statuses of each act; the name, version and digest of the policy, the version of this library, and the caller's
    `notes`, such as `{"seed": 27}`. It doesn't hold the rows, so it may be published with a paper.

    Raises CaseProblems as `assess_frame` does, PolicyProblems where the policy can't be read.

    >>> import json
    >>> from coach_ethics.cohorts import sample
    >>> from coach_ethics.research import cohort_receipt
    >>> told = json.loads(cohort_receipt(sample("collusion", 20, seed=1), "collusion", notes={"seed": 1}))
    >>> told["rows"], told["policy"]["name"], told["notes"]
    (20, 'collusion', {'seed': 1})
    """
    ready = prepared(policy, "reference")
    return json.dumps(_data(frame, ready, columns or {}, notes or {}), indent=1, sort_keys=True) + "\n"


@takes(receipt=str, columns=Mapping | None)
def check_cohort_receipt(
    receipt: str, frame: object, policy: Policy | str | Path, *, columns: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What of a receipt isn't so of this cohort and policy today, such as `facts.block.present`; nothing if all is.

    A later version of this library is no difference by itself. Raises CaseProblems (K142) for what is no receipt of a
    cohort, and as `assess_frame` does.

    >>> from coach_ethics.cohorts import sample
    >>> from coach_ethics.research import check_cohort_receipt, cohort_receipt
    >>> kept = cohort_receipt(sample("collusion", 20, seed=1), "collusion")
    >>> check_cohort_receipt(kept, sample("collusion", 20, seed=1), "collusion")
    ()
    >>> check_cohort_receipt(kept, sample("collusion", 21, seed=1), "collusion")[:2]
    ('rows', 'facts.block.named')
    """
    try:
        data = json_data(receipt)
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("format") != JsonFormat.COHORT_RECEIPT.value:
        raise CaseProblems([Problem("K142", "this is no receipt of a cohort", help="`cohort_receipt` makes one")])
    now = _data(frame, prepared(policy, "reference"), columns or {}, {})
    told, here = _flat(data), _flat(now)
    asked = [name for name in {**here, **told} if not name.startswith(("notes", "library"))]
    return tuple(name for name in asked if told.get(name) != here.get(name))


def _flat(data: Mapping[str, Any]) -> dict[str, object]:
    """The values of a receipt by name, in the order in which they are told."""
    found: dict[str, object] = {}
    for key in ("format", "rows", "policy", "facts", "statuses", "library", "notes"):
        value = data.get(key)
        inner = value.items() if isinstance(value, dict) else ()
        found |= {f"{key}.{name}": each for name, each in inner} if isinstance(value, dict) else {key: value}
    return found


def _data(
    frame: object, ready: Prepared, columns: Mapping[str, str], notes: Mapping[str, str | float]
) -> dict[str, Any]:
    from coach_ethics.engines.columnar.queries import columns_of

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of facts without a column, and rows that can't be, which digests tell as well
        assessed = assess_frame(frame, ready.policy, columns=columns, prefix=PREFIX, companions=False)
    table = opened(assessed)
    facts = {name: column_of(name, columns) for name in sorted(facts_that_matter(ready.program))}
    there = {name: column for name, column in facts.items() if column in table.columns}
    statuses = {act.name: status_column(act.name) for act in ready.policy.acts}
    read = columns_of(table, [*there.values(), *statuses.values()])
    policy = ready.policy
    return {
        "format": JsonFormat.COHORT_RECEIPT.value,
        "library": __version__,
        "policy": {"name": policy.name, "version": policy.version, "digest": ready.digest},
        "rows": len(next(iter(read.values()), ())),
        "facts": {name: column_digest(read[column]) for name, column in there.items()},
        "statuses": {act: column_digest(read[column]) for act, column in statuses.items()},
        "notes": dict(notes),
    }


def column_digest(values: Sequence[object]) -> str:
    """The digest of a column: of its values as JSON, a line each, whatever types a library has for them."""
    plain = (own_scalar(each) for each in values)
    told = "\n".join(json.dumps(int(each) if type(each) is float else each) for each in plain)
    return hashlib.sha256(told.encode()).hexdigest()
