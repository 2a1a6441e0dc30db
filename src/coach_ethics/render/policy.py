"""A policy as a readable text: what it requires, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import TypeAlias, TypeVar, assert_never

from coach_ethics.coaching.policies import in_language
from coach_ethics.deontics.layers import layered
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import Condition
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import (
    Act,
    Citation,
    Clause,
    Concept,
    Modality,
    Norm,
    Notice,
    Parameter,
    Policy,
    Presumption,
    Property,
)
from coach_ethics.model.vocabulary import in_words
from coach_ethics.render.condition_entries import condition_entry
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.norms import due
from coach_ethics.render.notices import notice_line
from coach_ethics.render.parameter_words import parameter_words
from coach_ethics.render.presumed import reason
from coach_ethics.render.words import (
    act_label,
    citation_words,
    concept_label,
    dispute,
    ended,
    labels,
    listed,
    lowered,
    meaning,
    upper,
)
from coach_ethics.translation import gettext, noted, speaking

T = TypeVar("T")

_HEADINGS = {
    Modality.OBLIGATION: noted("What you must do"),
    Modality.OBLIGATION_TO_CHOOSE: noted("Where you must choose"),
    Modality.PROHIBITION: noted("What you must not do"),
    Modality.PERMISSION: noted("What you may do"),
    Modality.EXEMPTION: noted("What you needn't do"),
    Modality.RECOMMENDATION: noted("What you should do"),
    Modality.RECOMMENDATION_AGAINST: noted("What you should not do"),
}

OPENINGS = {
    Modality.OBLIGATION: noted("You must"),
    Modality.OBLIGATION_TO_CHOOSE: noted("You must do one of these:"),
    Modality.PROHIBITION: noted("You must not"),
    Modality.PERMISSION: noted("You may"),
    Modality.EXEMPTION: noted("You needn't"),
    Modality.RECOMMENDATION: noted("You should"),
    Modality.RECOMMENDATION_AGAINST: noted("You should not"),
}
"""How a sentence begins that says what a norm asks."""


def policy_document(policy: Policy, *, language: str | None = None, expressions: bool = False) -> Document:
    """The policy as a document: its head, norms, terms, values, clauses and sources; in its language or in another.

    Conditions are in words; with `expressions`, each stands below as it is written.
    """
    policy = in_language(policy, language)
    with speaking(policy.language):
        return _whole(policy, partial(condition_entry, policy=policy, expressions=expressions), expressions)


_When: TypeAlias = Callable[[Condition], Entry]
"""What says when something is so."""


def _whole(policy: Policy, when: _When, expressions: bool) -> Document:
    claim = partial(_property, expressions=expressions)
    return (
        Heading(f"{policy.title or policy.name}", 1),
        Paragraph((soft(head_words(policy)),)),
        *_scope(policy),
        *_section(gettext("What is shown before everything else"), policy.notices, partial(_notice, when=when), policy),
        *(block for modality in Modality for block in _norms(modality, policy, when)),
        *_layers(policy),
        *_section(gettext("Which acts go together, and which don't"), policy.acts, _related, policy),
        *_section(gettext("What is presumed"), policy.presume, _presumption, policy),
        *_section(gettext("What the terms mean"), policy.concepts, partial(_concept, when=when), policy),
        *_section(gettext("Values that can be changed"), policy.parameters, _parameter, policy),
        *_section(gettext("What holds in every situation"), policy.properties, claim, policy),
        *_conflicts(policy),
        *_clauses(policy),
        *_sources(policy),
    )


def head_words(policy: Policy) -> str:
    """A policy's name, version and days, and what it extends: `icf-2025 1.0.0, in effect from 2025-04-01`."""
    said = [f"{policy.name} {policy.version}".strip()]
    said += [gettext("in effect from {day}").format(day=policy.effective)] if policy.effective else []
    said += [gettext("until {day}").format(day=policy.until)] if policy.until else []
    said += [gettext("extending {policies}").format(policies=listed(policy.extends))] if policy.extends else []
    return ", ".join(said)


def _scope(policy: Policy) -> Iterator[DocumentBlock]:
    if policy.scope:
        said = gettext("It speaks of {what}").format(what=ended(lowered(policy.scope.covers)))
        yield Paragraph((plain(said),))
        if policy.scope.leaves_out:
            yield Heading(gettext("What it leaves out"))
            yield Listing(tuple(Entry((plain(ended(each)),)) for each in policy.scope.leaves_out))


