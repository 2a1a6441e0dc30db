"""The norms of a code as its page shows them: each once, under its clause, and exceptions under their rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from coach_ethics.deontics.closure import close
from coach_ethics.deontics.layers import Overriding, overriding
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE
from coach_ethics.model.policy import Act, Norm, Policy, named
from coach_ethics.render.condition_words import ConditionWords, condition_words
from coach_ethics.render.norms import due
from coach_ethics.render.policy import OPENINGS
from coach_ethics.translation import gettext


@frozen
class ShownNorm:
    """A norm in words. `exceptions` stand below it; `elsewhere` are exceptions, and `rules` what it is an exception
    from, that stand at another place of the page."""

    norm: Norm
    opening: str
    acts: tuple[Act, ...]
    if_doing: tuple[Act, ...]
    when: ConditionWords | None
    expression: str
    due: str
    exceptions: tuple[ShownNorm, ...]
    elsewhere: tuple[Norm, ...]
    rules: tuple[Norm, ...]


class NormsShown:
    """What shows the norms of one policy, and places each once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._norms, self._acts = named(policy.norms), named(policy.acts)
        self._overriding: Overriding = overriding(policy, close(policy))
        self._placed: set[str] = set()

    def under(self, names: Iterable[str]) -> tuple[ShownNorm, ...]:
        """Those of these norms that have no place yet, in the order of the names, exceptions below their rules."""
        here = [name for name in dict.fromkeys(names) if name in self._norms and name not in self._placed]
        self._placed.update(here)
        below = dict(self._nested(here))
        inside = {name for each in below.values() for name in each}
        return tuple(self._shown(name, below) for name in here if name not in inside)

    def left(self) -> tuple[str, ...]:
        """The names of the norms that have no place yet."""
        return tuple(name for name in self._norms if name not in self._placed)

    def _nested(self, here: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each rule, those of its exceptions that stand here, each below the first of its rules."""
        taken: set[str] = set()
        for name in here:
            found = tuple(each for each in self._overriding[name] if each in here and each not in taken)
            taken.update(found)
            yield name, found

    def _shown(self, name: str, below: Mapping[str, tuple[str, ...]], rule: str = "") -> ShownNorm:
        norm = self._norms[name]
        inside = below.get(name, ())
        return ShownNorm(
            norm,
            gettext(OPENINGS[norm.modality]),
            tuple(self._acts[act] for act in norm.acts),
            tuple(self._acts[act] for act in norm.if_doing),
            None if norm.when == TRUE else condition_words(norm.when, self._policy),
            "" if norm.when == TRUE else write_condition(norm.when),
            due(norm),
            tuple(self._shown(each, below, name) for each in inside),
            tuple(self._norms[each] for each in self._overriding[name] if each not in inside),
            tuple(self._norms[each] for each, others in self._overriding.items() if name in others and each != rule),
        )
