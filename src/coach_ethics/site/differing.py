"""Where policies differ, as pages show it: act by act a table of situations, with what each says and one example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import frozen

from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.compare.divergences import Divergence, Region, plainest_first
from coach_ethics.findings import Status
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.render.circumstances import sentence, situation_sentence
from coach_ethics.render.positions import position_words
from coach_ethics.render.words import meaning
from coach_ethics.translation import gettext

MOST_ROWS = 4
"""How many situations of one act are shown before the rest is folded; the plainest come first."""


@frozen
class SaidThere:
    """What one policy says of an act: in words, how that looks, and the norms behind it."""

    words: str
    look: str
    norms: tuple[Norm, ...]


@frozen
class DifferingRow:
    """Situations in which policies say different things of an act, in words, with an example, and what each says."""

    where: str
    example: str
    said: tuple[SaidThere, ...]


@frozen
class DifferingAct:
    """An act over which policies differ; `folded` are rows beyond the first, and `more` whether there are others."""

    act: str
    means: str
    rows: tuple[DifferingRow, ...]
    folded: tuple[DifferingRow, ...]
    more: bool


def differing_acts(found: PolicyComparison) -> Iterator[DifferingAct]:
    """The acts over which policies differ, those over which they are opposed first."""
    by_act = [(act, list(some)) for act, some in groupby(found.divergences, key=lambda each: each.act)]
    by_act.sort(key=lambda each: not any(divergence.opposed for divergence in each[1]))
    for act, divergences in by_act:
        rows = tuple(_rows(act, divergences, found))
        yield DifferingAct(act, _means(act, found), rows[:MOST_ROWS], rows[MOST_ROWS:], act in found.more)


def _means(act: str, found: PolicyComparison) -> str:
    having = [member.policy for member in found.joint.members if act in named(member.policy.acts)]
    said = (named(policy.acts)[act].means for policy in having)
    return next(filter(None, said), meaning(act, having[0]))


def _rows(act: str, divergences: Sequence[Divergence], found: PolicyComparison) -> Iterator[DifferingRow]:
    facts = found.joint.program.vocabulary
    for region in plainest_first(divergences, facts):
        where = sentence(region.condition, facts)
        example = situation_sentence(region.situation, facts) if region.situation.values else ""
        told = _circumstances(where) == _circumstances(example)
        yield DifferingRow(where, "" if told else example, tuple(_said(act, region, found)))


def _circumstances(words: str) -> frozenset[str]:
    """What a sentence of circumstances lists, in whatever order."""
    return frozenset(words.lower().split("; "))


def _said(act: str, region: Region, found: PolicyComparison) -> Iterator[SaidThere]:
    for position, member in zip(region.positions, found.joint.members, strict=True):
        policy = member.policy
        words = position_words(act, position.status, position.norms, policy)
        if position.status is Status.UNREGULATED and not position.norms and _recommends(act, policy):
            words = gettext("no duty")  # to be silent would be said of one that advises, too
        called_for = position.status is Status.UNREGULATED and bool(position.norms)
        norms = named(policy.norms)
        yield SaidThere(
            words, "advised" if called_for else position.status.value, tuple(norms[name] for name in position.norms)
        )


def _recommends(act: str, policy: Policy) -> bool:
    """Whether a policy advises anything on an act somewhere, which is told apart from statuses."""
    return any(act in norm.acts and TRAITS[norm.modality].advises for norm in policy.norms)
