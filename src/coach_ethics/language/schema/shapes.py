"""What a part of a file may look like: a closed sum that the reader checks against and the JSON Schema is made from."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.vocabulary import Vocabulary


@frozen
class Text:
    """Any text; a number or `true` stands for the text that it is written as."""


QUOTATION_MARKS = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb"
"""Those of word processors, which mean nothing in a file."""
FREE_NAME = (
    rf"[^\s{QUOTATION_MARKS}\u200b\u2060\ufeff]"
    rf"(?:[^\u200b\u2060\ufeff]*[^\s{QUOTATION_MARKS}\u200b\u2060\ufeff])?"
)
"""The form of a name that may be any text, such as a clause's: no such marks around it, nothing without width in it."""


@frozen
class WordShape:
    """A name of a certain form: a regular expression, and the form in words. It has at most `LONGEST_NAME` letters."""

    pattern: str
    form: str


@frozen
class ConditionText:
    """A condition, as DESIGN section 3 has it."""

    calls: bool = False


@frozen
class Whole:
    """A whole number from `least` to `most`; `what` names it, as in "a count of misses"."""

    least: int
    most: int
    what: str = "a number within bounds"


@frozen
class Flag:
    """`true` or `false`."""


@frozen
class Only:
    """One of a few words; `true` and `false` among them stand for themselves."""

    words: tuple[str | bool, ...]


@frozen
class ValueShape:
    """A value of a fact: `true`, a whole number or the name of an enumerator; where it is `free`, any text."""

    free: bool = False


@frozen
class Anything:
    """Whatever it is: it is looked at elsewhere."""


@frozen
class JsonShape:
    """A mapping of whatever JSON can say, the author's own: taken as its JSON text, and looked at no further."""


@frozen
class DayShape:
    """A date of the calendar, such as `2026-01-31`."""


LONGEST_NAME = 100
"""The most characters that a name may have."""
MOST_ITEMS = 5000
"""The most items that a list may have, and the most names that a section may define, where nothing else is stated."""


@frozen
class ListShape:
    """A list of `least` to `most` items; where `single`, one item may stand without a list.

    A `whole` list says all that there is, so that one with a faulty item says nothing.
    """

    of: Shape
    least: int = 0
    single: bool = False
    most: int = MOST_ITEMS
    whole: bool = False


@frozen
class MappingShape:
    """At most `most` names of the author's own, each with what it stands for."""

    names: WordShape | Text
    of: Shape
    most: int = MOST_ITEMS


@frozen
class Maybe:
    """What may be unknown: `null`, or nothing, says what leaving the key out says."""

    of: Shape


@frozen
class OrWord:
    """Something, or one of a few words that stands instead: a sponsor or `none`, a day or `never`."""

    words: tuple[str, ...]
    of: Shape


@frozen
class FactsShape:
    """Facts by their dotted names, each with its value, or unknown: those of a vocabulary.

    Where `own`, there may be others as well, which only a policy knows.
    """

    vocabulary: Vocabulary
    own: bool


@frozen
class Key:
    """A key of a record: what it holds, what it means, and whether it must be there."""

    name: str
    shape: Shape
    means: str
    required: bool = False


@frozen
class Record:
    """Fixed keys. Of each group in `exactly_one`, one key is there and no more; `never` lists keys that exclude.

    Keys with a dot are names of `facts`, where the record takes any. `means` says what the record is. In an `open` one
    unknown keys are ignored: a later release may have written them. `instead` has words that authors take for keys,
    each with what to write instead.
    """

    what: str
    keys: tuple[Key, ...]
    exactly_one: tuple[tuple[str, ...], ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    facts: FactsShape | None = None
    means: str = ""
    open: bool = False
    instead: tuple[tuple[str, str], ...] = ()


@frozen
class Variants:
    """Records that are told apart by the word under the key `tag`."""

    what: str
    tag: str
    means: str
    records: tuple[tuple[str, Record], ...]


Shape: TypeAlias = (
    Text
    | WordShape
    | ConditionText
    | Whole
    | Flag
    | Only
    | ValueShape
    | Anything
    | JsonShape
    | DayShape
    | ListShape
    | MappingShape
    | Maybe
    | OrWord
    | FactsShape
    | Record
    | Variants
)
