"""Which constraints limit what some facts can be together, and what other facts can be so that they meet the rest."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import reduce
from typing import TypeVar, assert_never

from coach_ethics.model.conditions import Comparison, Condition, Holds, Membership
from coach_ethics.model.domains import Runs, common, complement, everything, joined, true_runs
from coach_ethics.model.groups import linked
from coach_ethics.model.normal import AllOf, AnyOf, Certainty, Sure, certainly_true
from coach_ethics.model.policy import Constraint
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.model.walk import facts_in

T = TypeVar("T", bound=Hashable)


def binding(constraints: Iterable[Constraint], facts: Iterable[str], vocabulary: Vocabulary) -> tuple[Constraint, ...]:
    """The constraints that limit what these facts can be together.

    A constraint that another fact can meet by itself, whatever else is so, limits nothing but that fact ("without a
    sponsor, nothing is told to one" doesn't limit whether there is a sponsor). Constraints on other facts count where
    they tie these facts to each other.
    """
    mentioned, numbered = frozenset(facts), dict(enumerate(constraints))
    behind = {at: facts_in(each.always) for at, each in numbered.items()}
    meeting = meeting_by_themselves({at: each.always for at, each in numbered.items()}, behind, mentioned, vocabulary)
    left = {at: about for at, about in behind.items() if meeting.keys().isdisjoint(about)}
    bearing = set(linked(mentioned, left))
    return tuple(each for at, each in numbered.items() if at in bearing)


def meeting_by_themselves(
    rules: Mapping[T, Condition],
    behind: Mapping[T, Collection[str]],
    mentioned: Collection[str],
    vocabulary: Vocabulary,
) -> dict[str, Runs]:
    """Facts not mentioned that can each meet all that is said of it, whatever else is so, and the values that do.

    Once what is said of such a fact is left out, others may be able to; those are listed too. A fact that can meet all
    that is said of it still can when less is said, so the order makes no difference to what is left: the rules that
    mention none of these facts. `behind` has the facts of each rule.
    """
    left = dict(behind)
    about: dict[str, dict[T, None]] = {}
    for key, facts in behind.items():
        for fact in facts:
            about.setdefault(fact, {})[key] = None
    runs: dict[tuple[str, T], Runs] = {}

    def meeting(fact: str) -> Runs:
        enough = everything(vocabulary[fact].type)
        for key in about[fact]:
            if (fact, key) not in runs:
                runs[fact, key] = _enough(certainly_true(rules[key]), fact, vocabulary)
            enough = common(enough, runs[fact, key])
            if not enough:
                break
        return enough

    found: dict[str, Runs] = {}
    waiting = [fact for fact in about if fact not in mentioned]
    while waiting:
        fact = waiting.pop()
        if not about[fact] or not (enough := meeting(fact)):
            continue
        found[fact] = enough
        for key in tuple(about[fact]):
            for other in left.pop(key):
                del about[other][key]
                if other != fact and other not in mentioned:
                    waiting.append(other)
    return found


def _enough(certainty: Certainty, fact: str, vocabulary: Vocabulary) -> Runs:
    """The values of a fact, as positions, at which the formula holds whatever else is so."""
    type_ = vocabulary[fact].type
    match certainty:
        case Sure((Holds() | Comparison() | Membership()) as atom, truth) if facts_in(atom) == (fact,):
            runs = true_runs(atom, vocabulary)
            return runs if truth else complement(runs, type_)
        case Sure():
            return ()
        case AllOf(parts):
            return reduce(common, (_enough(part, fact, vocabulary) for part in parts), everything(type_))
        case AnyOf(parts):
            return joined(run for part in parts for run in _enough(part, fact, vocabulary))
        case _:
            assert_never(certainty)
