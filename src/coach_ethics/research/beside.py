"""What codes say of each row, in a column for each code: what respondents' ratings are held against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import prepared
from coach_ethics.cohorts.labels import status_output
from coach_ethics.cohorts.translation import opened
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

F = TypeVar("F")


@takes(policies=Mapping, act=str, columns=Mapping | None)
def with_codes(
    frame: F,
    policies: Mapping[str, Policy | str | Path],
    act: str,
    *,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> F:
    """The frame with a column for each of the policies, of the name that it has here: the status of one act.

    As `assess_frame` has it, and with the same warnings; facts without a column are warned of where that act rests on
    them. Raises CaseProblems as `assess_frame` does, and for a policy that doesn't have the act (K115).

    >>> import polars as pl
    >>> from coach_ethics.research import with_codes
    >>> rows = pl.DataFrame({"coach.takes_credit": [True, False], "rating": ["forbidden", "permitted"]})
    >>> with_codes(rows, {"the code": "collusion"}, "claim_credit").columns
    ['coach.takes_credit', 'rating', 'the code']
    """
    from coach_ethics.cohorts.impossible import checked
    from coach_ethics.engines.columnar.run import evaluated

    found: Any = frame
    ready = {name: prepared(policy, "reference") for name, policy in policies.items()}
    acts = {name: [each.name for each in own.policy.acts] for name, own in ready.items()}
    if lacking := [name for name, own in acts.items() if act not in own]:
        raise CaseProblems(
            Problem("K115", f"`{quoted(name)}` has no act `{quoted(act)}`", help=did_you_mean(act, acts[name]))
            for name in lacking
        )
    for name, own in ready.items():
        table = opened(found)
        outputs = (status_output(act, name),)
        found = evaluated(table, checked(table, own, outputs, columns or {}, check=check))
    asked: F = found
    return asked
