"""What a policy consists of, in digests short enough to keep beside an interview, so that a later version can be told.

Each part has one short digest, of its name and of what it says: a part of the later version whose digest wasn't kept is
new or says something else. What counts as saying something else stands in `model/meaning.py`.
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
"""How many signs a digest has: one change in some two hundred thousand goes unnoticed."""


@frozen
class PartsChanged:
    """What is otherwise among the parts of a kind.

    `new` are those, by name, that weren't there or said something else; `gone` counts those that were there and aren't,
    or say something else now.
    """

    kind: str
    new: tuple[str, ...]
    gone: int


def digests(policy: Policy) -> dict[str, str]:
    """The short digests of a policy's parts, all of one kind in one text."""
    return {kind: "".join(map(_short, parts)) for kind, parts in parts_with_meaning(policy).items()}


def parts_changed(kept: Mapping[str, str], policy: Policy) -> Iterator[PartsChanged]:
    """What is otherwise in this policy than in the one of which the digests were kept, kind by kind."""
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
