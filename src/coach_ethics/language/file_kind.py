"""Distinguishes policies from cases, so that a file given in place of the other kind gets one error, not a hundred."""

from __future__ import annotations

from collections.abc import Set

from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.read import entries
from coach_ethics.language.yaml import Node, Sequence

_NAMED = "policy"
_RULES = frozenset({"extends", "acts", "concepts", "norms"})
_OF_POLICIES = frozenset(key.name for key in POLICY.keys)


def is_policy(node: Node) -> bool:
    """Whether a text has a policy's name and rules, and so was never meant as a case."""
    keys = {key.text for key, _ in entries(node)}
    return _NAMED in keys and not keys.isdisjoint(_RULES)


def is_case(node: Node, case_keys: Set[str]) -> bool:
    """Whether a text has keys of a case or facts by their dotted names, and neither a policy's name nor its rules."""
    keys = {key.text for key, _ in entries(node)}
    if _NAMED in keys or not keys.isdisjoint(_RULES):
        return False
    return not keys.isdisjoint(case_keys - _OF_POLICIES) or any("." in key for key in keys)


def is_other(node: Node) -> bool:
    """Whether a text is a list, or a mapping with no key of a policy's: such as published judgements, or themes."""
    keys = {key.text for key, _ in entries(node)}
    return isinstance(node, Sequence) or (bool(keys) and keys.isdisjoint(_OF_POLICIES))
