"""The texts of a policy, each with its place: taken out for translators, and put back in another language.

One walk does both: `retold` passes every text to a function and puts in what that gives. So no text can be taken out
that isn't put back, and none is forgotten in one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from attrs import evolve, field, frozen

from coach_ethics.arguments import takes
from coach_ethics.catalogues.po import MessageCatalogue, translation_of
from coach_ethics.model.policy import (
    Act,
    Clause,
    CompletenessRequirement,
    Concept,
    Constraint,
    DeclaredConflict,
    DialogueStep,
    Monotone,
    Norm,
    Notice,
    Objection,
    Parameter,
    Policy,
    PolicyScope,
    Presumption,
    Property,
    SourceText,
    norm_label,
)
from coach_ethics.model.vocabulary import Enumeration, Fact, Vocabulary, called, in_words
from coach_ethics.source import Span


@frozen
class PolicyText:
    """A text of a policy: `context` is its place in the policy, `hint` says to translators how it is used.

    >>> from coach_ethics.catalogues import PolicyText
    >>> PolicyText("act rest means", "Rest").context
    'act rest means'
    """

    context: str
    text: str
    hint: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


Tell = Callable[[PolicyText], str]
"""Gives what stands in a text's place."""

_TEXTS: Mapping[type, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        SourceText: (("title", "title", "the title of a text that is cited"),),
        Parameter: (("means", "means", "what the value is, in a list of values that can be changed"),),
        Fact: (
            ("ask", "ask", "a question to the coach"),
            ("means", "means", "what is so where the fact holds, without a full stop"),
            ("said", "said", "what is so, in a few words within a sentence; {} stands for the value"),
            ("said_not", "said_not", "what is so where the fact doesn't hold, in a few words within a sentence"),
        ),
        Constraint: (("means", "means", "what always holds in the world"),),
        Act: (
            ("means", "means", 'what the coach does; it stands under "you must" and "you must not", so an infinitive'),
        ),
        Concept: (("means", "means", "what is so where the concept holds, without a full stop"),),
        Norm: (
            ("because", "because", "the reason for the norm, a whole sentence"),
            ("disputed", "disputed", "how else the source is read"),
        ),
        Objection: (
            ("objection", "objection", "what a coach may say against the norm"),
            ("answer", "answer", "the answer to the objection before it"),
        ),
        Notice: (("says", "says", "shown before everything else"),),
        Presumption: (
            ("says", "says", 'goes on after "presuming that"'),
            ("because", "because", "the reason for the presumption, a whole sentence"),
        ),
        Property: (("means", "means", "what holds in every situation"),),
        CompletenessRequirement: (("means", "means", "what the policy is never silent on"),),
        Monotone: (("means", "means", "of what more never makes an act less allowed"),),
        DeclaredConflict: (("because", "because", "why the norms can't all be met"),),
        DialogueStep: (("ask", "text", "a question to the coach, in the dialogue"),),
        Clause: (
            ("summary", "summary", "a paragraph of the source, paraphrased"),
            ("not_encoded", "not_encoded", 'what isn\'t encoded, or why; goes on after "not encoded:"'),
        ),
        PolicyScope: (("covers", "covers", 'goes on after "It speaks of"'),),
    }
)
"""For each part of a policy its texts: the attribute, the key in a policy file, and a hint for translators."""

P = TypeVar("P", bound=attrs.AttrsInstance)


def retold(policy: Policy, tell: Tell) -> Policy:
    """The policy with each of its texts told otherwise. Names, conditions and order stay, and so does its meaning."""
    policy = evolve(
        policy,
        title=_told(policy.title, "policy title", "the title of the policy", policy.span, tell),
        scope=_scope(policy.scope, tell) if policy.scope else None,
        sources=_parts(policy.sources, lambda each: f"source {each.name}", tell),
        parameters=_parts(policy.parameters, lambda each: f"parameter {each.name}", tell),
    )
    facts = {each: _fact(each, tell) for each in dict.fromkeys((*policy.facts, *policy.vocabulary))}
    return evolve(
        policy,
        vocabulary=Vocabulary(tuple(facts[each] for each in policy.vocabulary)),
        facts=tuple(facts[each] for each in policy.facts),
        constraints=_parts(policy.constraints, lambda each: f"constraint {each.name}", tell),
        acts=tuple(_labelled(each, "act", 'after "you must": an infinitive', tell) for each in policy.acts),
        concepts=tuple(_labelled(each, "concept", "a defined term", tell) for each in policy.concepts),
        norms=tuple(_norm(each, tell) for each in policy.norms),
        notices=tuple(_called(each, "notice", tell) for each in policy.notices),
        presume=_parts(policy.presume, lambda each: f"presume {each.name}", tell),
        properties=_parts(policy.properties, lambda each: f"property {each.name}", tell),
        completeness=_parts(policy.completeness, lambda each: f"completeness {' '.join(each.acts)}", tell),
        monotone=_parts(policy.monotone, lambda each: f"monotone {each.more}", tell),
        conflicts=_parts(policy.conflicts, lambda each: f"conflict {' '.join(sorted(each.norms))}", tell),
        dialogue=_parts(policy.dialogue, lambda each: f"dialogue {each.fact}", tell),
        clauses=tuple(_clause(each, tell) for each in policy.clauses),
        scenarios=tuple(evolve(each, name=_named(each.name, each.span, tell)) for each in policy.scenarios),
    )


