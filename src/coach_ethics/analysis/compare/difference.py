"""Whether two policies say the same of every act and course, and if not, one small situation that tells them apart."""

from __future__ import annotations

from math import inf
from typing import assert_never

from attrs import frozen

from coach_ethics.analysis.compare.courses import same_courses
from coach_ethics.analysis.compare.joint_pair import (
    Pair,
    Side,
    differing_acts,
    has_act,
    paired,
    policy_of,
    status_in,
    titles,
    within,
)
from coach_ethics.analysis.proofs.answers import ProofAnswer, Refuted, Undecided
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.analysis.proofs.witness import Witness, expectation
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, MinimalModel, Unanswered, Unsure
from coach_ethics.findings import DETERMINED_STATUSES, Status
from coach_ethics.model.conditions import And, Condition, Not, Or
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import finding_of

SECONDS = inf
"""How long the solver may think about one question, unless told otherwise: as many steps as it may take."""


@frozen
class Contrast:
    """An act's status in one policy and in another."""

    act: str
    before: Status
    after: Status


def differ(
    one: Policy, other: Policy, *, called: tuple[str, str] | None = None, timeout: float = SECONDS
) -> ProofAnswer:
    """Whether both policies give every act the same status, and allow the same courses, in every situation that can be.

    Proved where they do; refuted by the witness of a difference: a scenario that `one` passes and `other` fails, or
    where `one` lacks the act, one that `other` passes. Where only courses differ that are no choices by either, no
    scenario can tell: the witness then expects nothing, and says which course it is. An act that a policy lacks is
    unregulated there. `called` is what to call the two in sentences, by default their names. `timeout` is in seconds,
    for one question to the solver.

    Raises PolicyProblems (Z201, D301) where the two can't be compared, Problems (Z101) where z3 isn't installed.
    """
    pair = paired(one, other, called)
    session = open_session(pair.program, pair.constraints, timeout)
    for act in differing_acts(pair):
        match session.find(differs(pair, act)):
            case Impossible():
                continue
            case Unanswered(reason):
                return Undecided(reason)
            case FoundModel(situation):
                contrast = Contrast(act, *(status_at(pair, side, act, situation) for side in Side))
                try:
                    small = session.smallest(*conditions_of(pair, contrast))
                except Unsure as unsure:
                    return Undecided(str(unsure))
                return Refuted(witnesses(pair, contrast, small)[0])
            case answer:
                assert_never(answer)
    return same_courses(pair, timeout)


def differs(pair: Pair, act: str) -> Condition:
    """The act's status isn't the same in both."""
    same = (_agreeing(pair, act, status) for status in DETERMINED_STATUSES)
    return Not(Or(tuple(same)))


def _agreeing(pair: Pair, act: str, status: Status) -> Condition:
    return And(tuple(status_in(pair, side, act, status) for side in Side))


def conditions_of(pair: Pair, contrast: Contrast) -> tuple[Condition, Condition]:
    """The act has the one status in the one policy, and the other in the other."""
    return (
        status_in(pair, Side.ONE, contrast.act, contrast.before),
        status_in(pair, Side.OTHER, contrast.act, contrast.after),
    )


def status_at(pair: Pair, side: Side, act: str, situation: Situation) -> Status:
    """The status of an act in a situation, in the policy of a side, as the reference has it."""
    if not has_act(pair, side, act):
        return Status.UNREGULATED
    program = pair.programs[side]
    return finding_of(act, evaluate(program, within(situation, program.vocabulary))).status


def witnesses(pair: Pair, contrast: Contrast, small: MinimalModel) -> tuple[Witness, ...]:
    """The witness of a contrast, as a scenario of each policy that has the act; that of the first policy comes first.

    INVARIANT (replay): on what is known, and in the completion, the reference gives the act its status by each policy
    alone, and the completion keeps every constraint.
    """
    truths = evaluate(pair.program, small.completion)
    for condition in pair.constraints.values():
        assert truth(condition, small.completion, truths) is True, "INVARIANT (replay): what was found can be"
    for side, status in ((Side.ONE, contrast.before), (Side.OTHER, contrast.after)):
        for situation in (small.situation, small.completion):
            assert status_at(pair, side, contrast.act, situation) is status, "INVARIANT (replay): what was found is so"
    return tuple(_witness(pair, side, contrast, small) for side in Side if has_act(pair, side, contrast.act))


def _witness(pair: Pair, side: Side, contrast: Contrast, small: MinimalModel) -> Witness:
    program, policy = pair.programs[side], policy_of(pair, side)
    given, completion = (within(each, program.vocabulary) for each in (small.situation, small.completion))
    expect = expectation([name_of(Kind.REQUIRED, contrast.act)], program, evaluate(program, given))
    one, other = titles(pair)
    says = f"`{contrast.act}` is {contrast.before} by {one} and {contrast.after} by {other}"
    return Witness(policy.name, says, given, completion, expect, small.proved)
