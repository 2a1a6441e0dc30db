"""rule-engine: a rule object for each step and answer; what a step gives is put beside the facts."""

from __future__ import annotations

import rule_engine
from tests.benchmarks.peers.infix import Notation, written
from tests.benchmarks.peers.task import Answers, Peer, Task

from coach_ethics.model.conditions import Condition

NOTATION = Notation("and", "or", "(not {})", "true", "false")


def prepare(task: Task) -> Peer:
    """Unknown facts aren't supported: a symbol without a value is an error."""
    steps = [(task.locals[name], _rule(task, each)) for name, each in task.steps.items()]
    answers = [(name, _rule(task, each)) for name, each in task.answers.items()]

    def evaluate(facts: dict[str, object]) -> Answers:
        facts = dict(facts)
        for local, rule in steps:
            facts[local] = rule.matches(facts)
        return {name: rule.matches(facts) for name, rule in answers}

    return Peer(task.renamed, evaluate)


def _rule(task: Task, condition: Condition) -> rule_engine.Rule:
    return rule_engine.Rule(written(condition, task.facts, task.locals, NOTATION))
