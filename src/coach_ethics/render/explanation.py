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
from coach_ethics.render.asides import CONFLICTING, VERBS, WORDS
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
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.norms import disputed, due
from coach_ethics.render.notices import notices_told
from coach_ethics.render.objections import objections_told
from coach_ethics.render.presumed import reason
from coach_ethics.render.since import records_told
from coach_ethics.render.still_open import facts_listed
from coach_ethics.render.words import citation_words, ended, label, listed, lowered, meaning, presuming, value_words

_SAID = {
    Status.REQUIRED: "You must",
    Status.FORBIDDEN: "You must not",
    Status.DILEMMA: "You must, and you must not,",
    Status.PERMITTED: "You may",
    Status.UNREGULATED: "The policy doesn't say whether you may",
    Status.UNDETERMINED: "It isn't determined yet whether you may, must or must not",
}

BY_CASES = "Whatever isn't known yet turns out to be, one of these grounds holds."
"""What is said where each ground holds in some cases only, and one of them in every case."""

# partial: only these kinds of names have grounds
_VERDICTS = {
    **WORDS,
    Kind.REQUIRED: "required",
    Kind.FORBIDDEN: "forbidden",
    Kind.PERMISSION: "permitted",
    Kind.REQUIRED_WITH: "required",
    Kind.FORBIDDEN_WITH: "forbidden",
}


def explanation_document(why: Explanation, result: Assessment) -> Document:
    """The explanation as a document: a sentence, the grounds as a tree, what was not enough, what it depends on."""
    policy = result.prepared.policy
    return (
        Heading(opening(why, result), 1),
        *notices_told(why.notices, policy),
        Paragraph((plain(ended(meaning(why.act, policy))), *_determined(why))),
        *_listing("Why", why.grounds, policy),
        *_constraints(why, policy),
        *_asides(why, policy),
        *_couplings(why, result),
        *_objections(why),
        *(() if why.grounds else _listing("What would decide this, but doesn't apply", why.failing, policy)),
        *_presumed(why, policy),
        *_waiting(why),
        *_judgements(why, policy),
    )


def opening(why: Explanation, result: Assessment) -> str:
    """What is said of an act, in a sentence without its full stop."""
    if why.finding.status not in BOUND and (told := [each.kind for each in why.asides if each.truth]):
        return f"You {VERBS[told[0]]} {label(why.act)}"
    yet = " yet" if not_yet(allowing(why.act, result)) else ""
    return (
        why.finding.status is Status.UNREGULATED and _only_with_others(why)
    ) or f"{_SAID[why.finding.status]} {label(why.act)}{yet}"


def _only_with_others(why: Explanation) -> str:
    """What is said of an act of which the policy speaks only as a companion; empty where there is nothing to say."""
    for key, duty in DUTY.items():
        others = [label(each.act) for each in _to(why) if (each.truth, each.required, each.advised) == key]
        if others:
            verb = duty.replace(" also", "")
            return f"You {verb} {label(why.act)} if you {listed(list(dict.fromkeys(others)), 'or')}"
    return ""


def _to(why: Explanation) -> list[Coupling]:
    return [each for each in why.couplings if each.companion == why.act]


def _couplings(why: Explanation, result: Assessment) -> Iterator[DocumentBlock]:
    policy = result.prepared.policy
    own = [each for each in why.couplings if each.act == why.act]
    others = [each for each in _to(why) if each.truth is not False]
    if own:
        yield Heading("What must go with it, and what must not")
        yield Listing(tuple(_with_it(each, policy) for each in own))
    if others:
        yield Heading("What it must go with, or must not")
        yield Listing(tuple(_it_with(each, policy) for each in others))
    failing = [each for each in _to(why) if each.truth is False]
    if failing and not others and why.finding.status is Status.UNREGULATED:
        yield Heading("What would decide this, but doesn't apply")
        yield Listing(tuple(_it_with(each, policy) for each in failing))


def _with_it(coupling: Coupling, policy: Policy) -> Entry:
    """A companion under the act that it goes with: what must, or must not, be done as well, and by which norms."""
    duty = DUTY[coupling.truth, coupling.required, coupling.advised]
    said: Line = (plain(f"if you do, you {duty} "), strong(label(coupling.companion)), plain(": "))
    return Entry(
        (*said, plain(ended(lowered(meaning(coupling.companion, policy))))),
        tuple(_ground(ground, policy) for ground in coupling.grounds),
    )


def _it_with(coupling: Coupling, policy: Policy) -> Entry:
    """An act above what it makes of its companion."""
    line = (plain("if you "), strong(label(coupling.act)), plain(":"))
    return Entry(line, tuple(_ground(ground, policy) for ground in coupling.grounds))


