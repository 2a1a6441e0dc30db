from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.steps import at_most

from coach_ethics.language.yaml import (
    DEEPEST,
    LARGEST,
    MOST_NODES,
    Mapping,
    Plain,
    Scalar,
    Sequence,
    compose,
    emit,
    path_spans,
    plain,
)
from coach_ethics.source import NOT_TEXT, Source


def data(text: str) -> Plain:
    tree, problems = compose(Source("a", text))
    assert problems == ()
    assert tree is not None
    return plain(tree)


def codes(text: str) -> list[str]:
    return [problem.code for problem in compose(Source("a", text))[1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("a:", {"a": None}),
        ("12", 12),
        ("-3", -3),
        ("+5", 5),
        ("007", 7),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("1.5", "1.5"),
        (".nan", ".nan"),
        ("-.inf", "-.inf"),
        ("1e7", "1e7"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2026-02-30", "2026-02-30"),
        ("9" * 30, "9" * 30),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("{a: [1, {b: c}], 'd': []}", {"a": [1, {"b": "c"}], "d": []}),
        ("- &x [1]\n- *x", [[1], [1]]),
        ('{"a": [true, null, 1, "x"]}', {"a": [True, None, 1, "x"]}),
        ("\ufeffa: 1", {"a": 1}),
    ],
)
def test_what_yaml_says(text: str, value: Plain) -> None:
    """YAML 1.2 for data: few words mean more than themselves; fractions and dates stay text."""
    assert data(text) == value


def test_every_node_knows_its_place() -> None:
    tree, _ = compose(Source("a", "a:\n  - é: [1, two]\n"))
    assert tree is not None
    places = {path: (span.line, span.column) for path, span in path_spans(tree).items()}
    assert places == {
        "$": (1, 1),
        "$.a": (1, 1),
        "$.a[0]": (2, 5),
        "$.a[0].é": (2, 5),
        "$.a[0].é[0]": (2, 9),
        "$.a[0].é[1]": (2, 12),
    }


def test_a_key_written_twice_keeps_its_first_value() -> None:
    tree, problems = compose(Source("a", "a: 1\nb: 2\n'a': 3\n"))
    assert tree is not None
    assert plain(tree) == {"a": 1, "b": 2}
    assert [(problem.code, problem.help) for problem in problems] == [("Y104", "it first appears on line 1, column 1")]


HOSTILE = {
    "empty": "",
    "ten million": "a" * 10_000_000,
    "just too long": "a" * (LARGEST + 1),
    "open brackets": "[" * 100_000,
    "open braces": "{" * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "deep indentation": "\n".join(" " * each + "a:" for each in range(900)),
    "a bomb": "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{to}: &{to} [{', '.join(['*' + one] * 10)}]\n"
        for one, to in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    ),
    "itself": "&a [*a]",
    "itself as a key": "&a {*a : 1}",
    "no anchor": "*a",
    "null byte": "a: \0",
    "surrogate": "a: \ud800",
    "escape": "\x1b[31m",
    "not a character": "a: \uffff",
    "python": "!!python/object/apply:os.system ['ls']",
    "bad tag": "!<> x",
    "percent": "%YAML 9.9\n---\na",
    "anchors": "".join(f"&a{each} " for each in range(50_000)),
    "many values": "[" + "1," * (MOST_NODES + 1) + "]",
    "documents": "--- a\n" * 1_000,
    "complex keys": "? [a]\n: ? {b: c}\n  : d\n",
    "tab": "a:\n\t- b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_problems_at_once(name: str) -> None:
    """No text takes more steps than a long file, none gives an exception, and each of these is refused."""
    with at_most(2_000_000):
        found = codes(HOSTILE[name])
    assert found


@pytest.mark.parametrize(
    ("text", "character"),
    [
        (r'"\e[31mred": 1', "U+001B"),
        (r'a: "\e]0;x\a\e[2J"', "U+001B"),
        (r'a: "\x9b2J"', "U+009B"),
        (r'a: "\0"', "U+0000"),
        (r'a: "\u202etxt"', "U+202E"),
        (r'a: ["\u2066"]', "U+2066"),
        ("a: \u202etxt", "U+202E"),
        (r'{"a": "\ufffe"}', "U+FFFE"),
    ],
)
def test_what_a_terminal_obeys_and_what_turns_the_text_is_refused_however_it_is_written(
    text: str, character: str
) -> None:
    """An escape in quotation marks can spell any character; nothing of it is left in the tree."""
    tree, problems = compose(Source("a", text))
    assert [(problem.code, character in problem.message) for problem in problems] == [("Y107", True)]
    assert problems[0].help
    assert tree is None or not NOT_TEXT.search(repr(plain(tree)))


def test_an_escaped_line_end_is_a_line_end() -> None:
    assert data(r'["a\r\nb", "a\rb", "a\tb\n"]') == ["a\nb", "a\nb", "a\tb\n"]


def test_a_text_that_was_cut_is_said_to_be_longer_than_it_may_be() -> None:
    """Only so much of a file is read, so that nobody can say how long it is."""
    (problem,) = compose(Source("a", "a" * (LARGEST + 7)))[1]
    assert problem.message == f"the text has more than {LARGEST:,} characters"


def test_the_bounds_are_exact() -> None:
    assert codes("[" * DEEPEST + "]" * DEEPEST) == []
    for levels in (DEEPEST + 1, 900, 1_100, 3_000):  # from some 1,000 on the library finds it before we do
        assert codes("[" * levels + "]" * levels) == ["Y106"]
    assert codes("a" * LARGEST) == []


@given(st.text())
def test_any_text_is_a_tree_or_problems(text: str) -> None:
    """LAW: a text gives a tree or problems, each with a place."""
    tree, problems = compose(Source("a", text))
    assert tree is not None or problems
    assert all(problem.span is not None for problem in problems)


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=30)
_plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_texts.filter(bool), inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(_texts.filter(bool), _plain, min_size=1, max_size=4))
def test_what_is_emitted_is_composed_again(value: dict[str, Plain]) -> None:
    """LAW: plain ∘ compose ∘ emit = identity."""
    assert data(emit(value)) == value


def test_trees_are_equal_wherever_they_stand() -> None:
    assert compose(Source("a", "a: [1]"))[0] == compose(Source("b", "\n\na:  \n - 1"))[0]
    assert isinstance(compose(Source("a", "a"))[0], Scalar)
    assert isinstance(compose(Source("a", "[a]"))[0], Sequence)
    assert isinstance(compose(Source("a", "{}"))[0], Mapping)


EITHER_WAY = [
    "{ask: Is it?, means: it is}",
    "{a: [really?, no], b?: 1}",
    "a: 1\t\nb:\t2\t# a remark\nc: two\twords\n",
    '{\n\t"a":\t[1,\n\t\t2]\n}',
    "a:\n  b: |\n    one\ttwo\n  c: 'x\ty'\n",
    "\t\na: 1\n \t \nb: 2\n",
]
NEITHER_WAY = [
    "a:\n\tb: 1\n",
    "a:\n  b: 1\n\tc: 1\n",
    "a:\n- b: 1\n  c: 2\n - b: 2\n",
    "a: 'b' c\n",
    "a: b: c\n",
    "a: [b\nc: d\n",
]


@pytest.mark.parametrize("text", EITHER_WAY + NEITHER_WAY)
def test_both_parsers_read_alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's parser in C and the one in Python, which a browser has, give one tree, or one problem."""
    tree, problems = compose(Source("a", text))
    assert bool(problems) is (text in NEITHER_WAY)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert compose(Source("a", text)) == (tree, problems)
