"""Whether two policies say the same about every act and course, and if not, a small situation that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, assert_never

from coach_ethics.analysis.compare.advice import advice_differences, scenario_of_advice
from coach_ethics.analysis.compare.companions import companion_differences, scenario_of_difference
from coach_ethics.analysis.compare.courses import same_courses
from coach_ethics.analysis.limits import limited
from coach_ethics.analysis.proofs.answers import ProofAnswer, Refuted
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.analysis.proofs.witness import Witness, expectation
from coach_ethics.analysis.proofs.wording import sentence_list
from coach_ethics.arguments import takes
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import STATUS_KINDS, Kind, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import DETERMINED_STATUSES, Truths
from coach_ethics.model.answers import Found, Impossible, MinimalModel, Undecided, Unsure
from coach_ethics.model.conditions import And, Named, Not, Or
from coach_ethics.model.policy import Expectation, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import Position, finding_of, position_of
from coach_ethics.reasoning.joint import JointProgram, Member, has_act, join, own_truths, status_in, within

if TYPE_CHECKING:  # z3 is loaded with the first question
    from coach_ethics.engines.symbolic.session import SolverSession

SECONDS = inf
"""How long a comparison may take, unless told otherwise: as long as its steps."""

MOST_STEPS = 2_000_000
"""How many steps all questions about two policies may take together (about five seconds)."""


@takes(one=Policy, other=Policy, called=tuple | None, timeout=int | float)
def differ(
    one: Policy, other: Policy, *, called: tuple[str, str] | None = None, timeout: float = SECONDS
) -> ProofAnswer:
    """Whether both policies say the same of every act and of what goes with it, and advise the same, allow the same
    courses, and show the same of the notices that both have, in every possible situation.

    Proved where they do; refuted by the witness of a difference: a scenario that `one` passes and `other` fails, or
    where `one` lacks the act, one that `other` passes. Where only courses differ that are no choices by either, no
    scenario can tell: the witness then expects nothing, and says which course it is. An act that a policy lacks is
    unregulated there. `called` is what to call the two in sentences, by default their names. `timeout` is in seconds:
    what isn't answered by then is undecided.

    Raises PolicyProblems (Z201, D301) where the two can't be compared, Problems (Z101) where z3 isn't installed.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import Proved, differ
    >>> differ(ce.load_policy("essay"), ce.load_policy("essay")) == Proved()
    True
    """
    return difference(join((one, other), called), limited(MOST_STEPS, timeout))


def difference(joint: JointProgram, budget: Budget) -> ProofAnswer:
    """The difference of two policies that are joined, as `differ` has it. Raises Problems (Z101)."""
    session = open_session(joint.program, joint.constraints, budget)
    for act in joint.acts:
        if _defined_alike(joint, act):
            continue
        same = Or(tuple(And(tuple(status_in(who, act, each) for who in joint.members)) for each in DETERMINED_STATUSES))
        match session.find(Not(same)):
            case Impossible():
                continue
            case Undecided(reason):
                return Undecided(reason)
            case Found(situation):
                truths = evaluate(joint.program, situation)
                positions = tuple(_position(each, act, own_truths(each, truths)) for each in joint.members)
                statuses = [
                    status_in(who, act, said.status) for who, said in zip(joint.members, positions, strict=True)
                ]
                try:
                    small = session.smallest(*statuses)
                except Unsure as unsure:
                    return Undecided(unsure.reason)
                return Refuted(scenarios(joint, act, positions, small.situation, small.completion, small.proved)[0])
            case answer:
                assert_never(answer)
    try:
        if (notice := _notice_of_one(joint, session)) is not None:
            return Refuted(notice)
        for each in companion_differences(joint, session, joint.acts):
            if (witness := scenario_of_difference(each, joint)).expect != Expectation():
                return Refuted(witness)
        advice = [scenario_of_advice(each, joint) for each in advice_differences(joint, session, joint.acts)]
    except Unsure as unsure:
        return Undecided(unsure.reason)
    for witness in advice:
        if witness.expect != Expectation():
            return Refuted(witness)
    courses = same_courses(joint, budget)
    return Refuted(advice[0]) if advice and not isinstance(courses, Refuted) else courses


def _notice_of_one(joint: JointProgram, session: SolverSession) -> Witness | None:
    """A situation in which one policy shows a notice that both have, and the other doesn't. Raises Unsure."""
    one, other = joint.members
    for name in (name_of(Kind.NOTICE, each.name) for each in one.policy.notices):
        shown, of_other = Named(one.names[name]), Named(other.names.get(name, one.names[name]))
        for conditions in ((shown, Not(of_other)), (Not(shown), of_other)) if shown != of_other else ():
            found = session.find(*conditions)
            if isinstance(found, Undecided):
                raise Unsure(found.reason)
            if isinstance(found, Found):
                return _shown_by_one(joint, name, session.smallest(*conditions))
    return None


def _shown_by_one(joint: JointProgram, name: str, small: MinimalModel) -> Witness:
    one, other = joint.members
    given, complete = (within(each, one.policy.vocabulary) for each in (small.situation, small.completion))
    truths = evaluate(one.program, given)
    shown = (one, other) if truths[name] else (other, one)
    says = f"{shown[0].title} shows {name}, and {shown[1].title} doesn't"
    return Witness(one.policy.name, says, given, complete, expectation([name], one.program, truths), small.proved)


def _defined_alike(joint: JointProgram, act: str) -> bool:
    """All policies have the act, and define what makes up its status alike."""
    if not all(has_act(each, act) for each in joint.members):
        return False
    return len({tuple(each.names[name_of(kind, act)] for kind in STATUS_KINDS) for each in joint.members}) == 1


def scenarios(
    joint: JointProgram,
    act: str,
    positions: Sequence[Position],
    situation: Situation,
    completion: Situation,
    fewest: bool = True,
) -> tuple[Witness, ...]:
    """What policies say of an act in a situation, as a scenario of each policy that has the act, in their order.

    INVARIANT (replay): on what is known, and in the completion, the reference gives the act its status by each policy
    alone, and the completion keeps every constraint.
    """
    truths = evaluate(joint.program, completion)
    for condition in joint.constraints.values():
        assert truth(condition, completion, truths) is True, "INVARIANT (replay): what was found can be"
    says = _says(joint, act, positions)
    found = []
    for member, position in zip(joint.members, positions, strict=True):
        if not has_act(member, act):
            continue
        given, complete = (within(each, member.policy.vocabulary) for each in (situation, completion))
        known, completed = (evaluate(member.program, each) for each in (given, complete))
        for truths in (known, completed):
            assert finding_of(act, truths).status is position.status, "INVARIANT (replay): what was found is so"
        names = [name_of(Kind.REQUIRED, act)]
        if position.one_of:
            names += [name_of(Kind.IN_FORCE, norm) for norm in position.norms]
        expect = expectation(names, member.program, known)
        found.append(Witness(member.policy.name, says, given, complete, expect, fewest))
    return tuple(found)


def _position(member: Member, act: str, truths: Truths) -> Position:
    return position_of(member.policy, member.program, act, truths, called=member.label)


def _says(joint: JointProgram, act: str, positions: Sequence[Position]) -> str:
    """What the policies say, those together that say the same: "`act` is required by `a`, and permitted by `b`"."""
    by_words: dict[str, list[str]] = {}
    for member, position in zip(joint.members, positions, strict=True):
        words = "one of several to choose from" if position.one_of else str(position.status)
        by_words.setdefault(words, []).append(member.title)
    return f"`{act}` is {sentence_list([f'{words} by {sentence_list(who)}' for words, who in by_words.items()])}"
