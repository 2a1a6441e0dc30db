"""Talking instead of answering: what a coach says unasked, several things at once, and what turns out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach_ethics.arguments import takes
from coach_ethics.interview.contradictions import with_answers
from coach_ethics.interview.state import Answered, State, not_answered, without
from coach_ethics.model.situation import problems_of_values
from coach_ethics.model.vocabulary import Value, belongs, own_scalar, value_text
from coach_ethics.problems import CaseProblems, Problem


@takes(state=State, facts=Mapping)
def tell(state: State, facts: Mapping[str, Value | None]) -> State:
    """The interview with several facts at once, asked about or not; None for "I don't know".

    In whatever order the facts are told, the assessment is the same. What is known already can be told again, and what
    wasn't known can be told now; what was told otherwise is changed by `amend`.

    Raises CaseProblems, with all that is wrong: unknown facts (F201), values that don't fit (F202), facts that were
    told otherwise before (I109); and where nothing of that is wrong, facts that contradict what is known, or each
    other (I106).

    >>> from coach_ethics.interview import begin_interview, tell
    >>> state = tell(begin_interview("collusion"), {"block.present": True, "block.named": None})
    >>> state.situation["block.present"], state.not_known
    (True, ('block.named',))
    """
    told = {fact: _plain(value) for fact, value in facts.items()}
    problems = [*problems_of_values(told, state.prepared.policy.vocabulary), *_otherwise(told, state)]
    if problems:
        raise CaseProblems(problems)
    new = tuple(Answered(fact, value) for fact, value in told.items() if _is_new(fact, value, state))
    for each in new:
        state = without(state, each.fact)
    return with_answers(state, new)


def _plain(value: Value | None) -> Value | None:
    return None if value is None else own_scalar(value)


def _is_new(fact: str, value: Value | None, state: State) -> bool:
    """Whether nothing was said of a fact yet, or it wasn't known and is now."""
    return state.situation[fact] is None and (value is not None or fact not in state.not_known)


def _otherwise(told: Mapping[str, Value | None], state: State) -> Iterator[Problem]:
    """I109: facts that are known, and known otherwise."""
    for fact, value in told.items():
        known = state.situation[fact] if fact in state.prepared.policy.vocabulary else None
        fits = (
            value is None or belongs(value, state.prepared.policy.vocabulary[fact].type) if known is not None else False
        )
        if known is not None and fits and (type(value), value) != (type(known), known):
            now = "not known" if value is None else f"`{value_text(value)}`"
            message = f"`{fact}` is `{value_text(known)}` by what was said before; now it is said to be {now}"
            help_ = _IN_RECORDS if _from_engagement(fact, state) else "`amend` changes what was said before"
            yield Problem("I109", message, path=f"$.{fact}", help=help_)


_IN_RECORDS = "correct the engagement that the interview was begun with, and bring the interview to it with `rebase`"


def _from_engagement(fact: str, state: State) -> bool:
    return state.engagement is not None and state.given[fact] is not None


@takes(state=State, fact=str)
def amend(state: State, fact: str, value: Value | None) -> State:
    """The interview with another answer about a fact, in the place of the one before; the other answers are kept.

    What was given at the start as a fact counts as an answer; what follows from an engagement is changed there.

    Raises CaseProblems for an unknown fact (F201), a value that doesn't fit (F202), a fact of which nothing was said
    (I108) or that the engagement says (I109), and an answer that contradicts the others (I106).

    >>> from coach_ethics.interview import amend, begin_interview, tell
    >>> state = tell(begin_interview("collusion"), {"block.present": True, "block.named": False})
    >>> amend(state, "block.present", False).situation["block.present"]
    False
    """
    value = _plain(value)
    if problems := problems_of_values({fact: value}, state.prepared.policy.vocabulary):
        raise CaseProblems(problems)
    answered = [each.fact for each in state.answers]
    if fact not in answered and state.given[fact] is None:
        raise CaseProblems([not_answered(fact, (*answered, *state.given))])
    if _from_engagement(fact, state):
        message = f"`{fact}` follows from the engagement that the interview was begun with"
        raise CaseProblems([Problem("I109", message, path=f"$.{fact}", help=_IN_RECORDS)])
    new = Answered(fact, value)
    if fact not in answered:
        return with_answers(without(state, fact), (new,))
    answers = tuple(new if each.fact == fact else each for each in state.answers)
    return with_answers(without(state, fact), (new,), answers)
