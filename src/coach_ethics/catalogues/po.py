"""Reads gettext's catalogues as translators write them (`.po`), with nothing but the standard library.

What the format is: the manual of GNU gettext, "The Format of PO Files". What a translator hasn't confirmed (`fuzzy`),
what is empty, and what is kept of texts that are gone (`#~`) are no translations here, as for gettext.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.problems import PolicyProblems, Problem, spelt
from coach_ethics.source import NOT_TEXT, Source, Span

LARGEST_CATALOGUE = 2_000_000
"""How many characters a catalogue may have: some ten times those of the largest policy."""


@frozen
class CatalogueEntry:
    """A text and what it is in another language: `translations` has one text, or one for each plural form.

    Policies count nothing, so theirs have one. A `fuzzy` one waits for a translator's look: the text has changed.

    >>> from coach_ethics.catalogues import CatalogueEntry
    >>> CatalogueEntry("Rest", "act rest means", translations=("Se reposer",)).fuzzy
    False
    """

    text: str
    context: str = ""
    plural: str = ""
    translations: tuple[str, ...] = ()
    fuzzy: bool = False
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class MessageCatalogue:
    """Texts in another language, which is a tag such as `fr` or `fr-CA`.

    >>> from coach_ethics.catalogues import MessageCatalogue, CatalogueEntry, translation_of
    >>> french = MessageCatalogue("fr", (CatalogueEntry("Ask the client", translations=("Interrogez le client",)),))
    >>> translation_of(french, "Ask the client")
    'Interrogez le client'
    """

    language: str
    entries: tuple[CatalogueEntry, ...] = ()
    by_text: Mapping[tuple[str, str], CatalogueEntry] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = {(each.context, each.text): each for each in reversed(self.entries) if usable(each)}
        object.__setattr__(self, "by_text", MappingProxyType(found))


def usable(entry: CatalogueEntry) -> bool:
    """Whether an entry has a translation that a translator stands by."""
    return bool(entry.translations) and all(entry.translations) and not entry.fuzzy


@takes(catalogue=MessageCatalogue, text=str, context=str)
def translation_of(catalogue: MessageCatalogue, text: str, context: str = "") -> str | None:
    """The text in the catalogue's language, or None where it has none.

    >>> from coach_ethics.catalogues import MessageCatalogue, translation_of
    >>> translation_of(MessageCatalogue("fr"), "Ask the client") is None
    True
    """
    found = catalogue.by_text.get((context, text))
    return found.translations[0] if found else None


def joined(first: MessageCatalogue, *others: MessageCatalogue) -> MessageCatalogue:
    """One catalogue of several in one language: of those that have a text, the first gives its translation."""
    together = [entry for each in (first, *others) for entry in each.entries if usable(entry)]
    return MessageCatalogue(first.language, tuple(together))


def po_text(catalogue: MessageCatalogue) -> str:
    """A catalogue as it is read: of its texts, each once, those that are translated and count nothing."""
    rows = [("", "", f"Language: {catalogue.language}\n")]
    rows += [(context, text, each.translations[0]) for (context, text), each in catalogue.by_text.items()]
    keys = ("msgctxt", "msgid", "msgstr")
    blocks = (
        "\n".join(f"{key} {_literal(said)}" for key, said in zip(keys, row, strict=True) if said or key != "msgctxt")
        for row in rows
    )
    return "\n\n".join(blocks) + "\n"


def _literal(text: str) -> str:
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, written)
    return f'"{text}"'


@takes(text=str, name=str)
def read_catalogue(text: str, name: str = "<text>") -> MessageCatalogue:
    r"""The catalogue that a text says; its `name` is that of the file, for what is wrong in it.

    Raises PolicyProblems with everything that is wrong in it: a line that belongs to no catalogue (M101), a text that
    is translated twice (M102), a character that belongs in no text (M103); or that it is too large (M104).

    >>> from coach_ethics.catalogues import read_catalogue
    >>> read_catalogue('msgid "yes"\nmsgstr "oui"\n').entries
    (CatalogueEntry(text='yes', context='', plural='', translations=('oui',), fuzzy=False),)
    """
    return catalogue_said(Source(name, text))


def catalogue_said(source: Source) -> MessageCatalogue:
    """As `read_catalogue`, of a source."""
    if len(source.text) > LARGEST_CATALOGUE:
        message = f"the catalogue is too large: more than {LARGEST_CATALOGUE:,} characters"
        raise PolicyProblems([Problem("M104", message, _line(source, 1))])
    problems = [*_odd_signs(source)]
    entries: list[CatalogueEntry] = []
    for block in _blocks(source):
        found = _entry(source, block)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            entries.append(found)
    problems += _twice(entries)
    if problems:
        raise PolicyProblems(problems)
    header = next((each.translations[0] for each in entries if not each.text and each.translations), "")
    fields = {name.casefold(): value.strip() for name, _, value in (row.partition(":") for row in header.splitlines())}
    return MessageCatalogue(fields.get("language", "").replace("_", "-"), tuple(each for each in entries if each.text))


def _odd_signs(source: Source) -> Iterator[Problem]:
    for at, line in enumerate(source.lines, 1):
        for found in NOT_TEXT.finditer(line):
            span = Span(source, at, found.start() + 1, at, found.end() + 1)
            yield Problem("M103", f"{spelt(found[0])} doesn't belong in a text", span)


def _twice(entries: list[CatalogueEntry]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for each in entries:
        if (each.context, each.text) in seen:
            what = f"`{each.context}`" if each.context else "the same text"
            yield Problem("M102", f"{what} is translated twice, here again", each.span, "keep one of them")
        seen.add((each.context, each.text))


def _blocks(source: Source) -> Iterator[list[tuple[int, str]]]:
    """The entries as numbered lines: one ends with a blank line, or where the next one's comments or keys begin."""
    block: list[tuple[int, str]] = []
    after = False  # whether a translation has been read, so that what follows and isn't one belongs to the next entry
    for at, raw in enumerate(source.lines, 1):
        line = raw.strip("\ufeff \t")
        if not line or (after and not line.startswith(("msgstr", '"'))):
            yield block
            block, after = [], False
        if line:
            block.append((at, line))
            after = after or line.startswith("msgstr")
    yield block


