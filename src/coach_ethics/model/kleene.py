"""Strong Kleene logic over pieces of a record: True, False, or None for not known.

INVARIANT (monotone): what these functions say of some pieces stays said when more pieces become known. Situations are
derived by nothing else, so that what is missing from a record never makes a fact false.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Known = bool | None
"""True, False, or None for not known."""


def every(pieces: Iterable[Known]) -> Known:
    """False as soon as one is false, True where all are true."""
    found: Known = True
    for piece in pieces:
        if piece is False:
            return False
        found = None if piece is None else found
    return found


def some(pieces: Iterable[Known]) -> Known:
    """True as soon as one is true, False where all are false."""
    return opposite(every(opposite(piece) for piece in pieces))


def opposite(piece: Known) -> Known:
    """True for False, False for True."""
    return None if piece is None else not piece


def same(one: object, other: object) -> Known:
    """Whether two pieces are equal; not known where one of them isn't."""
    return None if one is None or other is None else one == other


def no_later(one: date | None, other: date | None) -> Known:
    """Whether the first day is the second or before it."""
    return None if one is None or other is None else one <= other
