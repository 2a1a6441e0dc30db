"""Where several policies differ over one act: what each of them says, where, and by which norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import Factory, define, evolve, frozen

from coach_ethics.analysis.compare.difference import scenarios
from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import DETERMINED_STATUSES, Status
from coach_ethics.model.answers import Found, Impossible, Undecided, Unsure
from coach_ethics.model.conditions import And, Condition, Named, Not, Or, conjunction, disjunction
from coach_ethics.model.domains import Runs, in_runs, index_of, value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, Vocabulary, belongs
from coach_ethics.reasoning.grounds import Position, position_of
from coach_ethics.reasoning.implicants import box_around
from coach_ethics.reasoning.joint import JointProgram, has_act, own_truths, says, speakers

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

MOST_DIVERGENCES = 200
"""How many divergences of one act are looked for."""

MOST_VALUES = 100
"""How many values of a fact are tried in search of the plainest."""

Said: TypeAlias = tuple[tuple[Status, bool], ...]
"""What each policy says of an act: the status, and whether the act is called for as one of several."""


@frozen
class Region:
    """Situations of a divergence in which the policies say the same throughout, by the same norms.

    `condition` describes them: leaving out or widening any part of it would let in situations where they say something
    else, or by other norms. `positions` are what each policy says there, and the norms behind it; a policy that lacks
    the act is silent. Regions of one divergence may overlap. `situation` is one of its situations, with only the facts
    that make every status certain: nothing in it can be left out, and its values are the plainest that do. `witnesses`
    are the same as scenarios, one of each policy that has the act. No two regions have witnesses of one name.

    >>> import coach_ethics as ce
    >>> found = ce.compare("icf-2020", "icf-2025", acts=["name_client"])
    >>> region = found.divergences[0].regions[0]
    >>> [(position.policy, position.norms) for position in region.positions]
    [('icf-2020', ()), ('icf-2025', ('keep-clients-unnamed',))]
    >>> dict(region.situation.values)
    {'coaching.ended': False, 'consent.to_naming': 'oral'}
    """

    condition: Condition
    positions: tuple[Position, ...]
    share: Share
    situation: Situation
    witnesses: tuple[Witness, ...]


@frozen
class Divergence:
    """What policies say about an act where they don't say the same, in a `share` of all possible situations.

    `said` stands in the order of the policies. `left` is the share of what no region covers; None where the regions
    cover everything.

    >>> import coach_ethics as ce
    >>> (divergence,) = ce.compare("icf-2020", "icf-2025", acts=["name_client"]).divergences
    >>> divergence.act, divergence.opposed, divergence.share.exact
    ('name_client', True, True)
    """

    act: str
    said: Said
    share: Share
    regions: tuple[Region, ...]
    left: Share | None

    @property
    def opposed(self) -> bool:
        """Whether one policy forbids, requires or calls for what another doesn't."""
        return len({(_force(status), one_of) for status, one_of in self.said}) > 1


def plainest_first(divergences: Iterable[Divergence], facts: Vocabulary) -> tuple[Region, ...]:
    """The regions of divergences in the order in which they are best read: what is opposed, then plain situations."""
    regions = [(each.opposed, region) for each in divergences for region in each.regions]
    regions.sort(key=lambda each: (not each[0], _departures(each[1].situation, facts)))
    return tuple(region for _, region in regions)


def _departures(situation: Situation, facts: Vocabulary) -> tuple[int, int, int]:
    """How many facts have another value than the least, how many are needed at all, and how far from the least."""
    uncommon = {name: value for name, value in situation.values.items() if facts[name].usual != value}
    places = [index_of(facts[name].type, value) for name, value in uncommon.items()]
    return sum(place > 0 for place in places), len(places), sum(places)


def _force(status: Status) -> Status:
    """What a status amounts to: permitted acts and acts that aren't mentioned may both be done or left out."""
    return Status.UNREGULATED if status is Status.PERMITTED else status


@define
class _Search:
    """One divergence: what was found of it, and by which wishes to look for more.

    A wish is for norms that were not shown yet, or for what is common; or for both, or for anything.
    """

    condition: Condition
    wishes: list[tuple[bool, bool]]
    norms: dict[Condition, None] = Factory(dict)
    boxes: list[dict[str, Runs]] = Factory(list)
    shown: list[tuple[tuple[Position, ...], Situation, Situation]] = Factory(list)


