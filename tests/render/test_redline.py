"""Redlines keep both wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis.strategies import text

from coach_ethics.render.redline import Edit, redline

_WORDS = text("ab .\n", max_size=30)


@given(_WORDS, _WORDS)
def test_a_redline_has_both_wordings(before: str, now: str) -> None:
    """What was kept and removed is the old text, what was kept and added the new one."""
    found = redline(before, now)
    assert "".join(each.text for each in found if each.edit is not Edit.ADDED) == before
    assert "".join(each.text for each in found if each.edit is not Edit.REMOVED) == now


def test_words_are_picked_out_only_of_texts_that_are_alike() -> None:
    one, other = redline("Confidence is kept.", "Nobody pays for referrals, ever.")
    assert (one.edit, other.edit) == (Edit.REMOVED, Edit.ADDED)
    assert [each.text for each in redline("It is kept by all.", "It is kept by some.")] == [
        "It is kept by",
        " all.",
        " some.",
    ]
