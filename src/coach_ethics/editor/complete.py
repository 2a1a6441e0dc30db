"""What can be written where a cursor stands: keys, names, enumerators, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from coach_ethics.editor.cursor import Cursor
from coach_ethics.editor.symbols import Symbol
from coach_ethics.language.conditions.tokens import WORDS
from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.shapes import (
    ConditionText,
    Flag,
    ListShape,
    MappingShape,
    Maybe,
    Only,
    Record,
    Shape,
    Variants,
)
from coach_ethics.model.names import ASKED, OF_NORM, OF_NOTICE, OF_PAIR
from coach_ethics.model.policy import EXPECTED_BY_ACT, Modality


@frozen
class Completion:
    """Something that can be written: its `text`, what `kind` of thing it is, its `detail`, and what it means."""

    text: str
    kind: str
    detail: str = ""
    means: str = ""


_KINDS_UNDER = {
    **dict.fromkeys((*Modality, "if_doing", "excludes", "includes", "acts"), "act"),
    **dict.fromkeys(("never_less", "dialogue_about", "choices", "grounds"), "act"),
    **dict.fromkeys((*(status.value for status in EXPECTED_BY_ACT), "advised", "advised_against", "exempt"), "act"),
    **dict.fromkeys(("overrides", "in_force", "not_in_force", "norms", "objections"), "norm"),
    **dict.fromkeys(("holds", "fails", "concepts"), "concept"),
    **dict.fromkeys(("more", "of", "first_question", "ask", "dialogue"), "fact"),
}
"""Which names stand under which keys."""
_COMPARED = re.compile(r"([A-Za-z_][\w.]*)\s*(?:[=!<>]=?|(?:not\s+)?in\s*\([^()]*)\s*\w*$")


def completions(cursor: Cursor, symbols: Sequence[Symbol], extendable: Sequence[str] = ()) -> tuple[Completion, ...]:
    """What can be written at a cursor; `extendable` are the policies that `extends` could name."""
    return tuple(_completions(cursor, symbols, extendable))


def _completions(cursor: Cursor, symbols: Sequence[Symbol], extendable: Sequence[str]) -> Iterator[Completion]:
    shape = _shape(cursor.path)
    last = cursor.path[-1] if cursor.path else ""
    if "given" in cursor.path[-2:] or "presume" in cursor.path[-1:]:
        yield from _given(cursor, symbols)
    elif not set(OF_PAIR).isdisjoint(cursor.path[-2:]):
        yield from _named(symbols, ("act",))  # of an act and of what goes with it
    elif cursor.at_key and isinstance(shape, Record | Variants):
        yield from _keys(shape)
    elif isinstance(shape, ConditionText):
        yield from _condition(cursor, symbols, calls=shape.calls)
    elif isinstance(shape, Flag):
        yield from (Completion(word, "value") for word in ("true", "false"))
    elif isinstance(shape, Only):
        yield from (Completion(str(word).lower(), "value") for word in shape.words)
    elif last == "extends":
        yield from (Completion(name, "policy") for name in extendable)
    elif last == "cites":
        yield from _citations(symbols)
    elif last in _KINDS_UNDER and not _is_text(cursor.path):
        yield from _named(symbols, (_KINDS_UNDER[last],))


def _is_text(path: tuple[str, ...]) -> bool:
    """Whether a key that elsewhere takes names takes a text here: the question of a fact."""
    return path[-1] == "ask" and path[0] == "facts"


def _shape(path: tuple[str, ...]) -> Shape | None:
    """The shape of what stands under these keys, in a policy."""
    shape: Shape | None = POLICY
    for key in path:
        match _single(shape):  # partial: nothing else has keys
            case Record(_, keys):
                shape = next((each.shape for each in keys if each.name == key), None)
            case MappingShape(_, of):
                shape = of
            case Variants(_, tag, _, records):
                words = tuple(word for word, _ in records)
                keys = tuple(each for _, record in records for each in record.keys)
                shape = Only(words) if key == tag else next((each.shape for each in keys if each.name == key), None)
            case _:
                return None
    return _single(shape)


def _single(shape: Shape | None) -> Shape | None:
    while isinstance(shape, ListShape | Maybe):
        shape = shape.of
    return shape


def _keys(shape: Record | Variants) -> Iterator[Completion]:
    if isinstance(shape, Variants):
        yield Completion(f"{shape.tag}: ", "key", "required", shape.means)
    records = [record for _, record in shape.records] if isinstance(shape, Variants) else [shape]
    for key in dict.fromkeys(key for record in records for key in record.keys):
        yield Completion(f"{key.name}: ", "key", "required" if key.required else "", key.means)


def _named(symbols: Sequence[Symbol], kinds: Sequence[str]) -> Iterator[Completion]:
    for each in symbols:
        if each.kind in kinds:
            yield Completion(each.name, each.kind, each.detail, each.means)


def _given(cursor: Cursor, symbols: Sequence[Symbol]) -> Iterator[Completion]:
    """Facts, or the values of the one whose value is expected."""
    if cursor.path[-1] in ("given", "presume"):
        yield from _named(symbols, ("fact",))
        return
    yield from _values(cursor.path[-1], symbols)
    yield Completion("unknown", "value", "not known")


def _values(name: str, symbols: Sequence[Symbol]) -> Iterator[Completion]:
    for each in symbols:
        if each.name == name and each.kind in ("fact", "parameter"):
            yield from (Completion(value, "value", f"of {name}") for value in each.values)
            if not each.values:
                yield Completion(each.detail.split(" ")[0], "value", each.detail, each.means)


def _condition(cursor: Cursor, symbols: Sequence[Symbol], *, calls: bool) -> Iterator[Completion]:
    """The values of what is compared just before the cursor; then names and words."""
    if compared := _COMPARED.search(cursor.before):
        yield from _values(compared[1], symbols)
        yield from _named(symbols, ("parameter",))
        return
    asked = re.search(rf"({'|'.join(ASKED)})\((?:\s*[\w-]+\s*,)?\s*[\w-]*$", cursor.before) if calls else None
    if asked:
        yield from _named(symbols, ("norm" if asked[1] in OF_NORM else "notice" if asked[1] in OF_NOTICE else "act",))
        return
    yield from _named(symbols, ("fact", "concept", "parameter"))
    yield from (Completion(word, "word") for word in WORDS)
    if calls:
        yield from (Completion(f"{kind}(", "word", "what the policy says") for kind in ASKED)


def _citations(symbols: Sequence[Symbol]) -> Iterator[Completion]:
    """Sources; where there is one, its clauses as well."""
    sources = [each for each in symbols if each.kind == "source"]
    yield from (Completion(each.name, "source", each.detail, each.means) for each in sources)
    for clause in symbols if len(sources) == 1 else ():
        if clause.kind == "clause":
            yield Completion(f"{sources[0].name} {clause.name}", "clause", "", clause.means)
