"""A solver session: one incremental solver for all questions about one program.

Every definition is asserted once, every condition that is asked about gets a literal of its own, and a question is a
set of literals assumed for one call. So what the solver learns from one question helps with the next, and an impossible
question comes back with the literals that made it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import evolve

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Program
from coach_ethics.engines.symbolic.formulas import Formula, add, at_most, is_true, negation, number
from coach_ethics.engines.symbolic.layers import Classical, Kleene, possible, set_seconds, solver, steps_taken
from coach_ethics.engines.symbolic.translate import Symbols, symbols
from coach_ethics.model.answers import Answer, Box, Found, Impossible, MinimalModel, Undecided, Unsure
from coach_ethics.model.cells import Partition, partition
from coach_ethics.model.conditions import Condition
from coach_ethics.model.domains import index_of, value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Integer, Value
from coach_ethics.translation import Translatable

MOST_STEPS = 2_000_000
"""How many steps all questions of one session may take together, unless the caller gives another budget."""

_COUNTED = 8
"""After so many questions it is counted how many steps the solver took; to ask it takes as long as a question."""

MOST_NUMBERS = 20
"""How many numbers of a fact are tried in search of a plain one."""


class SolverSession:
    """Questions about one program, over the situations that its constraints allow.

    All questions together spend one `budget`, of steps and maybe of time; each is bounded besides. A session belongs to
    one thread at a time.
    """

    def __init__(
        self,
        program: Program,
        constraints: Mapping[str, Condition],
        budget: Budget | None = None,
        own: Symbols | None = None,
    ) -> None:
        self.program = program
        self.constraints = constraints
        self.budget = budget or Budget(MOST_STEPS)
        self._asked = self._counted = 0
        self.own = own or symbols(program.vocabulary)
        self.dependencies = Dependencies(program)
        self.situations = solver(self.own)
        self.classical = Classical(self.dependencies, self.own, self.situations)

    @cached_property
    def knowledge(self) -> Any:
        """A solver for what little has to be known. Most sessions are never asked that."""
        return solver(self.own)

    @cached_property
    def certain(self) -> Kleene:
        """Conditions as `knowledge` has them, where some facts may be unknown."""
        return Kleene(self.dependencies, self.own, self.knowledge)

    @cached_property
    def completed(self) -> Classical:
        """Conditions as `knowledge` has them, where every fact is known."""
        return Classical(self.dependencies, self.own, self.knowledge)

    def find(self, *conditions: Condition, within: Sequence[Box] = (), outside: Sequence[Box] = ()) -> Answer:
        """A situation in which all the conditions hold, and which lies in all of some boxes and in none of others."""
        literals = [
            *map(self.classical.literal, (*self.constraints.values(), *conditions)),
            *map(self.classical.within, within),
            *(negation(self.classical.within(box)) for box in outside),
        ]
        try:
            return Found(self.read(self.situations.model())) if self.check(literals) else Impossible()
        except Unsure as unsure:
            return Undecided(unsure.reason)

    def why_impossible(self, conditions: Sequence[Condition]) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
        """Which of the conditions, and which constraints by name, can't hold together; none of them can be left out.

        Constraints are blamed only where the conditions alone don't do. Raises Unsure.
        INVARIANT (impossible): the conditions can't all hold.
        """
        asked = {condition: self.classical.literal(condition) for condition in dict.fromkeys(conditions)}
        # A constraint that says what another one or a condition says would be blamed beside it, for the same literal.
        named = {
            condition: name for name, condition in reversed(tuple(self.constraints.items())) if condition not in asked
        }
        rules = {name: self.classical.literal(condition) for condition, name in named.items()}
        literals = list(asked.values())
        core = self.core(literals if not self.check(literals) else [*rules.values(), *literals])
        blamed = {literal.get_id() for literal in core}
        return (
            tuple(condition for condition, literal in asked.items() if literal.get_id() in blamed),
            tuple(name for name, literal in rules.items() if literal.get_id() in blamed),
        )

    def blamed(self, box: Box, *conditions: Condition) -> frozenset[str]:
        """Facts of a box that keep the conditions from holding together in it; none of them can be left out.

        Constraints count as conditions. Raises Unsure. INVARIANT (impossible): the conditions don't hold together in
        the box.
        """
        sides = {fact: self.classical.within({fact: runs}) for fact, runs in box.items()}
        always = map(self.classical.literal, (*conditions, *self.constraints.values()))
        needed = {literal.get_id() for literal in self.core(list(sides.values()), list(always))}
        return frozenset(fact for fact, literal in sides.items() if literal.get_id() in needed)

    def smallest(self, *conditions: Condition) -> MinimalModel:
        """The fewest facts that, once known, make all the conditions certainly true, as Kleene evaluation means it.

        Raises Unsure where not even one such situation was found in time.
        INVARIANT (possible): the conditions can hold together.
        """
        facts, wanted = sorted(self.dependencies.facts(conditions)), self._certainly(conditions)
        known = [self.own.known[fact] for fact in facts]
        best: Any = None
        self.knowledge.push()
        try:
            while self._possible(self.knowledge, wanted):
                best = self.knowledge.model()
                count = len(self.known_in(best, facts))
                if not count:
                    break
                add(self.knowledge, [at_most(known, count - 1, self.own.context)])
        except Unsure:
            if best is None:
                raise
            return evolve(self.partial(best, facts), proved=False)
        finally:
            self.knowledge.pop()
        assert best is not None, "INVARIANT (possible): the conditions can hold together"
        return self._plainer(self.partial(best, facts), wanted, facts)

    def _certainly(self, conditions: Iterable[Condition]) -> list[Formula]:
        """The conditions are certainly true, and some completion keeps every constraint."""
        certain = (self.certain.pair(condition)[0] for condition in conditions)
        return [*certain, *map(self.completed.literal, self.constraints.values())]

    def _plainer(self, found: MinimalModel, wanted: Sequence[Formula], facts: Sequence[str]) -> MinimalModel:
        """The same facts with the least numbers that will do, of those at which something in the program may change."""
        fixed_facts = found.situation.values
        known = [self.own.known[fact] if fact in fixed_facts else negation(self.own.known[fact]) for fact in facts]
        for fact, value in found.situation.values.items():
            type_ = self.own.vocabulary[fact].type
            if not isinstance(type_, Integer):
                continue
            fixed = self._points(found.situation, but=fact)
            for place in self.partition.starts(fact)[:MOST_NUMBERS]:
                if place >= index_of(type_, value):
                    break
                point = self.completed.within({fact: ((place, place),)})
                if self._possible(self.knowledge, [*wanted, *known, *fixed, point]):
                    found = self.partial(self.knowledge.model(), facts)
                    break
        return found

    def _points(self, situation: Situation, but: str) -> list[Formula]:
        places = (
            (fact, index_of(self.own.vocabulary[fact].type, value))
            for fact, value in situation.values.items()
            if fact != but
        )
        return [self.completed.within({fact: ((place, place),)}) for fact, place in places]

    def partial(self, model: Any, facts: Iterable[str]) -> MinimalModel:
        """What a model of knowledge knows of the facts, with the completion that comes with it."""
        return MinimalModel(self.read(model, self.known_in(model, facts)), self.read(model))

    def known_in(self, model: Any, facts: Iterable[str]) -> list[str]:
        """Those of the facts that a model of knowledge knows."""
        return [fact for fact in facts if is_true(model, self.own.known[fact])]

    def check(self, literals: Sequence[Formula]) -> bool:
        """Whether the literals can hold together in a situation. Raises Unsure."""
        return self._possible(self.situations, literals)

    def _possible(self, among: Any, literals: Sequence[Formula]) -> bool:
        """Whether the literals can hold together, as long as the budget lasts. Raises Unsure."""
        try:
            self.budget.spend(_COUNTED)
            if self._asked % _COUNTED == 0:
                taken = steps_taken(among)
                self._counted, new = taken, taken - self._counted
                self.budget.spend(new)
        except Exhausted as exhausted:
            raise Unsure(Translatable("all questions together took {spent}", spent=exhausted.spent)) from None
        self._asked += 1
        if self.budget.seconds_left is not None:
            set_seconds(among, self.budget.seconds_left())
        return possible(among, literals)

    def core(self, literals: Sequence[Formula], always: Sequence[Formula] = ()) -> list[Formula]:
        """Those of the literals that can't hold together with those in `always`; none of them can be left out.

        Raises Unsure. INVARIANT (impossible): the literals can't all hold.
        """
        assert not self.check([*literals, *always]), "INVARIANT (impossible): the literals can't all hold"
        kept = self._blamed(literals)
        for literal in tuple(kept):
            rest = [each for each in kept if each.get_id() != literal.get_id()]
            if len(rest) < len(kept) and not self.check([*rest, *always]):
                kept = self._blamed(rest)
        return kept

    def _blamed(self, literals: Iterable[Formula]) -> list[Formula]:
        core = {each.get_id() for each in self.situations.unsat_core()}
        return [literal for literal in literals if literal.get_id() in core]

    def read(self, model: Any, facts: Iterable[str] | None = None) -> Situation:
        """The situation of a model: complete, or of these facts only."""
        among = self.program.vocabulary.by_name if facts is None else facts
        return Situation({fact: self._value(fact, model) for fact in among})

    def _value(self, fact: str, model: Any) -> Value:
        type_ = self.own.vocabulary[fact].type
        value = self.own.values[fact]
        return is_true(model, value) if isinstance(type_, Boolean) else value_at(type_, number(model, value))

    @cached_property
    def partition(self) -> Partition:
        """The domains in cells that nothing in the program, and no constraint, can tell apart."""
        conditions = (each.condition for each in self.program.definitions)
        return partition([*conditions, *self.constraints.values()], self.program.vocabulary)
