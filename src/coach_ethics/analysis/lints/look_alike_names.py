"""L013: two names that differ by one letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import frozen

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.problems import Problem
from coach_ethics.source import Span

_SHORTEST = 4


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    spoken_of = [_Named(fact.name, fact.origin == policy.name, fact.span) for fact in policy.vocabulary]
    spoken_of += [_Named(each.name, each.origin == policy.name, each.span) for each in policy.parameters]
    spoken_of += [_Named(each.name, each.origin == policy.name, each.span) for each in policy.concepts]
    acts = [_Named(each.name, each.origin == policy.name, each.span) for each in policy.acts]
    norms = [_Named(each.name, each.origin == policy.name, each.span) for each in policy.norms]
    for kind in (spoken_of, acts, norms):
        for one, other in _pairs(kind):
            later, earlier = (other, one) if other.own else (one, other)
            if later.own and _one_letter_apart(one.name, other.name):
                yield warning(
                    "L013",
                    f"`{later.name}` differs from `{earlier.name}` by one letter",
                    later.span,
                    "if they mean the same, use one name; if not, choose names that are easier to tell apart",
                )


@frozen
class _Named:
    """A name, whether the policy itself gives it, and where."""

    name: str
    own: bool
    span: Span | None


def _pairs(names: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """The pairs that may be one letter apart, in order: those that are alike without some letter.

    So a thousand numbered names aren't held against each other.
    """
    alike: dict[str, set[int]] = {}
    for place, each in enumerate(names):
        letters = (at for at, letter in enumerate(each.name) if not letter.isdigit())
        for key in {each.name, *(each.name[:at] + each.name[at + 1 :] for at in letters)}:
            alike.setdefault(key, set()).add(place)
    pairs = {pair for places in alike.values() for pair in combinations(sorted(places), 2)}
    return ((names[one], names[other]) for one, other in sorted(pairs))


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes the one the other. Digits number things on purpose."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST or len(longer) - len(shorter) > 1:
        return False
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    same_length = len(shorter) == len(longer)
    rest = shorter[start + 1 :] if same_length else shorter[start:]
    differing = longer[start : start + 1] + (shorter[start : start + 1] if same_length else "")
    return rest == longer[start + 1 :] and not any(letter.isdigit() for letter in differing)


LINT = Lint(
    code="L013",
    name="look-alike-names",
    finds="Two names of one kind (names used in conditions, acts, norms) that differ by one letter.",
    matters="One of them is often a typing mistake; if both are meant, readers will confuse them.",
    example="concepts: {protecting: …, protectings: …}",
    instead="Use one name, or names that can't be confused.",
    check=_check,
)
