"""The library's words in other languages: gettext, over a language that is set for a stretch of rendering.

`with speaking("fr"):` is entered where a document, a question or a reply is made, and left before it is handed out; so
nothing that runs later depends on it. Without it the words are those of the source, English, and nothing is looked up.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "coach_ethics"
LOCALES = Path(__file__).resolve().parent / "locale"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
"""Everything that there is to translate."""

SOURCE = "en"
"""The language in which the library's own words were written."""

Catalogue = catalogues.NullTranslations

_SPOKEN: ContextVar[Catalogue | None] = ContextVar("language of rendering", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within, the library's words are in this language; where it is empty, in English. Safe among threads and tasks."""
    token = _SPOKEN.set(catalogue_in(language))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@lru_cache(maxsize=32)
def catalogue_in(language: str) -> Catalogue | None:
    """The library's catalogue in a language, or in the one of which it is a variety (`fr` for `fr-CA`); or None."""
    folder = catalogue_folder(language)
    if folder is None:
        return None
    with (folder / f"{DOMAIN}.mo").open("rb") as opened:
        return catalogues.GNUTranslations(opened)


def catalogue_folder(language: str) -> Path | None:
    """Where the library's catalogue in a language is, or in the one of which it is a variety; None where there is none.

    There is none in English, which the source is written in.
    """
    names = (language.replace("-", "_"), language.partition("-")[0])
    found = next((name for name in names if name in library_languages()), None)
    return LOCALES / found / "LC_MESSAGES" if found else None


@lru_cache(maxsize=1)
def library_languages() -> tuple[str, ...]:
    """The languages that the library's words have been translated into."""
    return tuple(sorted(path.name for path in LOCALES.iterdir() if path.is_dir())) if LOCALES.is_dir() else ()


def gettext(message: str) -> str:
    """The message in the language of rendering."""
    spoken = _SPOKEN.get()
    return message if spoken is None or not message else spoken.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message for so many, in the language of rendering; the number is the caller's to fill in."""
    spoken = _SPOKEN.get()
    if spoken is None:
        return one if number == 1 else many
    return spoken.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message in the language of rendering, where one message is said differently by its context."""
    spoken = _SPOKEN.get()
    return message if spoken is None or not message else spoken.pgettext(context, message)


def keeps_capitals() -> bool:
    """Whether the language of rendering writes nouns with capitals, so that no first letter may be made small."""
    spoken = _SPOKEN.get()
    return spoken is not None and spoken.info().get("language", "").partition("_")[0] in {"de", "lb"}


def noted(message: str) -> str:
    """The message as it is, marked for translation: of a table that is read before there is a language."""
    return message


class Translatable(str):
    """A text in English that can be told in another language later: why a question has no answer, for example, which
    is found before anybody says in which language it is told, and is kept for whoever asks next.

    Its places are filled with numbers, names, or texts that can be told themselves.

    >>> from coach_ethics.translation import Translatable
    >>> str(Translatable("there are more than {number} courses", number=1000))
    'there are more than 1,000 courses'
    """

    message: str
    places: dict[str, str | int]

    def __new__(cls, message: str, **places: str | int) -> Translatable:
        """The text in English, which knows what it was made of."""
        made = super().__new__(cls, message.format(**{name: _grouped(each) for name, each in places.items()}))
        made.message, made.places = message, places
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (self.message, self.places))


def _again(message: str, places: dict[str, str | int]) -> Translatable:
    return Translatable(message, **places)


def spoken(text: str) -> str:
    """A text in the language of rendering, where it is `Translatable`; else as it is."""
    if not isinstance(text, Translatable):
        return text
    mark = pgettext("thousands", ",")
    said = {
        name: _grouped(each).replace(",", mark) if isinstance(each, int) else spoken(each)
        for name, each in text.places.items()
    }
    return gettext(text.message).format(**said)


def _grouped(place: str | int) -> str:
    return f"{place:,}" if isinstance(place, int) else str(place)
