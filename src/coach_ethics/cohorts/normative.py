"""Choices and trade-offs of a cohort, by distinct normative situation.

What a coach may choose depends only on which norms are in force. Rows with the same pattern (each norm in force, not in
force, or not known) are one normative situation: it is worked out once, however many rows share it.

As a text, choices are written `tell_client + withdraw | renegotiate + tell_client ?`: courses are separated by `|`, a
`?` marks one that a norm which isn't determined could still rule out, `-` is doing nothing. Under a dilemma there is no
choice, and trade-offs are written `without keep-confidence: tell_sponsor; without be-open: withdraw`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.cohorts import naming
from coach_ethics.cohorts.impossible import checked
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.deontics.courses import choices, demands_in_force, ruled_out_by
from coach_ethics.deontics.program import Kind
from coach_ethics.deontics.trade_offs import TradeOff, trade_offs
from coach_ethics.engines.columnar.outputs import Output, Pattern
from coach_ethics.engines.columnar.queries import counted, looked_up
from coach_ethics.engines.columnar.run import OpenedTable, evaluated
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem

KEY = "pattern"

MOST_PATTERNS = 50_000
"""So many kinds of rows are worked out one by one unless more are asked for: about half a minute."""

A_MINUTE = 80_000
"""About so many patterns, or half as many rows that are left open, are worked out in a minute."""


def require_few(patterns: int, most: int, what: str = "normative situations", a_minute: int = A_MINUTE) -> None:
    """Raises CaseProblems (K140), with a forecast, where a cohort has more kinds of rows than are to be worked out."""
    if patterns > most:
        minutes = patterns // a_minute
        message = f"the rows are of {patterns:,} distinct {what}, and at most {most:,} are worked out"
        help_ = (
            f"raise `most_patterns` (`--patterns`) to {patterns}, which takes "
            f"{f'some {minutes + 1} minutes' if minutes else 'less than a minute'}; or assess fewer rows"
        )
        raise CaseProblems([Problem("K140", message, help=help_)])


@frozen
class PossibleCourse:
    """A minimal course that meets every norm in force; norms that aren't determined could still rule it out."""

    course: frozenset[str]
    ruled_out_by: tuple[str, ...]


@frozen
class NormativeSituation:
    """What is common to all rows in which the same norms are in force; `count` says how many they are.

    `in_force` and `undetermined` are names of norms; explicit permissions are left out, since they demand nothing.
    `choices` are empty where norms in force conflict; then `conflicts` says which, and `trade_offs` what can be kept.

    >>> from coach_ethics.cohorts import normative_situations, sample
    >>> most = normative_situations(sample("collusion", 100, seed=1), "collusion")[0]
    >>> most.count > 1, "no-credit" in most.in_force
    (True, True)
    """

    in_force: tuple[str, ...]
    undetermined: tuple[str, ...]
    choices: tuple[PossibleCourse, ...]
    conflicts: tuple[frozenset[str], ...]
    trade_offs: tuple[TradeOff, ...]
    count: int = 0


@takes(columns=Mapping | None)
def normative_situations(
    frame: object, policy: Policy | str | Path, *, columns: Mapping[str, str] | None = None, check: bool = True
) -> tuple[NormativeSituation, ...]:
    """The distinct normative situations of a cohort, the most frequent first, each with its choices.

    `frame`, `columns` and `check` are as `assess_frame` takes them. One query groups the rows, so that only the
    patterns leave the caller's library; those that differ in explicit permissions alone are one. Raises CaseProblems
    as `assess_frame` does, and PolicyProblems (D302) where a situation has too many choices to be listed.

    >>> from coach_ethics.cohorts import normative_situations, sample
    >>> patterns = normative_situations(sample("collusion", 100, seed=1), "collusion")
    >>> sum(each.count for each in patterns), patterns[0].count >= patterns[-1].count
    (100, True)
    """
    ready = prepared(policy, "reference")
    table = opened(frame)
    found = _counts(table, ready, columns or {}, check=check)
    return tuple(_counted(solved(ready, signs), count) for signs, count in sorted(found.items(), key=_frequent))


