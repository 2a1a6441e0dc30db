"""Synthetic cohorts: situations drawn from a policy's vocabulary, reproducibly.

Each fact is drawn by itself, from its marginal weights, with a stream of chance of its own: a fact that is added, or a
marginal that is changed, leaves what is drawn for facts unconnected with it as it was. Constraints are honoured by
*rejection*: facts that constraints connect are drawn again together until no constraint is broken, so that a cohort is
distributed as independent facts are, given that the constraints hold. (Given that, a fact's share may differ from its
marginal: without a sponsor there is less that can be said.) What is unknown is chosen last, by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from attrs import frozen

from coach_ethics.assessment.preparation import prepared
from coach_ethics.cohorts.frames import opened, translated
from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.columnar.outputs import Certainty, Truths
from coach_ethics.engines.columnar.queries import Makes, column_values, frame_of_facts
from coach_ethics.engines.columnar.run import evaluated
from coach_ethics.engines.columnar.translate import facts_read
from coach_ethics.facts.vocabulary import Boolean, Fact, Value, Vocabulary, belongs, domain, expected
from coach_ethics.ir.conditions import Named, Not, conjunction
from coach_ethics.ir.policy import Constraint, Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

Marginal: TypeAlias = Mapping[Value, float] | float
"""Weights of values (those left out have none), or for a Boolean fact the share of true."""

SMALLEST_DRAW = 4_096
"""At least so many rows are drawn at once."""

MOST_DRAWS = 1_000
"""For every row, at most so many are drawn (and a million in all) before constraints count as impossible to meet."""


def sample(
    policy: Policy | str | Path,
    n: int,
    *,
    seed: int,
    marginals: Mapping[str, Marginal] | None = None,
    unknown: float | Mapping[str, float] = 0.0,
    library: Makes = "polars",
) -> Any:
    """A frame of `n` situations: a column for each fact that the policy reads, and for each that has a marginal.

    The same arguments give the same cohort, on every machine. `marginals` gives weights; a fact without one takes each
    value equally often. `unknown` is the share of rows in which a fact isn't known, for all facts or for each.

    Raises CaseProblems for marginals and shares that can't be (K116), and where hardly any draw meets the constraints
    (K117); PolicyProblems where the policy can't be read.
    """
    ready = prepared(policy, "reference")
    vocabulary, given = ready.policy.vocabulary, marginals or {}
    problems = [*_faulty_marginals(given, vocabulary), *_faulty_shares(unknown, vocabulary)]
    if n < 0:
        problems.append(Problem("K116", f"`{n}` is no number of rows", path="$.n"))
    if problems:
        raise CaseProblems(problems)
    everything = tuple(Truths(each.name, Named(each.name)) for each in ready.program.definitions)
    read = {*facts_read(ready.program, everything), *given}
    drawers = {fact.name: _drawer(fact, given.get(fact.name), seed) for fact in vocabulary if fact.name in read}
    columns: dict[str, list[Value | None]] = {}
    for group in _groups(ready.policy, tuple(drawers)):
        columns.update(_drawn(group, drawers, n, vocabulary, library))
    hidden = {name: _hidden(columns[name], _share(unknown, name), f"{seed}/unknown/{name}") for name in drawers}
    return frame_of_facts(hidden, vocabulary, library)


def _share(unknown: float | Mapping[str, float], name: str) -> float:
    return unknown.get(name, 0.0) if isinstance(unknown, Mapping) else unknown


def _hidden(values: Sequence[Value | None], share: float, seed: str) -> list[Value | None]:
    chance = Random(seed)
    return [None if chance.random() < share else value for value in values]


@frozen(eq=False)
class _Drawer:
    """Draws values of one fact, with chance of its own."""

    values: Sequence[Value]
    weights: Sequence[float] | None
    chance: Random

    def draw(self, count: int) -> list[Value | None]:
        return list(self.chance.choices(self.values, self.weights, k=count))


def _drawer(fact: Fact, marginal: Marginal | None, seed: int) -> _Drawer:
    chance = Random(f"{seed}/{fact.name}")
    match marginal:
        case None:
            return _Drawer(domain(fact.type), None, chance)
        case Mapping():
            return _Drawer(tuple(marginal), tuple(marginal.values()), chance)
        case share:
            return _Drawer((True, False), (share, 1 - share), chance)


@frozen(eq=False)
class _Group:
    """Facts that constraints connect, and a program that says in `broken` whether any of these is broken."""

    facts: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    program: Program


_BROKEN = "broken"


def _groups(policy: Policy, drawn: tuple[str, ...]) -> Iterator[_Group]:
    """The facts in groups that no constraint connects, in the vocabulary's order."""
    leader = {fact: fact for fact in drawn}
    concepts = tuple(Definition(each.name, Kind.CONCEPT, (each.name,), each.when) for each in policy.concepts)

    def program(constraints: Sequence[Constraint]) -> Program:
        kept = conjunction(tuple(each.always for each in constraints))
        broken = Definition(_BROKEN, Kind.PROPERTY, (_BROKEN,), Not(kept))
        return Program(policy.vocabulary, (*concepts, broken))

    def about(constraint: Constraint) -> tuple[str, ...]:
        read = facts_read(program([constraint]), (Truths(_BROKEN, Named(_BROKEN)),))
        return tuple(fact for fact in read if fact in leader)

    connected = [(constraint, facts) for constraint in policy.constraints if (facts := about(constraint))]
    for _, facts in connected:
        joined = {leader[fact] for fact in facts}
        leader.update((fact, leader[facts[0]]) for fact, first in leader.items() if first in joined)
    for first in dict.fromkeys(leader.values()):
        members = tuple(fact for fact in drawn if leader[fact] == first)
        constraints = tuple(constraint for constraint, facts in connected if facts[0] in members)
        yield _Group(members, constraints, program(constraints))


