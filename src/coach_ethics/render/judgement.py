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
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.norms import disputed
from coach_ethics.render.notices import notices_told
from coach_ethics.render.words import act_label, citation_words, ended, labels, listed, presuming
from coach_ethics.translation import gettext, speaking


def judgement_document(judgement: Judgement, result: Assessment, *, language: str | None = None) -> Document:
    """The judgement as a document: whether the course is permissible, what it breaches, and what would be better.

    It is in the language of the assessment, or in another.
    """
    if language is not None:
        result = result.in_language(language)
        judgement = result.judge(judgement.course)
    with speaking(result.prepared.policy.language):
        return _whole(judgement, result)


def _whole(judgement: Judgement, result: Assessment) -> Document:
    policy = result.prepared.policy
    course = labels(sorted(judgement.course), policy)
    return (
        Heading(gettext("To {acts}").format(acts=course) if course else gettext("To do nothing"), 1),
        *notices_told(judgement.notices, policy),
        Paragraph(_in_short(judgement)),
        *_presumed(judgement, policy),
        *_breaches(gettext("What it breaches"), judgement.breaches, policy),
        *by_cases_blocks(judgement, policy),
        *_exclusions(judgement, policy),
        *_breaches(
            gettext("What it may breach, depending on facts that aren't known yet"), judgement.open_breaches, policy
        ),
        *_breaches(gettext("Where it departs from advice"), judgement.departures, policy),
        *_breaches(
            gettext("Where it may depart from advice, depending on facts that aren't known yet"),
            judgement.open_departures,
            policy,
        ),
        *_nearest(judgement, result),
    )


def _in_short(judgement: Judgement) -> Line:
    if not judgement.permissible:
        return (strong(gettext("Not permissible.")),)
    if judgement.departures:
        said = (
            gettext("{permissible}, as far as is known, but it departs from advice.")
            if judgement.open
            else gettext("{permissible}, but it departs from advice.")
        )
    else:
        said = gettext("{permissible}, as far as is known.") if judgement.open else gettext("{permissible}.")
    return filled(said, permissible=strong(gettext("Permissible")))


def _presumed(judgement: Judgement, policy: Policy) -> Iterator[DocumentBlock]:
    if found := judgement.presumed:
        verdict = gettext("permissible") if found.permissible else gettext("not permissible")
        said = gettext("Presuming that {presumed}, it is {verdict}. Say so if that is wrong.")
        presumed = presuming(found.rests_on, policy)
        yield Paragraph(filled(said, presumed=presumed, verdict=strong(verdict)))


def _breaches(heading: str, breaches: Sequence[Breach], policy: Policy) -> Iterator[DocumentBlock]:
    if breaches:
        yield Heading(heading)
        yield Listing(tuple(_breach(breach, policy) for breach in breaches))


def _breach(breach: Breach, policy: Policy) -> Entry:
    cited = citation_words(breach.norm.cites)
    said: Line = (name(breach.norm.name), plain(f" - {ended(breach.norm.because)}" if breach.norm.because else ""))
    by = gettext("through: {acts}").format(acts=_acts(breach.through, policy))
    through = [Entry((plain(by),))] if breach.through else []
    left = (gettext("undone: {acts}").format(acts=_acts(acts, policy, "or")) for acts in breach.undone)
    undone = [Entry((plain(each),)) for each in left]
    depends = gettext("depends on {facts}").format(facts=listed(breach.waits_for))
    waits = [Entry((soft(depends),))] if breach.waits_for else []
    aside = (soft(f" [{cited}]"),) if cited else ()
    return Entry((*said, *aside, *disputed(breach.norm)), (*through, *undone, *waits))


def by_cases_blocks(judgement: Judgement, policy: Policy) -> Iterator[DocumentBlock]:
    """What a course breaches in every case, though it isn't known by which norm."""
    entries = [_by_case(each, policy) for each in judgement.by_cases]
    if judgement.one_breached:
        norms = soft(listed(list(judgement.one_breached), "or"))
        entries.append(Entry((plain(gettext("one of these norms or another, depending on what is unknown: ")), norms)))
    if entries:
        yield Heading(gettext("What it breaches in any case, whatever is still unknown"))
        yield Listing(tuple(entries))


def _by_case(each: DemandByCases, policy: Policy) -> Entry:
    asked = (
        gettext("you must {act}, by one of these norms or another: {norms}")
        if each.required
        else gettext("you must not {act}, by one of these norms or another: {norms}")
    )
    return Entry(filled(asked, act=act_label(each.act, policy), norms=soft(listed(list(each.norms), "or"))))


def _exclusions(judgement: Judgement, policy: Policy) -> Iterator[DocumentBlock]:
    if judgement.exclusions:
        yield Heading(gettext("What can't be done together"))
        yield Listing(tuple(Entry((plain(_acts(pair, policy)),)) for pair in judgement.exclusions))


def _nearest(judgement: Judgement, result: Assessment) -> Iterator[DocumentBlock]:
    if judgement.permissible:
        return
    yield Heading(gettext("What would be permissible instead"))
    if judgement.nearest:
        yield Listing(tuple(_instead(each, result.prepared.policy) for each in judgement.nearest))
    elif judgement.searched:
        said = gettext("Nothing: the norms in force can't all be met. See the trade-offs in the assessment.")
        yield Paragraph((plain(said),))
    else:
        said = gettext("An alternative exists, but the search stopped at its limit before finding it.")
        yield Paragraph((plain(said),))


def _instead(nearest: Nearest, policy: Policy) -> Entry:
    added, left_out = _acts(nearest.added, policy), _acts(nearest.left_out, policy)
    if added and left_out:
        said = gettext(" (add {added} and leave out {left_out})")
    else:
        said = gettext(" (add {added})") if added else gettext(" (leave out {left_out})")
    course = _acts(nearest.course, policy) or gettext("do nothing")
    return Entry((plain(course), soft(said.format(added=added, left_out=left_out))))


def _acts(acts: Iterable[str], policy: Policy, last: str = "and") -> str:
    return labels(sorted(acts), policy, last)
