"""Ready-made properties that any policy can be put through, in one line.

    from coach_ethics.testing import LAWS, obeys

    def test_our_code():
        obeys("policies/our-code.yaml")          # every law

    @pytest.mark.parametrize("law", LAWS, ids=str)
    def test_our_code_by_law(law):
        obeys("policies/our-code.yaml", law)     # one by one

Each law is tried on random situations with the Hypothesis profile in force; `coach-ethics prove` is for certainty.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import assert_never

import attrs
from attrs import field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach_ethics.analysis.claims import Broken, Kept, monotone
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.judge import judge
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import policy_named
from coach_ethics.deontics.demands import meets
from coach_ethics.deontics.program import Kind, Program, lower
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.engines.registry import EVALUATORS, installed, prepare
from coach_ethics.findings import Finding, Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, extended
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.reasoning.slice import slices_of
from coach_ethics.testing.orders import reordered
from coach_ethics.testing.situation_strategies import completions, situations, situations_about


@frozen
class Law:
    """A property of every policy, or of every good policy: its name, what it says, and how it is tested.

    >>> from coach_ethics.testing import LAWS
    >>> LAWS[0].name
    'no-unintended-dilemma'
    """

    name: str
    says: str
    check: Callable[[Policy], None] = field(eq=False, repr=False)

    def __str__(self) -> str:
        return self.name


def obeys(policy: Policy | str | Path, *laws: Law) -> None:
    """Test the laws (by default all) on a policy, or on the policy of that name, path or text.

    Raises AssertionError with the law and a situation that breaks it; PolicyProblems where the policy can't be read.

    >>> from coach_ethics.testing import LAWS, obeys
    >>> obeys("collusion", LAWS[0])
    """
    loaded = policy_named(policy)
    for law in laws or LAWS:
        law.check(loaded)


def _at_ease(check: Callable[..., None]) -> Callable[..., None]:
    """The check under the profile in force, never failing for the time that it takes: a busy machine is no fault."""
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    tried: Callable[..., None] = unhurried(check)
    return tried


def _findings(policy: Policy, program: Program, situation: Situation) -> dict[str, Finding]:
    truths = evaluate(program, situation)
    return {act.name: finding_of(act.name, truths) for act in policy.acts}


def _possible(situation: Situation, policy: Policy) -> bool:
    """Whether the situation breaks none of the policy's constraints."""
    return all(truth(each.always, situation, {}) is not False for each in policy.constraints)


def _no_unintended_dilemma(policy: Policy) -> None:
    ready = prepared(policy, "reference")
    intended = {conflict.norms for conflict in policy.conflicts}

    @_at_ease
    @given(st.one_of(situations_about(policy, Kind.CONFLICT), situations(policy)))
    def check(situation: Situation) -> None:
        if _possible(situation, policy):
            found = set(assess_prepared(ready, situation).conflicts) - intended
            assert not found, f"an unintended dilemma of {_sets(found)} in {_shown(situation)}"

    check()


def _stays_determined(policy: Policy) -> None:
    program = lower(policy)

    @_at_ease
    @given(st.data(), situations(policy))
    def check(data: st.DataObject, situation: Situation) -> None:
        completion = data.draw(completions(situation, policy))
        after = _findings(policy, program, completion)
        for act, found in _findings(policy, program, situation).items():
            assert not found.determined or after[act] == found, (
                f"`{act}` was determined, and changed in {_shown(completion)}"
            )

    check()


def _ignores_order(policy: Policy) -> None:
    program = lower(policy)
    others = [(each, lower(each)) for each in reordered(policy)]

    @_at_ease
    @given(situations(policy))
    def check(situation: Situation) -> None:
        expected = _findings(policy, program, situation)
        for other, turned in others:
            assert _findings(other, turned, situation) == expected, f"order changes a status in {_shown(situation)}"

    check()


def _ignores_other_facts(policy: Policy) -> None:
    program = lower(policy)
    unrelated = Fact("unrelated.fact_that_no_norm_mentions", Boolean(), origin=policy.name)
    wider = attrs.evolve(policy, vocabulary=extended(policy.vocabulary, (unrelated,)))
    widened = lower(wider)

    @_at_ease
    @given(situations(policy), st.booleans())
    def check(situation: Situation, value: bool) -> None:
        more = Situation({**situation.values, unrelated.name: value})
        same = _findings(policy, program, situation) == _findings(wider, widened, more)
        assert same, f"a fact that no norm mentions changes a status in {_shown(situation)}"

    check()


