"""Policies: from text to tree. Every fault is noted and reading goes on; nothing comes of any input but these two."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from attrs import frozen

from coach_ethics.kept import kept
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.file_kind import is_case
from coach_ethics.language.files import Find, find_beside_or_shipped, names_beside_or_shipped
from coach_ethics.language.policies import declarations
from coach_ethics.language.policies import norms as rules
from coach_ethics.language.policies import scenarios as cases
from coach_ethics.language.policies.cycles import check_acts, check_layers, check_overrides, concepts_in_order
from coach_ethics.language.policies.declarations import Context, day, text
from coach_ethics.language.policies.extend import (
    check_kinds,
    inherited,
    merged_acts,
    new_parts,
    presumed_anew,
    steps_once,
    with_parameters,
)
from coach_ethics.language.policies.names import check_names
from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.read import conform, entries, entry, head, items
from coach_ethics.language.symbols import Known, known_in, meanings, references, united
from coach_ethics.language.world import World
from coach_ethics.language.yaml import LARGEST, Node, Scalar, compose
from coach_ethics.model.added_values import with_values
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Fact, extended
from coach_ethics.problems import PolicyProblems, Problem, Severity, in_order, quoted
from coach_ethics.shipped import Shelf, shelf
from coach_ethics.source import Source

DEEPEST = 20
"""The most policies that may extend each other in a row."""
MOST_READ = 50
"""The most policies that one policy may rest on."""


def read_policy(source: Source, world: World, *, find: Find = find_beside_or_shipped) -> Policy:
    """The policy that a text says over a world. Raises PolicyProblems listing everything that is wrong with it."""
    policy, problems = check_policy(source, world, find=find)
    if policy is None:
        raise PolicyProblems(problems)
    return policy


def check_policy(
    source: Source, world: World, *, find: Find = find_beside_or_shipped
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy that a text says, or None where it has errors; and all problems, those of what it extends included."""
    policy, problems = read_as_far(source, world, find=find)
    fatal = any(problem.severity is Severity.ERROR for problem in problems)
    return (None if fatal else policy), problems


