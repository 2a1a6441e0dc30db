"""Proves that a policy is consistent and complete, without dead norms, failed properties, redundancy or gaps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from math import inf
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TypeAlias

from coach_ethics.analysis.limits import limited
from coach_ethics.analysis.proofs.answers import Aspect, Proof, Proofs, Proved, Refuted
from coach_ethics.analysis.proofs.claims import monotone, properties
from coach_ethics.analysis.proofs.completeness import complete
from coach_ethics.analysis.proofs.consistency import consistent
from coach_ethics.analysis.proofs.context import ProofContext, inquiry
from coach_ethics.analysis.proofs.possibility import possible
from coach_ethics.analysis.proofs.reachability import reachable
from coach_ethics.analysis.proofs.redundancy import redundant
from coach_ethics.analysis.proofs.unknowns import unknowns
from coach_ethics.arguments import takes
from coach_ethics.coaching.policies import policy_named
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Policy
from coach_ethics.problems import did_you_mean

ASKED: Mapping[Aspect, Callable[[ProofContext], Iterator[Proof]]] = MappingProxyType(
    {
        Aspect.CONSISTENT: consistent,
        Aspect.COMPLETE: complete,
        Aspect.REACHABLE: reachable,
        Aspect.PROPERTIES: properties,
        Aspect.MONOTONE: monotone,
        Aspect.REDUNDANT: redundant,
        Aspect.UNKNOWNS: unknowns,
    }
)
"""The function that asks about each aspect."""

SECONDS = inf
"""The default time limit: none, since steps are limited, alike on every machine."""

MOST_STEPS = 1_000_000
"""How many steps all questions about a policy may take together (two or three seconds); the largest
of the shipped policies takes nine tenths."""

OnProof: TypeAlias = Callable[[Proof], None]
"""Called with each proof as soon as it is there."""


@takes(only=Collection[str] | None, timeout=int | float)
def prove(
    policy: Policy | str | Path,
    *,
    only: Collection[Aspect | str] | Aspect | str | None = None,
    timeout: float = SECONDS,
    on_progress: OnProof | None = None,
) -> Proofs:
    """What holds in every possible situation: each claim about the policy is proved, refuted or undecided.

    `policy` may be a policy, or the name, path or text of one. `only` names the aspect, or the aspects, to ask about.
    `timeout` is the limit for all of it, in seconds: what isn't answered by then is undecided. `on_progress` is called
    with each proof as soon as it is there.

    Where the policy's constraints rule out every situation, there is only one claim, which is refuted: any other claim
    about all situations would be empty.

    Raises PolicyProblems where the policy can't be read or closed, Problems (Z101) where z3 isn't installed, and
    ValueError for an unknown aspect.

    >>> import coach_ethics as ce
    >>> proofs = ce.prove("collusion", only=["consistent", "properties"])
    >>> proofs.findings
    ()
    """
    loaded = policy_named(policy)
    aspects = _in_order(only)
    start = perf_counter()
    asked = inquiry(loaded, limited(MOST_STEPS, timeout))
    proofs = []
    for proof in _all(asked, aspects):
        proofs.append(proof)
        if on_progress is not None:
            on_progress(proof)
    return Proofs(loaded.name, loaded.version, meaning_digest(loaded), aspects, tuple(proofs), perf_counter() - start)


def _in_order(only: Collection[Aspect | str] | Aspect | str | None) -> tuple[Aspect, ...]:
    if only is None:
        return tuple(Aspect)
    wanted = {only} if isinstance(only, str) else set(only)
    for each in wanted:
        if each not in list(Aspect):
            help_ = did_you_mean(each, Aspect) or f"the aspects are {', '.join(Aspect)}"
            raise ValueError(f"there is no aspect `{each}`: {help_}")
    return tuple(aspect for aspect in Aspect if aspect in wanted)


def _all(asked: ProofContext, aspects: Collection[Aspect]) -> Iterator[Proof]:
    if asked.policy.constraints:
        any_ = possible(asked)
        if Aspect.CONSISTENT in aspects or not isinstance(any_.answer, Proved):
            yield any_
        if isinstance(any_.answer, Refuted):
            return
    for aspect in aspects:
        yield from ASKED[aspect](asked)
