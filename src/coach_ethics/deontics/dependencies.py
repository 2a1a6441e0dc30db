"""What conditions rest on, through all the names that they mention: other names, and facts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import assert_never

from coach_ethics.deontics.program import Kind, Program
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.walk import below, facts_in, names_in


@lru_cache(maxsize=64)
def facts_that_matter(program: Program) -> frozenset[str]:
    """The facts that norms and concepts read. Those that only claims about the policy mention decide nothing."""
    names = (Named(each.name) for each in program.definitions if each.kind is not Kind.PROPERTY)
    return Dependencies(program).facts(names)


class Dependencies:
    """What conditions over a program rest on.

    Remembers the facts behind every name that it was asked about. Further names may be defined over those that are
    there, by one thread at a time.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._conditions = {each.name: each.condition for each in program.definitions}
        self._place = {name: place for place, name in enumerate(self._conditions)}
        self._facts: dict[str, frozenset[str]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @property
    def definitions(self) -> Mapping[str, Condition]:
        """What each name stands for, each after the names that it mentions itself."""
        return self._conditions

    def define(self, name: str, condition: Condition) -> None:
        """One more name, which mentions only names defined before it."""
        self._place[name] = len(self._place)
        self._conditions[name] = condition

    def names(self, conditions: Iterable[Condition], but: Container[str] = ()) -> tuple[str, ...]:
        """The names on which conditions rest, each after those that it mentions itself.

        A name in `but` is left out, with what only it rests on.
        """
        waiting = [name for condition in conditions for name in names_in(condition) if name not in but]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [other for other in self._mentions(name) if other not in but]
        return tuple(sorted(found, key=self._place.__getitem__))

    def resting_on(self, names: Iterable[str]) -> frozenset[str]:
        """The names that rest on these, and these themselves."""
        found = set(names)
        for name in self._conditions:
            if not found.isdisjoint(self._mentions(name)):
                found.add(name)
        return frozenset(found)

    def part(self, conditions: Iterable[Condition]) -> Program:
        """The part of the program on which conditions rest."""
        names = frozenset(self.names(conditions))
        return Program(self._program.vocabulary, tuple(e for e in self._program.definitions if e.name in names))

    def _mentions(self, name: str) -> tuple[str, ...]:
        if name not in self._names:
            self._names[name] = names_in(self._conditions[name])
        return self._names[name]

    def facts(self, conditions: Iterable[Condition]) -> frozenset[str]:
        """The facts on which conditions rest."""
        asked = tuple(conditions)
        for name in self.names(asked, but=self._facts):
            self._facts[name] = self._resting_on(self._conditions[name])
        return frozenset[str]().union(*map(self._resting_on, asked))

    def _resting_on(self, condition: Condition) -> frozenset[str]:
        behind = (self._facts[name] for name in names_in(condition))
        return frozenset(facts_in(condition)).union(*behind)

    def mentioned(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """The facts on which conditions rest, in order of first mention: those behind a name, where it is mentioned."""
        walks: list[Iterator[Condition]] = [chain.from_iterable(map(below, conditions))]
        seen, facts = set[str](), dict[str, None]()
        while walks:
            node = next(walks[-1], None)
            match node:
                case None:
                    walks.pop()
                case Named(name) if name not in seen:
                    seen.add(name)
                    walks.append(below(self._conditions[name]))
                case Holds() | Comparison() | Membership():
                    facts.update(dict.fromkeys(facts_in(node)))
                case Named() | Constant() | Not() | And() | Or():
                    pass
                case _:
                    assert_never(node)
        return tuple(facts)