def read_as_far(
    source: Source, world: World, *, find: Find = find_beside_or_shipped
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """What could be read of a text, for editors: a policy without its faulty parts; None where nothing could.

    With it come all problems, those of what it extends included.
    """
    if find is find_beside_or_shipped and (faultless := _shipped(source, world)) is not None:
        return faultless.policy, ()
    reader = _PolicyReader(find, world)
    with _all_that_is_made_stays():
        try:
            reading = reader.read(source, ())
        except EnoughError:
            reading = None
    return (None if reading is None else reading.policy), in_order(reader.faults.problems)


@contextmanager
def _all_that_is_made_stays() -> Iterator[None]:
    """Nothing of what is read is garbage before the end: so Python needn't look for it, a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@frozen
class _ReadPolicy:
    """What could be read of a policy, and all names in it, faulty definitions included."""

    policy: Policy
    known: Known


def _shipped(source: Source, world: World) -> _ReadPolicy | None:
    """What a shipped policy says; None of any other, and where there is a fault in it."""
    standing = shelf()
    return _on_the_shelf(source, world, standing) if source.name in (str(path) for path, _ in standing) else None


@kept(64)
def _on_the_shelf(source: Source, world: World, _: Shelf) -> _ReadPolicy | None:
    """A shipped policy, read once while it and those that it may extend stay as they are."""
    reader = _PolicyReader(find_beside_or_shipped, world)
    with _all_that_is_made_stays():
        try:
            reading = reader.read(source, ())
        except EnoughError:
            return None
    return None if reader.faults.problems else reading


class _PolicyReader:
    """Reads one policy and those that it extends, each once."""

    def __init__(self, find: Find, world: World) -> None:
        self.find = find
        self.faults = Diagnostics()
        self._read: dict[str, _ReadPolicy | None] = {}
        self._characters = 0
        self.world = world
        self.empty = Policy("", vocabulary=world.vocabulary, constraints=world.constraints)

    def read(self, source: Source, trail: tuple[str, ...]) -> _ReadPolicy | None:
        """Read one text; `trail` names the policies that extend it, the farthest first."""
        self._characters += len(source.text)
        tree, problems = compose(source)
        self.faults.extend(problems)
        if tree is None:
            return None
        if is_case(tree, self.world.case_keys):
            help_ = "a policy begins with `policy:` and its name; to assess a case, use `coach-ethics assess`"
            self.faults.add("S201", "expected a policy, but found a case", head(tree), help_)
            return None
        good = conform(tree, POLICY, self.faults, "the policy")
        if good is None:
            return None
        name = text(good, "policy")
        parents = [parent for parent in self._parents(good, source, (*trail, name)) if parent is not None]
        return self._own(good, name, parents)

    def _parents(self, tree: Node, source: Source, trail: tuple[str, ...]) -> list[_ReadPolicy | None]:
        found = []
        for item in items(entry(tree, "extends")):
            if isinstance(item, Scalar):
                found.append(self._parent(item, source, trail))
        return found

    def _parent(self, item: Scalar, source: Source, trail: tuple[str, ...]) -> _ReadPolicy | None:
        name = item.text
        if name in trail:
            cycle = " → ".join(f"`{each}`" for each in (*trail[trail.index(name) :], name))
            self.faults.add("G104", f"policies extend each other: {cycle}", item.span, "remove one `extends`")
            return None
        if name in self._read:
            return self._read[name]
        if len(trail) > DEEPEST or len(self._read) >= MOST_READ or self._characters > LARGEST:
            rest = f"{DEEPEST} in a row, {MOST_READ} in all, {LARGEST:,} characters together"
            help_ = f"combine some of them; the limits are {rest}"
            self.faults.add(
                "X405", "this policy rests on too many policies, or on policies that are too large", item.span, help_
            )
            return None
        found = self.find(name, source)
        if found is None:
            known = names_beside_or_shipped(source)
            help_ = (
                self.faults.nearest(name, known)
                or "put its file beside this one; `coach-ethics policies` lists the shipped policies"
            )
            message = f"`{quoted(name)}` is neither a policy beside this file nor a shipped one"
            self.faults.add("X403", message, item.span, help_)
            reading = None
        elif isinstance(found, Problem):
            self.faults.extend([found if found.span else attrs.evolve(found, span=item.span)])
            reading = None
        else:
            by_itself = _shipped(found, self.world) if self.find is find_beside_or_shipped else None
            reading = by_itself or self.read(found, trail)
            if reading is not None and reading.policy.name != name:
                message = f"the file `{name}` contains the policy `{reading.policy.name}`"
                self.faults.add("X406", message, item.span, "a policy file must have the name of its policy")
        self._read[name] = reading
        return reading

    def _own(self, tree: Node, name: str, parents: list[_ReadPolicy]) -> _ReadPolicy:
        faults = self.faults
        span = tree.span
        redeclared = frozenset(key.text for key, _ in entries(entry(tree, "parameters")))
        place = declarations.place_of(tree, "extends", span)
        again = frozenset(key.text for key, _ in entries(entry(tree, "presume")))
        base = inherited([parent.policy for parent in parents], self.empty, redeclared, again, place, faults)
        added = declarations.added_values(
            entry(tree, "adds_values"), base, _names(tree, "facts") | {fact.name for fact in base.facts}, name, faults
        )
        all_added = (*base.added_values, *added)
        base = attrs.evolve(with_values(base, all_added), added_values=all_added)
        before = united([known_in(base), *(parent.known for parent in parents)])
        check_kinds(base, place, faults)
        check_names(tree, _taken(before), faults)
        facts = self._facts(tree, name, before)
        known = _with_names(tree, before, facts)
        context = Context(name, known, faults)
        faults.named = {**meanings(known), **dict.fromkeys(_names(tree, "parameters"), "a parameter")}
        parameters = declarations.parameters(entry(tree, "parameters"), context)
        known = attrs.evolve(known, parameters={**known.parameters, **parameters})
        own_parameters = [parameter for parameter in parameters.values() if parameter is not None]
        policy = self._with_parts(tree, with_parameters(base, own_parameters), facts, Context(name, known, faults))
        return _ReadPolicy(self._headed(tree, policy, name), known)

    def _facts(self, tree: Node, name: str, before: Known) -> dict[str, Fact | None]:
        facts = declarations.facts(entry(tree, "facts"), name, self.world.audiences, self.faults)
        for fact in facts.values():
            old = before.facts.get(fact.name) if fact else None
            if fact and old is not None and old != fact.type:
                message = f"`{fact.name}` already exists with another type"
                self.faults.add("X401", message, fact.span, "remove it here, or give it another name")
        return facts

    def _with_parts(self, tree: Node, base: Policy, facts: dict[str, Fact | None], context: Context) -> Policy:
        faults, own_facts = self.faults, [fact for fact in facts.values() if fact and fact.name not in base.vocabulary]
        another = "give it another name"
        own_acts = declarations.acts(entry(tree, "acts"), context, self.world.acts)
        acts = merged_acts([*base.acts, *own_acts])
        check_acts(acts, faults)
        own_norms = rules.norms(entry(tree, "norms"), context)
        fix = "write a norm of another name that `overrides` it"
        norms = (*base.norms, *new_parts(own_norms, base.norms, "norm", fix, faults))
        check_overrides(norms, faults)
        own_concepts = rules.concepts(entry(tree, "concepts"), context)
        concepts = (*base.concepts, *new_parts(own_concepts, base.concepts, "concept", another, faults))
        own_steps = cases.dialogue(entry(tree, "dialogue"), context)
        dialogue = steps_once((*own_steps, *base.dialogue))
        own_about = references(entry(tree, "dialogue_about"), "act", context.known.acts, faults)
        own_scenarios = cases.scenarios(entry(tree, "scenarios"), context)
        all_scenarios = frozenset(part.name for part in base.scenarios) | cases.scenario_names(entry(tree, "scenarios"))
        own_constraints = rules.constraints(entry(tree, "constraints"), context)
        constraints = (*base.constraints, *new_parts(own_constraints, base.constraints, "constraint", another, faults))
        own_notices = rules.notices(entry(tree, "notices"), context)
        presume = presumed_anew(base.presume, rules.presumptions(entry(tree, "presume"), context))
        own_properties = rules.properties(entry(tree, "properties"), context)
        own_sources = declarations.sources(entry(tree, "sources"), context.origin)
        steps = frozenset(step.fact for step in dialogue)
        own_clauses = cases.clauses(entry(tree, "clauses"), context, scenarios=all_scenarios, steps=steps, norms=norms)
        return attrs.evolve(
            base,
            vocabulary=extended(base.vocabulary, own_facts),
            facts=(*base.facts, *own_facts),
            sources=(*base.sources, *new_parts(own_sources, base.sources, "source", another, faults)),
            constraints=constraints,
            acts=acts,
            concepts=concepts_in_order(concepts, faults),
            norms=norms,
            notices=(*base.notices, *new_parts(own_notices, base.notices, "notice", another, faults)),
            presume=presume,
            properties=(*base.properties, *new_parts(own_properties, base.properties, "property", another, faults)),
            completeness=(*base.completeness, *rules.completeness(entry(tree, "completeness"), context)),
            monotone=(*base.monotone, *rules.monotone(entry(tree, "monotone"), context)),
            conflicts=(*base.conflicts, *rules.conflicts(entry(tree, "conflicts"), context)),
            dialogue=dialogue,
            dialogue_about=tuple(dict.fromkeys((*own_about, *base.dialogue_about))),
            clauses=(*base.clauses, *own_clauses),
            scenarios=(*base.scenarios, *own_scenarios),
        )

    def _headed(self, tree: Node, policy: Policy, name: str) -> Policy:
        effective, until = day(tree, "effective"), day(tree, "until")
        if effective and until and until < effective:
            message = f"`until` ({until}) is before `effective` ({effective})"
            self.faults.add("S208", message, declarations.place_of(tree, "until", tree.span), "swap the dates")
        names = (item.text for item in items(entry(tree, "extends")) if isinstance(item, Scalar))
        return attrs.evolve(
            policy,
            name=name,
            title=text(tree, "title"),
            version=text(tree, "version"),
            family=text(tree, "family"),
            effective=effective,
            until=until,
            layers=self._layers(tree, policy, name),
            extends=tuple(dict.fromkeys(names)),
            scope=declarations.scope(entry(tree, "scope"), name) or policy.scope,
            span=declarations.place_of(tree, "policy", tree.span),
        )

    def _layers(self, tree: Node, base: Policy, name: str) -> tuple[tuple[str, str], ...]:
        """Which policies stand above which; a circle of them is noted (G106)."""
        own = [(name, item.text) for item in items(entry(tree, "above")) if isinstance(item, Scalar)]
        for upper, lower in entries(entry(tree, "layers")):
            own += [(upper.text, item.text) for item in items(lower) if isinstance(item, Scalar)]
        found = tuple(dict.fromkeys((*base.layers, *own)))
        place = declarations.place_of(tree, "above", declarations.place_of(tree, "layers", tree.span))
        check_layers(found, place, self.faults)
        return found


def _taken(known: Known) -> dict[str, str]:
    return {
        **dict.fromkeys(known.concepts, "concept"),
        **dict.fromkeys(known.parameters, "parameter"),
        **dict.fromkeys(known.facts, "fact"),
    }


def _with_names(tree: Node, before: Known, facts: dict[str, Fact | None]) -> Known:
    """The names known before, with all that a tree defines, be it well or badly."""

    own = {name: fact.type if fact else None for name, fact in facts.items()}
    return attrs.evolve(
        before,
        facts={**own, **before.facts},
        concepts=before.concepts | _names(tree, "concepts"),
        acts=before.acts | _names(tree, "acts"),
        norms=before.norms | _names(tree, "norms"),
        sources=before.sources | _names(tree, "sources"),
        notices=before.notices | _names(tree, "notices"),
    )


def _names(tree: Node, section: str) -> frozenset[str]:
    return frozenset(key.text for key, _ in entries(entry(tree, section)))
