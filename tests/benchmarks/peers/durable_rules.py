"""durable_rules by its own Python layer, on the rulesets that `coach-ethics export --to durable` writes.

The rulesets are `durable.engine.Ruleset`s with an action for each rule, loaded once, as `docs/engines.md` shows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.benchmarks.peers.task import Answers, Facts, Peer

from coach_ethics.deontics.program import Program
from coach_ethics.engines.durable.export import export
from coach_ethics.findings import Truth

TRUTH: dict[int | None, Truth] = {1: True, 0: False, None: None}


def prepare(program: Program) -> Peer:
    """It answers for every name of the program, unknown facts left out, as our own engine does."""
    from durable.engine import Ruleset

    exported: Any = export(program)
    anchor, session = exported["anchor"], count()
    said: dict[str, int] = {}

    def action(says: tuple[str, int] | None) -> Callable[[object], None]:
        def run(_: object) -> None:
            if says:
                said[says[0]] = says[1]

        return run

    loaded = []
    for name, each in exported["rulesets"].items():
        rules = {
            rule: {"all": body["all"], "run": action(each["says"].get(rule))} for rule, body in each["rules"].items()
        }
        loaded.append((Ruleset(name, None, rules), each["reads"]))

    def encode(facts: Facts) -> dict[str, int]:
        sent: dict[str, int] = {}
        for fact, value in facts.items():
            if about := exported["facts"].get(fact):
                word = str(value).lower() if isinstance(value, bool) else value
                sent[about["property"]] = about["values"][word] if "values" in about else int(value)
        return sent

    def evaluate(sent: dict[str, int]) -> Answers:
        said.clear()
        said.update(sent)
        for ruleset, reads in loaded:
            sid = str(next(session))
            message = {read: said[read] for read in reads if read in said}
            state = ruleset.assert_fact({"sid": sid, anchor: 1, **message})
            ruleset.do_actions(state, lambda error, state: None)
            ruleset.delete_state(sid)
        return {
            name: where if isinstance(where, bool) else TRUTH[said.get(where)]
            for name, where in exported["names"].items()
        }

    return Peer(encode, evaluate)
