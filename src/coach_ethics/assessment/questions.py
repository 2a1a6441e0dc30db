"""What to ask next: the unknown facts that matter, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from coach_ethics.assessment.cells import cells_of_policy
from coach_ethics.assessment.diagram import VERDICTS, Verdict, constraints_that_hold, diagram, verdict_of
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.relevance import relevance
from coach_ethics.assessment.trees import Node
from coach_ethics.deontics.program import name_of
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import FactType, Value


@frozen
class Question:
    """An unknown fact that statuses wait for: the question to put, and the acts that wait for its answer.

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
    told = (remaining.after(fact, cell[0], acts) for cell in cells_of_policy(remaining.prepared)[fact])
    # An answer that a constraint rules out can't be given.
    determined = [sum(len(verdict) == 1 for verdict in verdicts) for verdicts in told if all(verdicts)]
    return Question(fact, about.ask, about.means, about.type, about.judgement, acts, min(determined, default=0))


class _Remaining:
    """Looks ahead from a situation: what acts could still have for a status if one more fact were known."""

    def __init__(self, prepared: Prepared, situation: Situation) -> None:
        self.prepared, self._situation = prepared, situation
        constraints = constraints_that_hold(prepared, situation, prepared.evaluate(situation))
        self._constraints = constraints
        self._answers: dict[str, Mapping[str, int]] = {}

    def after(self, fact: str, value: Value, acts: tuple[str, ...]) -> list[Verdict]:
        """What is still possible for each of the acts."""
        return [self._verdict(act, fact, value) for act in acts]

    def _verdict(self, act: str, fact: str, value: Value) -> Verdict:
        whole = diagram(self.prepared, act, self._constraints)
        if whole is None:
            truths = self.prepared.evaluate(Situation({**self._situation.values, fact: value}))
            return verdict_of(*(truths[name_of(kind, act)] for kind in VERDICTS))
        tree = whole.tree
        while isinstance(tree, Node):
            asked = whole.facts[tree.place]
            tree = tree.children[whole.place(tree.place, value if asked == fact else self._situation[asked])]
        return tree.value
