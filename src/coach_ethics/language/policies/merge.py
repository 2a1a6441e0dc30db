"""Puts several policies together as one: a joint policy, in which each keeps its own norms, exceptions and reasons.

Acts of one name are one act. A concept, a parameter or a norm that two policies define differently under one name is
renamed in each, with the policy's name before it; what they define alike stays as it is. Values that one of them adds
to a shared fact are values of it for all of them. A policy's exceptions bind its own norms alone: that one code lets
the coach tell doesn't lift another code's prohibition, unless it stands above the other.

THEOREM (faithful): without layers, a norm of the joint policy is in force just where it is in force in the policy that
it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, TypeVar, assert_never

import attrs
from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.language.policies.extend import merged_acts, scope_of_all, steps_once
from coach_ethics.model.added_values import alike
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Or,
    Term,
)
from coach_ethics.model.policy import (
    Clause,
    Concept,
    Constraint,
    DeclaredConflict,
    Norm,
    Notice,
    Parameter,
    Policy,
    Presumption,
    SourceText,
)
from coach_ethics.model.titles import labels_of, titles_of
from coach_ethics.model.vocabulary import Fact, Vocabulary, extended
from coach_ethics.model.walk import rewrite
from coach_ethics.problems import PolicyProblems, Problem

P = TypeVar("P", Parameter, Concept, Norm, Notice, SourceText)


StandsFor: TypeAlias = Mapping[str, tuple[tuple[str, str], ...]]


def _frozen(stands_for: StandsFor) -> StandsFor:
    return MappingProxyType(dict(stands_for))


@frozen
class Joint:
    """A joint policy, and for each of its norms those that it stands for, as pairs of a policy's label and a name.

    Labels are what the policies are called here, no two alike: their names, with versions where the names are the same.
    """

    policy: Policy
    policies: tuple[Policy, ...]
    stands_for: StandsFor = field(converter=_frozen)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the policies are called, each otherwise."""
        return labels_of(self.policies)

    def __reduce__(self) -> tuple[type[Joint], tuple[object, ...]]:
        """What is pickled and copied: the parts; the mapping is made read-only anew."""
        return Joint, (self.policy, self.policies, dict(self.stands_for))


@takes(policies=Iterable[Policy], name=str)
def merge_policies(policies: Iterable[Policy], name: str = "merged") -> Policy:
    """The policies as one joint policy of this name, which demands whatever any of them demands.

    Its dilemmas are conflicts within one of the policies or between several: `joined` tells which. Scenarios,
    properties and questions to determine are left out, as they speak of one policy alone.

    Two editions of one policy are told apart by their versions. Raises PolicyProblems (X402) where two policies declare
    one fact with different types, or their names don't tell apart what they define.

    >>> import coach_ethics as ce
    >>> from coach_ethics.language import merge_policies
    >>> both = merge_policies(ce.load_policies("icf-2025", "aoec"), "two codes")
    >>> both.name, len(both.norms)
    ('two codes', 49)
    """
    return joined(policies, name).policy


def joined(policies: Iterable[Policy], name: str = "merged") -> Joint:
    """The policies as one, with what each of its norms stands for. Raises as `merge_policies` does."""
    policies = tuple(dict.fromkeys(policies))
    each_once = alike(policies)
    called = labels_of(each_once)
    vocabulary = _vocabulary(each_once, titles_of(each_once))
    renamed = _renamed_all(each_once, called)
    norms: dict[str, Norm] = {}
    stands_for: dict[str, tuple[tuple[str, str], ...]] = {}
    for label, before, after in zip(called, each_once, renamed, strict=True):
        for old, new in zip(before.norms, after.norms, strict=True):
            norms.setdefault(new.name, new)
            stands_for[new.name] = (*stands_for.get(new.name, ()), (label, old.name))
    spoken = {each.language for each in each_once}
    in_translation = any(each.untranslated for each in each_once)
    policy = Policy(
        name,
        title=" + ".join(each.title or each.name for each in each_once),
        vocabulary=vocabulary,
        sources=_sources(renamed),
        parameters=_first_of_each(part for each in renamed for part in each.parameters),
        facts=tuple({fact.name: fact for each in reversed(renamed) for fact in each.facts}.values()),
        added_values=tuple(dict.fromkeys(part for each in renamed for part in each.added_values)),
        constraints=_constraints(renamed),
        acts=merged_acts(act for each in renamed for act in each.acts),
        concepts=_first_of_each(part for each in renamed for part in each.concepts),
        norms=tuple(norms.values()),
        presume=_presumed_alike(renamed),
        notices=_first_of_each(part for each in renamed for part in each.notices),
        conflicts=tuple(dict.fromkeys(conflict for each in renamed for conflict in each.conflicts)),
        dialogue=steps_once(step for each in renamed for step in each.dialogue),
        clauses=tuple(clause for each in renamed for clause in each.clauses),
        scope=scope_of_all(each_once),
        layers=tuple(dict.fromkeys(pair for each in renamed for pair in each.layers)),
        language=spoken.pop() if len(spoken) == 1 else "",
        untranslated=joined([each.untranslated or each for each in policies], name).policy if in_translation else None,
    )
    return Joint(policy, each_once, stands_for)


