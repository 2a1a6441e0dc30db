"""How rules of durable_rules fire where nobody expects it, and that this engine's rules don't."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from tests.engines.durable.hazards import (
    MAYBE,
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
from coach_ethics.engines.durable.translate import definition, translate
from coach_ethics.model.conditions import TRUE, And, Holds, Named, Not, Or
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.testing.strategies import policies


@needs_durable_rules
def test_a_negation_is_not_evaluated_again_for_what_a_rule_derives() -> None:
    """`absent` fires although the fact whose absence it needs was derived from the same message."""
    script = """
import durable.engine
fired = []
def derive(c):
    fired.append("derive")
    c.assert_fact({"sid": "0", "kind": "derived"})
def absent(c):
    fired.append("absent")
rules = durable.engine.Ruleset("rules", None, {
    "absent": {"all": [{"m_0": {"kind": "given"}}, {"m_1$not": {"kind": "derived"}}], "run": absent},
    "derive": {"all": [{"m": {"kind": "given"}}], "run": derive},
})
state = rules.assert_fact({"sid": "0", "kind": "given"})
rules.do_actions(state, lambda error, state: None)
print(json.dumps(sorted(fired)))
"""
    assert printed(script) == ["absent", "derive"]


@needs_durable_rules
def test_a_rule_that_an_empty_message_satisfies_runs_for_ever() -> None:
    """Through its Python layer: after each action the state record is posted, and matches again."""
    script = """
import durable.engine
rules = durable.engine.Ruleset("rules", None, {"r": {"all": [{"m": {"$nex": {"x": 1}}}], "run": lambda c: None}})
rules.do_actions(rules.assert_event({"sid": "0", "y": 1}), lambda error, state: None)
"""
    with pytest.raises(subprocess.TimeoutExpired):
        elsewhere(script, seconds=1.5)


@given(policies())
def test_no_rule_negates_or_branches_and_each_reads_one_message(policy: Policy) -> None:
    """INVARIANT (positive) and INVARIANT (conjunctions)."""
    lowered = lower(policy)
    assert not {"$nex", "$not", "none", "$or", "any"} & {node for node in patterns(lowered) if isinstance(node, str)}
    for ruleset in translate(lowered).rulesets:
        for rule in definition(ruleset).values():
            (messages,) = rule.values()
            assert isinstance(messages, list)
            assert len(messages) == 1
            assert list(messages[0]) == ["m"]


@needs_durable_rules
def test_derived_names_may_be_negated() -> None:
    vocabulary = booleans(2)
    given, kept = (Holds(fact.name) for fact in vocabulary)
    lowered = program(vocabulary, given, Not(Named("c0")), And((Not(Named("c1")), kept)), Not(Named("c2")))
    assert all(agrees(lowered, Situation({given.fact: one, kept.fact: other})) for one in MAYBE for other in MAYBE)


@needs_durable_rules
def test_an_event_is_consumed_by_the_first_rule_that_matches() -> None:
    script = """
handle = engine.create_ruleset("rules", json.dumps({"r": rule({"x": 1}), "s": rule({"y": 1})}))
_, state = engine.assert_event(handle, json.dumps({"sid": "0", "x": 1, "y": 1}))
engine.start_action_for_state(handle, state)
print(json.dumps(engine.complete_and_start_action(handle, state)))
"""
    assert printed(script) is None


@needs_durable_rules
def test_one_fact_may_make_many_names_true() -> None:
    vocabulary = booleans(1)
    given = Holds("fact.number_0")
    conditions = [And((given, Or((given, Not(each))))) for each in (given, Not(given), TRUE)]
    assert agrees(program(vocabulary, *conditions), all_true(vocabulary))
