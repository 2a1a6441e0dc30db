"""Where policies differ over what must go with an act, or must not, though they say the same of each of the two.

A duty that comes with an act binds nobody who doesn't do it, so it shows in no status.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, assert_never

from attrs import evolve, frozen

from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.analysis.proofs.wording import sentence_list
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.answers import Found, Impossible, Undecided, Unsure
from coach_ethics.model.conditions import FALSE, And, Condition, Named, Not, Or
from coach_ethics.model.policy import Expectation
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.companions import ANYWAY, Companion, companions
from coach_ethics.reasoning.joint import JointProgram, Member, has_act, within

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession


@frozen
class CompanionDifference:
    """Policies of which some say that `companion` must go with `act` (or, unless `required`, mustn't), and some don't.

    `said` are the labels of those that do, `unsaid` of those that don't; policies without one of the acts are in
    neither. They differ so in the `situation`, where none of them forbids the act, nor asks for the companion's being
    done (or left out) whatever else is done. `norms` are those that say so there, by policy. `share` is that of all
    such situations, where it was asked for.
    """

    act: str
    companion: str
    required: bool
    said: tuple[str, ...]
    unsaid: tuple[str, ...]
    norms: tuple[tuple[str, tuple[str, ...]], ...]
    situation: Situation
    completion: Situation
    share: Share | None = None


MOST_SIDES = 4
"""How many ways in which policies differ over an act and its companion are looked for."""


def companion_differences(
    joint: JointProgram, session: SolverSession, acts: Collection[str], shares: Shares | None = None
) -> Iterator[CompanionDifference]:
    """The differences over what goes with these acts: of each pair, one for each way in which policies take sides.

    Raises Unsure.
    """
    for kind, act in product(ANYWAY, acts):
        for companion in _companions(joint, kind, act):
            speaking = [each for each in joint.members if has_act(each, act) and has_act(each, companion)]
            conditions = [_coupled(each, kind, act, companion) for each in speaking]
            if len(set(conditions)) < 2:
                continue
            by_itself = [_by_itself(each, kind, act, companion) for each in speaking]
            unlike = Not(Or((And(tuple(conditions)), And(tuple(map(Not, conditions))))))
            otherwise: list[Condition] = []
            for _ in range(MOST_SIDES):
                match session.find(*by_itself, unlike, *otherwise):
                    case Impossible():
                        break
                    case Undecided(reason):
                        raise Unsure(reason)
                    case Found(situation):
                        found = _difference(joint, session, (kind, act, companion), speaking, situation)
                        pairs = zip(speaking, conditions, strict=True)
                        so = And(tuple(each if who.label in found.said else Not(each) for who, each in pairs))
                        otherwise.append(Not(so))
                        share = None if shares is None else shares.of(And((*by_itself, so)))[0]
                        yield evolve(found, share=share)
                    case answer:
                        assert_never(answer)


def _companions(joint: JointProgram, kind: Kind, act: str) -> Iterator[str]:
    """What goes with an act in any of the policies; of two acts that exclude each other, only the later is named."""
    pairs = (each.subject for member in joint.members for each in member.program.definitions if each.kind is kind)
    for one, other in dict.fromkeys((one, other) for one, other in pairs):
        if one == act and (kind is Kind.REQUIRED_WITH or joint.acts.index(act) < joint.acts.index(other)):
            yield other


def _coupled(member: Member, kind: Kind, act: str, companion: str) -> Condition:
    name = member.names.get(name_of(kind, act, companion))
    return FALSE if name is None else Named(name)


def coupled_alike(each: CompanionDifference, sides: Sequence[Member]) -> Condition:
    """Two policies that differ over what goes with an act say the same of it."""
    kind = Kind.REQUIRED_WITH if each.required else Kind.FORBIDDEN_WITH
    conditions = [_coupled(side, kind, each.act, each.companion) for side in sides]
    return Or((And(tuple(conditions)), And(tuple(map(Not, conditions)))))


def _by_itself(member: Member, kind: Kind, act: str, companion: str) -> Condition:
    """The act isn't forbidden, and the companion not asked for anyway."""
    names = (name_of(Kind.FORBIDDEN, act), name_of(ANYWAY[kind], companion))
    return And(tuple(Not(Named(member.names[name])) for name in names))


def _difference(
    joint: JointProgram,
    session: SolverSession,
    pair: tuple[Kind, str, str],
    speaking: Sequence[Member],
    found: Situation,
) -> CompanionDifference:
    """INVARIANT (replay): the reference couples the two where the solver found it, and nowhere else."""
    kind, act, companion = pair
    required = kind is Kind.REQUIRED_WITH

    def norms(member: Member, situation: Situation) -> tuple[str, ...] | None:
        truths = evaluate(member.program, within(situation, member.policy.vocabulary))
        if not truths.get(name_of(*pair)):
            return None
        going = companions(member.program, truths).get(act, ())
        grounds = (each.grounds for each in going if each.truth and _is(each, companion, required))
        return next((min(each, key=len) for each in grounds), ())  # without norms where the acts exclude each other

    says = {member: norms(member, found) is not None for member in speaking}
    conditions = [
        each if says[member] else Not(each) for member in speaking for each in (_coupled(member, kind, act, companion),)
    ]
    small = session.smallest(*(_by_itself(member, *pair) for member in speaking), *conditions)
    for where in (small.situation, small.completion):
        assert {m: norms(m, where) is not None for m in speaking} == says, "INVARIANT (replay): what was found is so"
    behind = tuple((each.label, norms(each, small.situation) or ()) for each in speaking if says[each])
    said, unsaid = (tuple(each.label for each in speaking if says[each] is value) for value in (True, False))
    return CompanionDifference(act, companion, required, said, unsaid, behind, small.situation, small.completion)


def _is(each: Companion, act: str, required: bool) -> bool:
    return (each.act, each.required, each.advised) == (act, required, False)


def scenario_of_difference(each: CompanionDifference, joint: JointProgram) -> Witness:
    """The difference as a scenario that the first policy passes, and one that differs from it fails.

    Where the first has the duty, the scenario expects it; else that there is none. That no act goes along, where others
    do, is nothing that a scenario can expect, nor that acts exclude each other by themselves: then it expects nothing.
    """
    first = joint.members[0]
    own, complete = (within(situation, first.policy.vocabulary) for situation in (each.situation, each.completion))
    going = companions(first.program, evaluate(first.program, own)).get(each.act, ())
    others = any(other.required is each.required and other.truth and not other.advised for other in going)
    expected = (each.companion,) if first.label in each.said else ()
    among = ((each.act, expected),)
    if (others and not expected) or not all(norms for _, norms in each.norms):
        expect = Expectation()
    else:
        expect = Expectation(required_with=among) if each.required else Expectation(forbidden_with=among)
    return Witness(first.policy.name, companion_words(each), own, complete, expect)


def companion_words(each: CompanionDifference) -> str:
    """A difference in a sentence."""
    verb = "has to be done" if each.required else "must not be done"
    return (
        f"`{each.companion}` {verb} with `{each.act}` under {sentence_list(each.said)}, "
        f"but not under {sentence_list(each.unsaid)}"
    )
