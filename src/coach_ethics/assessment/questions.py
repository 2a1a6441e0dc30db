"""What to ask next: the unknown facts that matter, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from coach_ethics.assessment.act_diagram import (
    answers,
    constraints_that_hold,
    determined_diagram_of,
    determined_in,
)
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.relevance import relevance
from coach_ethics.deontics.program import status_names
from coach_ethics.findings import Status, possible_statuses
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import FactType, Value
from coach_ethics.reasoning.queries import outcome


@frozen
class Question:
    """An unknown fact on which statuses depend: the question to ask, and the acts that depend on its answer.

    `completeness` counts the statuses that are determined by the least helpful answer to it.

    >>> import coach_ethics as ce
    >>> question, *_ = ce.assess({}, "collusion").questions
    >>> question.fact in ce.load_policy("collusion").vocabulary
    True
    """

    fact: str
    ask: str
    means: str
    type: FactType
    judgement: bool
    acts: tuple[str, ...]
    determines: int


def questions(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> tuple[Question, ...]:
    """The unknown facts that matter to the statuses of these acts, or of every act where they are left out.

    First the one whose answer, even the least helpful, determines most; among equals, the one that more acts wait for;
    then in the order of the vocabulary. None is asked for that can't change a status (see `relevance`).
    """
    waiting: dict[str, list[str]] = {}
    for act, each in relevance(prepared, situation, acts).items():
        for fact in each.facts:
            waiting.setdefault(fact, []).append(act)
    remaining = _Remaining(prepared, situation)
    asked = [_question(fact, tuple(waiting[fact]), remaining) for fact in waiting]
    order = {fact.name: place for place, fact in enumerate(prepared.policy.vocabulary)}
    return tuple(sorted(asked, key=lambda each: (-each.determines, -len(each.acts), order[each.fact])))


def _question(fact: str, acts: tuple[str, ...], remaining: _Remaining) -> Question:
    about = remaining.prepared.policy.vocabulary[fact]
    told = (remaining.after(fact, value, acts) for value in answers(fact, remaining.prepared))
    # An answer that a constraint rules out can't be given.
    determined = [sum(len(verdict) == 1 for verdict in verdicts) for verdicts in told if all(verdicts)]
    return Question(fact, about.ask, about.means, about.type, about.judgement, acts, min(determined, default=0))


class _Remaining:
    """Looks ahead from a situation: what acts could still have for a status if one more fact were known."""

    def __init__(self, prepared: Prepared, situation: Situation) -> None:
        self.prepared, self._situation = prepared, situation
        self._constraints = constraints_that_hold(prepared, situation, prepared.evaluate(situation))

    def after(self, fact: str, value: Value, acts: tuple[str, ...]) -> list[frozenset[Status]]:
        """What is still possible for each of the acts."""
        known = Situation({**self._situation.values, fact: value})
        return [self._verdict(act, known) for act in acts]

    def _verdict(self, act: str, known: Situation) -> frozenset[Status]:
        whole = determined_diagram_of(self.prepared, act, self._constraints, known)
        if isinstance(whole, Undecided):
            truths = determined_in(self.prepared, known).truths
            return possible_statuses(*(truths[each.name] for each in status_names(act)))
        return outcome(whole, known)
