"""How large a share of all situations a condition takes: counted, estimated, and drawn at random."""

from __future__ import annotations

from fractions import Fraction
from math import prod, sqrt
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.analysis.brute_force import Judge, small_policies

import coach_ethics as ce
from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.cohorts.sampling import sample
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.findings import Status
from coach_ethics.model.conditions import Named
from coach_ethics.model.marginals import Marginal, weights
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import domain
from coach_ethics.model.walk import facts_in
from coach_ethics.reasoning.joint import within


def _shares(policy: Policy) -> Shares:
    return Shares(lower(policy), {each.name: each.always for each in policy.constraints})


def _read(policy: Policy) -> frozenset[str]:
    conditions = [*(each.when for each in policy.concepts), *(each.when for each in policy.norms)]
    conditions += [each.when for each in policy.notices]
    return frozenset(fact for condition in conditions for fact in facts_in(condition))


@given(policy=small_policies())
def test_a_share_is_that_of_the_combinations_of_facts_that_matter(policy: Policy) -> None:
    """LAW: each combination of the facts that the policy reads, if it can be, counts once: looked at one by one."""
    judge, read = Judge(policy), _read(policy)
    every = {within(each, read) for each in judge.possible}
    if not every:  # where nothing can be, nothing has a share, and none is asked for
        return
    for definition in (each for each in judge.prepared.program.definitions if each.kind is not Kind.PROPERTY):
        so = {within(each, read) for each in judge.possible if judge.truths[each][definition.name]}
        share = _shares(policy).of(Named(definition.name))[0]
        assert share.exact
        assert Fraction(share.part, share.whole) == Fraction(len(so), len(every))


@settings(max_examples=20)  # each draws thousands of situations
@given(policy=small_policies(), data=st.data())
def test_an_estimated_share_says_so_and_is_near(policy: Policy, data: st.DataObject) -> None:
    """Where diagrams grow too large, shares come from a sample; off by more than a few percent only by a fluke."""
    judge = Judge(policy)
    program = judge.prepared.program
    definitions = [each for each in program.definitions if each.kind is not Kind.PROPERTY]
    definition = data.draw(st.sampled_from(definitions)) if definitions else None
    if definition is None or not judge.possible:  # where nothing can be, nothing has a share, and none is asked for
        return
    exact = _shares(policy).of(Named(definition.name))[0]
    with mock.patch("coach_ethics.analysis.compare.shares.MOST_STEPS", -1):
        estimated = _shares(policy).of(Named(definition.name))[0]
    assert exact.exact
    assert not estimated.exact or exact.part in (0, exact.whole)  # what is always or never so needs no steps
    assert abs(exact.value - estimated.value) < 0.06


@settings(max_examples=20)  # each draws thousands of situations
@given(policy=small_policies(), seed=st.integers(0, 1_000_000))
def test_a_cohort_is_drawn_from_what_shares_count(policy: Policy, seed: int) -> None:
    """How often an act has a status in a cohort is near the exact share of situations in which it has."""
    pytest.importorskip("polars", reason="Polars isn't installed")
    if not Judge(policy).possible or not _read(policy):
        return
    _near(policy, seed, rows=4_000)


@pytest.mark.parametrize("name", ["icf-2025", "quebec-crha", "essay"])
def test_a_cohort_of_a_shipped_policy_is_drawn_from_what_shares_count(name: str) -> None:
    pytest.importorskip("polars", reason="Polars isn't installed")
    _near(ce.load_policy(name), 11, rows=20_000)


def _near(policy: Policy, seed: int, rows: int) -> None:
    """Within five standard deviations, which a million draws of a fair cohort leave about once."""
    cohort = ce.assess_frame(sample(policy, rows, seed=seed), policy)
    shares = _shares(policy)
    for act in policy.acts:
        found = cohort[f"ethics_{act.name}"]
        for kind, status in ((Kind.REQUIRED, Status.REQUIRED), (Kind.FORBIDDEN, Status.FORBIDDEN)):
            exact = shares.of(Named(name_of(kind, act.name)))[0].value
            often = found.is_in([status.value, Status.DILEMMA.value]).mean()
            assert abs(often - exact) <= 5 * sqrt(exact * (1 - exact) / rows)


@st.composite
def _weighted(draw: DrawFn) -> tuple[Policy, dict[str, Marginal]]:
    """A policy, and weights of some of its facts: small numbers, so that a hundred draws could tell them apart."""
    policy = draw(small_policies())
    facts = draw(st.lists(st.sampled_from(list(policy.vocabulary)), unique=True, max_size=2))
    often = st.integers(0, 3)
    return policy, {
        fact.name: draw(
            st.fixed_dictionaries(dict.fromkeys(domain(fact.type), often)).filter(lambda each: any(each.values()))
        )
        for fact in facts
    }


