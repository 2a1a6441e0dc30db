"""Contributions are what listing all situations and all orders of facts gives, and what orders at random come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import prod

import pytest
from hypothesis import assume, given, reject, settings

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.analysis.sensitivity import importance
from coach_ethics.analysis.shapley import contributions
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.deontics.program import status_names
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status, finding
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Value, domain
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=3, parameters=1, concepts=2, acts=2, norms=4, properties=0, leaves=4)
COUNT = {"ci": 30, "few": 5}.get(settings.get_current_profile_name() or "", 20)
MOST = 500

TIED = """
policy: tied
facts:
  coin.one: {type: bool, ask: One?, means: one}
  coin.two: {type: bool, ask: Two?, means: two}
  coin.sides: {type: int, min: 0, max: 9, ask: How many?, means: sides}
acts: {pay: {means: Pay}, leave: {means: Leave}}
constraints: {not-both: {always: "not (coin.one and coin.two)", means: never both}}
norms:
  pay-up: {must: pay, when: coin.one or coin.sides >= 8, because: It is owed.}
  stay: {must_not: leave, when: coin.two and coin.sides < 3, because: It is early.}
"""


def _masses(ready: Prepared, weights: Mapping[str, Mapping[Value, Fraction]]) -> dict[tuple[Value, ...], Fraction]:
    """How much each allowed situation over the facts that are read counts."""
    facts = [fact for fact in ready.policy.vocabulary if fact.name in {*facts_that_matter(ready.program), *weights}]
    if prod(len(domain(fact.type)) for fact in facts) > MOST:
        reject()
    allowed = []
    for values in product(*(domain(fact.type) for fact in facts)):
        where = _situation(facts, values)
        truths = evaluate(ready.program, where)
        if not any(truth(rule, where, truths) is False for rule in ready.slices.rules.values()):
            allowed.append(values)
    given = [at for at, fact in enumerate(facts) if fact.name in weights]
    alike = Counter(tuple(values[at] for at in given) for values in allowed)
    return {
        values: prod((weights[facts[at].name].get(values[at], Fraction()) for at in given), start=Fraction(1))
        / alike[tuple(values[at] for at in given)]
        for values in allowed
    }


def _situation(facts: Sequence[Fact], values: Iterable[Value]) -> Situation:
    return Situation({fact.name: value for fact, value in zip(facts, values, strict=True)})


def _one_by_one(
    act: str, ready: Prepared, weights: Mapping[str, Mapping[Value, Fraction]] | None = None
) -> dict[str, Fraction]:
    weights = weights or {}
    masses = _masses(ready, weights)
    facts = [fact for fact in ready.policy.vocabulary if fact.name in {*facts_that_matter(ready.program), *weights}]
    status: dict[tuple[Value, ...], Status] = {}
    for values in masses:
        truths = evaluate(ready.program, _situation(facts, values))
        status[values] = finding(*(truths[each.name] for each in status_names(act))).status
    read = ready.slices.dependencies.facts(status_names(act))
    players = [at for at, fact in enumerate(facts) if fact.name in read]

    def worth(known: frozenset[int]) -> Fraction:
        groups: dict[tuple[Value, ...], dict[Status, Fraction]] = {}
        for values, mass in masses.items():
            group = groups.setdefault(tuple(values[at] for at in sorted(known)), {})
            group[status[values]] = group.get(status[values], Fraction()) + mass
        return sum(
            (sum(m * m for m in each.values()) / total for each in groups.values() if (total := sum(each.values()))),
            start=Fraction(),
        )

    varies = worth(frozenset(players)) - worth(frozenset())
    if not varies:
        return {}
    added = dict.fromkeys(players, Fraction())
    orders = list(permutations(players))
    for order in orders:
        for at, player in enumerate(order):
            added[player] += worth(frozenset(order[: at + 1])) - worth(frozenset(order[:at]))
    return {facts[at].name: each / varies / len(orders) for at, each in added.items()}


def _agree(act: str, ready: Prepared, shares: Shares, expected: Mapping[str, Fraction]) -> None:
    found, drawn = contributions(act, shares), contributions(act, shares, most_facts=0)
    assert found.keys() <= expected.keys()
    for fact, value in expected.items():
        assert found[fact].exact if fact in found else not value
        if fact in found:
            assert found[fact].value == pytest.approx(float(value), abs=1e-12)
            low, high = drawn[fact].interval(1 - 1e-8)
            assert low - 1e-12 <= value <= high + 1e-12


@settings(max_examples=COUNT)
@given(policy=policies(SMALL, texts=("",)))
def test_exact_is_one_by_one_and_drawn_agrees(policy: Policy) -> None:
    ready = prepared(policy, "reference")
    read = facts_that_matter(ready.program)
    assume(all(ready.slices.dependencies.facts([rule]) <= read for rule in ready.slices.rules.values()))
    for act in policy.acts:
        _agree(act.name, ready, Shares(ready.program, ready.slices.rules), _one_by_one(act.name, ready))


@pytest.mark.parametrize("act", ["pay", "leave"])
def test_weights_and_constraints(act: str) -> None:
    ready = prepared(TIED, "reference")
    given: dict[str, Mapping[Value, Fraction]] = {
        "coin.one": {True: Fraction(3, 4), False: Fraction(1, 4)},
        "coin.sides": {2: Fraction(1), 9: Fraction(2)},
    }
    shares = Shares(ready.program, ready.slices.rules, {"coin.one": 0.75, "coin.sides": {2: 1.0, 9: 2.0}})
    _agree(act, ready, shares, _one_by_one(act, ready, given))


def test_what_is_drawn_agrees_with_a_shipped_code() -> None:
    ready = prepared("essay", "reference")
    shares = Shares(ready.program, ready.slices.rules)
    exact, drawn = (
        contributions("seek_client_consent", shares),
        contributions("seek_client_consent", shares, most_facts=0),
    )
    assert sum(each.value for each in exact.values()) == pytest.approx(1)
    for fact, each in drawn.items():
        low, high = each.interval(1 - 1e-8)
        assert low <= exact[fact].value <= high


def test_facts_that_decide_only_together_share_what_they_decide() -> None:
    (act,) = importance("quebec", acts="disclose_conflict", shapley=True).acts
    assert [each.contribution and each.contribution.value for each in act.facts] == pytest.approx([0.5, 0.5])


def test_many_facts_are_estimated_and_too_many_steps_are_said() -> None:
    ready = prepared("icf-2025", "reference")
    shares = Shares(ready.program, ready.slices.rules)
    assert not any(each.exact for each in contributions("seek_client_consent", shares, most_facts=5).values())
    with pytest.raises(Exhausted):
        contributions("disclose", shares, most_facts=5, steps=10_000)
