from __future__ import annotations

import re
from graphlib import TopologicalSorter

from hypothesis import Phase, find, given, settings

from coach_ethics.model.conditions import And, Comparison, FactTerm, Holds, Literal, Membership, Operator, Or
from coach_ethics.model.policy import Parameter, Policy, conditions_of
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Vocabulary, belongs
from coach_ethics.model.walk import below, names_in, parameters_in
from coach_ethics.testing.strategies import Sizes, policies

SHARED = Vocabulary((Fact("disclosure.recipient", Enumeration(("client", "sponsor"))),))


@given(policies(vocabulary=SHARED))
def test_every_condition_is_typed_and_can_be_written(policy: Policy) -> None:
    """Both sides of a comparison are of one type; `<` stands only where there is an order; literals belong."""
    for node in (node for condition in conditions_of(policy) for node in below(condition)):
        match node:
            case And(operands) | Or(operands):
                assert len(operands) >= 2
            case Holds(fact):
                assert isinstance(policy.vocabulary[fact].type, Boolean)
            case Membership(FactTerm(name, type_), members):
                assert policy.vocabulary[name].type == type_
                assert members
                assert all(belongs(member, type_) for member in members)
            case Comparison(left, operator, right):
                types = [term.type for term in (left, right) if isinstance(term, FactTerm)]
                literals = [term for term in (left, right) if isinstance(term, Literal)]
                assert types
                assert all(belongs(literal.value, types[0]) for literal in literals)
                assert len(types) == 1 or _family(types[0]) == _family(types[1])
                if isinstance(types[0], Enumeration) and not types[0].ordered:
                    assert operator in (Operator.EQ, Operator.NE)
            case _:
                pass


def _family(type_: FactType) -> object:
    return Integer if isinstance(type_, Integer) else type_


@given(policies(vocabulary=SHARED))
def test_every_name_is_resolved_and_nothing_is_cyclic(policy: Policy) -> None:
    """INVARIANT (resolved) of a policy."""
    defined: set[str] = set()
    for concept in policy.concepts:
        assert set(names_in(concept.when)) <= defined
        defined.add(concept.name)
    for condition in conditions_of(policy):
        assert set(parameters_in(condition)) <= {parameter.name for parameter in policy.parameters}
    norms = {norm.name for norm in policy.norms}
    acts = {act.name for act in policy.acts}
    assert all({*norm.overrides} <= norms and {*norm.acts, *norm.if_doing} <= acts for norm in policy.norms)
    TopologicalSorter({norm.name: norm.overrides for norm in policy.norms}).prepare()
    TopologicalSorter({act.name: act.includes for act in policy.acts}).prepare()
    assert len(norms) == len(policy.norms)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", norm) for norm in norms)
    assert all(fact.origin == policy.name for fact in policy.facts)
    assert [fact.name for fact in policy.vocabulary] == [fact.name for fact in (*SHARED, *policy.facts)]
    assert all(_fits(parameter) for parameter in policy.parameters)


def _fits(parameter: Parameter) -> bool:
    defaults = parameter.default if isinstance(parameter.default, tuple) else (parameter.default,)
    return parameter.many is isinstance(parameter.default, tuple) and all(belongs(v, parameter.type) for v in defaults)


def test_sizes_bound_a_policy_and_large_ones_can_be_drawn() -> None:
    wide = Sizes(facts=20, acts=9, norms=30)
    generated = settings(database=None, phases=[Phase.generate])
    found = find(policies(wide), lambda policy: len(policy.norms) > 14, settings=generated)
    assert len({norm.name for norm in found.norms}) == len(found.norms) > 14


def test_values_are_added_to_shared_enumerations() -> None:
    found = find(
        policies(vocabulary=SHARED), lambda policy: bool(policy.added_values), settings=settings(database=None)
    )
    (added,) = found.added_values
    assert found.vocabulary["disclosure.recipient"].type == Enumeration(("client", "sponsor", *added.values))
    assert not {each.name for each in found.facts} & {each.name for each in SHARED}


def test_a_failure_shrinks_to_something_readable() -> None:
    """The smallest policy with a prohibition has one fact, one act, one norm."""
    found = find(policies(), lambda p: any(n.modality == "must_not" for n in p.norms), settings=settings(database=None))
    assert (len(found.facts), len(found.acts), len(found.norms), len(found.concepts)) == (1, 1, 1, 0)
