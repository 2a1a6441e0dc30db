"""L024: a threshold on which scenarios come near from both sides, but never to it."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import Comparison, Condition, Operator
from coach_ethics.model.domains import size, true_runs, value_at
from coach_ethics.model.policy import Scenario
from coach_ethics.model.vocabulary import Integer, Value
from coach_ethics.model.walk import below, facts_in
from coach_ethics.problems import Problem, quoted


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    own = [concept.when for concept in policy.concepts if concept.origin == policy.name]
    own += [norm.when for norm in policy.norms if norm.origin == policy.name]
    told = set()
    for condition in own:
        for node in below(condition):
            for fact, less, more in _boundaries(node, subject):
                given = {int(value) for _, value in _given(fact, subject)}
                own_given = [int(value) for scenario, value in _given(fact, subject) if scenario.origin == policy.name]
                both = any(each <= less for each in own_given) and any(each >= more for each in own_given)
                missing = [value for value in (less, more) if value not in given]
                if both and missing and (fact, less) not in told:
                    told.add((fact, less))
                    values = " or ".join(map(str, missing))
                    yield warning(
                        "L024",
                        f"no scenario has {values} for `{fact}`, where `{quoted(write_condition(node))}` changes",
                        node.span,
                        "add scenarios on both sides of the boundary: they tell `>` from `>=`",
                    )


def _given(fact: str, subject: Subject) -> Iterator[tuple[Scenario, Value]]:
    for scenario in subject.policy.scenarios:
        value = dict(scenario.given).get(fact)
        if value is not None:
            yield scenario, value


def _boundaries(node: Condition, subject: Subject) -> Iterator[tuple[str, int, int]]:
    """The neighbouring numbers of a fact of which only one makes a comparison with a bound true."""
    if not isinstance(node, Comparison) or node.operator in (Operator.EQ, Operator.NE) or len(facts_in(node)) != 1:
        return
    (name,) = facts_in(node)
    fact = subject.policy.vocabulary[name]
    if not isinstance(fact.type, Integer):
        return
    last = size(fact.type) - 1
    for first, final in true_runs(node, subject.policy.vocabulary):
        edges = ((first - 1, first), (final, final + 1))
        for less, more in edges:
            if less >= 0 and more <= last:
                yield name, int(value_at(fact.type, less)), int(value_at(fact.type, more))


LINT = Lint(
    code="L024",
    name="untried-boundary",
    finds="A threshold that scenarios keep away from on one side or both, though they have values on both.",
    matters="Whether the threshold itself is in or out is where mistakes are made, and nothing would notice one.",
    example="when: months > 12, with scenarios for 11 and 24 months",
    instead="Add scenarios for 12 and 13 months.",
    check=_check,
)
