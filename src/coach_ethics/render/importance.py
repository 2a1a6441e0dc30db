"""How much facts matter to acts, and how often acts have each status."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.sensitivity import ActImportance, PolicyImportance
from coach_ethics.render.document import Document, DocumentBlock, Heading, Paragraph, Table, name, plain, soft


def importance_document(found: PolicyImportance) -> Document:
    """A part for each act: its statuses, then the facts that matter to it, each with a share of all situations."""
    return tuple(_blocks(found))


def _blocks(found: PolicyImportance) -> Iterator[DocumentBlock]:
    yield Paragraph((plain("In percent of all possible situations"), plain(_weighed(found)), plain(".")))
    for act in found.acts:
        yield Heading(act.act)
        said = ", ".join(f"{each.status} {percent(each.share)}" for each in act.statuses)
        yield Paragraph((plain(f"{said}."),))
        if act.facts:
            rows = tuple(((name(each.fact),), (plain(percent(each.decides)),)) for each in act.facts)
            yield Table(("fact", "decides alone"), rows)
    if any(not share.exact for act in found.acts for share in _shares(act)):
        yield Paragraph((soft("≈: estimated from situations drawn at random, with a 95 % interval."),))


def _shares(act: ActImportance) -> Iterator[Share]:
    yield from (each.share for each in act.statuses)
    yield from (each.decides for each in act.facts)


def _weighed(found: PolicyImportance) -> str:
    given = "; ".join(
        f"{fact}: " + ", ".join(f"{value} {weight:g}" for value, weight in often.items())
        for fact, often in found.marginals.items()
    )
    return f" with these weights: {given}" if given else ", each of which counts once"


def percent(share: Share) -> str:
    """A share in percent; an estimated one with its interval."""
    said, (low, high) = _rounded(100 * share.value), share.interval()
    return said if share.exact else f"≈ {said} ({100 * low:.1f} to {100 * high:.1f})"


def _rounded(value: float) -> str:
    return f"{value:.1f}" if value >= 0.05 else "<0.1"
