"""The tools with which the hazards of durable_rules are shown, and that this engine doesn't reach them.

Where a hazard kills or hangs the process it is shown in another one. A test in `test_hazards_of_*.py` that fails
after an upgrade of durable_rules says that a precaution may be dropped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.durable.run import available, prepare
from coach_ethics.engines.durable.translate import definition, translate
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.conditions import Condition
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary

needs_durable_rules = pytest.mark.skipif(not available(), reason="durable_rules isn't installed here")

MAYBE = (True, False, None)

PRELUDE = """
import json, durable_rules_engine as engine

def matched(rules, message, session="0"):
    handle = engine.create_ruleset("rules", json.dumps(rules))
    code, state = engine.assert_fact(handle, json.dumps({"sid": session, **message}))
    found, started = [], engine.start_action_for_state(handle, state)
    text = started and started[1]
    while text:
        found.append(text.split('"', 2)[1])
        text = engine.complete_and_start_action(handle, state)
    return code, found

def rule(pattern):
    return {"all": [{"m": pattern}]}
"""


def elsewhere(script: str, seconds: float = 20) -> subprocess.CompletedProcess[str]:
    """Run a script on durable_rules in a process of its own, in which fresh memory (of glibc) is never zero."""
    command = [sys.executable, "-c", PRELUDE + script]
    environment = {**os.environ, "MALLOC_PERTURB_": "165"}
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, env=environment)


def printed(script: str) -> object:
    """What a script that survives prints, read as JSON."""
    ran = elsewhere(script)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def booleans(count: int) -> Vocabulary:
    return Vocabulary(tuple(Fact(f"fact.number_{at}", Boolean()) for at in range(count)))


def program(vocabulary: Vocabulary, *conditions: Condition) -> Program:
    """A program that calls its conditions `c0`, `c1`, ..."""
    named = enumerate(conditions)
    return Program(vocabulary, tuple(Definition(f"c{at}", Kind.CONCEPT, (f"c{at}",), each) for at, each in named))


def all_true(vocabulary: Vocabulary) -> Situation:
    return Situation({fact.name: True for fact in vocabulary})


def agrees(lowered: Program, situation: Situation) -> bool:
    return dict(prepare(lowered)(situation)) == evaluate(lowered, situation)


def patterns(lowered: Program) -> Iterator[object]:
    """Everything that durable_rules is given of a program: every key and every value, however deep."""
    waiting: list[object] = [definition(ruleset) for ruleset in translate(lowered).rulesets]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting += [*node.keys(), *node.values()]
        if isinstance(node, list):
            waiting += node
