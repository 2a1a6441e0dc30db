"""Whether two policies that agree on every status allow the same courses too, and if not, how that can be seen.

An obligation to choose narrows the choices without determining any act, and a demand on who does one act binds nobody
who doesn't do it: neither shows in a status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import evolve

from coach_ethics.analysis.compare.joint_pair import Pair, Side, policy_of, titles, within
from coach_ethics.analysis.proofs.answers import ProofAnswer, Proved, Refuted, Undecided
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.analysis.proofs.courses import apart, does, met, with_acts
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.analysis.proofs.wording import course_words
from coach_ethics.deontics.courses import breached_by, choices, demands_in_force
from coach_ethics.deontics.demands import Demand, demands_of_act, demands_of_norm, parts
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, MinimalModel, Unanswered, Unsure
from coach_ethics.model.conditions import And, Condition, Named, Not, Or, conjunction, disjunction
from coach_ethics.model.policy import Expectation
from coach_ethics.model.situation import Situation
from coach_ethics.problems import PolicyProblems

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

MOST_COURSES = 500
"""How many courses are looked at in search of one that is a choice in one policy only."""

_Demands: TypeAlias = tuple[tuple[Named | None, Demand], ...]
"""What a policy demands of courses: each demand with the condition under which it does; None where it always does."""


def same_courses(pair: Pair, seconds: float) -> ProofAnswer:
    """Whether the two policies allow the same courses in every situation that can be.

    An act that a policy lacks, it says nothing of. Refuted by a scenario that the first passes and the other fails:
    one about choices, and where these are the same everywhere, about norms in force. Where no scenario can say it, the
    witness expects nothing: it says which course only one of the two allows, and where.
    """
    search = _Search(pair, seconds)
    try:
        found = search.divergence()
        if found is None:
            return Proved()
        return Refuted(search.by_choices() or search.by_norms() or _by_course(found, pair))
    except Unsure as unsure:
        return Undecided(str(unsure))
    except PolicyProblems as too_many:
        return Undecided(too_many.problems[0].message)


class _Search:
    """The questions to the solver: what both demand, what only one of them does, and a session for courses."""

    def __init__(self, pair: Pair, seconds: float) -> None:
        self._pair = pair
        self._demands: dict[Side, _Demands] = {side: tuple(_demands(pair, side)) for side in Side}
        kept = {side: dict.fromkeys(_kept(*each) for each in demands) for side, demands in self._demands.items()}
        one, other = kept.values()
        self._both = [each for each in one if each in other]
        self._own = {
            Side.ONE: conjunction(tuple(each for each in one if each not in other)),
            Side.OTHER: conjunction(tuple(each for each in other if each not in one)),
        }
        self._session: SolverSession | None = None
        if set(one) != set(other):
            self._session = open_session(with_acts(pair.program, pair.acts), pair.constraints, seconds)

    def divergence(self) -> Situation | None:
        """A course, and where only one of the two allows it. Raises Unsure."""
        return self._found(apart(*self._own.values()))

    def by_choices(self) -> Witness | None:
        """A scenario about choices that tells the two apart, if there is one. Raises Unsure.

        THEOREM: choices differ just where some course is a choice by the one and isn't even allowed by the other. A
        choice of the one that is no choice of the other, though allowed by it, has a smaller course inside that is a
        choice of the other, and isn't allowed by the one.
        """
        for side, against in ((Side.ONE, Side.OTHER), (Side.OTHER, Side.ONE)):
            found = self._choice(side, against)
            if found is not None:
                return _choices_told_apart(found, self._pair)
        return None

    def _choice(self, side: Side, against: Side) -> Situation | None:
        """Where some course is a choice by the one side, and isn't allowed by the other.

        A course with a smaller allowed one inside is no choice. Whatever is found to be inside is remembered, so that
        no later course contains it where it is allowed.
        """
        smaller: list[Condition] = []
        for _ in range(MOST_COURSES):
            found = self._found(self._own[side], Not(self._own[against]), *smaller)
            if found is None:
                return None
            course = _course(found, self._pair)
            least = self._least_inside(course, side, found)
            if least == course:
                return found
            smaller.append(self._not_around(least, side))
        raise Unsure(f"more than {MOST_COURSES} courses would have to be looked at")

    def _least_inside(self, course: frozenset[str], side: Side, situation: Situation) -> frozenset[str]:
        """A course inside this one that the side allows, and with none inside that it allows."""
        truths = evaluate(self._pair.program, within(situation, self._pair.program.vocabulary))
        demands = [
            evolve(demand, one_of=demand.one_of & course)
            for named, demand in self._demands[side]
            if demand.if_doing <= course and (named is None or truths[named.name])
        ]
        return frozenset[str]().union(*(choices(part)[0] for part in parts(demands)))

    def _not_around(self, inside: frozenset[str], side: Side) -> Condition:
        """The course isn't larger than one that the side allows."""
        acts = self._pair.acts
        more = disjunction(tuple(does(act) for act in acts if act not in inside))
        whole = conjunction(tuple(does(act) for act in sorted(inside)))
        breached = (
            named
            for named, demand in self._demands[side]
            if named is not None and demand.if_doing <= inside and demand.one_of.isdisjoint(inside)
        )
        return Or((Not(And((whole, more))), disjunction(tuple(breached))))

    def by_norms(self) -> Witness | None:
        """A scenario about a norm's being in force that tells the two apart, if there is one. Raises Unsure."""
        if self._session is None:
            return None
        for norm in self._pair.one.norms:
            one, other = (self._pair.names[side].get(name_of(Kind.IN_FORCE, norm.name)) for side in Side)
            if one is None or other is None or one == other:
                continue
            for conditions in ((Named(one), Not(Named(other))), (Not(Named(one)), Named(other))):
                if isinstance(self._session.find(*conditions), FoundModel):
                    small = self._session.smallest(*conditions)
                    return _norm_told_apart(norm.name, isinstance(conditions[0], Named), small, self._pair)
        return None

    def _found(self, *conditions: Condition) -> Situation | None:
        if self._session is None:
            return None
        match self._session.find(*self._both, *conditions):
            case FoundModel(situation):
                return situation
            case Impossible():
                return None
            case Unanswered(reason):
                raise Unsure(reason)
            case answer:
                assert_never(answer)


