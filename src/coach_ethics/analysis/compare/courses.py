"""Whether two policies that agree on every status also allow the same courses, and if not, how that shows.

An obligation to choose narrows the choices without determining any act, and a demand on a course that does one act
binds nobody who doesn't do it: neither shows in a status.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import evolve

from coach_ethics.analysis.proofs.answers import ProofAnswer, Proved, Refuted
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.analysis.proofs.courses import LabelledDemand, does, met, projected, with_acts
from coach_ethics.analysis.proofs.witness import AllowedCourse, Witness
from coach_ethics.analysis.proofs.wording import course_words
from coach_ethics.deontics.courses import breached_by, choices
from coach_ethics.deontics.demands import Demand, demands_of_act, demands_of_norm, parts
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.answers import Found, Impossible, MinimalModel, Undecided, Unsure
from coach_ethics.model.conditions import And, Condition, Named, Not, Or, conjunction, disjunction
from coach_ethics.model.policy import Expectation
from coach_ethics.model.situation import Situation
from coach_ethics.problems import PolicyProblems
from coach_ethics.reasoning.joint import JointProgram, Member, has_act, within
from coach_ethics.translation import Translatable

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

MOST_COURSES = 500
"""How many courses are looked at in search of one that is a choice in one policy only."""

MOST_STEPS = 100_000
"""How many demands may be looked at to find what they come to for the acts that are compared."""


def same_courses(joint: JointProgram, budget: Budget) -> ProofAnswer:
    """Whether the first two of the policies allow the same courses in every situation that is possible.

    An act that a policy lacks, it says nothing of. Refuted by a scenario that the first passes and the other fails: one
    about choices, and where these are the same everywhere, about norms in force. Where no scenario can say it, the
    witness expects nothing: it says which course only one of the two allows, and where.
    """
    one, other, *_ = joint.members
    search = _CourseSearch(joint, {side: tuple(_demands(side)) for side in (one, other)}, course_session(joint, budget))
    try:
        found = search.divergence()
        return Proved() if found is None else Refuted(search.by_choices() or search.by_norms() or search.course(found))
    except Unsure as unsure:
        return Undecided(unsure.reason)
    except PolicyProblems as too_many:
        return Undecided(too_many.problems[0].message)


def course_told_apart(
    joint: JointProgram,
    sides: tuple[Member, Member],
    over: Collection[str],
    about: Collection[str],
    alike: Collection[tuple[str, Condition]],
    session: OpenSession,
) -> ProofAnswer:
    """Whether, in every situation that is possible, the same courses of the acts `over` can be completed to permissible
    ones by two policies, as far as it is demanded of the acts `about`.

    Refuted by a course that the one allows, and that the other rules out by a demand that mentions one of the acts; the
    witness says where, and expects nothing. Acts that no demand links, directly or through others, are looked at apart:
    so a dilemma over some acts hides no difference over others. Of acts of which the two don't say the same everywhere,
    `alike` is where they do: courses with such an act are looked at only there, as what they say explains the rest.
    """
    try:
        steps = Budget(MOST_STEPS)
        demands = {side: projected(_demands(side), over, steps) for side in sides}
        for part in parts(demand for side in sides for _, demand in demands[side]):
            among = set(part)
            asked = {side: tuple(each for each in demands[side] if each[1] in among) for side in sides}
            search = _CourseSearch(joint, asked, session)
            acts = {act for demand in part for act in (*demand.if_doing, *demand.one_of)}
            where = tuple(condition for act, condition in alike if act in acts)
            if (found := search.divergence(about, where)) is not None:
                return Refuted(search.course(found))
    except Unsure as unsure:
        return Undecided(unsure.reason)
    except Exhausted:
        return Undecided(
            Translatable("it takes more than {steps} steps to find the demands on these acts alone", steps=MOST_STEPS)
        )
    return Proved()


OpenSession: TypeAlias = Callable[[], "SolverSession"]
"""Opens a session for courses when it is first asked, and then gives the same one."""


def course_session(joint: JointProgram, budget: Budget) -> OpenSession:
    """A session in whose situations it is known of every act whether a course does it."""
    return cache(lambda: open_session(with_acts(joint.program, joint.acts), joint.constraints, budget))


class _CourseSearch:
    """The questions to the solver about what two policies demand of courses."""

    def __init__(
        self, joint: JointProgram, demands: Mapping[Member, Sequence[LabelledDemand]], session: OpenSession
    ) -> None:
        self._one, self._other = demands
        self._vocabulary, self._session, self._demands = joint.program.vocabulary, session, demands
        self._acts = tuple(act for act in joint.acts if any(has_act(side, act) for side in demands))
        one, other = (dict.fromkeys(_kept(side, each) for each in demands[side]) for side in demands)
        self._both = {each: None for each in one if each in other}

    def _own(self, side: Member, about: Collection[str] | None = None) -> tuple[Condition, ...]:
        """What only this policy demands of courses, or of these acts."""
        own = (
            _kept(side, each)
            for each in self._demands[side]
            if about is None or not each[1].if_doing.union(each[1].one_of).isdisjoint(about)
        )
        return tuple(dict.fromkeys(kept for kept in own if kept not in self._both))

    def divergence(self, about: Collection[str] | None = None, where: Sequence[Condition] = ()) -> Situation | None:
        """A course, and where only one of the two allows it, because of a demand on these acts. Raises Unsure."""
        sides = ((self._one, self._other), (self._other, self._one))
        ruled_out = [(self._own(each), self._own(against, about)) for each, against in sides]
        only = tuple(conjunction((*met, Not(conjunction(broken)))) for met, broken in ruled_out if broken)
        return self._found(Or(only), *where) if only else None

    def by_choices(self) -> Witness | None:
        """A scenario about choices that tells the two apart, if there is one. Raises Unsure.

        THEOREM: choices differ just where some course is a choice by the one and isn't even allowed by the other. A
        choice of the one that is no choice of the other, though allowed by it, has a smaller course inside that is a
        choice of the other, and isn't allowed by the one.
        """
        for side, against in ((self._one, self._other), (self._other, self._one)):
            found = self._choice(side, against)
            if found is not None:
                return self._choices_told_apart(found)
        return None

    def _choice(self, side: Member, against: Member) -> Situation | None:
        """Where some course is a choice by the one policy, and isn't allowed by the other.

        A course with a smaller allowed one inside is no choice. Whatever is found to be inside is remembered, so that
        no later course contains it where it is allowed.
        """
        smaller: list[Condition] = []
        for _ in range(MOST_COURSES):
            found = self._found(*self._own(side), Not(conjunction(self._own(against))), *smaller)
            if found is None:
                return None
            course = self._done(found)
            least = self._least_inside(course, side, found)
            if least == course:
                return found
            smaller.append(self._not_around(least, side))
        raise Unsure(Translatable("more than {number} courses would have to be examined", number=MOST_COURSES))

    def _least_inside(self, course: frozenset[str], side: Member, situation: Situation) -> frozenset[str]:
        """A course inside this one that the policy allows, and with none inside that it allows."""
        demands = [
            evolve(demand, one_of=demand.one_of & course)
            for demand in self._demands_in_force(side, situation)
            if demand.if_doing <= course
        ]
        return frozenset[str]().union(*(choices(part)[0] for part in parts(demands)))

    def _not_around(self, inside: frozenset[str], side: Member) -> Condition:
        """The course isn't larger than one that the policy allows."""
        more = disjunction(tuple(does(act) for act in self._acts if act not in inside))
        whole = conjunction(tuple(does(act) for act in sorted(inside)))
        breached = (
            _in_force(side, norms)
            for norms, demand in self._demands[side]
            if norms and demand.if_doing <= inside and demand.one_of.isdisjoint(inside)
        )
        return Or((Not(And((whole, more))), disjunction(tuple(breached))))

    def by_norms(self) -> Witness | None:
        """A scenario about a norm's being in force that tells the two apart, if there is one. Raises Unsure."""
        for norm in self._one.policy.norms:
            one, other = (each.names.get(name_of(Kind.IN_FORCE, norm.name)) for each in (self._one, self._other))
            if one is None or other is None or one == other:
                continue
            for conditions in ((Named(one), Not(Named(other))), (Not(Named(one)), Named(other))):
                if isinstance(self._session().find(*conditions), Found):
                    small = self._session().smallest(*conditions)
                    return self._norm_told_apart(norm.name, isinstance(conditions[0], Named), small)
        return None

    def course(self, found: Situation) -> Witness:
        """Which course only one of the two allows, and where: no scenario can say that."""
        course = self._done(found)
        for act in sorted(course):
            if self._allows(self._one, found, course - {act}) != self._allows(self._other, found, course - {act}):
                course -= {act}

        def allowed(side: Member, situation: Situation) -> bool:
            return self._allows(side, situation, course)

        completion, given = self._fewer_facts(found, allowed)
        by_one = allowed(self._one, given)
        says = f"{course_words(course)} is allowed under {self._whose(by_one)}"
        under, not_under = (self._one, self._other) if by_one else (self._other, self._one)
        shown = AllowedCourse(tuple(sorted(course)), under.label, not_under.label)
        return Witness(self._one.policy.name, says, given, completion, Expectation(), course=shown)

    def _allows(self, side: Member, situation: Situation, course: frozenset[str]) -> bool:
        return not breached_by(course, self._demands_in_force(side, situation))

    def _found(self, *conditions: Condition) -> Situation | None:
        match self._session().find(*self._both, *conditions):
            case Found(situation):
                return situation
            case Impossible():
                return None
            case Undecided(reason):
                raise Unsure(reason)
            case answer:
                assert_never(answer)

    def _done(self, found: Situation) -> frozenset[str]:
        return frozenset(act for act in self._acts if found[does(act).fact])

    def _choices_told_apart(self, found: Situation) -> Witness:
        """INVARIANT (replay): where every fact is known, the reference gives the two other choices."""

        def offered(side: Member, situation: Situation) -> frozenset[frozenset[str]]:
            return frozenset(choices(self._demands_in_force(side, situation)))

        completion, given = self._fewer_facts(found, offered)
        by_one, by_other = (offered(side, given) for side in (self._one, self._other))
        only = min(by_one ^ by_other, key=lambda course: (len(course), sorted(course)))
        says = f"{course_words(only)} is a choice under {self._whose(only in by_one)}"
        return self._witness(says, given, completion, Expectation(choices=by_one))

    def _norm_told_apart(self, norm: str, in_force: bool, small: MinimalModel) -> Witness:
        says = f"norm `{norm}` is in force under {self._whose(in_force)}"
        expect = Expectation(in_force=(norm,)) if in_force else Expectation(not_in_force=(norm,))
        return self._witness(says, small.situation, small.completion, expect)

    def _whose(self, ones: bool) -> str:
        by, unlike = (self._one, self._other) if ones else (self._other, self._one)
        return f"{by.title}, but not under {unlike.title}"

    def _fewer_facts(
        self, found: Situation, says: Callable[[Member, Situation], object]
    ) -> tuple[Situation, Situation]:
        """The situation where every fact is known, and with as few facts as still tell the two apart.

        One fact is left out after the other. INVARIANT (replay): the whole situation tells the two apart.
        """
        completion = within(found, self._vocabulary)

        def tells(situation: Situation) -> bool:
            return says(self._one, situation) != says(self._other, situation)

        assert tells(completion), "INVARIANT (replay): what was found is so"
        known = dict(completion.values)
        for fact in completion.values:
            fewer = {other: value for other, value in known.items() if other != fact}
            if tells(Situation(fewer)):
                known = fewer
        return completion, Situation(known)

    def _demands_in_force(self, side: Member, situation: Situation) -> tuple[Demand, ...]:
        truths = evaluate(side.program, within(situation, side.program.vocabulary))
        in_force = {each.name for each in side.policy.norms if truths[name_of(Kind.IN_FORCE, each.name)]}
        return tuple(demand for norms, demand in self._demands[side] if norms <= in_force)

    def _witness(self, says: str, given: Situation, completion: Situation, expect: Expectation) -> Witness:
        own = self._one.program.vocabulary
        return Witness(self._one.policy.name, says, within(given, own), within(completion, own), expect)


def _demands(side: Member) -> Iterator[LabelledDemand]:
    """What a policy demands of courses: by its acts always, by each norm where it is in force."""
    for act in side.policy.acts:
        yield from ((frozenset(), demand) for demand in demands_of_act(act))
    for norm in side.policy.norms:
        yield from ((frozenset({norm.name}), evolve(demand, norm=None)) for demand in demands_of_norm(norm))


def _kept(side: Member, labelled: LabelledDemand) -> Condition:
    norms, demand = labelled
    return Or((Not(_in_force(side, norms)), met(demand))) if norms else met(demand)


def _in_force(side: Member, norms: Collection[str]) -> Condition:
    """All of these norms are in force, by the names of the joint program."""
    return conjunction(tuple(Named(side.names[name_of(Kind.IN_FORCE, norm)]) for norm in sorted(norms)))
