"""What a policy consists of, in digests short enough to keep beside an interview, so that a later version can be told.

Each part has one short digest, of its name and of what it says: a part of the later version whose digest wasn't kept is
new or says something else. Words (reasons, meanings, questions) aren't what a part says: no status depends on them.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Or,
    Term,
)
from coach_ethics.model.digest import digest
from coach_ethics.model.policy import Act, Concept, Constraint, Norm, Parameter, Policy
from coach_ethics.model.vocabulary import Boolean, Fact
from coach_ethics.model.walk import rewrite

Part: TypeAlias = Fact | Constraint | Parameter | Concept | Act | Norm

_SIGNS = 3
"""How many signs a digest has: one change in some two hundred thousand goes unnoticed."""

_ORDER = "order"


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
    """The short digests of a policy's parts, all of one kind in one text; and of the order of its dialogue."""
    return {**{kind: "".join(map(_of_part, parts)) for kind, parts in _parts(policy).items()}, _ORDER: _order(policy)}


def parts_changed(kept: Mapping[str, str], policy: Policy) -> Iterator[PartsChanged]:
    """What is otherwise in this policy than in the one of which the digests were kept, kind by kind."""
    for kind, parts in _parts(policy).items():
        text = kept.get(kind, "")
        before = Counter(text[start : start + _SIGNS] for start in range(0, len(text), _SIGNS))
        now = {part.name: _of_part(part) for part in parts}
        new = tuple(name for name, each in now.items() if each not in before)
        gone = (before - Counter(now.values())).total()
        if new or gone:
            yield PartsChanged(kind, new, gone)


def order_changed(kept: Mapping[str, str], policy: Policy) -> bool:
    """Whether the dialogue asks in another order, or is about other acts."""
    return kept.get(_ORDER) != _order(policy)


def _parts(policy: Policy) -> dict[str, tuple[Part, ...]]:
    return {
        "fact": policy.vocabulary.facts,
        "constraint": policy.constraints,
        "parameter": policy.parameters,
        "concept": policy.concepts,
        "act": policy.acts,
        "norm": policy.norms,
    }


def _order(policy: Policy) -> str:
    return _short((tuple(step.fact for step in policy.dialogue), policy.dialogue_about))


def _of_part(part: Part) -> str:
    return _short((part.name, *_said(part)))


def _said(part: Part) -> tuple[object, ...]:
    """What a part says, without its words.

    Of facts and parameters it says the name only, so that what they are or stand for is told once.
    """
    match part:
        case Fact():
            return (part.type, part.judgement, part.changeable, part.lasting, part.cost)
        case Constraint(always=condition) | Concept(when=condition):
            return (_by_name(condition),)
        case Parameter():
            return (part.type, part.default, part.many)
        case Act():
            return (part.excludes, part.includes)
        case Norm():
            return (part.modality, part.acts, part.if_doing, _by_name(part.when), part.overrides)
        case _:
            assert_never(part)


def _by_name(condition: Condition) -> Condition:
    return rewrite(condition, _named_only)


def _named_only(node: Condition) -> Condition:
    match node:
        case Constant(_, str()):
            return evolve(node, value=False)
        case Comparison(left, _, right):
            return evolve(node, left=_side(left), right=_side(right))
        case Membership(term, members, parameter):
            return evolve(node, term=_side(term), members=() if parameter else members)
        case Constant() | Holds() | Named() | Not() | And() | Or():
            return node
        case _:
            assert_never(node)


def _side(term: Term) -> Term:
    match term:
        case FactTerm():
            return evolve(term, type=Boolean())
        case Literal():
            return evolve(term, value=0) if term.parameter else term
        case _:
            assert_never(term)


def _short(tree: object) -> str:
    whole = hashlib.sha256(digest(tree).encode("ascii")).digest()
    return base64.urlsafe_b64encode(whole).decode("ascii")[:_SIGNS]
