"""A site: its pages, and the files that they need."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Page:
    """A page: where it stands below the site's folder, its title, its template, and what fills that.

    `navigation` is what the navigation of every page calls it; empty where it isn't listed there.
    """

    path: str
    title: str
    template: str
    values: Mapping[str, object] = field(factory=dict, repr=False)
    navigation: str = ""

    def to(self, path: str) -> str:
        """The way from this page to what stands at a path below the site's folder."""
        target, hash_, anchor = path.partition("#")
        if target == self.path and hash_:
            return f"#{anchor}"
        return posixpath.relpath(target, posixpath.dirname(self.path) or ".") + hash_ + anchor


@frozen
class Site:
    """Pages under one title. `files` are the bytes of other files by their paths, style sheets and the like."""

    title: str
    pages: tuple[Page, ...]
    files: Mapping[str, bytes] = field(factory=dict, repr=False)
    language: str = "en"

    def has(self, path: str) -> bool:
        """Whether there is such a page."""
        return any(page.path == path for page in self.pages)

    @property
    def navigation(self) -> tuple[Page, ...]:
        """The pages that every page leads to."""
        return tuple(page for page in self.pages if page.navigation)