def _layers(policy: Policy) -> Iterator[DocumentBlock]:
    """Which norms prevail over which since their policy stands above another."""
    if policy.layers:
        pairs = [
            gettext("{upper} stands above {lower}").format(upper=upper, lower=lower) for upper, lower in policy.layers
        ]
        found = layered(policy)
        said = gettext("{norm} overrides {others}")
        entries = tuple(Entry(filled(said, norm=name(one), others=_names(others))) for one, others in found.items())
        yield Heading(gettext("What prevails"))
        yield Paragraph((plain(ended(listed(pairs))),))
        yield Listing(entries or (Entry((plain(gettext("no norm of the one conflicts with one of the other")),)),))


def _section(
    heading: str, parts: Iterable[T], entry: Callable[[T, Policy], Entry | None], policy: Policy
) -> Iterator[DocumentBlock]:
    entries = tuple(found for part in parts if (found := entry(part, policy)) is not None)
    if entries:
        yield Heading(heading)
        yield Listing(entries)


def _norms(modality: Modality, policy: Policy, when: _When) -> Iterator[DocumentBlock]:
    norms = [norm for norm in policy.norms if norm.modality is modality]
    return _section(gettext(_HEADINGS[modality]), norms, partial(_norm, when=when), policy)


def _norm(norm: Norm, policy: Policy, when: _When) -> Entry:
    below = [
        when(norm.when),
        *([Entry((plain(due(norm)),))] if norm.within is not None else []),
        *([Entry((plain(ended(norm.because)),))] if norm.because else []),
        *([Entry((plain(dispute(norm).strip()),))] if norm.disputed else []),
        *([Entry(filled(gettext("Overrides {norms}."), norms=_names(norm.overrides)))] if norm.overrides else []),
        *(
            Entry(
                (plain(f"“{each.objection}” {each.answer}"), *_cited(each.cites)),
            )
            for each in norm.objections
        ),
    ]
    return Entry((strong(_demand(norm, policy)), *_named(norm.name, norm.cites)), tuple(below))


def _notice(notice: Notice, _: Policy, when: _When) -> Entry:
    return Entry(notice_line(notice), (when(notice.when),))


def _presumption(presumption: Presumption, policy: Policy) -> Entry | None:
    return Entry(reason(presumption, policy)) if presumption.value is not None else None


def _demand(norm: Norm, policy: Policy) -> str:
    """What a norm says, without its condition: `If you renegotiate: tell the client openly where things stand`."""
    said = [meaning(act, policy) for act in norm.acts]
    doing = listed([lowered(meaning(act, policy)).rstrip(".") for act in norm.if_doing])
    binding = gettext("If you {acts}: ").format(acts=doing) if doing else ""
    acts = [lowered(each) if binding or place else each for place, each in enumerate(said)]
    match norm.modality:
        case Modality.OBLIGATION | Modality.RECOMMENDATION:
            return binding + gettext("; and ").join(acts)
        case Modality.OBLIGATION_TO_CHOOSE:
            return binding + gettext("; or ").join(acts)
        case Modality.PROHIBITION | Modality.RECOMMENDATION_AGAINST:
            if not binding:
                return "; ".join(acts)
            return binding + gettext("don't {acts}").format(acts=gettext("; nor ").join(acts))
        case Modality.PERMISSION | Modality.EXEMPTION:
            return "; ".join(acts)
        case _:
            assert_never(norm.modality)


def demand_words(norm: Norm, policy: Policy) -> str:
    """What a norm says, without its condition, as a sentence: `You must not make the disclosure`."""
    acts = [lowered(meaning(act, policy)) for act in norm.acts]
    joined = (gettext("; or ") if TRAITS[norm.modality].chooses else gettext("; and ")).join(acts)
    opening = gettext(OPENINGS[norm.modality])
    if norm.if_doing:
        doing = listed([lowered(meaning(act, policy)) for act in norm.if_doing])
        binding = gettext("If you {acts}: ").format(acts=doing)
        return gettext("{binding}{asks} {acts}").format(binding=binding, asks=lowered(opening), acts=joined)
    return gettext("{asks} {acts}").format(asks=opening, acts=joined)


