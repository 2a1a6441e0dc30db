"""Two policies side by side: one program over what both can speak of, each name with whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from coach_ethics.deontics.program import Definition, Kind, Program, lower, name_of
from coach_ethics.findings import Status
from coach_ethics.model.conditions import FALSE, TRUE, Condition, Named
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration, Fact, FactType, Integer, Vocabulary, expected
from coach_ethics.model.walk import rewrite
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.reasoning.grounds import has_status


class Side(StrEnum):
    """Which of two policies; the value marks its names."""

    ONE = "one: "
    OTHER = "other: "


@frozen(eq=False)
class Pair:
    """Two policies, the program of each, and one `program` with the names of both.

    Its vocabulary is what both together may speak of, its `constraints` those of both. `names[side]` gives the joint
    program's name for a name of one policy's. `called` is what to call the two in sentences; None for their names.
    INVARIANT (shared): names that are defined alike have one joint name.
    """

    one: Policy
    other: Policy
    programs: Mapping[Side, Program]
    program: Program
    names: Mapping[Side, Mapping[str, str]]
    constraints: Mapping[str, Condition]
    acts: tuple[str, ...]
    called: tuple[str, str] | None = None


def paired(one: Policy, other: Policy, called: tuple[str, str] | None = None) -> Pair:
    """Two policies side by side, `called` so in sentences where their names won't do.

    A fact that both have is taken with the values that it has in both. Raises PolicyProblems: Z201 for a fact of
    another kind in each or without a value in common, D301 where a policy can't be closed.
    """
    vocabulary = _united(one, other)
    programs = {Side.ONE: lower(one), Side.OTHER: lower(other)}
    names: dict[Side, dict[str, str]] = {side: {} for side in Side}
    joint: dict[Condition, Definition] = {}
    for side, program in programs.items():
        for each in program.definitions:
            condition = _renamed(each.condition, names[side])
            twin = joint.setdefault(condition, Definition(f"{side}{each.name}", each.kind, each.subject, condition))
            names[side][each.name] = twin.name
    constraints = {
        _renamed(each.always, names[side]): each.name
        for side, policy in ((Side.OTHER, other), (Side.ONE, one))
        for each in policy.constraints
    }
    acts = tuple(dict.fromkeys(act.name for policy in (one, other) for act in policy.acts))
    return Pair(
        one,
        other,
        programs,
        Program(vocabulary, tuple(joint.values())),
        names,
        {f"{name} {number}": condition for number, (condition, name) in enumerate(constraints.items(), start=1)},
        acts,
        called,
    )


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    def rename(leaf: Condition) -> Condition:
        return attrs.evolve(leaf, name=names[leaf.name]) if isinstance(leaf, Named) else leaf

    return rewrite(condition, rename)


def differing_acts(pair: Pair) -> tuple[str, ...]:
    """The acts whose status may differ: all but those that both policies define alike."""
    return tuple(act for act in pair.acts if not _alike(pair, act))


def _alike(pair: Pair, act: str) -> bool:
    if not all(has_act(pair, side, act) for side in Side):
        return False
    one, other = (
        [pair.names[side][name_of(kind, act)] for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)]
        for side in Side
    )
    return one == other


def status_in(pair: Pair, side: Side, act: str, status: Status) -> Condition:
    """The act has this status in the policy of a side. Where the policy lacks the act, it is silent on it."""
    if not has_act(pair, side, act):
        return TRUE if status is Status.UNREGULATED else FALSE
    return has_status(act, status, pair.names[side].__getitem__)


def has_act(pair: Pair, side: Side, act: str) -> bool:
    """Whether the policy of a side has the act."""
    return any(each.name == act for each in policy_of(pair, side).acts)


def policy_of(pair: Pair, side: Side) -> Policy:
    """The policy of a side."""
    return pair.one if side is Side.ONE else pair.other


def titles(pair: Pair) -> tuple[str, str]:
    """What to call the two: as they were called, or by their names, with versions where the names are the same."""
    if pair.called is not None:
        return pair.called
    one, other = pair.one, pair.other
    if one.name != other.name:
        return f"`{one.name}`", f"`{other.name}`"
    if one.version != other.version:
        return f"`{one.name}` {one.version}", f"`{other.name}` {other.version}"
    return f"the first `{one.name}`", f"the second `{other.name}`"


def within(situation: Situation, vocabulary: Vocabulary) -> Situation:
    """What a situation says of the facts of a vocabulary."""
    return Situation({fact: value for fact, value in situation.values.items() if fact in vocabulary})


def _united(one: Policy, other: Policy) -> Vocabulary:
    problems, facts = [], []
    for fact in (*one.vocabulary, *(fact for fact in other.vocabulary if fact.name not in one.vocabulary)):
        twin = other.vocabulary.by_name.get(fact.name, fact)
        type_ = _shared(fact.type, twin.type)
        if type_ is None:
            problems.append(_conflicting(fact, twin, one, other))
        else:
            facts.append(attrs.evolve(fact, type=type_))
    if problems:
        raise PolicyProblems(problems)
    return Vocabulary(tuple(facts))


def _shared(one: FactType, other: FactType) -> FactType | None:
    """The values that both types have, as a type; None where there are none, or they stand in another order."""
    match one, other:
        case Integer(), Integer():
            least, most = max(one.minimum, other.minimum), min(one.maximum, other.maximum)
            return Integer(least, most) if least <= most else None
        case Enumeration(), Enumeration():
            shared = tuple(value for value in one.values if value in other.values)
            same_order = shared == tuple(value for value in other.values if value in one.values)
            ordered = one.ordered and other.ordered
            return Enumeration(shared, ordered) if shared and (same_order or not ordered) else None
        case _:
            return one if one == other else None


def _conflicting(fact: Fact, twin: Fact, one: Policy, other: Policy) -> Problem:
    return Problem(
        "Z201",
        f"`{fact.name}` is {expected(fact.type)} in `{one.name}`, but {expected(twin.type)} in `{other.name}`, "
        "so the two can't be compared",
        span=twin.span or fact.span,
        help="give the fact values in common, in the same order, or another name in one of the policies",
    )
