"""What would determine an act's status: the smallest sets of unknown facts to find out."""

from __future__ import annotations

from itertools import product

from attrs import frozen

from coach_ethics.assessment.act_context import (
    MOST_STEPS,
    ActContext,
    context,
    shifted,
    smallest_sets,
    too_many,
    verdict_after,
)
from coach_ethics.assessment.alternatives import Alternatives, merged
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.diagram import Verdict, status_of
from coach_ethics.assessment.trees import Leaf, Tree
from coach_ethics.deontics.minimal import Budget, Exhausted, members, minimal
from coach_ethics.findings import Status
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems


@frozen
class DeterminingAnswer:
    """Answers to be found, for each fact the values that serve equally, and the status that they determine."""

    found: tuple[tuple[str, tuple[Value, ...]], ...]
    status: Status


@frozen
class DeterminingFacts:
    """Unknown facts of which the finding out determines an act's status.

    `surely` says that it does so whatever is found; else some `answers` do, and others leave the status open. `answers`
    are the smallest sets of answers, to some or all of the facts, that determine it.
    """

    facts: tuple[str, ...]
    surely: bool
    answers: tuple[DeterminingAnswer, ...]


def what_would_determine(result: Assessed, act: str) -> tuple[DeterminingFacts, ...]:
    """The smallest sets of unknown facts whose finding out determines an act's status.

    First those that determine it whatever is found, then those that may. In either kind no set contains another of it;
    smaller sets come first. Empty where the status is determined already. Answers that break a constraint don't count.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    result.require_act(act)
    if result.findings[act].determined:
        return ()
    here = context(result, act)
    unknown = frozenset(place for place, cells in enumerate(here.diagram.cells) if here.present[place] == len(cells))
    try:
        answers = [shifted(each, here) for each in smallest_sets(here, unknown, lambda verdict: len(verdict) == 1)]
        surely = _determining_surely(here, unknown)
        perhaps = minimal((sum(1 << place for place in answer) for answer in answers), Budget(MOST_STEPS))
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    told = [_determining(facts, True, answers, here) for facts in surely]
    told += [_determining(facts, False, answers, here) for facts in perhaps if facts not in surely]
    return tuple(sorted(told, key=lambda each: (not each.surely, len(each.facts), each.facts)))


def _determining_surely(here: ActContext, unknown: frozenset[int]) -> list[int]:
    """The smallest sets of unknown places (as bit masks) whose facts, known, determine the status whatever they are.

    Without its fact, a node leaves what the child for "not known" leaves; with it, what all other children need.
    """
    budget = Budget(MOST_STEPS)
    done: dict[Tree[Verdict], list[int]] = {}

    def determining(tree: Tree[Verdict]) -> list[int]:
        if isinstance(tree, Leaf):
            return [0] if len(tree.value) <= 1 else []
        if tree not in done:
            *known, open_ = tree.children
            if tree.place not in unknown:
                done[tree] = determining(tree.children[here.present[tree.place]])
            else:
                asked = [1 << tree.place]
                for child in dict.fromkeys(known):
                    needs = determining(child)
                    budget.spend(len(asked) * len(needs))
                    asked = minimal((one | other for one, other in product(asked, needs)), budget)
                done[tree] = minimal((*determining(open_), *asked), budget)
        return done[tree]

    return determining(here.diagram.tree)


def _determining(facts: int, surely: bool, answers: list[dict[int, int]], here: ActContext) -> DeterminingFacts:
    among = frozenset(members(facts))
    told = (_answer(answer, here) for answer in merged((each for each in answers if among.issuperset(each)), here))
    names = tuple(here.facts[place].name for place in sorted(among))
    return DeterminingFacts(names, surely, tuple(sorted(told, key=lambda each: (len(each.found), each.found))))


def _answer(answer: Alternatives, here: ActContext) -> DeterminingAnswer:
    found = ((here.facts[place].name, _values(place, children, here)) for place, children in answer.items())
    return DeterminingAnswer(
        tuple(found), status_of(verdict_after({place: children[0] for place, children in answer.items()}, here))
    )


def _values(place: int, children: tuple[int, ...], here: ActContext) -> tuple[Value, ...]:
    """The values of these cells, in the order of the domain."""
    values = {value for child in children for value in here.diagram.cells[place][child]}
    return tuple(each for each in domain(here.facts[place].type) if each in values)
