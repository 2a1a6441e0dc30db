"""Reads what accompanies the rules: dialogue, clauses and scenarios."""

from __future__ import annotations

from collections.abc import Collection

from coach_ethics.findings import Status
from coach_ethics.language.policies.declarations import Context, citations, day, text, values_given
from coach_ethics.language.policies.norms import condition
from coach_ethics.language.schema.read import entries, entry, head, items
from coach_ethics.language.symbols import note_unknown, references
from coach_ethics.language.yaml import Mapping, Node, Scalar, value_of
from coach_ethics.model.conditions import TRUE
from coach_ethics.model.policy import EXPECTED_BY_ACT, Clause, Companions, DialogueStep, Expectation, Norm, Scenario
from coach_ethics.source import Span


def dialogue(node: Node | None, context: Context) -> tuple[DialogueStep, ...]:
    """The section `dialogue`."""
    found = []
    for about in items(node):
        fact, cites = _fact_under(about, "ask", context), citations(about, context)
        when = condition(about, "when", context) if entry(about, "when") is not None else TRUE
        if fact and when is not None:
            found.append(DialogueStep(fact, text(about, "text"), cites, when, origin=context.origin, span=head(about)))
    return tuple(found)


def clauses(
    node: Node | None,
    context: Context,
    *,
    scenarios: Collection[str],
    steps: Collection[str],
    norms: Collection[Norm],
) -> tuple[Clause, ...]:
    """The section `clauses`: every thing that a clause names must be there."""
    known, faults = context.known, context.faults
    objected = frozenset(norm.name for norm in norms if norm.objections)
    read = frozenset(norm.name for norm in norms)
    found = []
    for id_, about in entries(node):
        objections = references(entry(about, "objections"), "norm", known.norms, faults)
        asked = references(entry(about, "dialogue"), "fact", frozenset(known.facts), faults)
        for name in objections:
            if name in read and name not in objected:
                help_ = f"add `objections` to `{name}`, or name a norm that has objections"
                faults.add("N111", f"`{name}` has no objections", _item(about, "objections", name), help_)
        for name in asked:
            if name not in steps:
                help_ = f"add a step with `ask: {name}` to `dialogue`"
                faults.add(
                    "N111", f"no step of the dialogue asks about `{name}`", _item(about, "dialogue", name), help_
                )
        found.append(
            Clause(
                id_.text.strip(),
                text(about, "summary"),
                references(entry(about, "norms"), "norm", known.norms, faults),
                references(entry(about, "concepts"), "concept", known.concepts, faults),
                references(entry(about, "scenarios"), "scenario", scenarios, faults),
                objections,
                asked,
                text(about, "not_encoded"),
                references(entry(about, "notices"), "notice", known.notices, faults),
                origin=context.origin,
                span=id_.span,
            )
        )
    return tuple(found)


def _item(about: Node, key: str, name: str) -> Span:
    return next(
        (item.span for item in items(entry(about, key)) if isinstance(item, Scalar) and item.text.strip() == name),
        about.span,
    )


def scenarios(node: Node | None, context: Context) -> tuple[Scenario, ...]:
    """The section `scenarios`."""
    found: dict[str, Scenario] = {}
    for about in items(node):
        given = values_given(entry(about, "given"), context)
        expect = _expectation(entry(about, "expect"), context)
        name, cites = text(about, "scenario"), citations(about, context)
        other = found.get(name)
        if other is not None and other.span is not None:
            help_ = f"the first is on line {other.span.line}; give them different names"
            context.faults.add("N109", "two scenarios have this name", head(about), help_)
        found[name] = Scenario(name, given, expect, cites, day(about, "on"), origin=context.origin, span=head(about))
    return tuple(found.values())


def scenario_names(node: Node | None) -> frozenset[str]:
    """The names of the scenarios in a section, whether they can be read or not."""
    return frozenset(text(about, "scenario") for about in items(node))


def _expectation(node: Node | None, context: Context) -> Expectation:
    known, faults = context.known, context.faults

    def named(key: str, kind: str, names: frozenset[str]) -> tuple[str, ...] | None:
        found = entry(node, key)
        return None if found is None else references(found, kind, names, faults)

    dilemma = entry(node, "dilemma")
    statuses = [(status, named(status.value, "act", known.acts)) for status in EXPECTED_BY_ACT]
    grounds = entry(node, "grounds")
    choices = entry(node, "choices")
    return Expectation(
        statuses={status: acts for status, acts in statuses if acts is not None},
        dilemma=value_of(dilemma) is True if isinstance(dilemma, Scalar) else None,
        choices=None if choices is None else _sets(choices, "act", known.acts, context),
        holds=named("holds", "concept", known.concepts),
        fails=named("fails", "concept", known.concepts),
        in_force=named("in_force", "norm", known.norms),
        not_in_force=named("not_in_force", "norm", known.norms),
        grounds=None if grounds is None else _grounds(grounds, context),
        first_question=_fact_under(node, "first_question", context),
        required_with=_companions(entry(node, "required_with"), context),
        forbidden_with=_companions(entry(node, "forbidden_with"), context),
        advised=named("advised", "act", known.acts),
        advised_against=named("advised_against", "act", known.acts),
        exempt=named("exempt", "act", known.acts),
        notices=named("notices", "notice", known.notices),
        presumed=None if entry(node, "presumed") is None else _presumed(entry(node, "presumed"), context),
        no_notices=named("no_notices", "notice", known.notices),
    )


def _presumed(node: Node | None, context: Context) -> dict[Status, tuple[str, ...]]:
    acts, faults = context.known.acts, context.faults
    found = ((status, entry(node, status.value)) for status in EXPECTED_BY_ACT)
    return {status: references(given, "act", acts, faults) for status, given in found if given is not None}


def _companions(node: Node | None, context: Context) -> Companions | None:
    """For each of some acts, acts that go with it; a faulty name is noted and left out."""
    if not isinstance(node, Mapping):
        return None
    acts, found = context.known.acts, []
    for name, companions in entries(node):
        if name.text in acts:
            found.append((name.text, references(companions, "act", acts, context.faults)))
        else:
            note_unknown("act", name.text, name.span, acts, context.faults)
    return tuple(found)


def _sets(node: Node, kind: str, names: frozenset[str], context: Context) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(references(item, kind, names, context.faults)) for item in items(node))


def _grounds(node: Node, context: Context) -> tuple[tuple[str, frozenset[frozenset[str]]], ...]:
    found = []
    for name, sets in entries(node if isinstance(node, Mapping) else None):
        if name.text in context.known.acts:
            found.append((name.text, _sets(sets, "norm", context.known.norms, context)))
        else:
            note_unknown("act", name.text, name.span, context.known.acts, context.faults)
    return tuple(found)


def _fact_under(node: Node | None, key: str, context: Context) -> str | None:
    found = entry(node, key)
    if not isinstance(found, Scalar):
        return None
    if found.text in context.known.facts:
        return found.text
    note_unknown("fact", found.text, found.span, context.known.facts, context.faults)
    return None
