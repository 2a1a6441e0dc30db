"""What is suggested for a slip of the pen is near what was written; nothing is suggested where nothing is."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.problems import did_you_mean, nearest
from coach_ethics.shipped import shipped_names

NEAR = {
    "emcc-2021": None,
    "text": None,
    "sponsor": None,
    "": None,
    "x": None,
    "collusoin": "collusion",
    "ICF_2025": "icf-2025",
    "quebec": "quebec-crha",
    "present": "block.present",
    "essay_2": "essay",
    "essay_of_mine": None,
    "esay": "essay",
    "contnet": "content",
    "Likely": "likely",
    "legal duty": "legal_duty",
    "clientDecision": "client.decision",
    "leaglduty": "legal_duty",
}
NAMES = [*shipped_names(), "context", "content", "likely", "legal_duty", "client.decision", "block.present"]


@pytest.mark.parametrize(("written", "meant"), NEAR.items(), ids=map(repr, NEAR))
def test_only_what_is_near_is_suggested(written: str, meant: str | None) -> None:
    assert nearest(written, NAMES) == meant
    assert did_you_mean(written, NAMES) == (f"did you mean `{meant}`?" if meant else None)


def test_a_code_that_is_not_shipped_is_not_taken_for_another_one() -> None:
    for name in ("emcc-2021", "bps-2017", "eia", "nbcc-2023", "sgcp-2014"):
        assert did_you_mean(name, shipped_names()) is None


def test_words_for_the_same_are_suggested_however_far() -> None:
    assert did_you_mean("employer", ["client", "sponsor"]) == "did you mean `sponsor`?"


def test_a_smaller_share_takes_fewer() -> None:
    assert nearest("gift.offrd", ["gift.offered"], 1 / 6) == "gift.offered"
    assert nearest("gift.ofd", ["gift.offered"], 1 / 6) is None
    assert nearest("gift.ofd", ["gift.offered"]) == "gift.offered"


@given(st.text(ascii_lowercase, min_size=4, max_size=20), st.data())
def test_one_letter_is_never_far(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert nearest(name[:at] + name[at + 1 :], [name]) == name


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=10))
def test_whatever_is_suggested_is_one_of_the_names_in_whatever_order(name: str, names: list[str]) -> None:
    found = nearest(name, names)
    assert found is None or found in names
    assert nearest(name, names[::-1]) == found
