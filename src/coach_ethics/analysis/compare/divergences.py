"""Where several policies part: situations in which they say different things of an act, the plainest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from attrs import field, frozen

from coach_ethics.analysis.compare.joint import JointProgram, joint, one_of_under, speakers, status_under
from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.proofs.answers import Undecided
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, Unanswered, Unsure
from coach_ethics.findings import DETERMINED_STATUSES, Status, Truths
from coach_ethics.model.conditions import FALSE, And, Condition, Named, Not, Or, conjunction, disjunction
from coach_ethics.model.domains import Runs, in_runs, index_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, Vocabulary, domain
from coach_ethics.problems import CaseProblems, Problem, did_you_mean
from coach_ethics.reasoning.grounds import Position, position_of

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

SECONDS = inf
"""How long the solver may think about one question, unless told otherwise: as many steps as it may take."""

MOST_PARTINGS = 12
"""How many divergences of one act are looked for, unless told otherwise."""


@frozen
class Divergence:
    """Situations in which policies say different things of an act, for the same norms throughout.

    `condition` describes them: no part of it can be left out or widened. `witness` is one of them, with only the facts
    that make every status certain; nothing in it can be left out, and its values are the plainest that do.
    """

    act: str
    positions: tuple[Position, ...]
    condition: Condition
    witness: Situation

    @property
    def outright(self) -> bool:
        """Whether one policy forbids, requires or calls for what another doesn't."""
        return len({(_force(each.status), each.one_of) for each in self.positions}) > 1


@frozen
class Divergences:
    """Where policies part, act by act; and the acts of which only one of them speaks (`alone`).

    `more` are acts with more divergences than were looked for, `undecided` those for which the solver gave no answer.
    """

    policies: tuple[Policy, ...]
    found: tuple[Divergence, ...]
    alone: Mapping[str, str]
    more: tuple[str, ...]
    undecided: tuple[tuple[str, Undecided], ...]
    joint: JointProgram = field(eq=False, repr=False)

    @property
    def agree(self) -> bool:
        """Whether the policies were shown to agree wherever more than one of them speaks."""
        return not self.found and not self.undecided


def divergences(
    policies: Sequence[Policy | str | Path],
    *,
    acts: Collection[str] | None = None,
    timeout: float = SECONDS,
    most: int = MOST_PARTINGS,
    outright: bool = False,
    told: Callable[[str], None] | None = None,
) -> Divergences:
    """Where two or more policies part, over what all of them can speak of.

    `acts` are those to look at, by default all; `timeout` is in seconds, for one question to the solver; `most` bounds
    the divergences of one act. With `outright`, that one policy permits what another merely passes over is no
    divergence. `told` hears of each act as it is looked at.

    Raises PolicyProblems where a policy can't be read or they can't be put side by side (X402, D301), CaseProblems
    (A101) for an act that none has, Problems (Z101) where z3 isn't installed.
    """
    asked = joint([each if isinstance(each, Policy) else load_policy(each) for each in policies])
    wanted = _wanted(asked, acts)
    session = open_session(asked.program, asked.constraints, timeout)
    found: list[Divergence] = []
    more: list[str] = []
    undecided: list[tuple[str, Undecided]] = []
    alone: dict[str, str] = {}
    for act in wanted:
        if told is not None:
            told(act)
        speaking = speakers(asked, act)
        if len(speaking) == 1:
            alone[act] = speaking[0].name
            continue
        search = _Search(asked, session, act, outright)
        try:
            found += search.divergences(most)
        except Unsure as unsure:
            found += search.made
            undecided.append((act, Undecided(str(unsure))))
        if search.more:
            more.append(act)
    return Divergences(asked.policies, tuple(found), alone, tuple(more), tuple(undecided), asked)


def _wanted(asked: JointProgram, acts: Collection[str] | None) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(act.name for policy in asked.policies for act in policy.acts))
    for act in acts or ():
        if act not in known:
            help_ = did_you_mean(act, known) or f"their acts are {', '.join(sorted(known))}"
            raise CaseProblems([Problem("A101", f"`{act}` is an act of none of these policies", help=help_)])
    return tuple(act for act in known if acts is None or act in acts)


