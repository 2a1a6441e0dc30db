"""cedarpy: a `permit` for each answer; one request, and the policies that determined it are the answers that hold."""

from __future__ import annotations

import cedarpy
from tests.benchmarks.peers.infix import Notation, written
from tests.benchmarks.peers.task import Answers, Facts, Peer, Task, whole

from coach_ethics.model.conditions import FALSE

NOTATION = Notation("&&", "||", "!({})", "true", "false", fact="context.{}", among="[{1}].contains({0})")
REQUEST = {"principal": 'Coach::"c"', "action": 'Action::"assess"', "resource": 'Engagement::"e"'}


def prepare(task: Task) -> Peer:
    """Policies and entities are parsed once. An attribute that is absent is an error of its policy."""
    possible = [name for name, each in task.answers.items() if each != FALSE]
    texts = [
        f"permit(principal, action, resource) when {{ {written(whole(task, name), task.facts, {}, NOTATION)} }};"
        for name in possible
    ]
    policies = cedarpy.PolicySet.from_str("\n".join(texts))
    entities = cedarpy.Entities.from_json_str("[]")
    names = {f"policy{at}": name for at, name in enumerate(possible)}
    none = dict.fromkeys(task.answers, False)

    def encode(facts: Facts) -> object:
        return {**REQUEST, "context": task.renamed(facts)}

    def evaluate(request: dict[str, object]) -> Answers:
        found = dict(none)
        for reason in cedarpy.is_authorized(request, policies, entities).diagnostics.reasons:
            found[names[reason]] = True
        return found

    return Peer(encode, evaluate)
