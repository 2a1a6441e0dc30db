"""How policies differ: by conditions and scenarios, or in prose that an ethics officer reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from coach_ethics.analysis.compare.advice import AdviceDifference
from coach_ethics.analysis.compare.companions import CompanionDifference
from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.compare.divergences import Divergence, Region, plainest_first
from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.proofs.witness import Witness, scenario_text
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.changes import changes_blocks
from coach_ethics.render.circumstances import sentence, situation_sentence
from coach_ethics.render.comparison_outcome import comparison_in_short, courses_apart
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Verbatim,
    filled,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.positions import policy_says, position_words, silences
from coach_ethics.render.words import dispute, ended, label_among, listed, status_words, upper
from coach_ethics.translation import gettext, ngettext, noted, pgettext, speaking, spoken


class ComparisonStyle(StrEnum):
    """How to say where policies differ."""

    CONDITIONS = "conditions"
    PROSE = "prose"


def comparison_document(found: PolicyComparison, style: ComparisonStyle, command: str = "") -> Document:
    """Every divergence, act by act, with the norms or clauses behind it and an example of each region.

    `command` is what made it, if that is to be said. It is in the language of the policies, where all are in one.
    """
    with speaking(found.language):
        return _whole(found, style, command)


def _whole(found: PolicyComparison, style: ComparisonStyle, command: str) -> Document:
    made_by = said(gettext("Generated with `{command}`.").format(command=command))
    return (
        Heading(_title(found, style), 1),
        *((Paragraph(made_by),) if command else ()),
        Paragraph(comparison_in_short(found)),
        *(() if found.shared_only or style is ComparisonStyle.PROSE else _own_acts(found)),
        *(
            block
            for act, some in groupby(found.divergences, key=lambda each: each.act)
            for block in _act(act, list(some), found, style)
        ),
        *beyond_statuses(found),
        *(_alone(found) if found.shared_only or style is ComparisonStyle.PROSE else ()),
        *(changes_blocks(found.changes, gettext("What else changed")) if found.changes else ()),
        *undecided_blocks(found),
        *(_about_shares(found) if style is ComparisonStyle.CONDITIONS else ()),
    )


def beyond_statuses(found: PolicyComparison) -> Document:
    """The differences that no status shows: over what goes with an act, over advice, and over courses."""
    with speaking(found.language):
        return (*_companions(found), *_advice(found), *_courses(found))


def _title(found: PolicyComparison, style: ComparisonStyle) -> str:
    labels = [each.label for each in found.policies]
    if style is ComparisonStyle.CONDITIONS and len(labels) == 2:
        return gettext("From {before} to {now}").format(before=labels[0], now=labels[1])
    return gettext("Where {policies} differ").format(policies=listed(labels))


def _own_acts(found: PolicyComparison) -> Iterator[DocumentBlock]:
    for each in found.policies:
        if each.own_acts:
            others = [other.title for other in found.policies if other is not each]
            silent = ngettext(
                "{policies} doesn't mention these acts, so they are unregulated there: {acts}.",
                "{policies} don't mention these acts, so they are unregulated there: {acts}.",
                len(others),
            )
            yield Paragraph(filled(silent, policies=said(listed(others)), acts=_labels(each.own_acts, found)))


def _alone(found: PolicyComparison) -> Iterator[DocumentBlock]:
    if found.alone:
        yield Heading(gettext("Acts that only one of them mentions"))
        yield Listing(
            tuple(
                Entry(filled(gettext(_OF), policy=strong(each.label), what=_labels(each.own_acts, found)))
                for each in found.policies
                if each.own_acts
            )
        )


_OF = noted("{policy}: {what}")


def _labels(acts: Iterable[str], found: PolicyComparison) -> str:
    policies = policies_of(found)
    return listed([label_among(act, policies) for act in acts])


def policies_of(found: PolicyComparison) -> tuple[Policy, ...]:
    """The policies that were compared."""
    return tuple(each.policy for each in found.joint.members)


def _act(
    act: str, some: Sequence[Divergence], found: PolicyComparison, style: ComparisonStyle
) -> Iterator[DocumentBlock]:
    yield Heading(upper(label_among(act, policies_of(found))))
    match style:
        case ComparisonStyle.CONDITIONS:
            for each in some:
                yield from _by_conditions(each, found)
        case ComparisonStyle.PROSE:
            regions = plainest_first(some, found.joint.program.vocabulary)
            yield Listing(tuple(_in_prose(act, region, found) for region in regions))
            if act in found.more:
                yield Paragraph(said(gettext("... and more. `--regions` shows more of them; fewer codes have fewer.")))
        case _:
            assert_never(style)


def _by_conditions(each: Divergence, found: PolicyComparison) -> Iterator[DocumentBlock]:
    where = gettext("{statuses} in {share} of all situations:")
    yield Paragraph(filled(where, statuses=_statuses(each, found), share=share_words(each.share)))
    for region in each.regions:
        yield Listing((_region(region, found),))
        yield Verbatim(scenario_text(region.witnesses[0]))
    if each.left is not None:
        more = gettext("... and more: another {share} lies outside of these.")
        yield Paragraph((plain(more.format(share=share_words(each.left))),))


def _statuses(each: Divergence, found: PolicyComparison) -> Line:
    """`from required to forbidden`, or of more than two policies, who gives the act which status."""
    words = [status_called(status, one_of=one_of) for status, one_of in each.said]
    if len(words) == 2:
        return filled(gettext("from {before} to {now}"), before=strong(words[0]), now=strong(words[1]))
    pieces: list[Line] = []
    for status in dict.fromkeys(words):
        who = [policy.label for policy, of in zip(found.policies, words, strict=True) if of == status]
        pieces.append(filled(gettext(_OF), policy=listed(who), what=strong(status)))
    first, *others = pieces
    return (*first, *(piece for line in others for piece in (plain("; "), *line)))


def status_called(status: Status, *, one_of: bool) -> str:
    """A status as a word; that an act is called for as one of several is told as one."""
    return gettext("one of several to choose from") if one_of else status_words(status)


def _region(region: Region, found: PolicyComparison) -> Entry:
    where = write_condition(region.condition)
    everywhere = where == "true"
    opening = filled(gettext("everywhere") if everywhere else gettext("where {condition}"), condition=name(where))
    two = len(region.positions) == 2
    norms = []
    for place, position in enumerate(region.positions):
        own = named(found.joint.members[place].policy.norms)
        who = (gettext("before"), gettext("after"))[place] if two else position.policy
        norms += [Entry(_norm(who, own[norm])) for norm in position.norms]
    return Entry((*opening, soft(f" ({share_words(region.share)})")), tuple(norms))


def _norm(who: str, norm: Norm) -> Line:
    because = f" - {ended(norm.because)}" if norm.because else ""
    return (*filled(gettext(_OF), policy=who, what=name(norm.label or norm.name)), plain(f"{because}{dispute(norm)}"))


def _in_prose(act: str, region: Region, found: PolicyComparison) -> Entry:
    where = sentence(region.condition, found.joint.program.vocabulary)
    positions = positions_words(act, region.positions, found)
    told = filled(gettext("{situation}: {positions}."), situation=strong(where), positions=positions)
    return Entry(told, example(region.situation, found))


def example(situation: Situation, found: PolicyComparison) -> tuple[Entry, ...]:
    """One plain situation, in words; none where it is so in every situation."""
    if not situation.values:
        return ()
    words = situation_sentence(situation, found.joint.program.vocabulary)
    return (Entry((plain(gettext("for example: {situation}").format(situation=ended(words))),)),)


def positions_words(act: str, positions: Sequence[Position], found: PolicyComparison) -> str:
    """What each policy says, those that are silent together: `a must not (5); b and c are silent`."""
    policies = [(position, member.policy) for position, member in zip(positions, found.joint.members, strict=True)]
    speaking = [
        policy_says(position.policy, position_words(act, position.status, position.norms, policy))
        for position, policy in policies
        if not position.silent
    ]
    return "; ".join([*speaking, *silences((each.policy, policy) for each, policy in policies if each.silent)])


def _companions(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What binds only whoever does an act, under some of the policies."""
    if found.companions:
        yield Heading(gettext("What goes with an act"))
        yield Listing(tuple(_companion(each, found) for each in found.companions))