def _frequent(found: tuple[str, int]) -> tuple[int, str]:
    return -found[1], found[0]


def _counted(each: NormativeSituation, count: int) -> NormativeSituation:
    return NormativeSituation(each.in_force, each.undetermined, each.choices, each.conflicts, each.trade_offs, count)


def with_choices(
    frame: object,
    ready: Prepared,
    outputs: tuple[Output, ...],
    columns: Mapping[str, str],
    prefix: str,
    *,
    check: bool,
    most: int = MOST_PATTERNS,
) -> object:
    """The frame with these outputs, and with the choices and trade-offs as texts. Raises CaseProblems (K140)."""
    table = opened(frame)
    found = sorted(_counts(table, ready, columns, check=check))
    require_few(len(found), most)
    names = naming.choices_column(prefix), naming.trade_offs_column(prefix)
    told = [texts_of(solved(ready, signs)) for signs in found]
    texts = dict(zip(names, zip(*told, strict=True) if told else ((), ()), strict=True))
    keys = tuple(Pattern(column, demanding(ready)) for column in texts)
    translation = translated(table, ready.program, (*outputs, *keys), columns, check=False)
    return looked_up(evaluated(table, translation), found, texts)


def _counts(table: OpenedTable, ready: Prepared, columns: Mapping[str, str], *, check: bool) -> dict[str, int]:
    key = f"{table.stem}{KEY}"
    translation = checked(table, ready, (Pattern(key, demanding(ready)),), columns, check=check)
    return {str(signs): count for (signs,), count in counted(opened(evaluated(table, translation)), [key])}


def _demanding(ready: Prepared) -> Iterator[str]:
    return (norm.name for norm in ready.policy.norms if TRAITS[norm.modality].demands)


def demanding(ready: Prepared) -> tuple[str, ...]:
    """The names of the program that say which norms are in force, but permissions: what a pattern has signs for."""
    return tuple(map(in_force, _demanding(ready)))


@lru_cache(maxsize=100_000)
def solved(ready: Prepared, signs: str) -> NormativeSituation:
    """The normative situation of a pattern: a sign for each norm but permissions, in the policy's order."""
    said = dict(zip(_demanding(ready), signs, strict=True))
    holding = tuple(norm for norm, sign in said.items() if sign == "1")
    undetermined = tuple(norm for norm, sign in said.items() if sign == "?")
    conflicts = tuple(
        conflict
        for _, norms in names_of_kind(ready.program, Kind.CONFLICT)
        if (conflict := frozenset(norms)) <= {*holding}
    )
    courses = () if conflicts else choices(demands_in_force(ready.policy, holding))
    return NormativeSituation(
        holding,
        undetermined,
        tuple(PossibleCourse(course, ruled_out_by(course, ready.policy, undetermined)) for course in courses),
        conflicts,
        trade_offs(ready.policy, holding, conflicts) if conflicts else (),
    )


def of_assessment(result: Assessment) -> NormativeSituation:
    """The same of one situation that was assessed by itself."""
    return NormativeSituation(
        result.norms_in_force,
        tuple(each.norm for each in result.undetermined),
        tuple(PossibleCourse(each.course, each.may_be_ruled_out_by) for each in result.choices),
        result.conflicts,
        result.trade_offs,
    )


def texts_of(situation: NormativeSituation) -> tuple[str, str]:
    """The choices and the trade-offs, each in one line."""
    return choices_text(situation), trade_offs_text(situation)


def choices_text(situation: NormativeSituation) -> str:
    """The choices in one line."""
    return " | ".join(_course(each.course) + " ?" * bool(each.ruled_out_by) for each in situation.choices)


def trade_offs_text(situation: NormativeSituation) -> str:
    """The trade-offs in one line."""
    return "; ".join(
        f"without {', '.join(sorted(each.breached))}: {' | '.join(map(_course, each.courses))}"
        for each in situation.trade_offs
    )


def _course(course: frozenset[str]) -> str:
    return " + ".join(sorted(course)) or "-"
