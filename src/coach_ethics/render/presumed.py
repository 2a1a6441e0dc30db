"""What follows on presumptions, in words: what an act would be, on what that rests, and that one may say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.presumed import PresumedFinding
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy, Presumption
from coach_ethics.render.companions import with_it
from coach_ethics.render.document import DocumentBlock, Entry, Heading, Line, Listing, Paragraph, plain, soft, strong
from coach_ethics.render.words import citation_words, ended, lowered, meaning, presuming

# partial: what is presumed is determined
_VERBS = {
    Status.REQUIRED: "You must",
    Status.FORBIDDEN: "You must not",
    Status.DILEMMA: "You must, and must not",
    Status.PERMITTED: "You may",
    Status.UNREGULATED: "Nothing is said on this",
}


def presumed_told(result: Assessment) -> Iterator[DocumentBlock]:
    """What acts that are undetermined come to on presumptions, by what that rests on; then the presumptions."""
    presumed, policy = result.presumed, result.prepared.policy
    if not presumed.acts:
        return
    yield Heading("What follows on presumptions")
    for rests_on in dict.fromkeys(each.rests_on for each in presumed.acts.values()):
        yield Paragraph((plain(f"Presuming that {presuming(presumed.named(rests_on), policy)}:"),))
        some = ((act, each) for act, each in presumed.acts.items() if each.rests_on == rests_on)
        yield Listing(tuple(_entry(act, each, policy) for act, each in some))
    yield Paragraph((plain("Say so if that is wrong: what you must or may do can then be otherwise."),))


def presumed_entries(act: str, result: Assessment) -> Iterator[Entry]:
    """What an act that is undetermined comes to on presumptions, and on which."""
    if (found := result.presumed.acts.get(act)) is not None:
        policy = result.prepared.policy
        opening = f"Presuming that {presuming(result.presumed.named(found.rests_on), policy)}: "
        yield Entry((plain(opening), *_entry(act, found, policy).line), _entry(act, found, policy).below)


def _entry(act: str, found: PresumedFinding, policy: Policy) -> Entry:
    status, also = found.finding.status, with_it(found.companions)
    meant = ended(lowered(meaning(act, policy)))
    beside = (Entry((plain(f"if you do, {also}."),)),) if also and status is not Status.FORBIDDEN else ()
    return Entry((strong(_VERBS[status]), plain(f": {meant}"), soft(f" ({act})")), beside)


def reason(presumption: Presumption, policy: Policy) -> Line:
    """A presumption with its reason and where it is from."""
    because = f": {ended(lowered(presumption.because))}" if presumption.because else "."
    cited = citation_words(presumption.cites)
    aside = soft(f" [{presumption.name}{f'; {cited}' if cited else ''}]")
    return (plain(f"It is presumed that {presuming([presumption], policy)}{because}"), aside)
