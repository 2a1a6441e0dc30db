"""What constraints leave of the combinations of some facts, whatever all other facts are.

A share of situations, and a cohort drawn at random, are about the facts that matter: each combination of their values
that can be counts once. How many values other facts could have beside it is no matter, but whether there are any is. So
other facts are taken out of the constraints, which then say of the facts that matter alone what can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Definition, Kind
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import FALSE, TRUE, Condition, Named, conjunction, disjunction
from coach_ethics.model.domains import in_runs, joined
from coach_ethics.model.groups import connected
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Leaf, Tree

MOST_STEPS = 100_000
"""How many children the nodes of a diagram may have that takes facts out of constraints which share them."""


@frozen(eq=False)
class Restriction:
    """What some constraints leave of the combinations of some `facts`: those in which `condition` is true.

    `definitions` are names that the condition mentions. Where not `exact`, it took too many steps to take other facts
    out: the condition mentions them, and is false only where nothing that they could be keeps the constraints.
    """

    constraints: tuple[str, ...]
    facts: frozenset[str]
    condition: Condition
    definitions: tuple[Definition, ...] = ()
    exact: bool = True


def restrictions(slices: Slices, facts: Collection[str]) -> Iterator[Restriction]:
    """What the constraints leave of the combinations of these facts; what leaves all of them isn't listed.

    THEOREM: in a complete situation over these facts, all of this holds just where values of the other facts keep every
    constraint that mentions, directly or through others that do, one of these facts; if all of them are exact.
    """
    behind = {name: slices.dependencies.facts([rule]) for name, rule in slices.rules.items()}
    for name, about in behind.items():
        if about and about.issubset(facts):
            yield Restriction((name,), about, slices.rules[name])
    linked = {name: about.difference(facts) for name, about in behind.items() if not about.issubset(facts)}
    for together in connected(linked):
        about = frozenset[str]().union(*(behind[name] for name in together)).intersection(facts)
        if about and (restriction := _without_others(slices, together, about)).condition != TRUE:
            yield restriction


def _without_others(slices: Slices, constraints: tuple[str, ...], facts: frozenset[str]) -> Restriction:
    rules = [slices.rules[name] for name in constraints]
    try:
        diagrams = Diagrams(slices, rules, Budget(MOST_STEPS), among=constraints, unknown=False)
        if diagrams.order.by_order:
            raise Exhausted
        tree = diagrams.completable(diagrams.kept, facts)
    except Exhausted:
        return Restriction(constraints, facts, conjunction(tuple(rules)), exact=False)
    definitions: dict[Tree[Truth], Definition] = {}
    condition = _said(tree, diagrams.order, f"restriction {', '.join(constraints)}", definitions)
    return Restriction(constraints, facts, condition, tuple(definitions.values()))


def _said(tree: Tree[Truth], order: Order, stem: str, definitions: dict[Tree[Truth], Definition]) -> Condition:
    """A tree as a condition, with a name for each of its nodes."""
    if isinstance(tree, Leaf):
        return TRUE if tree.value else FALSE
    if tree not in definitions:
        cells: dict[Tree[Truth], list[int]] = {}
        for child, below in enumerate(tree.children):
            cells.setdefault(below, []).append(child)
        ways = []
        for below, children in cells.items():
            runs = joined(run for child in children for run in order.cells[tree.place][child])
            beyond = _said(below, order, stem, definitions)
            if beyond != FALSE:
                ways.append(conjunction((in_runs(order.facts[tree.place], runs), beyond)))
        name = f"{stem} {len(definitions) + 1}"
        definitions[tree] = Definition(name, Kind.CONCEPT, (name,), disjunction(tuple(ways)))
    return Named(definitions[tree].name)
