"""What durable_rules does to the process it runs in, and that this engine's use of it doesn't."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from tests.engines.durable.hazards import (
    agrees,
    all_true,
    booleans,
    elsewhere,
    needs_durable_rules,
    patterns,
    printed,
    program,
)

from coach_ethics.deontics.program import lower
from coach_ethics.model.conditions import Holds, Not
from coach_ethics.model.policy import Policy
from coach_ethics.testing.strategies import policies


@needs_durable_rules
def test_deleting_the_state_of_a_message_that_nothing_matched_kills_the_process() -> None:
    script = """
handle = engine.create_ruleset("rules", json.dumps({"r": rule({"x": 1})}))
engine.assert_fact(handle, json.dumps({"sid": "0", "x": 0}))
engine.delete_state(handle, "0")
"""
    assert elsewhere(script).returncode < 0


@needs_durable_rules
def test_an_exception_in_an_action_is_swallowed() -> None:
    script = """
import durable.engine
def fails(c):
    raise ValueError("lost")
rules = durable.engine.Ruleset("rules", None, {"r": {"all": [{"m": {"x": 1}}], "run": fails}})
errors = []
rules.do_actions(rules.assert_event({"sid": "0", "x": 1}), lambda error, state: errors.append(error))
print(json.dumps([errors, "lost" in rules.get_state("0")["exception"]]))
"""
    assert printed(script) == [[None], True]


@given(policies())
def test_durable_rules_runs_none_of_our_code(policy: Policy) -> None:
    """Rules have no actions, so nothing of ours can fail inside."""
    assert "run" not in {node for node in patterns(lower(policy)) if isinstance(node, str)}


@needs_durable_rules
def test_the_language_layer_starts_threads() -> None:
    script = """
import threading, durable.lang as lang
with lang.ruleset("rules"):
    lang.when_all(lang.m.x == 1)(lambda c: None)
lang.post("rules", {"x": 1})
print(json.dumps(threading.active_count()))
"""
    threads = printed(script)
    assert isinstance(threads, int)
    assert threads > 1


@needs_durable_rules
def test_the_language_layer_never_forgets_a_ruleset() -> None:
    """Whoever is done with a ruleset can't be rid of it, nor define another under its name."""
    script = """
import durable.lang as lang
def define():
    with lang.ruleset("rules"):
        lang.when_all(lang.m.x == 1)(lambda c: None)
    lang.post("rules", {"x": 1})
define()
try:
    define()
except Exception as error:
    print(json.dumps(str(error)))
"""
    assert "already registered" in str(printed(script))


@needs_durable_rules
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_states_that_are_not_deleted_stay_in_memory() -> None:
    """Some 50 MB for 400 messages; `test_run.py` shows that this engine's memory stays flat."""
    script = """
import os
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
grown = []
for delete in (False, True):
    handle = engine.create_ruleset("rules", json.dumps({"r": rule({"x": 1})}))
    before = resident()
    for at in range(400):
        _, state = engine.assert_fact(handle, json.dumps({"sid": str(at), "id": "m", "x": 1}))
        engine.start_action_for_state(handle, state)
        engine.complete_and_start_action(handle, state)
        if delete:
            engine.delete_state(handle, str(at))
    grown.append(resident() - before)
print(json.dumps(grown))
"""
    grown = printed(script)
    assert isinstance(grown, list)
    kept, deleted = grown
    assert kept > 20 * 2**20
    assert deleted < 2 * 2**20


@needs_durable_rules
def test_evaluating_starts_no_thread_and_leaves_the_language_layer_alone() -> None:
    vocabulary = booleans(1)
    before = threading.active_count()
    assert agrees(program(vocabulary, Not(Holds("fact.number_0"))), all_true(vocabulary))
    assert threading.active_count() == before
    assert "durable.lang" not in sys.modules
