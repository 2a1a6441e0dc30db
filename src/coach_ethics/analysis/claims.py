"""Claims: what the author says of every situation, and of what more of a fact does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import assert_never

from attrs import evolve

from coach_ethics.analysis.answers import Answer, Aspect, Proof, Proved, Refuted, Undecided
from coach_ethics.analysis.inquiry import Inquiry, forbidden, never, permission, required
from coach_ethics.analysis.monotony import LESS_ALLOWED, Broken, Kept, monotony
from coach_ethics.analysis.search import GivenUp
from coach_ethics.analysis.witness import Witness, expectation
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.engines.symbolic.answers import Found
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import Value
from coach_ethics.findings import Finding, finding
from coach_ethics.ir.conditions import Named, Not
from coach_ethics.ir.policy import Claim
from coach_ethics.ir.ranges import position_of


def properties(asked: Inquiry) -> Iterator[Proof]:
    """For each `always` and `never` of the policy, whether it is so."""
    for each in asked.policy.properties:
        name = Named(name_of(Kind.PROPERTY, each.name))
        failing = name if each.claim is Claim.NEVER else Not(name)
        answer = never(asked, [failing], f"`{each.name}` doesn't hold")
        claim = f"`{each.name}` holds in every situation"
        yield Proof(Aspect.PROPERTIES, (each.name,), claim, answer, because=each.means, span=each.span)


def monotone(asked: Inquiry) -> Iterator[Proof]:
    """For each act of each `monotone`, whether more of the fact ever makes it less allowed."""
    ready = Prepared(asked.policy, asked.program, "reference", partial(evaluate, asked.program), digest="")
    for claimed in asked.policy.monotone:
        for act in claimed.never_less:
            claim = f"more of `{claimed.more}` never makes `{act}` less allowed"
            match monotony(evolve(claimed, never_less=(act,)), ready):
                case Kept():
                    answer: Answer = Proved()
                case Broken() as broken:
                    answer = _told_apart(broken, asked)
                case GivenUp():
                    answer = Undecided(f"too much bears on `{act}` for all of it to be looked at")
                case other:
                    assert_never(other)
            subject = (claimed.more, act)
            yield Proof(Aspect.MONOTONE, subject, claim, answer, because=claimed.means, span=claimed.span)


def _told_apart(broken: Broken, asked: Inquiry) -> Answer:
    """Refuted by two situations that differ in one fact only, with as few facts as still show it.

    INVARIANT (replay): the reference allows the act in the one, and less in the other, and both can be.
    """
    vocabulary = asked.program.vocabulary
    known = broken.situation.values
    point = {
        fact: ((place, place),)
        for fact, value in known.items()
        for place in (position_of(vocabulary[fact].type, value),)
    }
    completed = asked.session.find(within=[point])
    if not isinstance(completed, Found):
        return Undecided("no completion was found in time")
    whole = dict(completed.situation.values)
    assert _shows(whole, broken, asked), "INVARIANT (replay): what was found is so"
    given = dict(known) if _shows(known, broken, asked) else dict(whole)
    for fact in tuple(given):
        fewer = {other: value for other, value in given.items() if other != fact}
        if fact != broken.fact and _shows(fewer, broken, asked):
            given = fewer
    first, second = (
        _witness({**given, broken.fact: value}, {**whole, broken.fact: value}, broken, asked)
        for value in (given[broken.fact], broken.value)
    )
    return Refuted(first, second=second)


def _shows(values: Mapping[str, Value], broken: Broken, asked: Inquiry) -> bool:
    """Whether the act is certainly allowed, and with more of the fact certainly less so."""
    before = _finding(values, broken.act, asked)
    after = _finding({**values, broken.fact: broken.value}, broken.act, asked)
    settled = before.settled and after.settled
    return settled and before.status not in LESS_ALLOWED and after.status in LESS_ALLOWED


def _finding(values: Mapping[str, Value], act: str, asked: Inquiry) -> Finding:
    truths = evaluate(asked.program, Situation(values))
    return finding(*(truths[each(act).name] for each in (required, forbidden, permission)))


def _witness(given: Mapping[str, Value], completion: Mapping[str, Value], broken: Broken, asked: Inquiry) -> Witness:
    status = _finding(given, broken.act, asked).status
    says = f"`{broken.act}` is {status} where `{broken.fact}` is {_word(given[broken.fact])}"
    truths = evaluate(asked.program, Situation(given))
    expect = expectation([name_of(Kind.REQUIRED, broken.act)], asked.program, truths)
    return Witness(asked.policy.name, says, Situation(given), Situation(completion), expect)


def _word(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
