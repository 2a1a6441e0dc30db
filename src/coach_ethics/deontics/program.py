"""A policy lowered to a program: an ordered list of named conditions over facts and earlier names.

An engine knows nothing of norms or acts; it gives every name in a program its truth value. The names, in this order:
concepts; `applies(norm)` and `in_force(norm)`; `required(act)`, `forbidden(act)`, `permission(act)` and
`permitted(act)`; `required_with(act, companion)` and `forbidden_with(act, companion)`; `conflict(norm, ...)`; what
is told beside a status (see `beside`); `notice(name)`; `property(name)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.deontics.beside import all_in_force, beside
from coach_ethics.deontics.closure import Closure, NormSets, Pair, close
from coach_ethics.deontics.layers import overriding
from coach_ethics.displays import brief
from coach_ethics.model.conditions import FALSE, And, Condition, Named, Not, conjunction, disjunction
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.names import Kind as Kind
from coach_ethics.model.names import name_of as name_of
from coach_ethics.model.names import pair_named
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.model.walk import names_in

STATUS_KINDS = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
"""The kinds of names that make up an act's status, in the order in which `findings.finding` takes their truths."""


def status_names(act: str) -> tuple[Named, ...]:
    """The names whose truth values make up the status of an act."""
    return tuple(Named(name_of(kind, act)) for kind in STATUS_KINDS)


@frozen(cache_hash=True)
class Definition:
    """One named condition. `subject` names the concept, norm, act, notice or property, or the norms of a conflict."""

    name: str
    kind: Kind
    subject: tuple[str, ...]
    condition: Condition


@frozen(cache_hash=True)
class Program:
    """An ordered list of named conditions over the facts of a vocabulary.

    INVARIANT (order): a definition's condition mentions facts of the vocabulary and names defined before it.
    """

    vocabulary: Vocabulary
    definitions: tuple[Definition, ...]

    __repr__ = brief

    @cached_property
    def by_name(self) -> Mapping[str, Definition]:
        """Each definition by its name."""
        return {each.name: each for each in self.definitions}


@takes(policy=Policy)
def lower(policy: Policy) -> Program:
    """The program of a policy: concepts, `applies` and `in_force` of each norm, statuses and conflicts, in an order in
    which each condition uses facts and earlier names only.

    Raises PolicyProblems (D301) as `close` does, and where layers make norms override each other (D303).

    >>> import coach_ethics as ce
    >>> from coach_ethics.deontics import lower
    >>> program = lower(ce.load_policy("collusion"))
    >>> "forbidden(claim_credit)" in {definition.name for definition in program.definitions}
    True
    """
    closure = close(policy)
    definitions = (
        *(Definition(concept.name, Kind.CONCEPT, (concept.name,), concept.when) for concept in policy.concepts),
        *(_define(Kind.APPLIES, norm.when, norm.name) for norm in policy.norms),
        *(_define(Kind.IN_FORCE, _in_force(norm, by), norm) for norm, by in overriding(policy, closure).items()),
        *(part for act in policy.acts for part in _of_act(act.name, policy, closure)),
        *_companions(Kind.REQUIRED_WITH, closure.required_with),
        *_companions(Kind.FORBIDDEN_WITH, closure.forbidden_with),
        *_never_coupled(policy, closure),
        *(_define(Kind.CONFLICT, all_in_force(norms), *sorted(norms)) for norms in closure.conflicts),
        *(_define(kind, condition, *subject) for kind, subject, condition in beside(policy, closure)),
        *(_define(Kind.NOTICE, notice.when, notice.name) for notice in policy.notices),
        *(_define(Kind.PROPERTY, property_.condition, property_.name) for property_ in policy.properties),
    )
    return Program(policy.vocabulary, definitions)


def _define(kind: Kind, condition: Condition, *subject: str) -> Definition:
    return Definition(name_of(kind, *subject), kind, subject, condition)


def _companions(kind: Kind, grounds: Mapping[Pair, NormSets]) -> Iterator[Definition]:
    for (act, companion), sets in grounds.items():
        yield _define(kind, disjunction(tuple(map(all_in_force, sets))), act, companion)


def _never_coupled(policy: Policy, closure: Closure) -> Iterator[Definition]:
    """The companions that the policy's claims ask about, and that nothing couples to the act."""
    claims = (*(each.condition for each in policy.properties), *(each.when for each in policy.completeness))
    for name in dict.fromkeys(name for claim in claims for name in names_in(claim)):
        if (asked := pair_named(name)) is not None:
            kind, act, companion = asked
            coupled = closure.required_with if kind is Kind.REQUIRED_WITH else closure.forbidden_with
            if (act, companion) not in coupled:
                yield _define(kind, FALSE, act, companion)


def _in_force(norm: str, overridden_by: Iterable[str]) -> Condition:
    exceptions = tuple(Not(Named(name_of(Kind.IN_FORCE, name))) for name in overridden_by)
    return conjunction((Named(name_of(Kind.APPLIES, norm)), *exceptions))


def overriding_in(program: Program, norm: str) -> tuple[str, ...]:
    """The norms that override a norm, by their names: those that say so, and those of a layer above."""
    condition = program.by_name[name_of(Kind.IN_FORCE, norm)].condition
    operands = condition.operands if isinstance(condition, And) else ()
    exceptions = (each.operand for each in operands if isinstance(each, Not))
    return tuple(program.by_name[each.name].subject[0] for each in exceptions if isinstance(each, Named))


def _of_act(act: str, policy: Policy, closure: Closure) -> Iterator[Definition]:
    permissions = (norm.name for norm in policy.norms if TRAITS[norm.modality].permits and act in norm.acts)
    permission = disjunction(tuple(Named(name_of(Kind.IN_FORCE, norm)) for norm in permissions))
    required, forbidden = name_of(Kind.REQUIRED, act), name_of(Kind.FORBIDDEN, act)
    yield _define(Kind.REQUIRED, disjunction(tuple(map(all_in_force, closure.required.get(act, ())))), act)
    yield _define(Kind.FORBIDDEN, disjunction(tuple(map(all_in_force, closure.forbidden.get(act, ())))), act)
    yield _define(Kind.PERMISSION, permission, act)
    silent = (Not(Named(required)), Not(Named(forbidden)), Named(name_of(Kind.PERMISSION, act)))
    yield _define(Kind.PERMITTED, conjunction(silent), act)