def _drawn(
    group: _Group, drawers: Mapping[str, _Drawer], n: int, vocabulary: Vocabulary, library: Makes
) -> dict[str, list[Value | None]]:
    """Values of a group's facts for all rows, drawn until enough of them meet the constraints."""
    found: dict[str, list[Value | None]] = {fact: [] for fact in group.facts}
    if not group.constraints:
        return {fact: drawers[fact].draw(n) for fact in group.facts}
    tried, have = 0, 0
    while have < n:
        if tried > MOST_DRAWS * n + 1_000_000:
            raise CaseProblems([_impossible(group, have, tried)])
        count = max(n - have, SMALLEST_DRAW)
        candidates = {fact: drawers[fact].draw(count) for fact in group.facts}
        kept = [at for at, broken in enumerate(_broken(group, candidates, vocabulary, library)) if not broken]
        for fact, values in candidates.items():
            found[fact] += [values[at] for at in kept[: n - have]]
        tried, have = tried + count, have + len(kept[: n - have])
    return found


def _broken(
    group: _Group, candidates: Mapping[str, Sequence[Value | None]], vocabulary: Vocabulary, library: Makes
) -> list[bool]:
    table = opened(frame_of_facts(candidates, vocabulary, library))
    output = Certainty(f"{table.stem}{_BROKEN}", Named(_BROKEN))
    translation = translated(table, group.program, (output,), {}, check=False, warn=False)
    return [each is True for each in column_values(evaluated(table, translation), output.column)]


def _impossible(group: _Group, have: int, tried: int) -> Problem:
    names = ", ".join(f"`{each.name}`" for each in group.constraints)
    message = f"of {tried:,} draws only {have:,} meet the constraints {names}"
    return Problem("K117", message, help="give marginals under which they can be met, such as a share of `true`")


def _faulty_marginals(marginals: Mapping[str, Marginal], vocabulary: Vocabulary) -> Iterator[Problem]:
    for name, marginal in marginals.items():
        path = f"$.marginals.{name}"
        if name not in vocabulary:
            yield _unknown_fact(name, path, vocabulary)
        elif not isinstance(marginal, Mapping):
            if not isinstance(vocabulary[name].type, Boolean) or not 0 <= marginal <= 1:
                help_ = "give weights of values, or for a fact that is true or false the share of true, from 0 to 1"
                yield Problem("K116", f"`{marginal}` is no marginal of `{name}`", path=path, help=help_)
        else:
            for value in (each for each in marginal if not belongs(each, vocabulary[name].type)):
                help_ = f"it takes {expected(vocabulary[name].type)}"
                yield Problem("K116", f"`{quoted(str(value))}` doesn't fit `{name}`", path=path, help=help_)
            if not marginal or min(marginal.values()) < 0 or not sum(marginal.values()) > 0:
                help_ = "give weights that aren't negative, and at least one that is more than 0"
                yield Problem("K116", f"the weights of `{name}` can't be drawn from", path=path, help=help_)


def _faulty_shares(unknown: float | Mapping[str, float], vocabulary: Vocabulary) -> Iterator[Problem]:
    shares = unknown if isinstance(unknown, Mapping) else {"": unknown}
    for name, share in shares.items():
        path = f"$.unknown.{name}" if name else "$.unknown"
        if name and name not in vocabulary:
            yield _unknown_fact(name, path, vocabulary)
        if not 0 <= share <= 1:
            yield Problem("K116", f"`{share}` is no share of rows", path=path, help="give a number from 0 to 1")


def _unknown_fact(name: str, path: str, vocabulary: Vocabulary) -> Problem:
    help_ = did_you_mean(name, vocabulary.by_name) or "`coach-ethics facts` lists what may be said"
    return Problem("K116", f"`{quoted(name)}` is not a fact of the policy's vocabulary", path=path, help=help_)