def _told(text: str, context: str, hint: str, span: Span | None, tell: Tell) -> str:
    return tell(PolicyText(context, text, hint, span)) if text else text


def _part(part: P, context: str, tell: Tell) -> P:
    written: Any = part
    changes = {
        attribute: _told(getattr(written, attribute), f"{context} {key}", hint, written.span, tell)
        for attribute, key, hint in _TEXTS[type(part)]
    }
    changed: P = evolve(written, **changes)
    return changed


def _parts(parts: tuple[P, ...], context: Callable[[P], str], tell: Tell) -> tuple[P, ...]:
    return tuple(_part(each, context(each), tell) for each in parts)


L = TypeVar("L", Act, Concept)


def _labelled(part: L, kind: str, hint: str, tell: Tell) -> L:
    """An act or a concept: what it is called is its name spelt out where the author gives no other label."""
    said = part.label or in_words(part.name)
    label = _told(said, f"{kind} {part.name} label", f"what it is called in a sentence, {hint}", part.span, tell)
    return evolve(_part(part, f"{kind} {part.name}", tell), label=part.label if label == said else label)


def _fact(fact: Fact, tell: Tell) -> Fact:
    values = fact.type.values if isinstance(fact.type, Enumeration) else ()
    labels = dict(fact.labels)
    for value in values:
        said, hint = called(value, fact), "a value, as an answer to the question"
        if (label := _told(said, f"fact {fact.name} value {value}", hint, fact.span, tell)) != said:
            labels[value] = label
    told = _part(fact, f"fact {fact.name}", tell)
    return evolve(told, labels=tuple(labels.items()), said_of=tuple(_together(fact, values, tell)))


def _together(fact: Fact, values: tuple[str, ...], tell: Tell) -> Iterator[tuple[frozenset[str], str]]:
    """What some values of a fact are called together."""
    for some, words in fact.said_of:
        context = " ".join(("fact", fact.name, "said_of", *(value for value in values if value in some)))
        yield some, _told(words, context, "what is so, in a few words within a sentence", fact.span, tell)


def _scope(scope: PolicyScope, tell: Tell) -> PolicyScope:
    hint = "what the policy doesn't speak of; one of a list"
    left_out = (_told(each, "scope leaves_out", hint, scope.span, tell) for each in scope.leaves_out)
    return evolve(_part(scope, "scope", tell), leaves_out=tuple(left_out))


def _norm(norm: Norm, tell: Tell) -> Norm:
    objections = _parts(norm.objections, lambda _: f"norm {norm.name}", tell)
    return evolve(_called(norm, "norm", tell), objections=objections)


N = TypeVar("N", Norm, Notice)


def _called(part: N, kind: str, tell: Tell) -> N:
    """A norm or a notice: what it is called is its name spelt out, which is nobody's text but a translator's."""
    said = norm_label(part)
    label = _told(said, f"{kind} {part.name} label", "what it is called, as a heading", part.span, tell)
    return evolve(_part(part, f"{kind} {part.name}", tell), label=part.label if label == said else label)


def _clause(clause: Clause, tell: Tell) -> Clause:
    scenarios = tuple(_named(each, clause.span, tell) for each in clause.scenarios)
    return evolve(_part(clause, f"clause {clause.id}", tell), scenarios=scenarios)


def _named(scenario: str, span: Span | None, tell: Tell) -> str:
    """A scenario's name, which is a sentence; clauses refer to it by it."""
    return _told(scenario, "scenario", "a situation in which the policy is tried", span, tell)


@takes(policy=Policy)
def texts_of(policy: Policy, given: Iterable[PolicyText] = ()) -> tuple[PolicyText, ...]:
    """The texts of a policy in the order of its sections, each once; without those that are `given` elsewhere.

    Facts of the vocabulary over which it was read aren't its own, and have their words elsewhere; values that it adds
    to them are.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import texts_of
    >>> [each.context for each in texts_of(ce.load_policy("safety"))][:2]
    ['policy title', 'scope covers']
    """
    found: dict[tuple[str, str], PolicyText] = {}

    def take(told: PolicyText) -> str:
        found.setdefault((told.context, told.text), told)
        return told.text

    added = (Fact(each.name, Enumeration(each.values), span=each.span) for each in policy.added_values)
    retold(evolve(policy, vocabulary=Vocabulary((*policy.facts, *added))), take)
    elsewhere = {(each.context, each.text) for each in given}
    # clauses are read before scenarios, and name them: the place is where the scenario stands
    for scenario in policy.scenarios:
        found["scenario", scenario.name] = evolve(found["scenario", scenario.name], span=scenario.span)
    return tuple(each for key, each in found.items() if key not in elsewhere)


@takes(policy=Policy, catalogue=MessageCatalogue)
def translated(policy: Policy, catalogue: MessageCatalogue) -> Policy:
    """The policy with its texts in the catalogue's language; what isn't translated stays as it is.

    It demands the same, to the letter: its digest of meaning is that of the policy.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import CatalogueEntry, MessageCatalogue, translated
    >>> title = "What comes before any code of coaching"
    >>> french = CatalogueEntry(title, "policy title", translations=("Ce qui passe avant",))
    >>> translated(ce.load_policy("safety"), MessageCatalogue("fr", (french,))).title
    'Ce qui passe avant'
    """

    def tell(told: PolicyText) -> str:
        return translation_of(catalogue, told.text, told.context) or told.text

    as_written = policy.untranslated or policy
    return evolve(retold(as_written, tell), language=catalogue.language, untranslated=as_written)
