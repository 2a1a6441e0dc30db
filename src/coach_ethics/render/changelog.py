"""The draft of a changelog entry: what a new version of a policy changes, with a star before every changed verdict.

An entry that changes a verdict (some situation gets another status, choice or dilemma than before) starts with a star,
names the acts concerned, and gives the reason and one plain situation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.analysis.compare.advice import AdviceDifference, advice_words
from coach_ethics.analysis.compare.companions import CompanionDifference, companion_words
from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.compare.divergences import Divergence, Region, plainest_first
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.changes import changes_entries
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.comparison import courses_apart, example, share_words, undecided_blocks
from coach_ethics.render.document import (
    Document,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.words import citation_words, counted, dispute, ended, lowered

STAR = "★"


def changelog_document(found: PolicyComparison) -> Document:
    """What the second of two policies changes: changed verdicts first, each with a star, then everything else."""
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
        *((Paragraph((plain("No verdict changes."),)),) if found.demand_alike else ()),
        *undecided_blocks(found),
    )


def _in_effect(policy: Policy) -> Iterator[Paragraph]:
    if policy.effective:
        until = f" until {policy.until}" if policy.until else ""
        yield Paragraph((plain(f"In effect from {policy.effective}{until}."),))


def _verdict(each: Divergence, found: PolicyComparison) -> Entry:
    before, now = ("one of several to choose from" if one_of else str(status) for status, one_of in each.said)
    share = soft(f" ({share_words(each.share)} of all situations)")
    line = (plain(f"{STAR} "), name(each.act), plain(f" was {before} and is "), strong(now), share)
    plainest, *others = plainest_first([each], found.joint.program.vocabulary)
    more = counted(len(others), "other kind of situation", "other kinds of situation") if others else ""
    below = (*_region(plainest, found), *((Entry((soft(f"and in {more}"),)),) if more else ()))
    return Entry(line, below)


def _region(region: Region, found: PolicyComparison) -> Iterator[Entry]:
    """Where the verdict changes, by which norms, and one plain situation."""
    facts = found.joint.program.vocabulary
    yield Entry((plain(f"{circumstances(region.condition, facts)}, "), *_reasons(region.positions, found)))
    yield from example(region.situation, found)


def _reasons(positions: Sequence[Position], found: PolicyComparison) -> Line:
    """The norms behind what is said now; where the policy says nothing any more, those behind what was said before."""
    before, now = zip(positions, found.joint.members, strict=True)
    position, member = now if now[0].norms else before
    norms = named(member.policy.norms)
    lines = [_norm(norms[each]) for each in position.norms]
    if not lines:
        return (plain("by no norm"),)
    by = "by " if now[0].norms else "no longer by "
    return (plain(by), *lines[0], *(piece for line in lines[1:] for piece in (plain(" and "), *line)))


def _norm(norm: Norm) -> Line:
    cites = f" ({citation_words(norm.cites)})" if norm.cites else ""
    because = f": {ended(lowered(norm.because))}" if norm.because else ""
    return (name(norm.name), plain(because + cites + dispute(norm)))


def _companion(each: CompanionDifference, found: PolicyComparison) -> Entry:
    """What goes with an act only before, or only now, by which norms, and one plain situation."""
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(policies[label][norm])) for label, behind in each.norms for norm in behind)
    return Entry((plain(f"{STAR} "), *said(ended(companion_words(each)))), (*norms, *example(each.situation, found)))


def _advice(each: AdviceDifference, found: PolicyComparison) -> Entry:
    """What is advised, or exempted from, only before, or only now: no verdict, so that it has no star."""
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(policies[label][norm])) for label, behind in each.norms for norm in behind)
    return Entry(said(ended(advice_words(each))), (*norms, *example(each.situation, found)))


def _course(witness: Witness, found: PolicyComparison) -> Entry:
    return Entry((plain(f"{STAR} "), *said(ended(witness.says))), example(witness.situation, found))
