"""Known disagreements between codes, looked for among the divergences that a comparison finds by itself.

The comparison isn't told what to look for: it is asked where two codes part over an act, and only then is looked up
whether one of the divergences is the disagreement that readers have noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from coach_ethics.analysis.compare.comparison import PolicyComparison, compare
from coach_ethics.analysis.compare.difference import SECONDS
from coach_ethics.analysis.compare.divergences import Region
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import Position, position_of
from coach_ethics_studies.disagreements.known import KnownDisagreement, Query, Saying

MOST = 400
"""How many regions of one act are looked through."""


@frozen
class Sought:
    """A pair of codes that should part over a query, and what shows that they do.

    `positions` is what the codes were found to say there, and empty where they don't part as they are held to.
    `region` is the one that covers the query; it is None too where `alone`: there only one of the two has
    the act, and their difference is that the other is silent on it.
    """

    query: Query
    one: str
    other: str
    positions: tuple[Position, ...] = ()
    region: Region | None = None
    alone: bool = False

    @property
    def found(self) -> bool:
        """Whether the comparison shows it."""
        return bool(self.positions)


@frozen
class Recovered:
    """A known disagreement, and what the comparisons show of it; `absent` are its codes that were not compared."""

    known: KnownDisagreement
    sought: tuple[Sought, ...]
    absent: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether every pair of codes that should part was found to."""
        return bool(self.sought) and all(each.found for each in self.sought)


@frozen
class Recovery:
    """All known disagreements, and the comparisons that they were looked for in."""

    recovered: tuple[Recovered, ...]
    compared: Mapping[tuple[str, str, str], PolicyComparison]
    policies: tuple[Policy, ...]


def recover(
    known: Sequence[KnownDisagreement],
    policies: Sequence[Policy],
    *,
    timeout: float = SECONDS,
    told: Callable[[str], None] | None = None,
) -> Recovery:
    """Which of the known disagreements come out of comparing the policies two by two.

    Codes that aren't among the policies are skipped. `timeout` is in seconds, for one question to the solver;
    `told` hears of each comparison. Raises as `compare` does.
    """
    codes = named(policies)
    compared: dict[tuple[str, str, str], PolicyComparison] = {}
    recovered = []
    for each in known:
        sought = []
        for query in each.queries:
            for one, other in _pairs(query, codes):
                key = (one, other, query.act)
                if key not in compared:
                    if told is not None:
                        told(f"{one} and {other}: {query.act}")
                    acts, both = [query.act], (codes[one], codes[other])
                    compared[key] = compare(*both, acts=acts, shared_only=True, timeout=timeout, regions=MOST)
                sought.append(_sought(query, one, other, compared[key]))
        absent = dict.fromkeys(code for query in each.queries for code in query.says if code not in codes)
        recovered.append(Recovered(each, tuple(sought), tuple(absent)))
    return Recovery(tuple(recovered), compared, tuple(policies))


def _pairs(query: Query, codes: Mapping[str, Policy]) -> Iterator[tuple[str, str]]:
    """The pairs of codes that are held to say different things, of which at least one has the act.

    They come in the order of the codes, so that no two codes are compared both ways round.
    """
    present = [code for code in codes if code in query.says]
    for one, other in combinations(present, 2):
        acts = {act.name for code in (one, other) for act in codes[code].acts}
        if query.act in acts and not SAID[query.says[one]] & SAID[query.says[other]]:
            yield one, other


SAID: Mapping[Saying, frozenset[tuple[Status, bool]]] = {
    Saying.MUST: frozenset({(Status.REQUIRED, False)}),
    Saying.MUST_ONE_OF: frozenset({(Status.UNREGULATED, True)}),
    Saying.MUST_NOT: frozenset({(Status.FORBIDDEN, False)}),
    Saying.MAY: frozenset({(Status.PERMITTED, False)}),
    Saying.SILENT: frozenset({(Status.UNREGULATED, False)}),
    Saying.FREE: frozenset({(Status.PERMITTED, False), (Status.UNREGULATED, False)}),
}
"""What a saying stands for: statuses, each with whether the act is called for as one of several."""


def _sought(query: Query, one: str, other: str, found: PolicyComparison) -> Sought:
    where = Situation(dict(query.given))
    if speaker := found.alone.get(query.act):
        silent = Position(other if speaker == one else one, Status.UNREGULATED, ())
        member = next(each for each in found.joint.members if each.label == speaker)
        speaking = position_of(member.policy, member.program, query.act, evaluate(member.program, where))
        positions = (speaking, silent)
        return Sought(query, one, other, positions if _as_said(positions, query) else (), alone=True)
    for each in (region for divergence in found.divergences for region in divergence.regions):
        # INVARIANT (facts): a region's condition is over facts alone
        if truth(each.condition, where, {}) is True and _as_said(each.positions, query):
            return Sought(query, one, other, each.positions, each)
    return Sought(query, one, other)


def _as_said(positions: Sequence[Position], query: Query) -> bool:
    return all((each.status, each.one_of) in SAID[query.says[each.policy]] for each in positions)
