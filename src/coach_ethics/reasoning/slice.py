"""The slice of a program that an answer rests on: facts, names, and the constraints that bear on these facts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from attrs import frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Program
from coach_ethics.displays import brief
from coach_ethics.kept import Kept
from coach_ethics.model.binding import meeting_by_themselves
from coach_ethics.model.conditions import Condition
from coach_ethics.model.domains import Runs, index_of, lies_in, value_at
from coach_ethics.model.groups import linked
from coach_ethics.model.policy import Constraint, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import facts_in


@frozen
class Slice:
    """What some conditions rest on. LAW: no other fact can change what they say, or whether it can be.

    `constraints` are those that bear on a fact of the slice, if only through other facts: their own facts and names are
    in the slice as well. `facts` stand in the order in which they are first mentioned, by the conditions and then by
    the constraints; of the `names`, each stands after those that it mentions itself.
    """

    facts: tuple[str, ...]
    names: tuple[str, ...]
    constraints: tuple[str, ...]

    __repr__ = brief


@frozen
class Binding:
    """What limits some facts: the `constraints` that no other fact can meet by itself.

    `meeting` are facts, none of them among those, that meet all other constraints that mention one of them, whatever
    else is so, and the values, as positions, that do. LAW: the facts can be together what all constraints let them be,
    as long as anything is possible at all.
    """

    constraints: frozenset[str]
    meeting: Mapping[str, Runs]


def slices_of(policy: Policy, program: Program, budget: Budget | None = None) -> Slices:
    """The slices of a policy's program, over the situations that its constraints allow."""
    return Slices(program, {each.name: each.always for each in policy.constraints}, budget)


def bearing(constraints: Iterable[Constraint], program: Program, known: Iterable[str] = ()) -> tuple[Constraint, ...]:
    """The constraints that can limit what a program says where these facts are known, if only through other facts,
    or because nothing meets them.

    A constraint of the vocabulary that a fact can meet by itself, of which the program doesn't speak and nothing is
    known, rules nothing out. So facts that a policy doesn't speak of make nothing harder to work out.

    THEOREM: where these facts and those of the program alone are known, the same is determined under all constraints.
    """
    whole = tuple(constraints)
    # A policy's own always count; in a program of several policies, what they name has another name.
    rules = {each.name: each.always for each in whole if not each.origin}
    binding = Slices(program, rules).binding(spoken_of(whole, program, known))
    return tuple(each for each in whole if each.origin or each.name in binding.constraints)


def spoken_of(constraints: Iterable[Constraint], program: Program, known: Iterable[str] = ()) -> frozenset[str]:
    """The facts that a program speaks of, those of a policy's own constraints, and those known."""
    own = (fact for each in constraints if each.origin for fact in facts_in(each.always))
    return _facts_of(program).union(known, own)


@lru_cache(maxsize=128)
def _facts_of(program: Program) -> frozenset[str]:
    return frozenset(fact for each in program.definitions for fact in facts_in(each.condition))


class Slices:
    """Slices of one program, whose situations the constraints restrict.

    With a `budget`, all that is asked of them spends it: of a program that is asked about once, as a mutant's is.
    """

    def __init__(self, program: Program, constraints: Mapping[str, Condition], budget: Budget | None = None) -> None:
        self.program, self.rules, self.budget = program, constraints, budget
        self.kept: Kept = {}
        self.dependencies = Dependencies(program)
        self._bindings: dict[frozenset[str], Binding] = {}
        self._behind_rules = {name: self.dependencies.facts([rule]) for name, rule in constraints.items()}

    def of(self, conditions: Iterable[Condition], among: Container[str] | None = None) -> Slice:
        """The slice that the conditions rest on; with `among`, only these constraints count."""
        asked = tuple(conditions)
        constraints = self.constraints(self.dependencies.facts(asked), among)
        whole = (*asked, *(self.rules[name] for name in constraints))
        return Slice(self.dependencies.mentioned(whole), self.dependencies.names(whole), constraints)

    def constraints(self, facts: Iterable[str], among: Container[str] | None = None) -> tuple[str, ...]:
        """The constraints that bear on these facts, if only through other facts: the nearest first."""
        counting = {rule: own for rule, own in self._behind_rules.items() if among is None or rule in among}
        return linked(facts, counting)

    def binding(self, facts: frozenset[str]) -> Binding:
        """What limits these facts, where nothing is known of any other."""
        if facts not in self._bindings:
            behind = {name: self.dependencies.mentioned([rule]) for name, rule in self.rules.items()}
            meeting = meeting_by_themselves(self.rules, behind, facts, self.program.vocabulary)
            constraints = (name for name, about in behind.items() if meeting.keys().isdisjoint(about))
            self._bindings[facts] = Binding(frozenset(constraints), meeting)
        return self._bindings[facts]

    def kept_beside(self, facts: frozenset[str], elsewhere: Situation) -> Situation:
        """A situation that keeps the constraints, changed so that whatever these facts are leaves it to keep those
        that don't limit them.
        """
        changed = {}
        for fact, runs in self.binding(facts).meeting.items():
            type_, value = self.program.vocabulary[fact].type, elsewhere[fact]
            if value is None or not lies_in(index_of(type_, value), runs):
                changed[fact] = value_at(type_, runs[0][0])
        return Situation({**elsewhere.values, **changed})