@given(_weighted())
def test_given_weights_count(drawn: tuple[Policy, dict[str, Marginal]]) -> None:
    """LAW: weighted facts are as often together as their weights say, if they can be; beside them, each combination of
    the other facts that matter counts once. Looked at one by one."""
    policy, marginals = drawn
    judge, read = Judge(policy), _read(policy).union(marginals)
    every = {within(each, read) for each in judge.possible}
    beside: dict[Situation, list[Situation]] = {}
    for each in every:
        beside.setdefault(within(each, marginals), []).append(each)

    def weight(some: Situation) -> Fraction:
        return Fraction(prod(int(weights(marginals[fact])[value]) for fact, value in some.values.items()))

    whole = sum(map(weight, beside))
    if not whole:
        return
    constraints = {each.name: each.always for each in policy.constraints}
    for definition in (each for each in judge.prepared.program.definitions if each.kind is not Kind.PROPERTY):
        so = {within(each, read) for each in judge.possible if judge.truths[each][definition.name]}
        expected = sum(
            (weight(some) * Fraction(sum(each in so for each in beside[some]), len(beside[some])) for some in beside),
            Fraction(),
        )
        share = Shares(lower(policy), constraints, marginals).of(Named(definition.name))[0]
        assert Fraction(share.part, share.whole) == expected / whole


def test_a_cohort_with_marginals_is_drawn_from_what_weighted_shares_count() -> None:
    pytest.importorskip("polars", reason="Polars isn't installed")
    policy = ce.load_policy("icf-2025")
    marginals: dict[str, Marginal] = {"sponsor.present": 0.8, "consent.to_disclosure": {"none": 6, "written": 1}}
    constraints = {each.name: each.always for each in policy.constraints}
    rows, shares = 20_000, Shares(lower(policy), constraints, marginals)
    cohort = ce.assess_frame(sample(policy, rows, seed=5, marginals=marginals), policy)
    for act in ("disclose", "end_coaching", "explain_coaching"):
        exact = shares.of(Named(name_of(Kind.FORBIDDEN, act)))[0].value
        often = cohort[f"ethics_{act}"].is_in(["forbidden", "dilemma"]).mean()
        assert abs(often - exact) <= 5 * sqrt(exact * (1 - exact) / rows)
    with mock.patch("coach_ethics.analysis.compare.shares.MOST_STEPS", -1):
        estimated = Shares(lower(policy), constraints, marginals)
    forbidden = Named(name_of(Kind.FORBIDDEN, "disclose"))
    assert not estimated.of(forbidden)[0].exact
    assert abs(estimated.of(forbidden)[0].value - shares.of(forbidden)[0].value) < 0.05


POLICY = """\
policy: p
version: '{version}'
facts:
  x.a: {{type: bool, ask: A?, means: a}}
  x.b: {{type: bool, ask: B?, means: b}}
  x.z: {{type: int, min: 0, max: 99, ask: Z?, means: z}}
{more}
acts: {{go: {{means: Go}}}}
norms: {{stay: {{must_not: go, when: {when}, because: So.}}}}
"""


@pytest.mark.parametrize("rule", ["x.a or x.z == 0", "x.z == 0 or x.a and x.b", "x.z > 0"])
def test_a_fact_that_no_policy_reads_moves_no_share(rule: str) -> None:
    """However many values it can have beside the others: only whether it can have any counts."""
    pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

    def compared(more: str) -> Share:
        one, other = (
            ce.load_policy(POLICY.format(version=version, when=when, more=more))
            for version, when in ((1, "x.a"), (2, "x.a and x.b"))
        )
        (divergence,) = ce.compare(one, other).divergences
        return divergence.share

    bound = f'constraints: {{rule: {{always: "{rule}", means: so it is}}}}'
    assert compared(bound) == compared("") == Share(1, 4)


def test_the_share_of_a_difference_between_two_codes() -> None:
    """Of the facts that the two codes read: each combination once."""
    pytest.importorskip("z3", reason="comparisons need the extra `analysis`")
    found = ce.compare("icf-2020", "icf-2025", acts=["disclose"]).divergences
    assert [(each.share.part, each.share.whole) for each in found] == [
        (349156080, 9754652160),
        (295747920, 9754652160),
    ]
