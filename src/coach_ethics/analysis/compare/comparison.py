"""The difference of two policies as a set: in which situations an act's status changes, from what to what, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import evolve, field, frozen

from coach_ethics.analysis.compare.difference import SECONDS, Contrast, conditions_of, differs, status_at, witnesses
from coach_ethics.analysis.compare.joint_pair import Pair, Side, differing_acts, has_act, paired, within
from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.analysis.proofs.answers import Undecided
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, Unanswered, Unsure
from coach_ethics.findings import DETERMINED_STATUSES, Status
from coach_ethics.model.conditions import And, Condition, Named, Not, conjunction
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.domains import Runs, in_runs
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import alternatives, names_in
from coach_ethics.problems import CaseProblems, Problem, did_you_mean

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

MOST_REGIONS = 8
"""How many regions of one change are shown, unless told otherwise."""


@frozen
class Compared:
    """Which policy was compared, and the acts that only it has: to the other one they are unregulated."""

    name: str
    version: str
    digest: str
    own_acts: tuple[str, ...]


@frozen
class Region:
    """Situations in which the change happens throughout, for the same norms.

    `condition` describes them: leaving out or widening any part of it would let in situations where the change doesn't
    happen, or happens for other norms. `before` and `after` are the norms in force that give the act its status in the
    one policy and in the other; none where the policy is silent. Regions of one change may overlap. `witnesses` are one
    of its situations, outside of regions found before it, as a scenario of each policy that has the act, the one
    policy's first. No two regions have witnesses of one name.
    """

    condition: Condition
    before: tuple[str, ...]
    after: tuple[str, ...]
    share: Share
    witnesses: tuple[Witness, ...]


@frozen
class StatusChange:
    """An act's status changes from `before` to `after`, in `share` of all situations that can be.

    `left` is the share of what no region covers; None where the regions cover everything.
    """

    act: str
    before: Status
    after: Status
    share: Share
    regions: tuple[Region, ...]
    left: Share | None


@frozen
class Incomplete:
    """An act of which it wasn't found out in time whether, or everywhere where, its status changes."""

    act: str
    undecided: Undecided


@frozen
class PolicyComparison:
    """All changes from one policy to another, act by act, the largest first; none where they agree everywhere."""

    one: Compared
    other: Compared
    changes: tuple[StatusChange, ...]
    undetermined: tuple[Incomplete, ...]
    pair: Pair = field(eq=False, repr=False)

    @property
    def agree(self) -> bool:
        """Whether both policies were shown to give every act the same status in every situation that can be."""
        return not self.changes and not self.undetermined


Told: TypeAlias = Callable[[str], None]
"""Who wants to hear of each act as it is looked at."""


def compare(
    one: Policy | str | Path,
    other: Policy | str | Path,
    *,
    acts: Collection[str] | None = None,
    timeout: float = SECONDS,
    regions: int = MOST_REGIONS,
    called: tuple[str, str] | None = None,
    told: Told | None = None,
) -> PolicyComparison:
    """In which situations, over what both can speak of, the two policies give an act another status.

    Each policy may be a policy, or the name, path or text of one. `acts` are those to look at, by default all that
    either has; an act that a policy lacks is unregulated there. `timeout` is in seconds, for one question to the
    solver; `regions` is how many regions of one change to show at most. `called` is what to call the two in sentences,
    by default their names. `told` hears of each act as it is looked at.

    Raises PolicyProblems where a policy can't be read or closed (D301) or the two declare a fact in ways that can't be
    compared (Z201), CaseProblems (A101) for an act that neither has, Problems (Z101) where z3 isn't installed.
    """
    before, after = (each if isinstance(each, Policy) else load_policy(each) for each in (one, other))
    pair = paired(before, after, called)
    wanted = _wanted(pair, acts)
    search = _Search(pair, open_session(pair.program, pair.constraints, timeout), regions)
    changes: list[StatusChange] = []
    undetermined: list[Incomplete] = []
    for act in wanted:
        if told is not None:
            told(act)
        try:
            changes += sorted(search.changes(act), key=lambda change: -change.share.value)
        except Unsure as unsure:
            undetermined.append(Incomplete(act, Undecided(str(unsure))))
    one_, other_ = (_compared(pair, side) for side in Side)
    return PolicyComparison(one_, other_, tuple(changes), tuple(undetermined), pair)


def _wanted(pair: Pair, acts: Collection[str] | None) -> tuple[str, ...]:
    for act in acts or ():
        if act not in pair.acts:
            help_ = did_you_mean(act, pair.acts) or f"their acts are {', '.join(sorted(pair.acts))}"
            both = f"`{pair.one.name}` and of `{pair.other.name}`"
            raise CaseProblems([Problem("A101", f"`{act}` is an act neither of {both}", help=help_)])
    return tuple(act for act in differing_acts(pair) if acts is None or act in acts)


def _compared(pair: Pair, side: Side) -> Compared:
    policy = pair.one if side is Side.ONE else pair.other
    own = tuple(act for act in pair.acts if [each for each in Side if has_act(pair, each, act)] == [side])
    return Compared(policy.name, policy.version, meaning_digest(policy), own)


