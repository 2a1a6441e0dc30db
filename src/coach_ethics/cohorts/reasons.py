"""What an act's status rests on, over a cohort: what had to be so, and what was enough, by kinds of rows.

Rows are of one kind where no condition of the policy that bears on the act can tell them apart. Each kind is looked at
once, however many rows are of it, as `Assessment.necessary` and `sufficient` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.reasons import Circumstance, reasons_in
from coach_ethics.cohorts.impossible import checked
from coach_ethics.cohorts.kinds import Kinds
from coach_ethics.cohorts.labels import status_output
from coach_ethics.cohorts.normative import MOST_PATTERNS, require_few
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.deontics.program import status_names
from coach_ethics.engines.columnar.queries import counted
from coach_ethics.engines.columnar.run import evaluated
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.grounds import finding_of

A_MINUTE = 10_000
"""About so many kinds of rows are worked out in a minute."""


@frozen
class StatusReasons:
    """Why `count` rows have a status: each set in `necessary` has a fact that it needs, each in `sufficient` is enough.

    Of facts that are told apart only as far as it matters to the policy, the values are those that stand for the rest.

    >>> from coach_ethics.cohorts import sample, status_reasons
    >>> most = status_reasons(sample("collusion", 100, seed=1), "collusion", "name_block")[0]
    >>> most.status.value, [[each.fact for each in enough] for enough in most.sufficient]
    ('unregulated', [['block.named']])
    """

    status: Status
    determined: bool
    necessary: tuple[tuple[Circumstance, ...], ...]
    sufficient: tuple[tuple[Circumstance, ...], ...]
    count: int = 0


@takes(act=str, columns=Mapping | None, most_patterns=int)
def status_reasons(
    frame: object,
    policy: Policy | str | Path,
    act: str,
    *,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    most_patterns: int = MOST_PATTERNS,
) -> tuple[StatusReasons, ...]:
    """The statuses that an act has in a cohort with what they rest on, the most frequent first.

    `frame`, `columns` and `check` are as `assess_frame` takes them. One query groups the rows, so that only the kinds
    of them leave the caller's library. Raises CaseProblems as `assess_frame` does, for more than `most_patterns` kinds
    of rows (K144), and where a row has too many reasons to list (A102).

    >>> from coach_ethics.cohorts import sample, status_reasons
    >>> found = status_reasons(sample("icf-2025", 200, seed=1), "icf-2025", "name_client")
    >>> sum(each.count for each in found), max(each.count for each in found) == found[0].count
    (200, True)
    """
    ready = prepared(policy, "reference")
    acts = [each.name for each in ready.policy.acts]
    if act not in acts:
        message = f"`{quoted(act)}` is not an act of `{ready.policy.name}`"
        raise CaseProblems([Problem("K115", message, help=did_you_mean(act, acts))])
    table, kinds = opened(frame), Kinds(prepared(ready.policy, "compiled"), _facts(ready, act))
    checked(table, ready, (status_output(act, f"{table.stem}status"),), columns or {}, check=check)
    key = kinds.key(f"{table.stem}kind")
    keyed = evaluated(table, translated(table, ready.program, (key,), columns or {}, check=False, warn=False))
    counts = {str(each): count for (each,), count in counted(opened(keyed), [key.column])}
    require_few(len(counts), most_patterns, "kinds", A_MINUTE)
    found: dict[StatusReasons, int] = {}
    for each, count in counts.items():
        reasons = _reasons(kinds, each, act)
        found[reasons] = found.get(reasons, 0) + count
    return tuple(sorted(_counted(found), key=lambda each: (-each.count, str(each))))


def _counted(found: Mapping[StatusReasons, int]) -> Iterator[StatusReasons]:
    for each, count in found.items():
        yield StatusReasons(each.status, each.determined, each.necessary, each.sufficient, count)


def _reasons(kinds: Kinds, key: str, act: str) -> StatusReasons:
    ready, where = kinds.ready, kinds.situation(key)
    found = finding_of(act, determined_in(ready, where).truths)
    needed, enough = (reasons_in(ready, where, act, found, enough=enough) for enough in (False, True))
    return StatusReasons(found.status, found.determined, needed, enough)


def _facts(ready: Prepared, act: str) -> frozenset[str]:
    """The facts that bear on the act's status, through constraints as well."""
    return frozenset(ready.slices.of(status_names(act)).facts)
