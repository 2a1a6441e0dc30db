"""When conditions, and the constraints that bear on them, are certain on what is known: as decision diagrams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.diagrams import Diagrams, Pair
from coach_ethics.deontics.minimal import Budget
from coach_ethics.model.conditions import Condition
from coach_ethics.model.vocabulary import Vocabulary


@frozen(eq=False)
class Certain:
    """Diagrams over what is known, the names behind some conditions in them, and the constraints that bear on these."""

    diagrams: Diagrams
    names: Mapping[str, Pair]
    rules: Sequence[Condition]

    def pair(self, condition: Condition) -> Pair:
        """When the condition is certainly true, and when it is certainly false."""
        return self.diagrams.certain(condition, self.names.__getitem__)


def certain(conditions: Sequence[Condition], concerns: Concerns, vocabulary: Vocabulary, most: int) -> Certain:
    """What is needed to ask when the conditions are certain. Raises Exhausted beyond so many branches."""
    concerned = frozenset[str]().union(*map(concerns.facts, conditions))
    rules = concerns.constraints(concerned)
    facts = concerns.ordered(conditions, concerned.union(*map(concerns.facts, rules)))
    diagrams = Diagrams(facts, vocabulary, Budget(most), unknown=True)
    names: dict[str, Pair] = {}
    for name, definition in concerns.behind([*conditions, *rules]):
        names[name] = diagrams.certain(definition, names.__getitem__)
    return Certain(diagrams, names, rules)