def _named(part: str, cites: tuple[Citation, ...]) -> Line:
    words = citation_words(cites)
    return (soft(f" [{part}{f'; {words}' if words else ''}]"),)


def _cited(cites: tuple[Citation, ...]) -> Line:
    words = citation_words(cites)
    return (soft(f" [{words}]"),) if words else ()


def _names(names: Iterable[str]) -> Line:
    pieces: list[Line] = [(name(each),) for each in names]
    return tuple(piece for place, line in enumerate(pieces) for piece in ((plain(", "), *line) if place else line))


def _related(found: Act, policy: Policy) -> Entry | None:
    includes, excludes = labels(found.includes, policy), labels(found.excludes, policy)
    if includes and excludes:
        said = gettext("{act} includes {included}, and excludes {excluded}.")
    elif includes:
        said = gettext("{act} includes {included}.")
    else:
        said = gettext("{act} excludes {excluded}.")
    act = strong(upper(act_label(found.name, policy)))
    return Entry(filled(said, act=act, included=includes, excluded=excludes)) if includes or excludes else None


def _concept(found: Concept, _: Policy, when: _When) -> Entry:
    called = strong(upper(concept_label(found)))
    said = filled(gettext("{term}: {means}"), term=called, means=ended(found.means)) if found.means else (called,)
    return Entry((*said, *_cited(found.cites)), (when(found.when),))


def _parameter(parameter: Parameter, policy: Policy) -> Entry:
    means = f": {parameter.means}" if parameter.means else ""
    in_effect = strong(parameter_words(parameter.default, parameter, policy))
    return Entry((name(parameter.name), plain(means), plain(" - "), in_effect), tuple(_by_day(parameter, policy)))


def _by_day(parameter: Parameter, policy: Policy) -> Iterator[Entry]:
    """The values of a parameter by the days from which each is in effect."""
    for first, value in parameter.values:
        words = parameter_words(value, parameter, policy)
        said = gettext("before {day}: {values}") if first == date.min else gettext("from {day}: {values}")
        day = parameter.values[1][0] if first == date.min else first
        yield Entry((plain(said.format(day=day, values=words)),))


def _property(found: Property, _: Policy, expressions: bool) -> Entry:
    """A claim in its author's words. It speaks of norms and acts, too, for which there are no others."""
    written = Entry((plain(f"{found.claim} "), name(write_condition(found.condition))))
    said = plain(ended(found.means or in_words(found.name.replace("-", "_"))))
    return Entry((said,), (written,) if expressions or not found.means else ())


def _conflicts(policy: Policy) -> Iterator[DocumentBlock]:
    if policy.conflicts:
        yield Heading(gettext("Declared dilemmas"))
        yield Listing(
            tuple(
                Entry((*_names(sorted(each.norms)), plain(f": {ended(each.because)}"), *_cited(each.cites)))
                for each in policy.conflicts
            )
        )


def _clauses(policy: Policy) -> Iterator[DocumentBlock]:
    if policy.clauses:
        yield Heading(gettext("How each clause is encoded"))
        rows = tuple(((strong(each.id),), (plain(each.summary),), (plain(_went(each)),)) for each in policy.clauses)
        yield Table((gettext("clause"), gettext("what it says"), gettext("how it is encoded")), rows)


def _went(clause: Clause) -> str:
    parts = {
        gettext("norms"): clause.norms,
        gettext("concepts"): clause.concepts,
        gettext("notices"): clause.notices,
        gettext("scenarios"): tuple(f"“{scenario}”" for scenario in clause.scenarios),
        gettext("objections to"): clause.objections,
        gettext("dialogue"): clause.dialogue,
    }
    said = [
        gettext("{kind}: {names}").format(kind=word, names=", ".join(names)) for word, names in parts.items() if names
    ]
    not_encoded = gettext("not encoded: {why}").format(why=clause.not_encoded)
    return "; ".join([*said, *([not_encoded] if clause.not_encoded else [])])


def _sources(policy: Policy) -> Iterator[DocumentBlock]:
    if policy.sources:
        yield Heading(gettext("Sources"))
        yield Listing(
            tuple(
                Entry(
                    (
                        strong(each.name),
                        plain(f": {', '.join(filter(None, (each.author, each.title, each.date, each.url)))}"),
                    )
                )
                for each in policy.sources
            )
        )
