"""HTML says what the document says, word for word, and nothing in it runs, is fetched, or comes from a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.test_laws import documents, lines

import coach_ethics as ce
from coach_ethics.render import hypertext_style
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    Verbatim,
    plain,
    strong,
)
from coach_ethics.render.hypertext import html, html_display, html_page
from coach_ethics.render.hypertext_style import STYLE
from coach_ethics.render.policy import policy_document

HOSTILE = "</p></style></title><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & &lt; --> \x00\x1b\ud800"

TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "strong", "code", "span", "pre", "div"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
FRAME = {"html", "head", "meta", "title", "style", "body", "main"}
ATTRIBUTES = {"class", "scope", "role", "tabindex", "aria-label"}


class Read(HTMLParser):
    """What a browser would find: tags in balance, their attributes, and the words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)


def _words(block: DocumentBlock) -> Iterator[str]:
    match block:
        case Heading(words) | Verbatim(words):
            yield words
        case Paragraph(line):
            yield from _said(line)
        case Listing(entries):
            for entry in entries:
                yield from _told(entry)
        case Table(header, rows):
            yield from header
            yield from (word for row in rows for cell in row for word in _said(cell))


def _said(line: Line) -> Iterator[str]:
    yield "".join(piece.text for piece in line)


def _told(entry: Entry) -> Iterator[str]:
    yield from _said(entry.line)
    for below in entry.below:
        yield from _told(below)


def _squeezed(words: Iterator[str] | list[str]) -> str:
    return "".join("".join(words).split())


@given(documents, st.integers(1, 6), st.booleans())
def test_html_has_the_words_of_the_document_and_no_others(document: Document, level: int, folded: bool) -> None:
    """LAW: read back by a parser, the words are those of the document; tags are from a short list."""
    found = Read(html(document, level=level, folded=folded))
    assert _squeezed(found.words) == _squeezed([word for block in document for word in _words(block)])
    assert set(found.tags) <= TAGS
    assert found.attributes <= ATTRIBUTES


@given(lines)
def test_a_line_is_the_same_in_every_place(line: Line) -> None:
    places: Document = (Paragraph(line), Listing((Entry(line),)), Table(("a",), ((line,),)))
    found = Read(html(places))
    assert _squeezed(found.words) == _squeezed([*_said(line), *_said(line), "a", *_said(line)])


def test_what_looks_like_html_is_a_text() -> None:
    hostile = (plain(HOSTILE), strong(HOSTILE))
    document: Document = (
        Heading(HOSTILE, 1),
        Paragraph(hostile),
        Listing((Entry(hostile, (Entry(hostile),)),), numbered=True),
        Table((HOSTILE,), ((hostile,),)),
        Verbatim(HOSTILE, HOSTILE),
    )
    for source in (html(document), html_display(document), html_page(document, language='en" onload="x')):
        found = Read(source)
        assert set(found.tags) <= TAGS | FRAME
        assert not {"script", "img", "a", "link", "iframe"} & set(found.tags)
        assert not any(each.startswith("on") or each in {"src", "href", "style"} for each in found.attributes)
        assert not re.search("[\x00\x1b\ud800]", source)
        source.encode("utf-8")


def test_nothing_is_fetched() -> None:
    page = html_page(policy_document(ce.load_policy("essay")))
    assert not re.search("https?:|url\\(|@import|src=|href=|<script|<link", re.sub("<p>.*?</p>|<li>.*", "", page))
    assert "default-src 'none'" in page
    assert not re.search("[<&]", STYLE)


def test_headings_go_down_together() -> None:
    document: Document = (Heading("one", 1), Heading("two", 2), Heading("three", 3))
    assert html(document, level=3) == "<h3>one</h3>\n<h4>two</h4>\n<h5>three</h5>\n"
    assert html(document, level=6).count("h6") == 6
    folded = "<h1>one</h1>\n<details><summary><h2>two</h2></summary>\n<p>a</p>\n</details>\n"
    assert html((*document[:2], Paragraph((plain("a"),))), folded=True) == folded


@pytest.mark.parametrize("ground", ["_LIGHT", "_DARK"])
def test_colours_can_be_read(ground: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1 at least, in both palettes."""
    colours: dict[str, str] = getattr(hypertext_style, ground)
    for name in ("ink", "soft", "name"):
        light, dark = sorted((_luminance(colours[name]), _luminance(colours["paper"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
