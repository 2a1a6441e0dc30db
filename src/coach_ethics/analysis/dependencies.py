"""Which facts bear on a condition, which constraints bear on those, and in what order a diagram asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach_ethics.analysis.proofs.parts import enough
from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import Condition
from coach_ethics.model.walk import facts_in, names_in

ROUNDS = 40
"""How often facts are moved about in search of a good order."""

FEW_FACTS = 6
"""Of so few facts, any order will do."""


class Concerns:
    """What conditions over a program rest on, worked out once."""

    def __init__(self, program: Program, constraints: Mapping[str, Condition]) -> None:
        self._program = program
        self.definitions = {each.name: each.condition for each in program.definitions}
        self._facts: dict[str, frozenset[str]] = {}
        for each in program.definitions:
            self._facts[each.name] = self.facts(each.condition)
        self._constraints = [(rule, self.facts(rule)) for rule in constraints.values()]

    def facts(self, condition: Condition) -> frozenset[str]:
        """The facts on which a condition rests, through all names."""
        return frozenset(facts_in(condition)).union(*(self._facts[name] for name in names_in(condition)))

    def constraints(self, facts: frozenset[str]) -> list[Condition]:
        """The constraints that bear on these facts, if only through other facts."""
        rules, waiting = list[Condition](), self._constraints
        while bearing := [each for each in waiting if each[1] & facts]:
            rules += [rule for rule, _ in bearing]
            waiting = [each for each in waiting if not each[1] & facts]
            facts = facts.union(*(own for _, own in bearing))
        return rules

    def ordered(self, conditions: Sequence[Condition], facts: frozenset[str]) -> list[str]:
        """The facts in an order in which what is spoken of together stands together.

        We start with the order in which conditions mention them, facts that aren't mentioned coming last. Then each
        fact is moved, a few times over, to the middle of what it is spoken of with (the heuristic FORCE, by Aloul,
        Markov and Sakallah); of the orders seen, the one is taken in which groups spread least.
        """
        mentioned = dict.fromkeys(self._mentioned(conditions))
        rest = (fact.name for fact in self._program.vocabulary)
        order = [fact for fact in dict.fromkeys([*mentioned, *rest]) if fact in facts]
        groups = self._spoken_of_together(conditions, facts)
        best, least = order, _spread(order, groups)
        for _ in range(ROUNDS if len(order) > FEW_FACTS else 0):
            order = _gathered(order, groups)
            spread = _spread(order, groups)
            if spread < least:
                best, least = order, spread
        return best

    def _spoken_of_together(self, conditions: Sequence[Condition], facts: frozenset[str]) -> list[frozenset[str]]:
        """Groups of facts that stand in one definition, or behind one alternative, or in one constraint."""
        behind = [condition for _, condition in self.behind(conditions)]
        alternatives = (part for condition in conditions for part in enough(condition, self.definitions))
        rules = self.constraints(facts)
        groups = [*(frozenset(facts_in(each)) for each in behind), *map(self.facts, (*alternatives, *rules))]
        return [group for group in (group & facts for group in groups) if len(group) > 1]

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


def _spread(order: Sequence[str], groups: Sequence[frozenset[str]]) -> int:
    """How far the facts of each group lie apart, added up."""
    place = {fact: number for number, fact in enumerate(order)}
    return sum(max(map(place.__getitem__, group)) - min(map(place.__getitem__, group)) for group in groups)


def _gathered(order: Sequence[str], groups: Sequence[frozenset[str]]) -> list[str]:
    """Each fact moved to the middle of the middles of its groups."""
    place = {fact: number for number, fact in enumerate(order)}
    middles: dict[str, list[float]] = {fact: [] for fact in order}
    for group in groups:
        middle = sum(map(place.__getitem__, group)) / len(group)
        for fact in group:
            middles[fact].append(middle)
    return sorted(order, key=lambda fact: sum(middles[fact]) / len(middles[fact]) if middles[fact] else place[fact])
