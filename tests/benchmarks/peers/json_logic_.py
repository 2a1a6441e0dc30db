"""json-logic-qubit: a rule for each step and answer; what a step gives is put beside the facts."""

from __future__ import annotations

from json_logic import jsonLogic
from tests.benchmarks.peers.prefix import as_json_logic
from tests.benchmarks.peers.task import Answers, Peer, Task


def prepare(task: Task) -> Peer:
    """A missing variable is null, which compares as false: unknown facts aren't supported."""
    steps = [(task.locals[name], as_json_logic(each, task)) for name, each in task.steps.items()]
    names, answers = tuple(task.answers), [as_json_logic(each, task) for each in task.answers.values()]

    def evaluate(facts: dict[str, object]) -> Answers:
        facts = dict(facts)
        for local, rule in steps:
            facts[local] = jsonLogic(rule, facts)
        return dict(zip(names, jsonLogic(answers, facts), strict=True))

    return Peer(task.renamed, evaluate)
