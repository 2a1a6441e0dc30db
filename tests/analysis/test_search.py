"""The search agrees with enumeration: it finds a situation exactly where there is one."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given

from coach_ethics.analysis.proofs.search import Found, GivenUp, Impossible, find
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.conditions import Named, Not
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer, domain
from coach_ethics.testing.strategies import Sizes, policies

_SMALL = (Boolean(), Integer(0, 3), Enumeration(("none", "possible", "likely"), ordered=True))


@given(policies(Sizes(facts=3, acts=2, norms=4), types=_SMALL))
def test_a_name_can_be_true_exactly_where_some_situation_makes_it_true(policy: Policy) -> None:
    program = lower(policy)
    facts = [fact.name for fact in policy.vocabulary]
    all_ = [
        evaluate(program, Situation(dict(zip(facts, values, strict=True))))
        for values in product(*(domain(fact.type) for fact in policy.vocabulary))
    ]
    for definition in program.definitions:
        for value, wanted in ((True, Named(definition.name)), (False, Not(Named(definition.name)))):
            answer = find((wanted,), program, policy)
            assume(not isinstance(answer, GivenUp))
            possible = any(truths[definition.name] is value for truths in all_)
            assert isinstance(answer, Found if possible else Impossible)
            if isinstance(answer, Found):
                assert evaluate(program, answer.situation)[definition.name] is value
