"""A program as plain durable_rules JSON, for use without this library."""

from __future__ import annotations

import json
from typing import assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.engines.durable.translate import ANCHOR, RulesetTranslation, definition, translate
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer


def export(program: Program) -> dict[str, object]:
    """A program as data: rulesets in the order in which they run, and what their properties stand for.

    `facts`: for each fact its property, and for each value that isn't a number the number to send. `names`: for each
    name of the program its property, or its truth value where that never changes. `rulesets`: each with `rules` in
    durable_rules' own notation (`run` names the action), the properties that it `reads`, and what each action `says`:
    a property and its value. `docs/engines.md` shows how to run it. Raises CaseProblems (E503).
    """
    translation = translate(program)
    return {
        "format": "coach-ethics/durable/1",
        "anchor": ANCHOR,
        "facts": {
            fact: {"property": name, **_values(translation.types[fact])} for fact, name in translation.facts.items()
        },
        "names": dict(translation.names),
        "rulesets": _rulesets(translation),
    }


def export_json(program: Program) -> str:
    """What `export` gives, as JSON text."""
    return json.dumps(export(program), indent=1)


def _values(type_: FactType) -> dict[str, object]:
    match type_:
        case Boolean():
            return {"values": {"false": 0, "true": 1}}
        case Integer(minimum, maximum):
            return {"minimum": minimum, "maximum": maximum}
        case Enumeration(values):
            return {"values": {value: place for place, value in enumerate(values)}}
        case _:
            assert_never(type_)


def _rulesets(translation: RulesetTranslation) -> dict[str, object]:
    return {
        f"s{place}": {
            "stratum": ruleset.stratum,
            "reads": sorted(ruleset.reads),
            "says": {f"r{at}": [rule.property, rule.value] for at, rule in enumerate(ruleset.rules)},
            "rules": {name: {**rule, "run": name} for name, rule in definition(ruleset).items()},
        }
        for place, ruleset in enumerate(translation.rulesets)
    }
