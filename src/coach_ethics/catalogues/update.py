"""Makes a catalogue and brings it up to date: translators' work is kept, what changed waits for their look.

The only module that takes Babel (extra `translating`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from io import BytesIO
from pathlib import PurePath

from attrs import frozen
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape, write_po

from coach_ethics.catalogues.texts import PolicyText
from coach_ethics.problems import PolicyProblems, Problem

_WIDTH = 100

_HEAD = """\
# The texts of `{name}` in {language}, made and updated by `coach-ethics translate`.
msgid ""
msgstr ""
"Project-Id-Version: {name}\\n"
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@frozen
class CatalogueUpdate:
    """A catalogue's new `text`, and how many of its texts are translated, fuzzy, and not translated yet."""

    text: str
    translated: int
    fuzzy: int
    missing: int


def updated(name: str, language: str, texts: Iterable[PolicyText], old: str | None = None) -> CatalogueUpdate:
    """The catalogue of some texts, with the translations of an `old` one.

    A text that changed keeps its translation, marked as fuzzy, with what the text was before. So does one that stands
    in another place now. What is no longer said is kept at the end, for it may come back.

    Raises PolicyProblems where the old one can't be read (M101), and (M302) for a language that isn't known.
    """
    catalog = Catalog()
    for each in texts:
        place = [(PurePath(each.span.source.name).name, each.span.line)] if each.span else []
        hints = [each.hint] if each.hint else []
        catalog.add(each.text, context=each.context, locations=place, auto_comments=hints)
    head = _head(name, language)
    if old is not None:
        _take_over(catalog, _read(old))
        head = _head_of(old) or head
    written = BytesIO()
    write_po(written, catalog, width=_WIDTH, include_previous=True, omit_header=True)
    messages = [message for message in catalog if message.id]
    fuzzy = sum(message.fuzzy for message in messages)
    done = sum(bool(message.string) and not message.fuzzy for message in messages)
    text = head + written.getvalue().decode("utf-8").rstrip("\n") + "\n"
    return CatalogueUpdate(text, done, fuzzy, len(messages) - done - fuzzy)


def _head(name: str, language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        message = f"`{language}` is not a language that Babel knows"
        raise PolicyProblems([Problem("M302", message, help="`fr`, `de`, `es-MX` are some that it knows")]) from None
    return _HEAD.format(name=name, language=locale.english_name or language, tag=language)


def _head_of(old: str) -> str:
    """The head of a catalogue as it is, with whatever translators and their editors wrote into it."""
    head, blank, _ = old.partition("\n\n")
    return f"{head}{blank}" if blank and re.search(r'^msgid ""\nmsgstr', head, re.MULTILINE) else ""


def _read(old: str) -> Catalog:
    try:
        return read_po(BytesIO(old.encode("utf-8")), charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, IndexError, AttributeError) as failure:  # it fails in any of these ways
        message = f"the catalogue can't be read: {str(failure).splitlines()[0]}"
        raise PolicyProblems([Problem("M101", message)]) from None


def _take_over(new: Catalog, old: Catalog) -> None:
    """Give the texts their translations: by place and text, else by place, else by text; keep the rest."""
    left = {(m.context, m.id): m for m in (*old.obsolete.values(), *old) if m.id and m.string}
    said = {(m.context, m.id): m for m in new if m.id}
    for key in said.keys() & left.keys():
        before = left.pop(key)
        _carry(said[key], before, before.flags & {"fuzzy"}, _previous(before) if before.fuzzy else [])
    places = Counter(context for context, _ in said)
    for (context, text), message in said.items():
        if not message.string:
            here = [key for key in left if key[0] == context]
            if places[context] > 1:  # of several texts in one place, such as scenarios, the one that is most like it
                here = [key for key in here if key[1] in get_close_matches(text, [each for _, each in here], 1)]
            found = next(iter(here), None) or next((key for key in left if key[1] == text), None)
            if found is not None:
                before = left.pop(found)
                _carry(message, before, {"fuzzy"}, [str(before.id)] if before.id != text else [])
    for context, text in left:
        new.obsolete[(text, context) if context else text] = left[context, text]


def _carry(message: Message, before: Message, flags: set[str], previous: list[str]) -> None:
    message.string = before.string
    message.flags |= flags
    message.previous_id = previous
    message.user_comments = [each for each in before.user_comments if not each.startswith("|")]


def _previous(message: Message) -> list[str]:
    """What the text was when it was translated; Babel writes it (`#|`), and reads it as a translator's comment."""
    lines = " ".join(each[1:].strip() for each in message.user_comments if each.startswith("|"))
    quoted = re.findall(r'"(?:[^"\\]|\\.)*"', lines)
    return ["".join(map(unescape, quoted))] if quoted else []
