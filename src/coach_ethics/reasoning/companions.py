"""Companions: what must go with an act, or must not, and which grounds say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.findings import Truth, Truths
from coach_ethics.model.walk import alternatives, names_in
from coach_ethics.reasoning.grounds import ground_truth


@frozen
class Companion:
    """An act that must go with another (`required`), or must not.

    `truth` is True, or None where it isn't known yet. `grounds` are the sets of norms that say so, or may; one without
    norms is always in force, by what the acts themselves include and exclude.
    """

    act: str
    required: bool
    truth: Truth
    grounds: tuple[tuple[str, ...], ...]


_ANYWAY = {Kind.REQUIRED_WITH: Kind.REQUIRED, Kind.FORBIDDEN_WITH: Kind.FORBIDDEN}


def companions(program: Program, truths: Truths) -> Mapping[str, tuple[Companion, ...]]:
    """For each act that has them, its companions: those that are certain, and those that may turn out so.

    What is demanded of the companion whatever else is done isn't listed: it doesn't depend on the act. Nor is what the
    acts themselves exclude, which no situation changes.
    """
    found: dict[str, list[Companion]] = {}
    for act, each in _all(program, truths):
        if each.truth is not False:
            found.setdefault(act, []).append(each)
    return {act: tuple(each) for act, each in found.items()}


def coupled_to(act: str, found: Mapping[str, tuple[Companion, ...]]) -> Iterator[tuple[str, Companion]]:
    """The acts that an act must go with, or must not, each with the companion that it is there."""
    for other, each in found.items():
        yield from ((other, companion) for companion in each if companion.act == act)


def not_coupled(act: str, program: Program, truths: Truths) -> Iterator[tuple[str, Companion]]:
    """The acts that an act would have to go with, or not, if norms were in force that aren't."""
    return ((other, each) for other, each in _all(program, truths) if each.act == act and each.truth is False)


def _all(program: Program, truths: Truths) -> Iterator[tuple[str, Companion]]:
    norms = {each.name: each.subject[0] for each in program.definitions if each.kind is Kind.IN_FORCE}
    for each in program.definitions:
        if each.kind not in _ANYWAY:
            continue
        act, companion = each.subject
        truth, required = truths[each.name], each.kind is Kind.REQUIRED_WITH
        if truths[name_of(_ANYWAY[each.kind], companion)]:
            continue
        sets = [tuple(norms[name] for name in names_in(ground)) for ground in alternatives(each.condition)]
        grounds = tuple(ground for ground in sets if ground_truth(ground, truths) is truth)
        if required or all(grounds):
            yield act, Companion(companion, required, truth, grounds)
