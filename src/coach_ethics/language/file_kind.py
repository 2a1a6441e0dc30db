"""Tells policies from engagements, so that one given in the other's place gets one answer and not a hundred."""

from __future__ import annotations

import attrs

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.read import entries
from coach_ethics.language.yaml import Node, compose
from coach_ethics.source import Source

_NAMED = "policy"
_RULES = frozenset({"extends", "acts", "concepts", "norms"})
_OF_ENGAGEMENTS = frozenset(attrs.fields_dict(Engagement)) - {key.name for key in POLICY.keys}


def holds_engagement(source: Source) -> bool:
    """Whether a text can be read so far as to see that it is an engagement and no policy."""
    node, _ = compose(source)
    return node is not None and is_engagement(node)


def is_policy(node: Node) -> bool:
    """Whether a text has a policy's name and rules, and so was never meant as an engagement."""
    keys = {key.text for key, _ in entries(node)}
    return _NAMED in keys and not keys.isdisjoint(_RULES)


def is_engagement(node: Node) -> bool:
    """Whether a text has records or facts by their dotted names, and neither a policy's name nor its rules."""
    keys = {key.text for key, _ in entries(node)}
    if _NAMED in keys or not keys.isdisjoint(_RULES):
        return False
    return not keys.isdisjoint(_OF_ENGAGEMENTS) or any("." in key for key in keys)
