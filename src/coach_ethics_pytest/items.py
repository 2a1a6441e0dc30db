"""The items of a policy file: each claim that it makes is a test with its place."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias, assert_never

import attrs
import pytest
from attrs import frozen

from coach_ethics.analysis.claims import Broken, Kept, counterexample, monotone
from coach_ethics.analysis.proofs.answers import Aspect, Proof, Proofs
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.policies import check_policy
from coach_ethics.deontics.program import lower
from coach_ethics.language.files import open_source
from coach_ethics.model.answers import Found, Impossible, Undecided
from coach_ethics.model.policy import (
    CompletenessRequirement,
    Concept,
    Monotone,
    Norm,
    Notice,
    Policy,
    Property,
    Scenario,
)
from coach_ethics.problems import Problem, describe
from coach_ethics.reasoning.slice import slices_of
from coach_ethics.source import Span
from coach_ethics_pytest.words import broken_property, no_longer_allowed, not_met, not_shown

PROVED = (Aspect.CONSISTENT, Aspect.COMPLETE, Aspect.REACHABLE)
"""What is proved of every policy; its properties have items of their own."""

NO_SOLVER = "proofs need the z3 solver: `pip install 'coach-ethics[analysis]'`"


def items_of(file: pytest.File) -> Iterator[pytest.Item]:
    """The items of a policy file, or the one that says why it can't be read."""
    source = open_source(file.path)
    policy, problems = (None, (source,)) if isinstance(source, Problem) else check_policy(source)
    yield Readable.from_parent(file, name="reads", span=None, problems=problems)
    if policy is not None:
        for kind, name, span, claim in _claims(policy):
            yield kind.from_parent(file, name=name, span=span, policy=policy, claim=claim)


def _claims(policy: Policy) -> Iterator[tuple[type[ClaimItem], str, Span | None, Claimed]]:
    """What the policy itself claims, not what it takes over; and what is proved of it as a whole."""
    for scenario in policy.scenarios:
        if scenario.origin == policy.name:
            yield ScenarioItem, f"scenario: {scenario.name}", scenario.span, scenario
    for property_ in policy.properties:
        if property_.origin == policy.name:
            yield PropertyItem, f"property: {property_.name}", property_.span, property_
    for claim in policy.monotone:
        if claim.origin == policy.name:
            yield MonotonyItem, f"monotone: {claim.more}", claim.span, claim
    yield from ((ProofItem, name, span, proving) for name, span, proving in _proofs(policy))


def _proofs(policy: Policy) -> Iterator[tuple[str, Span | None, Proving]]:
    """What is proved of each part of the policy's own that may never matter; then of all else, by what is asked."""
    once = Once(policy)
    parts: list[tuple[str, Norm | Concept | Notice | CompletenessRequirement, Aspect]] = [
        *((f"norm {each.name} is reachable", each, Aspect.REACHABLE) for each in policy.norms),
        *((f"concept {each.name} is reachable", each, Aspect.REACHABLE) for each in policy.concepts),
        *((f"notice {each.name} is reachable", each, Aspect.REACHABLE) for each in policy.notices),
        *((f"determined: {', '.join(each.acts)}", each, Aspect.COMPLETE) for each in policy.completeness),
    ]
    own: dict[Aspect, set[Span]] = {aspect: set() for aspect in PROVED}
    for name, part, aspect in parts:
        if part.origin == policy.name and part.span is not None:
            own[aspect].add(part.span)
            yield f"proof: {name}", part.span, Proving(once, aspect, about=frozenset({part.span}))
    for aspect in PROVED:
        yield f"proof: {aspect}", policy.span, Proving(once, aspect, but=frozenset(own[aspect]))


