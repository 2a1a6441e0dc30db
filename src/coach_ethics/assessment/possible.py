"""Whether a case can be: the constraints that bind it, whoever declared them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve

from coach_ethics.assessment.act_diagram import truths_in
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.coaching.constraints import broken, impossible_here, impossible_together
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.record_keys import with_record
from coach_ethics.engines.reference import truth
from coach_ethics.engines.registry import Evaluator
from coach_ethics.kept import kept_with_first
from coach_ethics.model.domains import value_at
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import names_in
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.determined import conflicting_constraints
from coach_ethics.reasoning.slice import Slices


def require_possible(where: Situation, ready: Prepared, case: object = None) -> Situation:
    """The situation, if it can be under a policy. Raises CaseProblems (F309, F310) where it breaks constraints.

    Where the `case` is an engagement from a file, they have their places there.
    """
    problems = tuple(impossibilities(where, ready.policy.constraints, ready.slices, partial(truths_in, ready)))
    if problems:
        raise CaseProblems(_placed(each, case) for each in problems)
    return where


def impossibilities(
    where: Situation, rules: Sequence[Constraint], slices: Slices, evaluate: Evaluator
) -> Iterator[Problem]:
    """The problems of a situation that breaks constraints of a policy, one by one or together.

    A constraint that is broken whatever is known is a fault of the policy (L016), and not of a case.
    """
    if not rules or not where.values:
        return

    found = _broken_in(where, rules, evaluate)
    always = broken_by_all(found, evaluate)
    for each in (each for each in found if each not in always):
        yield impossible_here(each, where, slices.dependencies.mentioned([each.always]))[1]
    if found or _kept_by_one(where, rules, evaluate, slices):
        return
    if conflicting := conflicting_constraints(slices, where):
        yield impossible_together(conflicting)


def _kept_by_one(where: Situation, rules: Sequence[Constraint], evaluate: Evaluator, slices: Slices) -> bool:
    """Whether one completion, that with the first value of each unknown fact, keeps all constraints.

    Where it does, nothing has to be drawn to see that they can be kept together.
    """
    vocabulary = slices.program.vocabulary
    first = {fact: value_at(vocabulary[fact].type, 0) for fact in _mentioned(slices) if where[fact] is None}
    completed = Situation({**where.values, **first}) if first else where
    concepts = evaluate(completed) if any(names_in(each.always) for each in rules) else {}
    return all(truth(each.always, completed, concepts) for each in rules)


@kept_with_first(1)
def _mentioned(slices: Slices) -> tuple[str, ...]:
    """The facts on which constraints rest."""
    return slices.dependencies.mentioned(slices.rules.values())


def broken_by_all(rules: Sequence[Constraint], evaluate: Evaluator) -> tuple[Constraint, ...]:
    """The constraints that are broken whatever is known."""
    return _broken_in(Situation(), rules, evaluate)


def _broken_in(situation: Situation, rules: Sequence[Constraint], evaluate: Evaluator) -> tuple[Constraint, ...]:
    concepts = evaluate(situation) if any(names_in(each.always) for each in rules) else {}
    return broken(rules, situation, concepts)


def _placed(problem: Problem, case: object) -> Problem:
    if not isinstance(case, Engagement) or problem.path is None:
        return problem
    path = f"$.facts{problem.path[1:]}"
    places = (case.places.get(each) for each in (path, problem.path))
    return with_record(evolve(problem, path=path, span=next(filter(None, places), None)), case)
