"""zen-engine's expressions alone: compiled one by one, without a decision around them."""

from __future__ import annotations

from typing import Any

import zen
from tests.benchmarks.peers.infix import Notation, written
from tests.benchmarks.peers.task import Answers, Peer, Task, whole

NOTATION = Notation("and", "or", "not ({})", "true", "false")


def prepare(task: Task) -> Peer:
    """One expression that gives an object with every answer."""
    short = {f"a{at}": name for at, name in enumerate(task.answers)}
    parts = (f"{key}: {written(whole(task, name), task.facts, {}, NOTATION)}" for key, name in short.items())
    expression = zen.compile_expression("{" + ", ".join(parts) + "}")

    def evaluate(facts: dict[str, Any]) -> Answers:
        found = expression.evaluate(facts)
        return {name: found[key] for key, name in short.items()}

    return Peer(task.renamed, evaluate)
