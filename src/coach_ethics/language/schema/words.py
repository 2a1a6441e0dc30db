"""How names are written in a policy file, how many of each there may be, and the keys that many parts have."""

from __future__ import annotations

from coach_ethics.language.schema.shapes import Key, ListShape, Text, Whole, WordShape

LARGEST_NUMBER = 1_000_000
"""How far a fact or a parameter may range, above and below zero: its values can still be listed."""

MOST_VALUES = 100
"""The most values that an enumeration may have."""
MOST_NORMS = 1000
"""The most norms that a policy may have."""
MOST_ACTS = 500
"""The most acts that a policy may declare."""

KEBAB = WordShape(
    "[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "lower-case letters, digits and hyphens, such as `keep-the-confidence`"
)
SNAKE = WordShape("[a-z][a-z0-9_]*", "lower-case letters, digits and underscores, such as `tell_client`")
DOTTED = WordShape(
    r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*",
    "lower-case letters, digits and underscores, with dots between, such as `block.present`",
)
FACT_NAME = WordShape(
    r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+",
    "two words or more joined by dots, in lower-case letters, digits and underscores, such as `block.present`",
)
"""A word by itself would be a key of an engagement, where a case is written flat."""
SOURCE = WordShape("[A-Za-z][A-Za-z0-9_.-]*", "letters, digits, hyphens and dots without spaces, such as `icf-2020`")
DAY_NAME = WordShape("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day, such as `2026-01-31`")
ANY_NAME = WordShape("[A-Za-z_][A-Za-z0-9_.-]*", "a name, in letters, digits, hyphens and underscores")

TEXT = Text()
WHOLE = Whole(-LARGEST_NUMBER, LARGEST_NUMBER)


def names(least: int = 0) -> ListShape:
    """Names of other parts: a list, or one by itself."""
    return ListShape(ANY_NAME, least=least, single=True)


MEANS = Key("means", TEXT, "what it is, in plain words")
LABEL = Key("label", TEXT, "what it is called in a sentence; left out, its name spelt out")
CITES = Key("cites", ListShape(TEXT, single=True), "places in a source: its name, a space, and the place (`essay P16`)")
