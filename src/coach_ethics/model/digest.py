"""Two digests of a policy: of what it means, and of everything else that it says. The same on every machine.

    meaning_digest(policy)           "2:9f0c…": the answers to every case follow from it (`meaning` says what counts)
    wording_digest(policy)   "2:41d7…": words, claims, examples

So a corrected sentence, a translation, another scenario or a new standard fact leaves the first as it was, and with it
every receipt, saved interview and stored assessment valid; the second tells whether anything was written otherwise. A
policy that extends others has the digests of one that says the same by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import cast

import attrs

from coach_ethics.arguments import takes
from coach_ethics.model.meaning import MEANING, Part, Plain, in_any_order, parts_with_meaning, said
from coach_ethics.model.policy import Policy, layer_of
from coach_ethics.model.walk import facts_in

VERSION = "2"
"""What a digest begins with; it changes whenever the same policy would get another digest."""

_IDENTITY = ("name", "version", "effective", "until", "family", "extends", "language")
"""What tells editions of a policy apart, and is no part of what each says."""


@takes(policy=Policy)
def meaning_digest(policy: Policy) -> str:
    """The digest of what a policy means: `2:` and a SHA-256 in hexadecimal.

    A sentence that is reworded, a new standard fact or another order leave it as it is; `docs/semantics.md` lists what
    counts.

    >>> import coach_ethics as ce
    >>> from coach_ethics.model import meaning_digest
    >>> meaning_digest(ce.load_policy("collusion"))[:2]
    '2:'
    """
    parts = _there(parts_with_meaning(policy))
    by_name: dict[str, Plain] = {kind: {part.name: said(part) for part in each} for kind, each in parts.items()}
    # What can't be is so under any name.
    constraints = in_any_order(map(said, parts["constraint"]))
    if policy.layers:
        layers = in_any_order([upper, lower] for upper, lower in policy.layers)
        by_name["layer"] = [layers, {norm.name: layer_of(norm) for norm in policy.norms}]
    return f"{VERSION}:{fingerprint({**by_name, 'constraint': constraints})}"


def part_digests(policy: Policy) -> dict[str, dict[str, str]]:
    """A short digest of the meaning of each part, by kind and name: so that a change can be named later."""
    parts = {
        kind: {part.name: fingerprint(said(part))[:_SHORT] for part in parts}
        for kind, parts in _there(parts_with_meaning(policy)).items()
    }
    if policy.layers:
        layers = {f"{upper} above {lower}": fingerprint([upper, lower])[:_SHORT] for upper, lower in policy.layers}
        parts["layer"] = {**layers, **{norm.name: fingerprint(layer_of(norm))[:_SHORT] for norm in policy.norms}}
    return parts


_RARE = ("notice", "presumption")
"""Kinds of parts of which a policy without any has the digests that it had before there were such."""


def _there(parts: dict[str, tuple[Part, ...]]) -> dict[str, tuple[Part, ...]]:
    return {kind: each for kind, each in parts.items() if each or kind not in _RARE}


_SHORT = 12
"""How many hexadecimal digits tell a part from what it was."""


@takes(policy=Policy)
def wording_digest(policy: Policy) -> str:
    """The digest of everything in a policy on which no status depends, except its name, version and dates.

    >>> import coach_ethics as ce
    >>> from coach_ethics.model import wording_digest
    >>> policy = ce.load_policy("collusion")
    >>> wording_digest(policy) == wording_digest(ce.load_policy("collusion"))
    True
    """
    parts = _there(parts_with_meaning(policy))
    asked = {fact for step in policy.dialogue for fact in (step.fact, *facts_in(step.when))}
    own = (constraint for constraint in policy.constraints if constraint.origin)
    parts["constraint"] = (*parts["constraint"], *own)
    parts["act"] = policy.acts  # with their words, which are no part of the meaning
    parts["fact"] = (*parts["fact"], *policy.facts, *(fact for fact in policy.vocabulary if fact.name in asked))
    # Values that are added are values of the facts.
    sections = (*(f"{kind}s" for kind in parts), "vocabulary", "added_values", "presume", "layers", *_IDENTITY)
    words: dict[str, Plain] = {kind: in_any_order(map(_words, each)) for kind, each in parts.items()}
    return f"{VERSION}:{fingerprint({**words, 'policy': _tree(policy, without=sections)})}"


def fingerprint(data: Plain) -> str:
    """The SHA-256 of plain data, in hexadecimal."""
    import hashlib  # it brings OpenSSL, and most programs that import the package take no digest

    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


_LATER = ("notices", "disputed", "presume", "scope", "values", "on", "presumed", "no_notices", "label", "labels")
"""Attributes that parts didn't always have: one that says nothing leaves the digests as they were."""


def _words(part: Part) -> Plain:
    return _tree(part, without=MEANING[type(part)])


def _tree(node: object, without: Iterable[str] = ()) -> Plain:
    """A frozen tree as plain data; positions, which equality ignores, and origins don't count."""
    if attrs.has(type(node)):
        class_ = cast("type[attrs.AttrsInstance]", type(node))
        left_out = ("origin", "layer", *without)
        names = [each.name for each in attrs.fields(class_) if each.eq and each.name not in left_out]
        held = {name: getattr(node, name) for name in names}
        return [type(node).__name__, {name: _tree(each) for name, each in held.items() if each or name not in _LATER}]
    if isinstance(node, Enum):
        return str(node.value)
    if isinstance(node, tuple):
        return list(map(_tree, node))
    if isinstance(node, frozenset):
        return in_any_order(map(_tree, node))
    if isinstance(node, date):
        return node.isoformat()
    assert node is None or isinstance(node, str | int | bool), "INVARIANT (canonical): a tree holds only plain leaves"
    return node
