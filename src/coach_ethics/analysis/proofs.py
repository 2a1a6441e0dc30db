"""Proves what a policy should be: consistent, complete, alive, true to its properties, lean, and sure of itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TypeAlias

from coach_ethics.analysis.answers import Aspect, Proof, Proofs
from coach_ethics.analysis.claims import properties
from coach_ethics.analysis.completeness import complete
from coach_ethics.analysis.consistency import consistent
from coach_ethics.analysis.inquiry import Inquiry, inquiry
from coach_ethics.analysis.liveness import alive
from coach_ethics.analysis.redundancy import redundant
from coach_ethics.analysis.unknowns import sure_of_itself
from coach_ethics.ir.digest import digest
from coach_ethics.ir.policy import Policy
from coach_ethics.syntax.loading import load_policy

ASKED: Mapping[Aspect, Callable[[Inquiry], Iterator[Proof]]] = MappingProxyType(
    {
        Aspect.CONSISTENT: consistent,
        Aspect.COMPLETE: complete,
        Aspect.ALIVE: alive,
        Aspect.PROPERTIES: properties,
        Aspect.REDUNDANT: redundant,
        Aspect.UNKNOWNS: sure_of_itself,
    }
)
"""How each aspect is asked about."""

SECONDS = 10.0
"""How long the solver may think about one question, unless told otherwise."""

Told: TypeAlias = Callable[[Proof], None]
"""Who wants to hear of each proof as it comes."""


def prove(
    policy: Policy | str | Path,
    *,
    only: Collection[Aspect | str] | None = None,
    timeout: float = SECONDS,
    told: Told | None = None,
) -> Proofs:
    """What is so of the policy in every situation that can be, each claim proved, refuted or undecided.

    `policy` may be a policy, or the name, path or text of one. `only` names the aspects to ask about. `timeout` is how
    many seconds the solver may think about one question; what takes longer is undecided. `told` hears of each proof as
    soon as it is there.

    Raises PolicyProblems where the policy can't be read or closed, Problems (Z101) where z3 isn't installed, and
    ValueError for an aspect that there isn't.
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    aspects = _in_order(only)
    start = perf_counter()
    asked = inquiry(loaded, timeout)
    proofs = []
    for proof in _all(asked, aspects):
        proofs.append(proof)
        if told is not None:
            told(proof)
    return Proofs(loaded.name, loaded.version, digest(loaded), aspects, tuple(proofs), perf_counter() - start)


def _in_order(only: Collection[Aspect | str] | None) -> tuple[Aspect, ...]:
    wanted = set(Aspect) if only is None else {Aspect(each) for each in only}
    return tuple(aspect for aspect in Aspect if aspect in wanted)


def _all(asked: Inquiry, aspects: Iterable[Aspect]) -> Iterator[Proof]:
    for aspect in aspects:
        yield from ASKED[aspect](asked)
