"""Choices: the minimal courses that meet a set of demands; and what a course breaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from coach_ethics.arguments import takes
from coach_ethics.deontics.demands import Demand, demands_of_act, demands_of_norm, meets, parts
from coach_ethics.deontics.minimal import Budget, Exhausted, members, minimal
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.translation import Translatable

MOST_STEPS = 2_000_000
"""How many demands may be looked at in search of choices, over all courses tried (about a second)."""

MOST_CHOICES = 2_000
"""How many choices there may be."""


@takes(demands=Iterable[Demand])
def choices(demands: Iterable[Demand]) -> tuple[frozenset[str], ...]:
    """All minimal courses (none contains another) that meet every demand, sorted by size and then by names.

    Empty where no course meets them all; `(frozenset(),)` where nothing need be done. Raises PolicyProblems (D302)
    where there are more than `MOST_CHOICES` of them, or finding them takes more than `MOST_STEPS`: demands that share
    no act multiply their choices. `parts` splits demands into such groups, each of which has its own, fewer choices.

    >>> import coach_ethics as ce
    >>> from coach_ethics.deontics import choices, demands_in_force
    >>> policy = ce.load_policy("collusion")
    >>> [sorted(course) for course in choices(demands_in_force(policy, ["no-credit", "heed-the-signal"]))]
    [['reflect'], ['take_to_supervision']]
    """
    try:
        return minimal_courses(demands, Budget(MOST_STEPS), Budget(MOST_CHOICES))
    except Exhausted:
        raise PolicyProblems([too_many(Translatable("there are too many choices to list them all"))]) from None


def minimal_courses(demands: Iterable[Demand], steps: Budget, courses: Budget) -> tuple[frozenset[str], ...]:
    """The choices, within budgets that others may share. Raises Exhausted."""
    by_part = [_choices_of_part(part, steps) for part in parts(demands)]
    courses.spend(prod(map(len, by_part)))
    found = (frozenset[str]().union(*one_of_each) for one_of_each in product(*by_part))
    return tuple(sorted(found, key=lambda course: (len(course), sorted(course))))


def _choices_of_part(part: Sequence[Demand], steps: Budget) -> list[frozenset[str]]:
    acts = sorted({act for demand in part for act in demand.if_doing | demand.one_of})
    bit = {act: 1 << i for i, act in enumerate(acts)}
    clauses = [(sum(bit[act] for act in demand.if_doing), sum(bit[act] for act in demand.one_of)) for demand in part]
    found = minimal(_courses(clauses, steps), steps)
    return [frozenset(acts[i] for i in members(course)) for course in found]


def _courses(clauses: Sequence[tuple[int, int]], steps: Budget) -> Iterator[int]:
    """Courses that meet the clauses `(if doing, one of)`, among them all minimal ones. Raises Exhausted.

    Starts from doing nothing and repairs one breach after the other. A minimal course that breaches nothing lies at the
    end of the path on which each repair takes the first act that the course contains, so an act that was skipped
    is left out from there on, and no course is met twice.
    """
    waiting = [(0, 0)]
    while waiting:
        course, left_out = waiting.pop()
        steps.spend(len(clauses))
        repairs = [one_of & ~left_out for doing, one_of in clauses if doing & course == doing and not one_of & course]
        if not repairs:
            yield course
            continue
        for act in members(min(repairs, key=int.bit_count)):
            waiting.append((course | 1 << act, left_out))
            left_out |= 1 << act


def too_many(message: str) -> Problem:
    """D302: there are too many choices or trade-offs to list, as the message says."""
    return Problem(
        "D302",
        message,
        help=Translatable("use fewer norms at a time: norms that share no act have separate choices"),
    )


def breached_by(course: frozenset[str], demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands that a course doesn't meet, in the order given."""
    return tuple(demand for demand in demands if not meets(course, demand))


@takes(course=Iterable[str], policy=Policy, norms=Iterable[str])
def ruled_out_by(course: frozenset[str], policy: Policy, norms: Iterable[str]) -> tuple[str, ...]:
    """Which of these norms, by their names, a course would breach if they were in force.

    >>> import coach_ethics as ce
    >>> from coach_ethics.deontics import ruled_out_by
    >>> ruled_out_by(frozenset({"claim_credit"}), ce.load_policy("collusion"), ["no-credit", "heed-the-signal"])
    ('no-credit', 'heed-the-signal')
    """
    among = frozenset(norms)
    asked = (norm for norm in policy.norms if norm.name in among)
    return tuple(norm.name for norm in asked if breached_by(course, demands_of_norm(norm)))


def with_included(course: Iterable[str], policy: Policy) -> frozenset[str]:
    """A course with everything that its acts include: who does the one does the other."""
    done = frozenset(course)
    included = {act.name: act.includes for act in policy.acts}
    while added := {other for act in done for other in included.get(act, ())} - done:
        done |= added
    return done


@takes(policy=Policy, norms=Iterable[str])
def demands_in_force(policy: Policy, norms: Iterable[str]) -> tuple[Demand, ...]:
    """The demands of a policy on a course while just these norms, by their names, are in force.

    What acts exclude and include is demanded always. Each demand says: a course that does all of `if_doing` does at
    least one of `one_of`, and where that is empty, it mustn't do them.

    >>> import coach_ethics as ce
    >>> from coach_ethics.deontics import demands_in_force
    >>> demands = demands_in_force(ce.load_policy("collusion"), ["heed-the-signal"])
    >>> [sorted(demand.one_of) for demand in demands if demand.norm == "heed-the-signal"]
    [['reflect', 'take_to_supervision']]
    """
    among = frozenset(norms)
    return (
        *(demand for act in policy.acts for demand in demands_of_act(act)),
        *(demand for norm in policy.norms if norm.name in among for demand in demands_of_norm(norm)),
    )
