"""Policies: from tree to text. LAW (round trip): what is written reads back as the same policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeAlias, TypeVar, assert_never

from attrs import evolve, fields

from coach_ethics.arguments import takes
from coach_ethics.language.conditions.write import write_condition
from coach_ethics.language.yaml import emit
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import (
    Act,
    Citation,
    Clause,
    CompletenessRequirement,
    Concept,
    Constraint,
    DeclaredConflict,
    DialogueStep,
    Expectation,
    Monotone,
    Norm,
    Notice,
    Objection,
    Parameter,
    Policy,
    PolicyScope,
    Presumption,
    Property,
    Scenario,
    SourceText,
    citation_text,
    layer_of,
)
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value

__all__ = ["bundle", "data_of", "whole", "write_condition", "write_policy", "write_scenario"]

Data: TypeAlias = dict[str, Any]


@takes(policy=Policy)
def write_policy(policy: Policy) -> str:
    r"""The policy's own parts as the text of a policy file.

    What it extends is named, not repeated: reading the text again takes the policies of these names as they are then.
    `bundle` writes it whole. A joint policy extends nothing, so all of its parts are written.

    >>> import coach_ethics as ce
    >>> from coach_ethics.language import write_policy
    >>> print(write_policy(ce.load_policy("policy: ours\nextends: collusion\n")), end="")
    policy: ours
    extends:
    - collusion
    """
    return emit(data_of(policy if policy.extends else whole(policy)))


@takes(policy=Policy)
def bundle(policy: Policy) -> str:
    """The policy with all that it extends as one text, which extends nothing and has the same digest of meaning.

    So it can be kept: no later edition of what it extends changes what it says.

    >>> import coach_ethics as ce
    >>> from coach_ethics.language import bundle
    >>> from coach_ethics.model import meaning_digest
    >>> essay = ce.load_policy("essay")
    >>> kept = ce.load_policy(bundle(essay))
    >>> kept.extends, meaning_digest(kept) == meaning_digest(essay)
    ((), True)
    """
    return emit(data_of(whole(policy)))


def whole(policy: Policy) -> Policy:
    """The policy as one that extends nothing: every part is its own.

    A clause or a scenario that another policy calls alike has its policy's name before its own. What has no origin is
    the world's, and there without being written.
    """
    clauses = Counter(each.id for each in policy.clauses)
    scenarios = Counter(each.name for each in policy.scenarios)

    def called(name: str, names: Counter[str], origin: str) -> str:
        return f"{origin} {name}" if names[name] > 1 and origin != policy.name else name

    apart = evolve(
        policy,
        extends=(),
        clauses=tuple(
            evolve(
                each,
                id=called(each.id, clauses, each.origin),
                scenarios=tuple(called(name, scenarios, each.origin) for name in each.scenarios),
            )
            for each in policy.clauses
        ),
        scenarios=tuple(evolve(each, name=called(each.name, scenarios, each.origin)) for each in policy.scenarios),
    )
    sections = {each.name: getattr(apart, each.name) for each in fields(Policy)}
    own: dict[str, Any] = {
        name: tuple(evolve(part, origin=policy.name) if part.origin else part for part in parts)
        for name, parts in sections.items()
        if isinstance(parts, tuple) and parts and hasattr(parts[0], "origin")
    }
    scope = apart.scope and evolve(apart.scope, origin=policy.name)
    whole_ = evolve(apart, **own, scope=scope)
    layers = zip(whole_.norms, policy.norms, strict=True)
    return evolve(whole_, norms=tuple(evolve(norm, layer=_layer(old, policy)) for norm, old in layers))


def _layer(norm: Norm, policy: Policy) -> str:
    """The layer that a norm has to name where its policy becomes another."""
    layer = layer_of(norm)
    return layer if policy.layers and layer != policy.name else norm.layer


def write_scenario(scenario: Scenario) -> str:
    """One scenario as YAML, ready to paste under `scenarios`."""
    return emit({"scenarios": [_scenario(scenario)]}).partition("\n")[2]


def data_of(policy: Policy) -> Data:
    """The policy's own parts as plain data, laid out as in a policy file."""
    return _filled(
        policy=policy.name,
        title=policy.title,
        version=policy.version,
        family=policy.family,
        effective=policy.effective,
        until=policy.until,
        scope=_scope(policy.scope) if policy.scope and policy.scope.origin == policy.name else None,
        extends=list(policy.extends),
        above=[lower for upper, lower in policy.layers if upper == policy.name],
        layers=_layers(policy),
        sources=_table(policy, policy.sources, _source),
        parameters=_table(policy, policy.parameters, _parameter),
        facts=_table(policy, policy.facts, _fact),
        adds_values=_added(policy),
        constraints=_table(policy, policy.constraints, _constraint),
        acts=_table(policy, policy.acts, _act),
        concepts=_table(policy, policy.concepts, _concept),
        norms=_table(policy, policy.norms, _norm),
        notices=_table(policy, policy.notices, _notice),
        presume=_table(policy, policy.presume, _presumption),
        properties=_table(policy, policy.properties, _property),
        completeness=[_requirement(part) for part in policy.completeness if part.origin == policy.name],
        monotone=[_monotonicity(part) for part in policy.monotone if part.origin == policy.name],
        conflicts=[_conflict(part) for part in policy.conflicts if part.origin == policy.name],
        dialogue=[_step(part) for part in policy.dialogue if part.origin == policy.name],
        dialogue_about=_some(policy.dialogue_about),
        clauses={part.id: _clause(part) for part in policy.clauses if part.origin == policy.name},
        scenarios=[_scenario(part) for part in policy.scenarios if part.origin == policy.name],
    )


