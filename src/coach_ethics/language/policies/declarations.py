"""Reads what a policy declares: sources, facts, parameters and acts."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.read import entries, entry, items
from coach_ethics.language.schema.stages import DAY, is_day
from coach_ethics.language.symbols import Known, note_unknown, references
from coach_ethics.language.yaml import Node, Scalar, value_of
from coach_ethics.model.added_values import can_be_added_to
from coach_ethics.model.policy import Act, AddedValues, Citation, Parameter, Policy, PolicyScope, SourceText
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value, belongs, expected
from coach_ethics.problems import quoted
from coach_ethics.source import Span

Setting: TypeAlias = Value | tuple[Value, ...]
"""What a parameter is set to."""


@frozen
class Context:
    """What every part is read with: the policy's name, the names that it knows, and where faults go."""

    origin: str
    known: Known
    faults: Diagnostics


def text(node: Node | None, key: str) -> str:
    """The text under a key, without blanks around it; empty where there is none."""
    found = entry(node, key)
    return found.text.strip() if isinstance(found, Scalar) else ""


def flag(node: Node | None, key: str) -> bool:
    """Whether `true` stands under a key."""
    found = entry(node, key)
    return isinstance(found, Scalar) and value_of(found) is True


def whole(node: Node | None, key: str) -> int | None:
    """The number under a key, or None."""
    found = entry(node, key)
    value = value_of(found) if isinstance(found, Scalar) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day(node: Node | None, key: str) -> date | None:
    """The day under a key, or None."""
    written = text(node, key)
    return date.fromisoformat(written) if written else None


def citations(node: Node | None, context: Context) -> tuple[Citation, ...]:
    """What stands under `cites`: a source and a place in it each."""
    found = []
    for item in items(entry(node, "cites")):
        if isinstance(item, Scalar) and item.text.strip():
            source, _, place = item.text.strip().partition(" ")
            if source in context.known.sources:
                _check_single(item, context)
                found.append(Citation(source, place.strip(), span=item.span))
            else:
                _note_source(item, source, context)
    return tuple(found)


def _check_single(cite: Scalar, context: Context) -> None:
    """Note several citations in one text (N113): their places would be taken for one."""
    parts = [part.strip() for part in _BETWEEN.split(cite.text)]
    if len(parts) > 1 and all(part.partition(" ")[0] in context.known.sources for part in parts):
        fix = f"write a list: `[{quoted(', '.join(parts))}]`"
        context.faults.add("N113", f"`{quoted(cite.text)}` is several citations in one text", cite.span, fix)


_BETWEEN = re.compile(r"\s*[,;]\s*|\s+and\s+|\s+&\s+")


def _note_source(cite: Scalar, source: str, context: Context) -> None:
    """Note that no source has this name (N106); where there is one source, its place may stand here alone."""
    known = context.known.sources
    if len(known) == 1 and re.match(r"[A-Z]?[0-9§]", source):
        (only,) = known
        message = f"`{quoted(source)}` is not a source of this policy"
        context.faults.add(
            "N106", message, cite.span, f"write the source before the place: `{only} {quoted(cite.text)}`"
        )
    else:
        note_unknown("source", source.strip("“”„‟\"'‘’"), cite.span, known, context.faults)


def scope(node: Node | None, origin: str) -> PolicyScope | None:
    """The section `scope`."""
    if node is None or not text(node, "covers"):
        return None
    left_out = (item.text.strip() for item in items(entry(node, "leaves_out")) if isinstance(item, Scalar))
    return PolicyScope(text(node, "covers"), tuple(filter(None, left_out)), origin=origin, span=node.span)


def sources(node: Node | None, origin: str) -> tuple[SourceText, ...]:
    """The section `sources`."""
    return tuple(
        SourceText(
            name.text,
            text(about, "title"),
            text(about, "url"),
            text(about, "author"),
            text(about, "date"),
            origin=origin,
            span=name.span,
        )
        for name, about in entries(node)
    )


def facts(node: Node | None, origin: str, audiences: tuple[str, ...], faults: Diagnostics) -> dict[str, Fact | None]:
    """The section `facts`; None for a fact whose type is faulty.

    `audiences` are those who may know them, the first of whom knows all; where there are none, anybody may.
    """
    found: dict[str, Fact | None] = {}
    for name, about in entries(node):
        type_ = _fact_type(about, name, faults)
        cost = whole(about, "cost")
        found[name.text] = (
            None
            if type_ is None
            else Fact(
                name.text,
                type_,
                text(about, "means"),
                text(about, "ask"),
                judgement=flag(about, "judgement"),
                changeable=flag(about, "changeable"),
                lasting=flag(about, "lasting"),
                cost=1 if cost is None else cost,
                said=text(about, "said"),
                said_not=text(about, "said_not"),
                known_to=_known_to(about, audiences, faults),
                labels=_labels(about, type_, faults),
                origin=origin,
                span=name.span,
            )
        )
    return found


