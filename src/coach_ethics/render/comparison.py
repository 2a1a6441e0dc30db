"""How policies differ: by conditions and scenarios, or in prose that an ethics officer reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from coach_ethics.analysis.compare.advice import AdviceDifference, advice_words
from coach_ethics.analysis.compare.companions import CompanionDifference, companion_words
from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.compare.divergences import Divergence, Region, plainest_first
from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.proofs.answers import Refuted
from coach_ethics.analysis.proofs.witness import Witness, scenario_text
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Norm, named
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import in_words
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.changes import changes_blocks
from coach_ethics.render.circumstances import sentence, situation_sentence
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Verbatim,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.positions import position_words, silences
from coach_ethics.render.words import counted, dispute, ended, listed


class ComparisonStyle(StrEnum):
    """How to say where policies differ."""

    CONDITIONS = "conditions"
    PROSE = "prose"


def comparison_document(found: PolicyComparison, style: ComparisonStyle, command: str = "") -> Document:
    """Every divergence, act by act, with the norms or clauses behind it and an example of each region.

    `command` is what made it, if that is to be said.
    """
    return (
        Heading(_title(found, style), 1),
        *((Paragraph(said(f"Generated with `{command}`.")),) if command else ()),
        Paragraph(comparison_in_short(found)),
        *(() if found.shared_only or style is ComparisonStyle.PROSE else _own_acts(found)),
        *(
            block
            for act, some in groupby(found.divergences, key=lambda each: each.act)
            for block in _act(act, list(some), found, style)
        ),
        *beyond_statuses(found),
        *(_alone(found) if found.shared_only or style is ComparisonStyle.PROSE else ()),
        *(changes_blocks(found.changes, "What else changed") if found.changes else ()),
        *undecided_blocks(found),
        *(_about_shares(found) if style is ComparisonStyle.CONDITIONS else ()),
    )


def beyond_statuses(found: PolicyComparison) -> Document:
    """The differences that no status shows: over what goes with an act, over advice, and over courses."""
    return (*_companions(found), *_advice(found), *_courses(found))


def _title(found: PolicyComparison, style: ComparisonStyle) -> str:
    labels = [each.label for each in found.policies]
    if style is ComparisonStyle.CONDITIONS and len(labels) == 2:
        return f"From {labels[0]} to {labels[1]}"
    return f"Where {listed(labels)} differ"


def comparison_in_short(found: PolicyComparison) -> Line:
    """What came of a comparison, in a sentence."""
    acts = len({each.act for each in found.divergences})
    among = "act that more than one of them mentions" if found.shared_only else "act that was compared"
    if found.agree:
        same = "has the same status and the same companions in every possible situation"
        so = f": every {among} {same}, and the same courses are allowed."
        return (strong("They agree"), plain(so))
    if found.demand_alike:
        same = "asks the same of a coach in every possible situation, but they "
        return (plain(f"Every {among} {same}"), strong("don't advise the same"), plain("."))
    if acts:
        if found.shared_only:
            return (
                plain("Of the acts that more than one of them mentions, they differ over "),
                strong(str(acts)),
                plain("."),
            )
        return (plain("They differ over "), strong(counted(acts, "act")), plain("."))
    if found.companions:
        same = f"Every {among} has the same status everywhere, but they "
        return (plain(same), strong("don't ask for the same to go with it"), plain("."))
    if courses_apart(found):
        same = f"Every {among} has the same status everywhere, but they "
        return (plain(same), strong("don't allow the same courses"), plain("."))
    return (plain("No divergence was found, but "), strong("not everything was decided"), plain("."))


def _own_acts(found: PolicyComparison) -> Iterator[DocumentBlock]:
    for each in found.policies:
        if each.own_acts:
            others = listed([other.title for other in found.policies if other is not each])
            verb = "doesn't" if len(found.policies) == 2 else "don't"
            silent = f"{others} {verb} mention these acts, so they are unregulated there: "
            yield Paragraph((*said(silent), plain(f"{listed([in_words(act) for act in each.own_acts])}.")))


def _alone(found: PolicyComparison) -> Iterator[DocumentBlock]:
    if found.alone:
        yield Heading("Acts that only one of them mentions")
        yield Listing(
            tuple(
                Entry((strong(each.label), plain(f": {listed([in_words(act) for act in each.own_acts])}")))
                for each in found.policies
                if each.own_acts
            )
        )


def _act(
    act: str, some: Sequence[Divergence], found: PolicyComparison, style: ComparisonStyle
) -> Iterator[DocumentBlock]:
    yield Heading(in_words(act).capitalize())
    match style:
        case ComparisonStyle.CONDITIONS:
            for each in some:
                yield from _by_conditions(each, found)
        case ComparisonStyle.PROSE:
            regions = plainest_first(some, found.joint.program.vocabulary)
            yield Listing(tuple(_in_prose(act, region, found) for region in regions))
            if act in found.more:
                yield Paragraph(said("... and more. `--regions` shows more of them; fewer codes have fewer."))
        case _:
            assert_never(style)


def _by_conditions(each: Divergence, found: PolicyComparison) -> Iterator[DocumentBlock]:
    yield Paragraph((*_statuses(each, found), plain(f" in {share_words(each.share)} of all situations:")))
    for region in each.regions:
        yield Listing((_region(region, found),))
        yield Verbatim(scenario_text(region.witnesses[0]))
    if each.left is not None:
        yield Paragraph((plain(f"... and more: another {share_words(each.left)} lies outside of these."),))


def _statuses(each: Divergence, found: PolicyComparison) -> Line:
    """`from required to forbidden`, or of more than two policies, who gives the act which status."""
    words = ["one of several to choose from" if one_of else str(status) for status, one_of in each.said]
    if len(words) == 2:
        return (plain("from "), strong(words[0]), plain(" to "), strong(words[1]))
    pieces: list[Line] = []
    for status in dict.fromkeys(words):
        who = [policy.label for policy, of in zip(found.policies, words, strict=True) if of == status]
        pieces.append((plain(f"{listed(who)}: "), strong(status)))
    first, *others = pieces
    return (*first, *(piece for line in others for piece in (plain("; "), *line)))


def _region(region: Region, found: PolicyComparison) -> Entry:
    where = write_condition(region.condition)
    opening: Line = (plain("everywhere"),) if where == "true" else (plain("where "), name(where))
    two = len(region.positions) == 2
    norms = []
    for place, position in enumerate(region.positions):
        own = named(found.joint.members[place].policy.norms)
        who = ("before", "after")[place] if two else position.policy
        norms += [Entry(_norm(who, own[norm])) for norm in position.norms]
    return Entry((*opening, soft(f" ({share_words(region.share)})")), tuple(norms))


def _norm(who: str, norm: Norm) -> Line:
    because = f" - {ended(norm.because)}" if norm.because else ""
    return (plain(f"{who}: "), name(norm.name), plain(f"{because}{dispute(norm)}"))


def _in_prose(act: str, region: Region, found: PolicyComparison) -> Entry:
    where = sentence(region.condition, found.joint.program.vocabulary)
    return Entry(
        (strong(where), plain(f": {positions_words(act, region.positions, found)}.")),
        example(region.situation, found),
    )


def example(situation: Situation, found: PolicyComparison) -> tuple[Entry, ...]:
    """One plain situation, in words; none where it is so in every situation."""
    if not situation.values:
        return ()
    words = situation_sentence(situation, found.joint.program.vocabulary)
    return (Entry((plain("for example: "), plain(ended(words)))),)


def positions_words(act: str, positions: Sequence[Position], found: PolicyComparison) -> str:
    """What each policy says, those that are silent together: `a must not (5); b and c are silent`."""
    policies = [(position, member.policy) for position, member in zip(positions, found.joint.members, strict=True)]
    speaking = [
        f"{position.policy} {position_words(act, position.status, position.norms, policy)}"
        for position, policy in policies
        if not position.silent
    ]
    return "; ".join([*speaking, *silences((each.policy, policy) for each, policy in policies if each.silent)])


def _companions(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What binds only whoever does an act, under some of the policies."""
    if found.companions:
        yield Heading("What goes with an act")
        yield Listing(tuple(_companion(each, found) for each in found.companions))