def _demands(pair: Pair, side: Side) -> Iterator[tuple[Named | None, Demand]]:
    policy = policy_of(pair, side)
    for act in policy.acts:
        yield from ((None, demand) for demand in demands_of_act(act))
    for norm in policy.norms:
        name = Named(pair.names[side][name_of(Kind.IN_FORCE, norm.name)])
        yield from ((name, evolve(demand, norm=None)) for demand in demands_of_norm(norm))


def _kept(demanded: Named | None, demand: Demand) -> Condition:
    return met(demand) if demanded is None else Or((Not(demanded), met(demand)))


def _course(found: Situation, pair: Pair) -> frozenset[str]:
    return frozenset(act for act in pair.acts if found[does(act).fact])


def _choices_told_apart(found: Situation, pair: Pair) -> Witness:
    """INVARIANT (replay): where every fact is known, the reference gives the two other choices."""

    def offered(side: Side, situation: Situation) -> frozenset[frozenset[str]]:
        return frozenset(choices(_demands_in_force(side, situation, pair)))

    completion, given = _fewer_facts(found, offered, pair)
    by_one, by_other = (offered(side, given) for side in Side)
    only = min(by_one ^ by_other, key=lambda course: (len(course), sorted(course)))
    says = f"{course_words(only)} is a choice by {_whose(only in by_one, pair)}"
    return _witness(says, given, completion, Expectation(choices=by_one), pair)


def _norm_told_apart(norm: str, in_force: bool, small: MinimalModel, pair: Pair) -> Witness:
    says = f"norm `{norm}` is in force by {_whose(in_force, pair)}"
    expect = Expectation(in_force=(norm,)) if in_force else Expectation(not_in_force=(norm,))
    return _witness(says, small.situation, small.completion, expect, pair)


def _by_course(found: Situation, pair: Pair) -> Witness:
    """Which course only one of the two allows, and where: no scenario can say that."""
    course = _course(found, pair)

    def allowed(side: Side, situation: Situation) -> bool:
        return not breached_by(course, _demands_in_force(side, situation, pair))

    completion, given = _fewer_facts(found, allowed, pair)
    says = f"{course_words(course)} is allowed by {_whose(allowed(Side.ONE, given), pair)}"
    return _witness(says, given, completion, Expectation(), pair)


def _whose(ones: bool, pair: Pair) -> str:
    by, unlike = titles(pair) if ones else titles(pair)[::-1]
    return f"{by}, and not by {unlike}"


def _fewer_facts(
    found: Situation, says: Callable[[Side, Situation], object], pair: Pair
) -> tuple[Situation, Situation]:
    """The situation where every fact is known, and with as few facts as still tell the two apart.

    One fact is left out after the other. INVARIANT (replay): the whole situation tells the two apart.
    """
    completion = within(found, pair.program.vocabulary)

    def tells(situation: Situation) -> bool:
        return says(Side.ONE, situation) != says(Side.OTHER, situation)

    assert tells(completion), "INVARIANT (replay): what was found is so"
    known = dict(completion.values)
    for fact in completion.values:
        fewer = {other: value for other, value in known.items() if other != fact}
        if tells(Situation(fewer)):
            known = fewer
    return completion, Situation(known)


def _demands_in_force(side: Side, situation: Situation, pair: Pair) -> tuple[Demand, ...]:
    program, policy = pair.programs[side], policy_of(pair, side)
    truths = evaluate(program, within(situation, program.vocabulary))
    return demands_in_force(policy, (each.name for each in policy.norms if truths[name_of(Kind.IN_FORCE, each.name)]))


def _witness(says: str, given: Situation, completion: Situation, expect: Expectation, pair: Pair) -> Witness:
    own = pair.programs[Side.ONE].vocabulary
    return Witness(pair.one.name, says, within(given, own), within(completion, own), expect)
