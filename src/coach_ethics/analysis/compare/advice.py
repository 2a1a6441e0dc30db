"""Where policies differ in what they say beside statuses: in advice, and in exemptions.

Advice binds nobody, so it shows in no status and rules out no course.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from attrs import frozen

from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.analysis.proofs.wording import sentence_list
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.answers import Found, Impossible, Undecided, Unsure
from coach_ethics.model.conditions import FALSE, And, Condition, Named, Not, Or
from coach_ethics.model.policy import Expectation
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.asides import ADVISED_COMPANIONS, BESIDE, grounds_beside
from coach_ethics.reasoning.joint import JointProgram, Member, has_act, within

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession


@frozen
class AdviceDifference:
    """Policies of which some say of an `act` that it is advised, advised against or exempt (`kind`), and some don't.

    With a `companion`, they say it of that where the act is done. `said` are the labels of those that say so, `unsaid`
    of those that don't; policies without one of the acts are in neither. They differ so in the `situation`. `norms` are
    those that say so there, by policy.
    """

    act: str
    companion: str
    kind: Kind
    said: tuple[str, ...]
    unsaid: tuple[str, ...]
    norms: tuple[tuple[str, tuple[str, ...]], ...]
    situation: Situation
    completion: Situation


def advice_differences(
    joint: JointProgram, session: SolverSession, acts: Collection[str]
) -> Iterator[AdviceDifference]:
    """The differences over what is said of these acts beside their statuses, one of each kind. Raises Unsure."""
    told = (
        (each.kind, each.subject)
        for member in joint.members
        for each in member.program.definitions
        if each.kind in (*BESIDE, *ADVISED_COMPANIONS) and each.subject[0] in acts
    )
    for kind, subject in dict.fromkeys(told):
        speaking = [each for each in joint.members if all(has_act(each, act) for act in subject)]
        conditions = [_said(each, kind, subject) for each in speaking]
        if len(set(conditions)) < 2:
            continue
        unlike = Not(Or((And(tuple(conditions)), And(tuple(map(Not, conditions))))))
        match session.find(unlike):
            case Impossible():
                continue
            case Undecided(reason):
                raise Unsure(reason)
            case Found(situation):
                yield _difference(session, kind, subject, speaking, situation)
            case answer:
                assert_never(answer)


def _said(member: Member, kind: Kind, subject: tuple[str, ...]) -> Condition:
    name = member.names.get(name_of(kind, *subject))
    return FALSE if name is None else Named(name)


def _difference(
    session: SolverSession, kind: Kind, subject: tuple[str, ...], speaking: Sequence[Member], found: Situation
) -> AdviceDifference:
    """INVARIANT (replay): the reference says so where the solver found it, and nowhere else."""

    def norms(member: Member, situation: Situation) -> tuple[str, ...] | None:
        truths = evaluate(member.program, within(situation, member.policy.vocabulary))
        name = name_of(kind, *subject)
        if not truths.get(name):
            return None
        told = next(each for each in member.program.definitions if each.name == name)
        return min(grounds_beside(told, member.program, truths), key=len)

    says = {member: norms(member, found) is not None for member in speaking}
    conditions = [each if says[m] else Not(each) for m in speaking for each in (_said(m, kind, subject),)]
    small = session.smallest(*conditions)
    for where in (small.situation, small.completion):
        assert {m: norms(m, where) is not None for m in speaking} == says, "INVARIANT (replay): what was found is so"
    said, unsaid = (tuple(each.label for each in speaking if says[each] is value) for value in (True, False))
    behind = tuple((each.label, norms(each, small.situation) or ()) for each in speaking if says[each])
    act, *companion = subject
    return AdviceDifference(act, "".join(companion), kind, said, unsaid, behind, small.situation, small.completion)


def scenario_of_advice(each: AdviceDifference, joint: JointProgram) -> Witness:
    """The difference as a scenario that the first policy passes, and one that differs from it fails.

    Where others say what the first doesn't, the norms are expected not to be in force that say so there; where only
    the first says something of a companion, those in force that say so and aren't in force there. Else no scenario
    tells what is said of a companion, or that nothing is said of an act where it is of others.
    """
    first = joint.members[0]
    own, complete = (within(situation, first.policy.vocabulary) for situation in (each.situation, each.completion))
    truths = evaluate(first.program, own)
    others = any(told.kind is each.kind and truths[told.name] for told in first.program.definitions)
    expected = (each.act,) if first.label in each.said else ()
    expect = Expectation()
    if not each.companion and (expected or not others):
        expect = _EXPECTED[each.kind](expected)
    elif not expected:
        behind = dict.fromkeys(norm for _, norms in each.norms for norm in norms)
        off = tuple(norm for norm in behind if truths.get(name_of(Kind.IN_FORCE, norm)) is False)
        expect = Expectation(not_in_force=off) if off else expect
    elif on := _in_force_here_alone(each, joint):
        expect = Expectation(in_force=on)
    return Witness(first.policy.name, advice_words(each), own, complete, expect)


def _in_force_here_alone(each: AdviceDifference, joint: JointProgram) -> tuple[str, ...]:
    """The norms by which the first policy says so that aren't in force in those that don't."""
    others = [member for member in joint.members if member.label in each.unsaid]
    truths = [evaluate(member.program, within(each.situation, member.policy.vocabulary)) for member in others]
    behind = dict(each.norms)[joint.members[0].label]
    return tuple(norm for norm in behind if not any(told.get(name_of(Kind.IN_FORCE, norm)) for told in truths))


# partial: only these kinds of names can be expected of an act beside its status
_EXPECTED = {
    Kind.ADVISED: lambda acts: Expectation(advised=acts),
    Kind.ADVISED_AGAINST: lambda acts: Expectation(advised_against=acts),
    Kind.EXEMPT: lambda acts: Expectation(exempt=acts),
}


def advice_words(each: AdviceDifference) -> str:
    """A difference in a sentence."""
    about = f"`{each.companion}`" if each.companion else f"`{each.act}`"
    doing = f" with `{each.act}`" if each.companion else ""
    under = f"under {sentence_list(each.said)}, but not under {sentence_list(each.unsaid)}"
    return f"{about} {_VERBS[each.kind]}{doing} {under}"


# partial: only these kinds of names are compared here
_VERBS = {
    Kind.ADVISED: "should be done",
    Kind.ADVISED_AGAINST: "should not be done",
    Kind.EXEMPT: "needn't be done",
    Kind.ADVISED_WITH: "should be done",
    Kind.ADVISED_AGAINST_WITH: "should not be done",
}