def _companion(each: CompanionDifference, found: PolicyComparison) -> Entry:
    return _difference(companion_line(each, found), each, found)


def companion_line(each: CompanionDifference, found: PolicyComparison) -> Line:
    """That an act goes with another under some policies alone, or must not, in a sentence."""
    return _difference_line(_DUTIES[each.required], each, found)


_DUTIES = {
    True: noted("{companion} has to be done with {act} under {policies}, but not under {others}"),
    False: noted("{companion} must not be done with {act} under {policies}, but not under {others}"),
}
"""How it is said that an act goes with another under some policies, or must not."""

# partial: only these kinds of names are compared here
_BESIDE = {
    Kind.ADVISED: noted("{act} should be done under {policies}, but not under {others}"),
    Kind.ADVISED_AGAINST: noted("{act} should not be done under {policies}, but not under {others}"),
    Kind.EXEMPT: noted("{act} needn't be done under {policies}, but not under {others}"),
    Kind.ADVISED_WITH: noted("{companion} should be done with {act} under {policies}, but not under {others}"),
    Kind.ADVISED_AGAINST_WITH: noted(
        "{companion} should not be done with {act} under {policies}, but not under {others}"
    ),
}
"""How it is said that some policies give an advice or an exemption."""


def _told(each: AdviceDifference, found: PolicyComparison) -> Entry:
    return _difference(advice_line(each, found), each, found)


