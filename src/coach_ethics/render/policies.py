"""A list of policies: name, version, title, and how much is in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach_ethics.ir.policy import Policy
from coach_ethics.render.document import Document, Line, Paragraph, Table, name, plain, soft
from coach_ethics.render.json import dumped


def policies_document(policies: Sequence[Policy]) -> Document:
    """The policies as a table."""
    return (
        Table(("policy", "version", "what it is about", "norms", "acts", "scenarios"), tuple(map(_row, policies))),
        Paragraph((soft("Norms and acts include those of the policies that one extends, scenarios don't."),)),
    )


def _row(policy: Policy) -> tuple[Line, ...]:
    counts = (len(policy.norms), len(policy.acts), _own_scenarios(policy))
    return (
        (name(policy.name),),
        (plain(policy.version),),
        (plain(policy.title),),
        *((plain(str(count)),) for count in counts),
    )


def _own_scenarios(policy: Policy) -> int:
    return sum(scenario.origin == policy.name for scenario in policy.scenarios)


def policies_json(policies: Sequence[Policy]) -> str:
    """The policies as JSON text."""
    return dumped({"policies": list(map(_data, policies))})


def _data(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "version": policy.version,
        "title": policy.title,
        "extends": list(policy.extends),
        "effective": policy.effective.isoformat() if policy.effective else None,
        "until": policy.until.isoformat() if policy.until else None,
        "norms": len(policy.norms),
        "acts": len(policy.acts),
        "scenarios": _own_scenarios(policy),
    }
