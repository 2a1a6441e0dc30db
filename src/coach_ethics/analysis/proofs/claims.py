"""The author's own claims: properties of every situation, and monotonicity in a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from coach_ethics.analysis.claims import LESS_ALLOWED, Broken, Kept, more_forbids
from coach_ethics.analysis.proofs.answers import Aspect, Proof, ProofAnswer, Proved, Refuted
from coach_ethics.analysis.proofs.context import ProofContext, forbidden, permission, required
from coach_ethics.analysis.proofs.refutation import never
from coach_ethics.analysis.proofs.witness import Witness, expectation, statuses_of
from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Finding, finding
from coach_ethics.model.answers import Undecided, Unsure
from coach_ethics.model.conditions import Named, Not
from coach_ethics.model.policy import Claim, Property
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, value_text


def properties(asked: ProofContext) -> Iterator[Proof]:
    """For each `always` and `never` of the policy, whether it is so."""
    for each in asked.policy.properties:
        name = Named(name_of(Kind.PROPERTY, each.name))
        failing = name if each.claim is Claim.NEVER else Not(name)
        answer = never(asked, [failing], f"`{each.name}` doesn't hold")
        yield property_proof(each, answer)


def property_proof(claimed: Property, answer: ProofAnswer) -> Proof:
    """What came of looking into an `always` or a `never`."""
    claim = f"property `{claimed.name}` holds in every situation"
    instead = f"property `{claimed.name}` doesn't hold in every situation"
    return Proof(
        Aspect.PROPERTIES,
        (claimed.name,),
        claim,
        answer,
        instead=instead,
        because=claimed.means,
        span=claimed.span,
    )


def monotone(asked: ProofContext) -> Iterator[Proof]:
    """For each act of each `monotone`, whether more of the fact ever makes it less allowed."""
    for claimed in asked.policy.monotone:
        for act in claimed.never_less:
            claim = f"more of `{claimed.more}` never makes `{act}` less allowed"
            match more_forbids(claimed.more, act, asked.slices, asked.budget):
                case Kept():
                    answer: ProofAnswer = Proved()
                case Broken() as broken:
                    try:
                        answer = _told_apart(broken, asked)
                    except Unsure as unsure:
                        answer = Undecided(unsure.reason)
                case Undecided(reason):
                    answer = Undecided(reason)
                case other:
                    assert_never(other)
            instead = f"more of `{claimed.more}` can make `{act}` less allowed"
            yield Proof(
                Aspect.MONOTONE,
                (claimed.more, act),
                claim,
                answer,
                instead=instead,
                because=claimed.means,
                span=claimed.span,
            )


def _told_apart(broken: Broken, asked: ProofContext) -> Refuted:
    """Refuted by two situations that differ in one fact only, with as few facts as still show it.

    Raises Unsure. INVARIANT (replay): the reference allows the act in the one, and less in the other, and both can be.
    """
    whole = {**asked.somewhere.values, **broken.situation.values}
    assert _shows(whole, broken, asked), "INVARIANT (replay): what was found is so"
    given = whole
    for fact in tuple(given):
        fewer = {other: value for other, value in given.items() if other != fact}
        if fact != broken.fact and _shows(fewer, broken, asked):
            given = fewer
    first, second = (
        _witness({**given, broken.fact: value}, {**whole, broken.fact: value}, broken, asked)
        for value in (given[broken.fact], broken.value)
    )
    return Refuted(first, second=second)


def _shows(values: Mapping[str, Value], broken: Broken, asked: ProofContext) -> bool:
    """Whether the act is certainly allowed, and with more of the fact certainly less so."""
    before = _finding(values, broken.act, asked)
    after = _finding({**values, broken.fact: broken.value}, broken.act, asked)
    determined = before.determined and after.determined
    return determined and before.status not in LESS_ALLOWED and after.status in LESS_ALLOWED


def _finding(values: Mapping[str, Value], act: str, asked: ProofContext) -> Finding:
    truths = evaluate(_part(act, asked), Situation(values))
    return finding(*(truths[each(act).name] for each in (required, forbidden, permission)))


def _part(act: str, asked: ProofContext) -> Program:
    """What of the program says which status the act has."""
    return statuses_of(asked.slices.dependencies, asked.program, [required(act)])


def _witness(
    given: Mapping[str, Value], completion: Mapping[str, Value], broken: Broken, asked: ProofContext
) -> Witness:
    status = _finding(given, broken.act, asked).status
    says = f"`{broken.act}` is {status} where `{broken.fact}` is {value_text(given[broken.fact])}"
    part = _part(broken.act, asked)
    expect = expectation([name_of(Kind.REQUIRED, broken.act)], part, evaluate(part, Situation(given)))
    return Witness(asked.policy.name, says, Situation(given), Situation(completion), expect)
