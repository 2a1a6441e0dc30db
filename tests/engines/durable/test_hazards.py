"""What durable_rules does that nobody expects: each hazard is shown, and so is that this engine doesn't reach it.

Where a hazard kills or hangs the process it is shown in another one. A test here that fails after an upgrade of
durable_rules says that a precaution may be dropped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines.durable import run
from coach_ethics.engines.durable.run import available, prepare
from coach_ethics.engines.durable.translate import (
    END,
    MOST_PROPERTIES,
    MOST_RULES,
    Check,
    Present,
    definition,
    translate,
)
from coach_ethics.engines.reference import evaluate
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import Boolean, Fact, Integer, Vocabulary
from coach_ethics.ir.conditions import TRUE, And, Comparison, Condition, FactTerm, Holds, Named, Not, Operator, Or
from coach_ethics.ir.policy import Policy
from coach_ethics.testing.situations import situations
from coach_ethics.testing.strategies import TYPES, policies

needs_durable_rules = pytest.mark.skipif(not available(), reason="durable_rules isn't installed here")

PRELUDE = """
import json, durable_rules_engine as engine

def matched(rules, message, session="0", delete=False):
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


MAYBE = (True, False, None)


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
def test_deleting_the_state_of_a_message_that_nothing_matched_kills_the_process() -> None:
    script = """
handle = engine.create_ruleset("rules", json.dumps({"r": rule({"x": 1})}))
engine.assert_fact(handle, json.dumps({"sid": "0", "x": 0}))
engine.delete_state(handle, "0")
"""
    assert elsewhere(script).returncode < 0


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
                if isinstance(test, Check) and isinstance(test.value, str):
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
