"""Layers: norms that prevail over those of another policy without naming each, such as a law's over a code's.

A policy says which others it stands above. Where one of its norms conflicts with one of theirs, it overrides that, as
far as the closure says so of the two norms alone, by what their acts exclude and include:

- norms that can't both be met: the higher overrides the lower, unless the higher only recommends and the lower binds;
- a permission, and a norm that by itself forbids an act that it permits; an exemption, and one that requires the act.

A norm is overridden as a whole. A lower norm that names a higher one under its own `overrides` stays the exception that
its author wrote. Which norms are in force decides in each situation, as of all overrides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import permutations

from coach_ethics.deontics.closure import Closure, close
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy, layer_of, named
from coach_ethics.problems import PolicyProblems, Problem

Overriding = Mapping[str, tuple[str, ...]]
"""For each norm, those that override it, in the policy's order."""


def overriding(policy: Policy, closure: Closure) -> Overriding:
    """The norms that override each norm: those that say so, and those whose layer stands above its own.

    They stand in an order in which each comes after those that override it. Raises PolicyProblems (D303) where layers
    and `overrides` together make norms override each other.
    """
    by_layer = by_layers(policy, closure)
    found = {
        norm.name: tuple(
            other.name
            for other in policy.norms
            if norm.name in other.overrides or norm.name in by_layer.get(other.name, ())
        )
        for norm in policy.norms
    }
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(found, ()))
    for norm in policy.norms:
        for overridden in (*norm.overrides, *by_layer.get(norm.name, ())):
            order.add(overridden, norm.name)
    try:
        return {name: found[name] for name in order.static_order()}
    except CycleError as cycle:
        raise PolicyProblems([_in_circles(cycle.args[1][::-1], policy)]) from None


def layered(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The norms that each norm overrides by its layer alone: see `by_layers`. Raises PolicyProblems (D301)."""
    return by_layers(policy, close(policy)) if policy.layers else {}


def by_layers(policy: Policy, closure: Closure) -> Mapping[str, tuple[str, ...]]:
    """The norms that each norm overrides since its layer stands above theirs, and doesn't name itself."""
    if not policy.layers:
        return {}
    above, norms = _above(policy), named(policy.norms)
    found: dict[str, dict[str, None]] = {}
    for higher, lower in _pairs(policy, closure):
        one, other = norms[higher], norms[lower]
        explicit = lower in one.overrides or higher in other.overrides
        if (layer_of(one), layer_of(other)) in above and not explicit:
            found.setdefault(higher, {})[lower] = None
    return {norm.name: tuple(found[norm.name]) for norm in policy.norms if norm.name in found}


def _above(policy: Policy) -> frozenset[tuple[str, str]]:
    """Which layers stand above which, directly or through others."""
    found = set(policy.layers)
    while more := {(one, last) for one, other in found for first, last in found if other == first} - found:
        found |= more
    return frozenset(found)


def _pairs(policy: Policy, closure: Closure) -> Iterator[tuple[str, str]]:
    """Pairs of norms of which the first would prevail, were it the higher."""
    norms = named(policy.norms)
    closures = (closure, *((closure.advice,) if closure.advice else ()))
    for each in closures:
        for conflict in each.conflicts:
            for one, other in permutations(sorted(conflict)) if len(conflict) == 2 else ():
                if not _advises(norms[one]) or _advises(norms[other]):
                    yield one, other
    for norm in policy.norms:
        traits = TRAITS[norm.modality]
        for act in norm.acts if traits.permits or traits.exempts else ():
            for each in closures:
                grounds = (each.forbidden if traits.permits else each.required).get(act, ())
                yield from ((norm.name, other) for ground in grounds if len(ground) == 1 for other in ground)


def _advises(norm: Norm) -> bool:
    return TRAITS[norm.modality].advises


def _in_circles(cycle: list[str], policy: Policy) -> Problem:
    shown = " → ".join(f"`{name}`" for name in cycle)
    return Problem(
        "D303",
        f"norms of `{policy.name}` override each other, by layers and `overrides` together: {shown}",
        span=named(policy.norms)[cycle[0]].span,
        help="remove one `overrides`, or let the layer not stand above the other",
    )
