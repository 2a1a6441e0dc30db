"""Constraints that no policy declares: those of the field of practice itself, written down beside its vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach_ethics.arguments import takes
from coach_ethics.language.conditions.parser import condition_of
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.model.policy import Constraint
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import PolicyProblems, Problem


@takes(vocabulary=Vocabulary, written=Iterable[Sequence[str]])
def constraints_over(vocabulary: Vocabulary, written: Iterable[tuple[str, str, str]]) -> tuple[Constraint, ...]:
    """Constraints from their names, their conditions as texts over the vocabulary, and their meanings.

    Raises PolicyProblems with everything that is wrong with the conditions.

    >>> from attrs import frozen
    >>> from coach_ethics.language import constraints_over
    >>> from coach_ethics.model import fact, read_vocabulary
    >>> @frozen
    ... class TalkFacts:
    ...     begun: bool | None = fact(means="the talks have begun", ask="Have the talks begun?")
    ...     ended: bool | None = fact(means="the talks have ended", ask="Have the talks ended?")
    >>> facts = read_vocabulary({"talks": TalkFacts})
    >>> written = ("begin-first", "talks.begun or not talks.ended", "what has ended had begun")
    >>> [(each.name, each.means) for each in constraints_over(facts, [written])]
    [('begin-first', 'what has ended had begun')]
    """
    scope = Scope({fact.name: fact.type for fact in vocabulary})
    found: list[Constraint] = []
    problems: list[Problem] = []
    for name, text, means in written:
        always, faults = condition_of(text, scope, name)
        problems += faults
        if always is not None:
            found.append(Constraint(name, always, means))
    if problems:
        raise PolicyProblems(problems)
    return tuple(found)
