"""Why an act has its status, in words, from the status down to the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.explanation import Coupling, Explanation, GivenFact, Ground, NormReason, Reason
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status, Truth
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.asides import BOUND
from coach_ethics.render.asides import CONFLICTING, SAID_BESIDE, WORDS
from coach_ethics.render.companions import DUTY
from coach_ethics.render.conditional_prohibition import allowing, not_yet
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
from coach_ethics.render.norms import disputed, due
from coach_ethics.render.notices import notices_told
from coach_ethics.render.objections import objections_told
from coach_ethics.render.presumed import reason
from coach_ethics.render.record_words import records_told
from coach_ethics.render.still_open import facts_listed
from coach_ethics.render.words import (
    act_label,
    citation_words,
    concept_label,
    ended,
    fact_line,
    labels,
    lowered,
    meaning,
    presuming,
    value_words,
)
from coach_ethics.translation import gettext, noted, speaking

_SAID = {
    Status.REQUIRED: noted("You must {act}"),
    Status.FORBIDDEN: noted("You must not {act}"),
    Status.DILEMMA: noted("You must, and you must not, {act}"),
    Status.PERMITTED: noted("You may {act}"),
    Status.UNREGULATED: noted("The policy doesn't say whether you may {act}"),
    Status.UNDETERMINED: noted("It isn't determined yet whether you may, must or must not {act}"),
}

# partial: no other status is for now
_SAID_YET = {
    Status.FORBIDDEN: noted("You must not {act} yet"),
}
"""What is said of an act that is forbidden for now."""

TO_SUPERVISION = noted("These are judgements, not observations. Take them to supervision:")

BY_CASES = noted("Whatever isn't known yet turns out to be, one of these grounds holds.")
"""What is said where each ground holds in some cases only, and one of them in every case."""

# partial: only these kinds of names have grounds
_VERDICTS = {
    **WORDS,
    Kind.REQUIRED: noted("required"),
    Kind.FORBIDDEN: noted("forbidden"),
    Kind.PERMISSION: noted("permitted"),
    Kind.REQUIRED_WITH: noted("required"),
    Kind.FORBIDDEN_WITH: noted("forbidden"),
}


def explanation_document(why: Explanation, result: Assessment, *, language: str | None = None) -> Document:
    """The explanation as a document: a sentence, the grounds as a tree, what was not enough, what it depends on.

    It is in the language of the assessment, or in another.
    """
    if language is not None:
        result = result.in_language(language)
        why = result.why(why.act)
    with speaking(result.prepared.policy.language):
        return _whole(why, result)


def _whole(why: Explanation, result: Assessment) -> Document:
    policy = result.prepared.policy
    return (
        Heading(opening(why, result), 1),
        *notices_told(why.notices, policy),
        Paragraph((plain(ended(meaning(why.act, policy))), *_determined(why))),
        *_listing(gettext("Why"), why.grounds, policy),
        *_constraints(why, policy),
        *_asides(why, policy),
        *_couplings(why, result),
        *_objections(why),
        *(() if why.grounds else _listing(gettext(_DOES_NOT_APPLY), why.failing, policy)),
        *_presumed(why, policy),
        *_waiting(why),
        *_judgements(why, policy),
    )


_DOES_NOT_APPLY = noted("What would decide this, but doesn't apply")


def opening(why: Explanation, result: Assessment) -> str:
    """What is said of an act, in a sentence without its full stop."""
    if why.finding.status not in BOUND and (told := [each.kind for each in why.asides if each.truth]):
        return gettext(SAID_BESIDE[told[0]]).format(act=act_label(why.act, result.prepared.policy))
    if why.finding.status is Status.UNREGULATED and (said := _only_with_others(why, result.prepared.policy)):
        return said
    words = _SAID_YET if why.finding.status in _SAID_YET and not_yet(allowing(why.act, result)) else _SAID
    return gettext(words[why.finding.status]).format(act=act_label(why.act, result.prepared.policy))


def _only_with_others(why: Explanation, policy: Policy) -> str:
    """What is said of an act of which the policy speaks only as a companion; empty where there is nothing to say."""
    for key, duty in DUTY.items():
        others = dict.fromkeys(each.act for each in _to(why) if (each.truth, each.required, each.advised) == key)
        if others:
            said = gettext(duty.with_others)
            return said.format(act=act_label(why.act, policy), others=labels(others, policy, "or"))
    return ""


def _to(why: Explanation) -> list[Coupling]:
    return [each for each in why.couplings if each.companion == why.act]


def _couplings(why: Explanation, result: Assessment) -> Iterator[DocumentBlock]:
    policy = result.prepared.policy
    own = [each for each in why.couplings if each.act == why.act]
    others = [each for each in _to(why) if each.truth is not False]
    if own:
        yield Heading(gettext("What must go with it, and what must not"))
        yield Listing(tuple(_with_it(each, policy) for each in own))
    if others:
        yield Heading(gettext("What it must go with, or must not"))
        yield Listing(tuple(_it_with(each, policy) for each in others))
    failing = [each for each in _to(why) if each.truth is False]
    if failing and not others and why.finding.status is Status.UNREGULATED:
        yield Heading(gettext(_DOES_NOT_APPLY))
        yield Listing(tuple(_it_with(each, policy) for each in failing))


def _with_it(coupling: Coupling, policy: Policy) -> Entry:
    """A companion under the act that it goes with: what must, or must not, be done as well, and by which norms."""
    duty = gettext(DUTY[coupling.truth, coupling.required, coupling.advised].act_called)
    called, meant = strong(act_label(coupling.companion, policy)), ended(lowered(meaning(coupling.companion, policy)))
    return Entry(filled(duty, act=called, meaning=meant), tuple(_ground(ground, policy) for ground in coupling.grounds))


def _it_with(coupling: Coupling, policy: Policy) -> Entry:
    """An act above what it makes of its companion."""
    line = filled(gettext("if you {act}:"), act=strong(act_label(coupling.act, policy)))
    return Entry(line, tuple(_ground(ground, policy) for ground in coupling.grounds))


def _asides(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    """What is told beside the status; where nothing is said of the act at all, also what would be, but doesn't hold."""
    told = [each for each in why.asides if each.truth is not False]
    if told:
        yield Heading(gettext("What is said beside that"))
        yield Listing(tuple(_ground(ground, policy) for each in told for ground in each.grounds))
    for tension in why.tensions:
        yield Heading(gettext("Where advice conflicts"))
        yield Paragraph((plain(gettext(CONFLICTING)),))
        yield Listing(tuple(_norm(norm, policy) for norm in tension))
    failing = tuple(ground for each in why.asides if each.truth is False for ground in each.grounds)
    if why.finding.status is Status.UNREGULATED and not told and not why.tensions:
        yield from _listing(gettext("What would advise here, but doesn't apply"), failing, policy)


