"""What is told beside a status: that an act is advised, or advised against, or that whoever it binds is exempt.

Obligations in force are demands of a first strength, recommendations in force of a second. `advised(act)`: the two
together entail that the act is done, and the obligations alone don't. A recommendation that conflicts with other norms
in force is in a `tension` with them, and gives no advice: `advises(norm)` says of a recommendation that it is in force
and in none. So advice never asks for what a duty rules out, and advice that is contradicted is none. `exempt(act)`: a
`need_not` for it is in force, and nothing requires it.

A name stands in the program where a norm can make it true, or where the policy's own claims speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from coach_ethics.deontics.closure import Closure, NormSets, Pair
from coach_ethics.model.conditions import Condition, Named, Not, conjunction, disjunction
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.names import Kind, name_of
from coach_ethics.model.policy import Policy, conditions_of, named
from coach_ethics.model.walk import names_in

Defined: TypeAlias = tuple[Kind, tuple[str, ...], Condition]
"""The kind of a name, what it is about, and what it stands for."""

K = TypeVar("K", str, Pair)


def all_in_force(norms: frozenset[str]) -> Condition:
    """All of these norms are in force."""
    return conjunction(tuple(Named(name_of(Kind.IN_FORCE, norm)) for norm in sorted(norms)))


def beside(policy: Policy, closure: Closure) -> Iterator[Defined]:
    """What is told beside statuses, each name after those that it mentions."""
    asked = {name for condition in conditions_of(policy) for name in names_in(condition)}
    yield from _exempt(policy, asked)
    advice = closure.advice or Closure({}, {}, ())
    yield from _recommendations(policy, advice)
    norms = named(policy.norms)

    def holding(ground: frozenset[str]) -> Condition:
        """All norms of a ground are in force, and its recommendations in no tension."""
        return conjunction(
            tuple(
                Named(name_of(Kind.ADVISES if TRAITS[norms[norm].modality].advises else Kind.IN_FORCE, norm))
                for norm in sorted(ground)
            )
        )

    def any_of(grounds: Mapping[K, NormSets], about: K) -> Condition:
        return disjunction(tuple(map(holding, grounds.get(about, ()))))

    for act in policy.acts:
        decided = (Kind.REQUIRED, act.name), (Kind.FORBIDDEN, act.name)
        for kind, grounds, opposite in (
            (Kind.ADVISED, advice.required, advice.forbidden),
            (Kind.ADVISED_AGAINST, advice.forbidden, advice.required),
        ):
            if act.name in grounds or name_of(kind, act.name) in asked:
                unless = (*_names(decided), *((any_of(opposite, act.name),) if act.name in opposite else ()))
                yield kind, (act.name,), _unless(any_of(grounds, act.name), unless)
    coupled = {
        *((Kind.REQUIRED_WITH, *pair) for pair in closure.required_with),
        *((Kind.FORBIDDEN_WITH, *pair) for pair in closure.forbidden_with),
    }
    for kind, pairs in (
        (Kind.ADVISED_WITH, advice.required_with),
        (Kind.ADVISED_AGAINST_WITH, advice.forbidden_with),
    ):
        for pair in pairs:
            with_it = [each for each in ((Kind.REQUIRED_WITH, *pair), (Kind.FORBIDDEN_WITH, *pair)) if each in coupled]
            anyway = (Kind.REQUIRED, pair[1]), (Kind.FORBIDDEN, pair[1])
            yield kind, pair, _unless(any_of(pairs, pair), _names((*with_it, *anyway)))


def _exempt(policy: Policy, asked: set[str]) -> Iterator[Defined]:
    exempting = [norm for norm in policy.norms if TRAITS[norm.modality].exempts]
    for act in policy.acts:
        among = tuple(Named(name_of(Kind.IN_FORCE, norm.name)) for norm in exempting if act.name in norm.acts)
        if among or name_of(Kind.EXEMPT, act.name) in asked:
            yield (
                Kind.EXEMPT,
                (act.name,),
                _unless(disjunction(among), _names([(Kind.REQUIRED, act.name), (Kind.FORBIDDEN, act.name)])),
            )


def _recommendations(policy: Policy, advice: Closure) -> Iterator[Defined]:
    tensions = [tuple(sorted(each)) for each in advice.conflicts]
    for tension in tensions:
        yield Kind.TENSION, tension, all_in_force(frozenset(tension))
    for norm in policy.norms:
        if TRAITS[norm.modality].advises:
            against = (Named(name_of(Kind.TENSION, *each)) for each in tensions if norm.name in each)
            yield Kind.ADVISES, (norm.name,), _unless(Named(name_of(Kind.IN_FORCE, norm.name)), against)


def _names(kinds: Iterable[tuple[Kind, *tuple[str, ...]]]) -> Iterator[Named]:
    return (Named(name_of(kind, *subject)) for kind, *subject in kinds)


def _unless(condition: Condition, others: Iterable[Condition]) -> Condition:
    return conjunction((condition, *map(Not, others)))
