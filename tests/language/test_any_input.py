"""No input, however odd, gives anything but a policy or a list of problems, and none takes long.

The run tells how many inputs were tried.
"""

from __future__ import annotations

import operator
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.counting import Counted
from tests.steps import at_most
from tests.trying import try_on

from coach_ethics.coaching.policies import check_policy
from coach_ethics.language.files import source_of
from coach_ethics.language.policies.write import write_policy
from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.shapes import ListShape, MappingShape, Record, Shape, Variants
from coach_ethics.language.yaml import emit
from coach_ethics.problems import PolicyProblems, Problem, describe
from coach_ethics.source import Source

FILES = [path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*/*.yaml"))]


def answers(data: bytes) -> None:
    """The promise: a policy, or problems with a place and a fix, in a bounded number of steps."""
    source = source_of("a.yaml", data)
    if isinstance(source, Problem):
        assert describe(source)
        return
    with at_most(5_000_000):
        policy, problems = check_policy(source)
    assert (policy is None) == bool(problems)
    for problem in problems:
        assert problem.span is not None
        assert problem.help
    assert isinstance(str(PolicyProblems(problems)), str)
    if policy is not None:
        again, _ = check_policy(Source("<text>", write_policy(policy)))
        assert again == policy


TRIED = "odd inputs given as policies"

hold = partial(try_on, promise=answers, what=TRIED)
"""Tries the promise on bytes."""


def test_any_bytes(counted: Counted) -> None:
    also = [b"\xef\xbb\xbf", b"policy: a\r\ntitle: b\rversion: c\n"]
    hold(st.binary(max_size=300), counted=counted, also=also, in_ci=2_000)


def test_any_text_after_a_good_start(counted: Counted) -> None:
    texts = st.text(max_size=200).map(lambda text: ("policy: a\n" + text).encode("utf-8", "surrogatepass"))
    hold(texts, counted=counted, in_ci=1_000)


PIECES = ["", "\n", " ", ": ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!!x ", "# ", "- ", "null", r"\e", "\u202e"]


@st.composite
def mutated(draw: DrawFn) -> str:
    """A file of the corpus with some of its lines, words or signs dropped, doubled, swapped or replaced."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from(PIECES))
        other = draw(st.integers(0, len(text)))
        text = text[:start] + draw(st.sampled_from([piece, piece * 2, text[other : other + 20]])) + text[end:]
    return text


def test_mutated_files(counted: Counted) -> None:
    hold(mutated().map(str.encode), counted=counted, in_ci=1_000)


_names = st.sampled_from(
    ["a", "b", "go", "block.present", "keep-it", "harm.likelihood", "likely", "true", "class", "x y", ""]
)
_words = st.sampled_from(
    [
        "block.present",
        "a and not b",
        "a",
        "b",
        "likely",
        "1",
        "harm.likelihood >= likely",
        "in_force(keep-it)",
        "(",
        "x ==",
        "2026-02-30",
    ]
)
_leaves = st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), _names, _words)


def shaped(shape: Shape) -> st.SearchStrategy[Any]:
    """Data that is nearly of a shape."""
    match shape:
        case Record(_, keys):
            return st.fixed_dictionaries({}, optional={key.name: or_else(key.shape) for key in keys})
        case Variants(_, tag, _, records):
            tagged = st.sampled_from([{tag: word} for word, _ in records])
            parts = st.one_of([shaped(record) for _, record in records])
            return st.builds(operator.or_, tagged, parts)
        case MappingShape(_, of):
            return st.dictionaries(_names.filter(bool), or_else(of), max_size=3)
        case ListShape(of):
            return st.lists(or_else(of), max_size=3)
        case _:
            return _leaves


def or_else(shape: Shape) -> st.SearchStrategy[Any]:
    return st.one_of(shaped(shape), shaped(shape), shaped(shape), _leaves)


def test_things_that_look_like_policies(counted: Counted) -> None:
    written = shaped(POLICY).map(lambda data: emit({"policy": "a", **data}).encode())
    hold(written, counted=counted, in_ci=200)


@st.composite
def graphs(draw: DrawFn) -> str:
    """Policies whose concepts, norms and acts refer to each other as chance will have it."""
    some = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3)
    acts = {name: {"includes": draw(some), "excludes": draw(some)} for name in "abcd"}
    norms = {name: {"must": draw(st.sampled_from("abcd")), "overrides": draw(some)} for name in "abcd"}
    concepts = {f"c{name}": {"when": " or ".join(f"c{each}" for each in draw(some)) or "true"} for name in "abcd"}
    return emit({"policy": "graph", "acts": acts, "norms": norms, "concepts": concepts})


def test_any_graph_of_references(counted: Counted) -> None:
    hold(graphs().map(str.encode), counted=counted, in_ci=500)
