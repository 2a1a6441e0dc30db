"""Where parts of a policy come from: the texts that it cites, the policy that wrote a part, and its place there."""

from __future__ import annotations

from attrs import field, frozen

from coach_ethics.source import Span


def no_span() -> Span | None:
    """The field `span` of a part, which equality ignores."""
    span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)
    return span


def no_origin() -> str:
    """The field `origin` of a part: the policy that wrote it."""
    origin: str = field(default="", kw_only=True)
    return origin


@frozen(cache_hash=True)
class Citation:
    """A place in a source: `essay P16` has source `essay` and place `P16`."""

    source: str
    place: str = ""
    span: Span | None = no_span()


def citation_text(cite: Citation) -> str:
    """A citation as policies write it: `essay P16`."""
    return f"{cite.source} {cite.place}".strip()


@frozen(cache_hash=True)
class SourceText:
    """A text that a policy cites: a code, a law, an essay."""

    name: str
    title: str
    url: str = ""
    author: str = ""
    date: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()
