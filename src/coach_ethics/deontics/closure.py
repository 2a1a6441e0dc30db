"""The deontic closure of a policy: which norms together require an act, forbid it, couple it to another, or conflict.

No situation is needed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from attrs import evolve, field, frozen

from coach_ethics.arguments import takes
from coach_ethics.deontics.conflicts import conflicts
from coach_ethics.deontics.demands import Demand, demands_of, parts
from coach_ethics.deontics.minimal import Antichain, Budget, Exhausted, members, minimal, price
from coach_ethics.displays import brief
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Policy, named
from coach_ethics.problems import PolicyProblems, Problem

MOST_STEPS = 12_000_000
"""The bound on entanglement: how many labelled clauses may be made or compared to close a policy."""

MOST_SETS = 50_000
"""The bound on what comes out: how many grounds and conflicts a policy may have, before the larger ones are dropped."""

NormSets: TypeAlias = tuple[frozenset[str], ...]

Pair: TypeAlias = tuple[str, str]
"""An act that is done, and its companion."""

About: TypeAlias = tuple[str | None, bool, str | None]
"""What norms conflict with: that an act is done or left out, and perhaps that another is done; or with nothing."""

_NOTHING: About = (None, False, None)


def _freeze(grounds: Mapping[str, NormSets]) -> Mapping[str, NormSets]:
    return MappingProxyType(dict(grounds))


def _freeze_pairs(grounds: Mapping[Pair, NormSets]) -> Mapping[Pair, NormSets]:
    return MappingProxyType(dict(grounds))


@frozen
class Closure:
    """What follows from which norms, whatever the situation.

    `required[act]` and `forbidden[act]` are grounds: all minimal consistent sets of norms whose demands, together with
    what acts exclude and include, entail that the act is done, or that it is left out. An act without grounds has no
    entry; an empty ground means always, by the acts alone. `conflicts` are all minimal sets of norms that no course
    meets. Everything stands in a fixed order: acts by name, sets by size and then by names.

    `required_with[one, other]` are the grounds of a companion: all minimal sets of norms that are consistent with doing
    `one`, and then entail that `other` is done, but don't where `one` is left out. `forbidden_with` likewise, the same
    for either order of the two.

    Of all these, norms that only recommend are no part. `advice` has the sets of norms of which at least one
    recommends: its grounds are grounds of advice, and its conflicts tensions. It is None where no norm recommends.

    >>> import coach_ethics as ce
    >>> from coach_ethics.deontics import close
    >>> closure = close(ce.load_policy("collusion"))
    >>> closure.forbidden["claim_credit"], closure.conflicts
    ((frozenset({'no-credit'}),), ())
    """

    required: Mapping[str, NormSets] = field(converter=_freeze)
    forbidden: Mapping[str, NormSets] = field(converter=_freeze)
    conflicts: NormSets
    required_with: Mapping[Pair, NormSets] = field(converter=_freeze_pairs, factory=dict)
    forbidden_with: Mapping[Pair, NormSets] = field(converter=_freeze_pairs, factory=dict)
    advice: Closure | None = None

    __repr__ = brief


@takes(policy=Policy)
def close(policy: Policy) -> Closure:
    """The deontic closure. Raises PolicyProblems (D301) where the policy is too entangled for the bounds.

    Source: resolution with labels, as in an assumption-based truth maintenance system (de Kleer, An assumption-based
    TMS, 1986).

    >>> from coach_ethics import Policy
    >>> from coach_ethics.deontics import close
    >>> from coach_ethics.model import Act, Modality, Norm
    >>> acts = (Act("renegotiate"), Act("tell_sponsor"))
    >>> openness = Norm("openness", Modality.OBLIGATION, ("tell_sponsor",), if_doing=("renegotiate",))
    >>> confidence = Norm("confidence", Modality.PROHIBITION, ("tell_sponsor",))
    >>> close(Policy("two-norms", acts=acts, norms=(openness, confidence))).forbidden["renegotiate"]
    (frozenset({...}),)
    """
    steps, sets = Budget(MOST_STEPS), Budget(MOST_SETS)
    names = sorted({norm.name for norm in policy.norms})
    bits = {name: 1 << i for i, name in enumerate(names)}
    demands = demands_of(policy)
    found: defaultdict[About, list[int]] = defaultdict(list)
    part = demands
    try:
        for part in parts(demands):
            for about, norms in _conflicting_norms(part, bits, steps, sets):
                found[about].append(norms)
        part, steps.price = demands, price(len(names))
        conflicts = minimal(found.pop(_NOTHING, ()), steps)
        conflicting = Antichain(steps, conflicts)
        grounds = {
            about: [norms for norms in minimal(found[about], steps) if not conflicting.covers(norms)]
            for about in sorted(found, key=str)
        }
        coupled = {about: _by_it_alone(about, norms, grounds, steps) for about, norms in grounds.items() if about[2]}
    except Exhausted:
        raise PolicyProblems([_too_entangled(part, policy)]) from None
    # What conflicts with leaving an act out requires it; what conflicts with doing it forbids it.
    of_one = {(str(act), done): _in_order(each, names) for (act, done, given), each in grounds.items() if not given}
    of_two = {(str(one), str(act), done): _in_order(each, names) for (act, done, one), each in coupled.items() if each}
    of_two.update({(other, one, True): each for (one, other, done), each in of_two.items() if done})
    whole = Closure(
        required={act: each for (act, done), each in of_one.items() if each and not done},
        forbidden={act: each for (act, done), each in of_one.items() if each and done},
        conflicts=_in_order(conflicts, names),
        required_with={(one, other): of_two[one, other, done] for one, other, done in sorted(of_two) if not done},
        forbidden_with={(one, other): of_two[one, other, done] for one, other, done in sorted(of_two) if done},
    )
    advising = frozenset(norm.name for norm in policy.norms if TRAITS[norm.modality].advises)
    return evolve(_among(whole, advising, among=False), advice=_among(whole, advising)) if advising else whole


K = TypeVar("K", str, Pair)


def _among(whole: Closure, norms: frozenset[str], *, among: bool = True) -> Closure:
    """The sets in which there is one of these norms, or none.

    THEOREM (strengths): a minimal set stays minimal among those that no norm of another strength is part of, since all
    that lies inside it is so, too.
    """

    def kept(sets: NormSets) -> NormSets:
        return tuple(each for each in sets if norms.isdisjoint(each) is not among)

    def kept_of(grounds: Mapping[K, NormSets]) -> dict[K, NormSets]:
        return {about: each for about, sets in grounds.items() if (each := kept(sets))}

    return Closure(
        kept_of(whole.required),
        kept_of(whole.forbidden),
        kept(whole.conflicts),
        kept_of(whole.required_with),
        kept_of(whole.forbidden_with),
    )


def _by_it_alone(
    about: About, coupling: Iterable[int], grounds: Mapping[About, Iterable[int]], steps: Budget
) -> list[int]:
    """The sets that couple an act to a given one, without those that rule that one out or decide the act anyway."""
    act, done, given = about
    anyway = (*grounds.get((given, True, None), ()), *grounds.get((act, done, None), ()))
    covered = Antichain(steps, anyway)
    return [norms for norms in coupling if not covered.covers(norms)]


def _conflicting_norms(
    part: Sequence[Demand], bits: Mapping[str, int], steps: Budget, sets: Budget
) -> Iterator[tuple[About, int]]:
    """Sets of norms (as bitmasks) that conflict, with the hypotheses that they conflict with; among them all minimal.

    Norms that demand the same are told apart only here, so what entangles is how demands differ, not how many repeat
    them. A norm of several demands may stand for more than one, so a set may contain another.
    """
    makers: dict[tuple[frozenset[str], frozenset[str]], dict[str | None, Demand]] = {}
    for demand in part:
        makers.setdefault((demand.if_doing, demand.one_of), {})[demand.norm] = demand
    distinct = [alike.get(None) or next(iter(alike.values())) for alike in makers.values()]
    norms = [[bits[norm] for norm in alike if norm is not None] for alike in makers.values()]
    for conflict in conflicts(distinct, steps):
        demanded_by = [norms[demand] for demand in conflict.demands]
        sets.spend(prod(map(len, demanded_by)))
        for one_of_each in product(*demanded_by):
            together = 0
            for norm in one_of_each:
                together |= norm
            yield (conflict.act, conflict.done, conflict.given), together


def _in_order(found: Iterable[int], names: Sequence[str]) -> NormSets:
    """Bitmasks as sets of names, by size and then by names (bits stand in the order of names)."""
    by_names = sorted((tuple(members(norms)) for norms in found), key=lambda norms: (len(norms), norms))
    return tuple(frozenset(names[norm] for norm in norms) for norms in by_names)


def _too_entangled(part: Sequence[Demand], policy: Policy) -> Problem:
    """D301, naming the norms and acts through which most combinations of demands run."""
    doing = Counter(act for demand in part for act in demand.one_of)
    leaving_out = Counter(act for demand in part for act in demand.if_doing)
    acts = Counter({act: doing[act] * leaving_out[act] for act in doing | leaving_out})
    norms: Counter[str] = Counter()
    for demand in part:
        if demand.norm is not None:
            norms[demand.norm] += sum(acts[act] for act in demand.if_doing | demand.one_of)
    knots = _most(norms)
    return Problem(
        "D301",
        f"the norms of `{policy.name}` are too entangled to work out which of them together require, forbid or "
        f"conflict: {len(norms)} norms bear on the same {len(acts)} acts, "
        f"most of all {_listed(knots)} on {_listed(_most(acts))}",
        span=named(policy.norms)[knots[0]].span if knots else policy.span,
        help="split the policy, write fewer or shorter `must_one_of` lists and fewer chains of `if_doing` about these "
        "acts, or say with one norm what several repeat",
    )


def _most(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))[:3]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
