"""A page as `html.parser` sees it."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from attrs import define, field

VOID = frozenset(("meta", "link", "br", "img", "input", "hr", "path", "rect"))


@define
class ParsedPage:
    """What was found in a page: ids, links, headings by level, text outside of what is folded or code, tags."""

    ids: list[str] = field(factory=list)
    links: list[tuple[str, str]] = field(factory=list)
    loaded: list[str] = field(factory=list)
    headings: list[int] = field(factory=list)
    open_text: list[str] = field(factory=list)
    tags: list[str] = field(factory=list)
    names: list[tuple[str, dict[str, str]]] = field(factory=list)
    faults: list[str] = field(factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = ParsedPage()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.page.tags.append(tag)
        self.page.names.append((tag, given))
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag == "a":
            self.page.links.append((given["href"], given.get("rel", "")))
        self.page.loaded += [given[name] for name in ("src", "srcset", "poster", "data") if name in given]
        if tag == "link":
            self.page.loaded.append(given["href"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self.page.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.page.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.page.faults.append(f"</{tag}> closes {self._open[-1:]} at {self.getpos()}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"details", "code", "title", "style"} & set(self._open):
            self.page.open_text.append(data)

    def close(self) -> None:
        super().close()
        if self._open:
            self.page.faults.append(f"never closed: {self._open}")


def parsed(text: str) -> ParsedPage:
    """A page, parsed."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page
