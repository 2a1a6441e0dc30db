"""The acts of a code as its page shows them: the norms that speak of each, alone and together, and companions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from coach_ethics.deontics.closure import Closure, NormSets, close
from coach_ethics.model.policy import Act, Modality, Norm, Policy, named
from coach_ethics.render.companions import DUTY
from coach_ethics.render.policy import OPENINGS
from coach_ethics.translation import gettext

MOST_GROUNDS = 4
"""How many grounds of one kind are shown for an act; the smallest come first."""


@frozen
class ShownGrounds:
    """Norms that together come to something: sets of them, and how many more sets there are."""

    said: str
    norms: tuple[tuple[Norm, ...], ...]
    more: int
    companion: Act | None = None


@frozen
class ShownAct:
    """An act: norms that name it by how they do, what norms come to together, and what must go with it."""

    act: Act
    norms: tuple[tuple[str, tuple[Norm, ...]], ...]
    together: tuple[ShownGrounds, ...]
    companions: tuple[ShownGrounds, ...]


def shown_acts(policy: Policy) -> Iterator[ShownAct]:
    """Every act of a policy, in its order. Raises PolicyProblems (D301) where the policy can't be closed."""
    closure = close(policy)
    norms = named(policy.norms)
    coupled = tuple(_companions(closure, norms, named(policy.acts)))
    for act in policy.acts:
        yield ShownAct(
            act,
            tuple(_naming(act, policy)),
            tuple(_together(act, closure, norms)),
            tuple(each for name, each in coupled if name == act.name),
        )


def _naming(act: Act, policy: Policy) -> Iterator[tuple[str, tuple[Norm, ...]]]:
    for modality in Modality:
        norms = [each for each in policy.norms if each.modality is modality and not each.if_doing]
        if naming := tuple(each for each in norms if act.name in each.acts):
            yield gettext(OPENINGS[modality]).rstrip(": \u00a0"), naming


def _together(act: Act, closure: Closure, norms: Mapping[str, Norm]) -> Iterator[ShownGrounds]:
    """What no norm that names the act says by itself."""
    for said, grounds in ((gettext("You must"), closure.required), (gettext("You must not"), closure.forbidden)):
        sets = tuple(each for each in grounds.get(act.name, ()) if each and not _by_name(act, each, norms))
        if sets:
            yield _grounds(said, sets, norms)


def _by_name(act: Act, ground: frozenset[str], norms: Mapping[str, Norm]) -> bool:
    return len(ground) == 1 and all(act.name in norms[name].acts and not norms[name].if_doing for name in ground)


def _companions(
    closure: Closure, norms: Mapping[str, Norm], acts: Mapping[str, Act]
) -> Iterator[tuple[str, ShownGrounds]]:
    for advised, each in ((False, closure), (True, closure.advice)):
        if each is None:
            continue
        for required, pairs in ((True, each.required_with), (False, each.forbidden_with)):
            for (act, other), grounds in pairs.items():
                # what acts include and exclude by themselves is said of the acts
                if sets := tuple(ground for ground in grounds if ground):
                    yield (
                        act,
                        _grounds(DUTY[True, required, advised].acts, sets, norms, acts[other]),
                    )


def _grounds(said: str, sets: NormSets, norms: Mapping[str, Norm], companion: Act | None = None) -> ShownGrounds:
    first = sorted(sets, key=len)[:MOST_GROUNDS]
    shown = tuple(tuple(norms[name] for name in norms if name in ground) for ground in first)
    return ShownGrounds(said, shown, len(sets) - len(first), companion)