def _force(status: Status) -> Status:
    """What a status comes to: what is permitted and what is passed over may both be done or left out."""
    return Status.UNREGULATED if status is Status.PERMITTED else status


def _common(facts: Vocabulary, concerned: Collection[str]) -> Iterator[Condition]:
    for fact in facts:
        if fact.name in concerned and fact.usual is not None:
            place = index_of(fact.type, fact.usual)
            yield in_runs(fact, ((place, place),))


def _behind(conditions: Sequence[Condition], asked: JointProgram) -> Program:
    """The part of the joint program on which conditions rest."""
    names = {name for name, _ in Concerns(asked.program, asked.constraints).behind(conditions)}
    return Program(asked.program.vocabulary, tuple(each for each in asked.program.definitions if each.name in names))


class _Wish(Enum):
    """What the next divergence had better be."""

    NEW_AND_COMMON = auto()
    NEW = auto()
    COMMON = auto()
    ANY = auto()


class _Search:
    """The search for the divergences of one act."""

    def __init__(self, asked: JointProgram, session: SolverSession, act: str, outright: bool) -> None:
        self._asked, self._session, self._act = asked, session, act
        self._speaking = speakers(asked, act)
        self._parted = self._all_but_one_mind(outright)
        self._common = tuple(_common(asked.program.vocabulary, session.facts_behind((self._parted,))))
        self._part = _behind((self._parted, *asked.constraints.values()), asked)
        self._said: dict[Condition, None] = {}
        self._wishes: list[_Wish] = [_Wish.NEW_AND_COMMON, _Wish.NEW, _Wish.COMMON, _Wish.ANY]
        self.made: list[Divergence] = []
        self.more = False

    def divergences(self, most: int) -> list[Divergence]:
        """The divergences, the plainest first. Raises Unsure."""
        from coach_ethics.engines.symbolic.implicants import box_around  # here, since it takes z3

        boxes: list[dict[str, Runs]] = []
        while (found := self._found(boxes)) is not None:
            if len(boxes) == most:
                self.more = True
                break
            positions, condition = self._positions(found)
            self._said[condition] = None
            plain = self._plain(found, condition, boxes)
            box = box_around(plain, condition, self._session)
            boxes.append(box)
            facts = self._asked.program.vocabulary
            where = conjunction(tuple(in_runs(fact, box[fact.name]) for fact in facts if fact.name in box))
            self.made.append(Divergence(self._act, positions, where, self._witness(plain, condition)))
        self.made.sort(key=lambda each: (not each.outright, self._departures(each.witness)))
        return self.made

    def _all_but_one_mind(self, outright: bool) -> Condition:
        """Not all policies that have the act say one thing of it."""

        def alike(status: Status) -> tuple[Status, ...]:
            return tuple(each for each in DETERMINED_STATUSES if (_force(each) if outright else each) is status)

        said = dict.fromkeys(_force(each) if outright else each for each in DETERMINED_STATUSES)
        one_mind = [
            And(tuple(disjunction(tuple(self._says(policy, each) for each in alike(one))) for policy in self._speaking))
            for one in said
        ]
        return Not(Or((*one_mind, And(tuple(self._one_of(policy) for policy in self._speaking)))))

    def _says(self, policy: Policy, status: Status) -> Condition:
        """A policy gives the act this status; of what it calls for among others, that it is silent is not said."""
        condition = status_under(self._asked, policy, self._act, status)
        called = one_of_under(self._asked, policy, self._act)
        return condition if status is not Status.UNREGULATED or called is None else And((condition, Not(called)))

    def _one_of(self, policy: Policy) -> Condition:
        """A policy calls for the act or another, and says nothing else of it."""
        called = one_of_under(self._asked, policy, self._act)
        unregulated = status_under(self._asked, policy, self._act, Status.UNREGULATED)
        return FALSE if called is None else And((unregulated, called))

    def _found(self, outside: Sequence[dict[str, Runs]]) -> Situation | None:
        """A divergence not shown yet: best one in which the policies say something new, of what is common.

        INVARIANT (shrinking): more is shown with every search, so that a wish that can't be met is never met again.
        """
        while self._wishes:
            match self._session.find(self._parted, *self._wished(self._wishes[0]), outside=outside):
                case FoundModel(situation):
                    return situation
                case Impossible():
                    del self._wishes[0]
                case Unanswered(reason):
                    raise Unsure(reason)
                case answer:
                    assert_never(answer)
        return None

    def _wished(self, wish: _Wish) -> tuple[Condition, ...]:
        new = tuple(map(Not, self._said))
        match wish:
            case _Wish.NEW_AND_COMMON:
                return (*self._common, *new)
            case _Wish.NEW:
                return new
            case _Wish.COMMON:
                return self._common
            case _Wish.ANY:
                return ()
            case _:
                assert_never(wish)

    def _positions(self, where: Situation) -> tuple[tuple[Position, ...], Condition]:
        """What each policy says there, and the condition that all of them say just this for the same norms."""
        truths = evaluate(self._asked.program, where)
        positions, conditions = [], list[Condition]()
        for policy in self._asked.policies:
            if policy not in self._speaking:
                positions.append(Position(policy.name, Status.UNREGULATED, ()))
                continue
            names = self._asked.names[policy.name]
            own: Truths = {name: truths[joint] for name, joint in names.items()}
            position = position_of(policy, self._asked.programs[policy.name], self._act, own)
            positions.append(position)
            conditions.append(self._one_of(policy) if position.one_of else self._says(policy, position.status))
            conditions += [Named(names[name_of(Kind.IN_FORCE, norm)]) for norm in position.norms]
        return tuple(positions), And(tuple(conditions))

    def _plain(self, found: Situation, condition: Condition, outside: Sequence[dict[str, Runs]]) -> Situation:
        """A situation of the same divergence, not shown yet, in which no fact has a value that it needn't have.

        Least values come first: false, none, nobody.
        """
        values = dict(found.values)
        for name in sorted(self._session.facts_behind((self._parted,))):
            for value in domain(self._asked.program.vocabulary[name].type):
                if value == values[name] or self._usual(name) == values[name]:
                    break
                if self._plainer({**values, name: value}, condition, outside):
                    values[name] = value
                    break
        return Situation(values)

    def _plainer(self, values: dict[str, Value], condition: Condition, outside: Sequence[dict[str, Runs]]) -> bool:
        if any(all(self._lies(values, fact, runs) for fact, runs in box.items()) for box in outside):
            return False
        where = Situation(dict(values))
        truths = evaluate(self._part, where)
        conditions = (condition, *self._asked.constraints.values())
        return all(truth(each, where, truths) is True for each in conditions)

    def _lies(self, values: Mapping[str, Value], fact: str, runs: Runs) -> bool:
        place = index_of(self._asked.program.vocabulary[fact].type, values[fact])
        return any(first <= place <= final for first, final in runs)

    def _witness(self, plain: Situation, condition: Condition) -> Situation:
        values = {name: plain.values[name] for name in self._session.facts_behind((condition,))}
        for name in sorted(values):
            fewer = Situation({each: value for each, value in values.items() if each != name})
            if truth(condition, fewer, evaluate(self._part, fewer)) is True:
                del values[name]
        return Situation(values)

    def _usual(self, name: str) -> Value | None:
        return self._asked.program.vocabulary[name].usual

    def _departures(self, witness: Situation) -> tuple[int, int, int]:
        """How many facts have another value than the least, how many are needed at all, and how far from the least."""
        vocabulary = self._asked.program.vocabulary
        uncommon = {name: value for name, value in witness.values.items() if self._usual(name) != value}
        places = [index_of(vocabulary[name].type, value) for name, value in uncommon.items()]
        return sum(place > 0 for place in places), len(places), sum(places)
