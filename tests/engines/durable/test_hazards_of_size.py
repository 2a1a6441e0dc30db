"""How much of anything durable_rules bears, and that this engine stays below it, however large a policy."""

from __future__ import annotations

import subprocess

import pytest
from tests.engines.durable.hazards import agrees, all_true, booleans, elsewhere, needs_durable_rules, printed, program

from coach_ethics.engines.durable.translate import MOST_PROPERTIES, MOST_RULES, translate
from coach_ethics.model.conditions import And, Holds, Not, Or


@needs_durable_rules
def test_a_rule_that_joins_many_messages_fails() -> None:
    script = """
joined = {"all": [{f"m_{at}": {"x": at}} for at in range(21)]}
handle = engine.create_ruleset("rules", json.dumps({"r": joined}))
try:
    for at in range(21):
        engine.assert_fact(handle, json.dumps({"sid": "0", "x": at}))
    print(json.dumps("fine"))
except Exception as error:
    print(json.dumps(str(error)))
"""
    assert str(printed(script)).endswith("error code: 304")


@needs_durable_rules
def test_a_conjunction_of_many_facts_is_one_message() -> None:
    vocabulary = booleans(500)
    assert agrees(program(vocabulary, And(tuple(Holds(fact.name) for fact in vocabulary))), all_true(vocabulary))


@needs_durable_rules
def test_a_message_that_matches_more_than_64_rules_is_an_error() -> None:
    script = """
for count in (64, 65):
    rules = {f"r{at}": rule({f"x{at}": 1}) for at in range(count)}
    try:
        print(json.dumps(len(matched(rules, {f"x{at}": 1 for at in range(count)})[1])), end=" ")
    except Exception as error:
        print(str(error)[-3:])
"""
    assert elsewhere(script).stdout.split() == ["64", "303"]


@needs_durable_rules
def test_a_ruleset_of_600_rules_hangs() -> None:
    script = 'engine.create_ruleset("rules", json.dumps({f"r{at}": rule({f"x{at}": 1}) for at in range(600)}))'
    with pytest.raises(subprocess.TimeoutExpired):
        elsewhere(script, seconds=1.5)


@needs_durable_rules
def test_a_message_of_more_than_253_properties_is_an_error() -> None:
    script = """
for count in (252, 254):
    try:
        print(len(matched({"r": rule({"x0": 1})}, {f"x{at}": 1 for at in range(count)})[1]), end=" ")
    except Exception as error:
        print("error")
"""
    assert elsewhere(script).stdout.split() == ["1", "error"]


@needs_durable_rules
def test_600_names_over_600_facts_are_all_found_true() -> None:
    """INVARIANT (bounded)."""
    vocabulary = booleans(600)
    lowered = program(vocabulary, *(Not(Holds(fact.name)) for fact in vocabulary))
    assert agrees(lowered, all_true(vocabulary))
    for ruleset in translate(lowered).rulesets:
        assert len(ruleset.rules) <= MOST_RULES < 64
        assert len(ruleset.reads) <= MOST_PROPERTIES < 250


@needs_durable_rules
def test_each_branch_of_an_or_fires_its_rule_again() -> None:
    script = """
either = lambda at: {"$or": [{f"x{at}": 1}, {f"y{at}": 1}]}
message = {f"{name}{at}": 1 for name in "xy" for at in range(5)}
print(json.dumps(len(matched({"r": rule({"$and": [either(at) for at in range(5)]})}, message)[1])))
"""
    assert printed(script) == 2**5


@needs_durable_rules
def test_many_alternatives_at_once_stay_few_rules() -> None:
    """(a or b) and (c or d) and ...: as rules multiplied out there would be 2 ** 60."""
    vocabulary = booleans(120)
    pairs = zip(vocabulary.facts[::2], vocabulary.facts[1::2], strict=True)
    lowered = program(vocabulary, And(tuple(Or((Holds(one.name), Holds(other.name))) for one, other in pairs)))
    assert sum(len(ruleset.rules) for ruleset in translate(lowered).rulesets) < 400
    assert agrees(lowered, all_true(vocabulary))
