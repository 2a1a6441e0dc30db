"""Whether a course is permissible: what it breaches, through which acts, and what could be done in its place.

A judgement is about what is done together, whether it is still intended or has been done: the norms in force are those
of the situation in which it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import one_always_in_force
from coach_ethics.assessment.assessed import Assessed, DemandByCases
from coach_ethics.assessment.notices import ShownNotice
from coach_ethics.assessment.presume import presumed_in
from coach_ethics.assessment.presumed import PresumedJudgement
from coach_ethics.deontics.courses import breached_by, demands_in_force, ruled_out_by, with_included
from coach_ethics.deontics.demands import Demand, asked_by_norm, demands_of_norm, meets
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.displays import as_html, brief
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy

MOST_STEPS = 200_000
"""How many demands may be looked at in search of the nearest permissible courses (about half a second)."""


@frozen
class Breach:
    """A norm that a course breaches. It carries the reason (`because`) and the citations.

    `through` are acts of the course that it forbids, or forbids together, or that call for what is missing; `undone`
    what is missing: each is a set of acts of which one at least would have to be done. A norm that binds whatever is
    done has no act in `through`. `waits_for` are the unknown facts on which it depends whether the norm is in force.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> judgement = ce.judge(ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay"), "continue_coaching")
    >>> judgement.breaches[0].norm.name
    'choose-openly'
    """

    norm: Norm
    through: tuple[str, ...]
    undone: tuple[frozenset[str], ...]
    waits_for: tuple[str, ...] = ()


@frozen
class Nearest:
    """A permissible course near the one judged, and what has to be added and left out to get there."""

    course: frozenset[str]
    added: frozenset[str]
    left_out: frozenset[str]


@frozen
class Judgement:
    """What a policy says about a course, which contains everything that its acts include.

    - `breaches`: the norms in force that it breaches; `open_breaches`: those of which it isn't known whether they are.
    - `by_cases`: what it leaves out, or does, that is required, or forbidden, whatever is still unknown, though no one
      norm is certainly in force that says so.
    - `one_breached`: norms of which it breaches one or another, whatever is still unknown, though which one depends on
      it.
    - `departures`: the recommendations in force that it doesn't follow, told as breaches are. They make no course
      impermissible. `open_departures`: those of which it isn't known yet. One that conflicts with another norm in force
      gives no advice, and nothing departs from it.
    - `exclusions`: pairs of its acts that can't be done together.
    - `undone`: what it leaves undone, over all breaches.
    - `notices`: those to be shown before all this.
    - `presumed`: what presumptions make of a course that is open.
    - `nearest`: the permissible courses that differ from it in fewest acts; itself where it is permissible. None where
      the norms in force can't all be met, or where the search would take too long (`searched` is false then).
    - `result`: the assessment that was asked.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> judgement = ce.judge(ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay"), "continue_coaching")
    >>> judgement.permissible, judgement.breaches[0].norm.name, sorted(judgement.nearest[0].course)
    (False, 'choose-openly', ['tell_client', 'withdraw'])
    """

    course: frozenset[str]
    breaches: tuple[Breach, ...]
    open_breaches: tuple[Breach, ...]
    exclusions: tuple[frozenset[str], ...]
    nearest: tuple[Nearest, ...]
    searched: bool = True
    by_cases: tuple[DemandByCases, ...] = ()
    one_breached: tuple[str, ...] = ()
    departures: tuple[Breach, ...] = ()
    open_departures: tuple[Breach, ...] = ()
    notices: tuple[ShownNotice, ...] = ()
    presumed: PresumedJudgement | None = None
    result: Assessed | None = field(default=None, eq=False, repr=False)

    __repr__ = brief
    _repr_html_ = as_html

    @property
    def permissible(self) -> bool:
        """Whether it can be done and breaches nothing, as far as is known."""
        return not (self.breaches or self.exclusions or self.by_cases or self.one_breached)

    @property
    def open(self) -> bool:
        """Whether a norm that is still undetermined could make it impermissible."""
        return self.permissible and bool(self.open_breaches)

    @property
    def undone(self) -> tuple[frozenset[str], ...]:
        """What the norms in force call for and the course doesn't do: of each set, one act at least."""
        by_norms = (acts for breach in self.breaches for acts in breach.undone)
        return tuple(dict.fromkeys((*by_norms, *(frozenset({each.act}) for each in self.by_cases if each.required))))


@takes(result=Assessed, course=str | Iterable[str])
def judge(result: Assessed, course: str | Iterable[str]) -> Judgement:
    """What the policy says about a course: acts done together (or one act, by its name), in the assessed situation.

    Raises CaseProblems (A101) for an act that the policy doesn't have.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> result = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay")
    >>> ce.judge(result, ["withdraw", "tell_client"]).permissible, ce.judge(result, "renegotiate").permissible
    (True, False)
    """
    acts = frozenset({course} if isinstance(course, str) else course)
    for act in sorted(acts):
        result.require_act(act)
    policy = result.prepared.policy
    whole = with_included(acts, policy)
    waits_for = {each.norm: each.waits_for for each in result.undetermined}
    by_norms = demands_in_force(policy, result.norms_in_force)
    open_breaches = tuple(_breaches(whole, policy, waits_for, demands_of_norm, waits_for))
    nearest = () if result.conflicts else _nearest_kept(whole, result.demands, frozenset(waits_for), result)
    troubled = frozenset[str]().union(*result.tensions)
    advising = {norm.name for norm in policy.norms if TRAITS[norm.modality].advises} - troubled
    open_advice = {norm: facts for norm, facts in waits_for.items() if norm in advising}
    judgement = Judgement(
        whole,
        tuple(_breaches(whole, policy, result.norms_in_force, demands_of_norm)),
        open_breaches,
        tuple(dict.fromkeys(demand.if_doing for demand in breached_by(whole, by_norms) if demand.norm is None)),
        nearest or (),
        searched=nearest is not None,
        by_cases=tuple(each for each in result.by_cases if not meets(whole, each.demand)),
        one_breached=one_always_in_force(result.prepared, result.situation, (each.norm.name for each in open_breaches)),
        departures=tuple(_breaches(whole, policy, advising.intersection(result.norms_in_force), asked_by_norm)),
        open_departures=tuple(_breaches(whole, policy, open_advice, asked_by_norm, open_advice)),
        notices=result.notices_shown,
        result=result,
    )
    may_be = (each.norm.name for each in judgement.open_breaches)
    return (
        evolve(judgement, presumed=presumed_in(result.prepared, result.situation).breaching(may_be))
        if judgement.open
        else judgement
    )


def _nearest_kept(
    course: frozenset[str], demands: tuple[Demand, ...], open_: frozenset[str], result: Assessed
) -> tuple[Nearest, ...] | None:
    """As `_nearest`, of the courses that don't breach one of these norms or another in every case."""
    found = _nearest(course, demands)
    kept: list[Nearest] = []
    policy = result.prepared.policy
    for each in found or ():
        breached = ruled_out_by(each.course, policy, open_)
        one = one_always_in_force(result.prepared, result.situation, breached)
        if not one:
            kept.append(each)
        for norm in (norm for norm in policy.norms if norm.name in one):
            more = _nearest_kept(course, (*demands, *demands_of_norm(norm)), open_ - {norm.name}, result)
            if more is None:
                return None
            kept += more
    if found is None:
        return None
    fewest = min((len(each.added) + len(each.left_out) for each in kept), default=0)
    return tuple(dict.fromkeys(each for each in kept if len(each.added) + len(each.left_out) == fewest))


def _breaches(
    course: frozenset[str],
    policy: Policy,
    norms: Iterable[str],
    asked: Callable[[Norm], Iterable[Demand]],
    waits_for: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[Breach]:
    """Those of the norms of which the course doesn't do what they ask, in the policy's order."""
    among = frozenset(norms)
    for norm in (each for each in policy.norms if each.name in among):
        breached = breached_by(course, asked(norm))
        if breached:
            through = dict.fromkeys(act for demand in breached for act in sorted(demand.if_doing))
            undone = dict.fromkeys(demand.one_of for demand in breached if demand.one_of)
            yield Breach(norm, tuple(through), tuple(undone), (waits_for or {}).get(norm.name, ()))


def _nearest(course: frozenset[str], demands: tuple[Demand, ...]) -> tuple[Nearest, ...] | None:
    """All courses that meet the demands and differ from this one in fewest acts; None where the search takes too long.

    None of them does where they conflict in every case, but not the same ones in each. A demand that isn't met is fixed
    by one of its acts, done or left out unlike before.
    """
    budget = Budget(MOST_STEPS)
    try:
        for most in range(len({act for demand in demands for act in demand.if_doing | demand.one_of}) + 1):
            found = frozenset(_fixed(course, demands, most, frozenset(), budget))
            if found:
                told = (Nearest(each, each - course, course - each) for each in found)
                return tuple(sorted(told, key=lambda each: (len(each.added), sorted(each.course))))
    except Exhausted:
        return None
    return ()


def _fixed(
    course: frozenset[str], demands: tuple[Demand, ...], most: int, determined: frozenset[str], budget: Budget
) -> Iterator[frozenset[str]]:
    """The courses that meet all demands and differ in so many acts at most, none of them `determined`."""
    budget.spend(len(demands))
    breached = next((demand for demand in demands if not meets(course, demand)), None)
    if breached is None:
        yield course
    elif most:
        for act in sorted((breached.if_doing | breached.one_of) - determined):
            determined |= {act}
            yield from _fixed(course ^ {act}, demands, most - 1, determined, budget)
