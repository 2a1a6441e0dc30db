"""How much facts matter to acts, and how often acts have each status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.sensitivity import ActImportance, FactImportance, PolicyImportance
from coach_ethics.analysis.shapley import Contribution
from coach_ethics.interview.expected import ExpectedQuestions
from coach_ethics.render.document import Document, DocumentBlock, Heading, Paragraph, Table, name, plain, soft


def importance_document(found: PolicyImportance, questions: Sequence[ExpectedQuestions] = ()) -> Document:
    """A part for each act: its statuses, then the facts that matter to it, each with a share of all situations.

    With how many questions interviews about these acts ask, where that is given.
    """
    return tuple(_blocks(found, {each.about: each for each in questions}))


def _blocks(found: PolicyImportance, questions: Mapping[tuple[str, ...], ExpectedQuestions]) -> Iterator[DocumentBlock]:
    yield Paragraph((plain("In percent of all possible situations"), plain(_weighed(found)), plain(".")))
    for act in found.acts:
        yield Heading(act.act)
        said = ", ".join(f"{each.status} {percent(each.share)}" for each in act.statuses)
        none = "Undecided: the constraints allow too few situations to draw one, or each takes too many steps."
        yield Paragraph((plain(f"{said}." if said else none),))
        if act.facts:
            yield _table(act.facts)
        if asked := questions.get((act.act,)):
            yield Paragraph((plain(f"An interview about it asks {_number(asked)} on average, at most {asked.most}."),))
    if any(each.contribution for act in found.acts for each in act.facts):
        told = "contributes: its part of the variation of the status, by Shapley's value; all parts add up to 100."
        yield Paragraph((soft(told),))
    drawn = any(not each.exact for each in questions.values())
    if drawn or any(not share.exact for act in found.acts for share in _shares(act)):
        yield Paragraph((soft("≈: estimated from situations or orders drawn at random, with a 95 % interval."),))


def _table(facts: Sequence[FactImportance]) -> Table:
    rows = [((name(each.fact),), (plain(percent(each.decides)),)) for each in facts]
    if not any(each.contribution for each in facts):
        return Table(("fact", "decides alone"), tuple(rows))
    told = ("—" if each.contribution is None else percent(each.contribution) for each in facts)
    both = tuple((*row, (plain(each),)) for row, each in zip(rows, told, strict=True))
    return Table(("fact", "decides alone", "contributes"), both)


def _shares(act: ActImportance) -> Iterator[Share | Contribution]:
    yield from (each.share for each in act.statuses)
    yield from (each.decides for each in act.facts)
    yield from (each.contribution for each in act.facts if each.contribution)


def _weighed(found: PolicyImportance) -> str:
    given = "; ".join(
        f"{fact}: " + ", ".join(f"{value} {weight:g}" for value, weight in often.items())
        for fact, often in found.marginals.items()
    )
    return f" with these weights: {given}" if given else ", each of which counts once"


def percent(share: Share | Contribution) -> str:
    """A share or a contribution in percent; an estimated one with its interval."""
    said, (low, high) = _rounded(100 * share.value), share.interval()
    return said if share.exact else f"≈ {said} ({100 * low:.1f} to {100 * high:.1f})"


def _number(found: ExpectedQuestions) -> str:
    """How many questions; an estimated number with its interval."""
    said, (low, high) = f"{found.mean:.1f}", found.interval()
    questions = "question" if said == "1.0" else "questions"
    return f"{said} {questions}" if found.exact else f"≈ {said} ({low:.1f} to {high:.1f}) {questions}"


def _rounded(value: float) -> str:
    return f"{value:.1f}" if value >= 0.05 else "<0.1"
