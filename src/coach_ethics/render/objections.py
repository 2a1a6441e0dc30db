"""Objections that a coach may have to a norm in force, and the answers to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.model.policy import Norm
from coach_ethics.render.document import DocumentBlock, Entry, Heading, Listing, plain, soft
from coach_ethics.render.words import citation_words, ended
from coach_ethics.translation import gettext


def objections_told(norms: Iterable[Norm]) -> Iterator[DocumentBlock]:
    """The objections to these norms, under a heading; nothing where there are none."""
    entries = tuple(entry for norm in norms for entry in objections(norm))
    if entries:
        yield Heading(gettext("Possible objections"))
        yield Listing(entries)


def objections(norm: Norm) -> Iterator[Entry]:
    """The objections to a norm, each with its answer below it."""
    for each in norm.objections:
        cited = citation_words(each.cites)
        answer = Entry(
            (
                plain(gettext("answer: {answer}").format(answer=ended(each.answer))),
                *((soft(f" [{cited}]"),) if cited else ()),
            )
        )
        yield Entry((plain(ended(each.objection)), soft(gettext(" [to {norm}]").format(norm=norm.name))), (answer,))
