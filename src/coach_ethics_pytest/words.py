"""What a failing item says: the place, what is wrong, why, and a scenario to paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile

from coach_ethics.analysis.claims import Broken
from coach_ethics.analysis.proofs.answers import Proof, Proofs, Refuted
from coach_ethics.analysis.proofs.claims import property_proof
from coach_ethics.analysis.proofs.witness import Witness, expectation, names_below
from coach_ethics.assessment.scenarios import ScenarioOutcome
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Monotone, Policy, Property
from coach_ethics.model.situation import Situation
from coach_ethics.render.document import DocumentBlock, Heading
from coach_ethics.render.plain_text import text
from coach_ethics.render.proofs import proofs_document
from coach_ethics.render.words import value_words
from coach_ethics.source import Span

_WIDE = 400
"""Columns: enough that a place is on one line, where editors and other programs find it."""


def not_met(outcome: ScenarioOutcome) -> str:
    """A scenario that fails: its place, its name, and the differences."""
    differences = (f"{each.subject}: expected {each.expected}, found {each.found}" for each in outcome.differences)
    return "\n".join((f"{_place(outcome.scenario.span)}{outcome.scenario.name}", *differences))


def not_shown(proofs: Iterable[Proof]) -> str:
    """Claims that are refuted, as `coach-ethics prove` tells them, and claims that could not be decided."""
    told = tuple(proofs)
    refuted = tuple(each for each in told if isinstance(each.answer, Refuted))
    return "\n\n".join((*_refuted(refuted), *_undecided(told)))


def _refuted(proofs: tuple[Proof, ...]) -> Iterator[str]:
    if proofs:
        aspects = tuple(dict.fromkeys(each.aspect for each in proofs))
        document = proofs_document(Proofs("", "", "", aspects, proofs, seconds=0))
        _, *findings = dropwhile(_is_of_the_whole, document)
        yield text(tuple(findings), width=_WIDE).rstrip("\n")


def _is_of_the_whole(block: DocumentBlock) -> bool:
    """Whether this is still the report's own heading and the counts below it."""
    return not (isinstance(block, Heading) and block.level > 1)


def _undecided(proofs: Iterable[Proof]) -> Iterator[str]:
    for each in proofs:
        if isinstance(each.answer, Undecided):
            yield f"{_place(each.span)}undecided: {each.claim}: {each.answer.reason}"


def broken_property(claim: Property, policy: Policy, situation: Situation) -> Proof:
    """A property that doesn't hold in a situation, with that situation as a scenario."""
    program = lower(policy)
    names = names_below((Named(name_of(Kind.PROPERTY, claim.name)),), program)
    expect = expectation(names, program, evaluate(program, situation))
    shown = Witness(policy.name, f"`{claim.name}` doesn't hold", situation, situation, expect)
    return property_proof(claim, Refuted(shown))


def no_longer_allowed(claim: Monotone, broken: Broken) -> str:
    """A situation in which an act is allowed, and the little more with which it no longer is."""
    return "\n".join(_no_longer_allowed(claim, broken))


def _no_longer_allowed(claim: Monotone, broken: Broken) -> Iterator[str]:
    yield f"{_place(claim.span)}more of `{claim.more}` can make `{broken.act}` less allowed"
    if claim.means:
        yield f"  - declared: {claim.means}"
    yield f"`{broken.act}` is allowed where"
    yield from (f"    {fact}: {value_words(value)}" for fact, value in broken.situation.values.items())
    yield f"and no longer where, everything else being equal, `{broken.fact}` is {value_words(broken.value)}"


def _place(span: Span | None) -> str:
    return f"{span.source.name}:{span.line}: " if span else ""
