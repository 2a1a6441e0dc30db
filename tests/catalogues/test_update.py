"""Bringing a catalogue up to date keeps what translators did, and marks what they have to look at again."""

from __future__ import annotations

import pytest

from coach_ethics.catalogues import PolicyText, read_catalogue
from coach_ethics.catalogues.update import updated
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source, Span

FILE = Source("ours.yaml", "a: b\nc: d\n")
REST = PolicyText("act rest means", "Rest", "a hint", Span(FILE, 2, 1, 2, 2))
WHY = PolicyText("norm n because", "Whoever is tired, rests.")


def _filled(text: str, translation: str, catalogue: str) -> str:
    empty = f'msgid "{text}"\nmsgstr ""'
    assert empty in catalogue
    return catalogue.replace(empty, f'msgid "{text}"\nmsgstr "{translation}"')


def _begun() -> str:
    return _filled("Rest", "Se reposer", updated("ours", "fr", [REST, WHY]).text)


def test_a_new_catalogue_says_where_each_text_stands_and_how_it_is_used() -> None:
    found = updated("ours", "fr", [REST, WHY])
    assert (found.translated, found.fuzzy, found.missing) == (0, 0, 2)
    assert '#. a hint\n#: ours.yaml:2\nmsgctxt "act rest means"\nmsgid "Rest"\nmsgstr ""\n' in found.text
    assert "in French" in found.text
    assert read_catalogue(found.text).language == "fr"


def test_what_says_the_same_is_the_same_file() -> None:
    assert updated("ours", "fr", [REST, WHY], _begun()).text == _begun()


def test_work_is_kept() -> None:
    """Translations, remarks of translators, and their head."""
    work = (
        _begun().replace("#. a hint", "# Is this polite?\n#. a hint").replace("# The texts", "# By Léa.\n# The texts")
    )
    found = updated("ours", "fr", [WHY, REST], work)
    assert (found.translated, found.fuzzy, found.missing) == (1, 0, 1)
    assert "# Is this polite?" in found.text
    assert found.text.startswith("# By Léa.\n")
    assert 'msgstr "Se reposer"' in found.text


def test_a_text_that_changed_is_marked_with_what_it_was() -> None:
    changed = PolicyText("act rest means", "Rest well")
    found = updated("ours", "fr", [changed, WHY], _begun())
    assert (found.translated, found.fuzzy, found.missing) == (0, 1, 1)
    assert '#, fuzzy\n#| msgid "Rest"\nmsgctxt "act rest means"\nmsgid "Rest well"\nmsgstr "Se reposer"\n' in found.text
    again = updated("ours", "fr", [changed, WHY], found.text)
    assert again.text == found.text, "until somebody looked at it, the mark stays, and says what the text was"


def test_a_text_that_moved_keeps_its_translation_and_is_marked() -> None:
    moved = PolicyText("act repose means", "Rest")
    found = updated("ours", "fr", [moved], _begun())
    assert (found.translated, found.fuzzy, found.missing) == (0, 1, 0)
    assert '#, fuzzy\nmsgctxt "act repose means"' in found.text


def test_of_several_texts_in_one_place_the_nearest_is_taken() -> None:
    """Scenarios share their place: a new one isn't taken for one that was removed, a reworded one for the old one."""
    old = "\n".join(
        f'msgctxt "scenario"\nmsgid "{text}"\nmsgstr "{told}"\n'
        for text, told in (("the client is late again", "en retard"), ("the sponsor asks for the notes", "les notes"))
    )
    said = ("the sponsor asks for all notes", "nobody was told", "the coach is ill")
    found = read_catalogue(updated("ours", "fr", [PolicyText("scenario", each) for each in said], old).text)
    told = {each.text: (each.translations[0], each.fuzzy) for each in found.entries}
    assert told == {said[0]: ("les notes", True), said[1]: ("", False), said[2]: ("", False)}


def test_a_text_that_is_gone_is_kept_for_it_may_come_back() -> None:
    without = updated("ours", "fr", [WHY], _begun())
    assert '#~ msgstr "Se reposer"' in without.text
    assert "Rest" not in [each.text for each in read_catalogue(without.text).entries]
    back = updated("ours", "fr", [REST, WHY], without.text)
    assert (back.translated, back.fuzzy) == (1, 0)
    assert "#~" not in back.text


def test_what_cannot_be_read_is_a_problem() -> None:
    with pytest.raises(PolicyProblems, match="M101"):
        updated("ours", "fr", [REST], "msgid hello\nnonsense")
    with pytest.raises(PolicyProblems, match="M302"):
        updated("ours", "xx", [REST])
