"""Whether more of a fact ever forbids an act, asked of the solver: two situations that differ in this fact only.

We put a value for the fact into all that rests on it, and the next value into a copy. Is there a situation, as to all
other facts, where the one leaves the act alone and the other forbids it?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from coach_ethics.analysis.monotonicity import Broken, Kept
from coach_ethics.analysis.proofs.context import ProofContext, forbidden
from coach_ethics.engines.reference import truth
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, Unanswered
from coach_ethics.model.conditions import Comparison, Condition, Constant, FactTerm, Literal, Named, Not
from coach_ethics.model.domains import value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import facts_in, rewrite


def more_forbids(fact: str, act: str, asked: ProofContext) -> Broken | Kept | Unanswered:
    """Whether there are two situations that can be, alike but for more of the fact, where only the second forbids.

    An act is less allowed just where it is forbidden, be it in a dilemma or not.
    """
    concerns, session = asked.concerns, asked.session
    if fact not in concerns.facts(forbidden(act)):
        return Kept()
    type_ = asked.policy.vocabulary[fact].type
    rules = [rule for rule in session.constraints.values() if fact in concerns.facts(rule)]
    unsure: Unanswered | None = None
    for place in session.starts(fact)[1:]:
        less, more = value_at(type_, place - 1), value_at(type_, place)
        before, after = (tuple(_given([forbidden(act), *rules], fact, value, asked)) for value in (less, more))
        match session.find(Not(before[0]), *before[1:], *after):
            case FoundModel(situation):
                return Broken(act, Situation({**situation.values, fact: less}), fact, more)
            case Unanswered() as unanswered:
                unsure = unanswered
            case Impossible():
                pass
    return unsure or Kept()


def _given(conditions: Sequence[Condition], fact: str, value: Value, asked: ProofContext) -> Iterator[Condition]:
    """The conditions where the fact has this value; for names that rest on the fact, others are defined."""
    session = asked.session

    def leaf(condition: Condition) -> Condition:
        if isinstance(condition, Named) and fact in asked.concerns.facts(condition):
            return Named(_name(condition.name, fact, value))
        return _put(condition, fact, value) if fact in facts_in(condition) else condition

    for name, definition in asked.concerns.behind(conditions):
        new = _name(name, fact, value)
        if fact in asked.concerns.facts(Named(name)) and new not in session.definitions.conditions:
            session.define(new, rewrite(definition, leaf))
    return (rewrite(condition, leaf) for condition in conditions)


def _name(name: str, fact: str, value: Value) -> str:
    return f"{name} where {fact} is {value}"


def _put(atom: Condition, fact: str, value: Value) -> Condition:
    """What is left of an atom once the fact is known to have this value."""
    known = truth(atom, Situation({fact: value}), {})
    if known is not None:
        return Constant(known)
    assert isinstance(atom, Comparison), "INVARIANT (typed): only a comparison speaks of two facts"
    left, right = (
        Literal(value) if isinstance(term, FactTerm) and term.name == fact else term for term in (atom.left, atom.right)
    )
    return evolve(atom, left=left, right=right)
