"""zen-engine: a decision with one expression node, in which later lines read earlier ones."""

from __future__ import annotations

import json
from typing import Any

import zen
from tests.benchmarks.peers.infix import Notation, written
from tests.benchmarks.peers.task import Answers, Peer, Task

NOTATION = Notation("and", "or", "not ({})", "true", "false", step="$.{}")
PLACE = {"x": 0, "y": 0}


def prepare(task: Task) -> Peer:
    """Unknown facts aren't supported: comparing null with a number is an error."""
    lines = [(task.locals[name], each) for name, each in task.steps.items()]
    short = {f"a{at}": name for at, name in enumerate(task.answers)}
    lines += [(key, task.answers[name]) for key, name in short.items()]
    texts = [(key, written(each, task.facts, task.locals, NOTATION)) for key, each in lines]
    expressions = [{"id": key, "key": key, "value": text} for key, text in texts]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "facts", "position": PLACE},
        {
            "id": "ex",
            "type": "expressionNode",
            "name": "policy",
            "position": PLACE,
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "answers", "position": PLACE},
    ]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in (("in", "ex"), ("ex", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def evaluate(facts: dict[str, Any]) -> Answers:
        found = decision.evaluate(facts)["result"]
        return {name: found[key] for key, name in short.items()}

    return Peer(task.renamed, evaluate)