def _vocabulary(policies: Sequence[Policy], titles: Sequence[str]) -> Vocabulary:
    found = Vocabulary()
    problems: list[Problem] = []
    declared_by: dict[str, str] = {}
    for policy, title in zip(policies, titles, strict=True):
        for fact in policy.vocabulary:
            other = found.by_name.get(fact.name, fact)
            if other.type != fact.type:
                problems.append(_two_types(fact, declared_by[fact.name], title))
            declared_by.setdefault(fact.name, title)
        found = extended(found, policy.vocabulary)
    if problems:
        raise PolicyProblems(problems)
    return found


def _two_types(fact: Fact, one: str, other: str) -> Problem:
    message = f"the fact `{fact.name}` has one type in {one} and another in {other}"
    return Problem("X402", message, fact.span, "give it another name in one of them, or use only one of the policies")


def _prefixes(called: Sequence[str]) -> list[tuple[str, ...]]:
    """What the policies are called, in words of which names can be made; numbered where that leaves two alike."""
    words = [tuple(re.findall("[a-z0-9]+", label.lower())) for label in called]
    return words if len(set(words)) == len(words) else [(*each, str(number)) for number, each in enumerate(words, 1)]


def _renamed_all(policies: Sequence[Policy], called: Sequence[str]) -> tuple[Policy, ...]:
    """The policies with new names where two define one name differently.

    A new name makes what refers to it different in turn, so that the search goes on until no more names are found.
    """
    taken, prefixes = frozenset[str](), _prefixes(called)
    while True:
        renamed = tuple(map(_renamed, policies, called, prefixes, [taken] * len(prefixes)))
        if not (different := _different(policies, renamed)):
            return renamed
        if different <= taken:
            raise PolicyProblems([_too_alike(policies)])
        taken |= different


def _too_alike(policies: Sequence[Policy]) -> Problem:
    names = ", ".join(f"`{policy.name}`" for policy in policies)
    message = f"the names of the policies {names} don't distinguish what each of them defines"
    return Problem("X402", message, help="give each policy its own name, and let none be the beginning of another")


def _different(policies: Sequence[Policy], renamed: Sequence[Policy]) -> set[str]:
    """Names of parameters, concepts and norms that still stand for different things, by their names before."""
    seen: dict[tuple[str, str], object] = {}
    different: set[str] = set()
    for before, after in zip(policies, renamed, strict=True):
        overridden = {
            norm.name: frozenset(other.name for other in after.norms if norm.name in other.overrides)
            for norm in after.norms
        }
        sections: tuple[tuple[str, Iterable[tuple[str, str, object]]], ...] = (
            ("term", [(old.name, new.name, new) for old, new in zip(before.parameters, after.parameters, strict=True)]),
            ("term", [(old.name, new.name, new) for old, new in zip(before.concepts, after.concepts, strict=True)]),
            (
                "norm",
                [
                    (old.name, new.name, (new, overridden[new.name]))
                    for old, new in zip(before.norms, after.norms, strict=True)
                ],
            ),
            ("notice", [(old.name, new.name, new) for old, new in zip(before.notices, after.notices, strict=True)]),
        )
        for kind, parts in sections:
            for old_name, name, meant in parts:
                if seen.setdefault((kind, name), meant) != meant:
                    different.add(old_name)
    return different