class DivergenceSearch:
    """The search for the divergences of one act.

    With `opposed_only`, it is no divergence if one policy permits what another doesn't mention. Policies that lack the
    act are left out; where only one has it, the others are silent.
    """

    def __init__(self, joint: JointProgram, session: SolverSession, act: str, *, opposed_only: bool) -> None:
        self._joint, self._session, self._act = joint, session, act
        self._speaking = speakers(joint, act)
        self._diverging = self._not_of_one_mind(opposed_only)
        self._facts = sorted(session.dependencies.facts((self._diverging,)))
        self._common = tuple(self._common_facts())
        self._part = self._session.dependencies.part([self._diverging, *joint.constraints.values()])
        self._searches: dict[Said, _Search] = {}
        self.complete = True

    def search(self, regions: int) -> None:
        """Look for every divergence, and for so many regions of the act, but at least one of each. Raises Unsure."""
        self._find_divergences()
        while sum(len(each.boxes) for each in self._searches.values()) < regions:
            waiting = [each for each in self._searches.values() if each.wishes]
            if not waiting:
                break
            for each in waiting:
                self._find_region(each)

    def divergences(self, shares: Shares) -> tuple[Divergence, ...]:
        """The divergences found so far, the largest first."""
        found = (self._divergence(said, each, shares) for said, each in self._searches.items())
        return tuple(sorted(found, key=lambda each: -each.share.value))

    def _not_of_one_mind(self, opposed_only: bool) -> Condition:
        """Not all policies that have the act say one thing of it; or the only one that has it isn't silent."""

        def comes_to(status: Status) -> Status:
            return _force(status) if opposed_only else status

        minds: dict[Status, list[Status]] = {}
        for status in DETERMINED_STATUSES:
            minds.setdefault(comes_to(status), []).append(status)
        alone = len(self._speaking) == 1
        one_mind = [
            And(tuple(disjunction(tuple(says(who, self._act, each) for each in mind)) for who in self._speaking))
            for status, mind in minds.items()
            if not alone or status is Status.UNREGULATED
        ]
        if not alone:
            one_mind.append(And(tuple(says(who, self._act, Status.UNREGULATED, one_of=True) for who in self._speaking)))
        return Not(Or(tuple(one_mind)))

    def _common_facts(self) -> Iterator[Condition]:
        for fact in map(self._joint.program.vocabulary.__getitem__, self._facts):
            if fact.usual is not None and belongs(fact.usual, fact.type):
                place = index_of(fact.type, fact.usual)
                yield in_runs(fact, ((place, place),))

    def _find_divergences(self) -> None:
        """Each is read off a situation in which something else is said than found so far: most that could be said of
        an act never is."""
        others: list[Condition] = []
        for common in dict.fromkeys([self._common, ()]):
            while self.complete and (found := self._found(self._diverging, *common, *others)) is not None:
                positions = self._positions(found)
                said = tuple((each.status, each.one_of) for each in positions)
                assert said not in self._searches, "INVARIANT (replay): what was found is so"
                condition = conjunction(tuple(self._saying(positions)))
                others.append(Not(condition))
                wishes = [(new, usual) for new in (True, False) for usual in (True, False) if self._common or not usual]
                self._searches[said] = _Search(condition, wishes)
                self._show(found, self._searches[said])
                self.complete = len(self._searches) < MOST_DIVERGENCES

    def _find_region(self, search: _Search) -> None:
        """One more region, if there is one.

        INVARIANT (shrinking): more is shown with every search, so that a wish that can't be met is never met again.
        """
        while search.wishes:
            new, common = search.wishes[0]
            wished = (*(map(Not, search.norms) if new else ()), *(self._common if common else ()))
            if (found := self._found(search.condition, *wished, outside=search.boxes)) is not None:
                self._show(found, search)
                return
            del search.wishes[0]

    def _found(self, *conditions: Condition, outside: Sequence[Mapping[str, Runs]] = ()) -> Situation | None:
        match self._session.find(*conditions, outside=outside):
            case Found(situation):
                return situation
            case Impossible():
                return None
            case Undecided(reason):
                raise Unsure(reason)
            case answer:
                assert_never(answer)

    def _show(self, found: Situation, search: _Search) -> None:
        """A region around a situation of the divergence. Raises Unsure."""
        positions = self._positions(found)
        norms = conjunction(tuple(self._norms_in_force(positions)))
        condition = conjunction((search.condition, norms))
        plain = self._plain(found, condition, search.boxes)
        search.boxes.append(box_around(plain, condition, self._session))
        search.norms[norms] = None
        search.shown.append((positions, self._smaller(plain, condition), plain))

    def _positions(self, where: Situation) -> tuple[Position, ...]:
        """What each policy says there, with the norms."""
        truths = evaluate(self._joint.program, where)
        return tuple(
            position_of(each.policy, each.program, self._act, own_truths(each, truths), called=each.label)
            for each in self._joint.members
        )

    def _saying(self, positions: Sequence[Position]) -> Iterator[Condition]:
        for member, position in zip(self._joint.members, positions, strict=True):
            if has_act(member, self._act):
                yield says(member, self._act, position.status, one_of=position.one_of)

    def _norms_in_force(self, positions: Sequence[Position]) -> Iterator[Condition]:
        for member, position in zip(self._joint.members, positions, strict=True):
            yield from (Named(member.names[name_of(Kind.IN_FORCE, norm)]) for norm in position.norms)

    def _plain(self, found: Situation, condition: Condition, outside: Sequence[Mapping[str, Runs]]) -> Situation:
        """A situation of the same region, in none of the boxes, in which no fact has a value that it needn't have.

        Least values come first: false, none, nobody. Only where a condition starts to hold can a value matter.
        """
        values = dict(found.values)
        for name in self._facts:
            fact, type_ = self._joint.program.vocabulary[name], self._joint.program.vocabulary[name].type
            for place in self._session.partition.starts(name)[:MOST_VALUES]:
                value = value_at(type_, place)
                if value == values[name] or fact.usual == values[name]:
                    break
                if place > index_of(type_, values[name]):
                    break
                if self._plainer({**values, name: value}, condition, outside):
                    values[name] = value
                    break
        return Situation(values)

    def _plainer(self, values: dict[str, Value], condition: Condition, outside: Sequence[Mapping[str, Runs]]) -> bool:
        if any(all(self._lies(values, fact, runs) for fact, runs in box.items()) for box in outside):
            return False
        where = Situation(values)
        truths = evaluate(self._part, where)
        return all(truth(each, where, truths) is True for each in (condition, *self._joint.constraints.values()))

    def _lies(self, values: Mapping[str, Value], fact: str, runs: Runs) -> bool:
        place = index_of(self._joint.program.vocabulary[fact].type, values[fact])
        return any(first <= place <= final for first, final in runs)

    def _smaller(self, plain: Situation, condition: Condition) -> Situation:
        """As few of its facts as make the condition certain; one is left out after the other."""
        values = {name: plain.values[name] for name in sorted(self._session.dependencies.facts((condition,)))}
        for name in tuple(values):
            fewer = Situation({each: value for each, value in values.items() if each != name})
            if truth(condition, fewer, evaluate(self._part, fewer)) is True:
                del values[name]
        return Situation(values)

    def _divergence(self, said: Said, search: _Search, shares: Shares) -> Divergence:
        whole, *parts, left = shares.of(search.condition, search.boxes)
        shown = zip(search.boxes, search.shown, parts, strict=True)
        regions = [self._region(box, *where, share) for box, where, share in shown]
        covered = not search.wishes or (left.exact and not left.part)
        regions.sort(key=lambda region: -region.share.value)
        return Divergence(self._act, said, whole, _numbered(regions), None if covered else left)

    def _region(
        self,
        box: Mapping[str, Runs],
        positions: tuple[Position, ...],
        situation: Situation,
        completion: Situation,
        share: Share,
    ) -> Region:
        facts = self._joint.program.vocabulary
        condition = conjunction(tuple(in_runs(fact, box[fact.name]) for fact in facts if fact.name in box))
        witnesses = scenarios(self._joint, self._act, positions, situation, completion)
        return Region(condition, positions, share, situation, witnesses)


def _numbered(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions of one divergence, their witnesses numbered where there are several: all of them say the same.

    Pasted into one file, they are scenarios, which have names of their own.
    """
    if len(regions) == 1:
        return tuple(regions)
    return tuple(
        evolve(region, witnesses=tuple(evolve(each, says=f"{each.says}, case {number}") for each in region.witnesses))
        for number, region in enumerate(regions, start=1)
    )
