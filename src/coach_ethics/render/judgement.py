"""A judgement of a course, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coach_ethics.assessment.assessment import Assessment, DemandByCases
from coach_ethics.assessment.judge import Breach, Judgement, Nearest
from coach_ethics.model.policy import Policy
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.norms import disputed
from coach_ethics.render.notices import notices_told
from coach_ethics.render.words import citation_words, ended, label, listed, presuming


def judgement_document(judgement: Judgement, result: Assessment) -> Document:
    """The judgement as a document: whether the course is permissible, what it breaches, and what would be better."""
    return (
        Heading(f"To {_acts(judgement.course)}" if judgement.course else "To do nothing", 1),
        *notices_told(judgement.notices, result.prepared.policy),
        Paragraph(_in_short(judgement)),
        *_presumed(judgement, result.prepared.policy),
        *_breaches("What it breaches", judgement.breaches),
        *by_cases_blocks(judgement),
        *_exclusions(judgement),
        *_breaches("What it may breach, depending on facts that aren't known yet", judgement.open_breaches),
        *_breaches("Where it departs from advice", judgement.departures),
        *_breaches(
            "Where it may depart from advice, depending on facts that aren't known yet", judgement.open_departures
        ),
        *_nearest(judgement, result),
    )


def _in_short(judgement: Judgement) -> Line:
    if not judgement.permissible:
        return (strong("Not permissible."),)
    departing = ", but it departs from advice" if judgement.departures else ""
    return (strong("Permissible"), plain(f"{', as far as is known' if judgement.open else ''}{departing}."))


def _presumed(judgement: Judgement, policy: Policy) -> Iterator[DocumentBlock]:
    if found := judgement.presumed:
        verdict = "permissible" if found.permissible else "not permissible"
        opening = plain(f"Presuming that {presuming(found.rests_on, policy)}, it is ")
        yield Paragraph((opening, strong(verdict), plain(". Say so if that is wrong.")))


def _breaches(heading: str, breaches: Sequence[Breach]) -> Iterator[DocumentBlock]:
    if breaches:
        yield Heading(heading)
        yield Listing(tuple(_breach(breach) for breach in breaches))


def _breach(breach: Breach) -> Entry:
    cited = citation_words(breach.norm.cites)
    said: Line = (name(breach.norm.name), plain(f" - {ended(breach.norm.because)}" if breach.norm.because else ""))
    through = [Entry((plain(f"through: {_acts(breach.through)}"),))] if breach.through else []
    undone = [Entry((plain(f"undone: {_acts(acts, 'or')}"),)) for acts in breach.undone]
    waits = [Entry((soft(f"depends on {listed(breach.waits_for)}"),))] if breach.waits_for else []
    aside = (soft(f" [{cited}]"),) if cited else ()
    return Entry((*said, *aside, *disputed(breach.norm)), (*through, *undone, *waits))


def by_cases_blocks(judgement: Judgement) -> Iterator[DocumentBlock]:
    """What a course breaches in every case, though it isn't known by which norm."""
    entries = [_by_case(each) for each in judgement.by_cases]
    if judgement.one_breached:
        norms = soft(listed(list(judgement.one_breached), "or"))
        entries.append(Entry((plain("one of these norms or another, depending on what is unknown: "), norms)))
    if entries:
        yield Heading("What it breaches in any case, whatever is still unknown")
        yield Listing(tuple(entries))


def _by_case(each: DemandByCases) -> Entry:
    asked = "you must" if each.required else "you must not"
    norms = listed(list(each.norms), "or")
    return Entry((plain(f"{asked} {label(each.act)}, by one of these norms or another: "), soft(norms)))


def _exclusions(judgement: Judgement) -> Iterator[DocumentBlock]:
    if judgement.exclusions:
        yield Heading("What can't be done together")
        yield Listing(tuple(Entry((plain(_acts(pair)),)) for pair in judgement.exclusions))


def _nearest(judgement: Judgement, result: Assessment) -> Iterator[DocumentBlock]:
    if judgement.permissible:
        return
    yield Heading("What would be permissible instead")
    if judgement.nearest:
        yield Listing(tuple(_instead(each) for each in judgement.nearest))
    elif judgement.searched:
        yield Paragraph((plain("Nothing: the norms in force can't all be met. See the trade-offs in the assessment."),))
    else:
        yield Paragraph((plain("An alternative exists, but the search stopped at its limit before finding it."),))


def _instead(nearest: Nearest) -> Entry:
    added = f"add {_acts(nearest.added)}" if nearest.added else ""
    left_out = f"leave out {_acts(nearest.left_out)}" if nearest.left_out else ""
    return Entry(
        (plain(_acts(nearest.course) or "do nothing"), soft(f" ({listed([*filter(None, (added, left_out))])})"))
    )


def _acts(acts: Iterable[str], last: str = "and") -> str:
    return listed([label(act) for act in sorted(acts)], last)
