"""Whether a tree has the shape that a file should have. Faulty parts are noted and left out; the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import assert_never

from attrs import evolve

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.shapes import (
    LONGEST_NAME,
    ConditionText,
    DayShape,
    Flag,
    Key,
    ListShape,
    MappingShape,
    Only,
    Record,
    Shape,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)
from coach_ethics.language.yaml import Mapping, Node, Scalar, Sequence, value_of
from coach_ethics.problems import quoted
from coach_ethics.source import Span


def conform(node: Node, shape: Shape, faults: Diagnostics, what: str) -> Node | None:
    """The node without what doesn't fit its shape; None where nothing of it can be used.

    `what` names the place in words for messages. A single item where a list may stand becomes a list.
    """
    match shape:
        case Record():
            return _record(node, shape, faults, what)
        case Variants():
            return _variants(node, shape, faults, what)
        case MappingShape():
            return _table(node, shape, faults, what)
        case ListShape():
            return _listing(node, shape, faults, what)
        case _:
            if not isinstance(node, Scalar):
                _unfit(node, expected(shape), faults, what)
                return None
            return _scalar(node, shape, faults, what)


def entry(node: Node | None, key: str) -> Node | None:
    """What stands under a key of a mapping, or None."""
    return next((value for name, value in entries(node) if name.text == key), None)


def entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and values of a mapping; none where there is no mapping."""
    return node.entries if isinstance(node, Mapping) else ()


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; none where there is no list."""
    return node.items if isinstance(node, Sequence) else ()


def expected(shape: Shape) -> str:
    """What fits a shape, in words."""
    match shape:
        case Text():
            return "a text"
        case WordShape():
            return "a name"
        case ConditionText():
            return "a condition"
        case Whole(least, most):
            return f"a whole number from {least:,} to {most:,}"
        case Flag():
            return "`true` or `false`"
        case Only(words):
            return " or ".join(f"`{_word(word)}`" for word in words)
        case ValueShape():
            return "`true`, `false`, a whole number or the name of a value"
        case DayShape():
            return "a date such as `2026-01-31`"
        case ListShape(of, _, single):
            return f"{expected(of)}, or a list" if single else "a list"
        case MappingShape():
            return "a mapping of names"
        case Record(what) | Variants(what):
            return f"a mapping: {what}"
        case _:
            assert_never(shape)


def _word(word: str | bool) -> str:
    return str(word).lower() if isinstance(word, bool) else word


def _record(node: Node, shape: Record, faults: Diagnostics, what: str) -> Node | None:
    if not isinstance(node, Mapping):
        _unfit(node, expected(shape), faults, what)
        return None
    keys = {key.name: key for key in shape.keys}
    there: dict[str, Scalar] = {}
    kept = []
    for name, value in node.entries:
        known = name.text if name.text in keys else _unknown_key(name, value, shape.what, keys, faults)
        if known is None or known in there or (known != name.text and entry(node, known) is not None):
            continue
        there[known] = name
        good = conform(value, keys[known].shape, faults, f"`{known}`")
        if good is not None:
            kept.append((Scalar(known, name.plain, name.span), good))
    _check_presence(node, there, shape.keys, faults, what)
    _check_groups(node, there, shape, faults, what)
    return Mapping(tuple(kept), node.span)


def _unknown_key(name: Scalar, value: Node, what: str, keys: Iterable[str], faults: Diagnostics) -> str | None:
    """Note a key that isn't one; what it was probably meant as, so that what stands under it isn't missed."""
    known = list(keys)
    meant = faults.meant(name.text, known)
    help_ = f"did you mean `{meant}`?" if meant else "it may have " + ", ".join(f"`{key}`" for key in known)
    if isinstance(value, Scalar) and _without_colon(name, value):
        help_ = "within braces, a text with a comma in it stands in quotation marks"
    faults.add("S202", f"`{quoted(name.text)}` is not a key of {what}", name.span, help_)
    return meant


def _without_colon(name: Scalar, value: Scalar) -> bool:
    """Whether nothing follows a key, not even a colon: what is left of a text that a comma within braces has cut."""
    start, end = value.span, name.span
    return value.plain and not value.text and (start.line, start.column) == (end.end_line, end.end_column)


def _check_presence(node: Mapping, there: Collection[str], keys: Iterable[Key], faults: Diagnostics, what: str) -> None:
    for key in keys:
        if key.required and key.name not in there:
            faults.add("S203", f"{what} has no `{key.name}`", head(node), f"add `{key.name}`: {key.means}")


def _check_groups(node: Mapping, there: dict[str, Scalar], shape: Record, faults: Diagnostics, what: str) -> None:
    for group in shape.exactly_one:
        found = [name for name in group if name in there]
        listed = ", ".join(f"`{name}`" for name in group)
        if not found:
            faults.add("S205", f"{what} has none of {listed}", head(node), "add one of them")
        for name in found[1:]:
            message = f"{what} has `{found[0]}` and `{name}`"
            faults.add("S205", message, there[name].span, f"it has one of {listed}; write two, each with one")
    for one, other in shape.never:
        if one in there and other in there:
            message = f"`{other}` can't stand with `{one}`"
            faults.add("S207", message, there[other].span, f"leave `{other}` out, and say it in `when`")


def _variants(node: Node, shape: Variants, faults: Diagnostics, what: str) -> Node | None:
    if not isinstance(node, Mapping):
        _unfit(node, expected(shape), faults, what)
        return None
    records = dict(shape.records)
    tag = entry(node, shape.tag)
    if tag is None:
        faults.add("S203", f"{what} has no `{shape.tag}`", head(node), f"add `{shape.tag}`: {shape.means}")
        return None
    if not isinstance(tag, Scalar) or tag.text not in records:
        listed = ", ".join(f"`{word}`" for word in records)
        shown = f"`{quoted(tag.text)}`" if isinstance(tag, Scalar) else "this"
        near = faults.nearest(tag.text, records) if isinstance(tag, Scalar) else None
        faults.add(
            "S201", f"{shown} can't stand for `{shape.tag}` of {shape.what}", tag.span, near or f"it is one of {listed}"
        )
        return None
    record = records[tag.text]
    key = Key(shape.tag, Only(tuple(records)), shape.means)
    return _record(node, Record(record.what, (key, *record.keys)), faults, what)


def _table(node: Node, shape: MappingShape, faults: Diagnostics, what: str) -> Node | None:
    if not isinstance(node, Mapping):
        _unfit(node, expected(shape), faults, what)
        return None
    if len(node.entries) > shape.most:
        _too_many(len(node.entries), shape.most, what, node, faults)
        return None
    kept = []
    for name, value in node.entries:
        if isinstance(shape.names, WordShape):
            _check_form(name, shape.names, faults)
        good = conform(value, shape.of, faults, f"`{quoted(name.text)}`")
        # A name whose definition is faulty stays known, so that those who use it aren't blamed.
        kept.append((name, good if good is not None else Mapping((), value.span)))
    return Mapping(tuple(kept), node.span)


def _too_many(found: int, most: int, what: str, node: Node, faults: Diagnostics) -> None:
    help_ = "leave some out, or spread them over several policies"
    faults.add("S209", f"{what} has {found:,} parts; at most {most:,} are read", head(node), help_)


def _listing(node: Node, shape: ListShape, faults: Diagnostics, what: str) -> Node | None:
    if not isinstance(node, Sequence):
        if not shape.single or not isinstance(node, Scalar):
            _unfit(node, expected(shape), faults, what)
            return None
        node = Sequence((node,), node.span)
    if len(node.items) < shape.least:
        faults.add("S204", f"{what} has an empty list", node.span, "name at least one, or leave the key out")
    if len(node.items) > shape.most:
        _too_many(len(node.items), shape.most, what, node, faults)
        return None
    each = shape.of.what if isinstance(shape.of, Record) else what
    kept = [conform(item, shape.of, faults, each) for item in node.items]
    return Sequence(tuple(item for item in kept if item is not None), node.span)


def _scalar(node: Scalar, shape: Shape, faults: Diagnostics, what: str) -> Node | None:
    value = value_of(node)
    if value is None:
        help_ = f"write {expected(shape)}, or leave the key out"
        faults.add("S201", f"{what} has no value", node.span, help_)
        return None
    match shape:
        case WordShape():
            return node if _check_form(node, shape, faults) else None
        case Whole(least, most):
            fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        case Flag():
            fits = isinstance(value, bool)
        case Only(words):
            fits = any(value is word if isinstance(word, bool) else value == word for word in words)
        case ValueShape():
            fits = not isinstance(value, str) or bool(_VALUE_WORD.fullmatch(value))
        case DayShape():
            return _day(node, faults)
        case _:
            fits = True
    if not fits:
        faults.add("S201", f"`{quoted(node.text)}` can't stand for {what}", node.span, _expects(node, shape))
    return node if fits else None


_VALUE_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]*")


def _expects(node: Scalar, shape: Shape) -> str:
    if isinstance(shape, Flag) and node.text in ("yes", "no", "on", "off"):
        return f"write `{'true' if node.text in ('yes', 'on') else 'false'}`; `{node.text}` is a plain word here"
    if not node.plain and isinstance(shape, Whole | Flag | Only):
        return f"it takes {expected(shape)}, without quotation marks"
    if not node.plain and isinstance(shape, ValueShape) and not isinstance(value_of(evolve(node, plain=True)), str):
        return "leave the quotation marks out: within them it is a text"
    return f"it takes {expected(shape)}"


def fits(name: str, shape: WordShape) -> bool:
    """Whether a name has the form of its kind."""
    return len(name) <= LONGEST_NAME and re.fullmatch(shape.pattern, name) is not None


def _check_form(node: Scalar, shape: WordShape, faults: Diagnostics) -> bool:
    if fits(node.text, shape):
        return True
    faults.add(
        "N101", f"`{quoted(node.text)}` can't be a name here", node.span, f"write {shape.form}, at most {LONGEST_NAME}"
    )
    return False


def _day(node: Scalar, faults: Diagnostics) -> Node | None:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        try:
            date.fromisoformat(node.text)
            return node
        except ValueError:
            faults.add("S206", f"there is no day `{node.text}`", node.span, "look at the calendar")
            return None
    faults.add("S206", f"`{quoted(node.text)}` is not a date", node.span, "write it as year-month-day: `2026-01-31`")
    return None


def _unfit(node: Node, wanted: str, faults: Diagnostics, what: str) -> None:
    match node:
        case Scalar():
            found = f"`{quoted(node.text)}`" if node.text else "nothing"
        case Sequence():
            found = "a list"
        case Mapping():
            found = "a mapping"
        case _:
            assert_never(node)
    faults.add("S201", f"{found} stands where {what} should be", head(node), f"it takes {wanted}")


def head(node: Node) -> Span:
    """A place to point at: the first key of a mapping rather than all of it."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0][0].span
    span = node.span
    return span if span.end_line == span.line else Span(span.source, span.line, span.column, span.line, span.column + 1)
