"""Forbidden cycles of concepts, overrides and `includes`; and acts that could never be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.model.policy import Act, Concept, Norm, named
from coach_ethics.model.walk import names_in
from coach_ethics.source import Span

_MOST_CYCLES = 20
"""The most cycles that are shown of one graph: there may be very many, and fixing one fixes others."""


def ordered(graph: Mapping[str, Iterable[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The nodes with what they lead to before them, otherwise in the order given; and the cycles met on the way.

    A graph that is in such an order already keeps it.
    """
    order: list[str] = []
    cycles: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in graph:
        path: dict[str, None] = {}
        waiting = [(start, False)]
        while waiting:
            node, leaving = waiting.pop()
            if leaving:
                del path[node]
                done.add(node)
                order.append(node)
            elif node in path and len(cycles) >= _MOST_CYCLES:
                continue
            elif node in path:
                trail = list(path)
                cycles.append((*trail[trail.index(node) :], node))
            elif node not in done:
                path[node] = None
                waiting.append((node, True))
                waiting.extend((next_, False) for next_ in reversed(list(graph.get(node, ()))) if next_ in graph)
    return order, cycles


def concepts_in_order(concepts: tuple[Concept, ...], faults: Diagnostics) -> tuple[Concept, ...]:
    """The concepts so that each uses only earlier ones; a cycle is noted (G101)."""
    by_name = named(concepts)
    order, cycles = ordered({concept.name: names_in(concept.when) for concept in concepts})
    for cycle in cycles:
        help_ = "define one of them in terms of facts only"
        faults.add(
            "G101", f"concepts are defined in terms of each other: {_shown(cycle)}", by_name[cycle[0]].span, help_
        )
    return tuple(by_name[name] for name in order)


def check_overrides(norms: tuple[Norm, ...], faults: Diagnostics) -> None:
    """A norm that overrides itself in the end is noted (G102)."""
    by_name = named(norms)
    for cycle in ordered({norm.name: norm.overrides for norm in norms})[1]:
        help_ = "remove one `overrides`; where norms conflict, say under `when` which of them gives way"
        faults.add("G102", f"norms override each other: {_shown(cycle)}", by_name[cycle[0]].span, help_)


def check_layers(layers: Iterable[tuple[str, str]], span: Span | None, faults: Diagnostics) -> None:
    """A policy that stands above itself in the end is noted (G106)."""
    graph: dict[str, list[str]] = {}
    for upper, lower in layers:
        graph.setdefault(upper, []).append(lower)
        graph.setdefault(lower, [])
    for cycle in ordered(graph)[1]:
        help_ = "let only one of them stand above the other"
        faults.add("G106", f"policies stand above each other: {_shown(cycle)}", span, help_)


def check_acts(acts: tuple[Act, ...], faults: Diagnostics) -> None:
    """Acts that include each other (G103), and acts that include what can't be done together (G105)."""
    by_name = named(acts)
    order, cycles = ordered({act.name: act.includes for act in acts})
    for cycle in cycles:
        help_ = "if two acts are the same, keep one of them"
        faults.add("G103", f"acts include each other: {_shown(cycle)}", by_name[cycle[0]].span, help_)
    if not cycles:
        _check_doable(order, by_name, faults)


def _check_doable(order: list[str], by_name: Mapping[str, Act], faults: Diagnostics) -> None:
    excluded: dict[str, set[str]] = {name: set() for name in by_name}
    for act in by_name.values():
        for other in act.excludes:
            if other in excluded:
                excluded[act.name].add(other)
                excluded[other].add(act.name)
    done_by: dict[str, set[str]] = {}
    blamed: set[str] = set()
    for name in order:
        included = [other for other in by_name[name].includes if other in done_by]
        done_by[name] = {name}.union(*(done_by[other] for other in included))
        if any(other in blamed for other in included):
            blamed.add(name)
            continue
        conflict = next(
            ((one, other) for one in sorted(done_by[name]) for other in sorted(excluded[one] & done_by[name])), None
        )
        if conflict:
            blamed.add(name)
            one, other = conflict
            together = f"it is or includes both `{one}` and `{other}`, which exclude each other"
            if one == other:
                together = "it excludes itself" if one == name else f"it includes `{one}`, which excludes itself"
            message = f"`{name}` can never be done: {together}"
            faults.add("G105", message, by_name[name].span, "remove one of `includes` and `excludes`")


def _shown(cycle: tuple[str, ...]) -> str:
    return " → ".join(f"`{name}`" for name in cycle)
