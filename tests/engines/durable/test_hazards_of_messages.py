"""What durable_rules does with messages that nobody expects, and that this engine posts none of that kind."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.durable.hazards import (
    MAYBE,
    agrees,
    booleans,
    elsewhere,
    needs_durable_rules,
    patterns,
    printed,
    program,
)

from coach_ethics.deontics.program import lower
from coach_ethics.engines.durable import run
from coach_ethics.engines.durable.run import prepare
from coach_ethics.engines.durable.translate import END, Present, StratumCheck, definition, translate
from coach_ethics.model.conditions import Comparison, FactTerm, Holds, Operator
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Integer, Vocabulary
from coach_ethics.testing.condition_strategies import TYPES
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies


@needs_durable_rules
def test_a_number_in_scientific_notation_is_refused_and_in_a_batch_kills_the_process() -> None:
    """A batch ends at what it can't parse, and gives a state that was never made."""
    assert elsewhere('matched({"r": rule({"x": 1})}, {"x": 1e-07})').stderr.rstrip().endswith("error code: 204")
    script = """
handle = engine.create_ruleset("rules", json.dumps({"r": rule({"y": 1})}))
_, state = engine.assert_facts(handle, json.dumps([{"sid": "0", "x": 1e-07, "y": 1}]))
engine.start_action_for_state(handle, state)
"""
    assert elsewhere(script).returncode < 0


@given(policies())
def test_rules_hold_short_ascii_names_of_our_own_and_integers_only(policy: Policy) -> None:
    """INVARIANT (plain)."""
    for node in patterns(lower(policy)):
        assert isinstance(node, dict | list) or type(node) is int or (isinstance(node, str) and len(node) < 8)
        assert not isinstance(node, str) or (node.isascii() and node.lstrip("$").isalnum())


@needs_durable_rules
@given(data=st.data())
def test_messages_hold_short_ascii_names_and_64_bit_integers_only(data: st.DataObject) -> None:
    """INVARIANT (plain), looked at where a message leaves for durable_rules."""
    import durable_rules_engine

    policy = data.draw(policies(types=(*TYPES, Integer(-(10**12), 10**12))))
    situation = data.draw(situations(policy))
    sent: list[str] = []

    def listening(handle: int, message: str) -> object:
        sent.append(message)
        return durable_rules_engine.assert_fact(handle, message)

    with pytest.MonkeyPatch.context() as patched:
        heard = SimpleNamespace(**vars(durable_rules_engine) | {"assert_fact": listening})
        patched.setattr(run, "_engine", lambda: heard)
        prepare(lower(policy))(situation)
    for message in sent:
        assert message.isascii()
        values = json.loads(message)
        assert re.fullmatch("[0-9]+", values.pop("sid"))
        assert values.pop("id") == "m"
        assert all(type(value) is int and -(2**63) <= value < 2**63 for value in values.values())
        assert all(re.fullmatch("a|[fnx][0-9]+", name) for name in values)


@needs_durable_rules
def test_a_message_that_nothing_matches_is_an_error_and_a_batch_stops_there() -> None:
    script = """
import durable.engine
seen = []
rules = durable.engine.Ruleset("rules", None, {"r": {"all": [{"m": {"x": 1}}], "run": lambda c: seen.append(c.m.y)}})
errors = []
for post in (lambda: rules.assert_event({"sid": "0", "x": 2}),
             lambda: rules.assert_events([{"sid": "1", "x": 2, "y": 1}, {"sid": "1", "x": 1, "y": 2}])):
    try:
        rules.do_actions(post(), lambda error, state: None)
    except Exception as error:
        errors.append(type(error).__name__)
print(json.dumps([errors, seen]))
"""
    assert printed(script) == [["MessageNotHandledException"] * 2, []]


@needs_durable_rules
def test_a_situation_that_no_rule_speaks_of_is_answered() -> None:
    vocabulary = booleans(2)
    lowered = program(vocabulary, *(Holds(fact.name) for fact in vocabulary))
    assert agrees(lowered, Situation({}))
    assert all(END in definition(ruleset) for ruleset in translate(lowered).rulesets)


@needs_durable_rules
def test_the_same_message_twice_is_an_error() -> None:
    script = """
handle = engine.create_ruleset("rules", json.dumps({"r": rule({"x": 1})}))
print(json.dumps([engine.assert_fact(handle, json.dumps({"sid": "0", "id": "m", "x": 1}))[0] for _ in range(2)]))
"""
    assert printed(script) == [0, 2]


@needs_durable_rules
@given(st.data())
def test_the_same_situation_twice_has_the_same_answer(data: st.DataObject) -> None:
    policy = data.draw(policies())
    situation = data.draw(situations(policy))
    evaluator = prepare(lower(policy))
    assert dict(evaluator(situation)) == dict(evaluator(situation))


@needs_durable_rules
def test_true_and_one_are_the_same() -> None:
    assert printed('print(json.dumps(matched({"r": rule({"x": True})}, {"x": 1})[1]))') == ["r"]


@needs_durable_rules
def test_a_boolean_and_a_number_never_share_a_property() -> None:
    vocabulary = Vocabulary((Fact("a.flag", Boolean()), Fact("a.count", Integer(0, 1))))
    count = FactTerm("a.count", Integer(0, 1))
    lowered = program(vocabulary, Holds("a.flag"), Comparison(count, Operator.EQ, count))
    for flag in MAYBE:
        for number in (0, 1, None):
            assert agrees(lowered, Situation({"a.flag": flag, "a.count": number}))


@needs_durable_rules
def test_comparing_with_a_property_that_is_missing_reads_stale_memory() -> None:
    script = """
stale = {"$and": [{"x": 0}, {"$neq": {"x": {"$m": "y"}}}]}
print(json.dumps(matched({"r": rule(stale), "end": rule({"x": 0})}, {"x": 0})[1]))
"""
    assert printed(script) == ["r", "end"] or printed(script) == ["end", "r"]


@given(policies())
def test_a_property_is_compared_with_another_only_where_that_is_present(policy: Policy) -> None:
    """INVARIANT (present)."""
    for ruleset in translate(lower(policy)).rulesets:
        for rule in ruleset.rules:
            for at, test in enumerate(rule.tests):
                if isinstance(test, StratumCheck) and isinstance(test.value, str):
                    assert Present(test.value) in rule.tests[:at]


@needs_durable_rules
def test_two_properties_whose_names_have_one_hash_are_one() -> None:
    assert printed('print(json.dumps(matched({"r": rule({"liquid": 1})}, {"costarring": 1})[1]))') == ["r"]


def test_no_two_of_our_property_names_have_one_hash() -> None:
    """durable_rules knows a property by 32 bits of its name (FNV-1a): ours differ for 20,000 facts and names."""

    def hashed(name: str) -> int:
        value = 2166136261
        for byte in name.encode():
            value = (value ^ byte) * 16777619 % 2**32
        return value

    names = [*(f"{letter}{number}" for letter in "fnx" for number in range(20_000)), "a", "sid", "id", "$s", "$forward"]
    assert len({hashed(name) for name in names}) == len(names)
