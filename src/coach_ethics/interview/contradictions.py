"""Answers that can't all be so: what is said next must fit what was said before."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from coach_ethics.assessment.act_diagram import constraints_that_hold, truths_in
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.interview.dependence import tied_to
from coach_ethics.interview.remaining import impossible
from coach_ethics.interview.state import Answered, State
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.determined import conflicting_constraints


def with_answers(state: State, new: tuple[Answered, ...], answers: tuple[Answered, ...] | None = None) -> State:
    """The interview with new answers: after the others, or as they stand among `answers`.

    The state has no answers yet about their facts. Raises CaseProblems (I106) where they contradict what is known.
    """
    after = evolve(state, answers=(*state.answers, *new) if answers is None else answers)
    facts = tuple(each.fact for each in new if each.value is not None)
    if facts and (contradicted := _contradicted(facts, state, after)):
        raise CaseProblems([_impossible(each, facts, state) for each in contradicted])
    return after


def _contradicted(facts: Iterable[str], state: State, after: State) -> tuple[Constraint, ...]:
    """The constraints that answers break with what was known before: by themselves, or together."""
    before, now = _constraints(state), _constraints(after)
    if broken := tuple(each for each in before if each not in now):
        return broken
    rules = state.prepared.policy.constraints
    if together := conflicting_constraints(state.prepared.slices, after.situation):
        return tuple(each for each in rules if each.name in together)
    if not impossible(after) or impossible(state):
        return ()
    tied = {each.name for fact in facts for each in tied_to(fact, state)}
    return tuple(each for each in rules if each.name in tied)


def _constraints(state: State) -> tuple[Constraint, ...]:
    """The constraints of the policy that the known facts don't break."""
    truths = truths_in(state.prepared, state.situation)
    holding = constraints_that_hold(state.prepared, state.situation, truths)
    return tuple(each for each in state.prepared.policy.constraints if each.name in holding)


def _impossible(constraint: Constraint, facts: tuple[str, ...], state: State) -> Problem:
    """I106: answers that contradict what is already known, or each other."""
    mentioned = state.prepared.slices.dependencies.mentioned([constraint.always])
    said = [fact for fact in facts if fact in mentioned] or list(facts)
    earlier = [fact for fact in mentioned if state.situation[fact] is not None and fact not in said]
    what = (
        f"that answer about `{said[0]}` contradicts" if len(said) == 1 else f"the answers about {_and(said)} contradict"
    )
    than = "what is already known" if earlier or len(said) == 1 else "each other"
    amend = f", or amend what was said about {_and(earlier)}" if earlier else ", or go back"
    reason = constraint.means or constraint.name
    another = "another answer" if len(said) == 1 else "other answers"
    return Problem("I106", f"{what} {than}: {reason}", path=f"$.{said[0]}", help=f"give {another}{amend}")


def _and(facts: Iterable[str]) -> str:
    *first, last = (f"`{fact}`" for fact in facts)
    return f"{', '.join(first)} and {last}" if first else last


def fitting_together(
    known: Situation, said: Iterable[Answered], ready: Prepared
) -> tuple[tuple[Answered, ...], tuple[Problem, ...]]:
    """What was said, one after the other, that breaks no constraint with the rest; and the problems of what does."""
    kept, problems = list[Answered](), list[Problem]()
    for each in said:
        try:
            known = require_possible(Situation({**known.values, each.fact: each.value}), ready)
            kept.append(each)
        except CaseProblems as impossible_:
            problems += impossible_.problems
    return tuple(kept), tuple(problems)
