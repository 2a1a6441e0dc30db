"""Which unknown facts matter: those of which the answer could change a status, however all others turn out.

A completion of a situation gives every unknown fact a value. A fact matters to an act where two completions that differ
in that fact alone give the act different statuses. Completions that break a constraint don't count; where constraints
tie facts together so that none can differ alone, the smallest sets of facts that can differ together matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from coach_ethics.assessment.act_diagram import (
    Subject,
    act_diagram,
    constraints_that_count,
    determined_in,
    names_behind,
    still_possible,
)
from coach_ethics.assessment.decisive import Deciding
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.findings import Status, Truths
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.forest import forest_of
from coach_ethics.reasoning.queries import asked, completions, possible

MOST_STEPS = 50_000
"""How many pairs of what may come of an act may be held against each other, to tell which facts matter to it."""

STEPS_OF_ALL = 500_000
"""How many of all acts that are asked about together."""


@frozen
class Relevance:
    """What matters to an act in a situation.

    `statuses` are those that it has in one completion or another, `facts` the unknown facts that matter, in the order
    in which the policy first mentions them. Both are `exact`, unless the policy is too entangled to look at every
    completion: then there may be a status too many, and a fact that doesn't matter after all; never one too few.
    """

    statuses: frozenset[Status]
    facts: tuple[str, ...]
    exact: bool = True

    @property
    def determined(self) -> bool:
        """Whether the status is the same in every completion."""
        return len(self.statuses) == 1


def relevant_facts(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> tuple[str, ...]:
    """The unknown facts that matter to these acts (to any act, where they are left out), in the vocabulary's order."""
    matter = {fact for each in relevance(prepared, situation, acts).values() for fact in each.facts}
    return tuple(fact.name for fact in prepared.policy.vocabulary if fact.name in matter)


def relevance(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> Mapping[str, Relevance]:
    """What matters to each of these acts, or to every act of the policy where they are left out."""
    asked = [act.name for act in prepared.policy.acts] if acts is None else list(acts)
    return {str(act): each for act, each in relevance_to(asked, prepared, situation).items()}


def relevance_to(subjects: Iterable[Subject], prepared: Prepared, situation: Situation) -> Mapping[Subject, Relevance]:
    """What matters to each of these acts, and to what goes with an act."""
    truths = determined_in(prepared, situation).truths
    constraints = constraints_that_count(prepared, situation)
    budget = Budget(STEPS_OF_ALL)
    deciding = Deciding(prepared.program, situation, truths)
    return {each: _of_subject(each, prepared, situation, truths, constraints, deciding, budget) for each in subjects}


def _of_subject(
    subject: Subject,
    prepared: Prepared,
    situation: Situation,
    truths: Truths,
    constraints: frozenset[str],
    deciding: Deciding,
    budget: Budget,
) -> Relevance:
    known = still_possible(subject, truths)
    if len(known) == 1:
        return Relevance(known, ())
    for among in (constraints, frozenset[str]()):
        whole = act_diagram(prepared, subject, among, situation)
        if isinstance(whole, Undecided):
            unknown = (name for name in names_behind(subject) if truths[name] is None)
            waits = (fact for name in unknown for fact in deciding.facts(name))
            return Relevance(known, tuple(dict.fromkeys(waits)), exact=False)
        tree = completions(whole.tree, whole.order.children(situation))
        if statuses := possible(tree):
            try:
                forest = forest_of(prepared.slices)
                matter, exact = forest.telling(forest.planted(tree), Budget(MOST_STEPS, within=budget)), True
            except Exhausted:
                matter, exact = asked(tree), False
            return Relevance(statuses, tuple(whole.order.facts[place].name for place in sorted(matter)), exact)
    raise AssertionError("INVARIANT (possible): without constraints, every completion gives a status")
