"""A search for a situation in which conditions have given truth values: backtracking, pruned by Kleene evaluation.

Needs no solver, so the lints work everywhere. What it can't decide within its budget it says so; proofs proper are the
symbolic engine's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.cells import Cell, cells
from coach_ethics.deontics.program import Kind, Program, lower, name_of
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.policy import Claim, Policy, Property
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import below, facts_in

STEPS = 20_000
"""How many partial situations a search looks at before it gives up."""


@frozen
class Found:
    """A situation in which the conditions hold; it fixes only what it needs to."""

    situation: Situation


@frozen
class Impossible:
    """There is no such situation."""


@frozen
class GivenUp:
    """The search ended before it could tell."""


Answer: TypeAlias = Found | Impossible | GivenUp


def find(wanted: Sequence[Condition], program: Program, policy: Policy) -> Answer:
    """A situation in which all the wanted conditions are true, and no constraint of the policy is broken."""
    definitions = {definition.name: definition.condition for definition in program.definitions}
    possible = tuple(constraint.always for constraint in policy.constraints)
    facts = _facts_behind(wanted, definitions)
    by_cell = cells((*_behind((*wanted, *possible), definitions),), policy.vocabulary)
    search = _Search(definitions, tuple(wanted), possible, facts, by_cell)
    try:
        found = search.below({}, 0)
    except _TooLongError:
        return GivenUp()
    return Impossible() if found is None else Found(Situation(found))


def counterexample(claim: Property, policy: Policy, program: Program | None = None) -> Answer:
    """A situation that breaks a property of the policy, if there is one."""
    holds = Named(name_of(Kind.PROPERTY, claim.name))
    broken = Not(holds) if claim.claim is Claim.ALWAYS else holds
    return find((broken,), program or lower(policy), policy)


class _TooLongError(Exception):
    """The budget is spent."""


class _Search:
    """One search: its conditions, the facts in the order in which they are tried, and the steps taken."""

    def __init__(
        self,
        definitions: Mapping[str, Condition],
        wanted: tuple[Condition, ...],
        possible: tuple[Condition, ...],
        facts: tuple[str, ...],
        by_cell: Mapping[str, tuple[Cell, ...]],
    ) -> None:
        self._definitions, self._wanted, self._possible = definitions, wanted, possible
        self._facts, self._cells = facts, by_cell
        self._steps = 0

    def below(self, known: dict[str, Value], place: int) -> dict[str, Value] | None:
        """The first situation that extends what is known, from the fact at this place on."""
        self._steps += 1
        if self._steps > STEPS:
            raise _TooLongError
        situation = Situation(known)
        verdicts = [self._truth(condition, situation) for condition in self._wanted]
        if False in verdicts or any(self._truth(condition, situation) is False for condition in self._possible):
            return None
        if place == len(self._facts):
            return known if all(verdicts) else None
        if all(verdicts) and all(self._truth(condition, situation) for condition in self._possible):
            return known
        for cell in self._cells[self._facts[place]]:
            found = self.below({**known, self._facts[place]: cell[0]}, place + 1)
            if found is not None:
                return found
        return None

    def _truth(self, condition: Condition, situation: Situation) -> Truth:
        return truth(condition, situation, _Lazily(self._definitions, situation))


class _Lazily(Mapping[str, Truth]):
    """The truth values of names, worked out when they are asked for."""

    def __init__(self, definitions: Mapping[str, Condition], situation: Situation) -> None:
        self._definitions, self._situation = definitions, situation
        self._known: dict[str, Truth] = {}

    def __getitem__(self, name: str) -> Truth:
        if name not in self._known:
            self._known[name] = truth(self._definitions[name], self._situation, self)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def __len__(self) -> int:
        return len(self._definitions)


def _behind(conditions: Sequence[Condition], definitions: Mapping[str, Condition]) -> Iterator[Condition]:
    """The conditions and, through names, all on which they depend."""
    waiting, seen = list(conditions), set[str]()
    while waiting:
        condition = waiting.pop(0)
        yield condition
        for node in below(condition):
            if isinstance(node, Named) and node.name not in seen:
                seen.add(node.name)
                waiting.append(definitions[node.name])


def _facts_behind(conditions: Sequence[Condition], definitions: Mapping[str, Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for each in _behind(conditions, definitions) for fact in facts_in(each)))
