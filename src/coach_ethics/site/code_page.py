"""What a code's page says, in the order of its clauses. What is said is worked out below; here it finds its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from attrs import frozen

from coach_ethics.analysis.lints.mentions import facts_mentioned
from coach_ethics.analysis.proofs.clauses import Standing, standings
from coach_ethics.findings import Status
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Clause, Concept, Norm, Notice, Policy, Scenario, named
from coach_ethics.model.vocabulary import Fact
from coach_ethics.model.walk import facts_in, names_in, parameters_in
from coach_ethics.render.condition_words import ConditionWords, condition_words
from coach_ethics.render.positions import clause_of
from coach_ethics.render.scenario_words import expected_words, given_words
from coach_ethics.render.words import listed
from coach_ethics.site.code_acts import ShownAct, shown_acts
from coach_ethics.site.code_norms import NormsShown, ShownNorm
from coach_ethics.translation import gettext, ngettext


@frozen
class ShownTerm:
    """A concept or a notice with its condition in words."""

    part: Concept | Notice
    when: ConditionWords
    expression: str


@frozen
class Example:
    """A scenario as an example: what is given, and what the code says."""

    scenario: Scenario
    given: tuple[str, ...]
    said: tuple[tuple[Status | None, str], ...]


@frozen
class CodeSection:
    """A clause, or what no clause names: its norms, and what else was made of it. Without clauses, it has no heading.

    `also` are norms that stand elsewhere on the page; `concepts` have their place in the glossary.
    """

    anchor_of: tuple[str, str]
    heading: str
    summary: str
    not_encoded: str
    norms: tuple[ShownNorm, ...]
    also: tuple[Norm, ...]
    concepts: tuple[Concept, ...]
    notices: tuple[Notice, ...]
    objections: tuple[Norm, ...]
    questions: tuple[Fact, ...]
    examples: tuple[Example, ...]


@frozen
class ShownFact:
    """A fact that the code asks for, with its question in the code's own words."""

    fact: Fact
    question: str
    norms: tuple[Norm, ...]


@frozen
class CodePage:
    """What the page of a code shows beside what the policy itself has."""

    sections: tuple[CodeSection, ...]
    standing: Mapping[Standing, tuple[Clause, ...]]
    partly: tuple[Clause, ...]
    terms: tuple[ShownTerm, ...]
    notices: tuple[ShownTerm, ...]
    facts: tuple[ShownFact, ...]
    disputed: tuple[Norm, ...]
    by_term: Mapping[str, tuple[Norm, ...]]
    by_parameter: Mapping[str, tuple[Norm, ...]]
    acts: tuple[ShownAct, ...]


def code_page(policy: Policy) -> CodePage:
    """The page of a code. Raises PolicyProblems (D301) where it can't be closed."""
    by_standing = standings(policy)
    return CodePage(
        tuple(_sections(policy)),
        by_standing,
        tuple(clause for clause in by_standing[Standing.ENCODED] if clause.not_encoded),
        tuple(_term(each, policy) for each in sorted(policy.concepts, key=lambda each: each.name)),
        tuple(_term(each, policy) for each in policy.notices),
        tuple(_facts(policy, _used(policy, facts_in))),
        tuple(norm for norm in policy.norms if norm.disputed),
        _used(policy, names_in),
        _used(policy, parameters_in),
        tuple(shown_acts(policy)),
    )


def _sections(policy: Policy) -> Iterator[CodeSection]:
    shown, examples = NormsShown(policy), _Examples(policy)
    for clause in policy.clauses:
        yield _clause(clause, policy, shown, examples)
    by_origin: dict[str, list[str]] = {policy.name: []}
    origins = {norm.name: norm.origin for norm in policy.norms}
    for name in shown.left():
        by_origin.setdefault(origins[name], []).append(name)
    for origin, names in by_origin.items():
        norms = shown.under(names)
        rest = examples.left(origin) if origin == policy.name else ()
        if norms or rest:
            yield _rest(origin, norms, rest, policy)


def _clause(clause: Clause, policy: Policy, shown: NormsShown, examples: _Examples) -> CodeSection:
    norms, concepts, notices = named(policy.norms), named(policy.concepts), named(policy.notices)
    here = shown.under(clause.norms)
    placed = {each.norm.name for each in _all(here)}
    return CodeSection(
        ("clause", clause.id),
        clause.id,
        clause.summary,
        clause.not_encoded,
        here,
        tuple(norms[name] for name in clause.norms if name not in placed),
        tuple(concepts[name] for name in clause.concepts),
        tuple(notices[name] for name in clause.notices),
        tuple(norms[name] for name in clause.objections if name in norms and norms[name].objections),
        tuple(policy.vocabulary[fact] for fact in clause.dialogue),
        examples.of(clause),
    )


