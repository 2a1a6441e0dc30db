"""The columns that say what an act is, and what goes with it.

`names` says throughout what names of the program are called, where they aren't called by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.findings import DETERMINED_STATUSES, Status
from coach_ethics.model.conditions import FALSE, Condition, Named, Not, conjunction, disjunction
from coach_ethics.reasoning.companions import pairs_of
from coach_ethics.reasoning.grounds import has_status, status_cases

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import Label

STATUSES = tuple(status.value for status in Status)
"""The words in a column of statuses."""

_OWN: Mapping[str, str] = MappingProxyType({})


def status_output(act: str, column: str, names: Mapping[str, str] = _OWN) -> Label:
    """The column with the status of an act: what `findings.finding` reports, row by row."""
    from coach_ethics.engines.columnar.outputs import Label

    cases = tuple(
        (condition, status.value) for condition, status in status_cases(act, lambda name: names.get(name, name))
    )
    return Label(column, cases, Status.UNDETERMINED.value, STATUSES)


def status_determined(act: str) -> Condition:
    """True where `findings.finding` says determined, else not known."""
    return disjunction(tuple(has_status(act, status) for status in DETERMINED_STATUSES))


@frozen
class ActWith:
    """An act of which it depends on the situation whether it must be done, or mustn't, by whoever does another."""

    act: str
    if_doing: str


def companions_of(program: Program) -> tuple[ActWith, ...]:
    """The companions in a program, each once."""
    return tuple(dict.fromkeys(ActWith(each.companion, each.act) for each in pairs_of(program)))


def companion_output(pair: ActWith, program: Program, column: str, names: Mapping[str, str] = _OWN) -> Label:
    """The column that says what a companion is with its act: `required`, `forbidden`, or else `unregulated`.

    It is unregulated, too, where the act is forbidden, and where the same is demanded whatever else is done: for then
    that stands in the columns of the two acts.
    """
    from coach_ethics.engines.columnar.outputs import Label

    told = _Coupled(pair, program, names)
    neither = Status.UNREGULATED.value
    cases = [(told.moot, neither), (conjunction((told.due_anyway, told.ruled_out_anyway)), neither)]
    for anyway, coupled, status in (
        (told.due_anyway, told.ruled_out, Status.FORBIDDEN),
        (told.ruled_out_anyway, told.due, Status.REQUIRED),
    ):
        cases += [
            (conjunction((anyway, coupled)), status.value),
            (conjunction((anyway, Not(coupled))), neither),
            (anyway, Status.UNDETERMINED.value),
        ]
    cases += [(told.due, Status.REQUIRED.value), (told.ruled_out, Status.FORBIDDEN.value)]
    cases.append((told.uncoupled, neither))
    return Label(column, tuple(cases), Status.UNDETERMINED.value, STATUSES)


class _Coupled:
    """The conditions behind what a companion is with its act."""

    def __init__(self, pair: ActWith, program: Program, names: Mapping[str, str]) -> None:
        def named(kind: Kind, *subject: str) -> Condition:
            name = name_of(kind, *subject)
            return Named(names.get(name, name))

        kinds = {each.required for each in pairs_of(program) if (each.act, each.companion) == (pair.if_doing, pair.act)}
        both = pair.if_doing, pair.act
        self.due = named(Kind.REQUIRED_WITH, *both) if True in kinds else FALSE
        self.ruled_out = named(Kind.FORBIDDEN_WITH, *both) if False in kinds else FALSE
        self.due_anyway = named(Kind.REQUIRED, pair.act) if True in kinds else FALSE
        self.ruled_out_anyway = named(Kind.FORBIDDEN, pair.act) if False in kinds else FALSE
        self.moot = named(Kind.FORBIDDEN, pair.if_doing)
        self.uncoupled = conjunction((Not(self.due), Not(self.ruled_out)))