def advice_line(each: AdviceDifference, found: PolicyComparison) -> Line:
    """That some policies alone give an advice or an exemption, in a sentence."""
    return _difference_line(_BESIDE[each.kind], each, found)


def _difference_line(template: str, each: CompanionDifference | AdviceDifference, found: PolicyComparison) -> Line:
    called = policies_of(found)
    return filled(
        gettext(template),
        act=strong(label_among(each.act, called)),
        companion=strong(label_among(each.companion, called)),
        policies=listed(each.said),
        others=listed(each.unsaid),
    )


def _difference(line: Line, each: CompanionDifference | AdviceDifference, found: PolicyComparison) -> Entry:
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(label_, policies[label_][norm])) for label_, behind in each.norms for norm in behind)
    told = each.share if isinstance(each, CompanionDifference) else None
    share = () if told is None else (soft(f" ({share_words(told)})"),)
    return Entry((*line, *share), (*norms, *example(each.situation, found)))


def _advice(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What binds nobody: advice and exemptions that only some of the policies give."""
    if found.advice:
        yield Heading(gettext("Advice and exemptions"))
        yield Listing(tuple(_told(each, found) for each in found.advice))


def _courses(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What no status shows: a course that only one of two policies allows."""
    different = courses_apart(found)
    if different:
        yield Heading(gettext("Courses"))
        told = ((plain(course_words(each, found)),) for each in different)
        yield Listing(tuple(map(Entry, told, (example(each.situation, found) for each in different))))


def course_words(shown: Witness, found: PolicyComparison) -> str:
    """That a course is allowed by one policy alone, in a sentence."""
    course = shown.course
    if course is None:
        return shown.says
    said_of = (
        gettext("This is allowed under {policy}, but not under {other}: {acts}")
        if course.acts
        else gettext("Doing nothing is allowed under {policy}, but not under {other}")
    )
    return said_of.format(policy=course.under, other=course.not_under, acts=_labels(course.acts, found))


def share_words(share: Share) -> str:
    """A share in words; an estimate says that it is one."""
    percent = 100 * share.value
    if share.part == share.whole:
        words = "100 %"
    elif not share.part:
        words = "0 %"
    elif percent < 0.1:
        words = gettext("less than {share}").format(share=_percent(0.1))
    elif percent < 99.95:
        words = _percent(percent)
    else:
        words = gettext("more than {share}").format(share=_percent(99.9))
    return words if share.exact else gettext("about {share}").format(share=words)


def _percent(number: float) -> str:
    return f"{number:.1f} %".replace(".", pgettext("decimal mark", "."))


def undecided_blocks(found: PolicyComparison) -> Document:
    """What the solver gave no answer to, with the reasons."""
    with speaking(found.language):
        acts = (
            filled(gettext("{act}: {reason}"), act=strong(_labels((act,), found)), reason=spoken(why.reason))
            for act, why in found.undecided
        )
        courses = (
            filled(
                gettext("courses of {policies}: {reason}"),
                policies=listed(each.policies),
                reason=spoken(each.answer.reason),
            )
            for each in found.courses
            if isinstance(each.answer, Undecided)
        )
        entries = tuple(map(Entry, (*acts, *courses)))
        return (Heading(gettext("Not decided")), Listing(entries)) if entries else ()


def _about_shares(found: PolicyComparison) -> Iterator[DocumentBlock]:
    shares = [share for each in found.divergences for share in (each.share, each.left) if share is not None]
    shares += [each.share for each in found.companions if each.share is not None]
    if not shares:
        return
    how = (
        gettext(
            "Shares are counted exactly, over the facts that the policies read: each combination of their values that "
            "is possible counts once."
        )
        if all(share.exact for share in shares)
        else gettext(
            "Shares are, where they say about, estimated from a sample, over the facts that the policies read: each "
            "combination of their values that is possible counts once."
        )
    )
    weighed = gettext("Weights were given for {facts}.").format(facts=listed(list(found.marginals)))
    rest = gettext("How often situations come about is another matter. Regions of one divergence may overlap.")
    yield Paragraph((soft(" ".join((how, *((weighed,) if found.marginals else ()), rest))),))
