"""The library's own words in other languages: catalogues that are up to date, complete, and filled in alike."""

from __future__ import annotations

import gettext
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("babel", reason="Babel isn't installed")

from tests.catalogues.library import catalogue_paths, compiled, read, template, written

from coach_ethics.catalogues.library import library_coverage
from coach_ethics.translation import DOMAIN, LOCALES, TEMPLATE, catalogue_in, library_languages, ngettext, speaking

PATHS = list(catalogue_paths())
UPDATE = "run `make catalogues`"


def language_of(path: Path) -> str:
    return path.parent.parent.name


def test_the_template_has_what_the_source_marks() -> None:
    assert TEMPLATE.read_text("utf-8") == written(template()), UPDATE


@pytest.mark.parametrize("path", PATHS, ids=language_of)
def test_a_catalogue_has_what_the_template_has(path: Path) -> None:
    catalog = read(path)
    assert {(each.context, each.id) for each in catalog} == {(each.context, each.id) for each in template()}, UPDATE
    assert not [each.id for each in catalog if each.fuzzy and each.id], "look at them, and remove the mark"


@pytest.mark.parametrize("path", PATHS, ids=language_of)
def test_what_is_read_is_what_translators_wrote(path: Path) -> None:
    """Every entry that has a translation comes out of the compiled catalogue, and no other."""
    fresh, kept = (
        gettext.GNUTranslations(BytesIO(each)) for each in (compiled(read(path)), path.with_suffix(".mo").read_bytes())
    )
    assert _entries(fresh) == _entries(kept), UPDATE
    assert kept.info()["language"] == language_of(path)


def _entries(catalogue: gettext.GNUTranslations) -> dict[object, str]:
    found: dict[object, str] = vars(catalogue)["_catalog"]
    return {key: said for key, said in found.items() if key}


@pytest.mark.parametrize("path", PATHS, ids=language_of)
def test_a_language_says_everything_that_it_claims(path: Path) -> None:
    """All sentences of the library, and all that a coach is asked and told of facts."""
    assert [(each.context, each.id) for each in read(path) if each.id and not _said(each.string)] == []


def _said(string: str | Sequence[str] | None) -> bool:
    return bool(string) if isinstance(string, str) else all(string or [""])


@pytest.mark.parametrize("path", PATHS, ids=language_of)
def test_a_translation_has_the_same_places_to_fill_in(path: Path) -> None:
    for each in read(path):
        texts, said = ([one] if isinstance(one, str) else list(one or []) for one in (each.id, each.string))
        for translation in filter(None, said) if each.id else ():
            assert _places(translation) == _places(texts[-1]), each.id


def _places(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", text))


def test_coverage_says_what_a_language_lacks() -> None:
    """Of a language that nothing is said in, everything; a variety has what its language has."""
    assert len(library_coverage("es").missing) == library_coverage("es").texts
    assert library_coverage("fr-CA") == library_coverage("fr")
    assert library_coverage("fr").missing == ()


def test_french_keeps_its_signs_with_their_words() -> None:
    """No line is broken before a colon or within quotation marks."""
    for each in read(LOCALES / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"):
        said = [each.string] if isinstance(each.string, str) else list(each.string or [])
        assert not [one for one in said if each.id and re.search("« | [:»]", one or "")], each.id


def test_a_variety_of_a_language_falls_back_on_it_and_another_on_english() -> None:
    assert library_languages() == ("de", "fr")
    assert catalogue_in("fr-CA") is not None
    assert catalogue_in("es") is None
    assert catalogue_in("en-GB") is None


def test_numbers_are_counted_as_the_language_counts() -> None:
    """In French, none is counted as one; in German and English, as several."""
    with speaking("fr"):
        assert ngettext("{number} day", "{number} days", 0) == "{number} jour"
    with speaking("de"):
        assert ngettext("{number} day", "{number} days", 0) == "{number} Tagen"
    assert ngettext("{number} day", "{number} days", 0) == "{number} days"
