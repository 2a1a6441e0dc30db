"""The draft of a changelog entry: what a new version of a policy changes, with a star before every changed verdict.

An entry that changes a verdict (some situation gets another status, choice or dilemma than before) starts with a star,
names the acts concerned, and gives the reason and one plain situation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.analysis.compare.advice import AdviceDifference
from coach_ethics.analysis.compare.companions import CompanionDifference
from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.compare.divergences import Divergence, Region, plainest_first
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.changes import changes_entries
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.comparison import (
    advice_line,
    companion_line,
    course_words,
    example,
    policies_of,
    share_words,
    status_called,
    undecided_blocks,
)
from coach_ethics.render.comparison_outcome import courses_apart
from coach_ethics.render.document import (
    Document,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import citation_words, dispute, ended, label_among, lowered
from coach_ethics.translation import gettext, ngettext, speaking

STAR = "★"


def changelog_document(found: PolicyComparison) -> Document:
    """What the second of two policies changes: changed verdicts first, each with a star, then everything else.

    It is in the language of the policies, where both are in one.
    """
    with speaking(found.language):
        return _whole(found)


def _whole(found: PolicyComparison) -> Document:
    _, now = found.joint.members
    entries = (
        *(_verdict(each, found) for each in found.divergences),
        *(_companion(each, found) for each in found.companions),
        *(_course(each, found) for each in courses_apart(found)),
        *(_advice(each, found) for each in found.advice),
        *changes_entries(found.changes),
    )
    return (
        Heading(f"{now.policy.name} {now.policy.version}".strip()),
        *_in_effect(now.policy),
        *((Listing(entries),) if entries else ()),
        *((Paragraph((plain(gettext("No verdict changes.")),)),) if found.demand_alike else ()),
        *undecided_blocks(found),
    )


def _in_effect(policy: Policy) -> Iterator[Paragraph]:
    if policy.effective:
        said = gettext("In effect from {day} until {last_day}.") if policy.until else gettext("In effect from {day}.")
        yield Paragraph((plain(said.format(day=policy.effective, last_day=policy.until)),))


def _verdict(each: Divergence, found: PolicyComparison) -> Entry:
    before, now = (status_called(status, one_of=one_of) for status, one_of in each.said)
    share = soft(gettext(" ({share} of all situations)").format(share=share_words(each.share)))
    was = gettext("{act} was {before} and is {now}")
    told = filled(was, act=_called(each.act, found), before=before, now=strong(now))
    line = (plain(f"{STAR} "), *told, share)
    plainest, *others = plainest_first([each], found.joint.program.vocabulary)
    more = ngettext(
        "and in {number} other kind of situation", "and in {number} other kinds of situation", len(others)
    ).format(number=len(others))
    below = (*_region(plainest, found), *((Entry((soft(more),)),) if others else ()))
    return Entry(line, below)


def _called(act: str, found: PolicyComparison) -> Piece:
    """The act by its name, as an author writes it; in another language by what it is called there."""
    return strong(label_among(act, policies_of(found))) if found.language else name(act)


def _region(region: Region, found: PolicyComparison) -> Iterator[Entry]:
    """Where the verdict changes, by which norms, and one plain situation."""
    facts = found.joint.program.vocabulary
    where = circumstances(region.condition, facts)
    yield Entry(filled(gettext("{situation}, {by_norms}"), situation=where, by_norms=_reasons(region.positions, found)))
    yield from example(region.situation, found)


def _reasons(positions: Sequence[Position], found: PolicyComparison) -> Line:
    """The norms behind what is said now; where the policy says nothing any more, those behind what was said before."""
    before, now = zip(positions, found.joint.members, strict=True)
    position, member = now if now[0].norms else before
    norms = named(member.policy.norms)
    lines = [_norm(norms[each]) for each in position.norms]
    if not lines:
        return (plain(gettext("by no norm")),)
    every = lines[0]
    for line in lines[1:]:
        every = filled(gettext("{first} and {last}"), first=every, last=line)
    return filled(gettext("by {norms}") if now[0].norms else gettext("no longer by {norms}"), norms=every)


def _norm(norm: Norm) -> Line:
    cites = f" ({citation_words(norm.cites)})" if norm.cites else ""
    because = f": {ended(lowered(norm.because))}" if norm.because else ""
    return (name(norm.label or norm.name), plain(because + cites + dispute(norm)))


def _companion(each: CompanionDifference, found: PolicyComparison) -> Entry:
    """What goes with an act only before, or only now, by which norms, and one plain situation."""
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(policies[label][norm])) for label, behind in each.norms for norm in behind)
    return Entry(
        (plain(f"{STAR} "), *companion_line(each, found), plain(".")), (*norms, *example(each.situation, found))
    )


def _advice(each: AdviceDifference, found: PolicyComparison) -> Entry:
    """What is advised, or exempted from, only before, or only now: no verdict, so that it has no star."""
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(policies[label][norm])) for label, behind in each.norms for norm in behind)
    return Entry((*advice_line(each, found), plain(".")), (*norms, *example(each.situation, found)))


def _course(witness: Witness, found: PolicyComparison) -> Entry:
    return Entry((plain(f"{STAR} "), plain(ended(course_words(witness, found)))), example(witness.situation, found))
