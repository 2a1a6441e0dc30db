"""Norms in a line each, and grounds as the lines of their norms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.assessment.explanation import Ground
from coach_ethics.deontics.program import Kind
from coach_ethics.model.policy import Modality, Norm, Policy
from coach_ethics.render.document import Entry, Line, filled, plain, soft
from coach_ethics.render.words import citation_words, days_words, dispute, ended, labels, upper
from coach_ethics.translation import gettext, noted

# partial: only these kinds of grounds are told as working together
_TOGETHER = {
    Kind.REQUIRED: noted("because together these leave no other option:"),
    Kind.REQUIRED_WITH: noted("because together these then leave no other option:"),
    Kind.FORBIDDEN: noted("because these can't all be met if you do:"),
    Kind.FORBIDDEN_WITH: noted("because these can't all be met if you do both:"),
    Kind.ADVISED: noted("because together these recommend it:"),
    Kind.ADVISED_AGAINST: noted("because these can't all be followed if you do:"),
    Kind.ADVISED_WITH: noted("because together these then recommend it:"),
    Kind.ADVISED_AGAINST_WITH: noted("because these can't all be followed if you do both:"),
}
"""What is said above the norms of a ground, where it takes several."""

DEMANDED = {
    Modality.OBLIGATION: noted("must {acts}."),
    Modality.OBLIGATION_TO_CHOOSE: noted("must one of {acts}."),
    Modality.PROHIBITION: noted("must not {acts}."),
    Modality.PERMISSION: noted("may {acts}."),
    Modality.EXEMPTION: noted("need not {acts}."),
    Modality.RECOMMENDATION: noted("should {acts}."),
    Modality.RECOMMENDATION_AGAINST: noted("should not {acts}."),
}
"""What a norm demands, as is said of one that gives no reason."""


def ground_entries(ground: Ground, policy: Policy) -> Iterator[Entry]:
    """A ground in words: the reason where one norm is enough, and where several act together, each of them."""
    yield from reason_entries([each.norm for each in ground.norms], ground.verdict, policy)


def reason_entries(norms: Sequence[Norm], verdict: Kind, policy: Policy) -> Iterator[Entry]:
    """The norms of a ground, which together give a verdict."""
    if not norms:
        yield Entry((plain(gettext("because of what the acts themselves include and exclude")),))
    elif len(norms) == 1:
        yield Entry(filled(gettext("because: {reason}"), reason=norm_line(norms[0], policy)))
    else:
        opening = gettext(_TOGETHER[verdict]) if verdict in _TOGETHER else gettext("because:")
        yield Entry((plain(opening),), tuple(Entry(norm_line(norm, policy)) for norm in norms))


def norm_line(norm: Norm, policy: Policy) -> Line:
    """A norm's reason, or what it demands where it gives none, its term, its name and its citations."""
    said = (
        ended(norm.because) if norm.because else gettext(DEMANDED[norm.modality]).format(acts=labels(norm.acts, policy))
    )
    term = f"{upper(due(norm))}. " if norm.within is not None else ""
    named = soft(f"[{norm.name}{after_name(citation_words(norm.cites))}]")
    return (plain(f"{said} {term}"), named, *disputed(norm))


def due(norm: Norm) -> str:
    """The term of a norm that sets one: `due within 30 days`."""
    return gettext("due within {days}").format(days=days_words(norm.within)) if norm.within is not None else ""


def disputed(norm: Norm) -> Line:
    """What follows on a norm whose source is also read otherwise."""
    return (plain(dispute(norm)),) if norm.disputed else ()


def after_name(words: str) -> str:
    """What follows a name in brackets."""
    return f"; {words}" if words else ""