def _asides(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    """What is told beside the status; where nothing is said of the act at all, also what would be, but doesn't hold."""
    told = [each for each in why.asides if each.truth is not False]
    if told:
        yield Heading("What is said beside that")
        yield Listing(tuple(_ground(ground, policy) for each in told for ground in each.grounds))
    for tension in why.tensions:
        yield Heading("Where advice conflicts")
        yield Paragraph((plain(CONFLICTING),))
        yield Listing(tuple(_norm(norm, policy) for norm in tension))
    failing = tuple(ground for each in why.asides if each.truth is False for ground in each.grounds)
    if why.finding.status is Status.UNREGULATED and not told and not why.tensions:
        yield from _listing("What would advise here, but doesn't apply", failing, policy)


def _objections(why: Explanation) -> Iterator[DocumentBlock]:
    norms = {each.norm.name: each.norm for ground in why.grounds if ground.truth for each in ground.norms}
    yield from objections_told(norms.values())


def _determined(why: Explanation) -> Line:
    if why.by_cases:
        return (soft(f" {BY_CASES}"),)
    return () if why.finding.determined else (soft(" Still open: facts that aren't known yet could change this."),)


def _constraints(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    among = [each for each in policy.constraints if each.name in why.constraints]
    if among:
        yield Heading("What makes this certain, though facts aren't known yet")
        means = ((each, each.means or f"always {write_condition(each.always)}") for each in among)
        yield Listing(tuple(Entry((name(each.name), plain(f" - {ended(said)}"))) for each, said in means))


def _listing(heading: str, grounds: tuple[Ground, ...], policy: Policy) -> Iterator[DocumentBlock]:
    if grounds:
        yield Heading(heading)
        yield Listing(tuple(_ground(ground, policy) for ground in grounds))


def _ground(ground: Ground, policy: Policy) -> Entry:
    together = "these norms together" if len(ground.norms) > 1 else "this norm"
    verdict = _VERDICTS[ground.verdict]
    norms = tuple(_norm(norm, policy) for norm in ground.norms)
    match ground.truth:  # partial: False is what is left of a truth value
        case True if not norms:
            return Entry((strong(verdict), plain(", always, because of what the acts include and exclude")))
        case True:
            return Entry((strong(verdict), plain(f" by {together}:")), norms)
        case None:
            return Entry(
                (plain("possibly "), strong(verdict), plain(f", if {together} should turn out to be in force:")), norms
            )
        case _:
            return Entry(
                (plain("not "), strong(verdict), plain(f", because {together} would have to be in force:")), norms
            )


def _norm(reason: NormReason, policy: Policy) -> Entry:
    norm = reason.norm
    term = f", {due(norm)}" if norm.within is not None else ""
    said: Line = (name(norm.name), plain(f" {_in_force(reason.in_force)}{term}"))
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
    return (Entry((plain("in every situation"),)),) if reason.in_force else ()


def _whatever(reason: NormReason) -> tuple[Entry, ...]:
    """What is said of a norm that is in force, or isn't, by facts of which some aren't known."""
    rests = reason.in_force is not None and any(each.truth is None for each in reason.reasons)
    return (Entry((plain("the same whatever isn't known here turns out to be"),)),) if rests else ()


def _overridden(truth: Truth) -> str:
    return "overridden by" if truth else "not overridden by" if truth is False else "possibly overridden by"


def _in_force(truth: Truth) -> str:
    return "is in force" if truth else "is not in force" if truth is False else "may be in force"


def _reason(reason: Reason, policy: Policy) -> Entry:
    if reason.concept is not None:
        means = f": {reason.concept.means}" if reason.concept.means else ""
        line: Line = (strong(label(reason.concept.name)), plain(f"{means} - {_holds(reason.truth)}"))
        return Entry(line, tuple(_reason(each, policy) for each in reason.below))
    facts = tuple(
        plain(f"{policy.vocabulary[given.fact].means or given.fact}: {value_words(given.value)}{_behind(given)}")
        for given in reason.given
    )
    judged = (soft(" - your judgement"),) if any(given.judgement for given in reason.given) else ()
    return Entry((*facts, soft(f" ({write_condition(reason.condition)})"), *judged))


def _behind(given: GivenFact) -> str:
    told = records_told(given.records)
    return f" - {told}" if told else ""


def _holds(truth: Truth) -> str:
    return "yes" if truth else "no" if truth is False else "not known"


def _presumed(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    if why.presumed is None:
        return
    yield Heading("What follows on presumptions")
    said = f"{_SAID[why.presumed.finding.status]} {label(why.act)}"
    rests_on = f", presuming that {presuming(why.presumed.rests_on, policy)}. Say so if that is wrong."
    yield Paragraph((strong(said), plain(rests_on)))
    grounds = tuple(_ground(ground, policy) for ground in why.presumed.grounds)
    yield Listing((*(Entry(reason(each, policy)) for each in why.presumed.rests_on), *grounds))


def _waiting(why: Explanation) -> Iterator[DocumentBlock]:
    if facts := _open_facts(why):
        yield Heading("What still has to be found out")
        yield Paragraph(facts_listed(facts, most=len(facts)))


def _open_facts(why: Explanation) -> tuple[str, ...]:
    """The unknown facts on which the status depends, what must go with the act, and what is told beside the status."""
    beside = (*(each.waits_for for each in why.couplings), *(each.waits_for for each in why.asides))
    return tuple(dict.fromkeys((*why.waits_for, *chain.from_iterable(beside))))


def _judgements(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    made = [fact for fact in why.judgements if fact not in _open_facts(why)]
    if made:
        yield Heading("What rests on your own judgement")
        yield Paragraph((plain("These are judgements, not observations. Take them to supervision:"),))
        yield Listing(tuple(Entry((plain(policy.vocabulary[fact].means or fact), soft(f" ({fact})"))) for fact in made))
