"""Whether a tree has the shape that a file should have. Faulty parts are noted and left out; the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from attrs import evolve, frozen

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.shapes import (
    Anything,
    ConditionText,
    DayShape,
    FactsShape,
    Flag,
    JsonShape,
    Key,
    ListShape,
    MappingShape,
    Maybe,
    Only,
    OrWord,
    Record,
    Shape,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)
from coach_ethics.language.schema.stages import (
    FACT,
    MERGE_KEY,
    NO_MERGING,
    Fault,
    fits,
    in_disguise,
    is_day,
    is_whole,
    listed,
    meant_name,
    name_fix,
    shown,
)
from coach_ethics.language.trees import json_text
from coach_ethics.language.yaml import Mapping, Node, Scalar, Sequence, value_of
from coach_ethics.model.situation import problems_of_values
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import quoted
from coach_ethics.source import Span


@frozen
class _Spot:
    """A place in a file: in words for messages, and as a path. Without words of its own it is called by its key."""

    words: str | None
    path: str
    name: str = ""

    @property
    def what(self) -> str:
        return f"`{quoted(self.name)}`" if self.words is None else self.words

    def key(self, name: str, words: str | None = None) -> _Spot:
        return _Spot(words, f"{self.path}.{name}", name)


def conform(node: Node, shape: Shape, faults: Diagnostics, what: str) -> Node | None:
    """The node without what doesn't fit its shape; None where nothing of it can be used.

    `what` names the place in words for messages. A single item where a list may stand becomes a list; a text that
    looks like a number, where a text may stand, is one from then on.
    """
    return _conform(node, shape, faults, _Spot(what, "$"))


def _conform(node: Node, shape: Shape, faults: Diagnostics, spot: _Spot) -> Node | None:
    if not _suits(node, shape):
        _misfit(node, shape, faults, spot)
        return None
    match shape:  # partial: what a shape does not take is complained of in one place
        case Maybe(of):
            return None if _is_nothing(node) else _conform(node, of, faults, spot)
        case OrWord(words, of):
            return node if _is_word(node, words) else _conform(node, of, faults, spot)
        case Text() | ConditionText() if isinstance(node, Scalar):
            _check_end(node, shape, faults)
            return evolve(node, plain=False) if isinstance(shape, Text) else node
        case _:
            pass
    match node, shape:  # partial: what a shape does not take is complained of in one place
        case Mapping(), Record():
            return _record(node, shape, faults, spot)
        case Mapping(), Variants():
            return _variants(node, shape, faults, spot)
        case Mapping(), MappingShape():
            return _table(node, shape, faults, spot)
        case Mapping(), JsonShape():
            return Scalar(json_text(node), False, node.span)
        case Mapping(), FactsShape():
            return Mapping(tuple(_facts(node, shape, faults, spot)), node.span)
        case _, ListShape():
            return _listing(node, shape, faults, spot)
        case _:
            return node


def _check_end(text: Scalar, shape: Text | ConditionText, faults: Diagnostics) -> None:
    """Warn of a text that a remark seems to have cut: ` #2`, or ` #` and more behind several words."""
    span = text.span
    if not text.plain or faults.stage.paths or span.end_line > len(span.source.lines):
        return
    rest = span.source.lines[span.end_line - 1][span.end_column - 1 :]
    if rest.startswith(" #") and (rest[2:3].strip() or (isinstance(shape, Text) and " " in text.text)):
        message = f"the text ends before `{quoted(rest.strip())}`, which is a remark"
        fix = "put the whole text in quotation marks; two spaces before `#` show that a remark is meant"
        line, column = span.end_line, span.end_column + 1
        faults.warn("S211", message, Span(span.source, line, column, line, column + len(rest.strip())), fix)


def _suits(node: Node, shape: Shape) -> bool:
    """Whether a node is of the kind that a shape takes, whatever is in it; a scalar: whether it fits."""
    match shape:  # partial: every other kind does not suit
        case Record() | Variants() | MappingShape() | FactsShape() | JsonShape():
            return isinstance(node, Mapping)
        case ListShape():
            return isinstance(node, Sequence) or (shape.single and isinstance(node, Scalar))
        case Maybe(of):
            return _is_nothing(node) or _suits(node, of)
        case OrWord(words, of):
            return _is_word(node, words) or _suits(node, of)
        case Anything():
            return True
        case _:
            return isinstance(node, Scalar) and _fits_scalar(node, shape)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and value_of(node) is None


def _is_word(node: Node, words: tuple[str, ...]) -> bool:
    return isinstance(node, Scalar) and node.text in words


def _fits_scalar(node: Scalar, shape: Shape) -> bool:
    value = value_of(node)
    match shape:
        case _ if value is None:
            return False
        case Text() | ConditionText():
            return True
        case WordShape():
            return fits(node.text, shape)
        case Whole(least, most):
            return is_whole(node) and least <= int(node.text) <= most
        case Flag():
            return isinstance(value, bool)
        case Only(words):
            return any(value is word if isinstance(word, bool) else node.text == word for word in words)
        case ValueShape(free):
            return free or not isinstance(value, str) or bool(_VALUE_WORD.fullmatch(value))
        case DayShape():
            return is_day(node)
        case _:
            raise AssertionError("INVARIANT (scalars): every other shape is a list or a mapping")


_VALUE_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]*")


def entry(node: Node | None, key: str) -> Node | None:
    """What stands under a key of a mapping, or None."""
    return next((value for name, value in entries(node) if name.text == key), None)


def entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and values of a mapping; none where there is no mapping."""
    return node.entries if isinstance(node, Mapping) else ()


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; none where there is no list."""
    return node.items if isinstance(node, Sequence) else ()


def _misfit(node: Node, shape: Shape, faults: Diagnostics, spot: _Spot) -> None:
    said = faults.stage.wording(node, shape, spot.what)
    near = faults.nearest(said.word, said.words) if said.words and said.word else None
    span = node.span if isinstance(node, Scalar) and said.fault is not Fault.KIND else head(node)
    faults.note(said.fault, said.message, span, near or said.fix, spot.path)


def _record(node: Mapping, shape: Record, faults: Diagnostics, spot: _Spot) -> Mapping:
    keys = {key.name: key for key in shape.keys}
    there: dict[str, Scalar] = {}
    kept: list[tuple[Scalar, Node]] = []
    facts: list[tuple[Scalar, Node]] = []
    for name, value in node.entries:
        if shape.facts is not None and "." in name.text:
            facts.append((name, value))
            continue
        known = name.text if name.text in keys or shape.open else _unknown_key(name, value, shape, faults, spot)
        if known not in keys or known in there or (known != name.text and entry(node, known) is not None):
            continue
        there[known] = name
        good = _conform(value, keys[known].shape, faults, spot.key(name.text, f"`{known}`"))
        # Under a path, what was meant isn't taken for what was written: it would be found at a place that isn't there.
        if good is not None and not (faults.stage.paths and known != name.text):
            kept.append((Scalar(known, name.plain, name.span), good))
    if shape.facts is not None and facts:
        kept += _facts(Mapping(tuple(facts), node.span), shape.facts, faults, spot)
    if not any(name.text == MERGE_KEY for name, _ in node.entries):  # else nobody knows what is missing
        _check_presence(node, there, shape, faults, spot)
        _check_groups(node, there, shape, faults, spot)
    return Mapping(tuple(kept), node.span)


def _unknown_key(name: Scalar, value: Node, shape: Record, faults: Diagnostics, spot: _Spot) -> str | None:
    """Note a key that isn't one; what it was probably meant as, so that what stands under it isn't missed."""
    known = [key.name for key in shape.keys]
    meant = faults.meant(name.text, known)
    help_ = f"did you mean `{meant}`?" if meant else f"the keys are {listed(tuple(known))}"
    help_ = dict(shape.instead).get(name.text.lower(), help_)
    if name.text == MERGE_KEY:
        help_ = NO_MERGING
    if isinstance(value, Scalar) and _without_colon(name, value):
        help_ = "within braces, put a text that contains a comma in quotation marks"
        if name.text.isdigit():
            help_ = "write a number without a comma: digits alone"
    message = f"`{quoted(name.text)}` is not a key of {shape.what}"
    faults.note(Fault.KEY, message, name.span, help_, spot.key(name.text).path, at_key=True)
    return meant


def _without_colon(name: Scalar, value: Scalar) -> bool:
    """Whether nothing follows a key, not even a colon: what is left of a text that a comma within braces has cut."""
    start, end = value.span, name.span
    return value.plain and not value.text and (start.line, start.column) == (end.end_line, end.end_column)


def _check_presence(node: Mapping, there: Collection[str], shape: Record, faults: Diagnostics, spot: _Spot) -> None:
    for key in shape.keys:
        if key.required and key.name not in there:
            fix = f"add `{key.name}`: {key.means}" if key.means else f"add `{key.name}`"
            faults.note(Fault.MISSING, f"{spot.what} has no `{key.name}`", head(node), fix, spot.path)


def _check_groups(node: Mapping, there: dict[str, Scalar], shape: Record, faults: Diagnostics, spot: _Spot) -> None:
    for group in shape.exactly_one:
        found = [name for name in group if name in there]
        if not found:
            message = f"{spot.what} has none of {listed(group)}"
            faults.note(Fault.GROUP, message, head(node), "add one of them", spot.path)
        for name in found[1:]:
            message = f"{spot.what} has `{found[0]}` and `{name}`"
            fix = f"only one of {listed(group)} is allowed; write two, with one each"
            faults.note(Fault.GROUP, message, there[name].span, fix, spot.key(name).path)
    for one, other in shape.never:
        if one in there and other in there:
            message = f"`{other}` can't be combined with `{one}`"
            fix = f"remove `{other}`, and say it in `when`"
            faults.note(Fault.TOGETHER, message, there[other].span, fix, spot.key(other).path)


def _variants(node: Mapping, shape: Variants, faults: Diagnostics, spot: _Spot) -> Node | None:
    records = dict(shape.records)
    tag = entry(node, shape.tag)
    if tag is None and entry(node, MERGE_KEY) is not None:
        merge = next(name for name, _ in node.entries if name.text == MERGE_KEY)
        message = f"`{MERGE_KEY}` is not a key of {shape.what}"
        faults.note(Fault.KEY, message, merge.span, NO_MERGING, spot.key(MERGE_KEY).path, at_key=True)
        return None
    if tag is None:
        fix = f"add `{shape.tag}`: {shape.means}"
        faults.note(Fault.MISSING, f"{spot.what} has no `{shape.tag}`", head(node), fix, spot.path)
        return None
    if not isinstance(tag, Scalar) or tag.text not in records:
        found = shown(tag) if isinstance(tag, Scalar) else "this"
        near = faults.nearest(tag.text, records) if isinstance(tag, Scalar) else None
        message = f"{found} is not allowed as `{shape.tag}` of {shape.what}"
        fix = near or f"expected one of {listed(tuple(records))}"
        faults.note(Fault.KIND, message, tag.span, fix, spot.key(shape.tag).path)
        return None
    record = records[tag.text]
    key = Key(shape.tag, Only(tuple(records)), shape.means)
    return _record(node, Record(record.what, (key, *record.keys)), faults, spot)


def _table(node: Mapping, shape: MappingShape, faults: Diagnostics, spot: _Spot) -> Node | None:
    if len(node.entries) > shape.most:
        _too_many(len(node.entries), shape.most, node, faults, spot)
        return None
    kept = []
    written = {name.text for name, _ in node.entries}
    for name, value in node.entries:
        place = spot.key(name.text)
        known = in_disguise(name.text, shape.names)
        if isinstance(shape.names, WordShape) and not fits(name.text, shape.names):
            message = f"`{quoted(name.text)}` can't be a name here"
            fix, known = name_fix(name.text, shape.names), meant_name(name.text, shape.names)
            faults.note(Fault.NAME, message, name.span, fix, place.path, at_key=True)
        elif known is not None:
            message = f"`{quoted(name.text)}` has quotation marks, or signs that can't be seen, that belong to the name"
            fix = f'write `"{quoted(known)}"`, with straight quotation marks'
            faults.note(Fault.NAME, message, name.span, fix, place.path, at_key=True)
        good = _conform(value, shape.of, faults, place)
        # A name whose definition is faulty stays known, as what it was meant to be, so that its users aren't blamed.
        if known is not None and known not in written:
            name = evolve(name, text=known)
        kept.append((name, good if good is not None else Mapping((), value.span)))
    return Mapping(tuple(kept), node.span)


def _too_many(found: int, most: int, node: Node, faults: Diagnostics, spot: _Spot) -> None:
    message = f"{spot.what} has {found:,} parts; at most {most:,} are read"
    faults.note(Fault.MANY, message, head(node), "remove some, or spread them over several policies", spot.path)


def _listing(node: Node, shape: ListShape, faults: Diagnostics, spot: _Spot) -> Node | None:
    listing = node if isinstance(node, Sequence) else Sequence((node,), node.span)
    if len(listing.items) < shape.least:
        fix = "name at least one, or remove the key"
        faults.note(Fault.EMPTY, f"{spot.what} has an empty list", node.span, fix, spot.path)
    if len(listing.items) > shape.most:
        _too_many(len(listing.items), shape.most, node, faults, spot)
        return None
    what = shape.of.what if isinstance(shape.of, Record) else spot.what
    found = [
        _conform(item, shape.of, faults, _Spot(what, f"{spot.path}[{place}]"))
        for place, item in enumerate(listing.items)
    ]
    kept = tuple(item for item in found if item is not None)
    return None if shape.whole and len(kept) < len(found) else Sequence(kept, node.span)


def _facts(node: Mapping, shape: FactsShape, faults: Diagnostics, spot: _Spot) -> Iterator[tuple[Scalar, Node]]:
    """The facts that can be used; for the others a problem is noted: unknown names or values that don't fit (F2xx)."""
    own = {name.text for name, _ in node.entries if shape.own and name.text not in shape.vocabulary}
    values: dict[str, Value | None] = {}
    faulty: set[str] = set()
    for name, value in node.entries:
        path = f"{spot.path}.{name.text}"
        if name.text in own and not FACT.fullmatch(name.text):
            fix = "use words of lower-case letters, digits and `_`, joined by full stops: `block.named`"
            faults.add("F210", f"`{quoted(name.text)}` can't be the name of a fact", name.span, fix, path)
        elif not isinstance(value, Scalar):
            message = f"{shown(value)} can't be the value of `{quoted(name.text)}`"
            faults.add("F202", message, name.span, "expected `true`, `false`, a whole number or a word", path)
        else:
            values[name.text] = value_of(value)
            continue
        faulty.add(name.text)
    places = {name.text: (name.span, value.span) for name, value in node.entries}
    for problem in problems_of_values({name: values[name] for name in values if name not in own}, shape.vocabulary):
        stated = (problem.path or "$.")[2:]
        key, value_span = places[stated]
        span = value_span if problem.code == "F202" else key
        faults.add(problem.code, problem.message, span, problem.help, f"{spot.path}.{stated}")
        faulty.add(stated)
    for name, value in node.entries:
        if name.text not in faulty and not _is_nothing(value):
            yield name, value


def head(node: Node) -> Span:
    """A place to point at: the first key of a mapping rather than all of it."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0][0].span
    span = node.span
    return span if span.end_line == span.line else Span(span.source, span.line, span.column, span.line, span.column + 1)
