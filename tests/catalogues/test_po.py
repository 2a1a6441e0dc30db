"""A catalogue is read as gettext's tools read it, without them; what is wrong in it is a problem with its place."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.catalogues import (
    CatalogueEntry,
    MessageCatalogue,
    PolicyText,
    read_catalogue,
    translation_of,
)
from coach_ethics.catalogues.po import LARGEST_CATALOGUE, joined
from coach_ethics.catalogues.update import updated
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.source import NOT_TEXT

HEAD = """\
# Somebody's own remark.
msgid ""
msgstr ""
"Language: fr_CA\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"""
WORKED = f"""{HEAD}
#. how it is used
#: ours.yaml:3
msgctxt "act rest means"
msgid "Rest"
msgstr "Se reposer"

#, fuzzy
#| msgid "Work"
msgctxt "act work means"
msgid "Work on"
msgstr "Travailler"

msgctxt "norm n because"
msgid ""
"Whoever is tired, "
"rests."
msgstr ""
"Qui est fatigué "
"se repose \\"vraiment\\".\\n"
msgctxt "norm m because"
msgid "Not yet."
msgstr ""

msgid "{{n}} norm"
msgid_plural "{{n}} norms"
msgstr[0] "{{n}} norme"
msgstr[1] "{{n}} normes"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Parti"
"""


def _read(text: str) -> MessageCatalogue:
    return read_catalogue(text, "ours.fr.po")


def test_what_translators_write_is_read() -> None:
    found = _read(WORKED)
    assert found.language == "fr-CA"
    assert translation_of(found, "Rest", "act rest means") == "Se reposer"
    assert (
        translation_of(found, "Whoever is tired, rests.", "norm n because") == 'Qui est fatigué se repose "vraiment".\n'
    )
    assert translation_of(found, "{n} norm") == "{n} norme"


@pytest.mark.parametrize(
    ("text", "context", "why"),
    [
        ("Work on", "act work means", "it waits for a look"),
        ("Not yet.", "norm m because", "it is empty"),
        ("Gone", "gone", "it is said no more"),
        ("Rest", "", "it stands elsewhere"),
        ("rest", "act rest means", "it is another text"),
    ],
)
def test_what_is_no_translation_is_none(text: str, context: str, why: str) -> None:
    assert translation_of(_read(WORKED), text, context) is None, why


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('msgid "a"\nmsgstr "b"\nnonsense\n', "M101", 3),
        ('msgid "a"\nmsgstr b\n', "M101", 2),
        ('"a"\n', "M101", 1),
        ('msgid "a"\n', "M101", 1),
        ('msgstr "a"\n', "M101", 1),
        ('msgid "a" "b"\nmsgstr "c"\n', "M101", 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', "M101", 2),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "M102", 4),
        ('msgid "a"\nmsgstr "b\x1b[31m"\n', "M103", 2),
        ("#" * (LARGEST_CATALOGUE + 1), "M104", 1),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, line: int) -> None:
    with pytest.raises(PolicyProblems) as refused:
        _read(text)
    first = refused.value.problems[0]
    assert first.span is not None
    assert (first.code, first.span.line) == (code, line)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: not NOT_TEXT.search(text) and not any(sign in text for sign in "\x85\u2028\u2029\r")
)


@given(st.dictionaries(st.tuples(TEXTS.map(str.strip).filter(bool), TEXTS), TEXTS, max_size=4))
def test_reading_gives_back_what_was_written(said: dict[tuple[str, str], str]) -> None:
    """LAW (round trip): what Babel writes, this reads, whatever signs are in it; and as Babel reads it itself."""
    texts = [PolicyText(context, text) for context, text in said]
    empty = updated("ours", "fr", texts).text
    catalog = read_po(BytesIO(empty.encode()))
    assert {(m.context, m.id) for m in catalog if m.id} == said.keys()
    assert [(each.context, each.text) for each in _read(empty).entries] == list(said)


PIECES = st.sampled_from(
    [
        "msgid ",
        "msgctxt ",
        "msgstr ",
        "msgstr[0] ",
        "msgid_plural ",
        '"',
        "a",
        "\\",
        "\n",
        "\n\n",
        "#",
        "#, fuzzy",
        "#~ ",
        " ",
        "\x00",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3)).map("".join))
def test_whatever_is_read_the_answer_is_a_catalogue_or_problems(text: str) -> None:
    """LAW (any input), as for policies."""
    problems: tuple[Problem, ...] = ()
    try:
        _read(text)
    except PolicyProblems as refused:
        problems = refused.problems
    assert all(each.span and each.code.startswith("M10") for each in problems)


def test_of_several_catalogues_the_first_that_says_it_counts() -> None:
    own = MessageCatalogue("fr", (CatalogueEntry("a", translations=("A",)), CatalogueEntry("b", translations=("",))))
    other = MessageCatalogue("fr", tuple(CatalogueEntry(each, translations=(each * 2,)) for each in "abc"))
    both = joined(own, other)
    assert [translation_of(both, each) for each in "abcd"] == ["A", "bb", "cc", None]
