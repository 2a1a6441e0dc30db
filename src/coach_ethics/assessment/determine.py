"""What would determine an act's status: the smallest sets of unknown facts to find out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from coach_ethics.assessment.act_diagram import situated, too_many
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.deontics.minimal import Budget, Exhausted, members, minimal
from coach_ethics.displays import brief
from coach_ethics.findings import Status, status_among
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning.changes import MOST_STEPS, Alternatives, Situated


@frozen
class DeterminingAnswer:
    """Answers to be found, for each fact the values that serve equally, and the status that they determine."""

    found: tuple[tuple[str, Sequence[Value]], ...]
    status: Status


@frozen
class DeterminingFacts:
    """Unknown facts of which the finding out determines an act's status.

    `surely` says that it does so whatever is found; else some `answers` do, and others leave the status open. `answers`
    are the smallest sets of answers, to some or all of the facts, that determine it.

    Where there are too many to list, `up_to` says up to how many answers together were looked for; more may serve.
    """

    facts: tuple[str, ...]
    surely: bool
    answers: tuple[DeterminingAnswer, ...]
    up_to: int | None = None

    __repr__ = brief


def what_would_determine(result: Assessed, act: str) -> tuple[DeterminingFacts, ...]:
    """The smallest sets of unknown facts whose finding out determines an act's status.

    First those that determine it whatever is found, then those that may. In either kind no set contains another of it;
    smaller sets come first. Empty where the status is determined already. Answers that break a constraint don't count.
    Where there are too many of those that may, those of the fewest answers are listed, and say `up_to` how many.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    result.require_act(act)
    if result.findings[act].determined:
        return ()
    here = situated(result, act)
    try:
        surely = here.determining()
        up_to, found = _answers(here)
        perhaps = minimal((sum(1 << place for place in each) for each in found), Budget(MOST_STEPS))
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    if not perhaps:
        raise CaseProblems([too_many(act)])
    told = [_determining(facts, True, found, here, up_to) for facts in surely]
    told += [_determining(facts, False, found, here, up_to) for facts in perhaps if facts not in surely]
    return tuple(sorted(told, key=lambda each: (not each.surely, len(each.facts), each.facts)))


def _answers(here: Situated[Status]) -> tuple[int | None, list[dict[int, int]]]:
    """The smallest sets of answers that leave one status; where they are too many, those of up to so many answers."""
    try:
        return None, here.smallest_changes(here.unknown, _one_left)
    except Exhausted:
        return here.few_changes(here.unknown, _one_left)


def _one_left(verdict: frozenset[Status]) -> bool:
    return len(verdict) == 1


def _determining(
    facts: int, surely: bool, found: Iterable[dict[int, int]], here: Situated[Status], up_to: int | None
) -> DeterminingFacts:
    among = frozenset(members(facts))
    merged = here.merged(each for each in found if among.issuperset(each))
    answers = sorted((_answer(each, here) for each in merged), key=_fewest_first)
    names = (here.diagram.order.facts[place].name for place in sorted(among))
    return DeterminingFacts(tuple(names), surely, tuple(answers), up_to)


def _fewest_first(answer: DeterminingAnswer) -> tuple[object, ...]:
    return len(answer.found), [(fact, values[0], len(values)) for fact, values in answer.found]


def _answer(serving: Alternatives, here: Situated[Status]) -> DeterminingAnswer:
    order = here.diagram.order
    found = tuple((order.facts[place].name, values) for place, values in order.values(serving).items())
    outcome = here.outcome({place: children[0] for place, children in serving.items()})
    return DeterminingAnswer(found, status_among(outcome))
