"""What norms demand of a course, as propositional clauses over acts, each carrying the norm that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import frozen

from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Act, Modality, Norm, Policy


@frozen(cache_hash=True)
class Demand:
    """A course that does all of `if_doing` does at least one of `one_of`; with `one_of` empty, it leaves one out.

    `norm` made the demand; None for a demand that acts themselves make (`excludes`, `includes`), which is always in
    force.
    """

    if_doing: frozenset[str]
    one_of: frozenset[str]
    norm: str | None = None


def demands_of(policy: Policy) -> tuple[Demand, ...]:
    """Every demand of a policy: those of its acts, then those of its norms, and what these only recommend."""
    return (
        *(demand for act in policy.acts for demand in demands_of_act(act)),
        *(demand for norm in policy.norms for demand in asked_by_norm(norm)),
    )


def demands_of_act(act: Act) -> Iterator[Demand]:
    """`excludes`: not both. `includes`: doing the one is doing the other."""
    for other in act.excludes:
        yield Demand(frozenset({act.name, other}), frozenset())
    for other in act.includes:
        yield Demand(frozenset({act.name}), frozenset({other}))


def demands_of_norm(norm: Norm) -> Iterator[Demand]:
    """What a norm in force demands of every course: nothing where it permits, exempts or only recommends."""
    if TRAITS[norm.modality].demands:
        yield from asked_by_norm(norm)


def asked_by_norm(norm: Norm) -> Iterator[Demand]:
    """What a norm in force asks of every course, as a duty or as a recommendation."""
    doing = frozenset(norm.if_doing)
    match norm.modality:
        case Modality.OBLIGATION | Modality.RECOMMENDATION:
            yield from (Demand(doing, frozenset({act}), norm.name) for act in norm.acts)
        case Modality.OBLIGATION_TO_CHOOSE:
            yield Demand(doing, frozenset(norm.acts), norm.name)
        case Modality.PROHIBITION | Modality.RECOMMENDATION_AGAINST:
            yield from (Demand(doing | {act}, frozenset(), norm.name) for act in norm.acts)
        case Modality.PERMISSION | Modality.EXEMPTION:
            return
        case _:
            assert_never(norm.modality)


def meets(course: frozenset[str], demand: Demand) -> bool:
    """Whether a course meets a demand."""
    return not demand.if_doing <= course or not demand.one_of.isdisjoint(course)


def parts(demands: Iterable[Demand]) -> tuple[tuple[Demand, ...], ...]:
    """The demands in groups that share no act, so that each can be looked at by itself; in order of first mention.

    Demands that mention no act at all make up a group of their own.
    """
    demands = tuple(demands)
    leader: dict[str, str] = {}

    def leading(act: str) -> str:
        while (above := leader.setdefault(act, act)) != act:
            leader[act] = leader[above]  # half the way for whoever asks next
            act = above
        return act

    for demand in demands:
        first, *others = (leading(act) for act in sorted(demand.if_doing | demand.one_of) or ("",))
        leader.update((leading(other), first) for other in others)
    groups: dict[str, list[Demand]] = {}
    for demand in demands:
        groups.setdefault(leading(min(demand.if_doing | demand.one_of, default="")), []).append(demand)
    return tuple(map(tuple, groups.values()))