def _rest(origin: str, norms: tuple[ShownNorm, ...], examples: tuple[Example, ...], policy: Policy) -> CodeSection:
    """What no clause names."""
    own = origin == policy.name
    taken_over = gettext("Taken over from {policy}").format(policy=origin)
    heading = taken_over if not own else gettext("Named by no clause") if policy.clauses else ""
    return CodeSection(("from", origin), heading, "", "", norms, (), (), (), (), (), examples)


def _all(norms: Iterable[ShownNorm]) -> Iterator[ShownNorm]:
    for each in norms:
        yield each
        yield from _all(each.exceptions)


class _Examples:
    """The scenarios of a policy, each placed once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._own = [each for each in policy.scenarios if each.origin == policy.name]
        self._known = {clause.id for clause in policy.clauses}
        self._placed: set[str] = set()

    def of(self, clause: Clause) -> tuple[Example, ...]:
        """Those that the clause names, and those that cite it first."""
        return self._take(
            each
            for each in self._own
            if each.name in clause.scenarios or (not self._named(each) and self._cited_first(each) == clause.id)
        )

    def left(self, origin: str) -> tuple[Example, ...]:
        """Those of a policy that have no place yet."""
        return self._take(each for each in self._own if each.origin == origin)

    def _cited_first(self, scenario: Scenario) -> str:
        return next((clause_of(cite.place, self._known) for cite in scenario.cites), "")

    def _named(self, scenario: Scenario) -> bool:
        return any(scenario.name in clause.scenarios for clause in self._policy.clauses)

    def _take(self, some: Iterable[Scenario]) -> tuple[Example, ...]:
        found = [each for each in some if each.name not in self._placed]
        self._placed.update(each.name for each in found)
        return tuple(
            Example(each, given_words(each, self._policy), tuple(expected_words(each.expect, self._policy)))
            for each in found
        )


def _term(part: Concept | Notice, policy: Policy) -> ShownTerm:
    return ShownTerm(part, condition_words(part.when, policy), write_condition(part.when))


def _facts(policy: Policy, used: Mapping[str, tuple[Norm, ...]]) -> Iterator[ShownFact]:
    """The facts that the code asks for, as its vocabulary has them, in the words in which it asks."""
    asked = {step.fact: step.ask for step in reversed(policy.dialogue) if step.ask}
    mentioned = facts_mentioned(policy)
    for fact in policy.vocabulary:
        if fact.name in mentioned:
            question = asked.get(fact.name) or fact.ask or fact.means or fact.name
            yield ShownFact(fact, question, used.get(fact.name, ()))


def _used(policy: Policy, mentioned: Callable[[Condition], Iterable[str]]) -> Mapping[str, tuple[Norm, ...]]:
    """The norms whose conditions mention something, if only through terms, by what that is."""
    terms = {each.name: each.when for each in policy.concepts}
    found: dict[str, list[Norm]] = {}
    for norm in policy.norms:
        conditions = _with_terms(norm.when, terms)
        for name in dict.fromkeys(chain.from_iterable(mentioned(each) for each in conditions)):
            found.setdefault(name, []).append(norm)
    return {name: tuple(norms) for name, norms in found.items()}


def _with_terms(condition: Condition, terms: Mapping[str, Condition]) -> Iterator[Condition]:
    yield condition
    for name in names_in(condition):
        if name in terms:
            yield from _with_terms(terms[name], terms)


def standing_words(shown: CodePage) -> str:
    """How many clauses a code has, and what has become of them."""
    every = sum(map(len, shown.standing.values()))
    whole = ngettext("{number} clause: {standing}.", "{number} clauses: {standing}.", every)
    return whole.format(number=every, standing=listed(list(_standing(shown))))


def _standing(shown: CodePage) -> Iterator[str]:
    """How many clauses are encoded, and how many aren't, by the reason."""
    encoded, partly = len(shown.standing[Standing.ENCODED]), len(shown.partly)
    said = (
        ngettext(
            "{number} encoded ({partly} of them not in all that they say)",
            "{number} encoded ({partly} of them not in all that they say)",
            encoded,
        )
        if partly
        else ngettext("{number} encoded", "{number} encoded", encoded)
    )
    yield said.format(number=encoded, partly=partly)
    if number := len(shown.standing[Standing.EXCUSED]):
        said = ngettext("{number} not encoded, with the reason", "{number} not encoded, with the reason", number)
        yield said.format(number=number)
    if number := len(shown.standing[Standing.UNVERIFIED]):
        said = ngettext("{number} whose text was not read", "{number} whose text was not read", number)
        yield said.format(number=number)
    if number := len(shown.standing[Standing.NOT_COVERED]):
        yield ngettext("{number} not covered yet", "{number} not covered yet", number).format(number=number)