def added_values(
    node: Node | None, base: Policy, declared: frozenset[str], origin: str, faults: Diagnostics
) -> tuple[AddedValues, ...]:
    """The section `adds_values`: values for facts of the vocabulary below the policy, not for `declared` ones."""
    found = []
    shared = {fact.name: fact for fact in base.vocabulary if not fact.origin}
    for name, about in entries(node):
        fact = shared.get(name.text)
        if name.text in declared:
            message = f"`{name.text}` isn't of the standard vocabulary: its values stand where it is declared"
            faults.add("T113", message, name.span, "add them to its `values`")
            continue
        if fact is None:
            note_unknown("fact", name.text, name.span, shared, faults)
            continue
        if not can_be_added_to(fact):
            what = "has an order" if isinstance(fact.type, Enumeration) else f"takes {expected(fact.type)}"
            fix = "declare a fact of your own with the values that you need"
            faults.add("T113", f"nothing can be added to the values of `{name.text}`, which {what}", name.span, fix)
            continue
        values = [item for item in items(about) if isinstance(item, Scalar)]
        for value in (each for each in values if belongs(each.text, fact.type)):
            message = f"`{quoted(value.text)}` is a value of `{name.text}` already"
            faults.add("X401", message, value.span, "remove it here")
        new = dict.fromkeys(each.text for each in values if not belongs(each.text, fact.type))
        found.append(AddedValues(name.text, tuple(new), origin=origin, span=name.span))
    return tuple(found)


def _known_to(about: Node, audiences: tuple[str, ...], faults: Diagnostics) -> frozenset[str]:
    written = entry(about, "known_to")
    if not audiences:
        return frozenset(item.text for item in items(written) if isinstance(item, Scalar))
    return frozenset(references(written, "audience", audiences, faults)) - {audiences[0]}


def _labels(about: Node, type_: FactType, faults: Diagnostics) -> tuple[tuple[str, str], ...]:
    """What values are called; a name that is none of the fact's values is noted (T109)."""
    values, written = type_.values if isinstance(type_, Enumeration) else (), entry(about, "labels")
    for name in (name for name, _ in entries(written) if name.text not in values):
        faults.unknown("T109", "a value of this fact", name.text, name.span, values, "add it to its `values`")
    return tuple((value, said) for value in values if (said := text(written, value)))


def _fact_type(about: Node, name: Scalar, faults: Diagnostics) -> FactType | None:
    match text(about, "type"):  # open: text of a file, refused elsewhere where it is no type
        case "bool":
            return Boolean()
        case "int":
            return _range(about, name, faults)
        case "enum":
            values = dict.fromkeys(item.text for item in items(entry(about, "values")) if isinstance(item, Scalar))
            return Enumeration(tuple(values), flag(about, "ordered")) if values else None
        case _:
            return None


def _range(about: Node, name: Scalar, faults: Diagnostics) -> Integer | None:
    least, most = whole(about, "min"), whole(about, "max")
    if least is None or most is None:
        return None
    if least > most:
        place = entry(about, "min")
        message = f"`{name.text}` has no values: `min` {least} is more than `max` {most}"
        faults.add("T106", message, place.span if place else name.span, "swap them")
        return None
    return Integer(least, most)


def parameters(node: Node | None, context: Context) -> dict[str, Parameter | None]:
    """The section `parameters`; None for a faulty one.

    One that is inherited may be declared again with a new default alone, of the type that it has.
    """
    return {name.text: _parameter(name, about, context) for name, about in entries(node)}


def _parameter(name: Scalar, about: Node, context: Context) -> Parameter | None:
    inherited = context.known.parameters.get(name.text)
    given = [item for item in items(entry(about, "default")) if isinstance(item, Scalar)]
    if not given or (inherited is None and name.text in context.known.parameters):
        return None
    declared = {key.text for key, _ in entries(about)} & {"min", "max", "of"}
    type_ = _parameter_type(name, about, given[0], context) if declared or not inherited else inherited.type
    if type_ is None:
        return None
    if inherited and type_ != inherited.type:
        help_ = f"give only a new `default`, which must be {expected(inherited.type)}"
        context.faults.add("T108", f"`{name.text}` is inherited with a different type", name.span, help_)
        return None
    many = _is_list(about, given)
    if inherited and many != inherited.many:
        was = "a list" if inherited.many else "one value"
        context.faults.add("T108", f"`{name.text}` is inherited as {was}", given[0].span, f"give it {was}")
        return None
    if many and isinstance(type_, Boolean):
        context.faults.add("T106", "a list can't consist of `true` and `false`", given[0].span, "give a single value")
        return None
    if not check_values(given, type_, name.text, "T106", context.faults):
        return None
    values = tuple(value for value in map(value_of, given) if value is not None)
    default = values if many else values[0]
    return Parameter(
        name.text,
        type_,
        default,
        many,
        text(about, "means") or (inherited.means if inherited else ""),
        text(about, "of") or (inherited.like if inherited else ""),
        _by_day(name.text, about, type_, default, context.faults),
        origin=context.origin,
        span=name.span,
    )


