"""Puts together what a policy inherits, and what it says itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import attrs

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.policies.rebind import rebind
from coach_ethics.model.added_values import alike
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import (
    Act,
    Concept,
    Constraint,
    DialogueStep,
    Norm,
    Notice,
    Parameter,
    Policy,
    PolicyScope,
    Presumption,
    Property,
    SourceText,
)
from coach_ethics.model.vocabulary import Fact, Vocabulary, extended
from coach_ethics.source import Span

P = TypeVar("P", SourceText, Parameter, Constraint, Concept, Norm, Notice, Presumption, Property)
A = TypeVar("A")


def inherited(
    parents: list[Policy],
    empty: Policy,
    redeclared: frozenset[str],
    presumed_again: frozenset[str],
    span: Span | None,
    faults: Diagnostics,
) -> Policy:
    """All that these policies say, as one. Parts that two of them define differently are noted (X402).

    Parameters in `redeclared`, and facts in `presumed_again`, get a value of their own later, so that two values of one
    are no fault.
    """
    empty, *parents = alike([empty, *parents])
    parameters = _one_of_each("parameter", parents, lambda policy: policy.parameters, span, faults, redeclared)
    by_name = {parameter.name: parameter for parameter in parameters}
    parents = [empty, *(rebind(parent, by_name) for parent in parents)]

    return Policy(
        name="",
        vocabulary=_vocabulary(parents, span, faults),
        facts=_first_of_each(fact for parent in parents for fact in parent.facts),
        added_values=_once(part for parent in parents for part in parent.added_values),
        sources=_one_of_each("source", parents, lambda policy: policy.sources, span, faults),
        parameters=parameters,
        constraints=_one_of_each("constraint", parents, lambda policy: policy.constraints, span, faults),
        acts=merged_acts([act for parent in parents for act in parent.acts]),
        concepts=_one_of_each("concept", parents, lambda policy: policy.concepts, span, faults),
        norms=_one_of_each("norm", parents, lambda policy: policy.norms, span, faults),
        notices=_one_of_each("notice", parents, lambda policy: policy.notices, span, faults),
        presume=_one_of_each("presumption", parents, lambda policy: policy.presume, span, faults, presumed_again),
        properties=_one_of_each("property", parents, lambda policy: policy.properties, span, faults),
        completeness=_once(part for parent in parents for part in parent.completeness),
        monotone=_once(part for parent in parents for part in parent.monotone),
        conflicts=_once(part for parent in parents for part in parent.conflicts),
        dialogue=steps_once(step for parent in parents for step in parent.dialogue),
        dialogue_about=_once(act for parent in parents for act in parent.dialogue_about),
        clauses=_once(part for parent in parents for part in parent.clauses),
        scenarios=_once(part for parent in parents for part in parent.scenarios),
        scope=scope_of_all(parents),
        layers=_once(pair for parent in parents for pair in parent.layers),
    )


def check_kinds(merged: Policy, span: Span | None, faults: Diagnostics) -> None:
    """Note names that are a fact in one policy and a concept or a parameter in another (X402)."""
    kinds = (("fact", merged.facts), ("parameter", merged.parameters), ("concept", merged.concepts))
    found: dict[str, str] = {}
    for kind, parts in kinds:
        for part in parts:
            other = found.setdefault(part.name, kind)
            if other != kind:
                message = f"`{part.name}` is a {other} in one of the policies and a {kind} in another"
                faults.add("X402", message, span, "rename one, or extend only one of the policies")


def _once(parts: Iterable[A]) -> tuple[A, ...]:
    return tuple(dict.fromkeys(parts))


def _one_of_each(
    what: str,
    parents: list[Policy],
    section: Callable[[Policy], tuple[P, ...]],
    span: Span | None,
    faults: Diagnostics,
    ignoring: frozenset[str] = frozenset(),
) -> tuple[P, ...]:
    found: dict[str, tuple[P, str]] = {}
    for parent in parents:
        for part in section(parent):
            other, defined_by = found.setdefault(part.name, (part, parent.name))
            if attrs.evolve(part, origin=other.origin) != other and part.name not in ignoring:
                message = f"the {what} `{part.name}` is defined differently in `{defined_by}` and in `{parent.name}`"
                faults.add("X402", message, span, _MENDS.get(what, "rename one, or extend only one of the policies"))
    return tuple(part for part, _ in found.values())


_MENDS = {
    "parameter": "declare the parameter here with the intended `default`",
    "presumption": "say here under `presume` what is meant to be presumed, or `unknown`",
}


def _first_of_each(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.name, fact)
    return tuple(found.values())


def _vocabulary(parents: list[Policy], span: Span | None, faults: Diagnostics) -> Vocabulary:
    found = parents[0].vocabulary
    for parent in parents[1:]:
        for fact in parent.facts:
            if fact.name in found and found[fact.name].type != fact.type:
                message = f"the fact `{fact.name}` has one type in `{parent.name}` and another elsewhere"
                faults.add("X402", message, span, "rename one of them, or extend only one of the policies")
        found = extended(found, parent.facts)
    return found


def merged_acts(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The same act declared several times is one: all that it excludes and includes, and the last `means` given."""
    found: dict[str, Act] = {}
    for act in acts:
        other = found.get(act.name)
        found[act.name] = act if other is None else _merged(other, act)
    return tuple(found.values())


