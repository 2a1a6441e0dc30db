"""How often each act has each status in a cohort, under several policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve, frozen

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.cohorts.impossible import ImpossibleRows, broken_in, rules_of
from coach_ethics.cohorts.labels import STATUSES, ActWith, companion_output, companions_of, status_output
from coach_ethics.cohorts.open_rows import with_determined
from coach_ethics.cohorts.sliced import tallied_rows
from coach_ethics.cohorts.translation import fitting_facts, opened, translated, warn_of_missing
from coach_ethics.engines.columnar.outputs import Label, Labels
from coach_ethics.engines.columnar.queries import Tally, tallied, weighing
from coach_ethics.engines.columnar.run import Frame, OpenedTable, staged
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Enumeration, FactType, Vocabulary, expected, extended
from coach_ethics.model.walk import names_in
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.joint import join_programs

_Columns: TypeAlias = dict[tuple[str, ActWith], str]
"""The column for each policy and subject."""


@frozen
class Counted:
    """How many situations there are, and for each policy and subject, status by status: in how many, and how many of
    these have another one under the base; and both as shares, by the weights of rows where there are any. `effective`
    is how many rows of equal weight would tell as much. `impossible` are the rows that break a constraint. `presumed`
    are the same counts and shares, in their first places, of statuses presumed where none is determined; nothing where
    that isn't asked for."""

    size: int
    counts: Mapping[tuple[str, ActWith], tuple[tuple[int, int], ...]]
    shares: Mapping[tuple[str, ActWith], tuple[tuple[float, float], ...]]
    effective: float
    impossible: tuple[ImpossibleRows, ...]
    presumed: Mapping[tuple[str, ActWith], tuple[tuple[int, float], ...]] = MappingProxyType({})


def subjects(ready: Mapping[str, Prepared], acts: tuple[str, ...]) -> tuple[ActWith, ...]:
    """The acts, and what may go with them under one of the policies."""
    pairs = (pair for each in ready.values() for pair in companions_of(each.program) if pair.if_doing in acts)
    return (*(ActWith(act, "") for act in acts), *dict.fromkeys(pairs))


@frozen
class Counting:
    """What is to be counted: in a frame, under these policies, one of which is the base."""

    frame: object
    ready: Mapping[str, Prepared]
    base: str
    subjects: tuple[ActWith, ...]
    columns: Mapping[str, str]
    check: bool
    weights: str | None = None
    collapse: Mapping[str, str] = MappingProxyType({})

    def evaluated(self) -> Counted:
        """By three-valued logic: all policies in one pass, so that what they have in common is computed once."""
        vocabulary = _columns_of(each.policy for each in self.ready.values())
        whole, all_names = join_programs([each.program for each in self.ready.values()], vocabulary)
        table = opened(self.frame)
        labels: dict[tuple[object, ...], Label] = {}
        columns: _Columns = {}
        for (name, each), names in zip(self.ready.items(), all_names, strict=True):
            for subject in self.subjects:
                meant = self._label(subject, f"{table.stem}label{len(labels)}", each, names)
                columns[name, subject] = labels.setdefault((meant.cases, meant.otherwise), meant).column
        outputs, pairs = tuple(labels.values()), self._pairs(columns)
        facts = fitting_facts(table, whole, outputs, self.columns, check=self.check)
        found = tallied_rows(table, whole, outputs, tuple(pairs), facts) if self.weights is None else None
        if found is not None:
            warn_of_missing(table, whole, outputs, self.columns)
            return self._counted(columns, found, tuple(self._broken(table)))
        translation = translated(table, whole, outputs, self.columns, check=False, labels=Labels.PLACES)
        impossible = tuple(self._broken(table))
        return self._tallied(table, staged(table, translation), columns, range(len(STATUSES)), impossible)

    def determined(self, *, presumed: bool = False) -> Counted:
        """As `assess` has it: each policy by itself, since each leaves other rows open; with `presumed`, also what is
        presumed of acts."""
        _columns_of(each.policy for each in self.ready.values())
        table, frame = opened(self.frame), self.frame
        impossible = [*self._broken(table)]
        columns: _Columns = {}
        beside: _Columns = {}
        for at, (name, each) in enumerate(self.ready.items()):
            labels = [self._label(one, f"{table.stem}label{at}_{n}", each, {}) for n, one in enumerate(self.subjects)]
            columns |= {(name, one): label.column for one, label in zip(self.subjects, labels, strict=True)}
            own = {one: label for one, label in zip(self.subjects, labels, strict=True) if presumed and label.cases}
            acts = {f"{label.column}p": one for one, label in own.items() if not one.if_doing}
            beside |= {(name, one): column for column, one in acts.items()}
            frame = with_determined(
                frame,
                each,
                (*labels, *(evolve(own[one], column=column) for column, one in acts.items())),
                self.columns,
                check=False,
                labels=Labels.TEXTS,
                presumed={column: one.act for column, one in acts.items()},
                collapse=self.collapse,
                tell=impossible.extend,
            )
        wide = opened(frame)
        found = self._tallied(wide, wide.frame, columns, STATUSES, tuple(dict.fromkeys(impossible)))
        return evolve(found, presumed=self._presumed(wide, beside)) if beside else found

    def _presumed(
        self, table: OpenedTable, beside: _Columns
    ) -> dict[tuple[str, ActWith], tuple[tuple[int, float], ...]]:
        """How many rows have each status, presumed or determined, and their shares."""
        pairs = [(column, column) for column in beside.values()]
        _, counts = found = tallied(table, table.frame, pairs, STATUSES)
        weight, sums = found if self.weights is None else tallied(table, table.frame, pairs, STATUSES, self.weights)
        return {
            key: tuple(
                (int(number), here / weight if weight else 0.0)
                for (number, _), (here, _) in zip(counts[column, column], sums[column, column], strict=True)
            )
            for key, column in beside.items()
        }

    def _pairs(self, columns: _Columns) -> list[tuple[str, str]]:
        return list(dict.fromkeys((columns[self.base, one], column) for (_, one), column in columns.items()))

    def _tallied(
        self,
        table: OpenedTable,
        frame: Frame,
        columns: _Columns,
        values: Sequence[object],
        impossible: tuple[ImpossibleRows, ...],
    ) -> Counted:
        pairs = self._pairs(columns)
        found = tallied(table, frame, pairs, values)
        if self.weights is None:
            return self._counted(columns, found, impossible)
        effective = effective_size(table, self.weights)
        return self._counted(columns, found, impossible, tallied(table, frame, pairs, values, self.weights), effective)

    def _counted(
        self,
        columns: _Columns,
        found: Tally,
        impossible: tuple[ImpossibleRows, ...],
        weighed: Tally | None = None,
        effective: float | None = None,
    ) -> Counted:
        size, counts = found
        weight, sums = weighed or found
        keys = {key: (columns[self.base, key[1]], column) for key, column in columns.items()}
        shares = {
            key: tuple((here / weight, changed / weight) if weight else (0.0, 0.0) for here, changed in sums[pair])
            for key, pair in keys.items()
        }
        whole = {key: tuple((int(here), int(changed)) for here, changed in counts[pair]) for key, pair in keys.items()}
        return Counted(int(size), whole, shares, float(size) if effective is None else effective, impossible)

    def _label(self, subject: ActWith, column: str, ready: Prepared, names: Mapping[str, str]) -> Label:
        """The column of a subject's statuses, of which one may count as another."""
        meant = _label(subject, column, ready, names)
        cases = tuple((condition, self.collapse.get(status, status)) for condition, status in meant.cases)
        return evolve(meant, cases=cases, otherwise=self.collapse.get(meant.otherwise, meant.otherwise))

    def _broken(self, table: OpenedTable) -> Iterable[ImpossibleRows]:
        """What breaks a constraint of one policy or another; each set of constraints is looked at once."""
        asked: dict[object, Prepared] = {}
        for each in self.ready.values() if self.check else ():
            rules = each.policy.constraints
            named = any(names_in(rule.always) for rule in rules)
            asked.setdefault((rules, each.program.definitions if named else ()), each)
        found: dict[ImpossibleRows, None] = {}
        for each in asked.values():
            translated(table, each.program, rules_of(each, table), self.columns, check=True, warn=False)
            found.update(dict.fromkeys(broken_in(table, each, self.columns)))
        return found


