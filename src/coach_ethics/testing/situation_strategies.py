"""Hypothesis strategies for situations: on either side of what a policy's conditions say, partly unknown."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.constraints import broken
from coach_ethics.deontics.program import Kind
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Integer, Value
from coach_ethics.model.walk import facts_in, names_in
from coach_ethics.reasoning.determined import conflicting_constraints
from coach_ethics.testing.condition_strategies import pick, up_to, values
from coach_ethics.testing.targets import EVERYTHING, Options, Pick, Targets, aimed, aims

_SELDOM = 39
"""About one fact in so many that was aimed at is left unknown, and one takes another value."""

_NOTHING = Situation()


@takes(policy=Policy, impossible=bool)
def situations(policy: Policy, *, impossible: bool = False) -> SearchStrategy[Situation]:
    """Partly unknown situations that keep the constraints; with `impossible`, some that don't as well.

    They are aimed at either side of what the policy says: a concept or a norm holds or doesn't, an act is required,
    forbidden, or not, norms that conflict are in force together. Numbers lie mostly at the thresholds of the policy's
    conditions and beside them.

    >>> from hypothesis import find
    >>> from coach_ethics import load_policy
    >>> from coach_ethics.testing import situations
    >>> find(situations(load_policy("collusion")), lambda situation: situation["block.named"] is True)["block.named"]
    True
    """
    drawn = _situations(policy, EVERYTHING, unknown=True)
    return drawn if impossible or not policy.constraints else drawn.map(partial(_made_possible, policy))


def _made_possible(policy: Policy, where: Situation) -> Situation:
    """The situation, less as many facts as it takes to keep the constraints."""
    slices = prepared(policy, "reference").slices
    named = any(names_in(rule) for rule in slices.rules.values())
    while where.values:
        concepts = evaluate(slices.program, where) if named else {}
        rules = [each.always for each in broken(policy.constraints, where, concepts)]
        rules = rules or [slices.rules[name] for name in conflicting_constraints(slices, where)]
        known = [fact for fact in slices.dependencies.mentioned(rules) if where[fact] is not None]
        if not known:
            break
        where = Situation({fact: value for fact, value in where.values.items() if fact != known[-1]})
    return where


@takes(policy=Policy)
def complete_situations(policy: Policy) -> SearchStrategy[Situation]:
    """Situations in which every fact of the vocabulary is known.

    >>> from hypothesis import find
    >>> from coach_ethics import load_policy
    >>> from coach_ethics.testing import complete_situations
    >>> policy = load_policy("collusion")
    >>> len(find(complete_situations(policy), lambda _: True)) == len(list(policy.vocabulary))
    True
    """
    return _situations(policy, EVERYTHING, unknown=False)


@takes(situation=Situation, policy=Policy)
def completions(situation: Situation, policy: Policy) -> SearchStrategy[Situation]:
    """Complete situations that keep everything that is known in `situation`.

    >>> from hypothesis import find
    >>> from coach_ethics import Situation, load_policy
    >>> from coach_ethics.testing import completions
    >>> known = Situation({"block.named": True})
    >>> find(completions(known, load_policy("collusion")), lambda _: True)["block.named"]
    True
    """
    return _situations(policy, EVERYTHING, unknown=False, known=situation)


def situations_about(policy: Policy, *kinds: Kind) -> SearchStrategy[Situation]:
    """Partly unknown situations that are aimed only at names of these kinds."""
    return _situations(policy, kinds, unknown=True)


@st.composite
def _situations(
    draw: DrawFn, policy: Policy, kinds: Collection[Kind], unknown: bool, known: Situation = _NOTHING
) -> Situation:
    at = aims(policy, tuple(kinds))
    free = {**at.telling, **{fact: (value,) for fact, value in known.values.items() if fact in at.telling}}
    options = _aimed(draw, at, free, most=4 + len(policy.norms) // 4)
    # Nothing else is known, or half of it, or most of it.
    rest = (0, 2, 8)[up_to(draw, 2)] if unknown else 1
    options = _possible(options, free, at, lambda among: pick(draw, among), everywhere=rest > 0)
    found = dict(known.values)
    for fact in policy.vocabulary:
        if fact.name not in known:
            within = options[fact.name] if options[fact.name] != free[fact.name] else None
            value = _value(draw, fact, within, at.telling[fact.name], rest, unknown)
            if value is not None:
                found[fact.name] = value
    return Situation(found)


def _aimed(draw: DrawFn, at: Targets, free: Options, most: int) -> Options:
    """The options narrowed by up to so many aims: more in a policy with many norms, so that each has its turn."""
    options = free
    for _ in range(up_to(draw, most) if at.sides else 0):
        side = pick(draw, pick(draw, at.sides))
        options = aimed(side, options, at, lambda among: pick(draw, among)) or options
    return options


def _possible(options: Options, free: Options, at: Targets, pick_: Pick, everywhere: bool) -> Options:
    """The options narrowed so that no constraint is broken: all of them, or those that touch what is narrowed."""
    for constraint in at.constraints:
        if everywhere or any(options[fact] != free[fact] for fact in facts_in(constraint)):
            options = aimed((constraint, True), options, at, pick_) or options
    return options


def _value(
    draw: DrawFn, fact: Fact, aimed_at: tuple[Value, ...] | None, telling: tuple[Value, ...], rest: int, unknown: bool
) -> Value | None:
    """A value; of a fact that was aimed at, now and then none, or another, so that what hangs on it alone is tried."""
    if aimed_at is not None:
        astray = up_to(draw, _SELDOM)
        if astray > 1:
            return pick(draw, aimed_at)
        return None if unknown and astray == 0 else pick(draw, telling)
    if unknown and (rest == 0 or up_to(draw, rest - 1) == 0):
        return None
    if isinstance(fact.type, Integer) and up_to(draw, 1):
        return draw(values(fact.type))
    return pick(draw, telling)
