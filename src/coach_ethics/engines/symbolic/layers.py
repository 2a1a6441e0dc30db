"""Named conditions as literals of a solver: a definition is asserted when it is first asked for, and only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import z3

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.engines.symbolic.formulas import Formula, add, both, check, equal, fresh
from coach_ethics.engines.symbolic.translate import Symbols, classical, in_runs, kleene, within_domains
from coach_ethics.model.answers import Unsure
from coach_ethics.model.conditions import Condition, Named
from coach_ethics.model.domains import Runs
from coach_ethics.model.vocabulary import Boolean
from coach_ethics.translation import Translatable

STEPS = 500_000
"""The most steps of z3's own count (`rlimit`) that a question may take: about a second. Those of shipped policies take
at most ten thousand."""


def solver(own: Symbols) -> Any:
    """A solver that knows the facts' domains. `STEPS` bounds each question.

    So by itself it gives up on the same questions on every machine, however busy. It is the plain incremental solver:
    with questions as small and as many as ours, preprocessing costs more than it saves.
    """
    made = z3.SimpleSolver(ctx=own.context)
    made.set("rlimit", STEPS)
    add(made, within_domains(own))
    return made


def steps_taken(among: Any) -> int:
    """How many steps of z3's own count the solver's context has taken so far."""
    return int(among.statistics().get_key_value("rlimit count"))


def set_seconds(among: Any, seconds: float) -> None:
    """Bound the next question in time."""
    among.set("timeout", min(max(1, int(seconds * 1000)), _LONGEST))


_LONGEST = 2**31 - 1  # milliseconds, as z3 holds them


def possible(among: Any, literals: Sequence[Formula]) -> bool:
    """Whether the literals can hold together. Raises Unsure."""
    verdict = check(among, literals)
    if verdict is None:
        raise Unsure(Translatable("the solver gave no answer: {why}", why=str(among.reason_unknown())))
    return verdict


class Classical:
    """Conditions where every fact is known: one literal each."""

    def __init__(self, dependencies: Dependencies, own: Symbols, among: Any) -> None:
        self._dependencies, self._own, self._among = dependencies, own, among
        self._names: dict[str, Formula] = {}
        self._literals: dict[Condition, Formula] = {}
        self._boxes: dict[tuple[tuple[str, Runs], ...], Formula] = {}

    def literal(self, condition: Condition) -> Formula:
        """The condition holds."""
        if isinstance(condition, Named) and condition.name in self._names:
            return self._names[condition.name]
        if condition not in self._literals:
            for name in self._dependencies.names([condition], but=self._names):
                self._names[name] = self._equal(self._formula(self._dependencies.definitions[name]))
            formula = self._formula(condition)
            self._literals[condition] = formula if isinstance(condition, Named) else self._equal(formula)
        return self._literals[condition]

    def within(self, box: Mapping[str, Runs]) -> Formula:
        """Each fact of the box lies in its runs."""
        key = tuple(sorted(box.items()))
        if len(key) == 1 and isinstance(self._own.vocabulary[key[0][0]].type, Boolean):
            return in_runs(*key[0], self._own)
        if key not in self._boxes:
            sides = [in_runs(fact, runs, self._own) for fact, runs in key]
            self._boxes[key] = self._equal(both(sides, self._own.context))
        return self._boxes[key]

    def _formula(self, condition: Condition) -> Formula:
        return classical(condition, self._own, self._names.__getitem__)

    def _equal(self, formula: Formula) -> Formula:
        return _equal(formula, self._own, self._among)


class Kleene:
    """Conditions where some facts may be unknown: a literal for certainly true, and one for certainly false."""

    def __init__(self, dependencies: Dependencies, own: Symbols, among: Any) -> None:
        self._dependencies, self._own, self._among = dependencies, own, among
        self._names: dict[str, tuple[Formula, Formula]] = {}
        self._pairs: dict[Condition, tuple[Formula, Formula]] = {}

    def pair(self, condition: Condition) -> tuple[Formula, Formula]:
        """The condition is certainly true; it is certainly false."""
        if condition not in self._pairs:
            for name in self._dependencies.names([condition], but=self._names):
                self._names[name] = self._equal(self._formulas(self._dependencies.definitions[name]))
            self._pairs[condition] = self._equal(self._formulas(condition))
        return self._pairs[condition]

    def _formulas(self, condition: Condition) -> tuple[Formula, Formula]:
        return kleene(condition, self._own, self._names.__getitem__)

    def _equal(self, pair: tuple[Formula, Formula]) -> tuple[Formula, Formula]:
        return _equal(pair[0], self._own, self._among), _equal(pair[1], self._own, self._among)


def _equal(formula: Formula, own: Symbols, among: Any) -> Formula:
    """A new literal that is equal to the formula. z3 tells one from the other by its own numbers."""
    literal = fresh("is", own.truths)
    add(among, [equal(literal, formula)])
    return literal
