"""jsonlogic-rs: JsonLogic in Rust; one rule that gives the list of answers."""

from __future__ import annotations

import json

import jsonlogic_rs
from tests.benchmarks.peers.prefix import as_json_logic
from tests.benchmarks.peers.task import Answers, Facts, Peer, Task, whole


def prepare(task: Task) -> Peer:
    """Both rule and data are parsed anew with every call; there is no other way in."""
    names = tuple(task.answers)
    rule = json.dumps({"merge": [as_json_logic(whole(task, name), task) for name in names]})

    def encode(facts: Facts) -> str:
        return json.dumps(task.renamed(facts))

    def evaluate(facts: str) -> Answers:
        return dict(zip(names, jsonlogic_rs.apply_serialized(rule, facts, json.loads), strict=True))

    return Peer(encode, evaluate)
