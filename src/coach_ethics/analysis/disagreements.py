"""Known disagreements between codes, looked for among the partings that a comparison finds by itself.

The comparison isn't told what to look for: it is asked where two codes part over an act, and only then is looked up
whether one of the partings is the disagreement that readers have noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from coach_ethics.analysis.partings import SECONDS, Parting, Partings, partings
from coach_ethics.analysis.witness import status_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.facts.situation import Situation
from coach_ethics.findings import Status
from coach_ethics.ir.policy import Policy, named
from coach_ethics.ir.published import KnownDisagreement, Query, Saying

MOST = 400
"""How many partings of one act are looked through."""


@frozen
class Sought:
    """A pair of codes that should part over a query, and the parting that shows it; None where none was found.

    `alone` says that only one of the two speaks of the act: then their difference is that the other is silent on it.
    """

    query: Query
    one: str
    other: str
    parting: Parting | None
    alone: bool = False

    @property
    def found(self) -> bool:
        """Whether the comparison shows it."""
        return self.parting is not None or self.alone


@frozen
class Recovered:
    """A known disagreement, and what the comparisons show of it."""

    known: KnownDisagreement
    sought: tuple[Sought, ...]

    @property
    def found(self) -> bool:
        """Whether every pair of codes that should part was found to."""
        return bool(self.sought) and all(each.found for each in self.sought)


@frozen
class Recovery:
    """All known disagreements, and the comparisons that they were looked for in."""

    recovered: tuple[Recovered, ...]
    compared: Mapping[tuple[str, str, str], Partings]
    policies: tuple[Policy, ...]


def recover(
    known: Sequence[KnownDisagreement],
    policies: Sequence[Policy],
    *,
    timeout: float = SECONDS,
    told: Callable[[str], None] | None = None,
) -> Recovery:
    """Which of the known disagreements come out of comparing the policies two by two.

    Codes that aren't among the policies are passed over. `timeout` is in seconds, for one question to the solver;
    `told` hears of each comparison. Raises as `partings` does.
    """
    codes = named(policies)
    compared: dict[tuple[str, str, str], Partings] = {}
    recovered = []
    for each in known:
        sought = []
        for query in each.queries:
            for one, other in _pairs(query, codes):
                key = (one, other, query.act)
                if key not in compared:
                    if told is not None:
                        told(f"{one} and {other}: {query.act}")
                    both = [codes[one], codes[other]]
                    compared[key] = partings(both, acts=[query.act], timeout=timeout, most=MOST)
                sought.append(_sought(query, one, other, compared[key]))
        recovered.append(Recovered(each, tuple(sought)))
    return Recovery(tuple(recovered), compared, tuple(policies))


def _pairs(query: Query, codes: Mapping[str, Policy]) -> Iterator[tuple[str, str]]:
    """The pairs of codes that are held to say different things, of which at least one has the act."""
    present = [code for code in query.says if code in codes]
    for one, other in combinations(present, 2):
        acts = {act.name for code in (one, other) for act in codes[code].acts}
        if query.act in acts and not STATUSES[query.says[one]] & STATUSES[query.says[other]]:
            yield one, other


STATUSES: Mapping[Saying, frozenset[Status]] = {
    Saying.MUST: frozenset({Status.REQUIRED}),
    Saying.MUST_NOT: frozenset({Status.FORBIDDEN}),
    Saying.MAY: frozenset({Status.PERMITTED}),
    Saying.SILENT: frozenset({Status.UNREGULATED}),
    Saying.FREE: frozenset({Status.PERMITTED, Status.UNREGULATED}),
}
"""The statuses that a saying stands for."""


def _sought(query: Query, one: str, other: str, found: Partings) -> Sought:
    where = Situation(dict(query.given))
    if speaker := found.alone.get(query.act):
        silent = other if speaker == one else one
        shown = Status.UNREGULATED in STATUSES[query.says[silent]] and _speaks(found, speaker, query, where)
        return Sought(query, one, other, None, alone=shown)
    for each in found.found:
        # INVARIANT (facts): a parting's condition is over facts alone
        if truth(each.condition, where, {}) is True and _as_said(each, query):
            return Sought(query, one, other, each)
    return Sought(query, one, other, None)


def _speaks(found: Partings, speaker: str, query: Query, where: Situation) -> bool:
    """Whether the one code that has the act says there what it is held to say."""
    truths = evaluate(found.panel.programs[speaker], where)
    return status_of(query.act, truths) in STATUSES[query.says[speaker]]


def _as_said(each: Parting, query: Query) -> bool:
    return all(stance.status in STATUSES[query.says[stance.policy]] for stance in each.stances)
