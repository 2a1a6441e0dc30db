"""Several programs as one, in which what they have in common is there once: so a cohort is gone through once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from coach_ethics.deontics.program import Definition, Program
from coach_ethics.facts.vocabulary import Vocabulary, extended
from coach_ethics.ir.conditions import Condition, Named
from coach_ethics.ir.walk import rewrite


@frozen
class Merged:
    """One program, and for each of those that it is made of, what their names are called in it."""

    program: Program
    names: tuple[Mapping[str, str], ...]


def merged(programs: Sequence[Program]) -> Merged:
    """Two definitions become one where their conditions are the same once the names in them are.

    INVARIANT (one meaning): a fact has the same type in all programs; variants of one policy differ in what they add.
    """
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


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    return rewrite(condition, lambda leaf: Named(names[leaf.name]) if isinstance(leaf, Named) else leaf)