def effective_size(table: OpenedTable, weights: str) -> float:
    """How many rows of equal weight tell as much as rows of these weights (Kish, Survey Sampling, 1965).

    Raises CaseProblems (K141) for a column of weights that isn't there or holds anything but numbers from 0.
    """
    if weights not in table.columns:
        help_ = did_you_mean(weights, table.columns)
        raise CaseProblems([Problem("K141", f"`{quoted(weights)}` is not a column of the frame", help=help_)])
    try:
        found = weighing(table, weights)
    except TypeError:
        message = f"the weights in `{quoted(weights)}` are no numbers"
        raise CaseProblems([Problem("K141", message, help="give numbers from 0 on")]) from None
    if found.negative or found.missing or not found.total:
        what = "are negative" if found.negative else "are missing" if found.missing else "are all 0"
        raise CaseProblems([Problem("K141", f"weights in `{quoted(weights)}` {what}", help="give numbers from 0 on")])
    return found.total**2 / found.squares


def _label(subject: ActWith, column: str, ready: Prepared, names: Mapping[str, str]) -> Label:
    if subject.if_doing and subject in companions_of(ready.program):
        return companion_output(subject, ready.program, column, names)
    if not subject.if_doing and any(act.name == subject.act for act in ready.policy.acts):
        return status_output(subject.act, column, names)
    return Label(column, (), Status.UNREGULATED.value, STATUSES)


def _columns_of(policies: Iterable[Policy]) -> Vocabulary:
    """The facts of all policies. Raises CaseProblems (K122) where no column can hold what each takes a fact to be."""
    found, problems = Vocabulary(), dict[str, Problem]()
    for policy in policies:
        for fact in policy.vocabulary:
            other = found.by_name.get(fact.name, fact)
            if not _alike(other.type, fact.type):
                both = f"{expected(other.type)} in one of the policies, and {expected(fact.type)} in another"
                help_ = "compare them one by one, or call the fact differently in one of them"
                problems.setdefault(fact.name, Problem("K122", f"`{fact.name}` takes {both}", help=help_))
        found = extended(found, policy.vocabulary)
    if problems:
        raise CaseProblems(problems.values())
    return found


def _alike(one: FactType, other: FactType) -> bool:
    """Whether a column can hold both. An order of values is each policy's own, and goes into its conditions."""
    if isinstance(one, Enumeration) and isinstance(other, Enumeration):
        return set(one.values) == set(other.values)
    return one == other
