"""An assessment in words, as a thoughtful supervisor would put it."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.assessment import Assessment, Choice
from coach_ethics.assessment.explanation import Explanation, Ground
from coach_ethics.assessment.what_if import Change
from coach_ethics.findings import Status
from coach_ethics.model.conditions import TRUE
from coach_ethics.model.policy import Policy, named
from coach_ethics.render.asides import asides_told
from coach_ethics.render.companions import companion_entries, with_it
from coach_ethics.render.conditional_prohibition import allowing, not_yet
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
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
from coach_ethics.render.explanation import BY_CASES, TO_SUPERVISION
from coach_ethics.render.norms import after_name, disputed, ground_entries, norm_line
from coach_ethics.render.notices import notices_told
from coach_ethics.render.objections import objections_told
from coach_ethics.render.presumed import presumed_told
from coach_ethics.render.since import deadlines_told
from coach_ethics.render.still_open import on_top, questions, undetermined, waits_of
from coach_ethics.render.trade_offs import trade_offs_document
from coach_ethics.render.what_if import by_words, shift_line
from coach_ethics.render.words import (
    citation_words,
    concept_label,
    ended,
    fact_line,
    labels,
    listed,
    lowered,
    meaning,
    scope_words,
    value_words,
)
from coach_ethics.translation import gettext, noted, speaking, spoken

CAVEAT = noted(
    "This supports your own judgement and supervision; it replaces neither. "
    "It is only as reliable as the facts it was given."
)


def assessment_document(result: Assessment, *, language: str | None = None) -> Document:
    """The whole assessment, in its own language or in another."""
    result = result.in_language(language)
    with speaking(result.prepared.policy.language):
        return _whole(result)


def _whole(result: Assessment) -> Document:
    policy = result.policy
    heading = f"{policy.title or policy.name} ({policy.name} {policy.version})".replace(" )", ")")
    return (
        Heading(heading, 1),
        *notices_told(result.notices_shown, result.prepared.policy),
        Paragraph(_in_short(result)),
        *_standing_out(result),
        *_dilemma(result),
        *_with_status(result, Status.REQUIRED, gettext("What you must do")),
        *_with_status(result, Status.FORBIDDEN, gettext("What you must not do")),
        *_always(result),
        *presumed_told(result),
        *asides_told(result),
        *objections_told(norm for norm in result.prepared.policy.norms if result.norms[norm.name]),
        *deadlines_told(result.deadlines, result.prepared.policy),
        *_choices(result),
        *_open_to_you(result),
        *_going_with_others(result),
        *undetermined(result),
        *questions(result),
        *_judgements(result),
        *scope_told(result.prepared.policy),
        Paragraph((soft(gettext(CAVEAT)),)),
    )


def scope_told(policy: Policy) -> Iterator[DocumentBlock]:
    """What a policy speaks of and what it doesn't, in short: what it leaves out isn't thereby allowed."""
    if words := scope_words(policy):
        yield Paragraph((soft(words),))


def _in_short(result: Assessment) -> Line:
    if result.conflicts:
        return (
            strong(gettext("This is a dilemma: ")),
            plain(
                gettext(
                    "the duties in force here can't all be met. See below what conflicts and what each way out costs."
                )
            ),
        )
    if result.unlisted:
        said = gettext("What you must and must not do is listed below; {why_no_choices}.")
        return (plain(said.format(why_no_choices=spoken(result.unlisted))),)
    courses = [choice for choice in result.choices if choice.course]
    if not courses:
        return _without_courses(result)
    if len(courses) == 1:
        opening = (
            gettext("As far as is known, one course of action meets every duty: {course}.")
            if courses[0].open
            else gettext("One course of action meets every duty: {course}.")
        )
        return filled(opening, course=_course(courses[0].course, result))
    said = (
        gettext("You can choose between {number} courses of action, each of which meets every duty known so far.")
        if _open(courses)
        else gettext("You can choose between {number} courses of action, each of which meets every duty.")
    )
    return filled(said, number=strong(str(len(courses))))


def _without_courses(result: Assessment) -> Line:
    policy = result.prepared.policy
    presumed = [act for act, told in result.presumed.acts.items() if told.finding.status is Status.REQUIRED]
    if presumed:
        said = gettext("On what is known, and what is presumed below, you must {acts}.")
        return filled(said, acts=strong(labels(presumed, policy)))
    if not all(found.determined for found in result.findings.values()):
        return (plain(gettext("On what is known so far, nothing is required of you, but much is still open.")),)
    if result.advised or result.advised_against:
        return (plain(gettext("Nothing is required of you here. What is advised is listed below.")),)
    return (plain(gettext("Nothing is required of you here.")),)


def _open(courses: list[Choice]) -> bool:
    return any(choice.open for choice in courses)


def _course(course: frozenset[str], result: Assessment) -> Line:
    """A course, named by those of its acts that no other of its acts includes."""
    acts = named(result.prepared.policy.acts)
    included = {other for act in course for other in acts[act].includes}
    named_ = _in_policy_order(course - included or course, result)
    return (strong(labels(named_, result.prepared.policy)),)


def _standing_out(result: Assessment) -> Iterator[DocumentBlock]:
    policy = result.prepared.policy
    holding = [concept for concept in policy.concepts if result.concepts[concept.name] and concept.means]
    if holding:
        yield Heading(gettext("How things stand"))
        yield Listing(
            tuple(
                Entry(
                    (
                        strong(concept_label(concept)),
                        plain(f" - {ended(concept.means)}"),
                        *_cited(citation_words(concept.cites)),
                    )
                )
                for concept in holding
            )
        )


def _dilemma(result: Assessment) -> Iterator[DocumentBlock]:
    torn = [meaning(act, result.prepared.policy) for act in _with(result, Status.DILEMMA)]
    if not result.conflicts and not torn:
        return
    policy = result.prepared.policy
    norms = named(policy.norms)
    yield Heading(gettext("What conflicts"))
    if torn:
        said = gettext("You must, and you must not: {acts}")
        yield Paragraph(filled(said, acts=strong(ended("; ".join(map(lowered, torn))))))
    for conflict in result.conflicts:
        yield Listing(tuple(Entry(norm_line(norms[norm], policy)) for norm in sorted(conflict)))
    yield from _intended(result)
    if result.conflicts:
        yield Heading(gettext("What each way out would cost"))
        yield from trade_offs_document(result)


def _intended(result: Assessment) -> Iterator[DocumentBlock]:
    for conflict in result.prepared.policy.conflicts:
        if conflict.norms in result.conflicts:
            yield Paragraph(
                (
                    *filled(
                        gettext("The policy declares this conflict on purpose: {because}"), because=conflict.because
                    ),
                    *_cited(citation_words(conflict.cites)),
                )
            )


def _with_status(result: Assessment, status: Status, heading: str) -> Iterator[DocumentBlock]:
    acts = [act for act in _with(result, status) if status is Status.REQUIRED or not _holds_always(result.why(act))]
    if acts:
        yield Heading(heading)
        yield Listing(tuple(act_entry(result.why(act), result) for act in acts))


def _always(result: Assessment) -> Iterator[DocumentBlock]:
    """Prohibitions that hold in every situation, in brief."""
    whys = [why for why in map(result.why, _with(result, Status.FORBIDDEN)) if _holds_always(why)]
    if whys:
        yield Paragraph((plain(gettext("In this as in every situation, you must not:")),))
        yield Listing(
            tuple(
                Entry(
                    (
                        plain(ended(lowered(meaning(why.act, result.prepared.policy)))),
                        plain(" "),
                        soft(_sources(why)),
                        *_disputes(why),
                    )
                )
                for why in whys
            )
        )


def _with(result: Assessment, status: Status) -> list[str]:
    return [act for act, found in result.findings.items() if found.status is status]


def _holds_always(why: Explanation) -> bool:
    """Whether one norm without condition or exception is enough."""
    return any(
        ground.truth and all(norm.norm.when == TRUE and not norm.overriding for norm in ground.norms)
        for ground in why.grounds
    )


def _sources(why: Explanation) -> str:
    grounds = [ground for ground in why.grounds if ground.truth]
    norms = listed([norm.norm.name for norm in grounds[0].norms])
    return f"[{norms}{after_name(citation_words(why.citations))}]"


def _disputes(why: Explanation) -> Line:
    """How else the sources of the first ground are read."""
    ground = next(ground for ground in why.grounds if ground.truth)
    return tuple(piece for each in ground.norms for piece in disputed(each.norm))


def act_entry(why: Explanation, result: Assessment) -> Entry:
    """An act with its reasons, what goes with it, and what would allow it where it is forbidden."""
    grounds = _simplest([ground for ground in why.grounds if ground.truth])
    cases = (Entry((plain(gettext(BY_CASES)),), _cases(why, result.prepared.policy)),) if why.by_cases else ()
    allowed_by = allowing(why.act, result)
    yet = gettext(" - not yet") if not_yet(allowed_by) else ""
    aside = yet + ("" if why.finding.determined else gettext(" (as far as is known)"))
    return Entry(
        (strong(ended(meaning(why.act, result.prepared.policy))), plain(" ("), name(why.act), plain(f"){aside}")),
        (
            *(entry for ground in grounds for entry in ground_entries(ground, result.prepared.policy)),
            *cases,
            *(() if why.finding.status is Status.FORBIDDEN else companion_entries(why.act, result)),
            *_would_allow(allowed_by, result),
        ),
    )


def _cases(why: Explanation, policy: Policy) -> tuple[Entry, ...]:
    """The grounds of which each holds in some cases only."""
    open_ = (ground for ground in why.grounds if ground.truth is None)
    return tuple(entry for ground in open_ for entry in ground_entries(ground, policy))


_SHOWN = 3


def _would_allow(changes: tuple[Change, ...], result: Assessment) -> Iterator[Entry]:
    """The single facts that would allow what is forbidden; first those that can still be brought about."""
    told = [change for change in changes if len(change.shifts) == 1] or [each for each in changes[:1] if each.by]
    for change in told[:_SHOWN]:
        said = (
            gettext("what would allow it: {changes}")
            if change.possible_now
            else gettext("what would have allowed it: {changes}")
        )
        policy = result.prepared.policy
        together = (*_together(change, result), *(plain(f"; {each}") for each in _besides(change, policy)))
        yield Entry(filled(said, changes=together))


def _together(change: Change, result: Assessment) -> Iterator[Piece]:
    for place, shift in enumerate(change.shifts):
        if place:
            yield plain(gettext("; and "))
        yield from shift_line(shift, result.prepared.policy, way=False)


def _besides(change: Change, policy: Policy) -> Iterator[str]:
    """By which acts a change comes about, and what goes with the act that it allows."""
    if change.by:
        yield by_words(change, policy)
    if also := with_it(change.companions, policy):
        yield gettext("then {duty}").format(duty=also)


def _simplest(grounds: list[Ground]) -> list[Ground]:
    """The grounds with the fewest norms: where one norm is enough, nobody has to follow how three work together."""
    fewest = min((len(ground.norms) for ground in grounds), default=0)
    return [ground for ground in grounds if len(ground.norms) == fewest]


def _cited(words: str) -> Line:
    return (soft(f" [{words}]"),) if words else ()


def _choices(result: Assessment) -> Iterator[DocumentBlock]:
    courses = [choice for choice in result.choices if choice.course]
    if courses:
        yield Heading(gettext("Your choices") if len(courses) > 1 else gettext("What to do"))
        yield Listing(tuple(_choice(choice, result) for choice in courses), numbered=True)
    yield from on_top(result)


def _choice(choice: Choice, result: Assessment) -> Entry:
    acts = tuple(_act_of_choice(act, result) for act in _in_policy_order(choice.course, result))
    return Entry((*_course(choice.course, result), *waits_of(choice, result)), acts)


def _act_of_choice(act: str, result: Assessment) -> Entry:
    """An act of a choice. What goes with a required one has been told already."""
    told = result.statuses[act] is Status.REQUIRED
    meant = plain(ended(meaning(act, result.prepared.policy)))
    return Entry((meant,), () if told else tuple(companion_entries(act, result)))


def _in_policy_order(acts: frozenset[str], result: Assessment) -> list[str]:
    return [act for act in result.findings if act in acts]


def _open_to_you(result: Assessment) -> Iterator[DocumentBlock]:
    courses = frozenset[str]().union(*(choice.course for choice in result.choices))
    acts = [act for act, found in result.findings.items() if found.status is Status.PERMITTED and act not in courses]
    if acts:
        yield Heading(gettext("What else you may do"))
        yield Listing(tuple(act_entry(result.why(act), result) for act in acts))


def _going_with_others(result: Assessment) -> Iterator[DocumentBlock]:
    """What certainly goes with acts of which nothing else is certain."""
    courses = frozenset[str]().union(*(choice.course for choice in result.choices))
    others = (*_with(result, Status.UNREGULATED), *_with(result, Status.UNDETERMINED))
    told = {act: tuple(companion_entries(act, result, certain=True)) for act in others if act not in courses}
    policy = result.prepared.policy
    entries = (
        Entry((strong(ended(meaning(act, policy))), plain(" ("), name(act), plain(")")), told[act])
        for act in result.findings
        if told.get(act)
    )
    if listing := tuple(entries):
        yield Heading(gettext("If you do one of these"))
        yield Listing(listing)


def _judgements(result: Assessment) -> Iterator[DocumentBlock]:
    resting: dict[str, list[str]] = {}
    for act, facts in result.judgements.items():
        for fact in facts:
            if result.situation[fact] is not None:
                resting.setdefault(fact, []).append(act)
    if resting:
        yield Heading(gettext("What rests on your own judgement"))
        yield Paragraph((plain(gettext(TO_SUPERVISION)),))
        yield Listing(tuple(Entry(_judged(fact, acts, result)) for fact, acts in resting.items()))


def _judged(fact: str, acts: list[str], result: Assessment) -> Line:
    """A judgement with its value, and the acts whose status rests on it."""
    about, policy = result.prepared.policy.vocabulary[fact], result.prepared.policy
    bears = soft(gettext(" (bears on {acts})").format(acts=labels(acts, policy)))
    return (*fact_line(about.means, strong(value_words(result.situation[fact], about))), bears)
