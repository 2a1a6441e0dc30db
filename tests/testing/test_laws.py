"""The ready-made laws: good policies obey them, and a policy that breaks one is told how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs
import pytest
from hypothesis import Phase, settings

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Program, lower
from coach_ethics.engines import Evaluator
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truth, negation
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.testing import LAWS, Law, laws, obeys

CLASH = """\
policy: conflict
acts:
  withdraw: {means: End the coaching}
norms:
  end-well: {must: withdraw, when: block.present, because: It is over.}
  go-on: {must_not: withdraw, when: block.present, because: Go on.}
"""
INTENDED = CLASH + "conflicts:\n  - {norms: [end-well, go-on], intended: true, because: A true dilemma.}\n"


@contextmanager
def _examples(most: int) -> Iterator[None]:
    before = settings.default
    settings.register_profile("here", parent=before, max_examples=most, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("here")
    yield
    settings.register_profile("before", parent=before)
    settings.load_profile("before")


@pytest.fixture
def _a_few_examples() -> Iterator[None]:
    """The thorough counts are for random policies, in tests of their own; here few are enough, and none is shrunk."""
    with _examples(25):
        yield


@pytest.fixture
def _enough_examples() -> Iterator[None]:
    """What breaks a law in one example of twelve is all but certain to be met."""
    with _examples(200):
        yield


@pytest.mark.usefixtures("_a_few_examples")
@pytest.mark.parametrize("law", LAWS, ids=str)
@pytest.mark.parametrize("policy", ["confidentiality", "collusion", "withdrawal", "essay"])
def test_the_core_policies_obey(policy: str, law: Law) -> None:
    obeys(policy, law)


@pytest.mark.parametrize("when", ["block.present", "block.present and block.named and sponsor.present"])
@pytest.mark.usefixtures("_a_few_examples")
def test_an_unintended_dilemma_is_found(when: str) -> None:
    """One of several facts that have to come together as well as one that a single fact makes."""
    text = CLASH.replace("withdraw, when: block.present,", f"withdraw, when: {when},", 1)
    text = text.replace(
        "withdraw, when: block.present,", "withdraw, when: client.decision == pending and block.present,"
    )
    with pytest.raises(AssertionError, match="an unintended dilemma of `end-well`, `go-on`"):
        obeys(text, _law("no-unintended-dilemma"))


def _law(name: str) -> Law:
    return next(law for law in LAWS if law.name == name)


def _forgets_what_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def bold(program: Program, situation: Situation) -> dict[str, Truth]:
        return {name: bool(value) for name, value in evaluate(program, situation).items()}

    monkeypatch.setattr(laws, "evaluate", bold)


def _heeds_only_the_first_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "lower", lambda policy: lower(attrs.evolve(policy, norms=policy.norms[:1])))


def _minds_how_many_facts_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    even = len(load_policy(CLASH).vocabulary) % 2

    def superstitious(program: Program, situation: Situation) -> dict[str, Truth]:
        found = evaluate(program, situation)
        return found if len(program.vocabulary) % 2 == even else dict.fromkeys(found, False)

    monkeypatch.setattr(laws, "evaluate", superstitious)


def _heeds_no_two_norms(monkeypatch: pytest.MonkeyPatch) -> None:
    def overwhelmed(policy: Policy) -> Program:
        return lower(policy if len(policy.norms) < 2 else attrs.evolve(policy, norms=()))

    monkeypatch.setattr(laws, "lower", overwhelmed)


def _has_an_engine_of_its_own_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    def contrary(name: str, program: Program) -> Evaluator:
        return lambda situation: {each: negation(value) for each, value in evaluate(program, situation).items()}

    monkeypatch.setattr(laws, "prepare", contrary)


def _chooses(course: frozenset[str]) -> Callable[[pytest.MonkeyPatch], None]:
    def broken(monkeypatch: pytest.MonkeyPatch) -> None:
        def assessed(ready: Prepared, situation: Situation) -> Assessment:
            found = assess_prepared(ready, situation)
            return attrs.evolve(found, choices=tuple(attrs.evolve(each, course=course) for each in found.choices))

        monkeypatch.setattr(laws, "assess_prepared", assessed)

    return broken


ENDS = CLASH.partition("  go-on:")[0]
MONOTONE = """\
policy: monotone
acts:
  disclose: {means: Tell somebody who can protect}
norms:
  silence: {must_not: disclose, when: harm.likelihood >= likely, because: The wrong way round.}
monotone:
  - {more: harm.likelihood, never_less: [disclose], means: more likely harm never makes disclosure less permissible}
"""


@pytest.mark.parametrize(
    ("law", "policy", "breaks", "says"),
    [
        ("determined-stays-determined", CLASH, _forgets_what_is_unknown, "`withdraw` was determined, and changed in"),
        ("order-is-irrelevant", CLASH, _heeds_only_the_first_norm, "order changes a status in"),
        (
            "unmentioned-facts-are-irrelevant",
            CLASH,
            _minds_how_many_facts_there_are,
            "a fact that no norm mentions changes",
        ),
        ("another-norm-never-weakens", ENDS, _heeds_no_two_norms, "`withdraw` is no longer bound in"),
        ("engines-agree", ENDS, _has_an_engine_of_its_own_mind, "differs in"),
        ("monotone", MONOTONE, None, "more of `harm.likelihood` makes an act less allowed: `disclose` is allowed in"),
        ("choices-are-permissible-and-minimal", ENDS, _chooses(frozenset()), r"the choice \[\] isn't permissible in"),
        ("choices-are-permissible-and-minimal", ENDS, _chooses(frozenset({"withdraw"})), "doesn.t need `withdraw` in"),
    ],
    ids=lambda value: value if value in {law.name for law in LAWS} else "",
)
@pytest.mark.usefixtures("_enough_examples")
def test_each_law_can_be_broken(
    law: str,
    policy: str,
    breaks: Callable[[pytest.MonkeyPatch], None] | None,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A law that nothing breaks says nothing: a policy or an engine that breaks each one is told how."""
    if breaks is not None:
        obeys(policy, _law(law))
        breaks(monkeypatch)
    with pytest.raises(AssertionError, match=says):
        obeys(policy, _law(law))


def test_a_slow_machine_breaks_no_law() -> None:
    """Hypothesis allows an example 200 ms, unless told otherwise; a busy machine takes longer now and then."""
    before = settings.default
    settings.register_profile("hasty", max_examples=2, deadline=1)
    settings.load_profile("hasty")
    try:
        obeys("essay", _law("engines-agree"))
    finally:
        settings.register_profile("before", parent=before)
        settings.load_profile("before")


def test_a_dilemma_that_the_author_means_is_none_of_the_laws_business() -> None:
    obeys(INTENDED, LAWS[0])


def test_laws_are_named_and_say_what_they_are() -> None:
    assert len({law.name for law in LAWS}) == len(LAWS)
    assert all(law.says for law in LAWS)