_KEYED = re.compile(r'(?P<key>msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]+\])?)\s+(?P<text>".*")')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def _entry(source: Source, block: list[tuple[int, str]]) -> CatalogueEntry | Problem | None:
    """What a block says: an entry, nothing (comments alone), or what is wrong with it."""
    parts: dict[str, str] = {}
    fuzzy, key, first = False, "", 0
    for at, line in block:
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in re.split(r"[\s,#]+", line))
            continue
        keyed = _KEYED.fullmatch(line)
        quoted = _QUOTED.fullmatch(keyed["text"] if keyed else line)
        if quoted is None or (keyed is None and not key) or (keyed is not None and keyed["key"] in parts):
            help_ = 'each entry is `msgctxt "..."`, `msgid "..."` and `msgstr "..."`, texts in quotation marks'
            return Problem("M101", "this line doesn't belong in a catalogue", _line(source, at), help_)
        key = keyed["key"] if keyed else key
        first = first or at
        parts[key] = parts.get(key, "") + _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), quoted[1])
    if not parts:
        return None
    translations = tuple(text for key, text in parts.items() if key.startswith("msgstr"))
    if "msgid" not in parts or not translations:
        lacking = "msgstr" if "msgid" in parts else "msgid"
        return Problem("M101", f"this entry has no `{lacking}`", _line(source, first))
    context, plural = parts.get("msgctxt", ""), parts.get("msgid_plural", "")
    return CatalogueEntry(parts["msgid"], context, plural, translations, fuzzy, _line(source, first))


def _line(source: Source, at: int) -> Span:
    width = len(source.lines[at - 1]) if at <= len(source.lines) else 0
    return Span(source, at, 1, at, width + 1)
