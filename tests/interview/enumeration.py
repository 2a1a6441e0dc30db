"""What an interview should know of a small policy, by going through every situation there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.preparation import prepared
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status, Truths, finding
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer, Value, domain
from coach_ethics.testing.strategies import Sizes

MORE = 6
"""How many times the usual number of policies is drawn: many of those drawn leave nothing to ask."""

SMALL = Sizes(facts=4, acts=3)
SMALL_TYPES = (
    Boolean(),
    Integer(0, 3),
    Enumeration(("none", "possible", "likely"), ordered=True),
    Enumeration(("client", "sponsor", "employer")),
)

Values: TypeAlias = tuple[Value, ...]
Part: TypeAlias = tuple[Value | None, ...]


@frozen(eq=False)
class World:
    """Every situation of a policy, each with the statuses of the acts asked about, and what goes with these."""

    facts: tuple[str, ...]
    domains: tuple[Values, ...]
    statuses: Mapping[Values, tuple[Status, ...]]

    def places(self, facts: tuple[str, ...]) -> frozenset[int]:
        """The places of these facts."""
        return frozenset(map(self.facts.index, facts))

    def possible(self, part: Part) -> frozenset[tuple[Status, ...]]:
        """What the statuses can be in the completions of a part."""
        return frozenset(self.statuses[each] for each in self.completions(part))

    def completions(self, part: Part) -> Iterator[Values]:
        """Every situation that has what the part has."""
        return product(*(each if value is None else (value,) for value, each in zip(part, self.domains, strict=True)))

    def telling(
        self, part: Part, not_known: frozenset[int] = frozenset(), without: frozenset[int] = frozenset()
    ) -> frozenset[int]:
        """The places still to be asked at which two answers, all else alike, leave different statuses possible.

        What isn't known stays open: a status is possible where some value of it gives it. Those `without` don't count.
        """
        acts = [act for act in range(len(next(iter(self.statuses.values())))) if act not in without]
        asked = [place for place, value in enumerate(part) if value is None and place not in not_known]
        left: dict[Part, list[set[Status]]] = {}
        for each in self.completions(part):
            known = tuple(None if place in not_known else value for place, value in enumerate(each))
            sets = left.setdefault(known, [set() for _ in acts])
            for found, act in zip(sets, acts, strict=True):
                found.add(self.statuses[each][act])
        return frozenset(
            place
            for place in asked
            for known, sets in left.items()
            if any(left[put(known, place, value)] != sets for value in self.domains[place])
        )


def put(part: Part, place: int, value: Value | None) -> Part:
    """The part with a value at a place."""
    return (*part[:place], value, *part[place + 1 :])


def world(policy: Policy, acts: tuple[str, ...] | None = None) -> World:
    """Every situation of a small policy."""
    facts = tuple(fact.name for fact in policy.vocabulary)
    domains = tuple(domain(fact.type) for fact in policy.vocabulary)
    among = acts or tuple(act.name for act in policy.acts)
    found = {}
    evaluate = prepared(policy, "compiled").evaluate
    for values in product(*domains):
        truths = evaluate(Situation(dict(zip(facts, values, strict=True))))
        statuses = (
            finding(*(truths[name_of(kind, act)] for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION))).status
            for act in among
        )
        found[values] = (*statuses, *_with(policy, among, truths), *_beside(policy, among, truths))
    return World(facts, domains, found)


KINDS = ((Kind.REQUIRED_WITH, Kind.REQUIRED), (Kind.FORBIDDEN_WITH, Kind.FORBIDDEN))


def pairs(policy: Policy, among: tuple[str, ...]) -> tuple[tuple[str, str, tuple[Kind, Kind]], ...]:
    """The pairs of acts of which something is said beyond their statuses, in the order in which a world has them."""
    return tuple(product(among, (act.name for act in policy.acts), KINDS))


def _with(policy: Policy, among: tuple[str, ...], truths: Truths) -> Iterator[Status]:
    """Of each pair of acts, of which the first is asked about: what the other is through it, unless it is forbidden."""
    for act, other, (coupled, anyway) in pairs(policy, among):
        bound = truths.get(name_of(coupled, act, other)) and not truths[name_of(Kind.FORBIDDEN, act)]
        yield Status(anyway.value) if bound else Status.UNREGULATED


def asides(policy: Policy, among: tuple[str, ...]) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """What may be told beside statuses, in the order in which a world has it: after the pairs."""
    alone = product((Kind.ADVISED, Kind.ADVISED_AGAINST, Kind.EXEMPT), ((act,) for act in among))
    both = product((Kind.ADVISED_WITH, Kind.ADVISED_AGAINST_WITH), product(among, (act.name for act in policy.acts)))
    return (*alone, *both)


def _beside(policy: Policy, among: tuple[str, ...], truths: Truths) -> Iterator[Status]:
    """Of each of them, whether it is so; of what goes with an act, unless that is forbidden."""
    for kind, subject in asides(policy, among):
        idle = len(subject) == 2 and truths[name_of(Kind.FORBIDDEN, subject[0])]
        yield Status.PERMITTED if truths.get(name_of(kind, *subject)) and not idle else Status.UNREGULATED


def nothing_to_tell(policy: Policy, among: tuple[str, ...], truths: Truths) -> frozenset[int]:
    """The places in a world of the pairs that are certainly coupled, or whose second act is certainly so anyway.

    And of what is certainly told beside a status.
    """
    places = enumerate(pairs(policy, among), start=len(among))
    told = enumerate(asides(policy, among), start=len(among) + len(pairs(policy, among)))
    return frozenset(
        place
        for place, (act, other, (coupled, anyway)) in places
        if truths.get(name_of(coupled, act, other)) or truths[name_of(anyway, other)]
    ) | frozenset(place for place, (kind, subject) in told if truths.get(name_of(kind, *subject)))


def possible_world(policy: Policy) -> World:
    """Every situation of a small policy that its constraints allow."""
    every = world(policy)
    evaluate = prepared(policy, "compiled").evaluate
    kept = {}
    for values, statuses in every.statuses.items():
        where = Situation(dict(zip(every.facts, values, strict=True)))
        truths = evaluate(where)
        if all(truth(each.always, where, truths) for each in policy.constraints):
            kept[values] = statuses
    return World(every.facts, every.domains, kept)