class _Search:
    """The search for changes and their regions in one session."""

    def __init__(self, pair: Pair, session: SolverSession, regions: int) -> None:
        self._pair, self._session, self._most = pair, session, regions
        self._shares = Shares(pair.program, pair.constraints)

    def changes(self, act: str) -> Iterator[StatusChange]:
        """The changes of one act. Raises Unsure."""
        found = self._contrasts(act)
        for before, after in permutations(DETERMINED_STATUSES, 2):
            contrast = Contrast(act, before, after)
            if contrast in found:
                yield self._change(contrast, And(conditions_of(self._pair, contrast)), found[contrast])

    def _contrasts(self, act: str) -> dict[Contrast, Situation]:
        """From which status to which the act's may change, each with a situation in which it does. Raises Unsure.

        Each is read off a situation in which the status differs otherwise than found so far: most of those that could
        be asked about don't occur.
        """
        found: dict[Contrast, Situation] = {}
        others = [differs(self._pair, act)]
        while (situation := self._found(*others)) is not None:
            contrast = Contrast(act, *(status_at(self._pair, side, act, situation) for side in Side))
            assert contrast not in found, "INVARIANT (replay): what was found is so"
            found[contrast] = situation
            others.append(Not(And(conditions_of(self._pair, contrast))))
        return found

    def _change(self, contrast: Contrast, changed: Condition, first: Situation) -> StatusChange:
        from coach_ethics.engines.symbolic.implicants import box_around  # here, since it takes z3

        boxes: list[dict[str, Runs]] = []
        reasons: list[Mapping[Side, tuple[str, ...]]] = []
        found: Situation | None = first
        while found is not None and len(boxes) < self._most:
            why = {side: self._norms(side, contrast, found) for side in Side}
            in_force = (Named(self._name(side, norm)) for side, norms in why.items() for norm in norms)
            boxes.append(box_around(found, conjunction((changed, *in_force)), self._session))
            reasons.append(why)
            found = self._found(changed, outside=boxes)
        whole, *shares, left = self._shares.of(changed, boxes)
        regions = list[Region]()
        for box, norms, share in zip(boxes, reasons, shares, strict=True):
            regions.append(self._region(contrast, box, norms, share, [each.condition for each in regions]))
        regions.sort(key=lambda region: -region.share.value)
        rest = left if found is not None else None
        return StatusChange(contrast.act, contrast.before, contrast.after, whole, _told_apart(regions), rest)

    def _region(
        self,
        contrast: Contrast,
        box: dict[str, Runs],
        why: Mapping[Side, tuple[str, ...]],
        share: Share,
        earlier: Sequence[Condition],
    ) -> Region:
        """The region of a box, with a witness of its own: one outside of the regions that were found earlier."""
        facts = self._pair.program.vocabulary
        condition = conjunction(tuple(in_runs(fact, box[fact.name]) for fact in facts if fact.name in box))
        small = self._session.smallest(*conditions_of(self._pair, contrast), condition, *map(Not, earlier))
        return Region(condition, why[Side.ONE], why[Side.OTHER], share, witnesses(self._pair, contrast, small))

    def _norms(self, side: Side, contrast: Contrast, situation: Situation) -> tuple[str, ...]:
        """The norms of the smallest grounds in force that give the act its status in the policy of a side."""
        if not has_act(self._pair, side, contrast.act):
            return ()
        program = self._pair.programs[side]
        truths = evaluate(program, within(situation, program.vocabulary))
        definitions = {each.name: each for each in program.definitions}
        norms: dict[str, None] = {}
        for kind in _GROUNDS_OF[contrast.before if side is Side.ONE else contrast.after]:
            grounds = alternatives(definitions[name_of(kind, contrast.act)].condition)
            holding = [names for names in map(names_in, grounds) if all(truths[name] for name in names)]
            norms.update(dict.fromkeys(definitions[name].subject[0] for name in min(holding, key=len)))
        return tuple(norms)

    def _name(self, side: Side, norm: str) -> str:
        return self._pair.names[side][name_of(Kind.IN_FORCE, norm)]

    def _found(self, *conditions: Condition, outside: Sequence[Mapping[str, Runs]] = ()) -> Situation | None:
        match self._session.find(*conditions, outside=outside):
            case FoundModel(situation):
                return situation
            case Impossible():
                return None
            case Unanswered(reason):
                raise Unsure(reason)
            case answer:
                assert_never(answer)


def _told_apart(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions of one change, their witnesses numbered where there are several: all of them say the same.

    Pasted into one file, they are scenarios, which have names of their own.
    """
    if len(regions) == 1:
        return tuple(regions)
    return tuple(
        evolve(region, witnesses=tuple(evolve(each, says=f"{each.says}, case {number}") for each in region.witnesses))
        for number, region in enumerate(regions, start=1)
    )


_GROUNDS_OF = {
    Status.DILEMMA: (Kind.REQUIRED, Kind.FORBIDDEN),
    Status.REQUIRED: (Kind.REQUIRED,),
    Status.FORBIDDEN: (Kind.FORBIDDEN,),
    Status.PERMITTED: (Kind.PERMISSION,),
    Status.UNREGULATED: (),
}
