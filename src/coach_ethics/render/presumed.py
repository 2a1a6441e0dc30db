"""What follows on presumptions, in words: what an act would be, on what that rests, and that one may say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.presumed import PresumedFinding
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy, Presumption
from coach_ethics.render.companions import with_it
from coach_ethics.render.document import (
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    filled,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import citation_words, ended, lowered, meaning, presuming
from coach_ethics.translation import gettext, noted

# partial: what is presumed is determined
_VERBS = {
    Status.REQUIRED: noted("You must"),
    Status.FORBIDDEN: noted("You must not"),
    Status.DILEMMA: noted("You must, and must not"),
    Status.PERMITTED: noted("You may"),
    Status.UNREGULATED: noted("Nothing is said on this"),
}


def presumed_told(result: Assessment) -> Iterator[DocumentBlock]:
    """What acts that are undetermined come to on presumptions, by what that rests on; then the presumptions."""
    presumed, policy = result.presumed, result.prepared.policy
    if not presumed.acts:
        return
    yield Heading(gettext("What follows on presumptions"))
    for rests_on in dict.fromkeys(each.rests_on for each in presumed.acts.values()):
        yield Paragraph((plain(_presuming_that(presuming(presumed.named(rests_on), policy))),))
        some = ((act, each) for act, each in presumed.acts.items() if each.rests_on == rests_on)
        yield Listing(tuple(_entry(act, each, policy) for act, each in some))
    yield Paragraph((plain(gettext("Say so if that is wrong: what you must or may do can then be otherwise.")),))


def presumed_entries(act: str, result: Assessment) -> Iterator[Entry]:
    """What an act that is undetermined comes to on presumptions, and on which."""
    if (found := result.presumed.acts.get(act)) is not None:
        policy = result.prepared.policy
        opening = _presuming_that(presuming(result.presumed.named(found.rests_on), policy))
        yield Entry((plain(f"{opening} "), *_entry(act, found, policy).line), _entry(act, found, policy).below)


def _presuming_that(said: str) -> str:
    return gettext("Presuming that {presumed}:").format(presumed=said)


def _entry(act: str, found: PresumedFinding, policy: Policy) -> Entry:
    status, also = found.finding.status, with_it(found.companions, policy)
    meant = ended(lowered(meaning(act, policy)))
    beside = (
        (Entry((plain(gettext("if you do, {duty}.").format(duty=also)),)),)
        if also and status is not Status.FORBIDDEN
        else ()
    )
    said = filled(gettext("{verb}: {act}"), verb=strong(gettext(_VERBS[status])), act=meant)
    return Entry((*said, soft(f" ({act})")), beside)


def reason(presumption: Presumption, policy: Policy) -> Line:
    """A presumption with its reason and where it is from."""
    said, because = presuming([presumption], policy), ended(lowered(presumption.because))
    words = (
        gettext("It is presumed that {presumed}: {because}").format(presumed=said, because=because)
        if presumption.because
        else gettext("It is presumed that {presumed}.").format(presumed=said)
    )
    cited = citation_words(presumption.cites)
    return (plain(words), soft(f" [{presumption.name}{f'; {cited}' if cited else ''}]"))
