"""What to ask next: the unknown facts that matter, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from coach_ethics.assessment.act_diagram import (
    Subject,
    answers,
    constraints_that_count,
    determined_diagram_of,
    steps_around,
    still_possible,
    subjects,
    truths_in,
)
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.presume import standing
from coach_ethics.assessment.relevance import relevance_to
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.displays import as_html, brief
from coach_ethics.findings import Status
from coach_ethics.kept import kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import FactType, Value
from coach_ethics.reasoning.queries import outcome

STEPS_AHEAD = 200_000
"""How many steps it may take to look what answers would determine; further ones are looked at less closely."""


@frozen
class Question:
    """An unknown fact on which it depends what acts are, or what goes with them: the question to ask, and these acts.

    `determines` counts what is determined by the least helpful answer to it: statuses, and what goes with acts.

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

    __repr__ = brief
    _repr_html_ = as_html


def questions(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> tuple[Question, ...]:
    """The unknown facts that matter to these acts, or to every act where they are left out: to their statuses, and to
    what goes with those that aren't forbidden.

    First the one whose answer, even the least helpful, determines most; among equals, the one that more acts wait for;
    then in the order of the vocabulary; last what is presumed. None is asked for that can't change anything (see
    `relevance`).
    """
    return _questions(
        prepared, situation, tuple(act.name for act in prepared.policy.acts) if acts is None else (*acts,)
    )


@kept_with_first(64)
def _questions(prepared: Prepared, situation: Situation, acts: tuple[str, ...]) -> tuple[Question, ...]:
    waiting: dict[str, list[Subject]] = {}
    for subject, each in relevance_to(subjects(acts, prepared), prepared, situation).items():
        for fact in each.facts:
            waiting.setdefault(fact, []).append(subject)
    remaining = _Remaining(prepared, situation)
    asked = [_question(fact, tuple(waiting[fact]), remaining) for fact in waiting]
    order = {fact.name: place for place, fact in enumerate(prepared.policy.vocabulary)}
    presumed = {each.name for each in standing(prepared, situation)}

    def least_telling(each: Question) -> tuple[bool, int, int, int]:
        return each.fact in presumed, -each.determines, -len(each.acts), order[each.fact]

    return tuple(sorted(asked, key=least_telling))


def _question(fact: str, waiting: tuple[Subject, ...], remaining: _Remaining) -> Question:
    about = remaining.prepared.policy.vocabulary[fact]
    told = (remaining.after(fact, value, waiting) for value in answers(fact, remaining.prepared))
    # An answer that a constraint rules out can't be given.
    determined = [sum(len(verdict) == 1 for verdict in verdicts) for verdicts in told if all(verdicts)]
    acts = dict.fromkeys(each if isinstance(each, str) else each.act for each in waiting)
    return Question(fact, about.ask, about.means, about.type, about.judgement, tuple(acts), min(determined, default=0))


class _Remaining:
    """Looks ahead from a situation: what could still be said of acts if one more fact were known."""

    def __init__(self, prepared: Prepared, situation: Situation) -> None:
        self.prepared, self._situation = prepared, situation
        self._constraints = constraints_that_count(prepared, situation)
        self._budget = Budget(STEPS_AHEAD)

    def after(self, fact: str, value: Value, about: tuple[Subject, ...]) -> list[frozenset[Status]]:
        """What is still possible for each of these."""
        known = Situation({**self._situation.values, fact: value})
        try:
            self._budget.spend(len(about))
            self._budget.spend(steps_around(self.prepared, self._constraints, known))
        except Exhausted:
            return [self._certain(each, known) for each in about]
        return [self._verdict(each, known) for each in about]

    def _certain(self, subject: Subject, known: Situation) -> frozenset[Status]:
        return still_possible(subject, truths_in(self.prepared, known))

    def _verdict(self, subject: Subject, known: Situation) -> frozenset[Status]:
        whole = determined_diagram_of(self.prepared, subject, self._constraints, known)
        if isinstance(whole, Undecided):
            return self._certain(subject, known)
        return outcome(whole, known)
