"""Running translated rulesets: the only module that imports durable_rules.

It is used by way of its extension module, a message at a time. `durable.lang` starts timer threads and never forgets a
ruleset; the Python layer above the extension parses each message again for every rule that it matched, which takes ten
times as long.

INVARIANT (own state): every message has a state of its own, deleted as soon as its rules have run, and only then: the
state of a message that no rule matched holds uninitialised pointers, and deleting it may kill the process.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from types import ModuleType

from attrs import frozen

from coach_ethics.deontics.program import Program
from coach_ethics.engines.durable.translate import ANCHOR, Ruleset, definition, number, translate
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import FactType

_TRUTH: Mapping[int | None, Truth] = {1: True, 0: False, None: None}


def available() -> bool:
    """Whether durable_rules can be imported here."""
    try:
        _engine()
    except ImportError:
        return False
    return True


def _engine() -> ModuleType:
    import durable_rules_engine

    module: ModuleType = durable_rules_engine
    return module


@frozen
class _LoadedRuleset:
    """A ruleset in durable_rules: its handle, the properties to send, and what each rule says."""

    handle: int
    reads: tuple[str, ...]
    says: Mapping[str, tuple[str, int]]


def prepare(program: Program) -> Callable[[Situation], Mapping[str, Truth]]:
    """Load a program into durable_rules; the function that it gives may be shared between threads.

    The rulesets are freed with that function. Raises ImportError where durable_rules isn't installed, and CaseProblems
    (E503) where an integer fact doesn't fit 64 bits.
    """
    engine = _engine()
    translation = translate(program)
    loaded = [_load(place, ruleset, engine) for place, ruleset in enumerate(translation.rulesets)]
    facts = [(fact, property_, translation.types[fact]) for fact, property_ in translation.facts.items()]
    names = translation.names
    sessions = count()

    def evaluate(situation: Situation) -> Mapping[str, Truth]:
        known = _sent(situation, facts)
        for ruleset in loaded:
            message = {name: known[name] for name in ruleset.reads if name in known}
            if message:
                for rule in _fired(engine, ruleset.handle, message, str(next(sessions))):
                    if rule in ruleset.says:
                        property_, value = ruleset.says[rule]
                        known[property_] = value
        return {name: said if isinstance(said, bool) else _TRUTH[known.get(said)] for name, said in names.items()}

    weakref.finalize(evaluate, _free, engine, [ruleset.handle for ruleset in loaded]).atexit = False
    return evaluate


def _load(place: int, ruleset: Ruleset, engine: ModuleType) -> _LoadedRuleset:
    handle = engine.create_ruleset(f"s{place}", json.dumps(definition(ruleset)))
    says = {f"r{at}": (rule.property, rule.value) for at, rule in enumerate(ruleset.rules)}
    return _LoadedRuleset(handle, tuple(sorted(ruleset.reads)), says)


def _free(engine: ModuleType, handles: list[int]) -> None:
    for handle in handles:
        engine.delete_ruleset(handle)


def _sent(situation: Situation, facts: list[tuple[str, str, FactType]]) -> dict[str, int]:
    values = situation.values
    return {property_: number(values[fact], type_) for fact, property_, type_ in facts if fact in values}


def _fired(engine: ModuleType, handle: int, message: dict[str, int], session: str) -> Iterator[str]:
    """The rules that a message matches."""
    code, state = engine.assert_fact(handle, json.dumps({"sid": session, "id": "m", ANCHOR: 1, **message}))
    assert code == 0, "INVARIANT (handled): every message matches a rule"
    _, matched = engine.start_action_for_state(handle, state)
    while matched is not None:
        yield matched.split('"', 2)[1]
        matched = engine.complete_and_start_action(handle, state)
    engine.delete_state(handle, session)