P = TypeVar("P", SourceText, Parameter, Fact, Constraint, Act, Concept, Norm, Notice, Presumption, Property)


def _table(policy: Policy, parts: Iterable[P], data: Callable[[P], Data]) -> Data:
    return {part.name: data(part) for part in parts if part.origin == policy.name}


def _added(policy: Policy) -> Data:
    """All values that the policy adds itself, by fact."""
    found: dict[str, list[str]] = {}
    for part in policy.added_values:
        if part.origin == policy.name:
            found.setdefault(part.name, []).extend(value for value in part.values if value not in found[part.name])
    return {name: _some(tuple(values)) for name, values in found.items()}


def _filled(**values: object) -> Data:
    """The keys that hold something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, False)}


def _layers(policy: Policy) -> Data:
    """What stands above what, but for what stands below this policy."""
    found: Data = {}
    for upper, lower in policy.layers:
        if upper != policy.name:
            found.setdefault(upper, []).append(lower)
    return found


def _cites(citations: Iterable[Citation]) -> list[str]:
    return list(map(citation_text, citations))


def _some(names: tuple[str, ...]) -> str | list[str] | None:
    """One name stands by itself."""
    return names[0] if len(names) == 1 else list(names) or None


def _when(condition: Condition) -> str | None:
    return None if condition == TRUE else write_condition(condition)


def _scope(scope: PolicyScope) -> Data:
    return {"covers": scope.covers, **_filled(leaves_out=list(scope.leaves_out))}


def _source(source: SourceText) -> Data:
    return {"title": source.title, **_filled(url=source.url, author=source.author, date=source.date)}


def _parameter(parameter: Parameter) -> Data:
    (_, first), *later = parameter.values or ((date.min, parameter.default),)
    values = {day.isoformat(): _setting(value) for day, value in later}
    return {
        "default": _setting(first),
        **_filled(values=values),
        **_bounds(parameter),
        **_filled(means=parameter.means),
    }


def _setting(value: Value | tuple[Value, ...]) -> Value | list[Value]:
    return list(value) if isinstance(value, tuple) else value


def _bounds(parameter: Parameter) -> Data:
    if parameter.like:
        return {"of": parameter.like}
    match parameter.type:
        case Integer(least, most):
            return {"min": least, "max": most}
        case Boolean() | Enumeration():
            return {}
        case _:
            assert_never(parameter.type)


def _fact(fact: Fact) -> Data:
    cost = None if fact.cost == 1 else fact.cost
    told = _filled(ask=fact.ask, means=fact.means, said=fact.said, said_not=fact.said_not, judgement=fact.judgement)
    change = _filled(changeable=fact.changeable, lasting=fact.lasting, cost=cost)
    told |= _filled(labels=dict(fact.labels))
    return {**_fact_type(fact.type), **told, **change, **_filled(known_to=_some(tuple(sorted(fact.known_to))))}


def _fact_type(type_: FactType) -> Data:
    match type_:
        case Boolean():
            return {"type": "bool"}
        case Integer(least, most):
            return {"type": "int", "min": least, "max": most}
        case Enumeration(values, ordered):
            return {"type": "enum", "values": list(values), **_filled(ordered=ordered)}
        case _:
            assert_never(type_)


def _constraint(constraint: Constraint) -> Data:
    return {"always": write_condition(constraint.always), **_filled(means=constraint.means)}


def _act(act: Act) -> Data:
    return _filled(
        means=act.means,
        label=act.label,
        excludes=list(act.excludes),
        includes=list(act.includes),
        leads_to=dict(act.leads_to),
    )


def _concept(concept: Concept) -> Data:
    return {
        "when": write_condition(concept.when),
        **_filled(means=concept.means, label=concept.label, cites=_cites(concept.cites)),
    }


def _norm(norm: Norm) -> Data:
    return {
        norm.modality.value: _some(norm.acts),
        **_filled(
            if_doing=_some(norm.if_doing),
            when=_when(norm.when),
            overrides=_some(norm.overrides),
            layer=norm.layer,
            within={} if norm.within is None else {"days": norm.within},
            because=norm.because,
            cites=_cites(norm.cites),
            objections=[_objection(each) for each in norm.objections],
            disputed=norm.disputed,
        ),
    }


def _notice(notice: Notice) -> Data:
    rest = _filled(when=_when(notice.when), urgent=notice.urgent, cites=_cites(notice.cites))
    return {"says": notice.says, **rest}


def _presumption(presumption: Presumption) -> Data:
    value = "unknown" if presumption.value is None else presumption.value
    return {
        "value": value,
        **_filled(says=presumption.says, because=presumption.because, cites=_cites(presumption.cites)),
    }


def _objection(objection: Objection) -> Data:
    said = {"objection": objection.objection, "answer": objection.answer}
    return {**said, **_filled(cites=_cites(objection.cites))}


def _property(property_: Property) -> Data:
    return {property_.claim.value: write_condition(property_.condition), **_filled(means=property_.means)}


def _monotonicity(monotonicity: Monotone) -> Data:
    return {"more": monotonicity.more, "never_less": list(monotonicity.never_less), **_filled(means=monotonicity.means)}


def _requirement(requirement: CompletenessRequirement) -> Data:
    return {"acts": list(requirement.acts), **_filled(when=_when(requirement.when), means=requirement.means)}


def _conflict(conflict: DeclaredConflict) -> Data:
    about = _filled(because=conflict.because, cites=_cites(conflict.cites))
    return {"norms": sorted(conflict.norms), "intended": True, **about}


def _step(step: DialogueStep) -> Data:
    return {"ask": step.fact, **_filled(text=step.ask, when=_when(step.when), cites=_cites(step.cites))}


def _clause(clause: Clause) -> Data:
    return {
        "summary": clause.summary,
        **_filled(
            norms=list(clause.norms),
            concepts=list(clause.concepts),
            notices=list(clause.notices),
            scenarios=list(clause.scenarios),
            objections=list(clause.objections),
            dialogue=list(clause.dialogue),
            not_encoded=clause.not_encoded,
        ),
    }


def _scenario(scenario: Scenario) -> Data:
    given = {name: "unknown" if value is None else value for name, value in scenario.given}
    about = _filled(on=scenario.on, cites=_cites(scenario.cites))
    return {"scenario": scenario.name, "given": given, "expect": _expectation(scenario.expect), **about}


def _expectation(expect: Expectation) -> Data:
    lists = {
        **{status.value: acts for status, acts in expect.statuses},
        "dilemma": expect.dilemma,
        "choices": None if expect.choices is None else _sets(expect.choices),
        "holds": expect.holds,
        "fails": expect.fails,
        "in_force": expect.in_force,
        "not_in_force": expect.not_in_force,
        "notices": expect.notices,
        "no_notices": expect.no_notices,
        "presumed": None if expect.presumed is None else {each.value: [*acts] for each, acts in expect.presumed},
        "grounds": None if expect.grounds is None else {act: _sets(sets) for act, sets in expect.grounds},
        "first_question": expect.first_question,
        "required_with": None if expect.required_with is None else dict(expect.required_with),
        "forbidden_with": None if expect.forbidden_with is None else dict(expect.forbidden_with),
        "advised": expect.advised,
        "advised_against": expect.advised_against,
        "exempt": expect.exempt,
    }
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in lists.items() if value is not None
    }


def _sets(sets: Iterable[Iterable[str]]) -> list[list[str]]:
    return sorted(sorted(each) for each in sets)