def _renamed(policy: Policy, called: str, words: Sequence[str], taken: frozenset[str]) -> Policy:
    """The policy with what it is called before those of its names that are taken."""

    def norm_name(name: str) -> str:
        return "-".join((*words, name)) if name in taken else name

    def term_name(name: str) -> str:
        return "_".join((*words, name)) if name in taken else name

    def within(condition: Condition) -> Condition:
        return rewrite(condition, lambda leaf: _leaf(leaf, term_name))

    return attrs.evolve(
        policy,
        parameters=tuple(attrs.evolve(each, name=term_name(each.name)) for each in policy.parameters),
        constraints=tuple(attrs.evolve(each, always=within(each.always)) for each in policy.constraints),
        concepts=tuple(
            attrs.evolve(each, name=term_name(each.name), when=within(each.when)) for each in policy.concepts
        ),
        norms=tuple(
            attrs.evolve(
                each,
                name=norm_name(each.name),
                when=within(each.when),
                overrides=tuple(map(norm_name, each.overrides)),
            )
            for each in policy.norms
        ),
        notices=tuple(attrs.evolve(each, name=norm_name(each.name), when=within(each.when)) for each in policy.notices),
        dialogue=tuple(attrs.evolve(each, when=within(each.when)) for each in policy.dialogue),
        conflicts=tuple(_conflict(each, norm_name) for each in policy.conflicts),
        clauses=tuple(_clause(each, called, norm_name, term_name) for each in policy.clauses),
    )


def _leaf(leaf: Condition, renamed: Callable[[str], str]) -> Condition:
    match leaf:
        case Named(name):
            return attrs.evolve(leaf, name=renamed(name))
        case Constant(_, str(parameter)):
            return attrs.evolve(leaf, parameter=renamed(parameter))
        case Comparison(left, _, right):
            return attrs.evolve(leaf, left=_term(left, renamed), right=_term(right, renamed))
        case Membership(term, _, parameter):
            named = renamed(parameter) if parameter else parameter
            return attrs.evolve(leaf, term=_term(term, renamed), parameter=named)
        case Constant() | Holds() | Not() | And() | Or():
            return leaf
        case _:
            assert_never(leaf)


def _term(term: Term, renamed: Callable[[str], str]) -> Term:
    match term:
        case Literal(_, str(parameter)):
            return attrs.evolve(term, parameter=renamed(parameter))
        case Literal() | FactTerm():
            return term
        case _:
            assert_never(term)


def _conflict(conflict: DeclaredConflict, norm_name: Callable[[str], str]) -> DeclaredConflict:
    return attrs.evolve(conflict, norms=frozenset(map(norm_name, conflict.norms)))


def _clause(clause: Clause, called: str, norm_name: Callable[[str], str], term_name: Callable[[str], str]) -> Clause:
    return attrs.evolve(
        clause,
        id=f"{called} {clause.id}",
        norms=tuple(map(norm_name, clause.norms)),
        concepts=tuple(map(term_name, clause.concepts)),
        notices=tuple(map(norm_name, clause.notices)),
        scenarios=(),
        objections=(),
    )


def _presumed_alike(policies: Iterable[Policy]) -> tuple[Presumption, ...]:
    """What one of the policies presumes, and no other otherwise."""
    found: dict[str, list[Presumption]] = {}
    for each in (each for policy in policies for each in policy.presume):
        found.setdefault(each.name, []).append(each)
    return tuple(first for first, *others in found.values() if all(other.value == first.value for other in others))


def _first_of_each(parts: Iterable[P]) -> tuple[P, ...]:
    found: dict[str, P] = {}
    for part in parts:
        found.setdefault(part.name, part)
    return tuple(found.values())


def _sources(policies: Iterable[Policy]) -> tuple[SourceText, ...]:
    """Each source once. Versions of one code share a name: then what is said of it is put side by side."""
    found: dict[str, SourceText] = {}
    for source in (source for policy in policies for source in policy.sources):
        other = found.setdefault(source.name, source)
        found[source.name] = attrs.evolve(
            other,
            title=_both(other.title, source.title),
            url=other.url or source.url,
            author=_both(other.author, source.author),
            date=_both(other.date, source.date),
        )
    return tuple(found.values())


def _both(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(part for text in (one, other) for part in text.split("; ") if part))


def _constraints(policies: Iterable[Policy]) -> tuple[Constraint, ...]:
    """What can't be otherwise, each once; one of a taken name gets a number."""
    found: dict[str, Constraint] = {}
    for constraint in (each for policy in policies for each in policy.constraints):
        if constraint in found.values():
            continue
        name, number = constraint.name, 2
        while name in found:
            name, number = f"{constraint.name}-{number}", number + 1
        found[name] = attrs.evolve(constraint, name=name)
    return tuple(found.values())
