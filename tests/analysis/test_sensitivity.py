"""How much facts matter is what counting all situations one by one gives, and what drawing them comes to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given, settings

from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.analysis.sensitivity import ActImportance, counted, estimated, importance
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status, finding
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=4, parameters=1, concepts=2, acts=2, norms=4, properties=0, leaves=4)
COUNT = {"ci": 40, "few": 5}.get(settings.get_current_profile_name() or "", 20)
MOST = 2_000

COINS = """
policy: coins
facts:
  coin.one: {type: bool, ask: One?, means: one}
  coin.two: {type: bool, ask: Two?, means: two}
  coin.sides: {type: int, min: 0, max: 9, ask: How many?, means: sides}
acts: {pay: {means: Pay}}
constraints: {not-both: {always: "not (coin.one and coin.two)", means: never both}}
norms:
  pay-up: {must: pay, when: coin.one or coin.sides >= 8, because: It is owed.}
"""


def _situations(ready: Prepared) -> Iterator[tuple[Situation, dict[str, bool | None]]]:
    """Every combination of the facts that are read which the constraints allow, with the truth of all names."""
    facts = [fact for fact in ready.policy.vocabulary if fact.name in facts_that_matter(ready.program)]
    assume(prod(len(domain(fact.type)) for fact in facts) <= MOST)
    for values in product(*(domain(fact.type) for fact in facts)):
        where = Situation({fact.name: value for fact, value in zip(facts, values, strict=True)})
        truths = evaluate(ready.program, where)
        if not any(truth(rule, where, truths) is False for rule in ready.slices.rules.values()):
            yield where, truths


def _status(act: str, truths: dict[str, bool | None]) -> Status:
    verdicts = (truths[name_of(kind, act)] for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION))
    return finding(*verdicts).status


def _one_by_one(act: str, ready: Prepared) -> tuple[dict[Status, Fraction], dict[str, Fraction]]:
    said = {tuple(sorted(where.values.items())): _status(act, truths) for where, truths in _situations(ready)}
    assume(said)
    statuses, decides = dict[Status, Fraction](), dict[str, Fraction]()
    around: dict[tuple[str, tuple[tuple[str, Value], ...]], set[Status]] = {}
    for where, status in said.items():
        for fact, _ in where:
            around.setdefault((fact, tuple(each for each in where if each[0] != fact)), set()).add(status)
    for where, status in said.items():
        statuses[status] = statuses.get(status, Fraction()) + Fraction(1, len(said))
        for fact, _ in where:
            if len(around[fact, tuple(each for each in where if each[0] != fact)]) > 1:
                decides[fact] = decides.get(fact, Fraction()) + Fraction(1, len(said))
    return statuses, decides


def _shares(ready: Prepared) -> Shares:
    return Shares(ready.program, ready.slices.rules)


def _exact(share: Share) -> Fraction:
    assert share.exact
    return Fraction(share.part, share.whole)


@settings(max_examples=COUNT)
@given(policy=policies(SMALL, texts=("",)))
def test_counted_is_one_by_one(policy: Policy) -> None:
    ready = prepared(policy, "reference")
    read = facts_that_matter(ready.program)
    # What constraints leave of facts that aren't read is asked elsewhere.
    assume(all(ready.slices.dependencies.facts([rule]) <= read for rule in ready.slices.rules.values()))
    for act in policy.acts:
        statuses, decides = _one_by_one(act.name, ready)
        found = counted(act.name, _shares(ready), Budget(10**7))
        assert {each.status: _exact(each.share) for each in found.statuses} == statuses
        assert {each.fact: _exact(each.decides) for each in found.facts} == decides
        _agree(found, estimated(act.name, ready, _shares(ready), 200))


def _agree(exact: ActImportance, drawn: ActImportance) -> None:
    """Every estimate's interval, at a confidence that is missed once in a hundred million, holds the exact share."""
    known = {each.fact: each.decides.value for each in exact.facts}
    for each in drawn.facts:
        low, high = each.decides.interval(1 - 1e-8)
        assert low <= known.get(each.fact, 0.0) <= high
    shares = {each.status: each.share.value for each in exact.statuses}
    for status in drawn.statuses:
        low, high = status.share.interval(1 - 1e-8)
        assert low <= shares.get(status.status, 0.0) <= high


@pytest.mark.parametrize("act", ["disclose", "report_to_authorities"])
def test_what_is_drawn_agrees_with_a_shipped_code(act: str) -> None:
    ready = prepared("icf-2025", "reference")
    act = act if any(each.name == act for each in ready.policy.acts) else ready.policy.acts[0].name
    _agree(counted(act, _shares(ready), Budget(10**7)), estimated(act, ready, _shares(ready), 150))


def test_weights() -> None:
    """Worked out by hand: one is heads in 9 of 10, and two can't be then; else it's free."""
    (act,) = importance(COINS, marginals={"coin.one": 0.9}).acts
    shares = {each.status: each.share.value for each in act.statuses}
    assert shares[Status.REQUIRED] == pytest.approx(0.9 + 0.1 * 0.2)
    decides = {each.fact: each.decides.value for each in act.facts}
    # One alone decides where two isn't heads and there are fewer than eight sides: of tails, in half of all.
    assert decides["coin.one"] == pytest.approx(0.9 * 0.8 + 0.1 * 0.8 / 2 if "coin.two" in decides else 0.8)
    assert decides["coin.sides"] == pytest.approx(0.1)


def test_an_act_that_is_not_there() -> None:
    with pytest.raises(CaseProblems, match="A101"):
        importance("collusion", acts="pay")
    with pytest.raises(CaseProblems, match="K116"):
        importance("collusion", marginals={"block.named": 2})
