"""An interview brought to another day, or to an engagement that has moved on."""

from __future__ import annotations

from attrs import evolve, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import Case
from coach_ethics.assessment.preparation import prepared_again
from coach_ethics.interview.contradictions import fitting_together
from coach_ethics.interview.state import Answered, State, given_on, identity
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.vocabulary import Value


@frozen
class RevisedFact:
    """A fact that was known otherwise before; None: not known.

    >>> from coach_ethics.interview import begin_interview, rebase
    >>> state = begin_interview("collusion", given={"block.named": False}, on="2026-06-01")
    >>> rebase(state, {}, "2026-07-01").changed
    (RevisedFact(fact='block.named', before=False, now=None),)
    """

    fact: str
    before: Value | None
    now: Value | None


@frozen
class Rebased:
    """An interview on another day: its state now, the facts that have changed, and the answers that were `dropped`.

    An answer is dropped where the engagement now says itself what was asked, or rules the answer out.

    >>> from coach_ethics.interview import begin_interview, rebase
    >>> state = begin_interview("collusion", given={"block.named": False}, on="2026-06-01")
    >>> rebase(state, {"block.named": False}, "2026-07-01").changed
    ()
    """

    state: State
    changed: tuple[RevisedFact, ...]
    dropped: tuple[Answered, ...]


@takes(state=State)
def rebase(state: State, engagement: Case, on: DayGiven | None = None) -> Rebased:
    """Bring an interview to what an engagement says on a day, by default today; say which facts have changed by that.

    A consent that has run out since, a commitment that is due now, a record that was corrected: whatever the engagement
    says now counts, and answers count for the rest. `engagement` may be any case that `assess` takes.

    Raises CaseProblems where it doesn't fit the policy's vocabulary, and where `on` is no day (X409).

    >>> from coach_ethics.interview import begin_interview, rebase
    >>> state = begin_interview("collusion", given={"block.named": False}, on="2026-06-01")
    >>> found = rebase(state, {"block.named": True}, "2026-07-01")
    >>> [(each.fact, each.before, each.now) for each in found.changed], str(found.state.on)
    ([('block.named', False, True)], '2026-07-01')
    """
    day = day_asked(on)
    policy = dated(state.prepared.policy, day)
    ready = state.prepared if policy is state.prepared.policy else prepared_again(policy, state.prepared.engine)
    given, digest = given_on(engagement, ready, day)
    kept, _ = fitting_together(given, (each for each in state.answers if given[each.fact] is None), ready)
    begun = evolve(state, policy=identity(ready), prepared=ready, on=day, engagement=digest)
    now = evolve(begun, given=given, answers=kept)
    before, after = state.situation, now.situation
    changed = (RevisedFact(fact.name, before[fact.name], after[fact.name]) for fact in state.prepared.policy.vocabulary)
    dropped = tuple(each for each in state.answers if each not in kept)
    return Rebased(now, tuple(each for each in changed if each.before != each.now), dropped)
