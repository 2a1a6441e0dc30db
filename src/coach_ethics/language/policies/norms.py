"""Reads the rules of a policy: constraints, concepts, norms, properties, completeness, monotonicity, conflicts."""

from __future__ import annotations

import attrs

from coach_ethics.language.conditions.parser import read_condition
from coach_ethics.language.policies.declarations import Context, check_values, citations, flag, text
from coach_ethics.language.schema.layout import CLAIMS, MODALITIES
from coach_ethics.language.schema.read import entries, entry, head, items
from coach_ethics.language.symbols import note_unknown, references
from coach_ethics.language.yaml import Node, Scalar, value_of
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import (
    Claim,
    CompletenessRequirement,
    Concept,
    Constraint,
    DeclaredConflict,
    Modality,
    Monotone,
    Norm,
    Notice,
    Objection,
    Presumption,
    Property,
)
from coach_ethics.model.vocabulary import Enumeration


def constraints(node: Node | None, context: Context) -> tuple[Constraint, ...]:
    """The section `constraints`."""
    found = []
    for name, about in entries(node):
        always = condition(about, "always", context)
        if always is not None:
            found.append(Constraint(name.text, always, text(about, "means"), origin=context.origin, span=name.span))
    return tuple(found)


def concepts(node: Node | None, context: Context) -> tuple[Concept, ...]:
    """The section `concepts`, in the order of the file."""
    found = []
    for name, about in entries(node):
        when, cites = condition(about, "when", context), citations(about, context)
        if when is not None:
            means = text(about, "means")
            label = text(about, "label")
            found.append(Concept(name.text, when, means, cites, label, origin=context.origin, span=name.span))
    return tuple(found)


def norms(node: Node | None, context: Context) -> tuple[Norm, ...]:
    """The section `norms`."""
    read = (_norm(name, about, context) for name, about in entries(node))
    return tuple(norm for norm in read if norm is not None)


def _norm(name: Scalar, about: Node, context: Context) -> Norm | None:
    known, faults = context.known, context.faults
    key = next((key for key in MODALITIES if entry(about, key) is not None), None)
    acts = references(entry(about, key), "act", known.acts, faults) if key else ()
    norm = Norm(
        name.text,
        Modality(key or "must"),
        acts,
        references(entry(about, "if_doing"), "act", known.acts, faults),
        TRUE,
        references(entry(about, "overrides"), "norm", known.norms, faults),
        text(about, "because"),
        citations(about, context),
        _objections(entry(about, "objections"), context),
        disputed=text(about, "disputed"),
        origin=context.origin,
        span=name.span,
    )
    when = condition(about, "when", context) if entry(about, "when") is not None else TRUE
    if not acts or when is None:
        return None
    return attrs.evolve(norm, when=when, within=_days(about), layer=text(about, "layer"))


def _days(about: Node) -> int | None:
    deadline = entry(about, "within")
    days = entry(deadline, "days") if deadline is not None else None
    return int(days.text) if isinstance(days, Scalar) and isinstance(value_of(days), int) else None


def notices(node: Node | None, context: Context) -> tuple[Notice, ...]:
    """The section `notices`."""
    found = []
    for name, about in entries(node):
        when = condition(about, "when", context) if entry(about, "when") is not None else TRUE
        says, urgent, cites = text(about, "says"), flag(about, "urgent"), citations(about, context)
        if says and when is not None:
            found.append(Notice(name.text, says, when, urgent, cites, origin=context.origin, span=name.span))
    return tuple(found)


def presumptions(node: Node | None, context: Context) -> tuple[Presumption, ...]:
    """The section `presume`: each value must be one of its fact (T111)."""
    found = []
    for name, about in entries(node):
        if name.text not in context.known.facts:
            note_unknown("fact", name.text, name.span, context.known.facts, context.faults)
            continue
        type_, given = context.known.facts[name.text], entry(about, "value")
        if type_ is None or not isinstance(given, Scalar):
            continue
        dropped = given.text == "unknown" and given.plain
        if dropped or check_values([given], type_, name.text, "T111", context.faults):
            value, says, because = (None if dropped else value_of(given)), text(about, "says"), text(about, "because")
            cites = citations(about, context)
            found.append(Presumption(name.text, value, says, because, cites, origin=context.origin, span=name.span))
    return tuple(found)


def _objections(node: Node | None, context: Context) -> tuple[Objection, ...]:
    return tuple(
        Objection(text(about, "objection"), text(about, "answer"), citations(about, context), span=head(about))
        for about in items(node)
    )


def properties(node: Node | None, context: Context) -> tuple[Property, ...]:
    """The section `properties`."""
    found = []
    for name, about in entries(node):
        claim = next((claim for claim in CLAIMS if entry(about, claim) is not None), None)
        said = condition(about, claim, context, calls=True) if claim else None
        if claim and said is not None:
            means = text(about, "means")
            found.append(Property(name.text, Claim(claim), said, means, origin=context.origin, span=name.span))
    return tuple(found)


def completeness(node: Node | None, context: Context) -> tuple[CompletenessRequirement, ...]:
    """The section `completeness`."""
    found = []
    for about in items(node):
        acts = references(entry(about, "acts"), "act", context.known.acts, context.faults)
        when = condition(about, "when", context, calls=True) if entry(about, "when") is not None else TRUE
        if acts and when is not None:
            found.append(
                CompletenessRequirement(acts, when, text(about, "means"), origin=context.origin, span=head(about))
            )
    return tuple(found)


def monotone(node: Node | None, context: Context) -> tuple[Monotone, ...]:
    """The section `monotone`: the facts in it must have an order (T110)."""
    found = []
    for about in items(node):
        acts = references(entry(about, "never_less"), "act", context.known.acts, context.faults)
        fact = entry(about, "more")
        if acts and isinstance(fact, Scalar) and _has_order(fact, context):
            means = text(about, "means")
            found.append(Monotone(fact.text.strip(), acts, means, origin=context.origin, span=head(about)))
    return tuple(found)


def _has_order(fact: Scalar, context: Context) -> bool:
    name = fact.text.strip()
    if name not in context.known.facts:
        note_unknown("fact", name, fact.span, context.known.facts, context.faults)
        return False
    match context.known.facts[name]:  # partial: every other type has an order
        case Enumeration(_, False):
            message = f"the values of `{name}` have no order, so none is more than another"
            context.faults.add("T110", message, fact.span, "name a Boolean, a number or an ordered enumeration")
            return False
        case type_:
            return type_ is not None


def conflicts(node: Node | None, context: Context) -> tuple[DeclaredConflict, ...]:
    """The section `conflicts`."""
    found = []
    for about in items(node):
        names = frozenset(references(entry(about, "norms"), "norm", context.known.norms, context.faults))
        cites = citations(about, context)
        if names:
            found.append(
                DeclaredConflict(names, text(about, "because"), cites, origin=context.origin, span=head(about))
            )
    return tuple(found)


def condition(about: Node, key: str, context: Context, *, calls: bool = False) -> Condition | None:
    """The condition under a key; None where there is none or it is faulty."""
    found = entry(about, key)
    if not isinstance(found, Scalar):
        return None
    return read_condition(found, context.known.scope(calls=calls), context.faults)