def _merged(one: Act, other: Act) -> Act:
    return attrs.evolve(
        other,
        means=other.means or one.means,
        label=other.label or one.label,
        excludes=_once((*one.excludes, *other.excludes)),
        includes=_once((*one.includes, *other.includes)),
        leads_to=tuple({**dict(one.leads_to), **dict(other.leads_to)}.items()),
    )


def steps_once(steps: Iterable[DialogueStep]) -> tuple[DialogueStep, ...]:
    """The steps of each fact by the policy that has it first, and of these no two under one condition."""
    found: dict[tuple[str, Condition], DialogueStep] = {}
    asked: dict[str, str] = {}
    for step in steps:
        if asked.setdefault(step.fact, step.origin) == step.origin:
            found.setdefault((step.fact, step.when), step)
    return tuple(found.values())


def new_parts(own: Iterable[P], base: Iterable[P], what: str, fix: str, faults: Diagnostics) -> tuple[P, ...]:
    """A policy's own parts, without those that would define an inherited one anew (X401)."""
    inherited_ = {part.name: part for part in base}
    kept = []
    for part in own:
        other = inherited_.get(part.name)
        if other is None:
            kept.append(part)
        else:
            message = f"the {what} `{part.name}` is inherited from `{other.origin}` and can't be redefined"
            faults.add("X401", message, part.span, fix)
    return tuple(kept)


def scope_of_all(policies: Sequence[Policy]) -> PolicyScope | None:
    """What several policies speak of together, and what any of them leaves out; None where none of them says."""
    scopes = _once(attrs.evolve(each.scope, origin="") for each in policies if each.scope)
    if not scopes:
        return None
    if len(scopes) == 1:
        return next(each.scope for each in policies if each.scope)
    left_out = _once(part for each in scopes for part in each.leaves_out)
    origin = next(each.scope.origin for each in policies if each.scope)
    return PolicyScope("; ".join(each.covers.rstrip(".") for each in scopes), left_out, origin=origin)


def presumed_anew(base: Iterable[Presumption], own: Iterable[Presumption]) -> tuple[Presumption, ...]:
    """What is inherited with what a policy presumes itself in its place."""
    return tuple({each.name: each for each in (*base, *own)}.values())


def with_parameters(base: Policy, own: Iterable[Parameter]) -> Policy:
    """The policy with parameters of its own, or new defaults for inherited ones."""
    by_name = {parameter.name: parameter for parameter in own}
    changed = rebind(base, by_name)
    old = {parameter.name for parameter in base.parameters}
    added = tuple(parameter for parameter in by_name.values() if parameter.name not in old)
    return attrs.evolve(changed, parameters=(*changed.parameters, *added))