def _by_day(
    name: str, about: Node, type_: FactType, default: Setting, faults: Diagnostics
) -> tuple[tuple[date, Setting], ...]:
    """The values under `values` by their first days, and before them the default; none where there is no such key."""
    found: dict[date, Setting] = {}
    for day, node in entries(entry(about, "values")):
        given = [item for item in items(node) if isinstance(item, Scalar)]
        many = len(given) != 1 or node.span != given[0].span
        if not DAY.fullmatch(day.text):
            continue  # noted already: it can't be a name here
        if not is_day(day):
            faults.add("T112", f"there is no such date as `{quoted(day.text)}`", day.span, "check the calendar")
        elif many is not isinstance(default, tuple):
            was = "a list" if isinstance(default, tuple) else "one value"
            faults.add("T112", f"the default is {was}, but this is not", node.span, f"give it {was}")
        elif given and check_values(given, type_, name, "T106", faults):
            values = tuple(value for value in map(value_of, given) if value is not None)
            found[date.fromisoformat(day.text)] = values if many else values[0]
    return ((date.min, default), *sorted(found.items())) if found else ()


def _is_list(about: Node, given: list[Scalar]) -> bool:
    """Whether the default was written as a list; a single item was put into one that starts where the item does."""
    default = entry(about, "default")
    return default is not None and (len(given) != 1 or default.span != given[0].span)


def _parameter_type(name: Scalar, about: Node, first: Scalar, context: Context) -> FactType | None:
    faults, of = context.faults, entry(about, "of")
    bounds = [key for key, _ in entries(about) if key.text in ("min", "max")]
    if isinstance(of, Scalar):
        if bounds:
            faults.add(
                "T107",
                f"`{bounds[0].text}` can't be combined with `of`",
                bounds[0].span,
                "the bounds are those of the fact",
            )
        if of.text not in context.known.facts:
            note_unknown("fact", of.text, of.span, context.known.facts, faults)
            return None
        return context.known.facts[of.text]
    match value_of(first):  # open: a value of a file, by its kind
        case bool():
            if bounds:
                faults.add(
                    "T107", f"`{bounds[0].text}` can't be combined with true or false", bounds[0].span, "remove it"
                )
            return Boolean()
        case int():
            if len(bounds) < 2:
                message = f"the number `{name.text}` has no bounds"
                faults.add("T107", message, name.span, "add `min` and `max`, or `of` with a fact's name")
                return None
            return _range(about, name, faults)
        case _:
            help_ = "add `of` with the name of the fact whose values are meant"
            message = f"it isn't clear which fact `{quoted(first.text)}` is a value of"
            faults.add("T107", message, first.span, help_)
            return None


def check_values(given: list[Scalar], type_: FactType, owner: str, code: str, faults: Diagnostics) -> bool:
    """Whether every value belongs to a type; those that don't are noted under `code`."""
    good = True
    for item in given:
        if not belongs(value_of(item), type_):
            good = False
            message = f"`{quoted(item.text)}` is not a value of `{owner}`; expected {expected(type_)}"
            faults.add(code, message, item.span, _fix(item, type_, faults))
    return good


def values_given(node: Node | None, context: Context) -> tuple[tuple[str, Value | None], ...]:
    """Facts with values, as under `given`; None stands for `unknown`."""
    found: list[tuple[str, Value | None]] = []
    for name, value in entries(node):
        if name.text not in context.known.facts:
            note_unknown("fact", name.text, name.span, context.known.facts, context.faults)
            continue
        type_ = context.known.facts[name.text]
        if not isinstance(value, Scalar) or type_ is None:
            continue
        if value.text == "unknown" and value.plain:
            found.append((name.text, None))
        elif check_values([value], type_, name.text, "T109", context.faults):
            found.append((name.text, value_of(value)))
    return tuple(found)


def _fix(given: Scalar, type_: FactType, faults: Diagnostics) -> str:
    """The fix for a value that doesn't fit; what would fit is in the message already."""
    if not given.plain and belongs(value_of(evolve(given, plain=True)), type_):
        return "remove the quotation marks; within them it is a text"
    match type_:
        case Boolean():
            return faults.nearest(given.text, ("true", "false")) or "write one of these"
        case Enumeration(values):
            return faults.nearest(given.text, values) or "write one of these"
        case Integer():
            return "write a number within these bounds"
        case _:
            assert_never(type_)


def acts(node: Node | None, context: Context, shared: tuple[Act, ...]) -> tuple[Act, ...]:
    """The section `acts`; a shared act needs no words of the policy's own."""
    known, means = context.known.acts, {each.name: each.means for each in shared}
    return tuple(
        Act(
            name.text,
            text(about, "means") or means.get(name.text, ""),
            references(entry(about, "excludes"), "act", known, context.faults),
            references(entry(about, "includes"), "act", known, context.faults),
            tuple(
                (fact, value) for fact, value in values_given(entry(about, "leads_to"), context) if value is not None
            ),
            text(about, "label"),
            origin=context.origin,
            span=name.span,
        )
        for name, about in entries(node)
    )


def place_of(node: Node | None, key: str, otherwise: Span) -> Span:
    """The place of what stands under a key, or another place where nothing does."""
    found = entry(node, key)
    return found.span if found is not None else otherwise
