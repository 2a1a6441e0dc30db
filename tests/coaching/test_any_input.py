"""No input, however odd, gives anything but an engagement or a list of problems, and none takes long.

The run tells how many inputs were tried.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.counting import Counted
from tests.schemas import property_names
from tests.steps import at_most
from tests.trying import try_on

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.coaching.read import read_engagement, write_engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.language.diagnostics import MOST
from coach_ethics.language.files import source_of
from coach_ethics.language.yaml import emit
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, Problem, describe
from coach_ethics.source import Source

ROOT = Path(__file__).parents[2]
FILES = [
    path.read_text("utf-8")
    for folder in ("tests/coaching/good", "tests/coaching/bad", "examples")
    for path in sorted((ROOT / folder).glob("*.yaml"))
]


def answers(data: bytes) -> Engagement | None:
    """The promise: an engagement, or problems with a place and a fix, in a bounded number of steps."""
    source = source_of("a.yaml", data)
    if isinstance(source, Problem):
        assert describe(source)
        return None
    with at_most(5_000_000):
        engagement, problems = _read(source)
    assert all(problem.span is not None for problem in problems)
    assert all(problem.help for problem in problems if problem.code.startswith("F"))
    if engagement is None:
        assert problems
        return None
    with at_most(5_000_000):
        _, contradictions = _situation(engagement)
    assert all(problem.path for problem in contradictions)
    assert read_engagement(Source("<text>", write_engagement(engagement))) == engagement
    return engagement


def _read(source: Source) -> tuple[Engagement | None, tuple[Problem, ...]]:
    try:
        return read_engagement(source), ()
    except CaseProblems as refused:
        return None, refused.problems


def _situation(engagement: Engagement) -> tuple[Situation | None, tuple[Problem, ...]]:
    try:
        return situation_of(engagement, date(2026, 6, 1)), ()
    except CaseProblems as contradictory:
        return None, contradictory.problems


hold = partial(try_on, promise=answers, what="odd inputs given as engagements")
"""Tries the promise on bytes."""


def test_any_bytes(counted: Counted) -> None:
    also = [b"", b"\xff\xfe\x00", b"title: \xed\xa0\x80"]
    hold(st.binary(max_size=300), counted=counted, also=also, in_ci=2_000)


def test_any_text_after_a_good_start(counted: Counted) -> None:
    start = "client: {decision: commits}\n"
    texts = st.text(max_size=200).map(lambda text: (start + text).encode("utf-8", "surrogatepass"))
    hold(texts, counted=counted, in_ci=1_000)


PIECES = [
    "",
    "\n",
    " ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "&a ",
    "*a",
    "!!x ",
    "# ",
    "- ",
    "null",
    "none",
    "never",
    "2026-02-30",
    r"\e",
    "\u202e",
]


@st.composite
def spoilt(draw: DrawFn) -> str:
    """A file of the corpus with a few pieces cut out, put in, or moved."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from([*PIECES, text[start:end] * 2])) + text[end:]
    return text


def test_spoilt_files(counted: Counted) -> None:
    hold(spoilt().map(str.encode), counted=counted, in_ci=1_000)


def _keys() -> list[str]:
    return sorted({*property_names(engagement_schema()), "no such key"})


leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.sampled_from(["none", "never", "client", "sponsor", "oral", "block", "2026-03-01", "2026-02-30", ".nan", "é"]),
    st.text(max_size=5),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(_keys()), inner, max_size=6)),
    max_leaves=30,
)


def test_any_tree_of_known_words(counted: Counted) -> None:
    whole = st.dictionaries(st.sampled_from(_keys()), trees, max_size=8)
    hold(whole.map(lambda tree: emit(tree).encode("utf-8", "surrogatepass")), counted=counted, in_ci=300)
    hold(whole.map(lambda tree: json.dumps(tree).encode()), counted=counted, in_ci=300)


MANY = 40_000


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"key{number}: 1" for number in range(MANY)),
        "\n".join(f"block.fact{number}: maybe" for number in range(MANY)),
        "facts:\n" + "\n".join(f"  Block.presnt{number}: 1" for number in range(MANY)),
        "facts: {" + ", ".join(f"a.b{number}: [1]" for number in range(MANY // 2)) + "}",
        "commitments: [" + ", ".join(["x"] * MANY) + "]",
        "commitments: [" + ", ".join(["{missed: -1}"] * (MANY // 4)) + "]",
        "commitments: [{history: [" + ", ".join(["{day: 2026-01-01}"] * (MANY // 4)) + "]}]",
        "consents: [{contents: [" + ", ".join(f"blok{number}" for number in range(MANY)) + "]}]",
        "consents: [" + ", ".join(["{by: client, form: oral, given: 2026-01-01}"] * 4_000) + "]",
        "consents: [" + ", ".join(["{by: client}"] * 4_000) + "]\nconfidences: [" + ", ".join(["{}"] * 9_000) + "]",
        "commitments: [" + ", ".join(["{history: [x, x, x, x]}"] * 6_000) + "]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ncommitments: [*d, *d, *d]",
        "title: &a [" + "*a, " * 20 + "]",
        "title: " + "x" * 3_000_000,
        "{" * 30_000,
        '{"title": "\\ud83d"}',
        "? [a, b]\n: c",
        "<<: {title: x}",
    ],
    ids=range(18),
)
def test_large_and_hostile_files(text: str) -> None:
    """What is made to take long doesn't."""
    answers(text.encode())


def test_only_so_many_problems_are_told() -> None:
    with pytest.raises(CaseProblems) as refused:
        read_engagement(Source("<text>", "\n".join(f"key{number}: 1" for number in range(5_000))))
    assert Counter(problem.code for problem in refused.value.problems) == {"F203": MOST, "F211": 1}


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ('"a\\\\\\ud83d\\ude00"', "a\\\U0001f600"),
        ('"\\\\ud83d\\\\ude00"', "\\ud83d\\ude00"),
        ('"\\uD83D\\uDE00\\u00e9"', "\U0001f600é"),
    ],
)
def test_json_may_write_a_character_as_two_escapes(written: str, title: str) -> None:
    assert json.loads(written) == title
    assert read_engagement(Source("<text>", f'{{"title": {written}}}')).title == title
