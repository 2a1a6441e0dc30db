"""Norms in a line each, and grounds as the lines of their norms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.assessment.explanation import Ground
from coach_ethics.deontics.program import Kind
from coach_ethics.model.policy import Norm
from coach_ethics.render.document import Entry, Line, plain, soft
from coach_ethics.render.words import citation_words, counted, dispute, ended, label, listed

# partial: only these kinds of grounds are told as working together
_TOGETHER = {
    Kind.REQUIRED: "because together these leave no other option:",
    Kind.REQUIRED_WITH: "because together these then leave no other option:",
    Kind.FORBIDDEN: "because these can't all be met if you do:",
    Kind.FORBIDDEN_WITH: "because these can't all be met if you do both:",
    Kind.ADVISED: "because together these recommend it:",
    Kind.ADVISED_AGAINST: "because these can't all be followed if you do:",
    Kind.ADVISED_WITH: "because together these then recommend it:",
    Kind.ADVISED_AGAINST_WITH: "because these can't all be followed if you do both:",
}


def ground_entries(ground: Ground) -> Iterator[Entry]:
    """A ground in words: the reason where one norm is enough, and where several act together, each of them."""
    yield from reason_entries([each.norm for each in ground.norms], ground.verdict)


def reason_entries(norms: Sequence[Norm], verdict: Kind) -> Iterator[Entry]:
    """The norms of a ground, which together give a verdict."""
    if not norms:
        yield Entry((plain("because of what the acts themselves include and exclude"),))
    elif len(norms) == 1:
        yield Entry((plain("because: "), *norm_line(norms[0])))
    else:
        opening = _TOGETHER.get(verdict, "because:")
        yield Entry((plain(opening),), tuple(Entry(norm_line(norm)) for norm in norms))


def norm_line(norm: Norm) -> Line:
    """A norm's reason, or what it demands where it gives none, its term, its name and its citations."""
    said = (
        ended(norm.because)
        if norm.because
        else f"{norm.modality.replace('_', ' ')} {listed([label(a) for a in norm.acts])}."
    )
    term = f"{due(norm).capitalize()}. " if norm.within is not None else ""
    named = soft(f"[{norm.name}{after_name(citation_words(norm.cites))}]")
    return (plain(f"{said} {term}"), named, *disputed(norm))


def due(norm: Norm) -> str:
    """The term of a norm that sets one: `due within 30 days`."""
    return f"due within {counted(norm.within, 'day')}" if norm.within is not None else ""


def disputed(norm: Norm) -> Line:
    """What follows on a norm whose source is also read otherwise."""
    return (plain(dispute(norm)),) if norm.disputed else ()


def after_name(words: str) -> str:
    """What follows a name in brackets."""
    return f"; {words}" if words else ""
