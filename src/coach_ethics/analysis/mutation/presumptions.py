"""Where two policies that differ only in what they presume give an act another presumed status.

A presumption speaks where its fact isn't known. With everything else known, an act is then undetermined just where the
fact makes a difference to it. So the policy is compared with itself, the fact taken to be first what is presumed and
then something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeAlias, assert_never

from attrs import evolve

from coach_ethics.analysis.compare.difference import difference
from coach_ethics.analysis.proofs.answers import ProofAnswer, Proved, Refuted
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.presume import presumed_in
from coach_ethics.deontics.minimal import Budget
from coach_ethics.engines.reference import truth
from coach_ethics.model.added_values import with_conditions
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import FALSE, TRUE, Comparison, Condition, FactTerm, Literal, Term
from coach_ethics.model.domains import size, value_at
from coach_ethics.model.policy import Expectation, Policy, Scenario
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import facts_in, rewrite
from coach_ethics.reasoning.joint import join

MOST_VALUES = 64
"""Facts with more values than these are not looked through."""

PresumedDifference: TypeAlias = Scenario | Proved | Undecided
"""A scenario that only the first of two policies passes, a proof that there is none, or why neither was found."""


def presumed_difference(policy: Policy, other: Policy, budget: Budget) -> PresumedDifference:
    """A scenario that shows what the policy presumes and the other doesn't. The two are the same otherwise.

    INVARIANT (one presumption): they differ in what they presume of one fact, and the policy presumes something of it.
    """
    theirs = {each.name: each.value for each in other.presume}
    name, value = next((each.name, each.value) for each in policy.presume if theirs.get(each.name) != each.value)
    assert value is not None, "INVARIANT (one presumption): the policy presumes something"
    type_, instead = policy.vocabulary[name].type, theirs.get(name)
    if size(type_) > MOST_VALUES:
        return Undecided(f"`{name}` has more than {MOST_VALUES} values")
    first = () if instead is None else (instead,)
    values = dict.fromkeys((*first, *(value_at(type_, place) for place in range(size(type_)))))
    unconfirmed, rules = False, policy.constraints
    for another in values:
        if another == value:
            continue
        taking = tuple(_taking(policy, name, each) for each in (value, another))
        match _in_statuses(difference(join(taking, ("a", "b")), budget)):
            case Proved() if another == instead and not any(name in facts_in(each.always) for each in rules):
                return Proved()  # either can be so wherever the other can
            case Proved():
                continue
            case Undecided() as undecided:
                return undecided
            case Refuted(Witness() as witness):
                if (found := next(_shown(policy, other, witness), None)) is not None:
                    return found
                unconfirmed = True
            case Refuted():
                raise AssertionError("INVARIANT (witness): a difference is shown by a situation")
            case answer:
                assert_never(answer)
    if unconfirmed:
        return Undecided(f"`{name}` makes a difference, but no scenario was found in which that is presumed otherwise")
    return Proved()


def _in_statuses(answer: ProofAnswer) -> ProofAnswer:
    """A difference as far as statuses go, which alone are presumed: they are the first in which one is looked for."""
    match answer:
        case Refuted(Witness() as witness) if not witness.expect.statuses:
            return Proved()
        case Proved() | Refuted() | Undecided():
            return answer
        case _:
            assert_never(answer)


def _shown(policy: Policy, other: Policy, witness: Witness) -> Iterator[Scenario]:
    """Scenarios of the witness's situations, of acts whose presumed status only the first policy has."""
    for where in (witness.situation, witness.completion):
        ours, theirs = (presumed_in(prepared(each, "reference"), where).acts for each in (policy, other))
        for act, said in ours.items():
            if act not in theirs or theirs[act].finding.status is not said.finding.status:
                expect = Expectation(presumed={said.finding.status: (act,)})
                says = f"`{act}` is {said.finding.status}, as is presumed"
                yield Scenario(says, tuple(where.values.items()), expect, origin=policy.name)


def _taking(policy: Policy, name: str, value: Value) -> Policy:
    """The policy where the fact has the value: none of its conditions mentions the fact any more."""
    return with_conditions(policy, partial(rewrite, leaf=partial(_taken, name=name, value=value)))


def _taken(leaf: Condition, name: str, value: Value) -> Condition:
    if name not in (mentioned := facts_in(leaf)):
        return leaf
    if set(mentioned) == {name}:
        return TRUE if truth(leaf, Situation({name: value}), {}) else FALSE
    match leaf:  # partial: only a comparison mentions two facts
        case Comparison(left, _, right):
            return evolve(leaf, left=_literal(left, name, value), right=_literal(right, name, value))
        case _:
            raise AssertionError("INVARIANT (leaf): only a comparison mentions two facts")


def _literal(term: Term, name: str, value: Value) -> Term:
    return Literal(value) if isinstance(term, FactTerm) and term.name == name else term
