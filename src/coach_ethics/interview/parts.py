"""The parts of a policy as digests short enough to store with an interview, so that changes can be reported later.

Each part has one short digest, of its name and its meaning: a part of a later version whose digest wasn't stored is new
or has changed. What counts as a change of meaning is defined in `model/meaning.py`.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

from coach_ethics.model.digest import fingerprint
from coach_ethics.model.meaning import Part, parts_with_meaning, said
from coach_ethics.model.policy import Policy

_SIGNS = 3
"""How many characters a digest has: about one change in two hundred thousand goes unnoticed."""


@frozen
class PartsChanged:
    """What has changed among the parts of a kind.

    `new` names those that didn't exist or had another meaning; `gone` counts those that no longer exist or now have
    another meaning.
    """

    kind: str
    new: tuple[str, ...]
    gone: int


def digests(policy: Policy) -> dict[str, str]:
    """The short digests of a policy's parts, all of one kind in one text."""
    return {kind: "".join(map(_short, parts)) for kind, parts in parts_with_meaning(policy).items() if parts}


def parts_changed(kept: Mapping[str, str], policy: Policy) -> Iterator[PartsChanged]:
    """What has changed in this policy since the digests were stored, kind by kind."""
    for kind, parts in parts_with_meaning(policy).items():
        text = kept.get(kind, "")
        before = Counter(text[start : start + _SIGNS] for start in range(0, len(text), _SIGNS))
        now = {part.name: _short(part) for part in parts}
        new = tuple(name for name, each in now.items() if each not in before)
        gone = (before - Counter(now.values())).total()
        if new or gone:
            yield PartsChanged(kind, new, gone)


def _short(part: Part) -> str:
    whole = bytes.fromhex(fingerprint([part.name, said(part)]))
    return base64.urlsafe_b64encode(whole).decode("ascii")[:_SIGNS]
