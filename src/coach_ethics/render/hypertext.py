"""A document as HTML: words, and nothing that runs or is fetched.

Whatever a text looks like, it is shown as text. Colours follow the reader's: light or dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    Style,
    Table,
    Verbatim,
)
from coach_ethics.render.hypertext_style import STYLE

_DEEPEST = 6

_A_PAGE = 6_000
"""How many characters of HTML fill about a page."""


@takes(document=tuple, level=int, folded=bool)
def html(document: Document, *, level: int = 1, folded: bool = False) -> str:
    """The document as HTML to stand in a page: without a style, and without scripts.

    `level` is that of its own heading, from 1 to 6; others are as far below it as they are in the document. With
    `folded`, all that stands under a further heading is opened by a click on it.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import document_of, html
    >>> print(html(document_of(ce.assess({}, "collusion").why("claim_credit")), level=2).splitlines()[0])
    <h2>You must not claim credit</h2>
    """
    return "".join(f"{line}\n" for line in _blocks(document, min(max(level, 1), _DEEPEST) - 1, folded=folded))


@takes(document=tuple, language=str)
def html_page(document: Document, *, language: str = "en") -> str:
    """The document as a whole HTML page, which loads nothing, runs nothing, and is light or dark as its reader is.

    `language` is what its texts are in, such as `en` or `de`.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import document_of, html_page
    >>> page = html_page(document_of(ce.load_policy("collusion")))
    >>> page.splitlines()[0], "<script" in page
    ('<!DOCTYPE html>', False)
    """
    title = next((block.text for block in document if isinstance(block, Heading)), "coach-ethics")
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{_shown(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_shown(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body class="coach-ethics coach-ethics-page">\n<main>\n{html(document)}</main>\n</body>\n</html>\n'
    )


def html_display(document: Document, *, foldable: bool = False) -> str:
    """The document as HTML that brings its style: for a cell of a notebook, below headings that are the notebook's.

    One that is `foldable` is folded where it would fill a page or more.
    """
    whole = html(document, level=3)
    shown = html(document, level=3, folded=True) if foldable and len(whole) > _A_PAGE else whole
    return f'<div class="coach-ethics">\n<style>{STYLE}</style>\n{shown}</div>\n'


def _blocks(document: Document, above: int, *, folded: bool) -> Iterator[str]:
    """The blocks, headings `above` levels further down than in the document."""
    opened = False
    for block in document:
        if folded and isinstance(block, Heading) and block.level > 1:
            heading = _heading(block, above)
            yield f"{'</details>' if opened else ''}<details><summary>{heading}</summary>"
            opened = True
        else:
            yield from _lines(block, above)
    if opened:
        yield "</details>"


def _lines(block: DocumentBlock, above: int) -> Iterator[str]:
    match block:
        case Heading():
            yield _heading(block, above)
        case Paragraph(line):
            yield f"<p>{_line(line)}</p>"
        case Listing(entries, numbered):
            yield from _listing(entries, numbered=numbered)
        case Table(header, rows):
            yield '<div class="table" role="region" tabindex="0" aria-label="table"><table>'
            yield _row("th scope='col'", map(_shown, header), "thead")
            yield "<tbody>"
            yield from (_row("td", map(_line, row)) for row in rows)
            yield "</tbody></table></div>"
        case Verbatim(words):
            yield f'<pre tabindex="0"><code>{_shown(words.rstrip(chr(10)))}</code></pre>'
        case _:
            assert_never(block)


def _row(tag: str, cells: Iterable[str], part: str = "") -> str:
    row = "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in cells)
    return f"<{part}><tr>{row}</tr></{part}>" if part else f"<tr>{row}</tr>"


def _heading(heading: Heading, above: int) -> str:
    tag = f"h{min(heading.level + above, _DEEPEST)}"
    return f"<{tag}>{_shown(heading.text)}</{tag}>"


def _listing(entries: tuple[Entry, ...], *, numbered: bool = False) -> Iterator[str]:
    tag = "ol" if numbered else "ul"
    yield f"<{tag}>"
    for entry in entries:
        if entry.below:
            yield f"<li>{_line(entry.line)}"
            yield from _listing(entry.below)
            yield "</li>"
        else:
            yield f"<li>{_line(entry.line)}</li>"
    yield f"</{tag}>"


def _line(line: Line) -> str:
    """Pieces of one style in a row stand in one element: they are one stretch to whoever hears them read."""
    runs = ((style, "".join(piece.text for piece in pieces)) for style, pieces in groupby(line, _style))
    return "".join(_piece(style, text) for style, text in runs)


def _style(piece: Piece) -> Style:
    return piece.style


def _piece(style: Style, text: str) -> str:
    match style:
        case Style.PLAIN:
            return _shown(text)
        case Style.STRONG:
            return f"<strong>{_shown(text)}</strong>"
        case Style.NAME:
            return f"<code>{_shown(text)}</code>"
        case Style.SOFT:
            return f'<span class="soft">{_shown(text)}</span>'
        case _:
            assert_never(style)


_UNSHOWABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What HTML can't hold: control characters, and halves of characters."""


def _shown(text: str) -> str:
    """Text as itself, within elements and attributes."""
    return escape(_UNSHOWABLE.sub("\ufffd", text))