def _norms_never_weaken(policy: Policy) -> None:
    program = lower(policy)
    bound = (Status.REQUIRED, Status.FORBIDDEN, Status.DILEMMA)
    kinds = [kind for kind, traits in TRAITS.items() if traits.demands and not traits.chooses]

    @_at_ease
    @given(st.data())
    def check(data: st.DataObject) -> None:
        modality = data.draw(st.sampled_from(kinds))
        act = data.draw(st.sampled_from(policy.acts)).name
        stricter = attrs.evolve(policy, norms=(*policy.norms, Norm("one-norm-more", modality, (act,))))
        strengthened = lower(stricter)
        for situation in data.draw(st.lists(situations(policy), min_size=1, max_size=5)):
            after = _findings(stricter, strengthened, situation)
            for each, found in _findings(policy, program, situation).items():
                kept = found.status not in bound or after[each].status in bound
                assert kept, f"with `{modality}: {act}` besides, `{each}` is no longer bound in {_shown(situation)}"

    if policy.acts:
        check()


def _engines_agree(policy: Policy) -> None:
    program = lower(policy)
    others = {name: prepare(name, program) for name in EVALUATORS if name != "reference" and installed(name)}

    @_at_ease
    @given(situations(policy))
    def check(situation: Situation) -> None:
        expected = evaluate(program, situation)
        for name, engine in others.items():
            assert dict(engine(situation)) == expected, f"engine `{name}` differs in {_shown(situation)}"

    check()


def _right_choices(policy: Policy) -> None:
    ready = prepared(policy, "reference")

    @_at_ease
    @given(situations(policy))
    def check(situation: Situation) -> None:
        found = assess_prepared(ready, situation)
        demands = found.demands
        for choice in found.choices:
            broken = [demand for demand in demands if not meets(choice.course, demand)]
            assert not broken, f"the choice {sorted(choice.course)} isn't permissible in {_shown(situation)}"
            for act in choice.course:
                less = choice.course - {act}
                enough = all(meets(less, demand) for demand in demands) and judge(found, less).permissible
                assert not enough, f"the choice {sorted(choice.course)} doesn't need `{act}` in {_shown(situation)}"

    check()


def _monotone_where_declared(policy: Policy) -> None:
    slices = slices_of(policy, lower(policy))
    for claim in policy.monotone:
        match monotone(claim, slices):
            case Broken(act, situation, fact, value):
                shown = f"`{act}` is allowed in {_shown(situation)}, and no longer with `{fact}`: {value}"
                raise AssertionError(f"more of `{claim.more}` makes an act less allowed: {shown}")
            case Kept():
                pass
            case Undecided(reason):
                raise AssertionError(f"`{claim.more}`: {reason}")
            case answer:
                assert_never(answer)


def _sets(sets: set[frozenset[str]]) -> str:
    return "; ".join(", ".join(f"`{norm}`" for norm in sorted(each)) for each in sets)


def _shown(situation: Situation) -> str:
    return str(dict(situation.values))


LAWS: tuple[Law, ...] = (
    Law("no-unintended-dilemma", "no situation has a dilemma that the author didn't declare", _no_unintended_dilemma),
    Law(
        "determined-stays-determined",
        "a determined status stays, whatever the unknown facts are",
        _stays_determined,
    ),
    Law("order-is-irrelevant", "statuses don't depend on the order of norms or keys", _ignores_order),
    Law(
        "unmentioned-facts-are-irrelevant",
        "a fact that no norm mentions changes nothing",
        _ignores_other_facts,
    ),
    Law("another-norm-never-weakens", "one more norm never lifts a demand or a prohibition", _norms_never_weaken),
    Law("engines-agree", "every engine gives every name the truth value that the reference gives", _engines_agree),
    Law("monotone", "more of a fact never makes an act less allowed, where that is declared", _monotone_where_declared),
    Law(
        "choices-are-permissible-and-minimal",
        "every choice is permissible, and minimal",
        _right_choices,
    ),
)
"""All laws, in the order in which they are tried.

>>> from coach_ethics.testing import LAWS
>>> {law.name for law in LAWS} >= {"choices-are-permissible-and-minimal"}
True
"""
