"""Several programs as one, in which what they have in common is there once: so a cohort is gone through once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from coach_ethics.deontics.program import Definition, Program
from coach_ethics.model.conditions import Condition, Named
from coach_ethics.model.vocabulary import Enumeration, Fact, FactType, Vocabulary, expected, extended
from coach_ethics.model.walk import rewrite
from coach_ethics.problems import Problem


@frozen
class Merged:
    """One program, and for each of those that it is made of, what their names are called in it."""

    program: Program
    names: tuple[Mapping[str, str], ...]


def merged(programs: Sequence[Program]) -> Merged:
    """Two definitions become one where their conditions are the same once the names in them are.

    INVARIANT (one meaning): a fact has the same type in all programs, as `problems_between` has made sure of.
    """
    assert not [*problems_between(programs)], "INVARIANT (one meaning): a fact has the same type in all programs"
    vocabulary = Vocabulary()
    definitions: dict[Condition, Definition] = {}
    all_names: list[Mapping[str, str]] = []
    for program in programs:
        vocabulary = extended(vocabulary, program.vocabulary)
        names: dict[str, str] = {}
        for each in program.definitions:
            condition = _renamed(each.condition, names)
            name = f"{len(definitions)}"
            names[each.name] = definitions.setdefault(condition, Definition(name, each.kind, (name,), condition)).name
        all_names.append(names)
    return Merged(Program(vocabulary, tuple(definitions.values())), tuple(all_names))


def problems_between(programs: Sequence[Program]) -> Iterator[Problem]:
    """Facts that one program takes to hold one thing, and another another (K122): no column can mean both."""
    first: dict[str, Fact] = {}
    told: set[str] = set()
    for fact in (fact for program in programs for fact in program.vocabulary):
        one = first.setdefault(fact.name, fact)
        if not _alike(one.type, fact.type) and fact.name not in told:
            told.add(fact.name)
            message = (
                f"`{fact.name}` takes {expected(one.type)} in one of the policies, and {expected(fact.type)} in another"
            )
            yield Problem("K122", message, help="compare them one by one, or call the fact differently in one of them")


def _alike(one: FactType, other: FactType) -> bool:
    """Whether a column can hold both. An order of values is each policy's own, and goes into its conditions."""
    if isinstance(one, Enumeration) and isinstance(other, Enumeration):
        return set(one.values) == set(other.values)
    return one == other


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    return rewrite(condition, lambda leaf: Named(names[leaf.name]) if isinstance(leaf, Named) else leaf)