def _companion(each: CompanionDifference, found: PolicyComparison) -> Entry:
    return _difference(companion_words(each), each, found)


def _told(each: AdviceDifference, found: PolicyComparison) -> Entry:
    return _difference(advice_words(each), each, found)


def _difference(words: str, each: CompanionDifference | AdviceDifference, found: PolicyComparison) -> Entry:
    policies = {member.label: named(member.policy.norms) for member in found.joint.members}
    norms = (Entry(_norm(label_, policies[label_][norm])) for label_, behind in each.norms for norm in behind)
    told = each.share if isinstance(each, CompanionDifference) else None
    share = () if told is None else (soft(f" ({share_words(told)})"),)
    return Entry((*said(words), *share), (*norms, *example(each.situation, found)))


def _advice(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What binds nobody: advice and exemptions that only some of the policies give."""
    if found.advice:
        yield Heading("Advice and exemptions")
        yield Listing(tuple(_told(each, found) for each in found.advice))


def courses_apart(found: PolicyComparison) -> list[Witness]:
    """A course for each two policies of which only one allows it, where nothing else tells them apart."""
    return [
        each.answer.witness
        for each in found.courses
        if isinstance(each.answer, Refuted) and each.answer.witness is not None
    ]


def _courses(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What no status shows: a course that only one of two policies allows."""
    different = courses_apart(found)
    if different:
        yield Heading("Courses")
        yield Listing(tuple(Entry(said(each.says), example(each.situation, found)) for each in different))


def share_words(share: Share) -> str:
    """A share in words; an estimate says that it is one."""
    percent = 100 * share.value
    if share.part == share.whole:
        words = "100 %"
    elif not share.part:
        words = "0 %"
    elif percent < 0.1:
        words = "less than 0.1 %"
    else:
        words = f"{percent:.1f} %" if percent < 99.95 else "more than 99.9 %"
    return words if share.exact else f"about {words}"


def undecided_blocks(found: PolicyComparison) -> Iterator[DocumentBlock]:
    """What the solver gave no answer to, with the reasons."""
    acts = [Entry((name(act), plain(f": {why.reason}"))) for act, why in found.undecided]
    courses = [
        Entry((plain(f"courses of {listed(list(each.policies))}: {each.answer.reason}"),))
        for each in found.courses
        if isinstance(each.answer, Undecided)
    ]
    if acts or courses:
        yield Heading("Not decided")
        yield Listing((*acts, *courses))


def _about_shares(found: PolicyComparison) -> Iterator[DocumentBlock]:
    shares = [share for each in found.divergences for share in (each.share, each.left) if share is not None]
    shares += [each.share for each in found.companions if each.share is not None]
    if not shares:
        return
    how = "counted exactly" if all(share.exact for share in shares) else "where they say about, estimated from a sample"
    weighed = f" Weights were given for {listed(list(found.marginals))}." if found.marginals else ""
    yield Paragraph(
        (
            soft(
                f"Shares are {how}, over the facts that the policies read: each combination of their values that is "
                f"possible counts once.{weighed} How often situations come about is another matter. Regions of one "
                "divergence may overlap."
            ),
        )
    )