class Once:
    """The proofs of one policy, each aspect worked out when it is first asked about."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._found: dict[Aspect, Proofs] = {}

    def proofs(self, aspect: Aspect) -> Proofs:
        """What `coach-ethics prove` says of the aspect."""
        if aspect not in self._found:
            self._found[aspect] = _proved(self._policy, aspect)
        return self._found[aspect]


@frozen
class Proving:
    """What of an aspect an item shows: all `about` these places, or where there are none, all `but` about those."""

    once: Once
    aspect: Aspect
    about: frozenset[Span] = frozenset()
    but: frozenset[Span] = frozenset()


Claimed: TypeAlias = Scenario | Property | Monotone | Proving


class PolicyFailureError(Exception):
    """A policy doesn't do what its file says; the text says how."""


class PolicyItem(pytest.Item):
    """A test that a policy file gives; it is reported with its own line."""

    def __init__(self, *, span: Span | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.span = span

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the claim stands."""
        return self.path, self.span.line - 1 if self.span else 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, in words; a traceback would say nothing about a policy."""
        if isinstance(excinfo.value, PolicyFailureError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class Readable(PolicyItem):
    """The policy can be read."""

    def __init__(self, *, problems: tuple[Problem, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.problems = problems

    def runtest(self) -> None:
        """Fail with the problems."""
        if self.problems:
            raise PolicyFailureError("\n".join(map(describe, self.problems)))


class ClaimItem(PolicyItem):
    """A claim of the policy, or about it."""

    def __init__(self, *, policy: Policy, claim: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.policy, self.claim = policy, claim


class ScenarioItem(ClaimItem):
    """A scenario of the policy."""

    def runtest(self) -> None:
        """Fail with the differences."""
        outcome = run_scenario(self.claim, prepared(self.policy, "compiled"))
        if not outcome.passed:
            raise PolicyFailureError(not_met(outcome))


class PropertyItem(ClaimItem):
    """A property of the policy: no situation that is possible breaks it."""

    def runtest(self) -> None:
        """Fail with a situation that breaks the property, or the reason why that can't be told."""
        match counterexample(self.claim, slices_of(self.policy, lower(self.policy))):
            case Found(situation):
                raise PolicyFailureError(not_shown([broken_property(self.claim, self.policy, situation)]))
            case Undecided():
                only_this = attrs.evolve(self.policy, properties=(self.claim,))
                _fail_unless_proved(_proved(only_this, Aspect.PROPERTIES))
            case Impossible():
                pass
            case unreachable:
                assert_never(unreachable)


class MonotonyItem(ClaimItem):
    """What is declared to be monotone: more of the fact never makes one of the acts less allowed."""

    def runtest(self) -> None:
        """Fail with a situation in which more of the fact does, or the reason why that can't be told."""
        claim = self.claim
        match monotone(claim, slices_of(self.policy, lower(self.policy))):
            case Broken() as broken:
                raise PolicyFailureError(no_longer_allowed(claim, broken))
            case Undecided() as answer:
                said, instead = (
                    f"more of `{claim.more}` {word} an act less allowed" for word in ("never makes", "makes")
                )
                undecided = Proof(Aspect.MONOTONE, (), said, answer, instead=instead, span=claim.span)
                raise PolicyFailureError(not_shown([undecided]))
            case Kept():
                pass
            case unreachable:
                assert_never(unreachable)


class ProofItem(ClaimItem):
    """What `coach-ethics prove` says of a part of the policy, or of one aspect of it."""

    def runtest(self) -> None:
        """Fail with what is to be fixed, and with what could not be decided."""
        proving: Proving = self.claim
        found = proving.once.proofs(proving.aspect)
        shown = (
            each
            for each in found.proofs
            if (each.span in proving.about if proving.about else each.span not in proving.but)
        )
        _fail_unless_proved(attrs.evolve(found, proofs=tuple(shown)))


def _proved(policy: Policy, aspect: Aspect) -> Proofs:
    if find_spec("z3") is None:
        pytest.skip(NO_SOLVER)
    return prove(policy, only=(aspect,))


def _fail_unless_proved(proofs: Proofs) -> None:
    """What is undecided fails too: nobody has shown it."""
    lacking = (*proofs.findings, *proofs.undecided)
    if lacking:
        raise PolicyFailureError(not_shown(lacking))
