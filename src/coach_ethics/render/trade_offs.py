"""The ways out of a dilemma, side by side: what is done, what that breaches or leaves undone, and why that matters."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import Breach
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.model.policy import Policy
from coach_ethics.render.document import Document, Line, Paragraph, Table, filled, name, plain, soft, strong
from coach_ethics.render.words import citation_words, dispute, either, ended, labels
from coach_ethics.translation import gettext, spoken


def trade_offs_document(result: Assessment) -> Document:
    """A table with a row for each norm that a way out breaches; the way out is named in its first row.

    Where there are too many, it says so.
    """
    if result.unlisted:
        return not_listed(result)
    rows = (row for number, each in enumerate(result.trade_offs, start=1) for row in _rows(number, each, result))
    return (Table((gettext("Way out"), gettext("Breaches"), gettext("Because"), gettext("Cited")), tuple(rows)),)


def not_listed(result: Assessment) -> Document:
    """Why choices or trade-offs aren't listed."""
    return (Paragraph((plain(gettext("It can't be listed: {why}.").format(why=spoken(result.unlisted))),)),)


def _rows(number: int, trade_off: TradeOff, result: Assessment) -> Iterator[tuple[Line, ...]]:
    policy = result.prepared.policy
    ways = either([labels(sorted(course), policy) or gettext("do nothing") for course in trade_off.courses])
    first: Line = (strong(f"{number}. {ways}"),)
    for breach in result.judge(trade_off.courses[0]).breaches:
        norm = breach.norm
        cited = citation_words(norm.cites)
        yield (
            first,
            _breached(breach, policy),
            (plain(f"{norm.because and ended(norm.because)}{dispute(norm)}"),),
            (soft(cited),),
        )
        first = ()


def _breached(breach: Breach, policy: Policy) -> Line:
    undone = "; ".join(labels(sorted(acts), policy, "or") for acts in breach.undone)
    if not undone:
        return (name(breach.norm.name),)
    return filled(gettext("{norm}, leaving undone: {acts}"), norm=name(breach.norm.name), acts=undone)
