"""What a condition may mention: facts, concepts, parameters, and in properties also norms, acts and notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import frozen

from coach_ethics.model.policy import Parameter
from coach_ethics.model.vocabulary import Enumeration, FactType


@frozen
class Scope:
    """The names that a condition is read against.

    A fact or parameter whose own declaration is faulty is known, with None in place of what it is; a comparison with it
    is read without complaint. `calls` says whether `in_force(norm)`, `required(act)` and their like may stand here.
    """

    facts: Mapping[str, FactType | None]
    concepts: Collection[str] = ()
    parameters: Mapping[str, Parameter | None] = {}
    norms: Collection[str] = ()
    acts: Collection[str] = ()
    notices: Collection[str] = ()
    calls: bool = False

    def names(self) -> Iterator[str]:
        """Every name that a condition may mention by itself."""
        yield from self.facts
        yield from self.concepts
        yield from self.parameters

    def enumerators(self) -> Iterator[str]:
        """Every value of every enumeration."""
        for type_ in self.facts.values():
            if isinstance(type_, Enumeration):
                yield from type_.values

    def knows(self, name: str) -> bool:
        """Whether a name is that of a fact, concept or parameter."""
        return name in self.facts or name in self.concepts or name in self.parameters

    def means(self, word: str) -> bool:
        """Whether a word means anything here: as a name, as a value, or as true or false."""
        return word in ("true", "false") or self.knows(word) or word in self.enumerators()
