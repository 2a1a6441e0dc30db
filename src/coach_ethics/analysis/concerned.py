"""Which facts bear on a condition, which constraints bear on those, and in what order a diagram asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach_ethics.deontics.program import Program
from coach_ethics.ir.conditions import Condition
from coach_ethics.ir.walk import facts_in, names_in


class Concerns:
    """What conditions over a program rest on, worked out once."""

    def __init__(self, program: Program, constraints: Mapping[str, Condition]) -> None:
        self._program, self._constraints = program, tuple(constraints.values())
        self.definitions = {each.name: each.condition for each in program.definitions}
        self._facts: dict[str, frozenset[str]] = {}
        for each in program.definitions:
            self._facts[each.name] = self.facts(each.condition)

    def facts(self, condition: Condition) -> frozenset[str]:
        """The facts on which a condition rests, through all names."""
        return frozenset(facts_in(condition)).union(*(self._facts[name] for name in names_in(condition)))

    def constraints(self, facts: frozenset[str]) -> list[Condition]:
        """The constraints that bear on these facts, if only through other facts."""
        rules, waiting = list[Condition](), list(self._constraints)
        while bearing := [rule for rule in waiting if self.facts(rule) & facts]:
            rules += bearing
            waiting = [rule for rule in waiting if rule not in bearing]
            facts = facts.union(*map(self.facts, bearing))
        return rules

    def ordered(self, conditions: Sequence[Condition], facts: frozenset[str]) -> list[str]:
        """The facts in the order in which conditions mention them, so that what is spoken of together stands together.

        Facts that the conditions don't mention come last.
        """
        mentioned = dict.fromkeys(self._mentioned(conditions))
        rest = (fact.name for fact in self._program.vocabulary)
        return [fact for fact in dict.fromkeys([*mentioned, *rest]) if fact in facts]

    def _mentioned(self, conditions: Sequence[Condition]) -> Iterator[str]:
        waiting, seen = list(reversed(conditions)), set[str]()
        while waiting:
            condition = waiting.pop()
            yield from facts_in(condition)
            names = [name for name in names_in(condition) if name not in seen]
            seen.update(names)
            waiting += [self.definitions[name] for name in reversed(names)]

    def behind(self, conditions: Sequence[Condition]) -> Iterator[tuple[str, Condition]]:
        """The definitions on which conditions rest, each after those that it mentions itself."""
        waiting, found = [name for condition in conditions for name in names_in(condition)], set[str]()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += names_in(self.definitions[name])
        return ((name, condition) for name, condition in self.definitions.items() if name in found)