def _objections(why: Explanation) -> Iterator[DocumentBlock]:
    norms = {each.norm.name: each.norm for ground in why.grounds if ground.truth for each in ground.norms}
    yield from objections_told(norms.values())


def _determined(why: Explanation) -> Line:
    if why.by_cases:
        return (soft(f" {gettext(BY_CASES)}"),)
    if why.finding.determined:
        return ()
    return (soft(gettext(" Still open: facts that aren't known yet could change this.")),)


def _constraints(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    among = [each for each in policy.constraints if each.name in why.constraints]
    if among:
        yield Heading(gettext("What makes this certain, though facts aren't known yet"))
        means = (
            (each, each.means or gettext("always {condition}").format(condition=write_condition(each.always)))
            for each in among
        )
        yield Listing(tuple(Entry((name(each.name), plain(f" - {ended(said)}"))) for each, said in means))


def _listing(heading: str, grounds: tuple[Ground, ...], policy: Policy) -> Iterator[DocumentBlock]:
    if grounds:
        yield Heading(heading)
        yield Listing(tuple(_ground(ground, policy) for ground in grounds))


def _ground(ground: Ground, policy: Policy) -> Entry:
    verdict, several = strong(gettext(_VERDICTS[ground.verdict])), len(ground.norms) > 1
    norms = tuple(_norm(norm, policy) for norm in ground.norms)
    match ground.truth:  # partial: False is what is left of a truth value
        case True if not norms:
            said = gettext("{verdict}, always, because of what the acts include and exclude")
        case True:
            said = gettext("{verdict} by these norms together:") if several else gettext("{verdict} by this norm:")
        case None if several:
            said = gettext("possibly {verdict}, if these norms together should turn out to be in force:")
        case None:
            said = gettext("possibly {verdict}, if this norm should turn out to be in force:")
        case _ if several:
            said = gettext("not {verdict}, because these norms together would have to be in force:")
        case _:
            said = gettext("not {verdict}, because this norm would have to be in force:")
    return Entry(filled(said, verdict=verdict), norms)


def _norm(reason: NormReason, policy: Policy) -> Entry:
    norm = reason.norm
    term = f", {due(norm)}" if norm.within is not None else ""
    said: Line = (*filled(_in_force(reason.in_force), norm=name(norm.name)), plain(term))
    because = (plain(f" - {ended(norm.because)}"),) if norm.because else ()
    cited = citation_words(norm.cites)
    below = (
        *(_reason(each, policy) for each in reason.reasons),
        *_whatever(reason),
        *(Entry((plain(_overridden(other.in_force)),), (_norm(other, policy),)) for other in reason.overriding),
    )
    aside = (soft(f" [{cited}]"),) if cited else ()
    return Entry((*said, *because, *aside, *disputed(norm)), below or _always(reason))


def _always(reason: NormReason) -> tuple[Entry, ...]:
    return (Entry((plain(gettext("in every situation")),)),) if reason.in_force else ()


def _whatever(reason: NormReason) -> tuple[Entry, ...]:
    """What is said of a norm that is in force, or isn't, by facts of which some aren't known."""
    rests = reason.in_force is not None and any(each.truth is None for each in reason.reasons)
    return (Entry((plain(gettext("the same whatever isn't known here turns out to be")),)),) if rests else ()


def _overridden(truth: Truth) -> str:
    if truth is None:
        return gettext("possibly overridden by")
    return gettext("overridden by") if truth else gettext("not overridden by")


def _in_force(truth: Truth) -> str:
    if truth is None:
        return gettext("{norm} may be in force")
    return gettext("{norm} is in force") if truth else gettext("{norm} is not in force")


def _reason(reason: Reason, policy: Policy) -> Entry:
    if reason.concept is not None:
        line: Line = (strong(concept_label(reason.concept)), plain(f" - {_holds(reason.truth)}"))
        if reason.concept.means:
            said = gettext("{concept}: {means} - {holds}")
            called = strong(concept_label(reason.concept))
            line = filled(said, concept=called, means=reason.concept.means, holds=_holds(reason.truth))
        return Entry(line, tuple(_reason(each, policy) for each in reason.below))
    facts = tuple(piece for given in reason.given for piece in _given(given, policy))
    judged = (soft(gettext(" - your judgement")),) if any(given.judgement for given in reason.given) else ()
    return Entry((*facts, soft(f" ({write_condition(reason.condition)})"), *judged))


def _given(given: GivenFact, policy: Policy) -> Line:
    """A fact and its value, with the records that it rests on."""
    fact = policy.vocabulary[given.fact]
    told = records_told(given.records)
    behind = (plain(f" - {told}"),) if told else ()
    return (*fact_line(fact.means or fact.name, plain(value_words(given.value, fact))), *behind)


def _holds(truth: Truth) -> str:
    return value_words(truth)


def _presumed(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    if why.presumed is None:
        return
    yield Heading(gettext("What follows on presumptions"))
    said = strong(gettext(_SAID[why.presumed.finding.status]).format(act=act_label(why.act, policy)))
    words = gettext("{what}, presuming that {presumed}. Say so if that is wrong.")
    yield Paragraph(filled(words, what=said, presumed=presuming(why.presumed.rests_on, policy)))
    grounds = tuple(_ground(ground, policy) for ground in why.presumed.grounds)
    yield Listing((*(Entry(reason(each, policy)) for each in why.presumed.rests_on), *grounds))


def _waiting(why: Explanation) -> Iterator[DocumentBlock]:
    if facts := _open_facts(why):
        yield Heading(gettext("What still has to be found out"))
        yield Paragraph(facts_listed(facts, most=len(facts)))


def _open_facts(why: Explanation) -> tuple[str, ...]:
    """The unknown facts on which the status depends, what must go with the act, and what is told beside the status."""
    beside = (*(each.waits_for for each in why.couplings), *(each.waits_for for each in why.asides))
    return tuple(dict.fromkeys((*why.waits_for, *chain.from_iterable(beside))))


def _judgements(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    made = [fact for fact in why.judgements if fact not in _open_facts(why)]
    if made:
        yield Heading(gettext("What rests on your own judgement"))
        yield Paragraph((plain(gettext(TO_SUPERVISION)),))
        yield Listing(tuple(Entry((plain(policy.vocabulary[fact].means or fact), soft(f" ({fact})"))) for fact in made))
