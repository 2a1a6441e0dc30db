"""Which unknown facts matter: those of which the answer could change a status, however all others turn out.

A completion of a situation gives every unknown fact a value. A fact matters to an act where two completions that differ
in that fact alone give the act different statuses. Completions that break a constraint don't count; where constraints
tie facts together so that none can differ alone, the smallest sets of facts that can differ together matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product

from attrs import frozen

from coach_ethics.assessment.decisive import deciding_facts
from coach_ethics.assessment.diagram import VERDICTS, Diagram, Verdict, constraints_that_hold, diagram, verdict_of
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.trees import Leaf, Node, Table, Tree, nodes, widened
from coach_ethics.deontics.program import name_of
from coach_ethics.findings import Status, Truths
from coach_ethics.model.situation import Situation


@frozen
class Relevance:
    """What matters to an act in a situation.

    `statuses` are those that it has in one completion or another, `facts` the unknown facts that matter, in the order
    in which the policy first mentions them. Both are `exact`, unless the policy is too entangled to look at every
    completion: then there may be a status too many, and a fact that doesn't matter after all; never one too few.
    """

    statuses: frozenset[Status]
    facts: tuple[str, ...]
    exact: bool = True

    @property
    def determined(self) -> bool:
        """Whether the status is the same in every completion."""
        return len(self.statuses) == 1


def relevant_facts(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> tuple[str, ...]:
    """The unknown facts that matter to these acts (to any act, where they are left out), in the vocabulary's order."""
    matter = {fact for each in relevance(prepared, situation, acts).values() for fact in each.facts}
    return tuple(fact.name for fact in prepared.policy.vocabulary if fact.name in matter)


def relevance(prepared: Prepared, situation: Situation, acts: Iterable[str] | None = None) -> Mapping[str, Relevance]:
    """What matters to each of these acts, or to every act of the policy where they are left out."""
    truths = prepared.evaluate(situation)
    constraints = constraints_that_hold(prepared, situation, truths)
    asked = [act.name for act in prepared.policy.acts] if acts is None else list(acts)
    return {act: _of_act(act, prepared, situation, truths, constraints) for act in asked}


def _of_act(
    act: str, prepared: Prepared, situation: Situation, truths: Truths, constraints: frozenset[str]
) -> Relevance:
    known = verdict_of(*(truths[name_of(kind, act)] for kind in VERDICTS))
    if len(known) == 1:
        return Relevance(known, ())
    for among in (constraints, frozenset[str]()):
        whole = diagram(prepared, act, among)
        if whole is None:
            return Relevance(known, _waits_for(act, prepared, situation, truths), exact=False)
        tree = completions(whole, situation)
        statuses = possible_statuses(tree)
        if statuses:
            return Relevance(statuses, tuple(whole.facts[place] for place in sorted(telling(tree))))
    raise AssertionError("INVARIANT (possible): without constraints, every completion gives a status")


def completions(whole: Diagram, situation: Situation) -> Tree[Verdict]:
    """What the act's status is in every completion of a situation: a tree that asks for unknown facts only.

    It has no children for "not known", so every leaf has one status, or none where a constraint is broken.
    """
    known = whole.answers(situation)
    table: Table[Verdict] = Table()
    done: dict[Tree[Verdict], Tree[Verdict]] = {}

    def made(tree: Tree[Verdict]) -> Tree[Verdict]:
        if isinstance(tree, Leaf):
            return tree
        if tree not in done:
            answer, cells = known[tree.place], tree.children[:-1]
            done[tree] = made(cells[answer]) if answer < len(cells) else table.node(tree.place, tuple(map(made, cells)))
        return done[tree]

    return made(whole.tree)


def possible_statuses(tree: Tree[Verdict]) -> frozenset[Status]:
    """Every status that some leaf gives."""
    return frozenset(status for each in nodes(tree) if isinstance(each, Leaf) for status in each.value)


def telling(tree: Tree[Verdict]) -> frozenset[int]:
    """The places in which two completions with different statuses differ, where they differ in as few as can be."""
    if len(possible_statuses(tree)) < 2:
        return frozenset()
    return _telling_alone(tree) or _telling_together(tree)


def _telling_alone(tree: Tree[Verdict]) -> frozenset[int]:
    """The places in which alone two completions differ that have different statuses."""
    known: dict[tuple[Tree[Verdict], Tree[Verdict]], bool] = {}

    def differ(one: Tree[Verdict], other: Tree[Verdict]) -> bool:
        """Whether the same answers lead to different statuses."""
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return bool(one.value and other.value) and one is not other
        if one is other:
            return False
        if (one, other) not in known:
            place = min(each.place for each in (one, other) if isinstance(each, Node))
            pairs = zip(*widened(one, other, place), strict=True)
            known[one, other] = known[other, one] = any(differ(*pair) for pair in pairs)
        return known[one, other]

    found: set[int] = set()
    for each in nodes(tree):
        if isinstance(each, Node) and each.place not in found:
            pairs = combinations(dict.fromkeys(each.children), 2)
            if any(differ(*pair) for pair in pairs):
                found.add(each.place)
    return frozenset(found)


def _telling_together(tree: Tree[Verdict]) -> frozenset[int]:
    """The same for more than one place at once, as constraints may have it: the smallest number that there is."""
    known: dict[tuple[Tree[Verdict], Tree[Verdict], int], frozenset[int] | None] = {}

    def differing(one: Tree[Verdict], other: Tree[Verdict], most: int) -> frozenset[int] | None:
        """The places of all sets of at most so many in which completions of the one and of the other differ.

        None where there is no such set.
        """
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return frozenset() if one.value and other.value and one is not other else None
        if one is other and not most:
            return None
        if (one, other, most) not in known:
            place = min(each.place for each in (one, other) if isinstance(each, Node))
            mine, theirs = widened(one, other, place)
            alike = (differing(*pair, most) for pair in dict.fromkeys(zip(mine, theirs, strict=True)))
            found = [places for places in alike if places is not None]
            if most:
                apart = (pair for pair in dict.fromkeys(product(mine, theirs)) if pair[0] is not pair[1])
                beyond = (differing(*pair, most - 1) for pair in apart)
                found += [places | {place} for places in beyond if places is not None]
            known[one, other, most] = frozenset[int]().union(*found) if found else None
        return known[one, other, most]

    most = 2
    while (found := differing(tree, tree, most)) is None:
        most += 1
    return found


def _waits_for(act: str, prepared: Prepared, situation: Situation, truths: Truths) -> tuple[str, ...]:
    names = (name_of(kind, act) for kind in VERDICTS)
    unknown = (name for name in names if truths[name] is None)
    return tuple(
        dict.fromkeys(fact for name in unknown for fact in deciding_facts(name, prepared.program, situation, truths))
    )
