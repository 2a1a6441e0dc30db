"""How often each act has each status in a cohort, under several policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.cohorts.impossible import ImpossibleRows, broken_in, rules_of
from coach_ethics.cohorts.labels import STATUSES, ActWith, companion_output, companions_of, status_output
from coach_ethics.cohorts.open_rows import with_determined
from coach_ethics.cohorts.sliced import tallied_rows
from coach_ethics.cohorts.translation import fitting_facts, opened, translated, warn_of_missing
from coach_ethics.engines.columnar.outputs import Label, Labels
from coach_ethics.engines.columnar.queries import Tally, tallied
from coach_ethics.engines.columnar.run import OpenedTable, staged
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Enumeration, FactType, Vocabulary, expected, extended
from coach_ethics.model.walk import names_in
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.joint import join_programs

_Columns: TypeAlias = dict[tuple[str, ActWith], str]
"""The column for each policy and subject."""


@frozen
class Counted:
    """How many situations there are, and for each policy and subject, status by status: in how many, and how many of
    these have another one under the base. `impossible` are the rows that break a constraint."""

    size: int
    counts: Mapping[tuple[str, ActWith], tuple[tuple[int, int], ...]]
    impossible: tuple[ImpossibleRows, ...]


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

    def evaluated(self) -> Counted:
        """By three-valued logic: all policies in one pass, so that what they have in common is computed once."""
        vocabulary = _columns_of(each.policy for each in self.ready.values())
        whole, all_names = join_programs([each.program for each in self.ready.values()], vocabulary)
        table = opened(self.frame)
        labels: dict[tuple[object, ...], Label] = {}
        columns: _Columns = {}
        for (name, each), names in zip(self.ready.items(), all_names, strict=True):
            for subject in self.subjects:
                meant = _label(subject, f"{table.stem}label{len(labels)}", each, names)
                columns[name, subject] = labels.setdefault((meant.cases, meant.otherwise), meant).column
        outputs, pairs = tuple(labels.values()), self._pairs(columns)
        facts = fitting_facts(table, whole, outputs, self.columns, check=self.check)
        found = tallied_rows(table, whole, outputs, tuple(pairs), facts)
        if found is None:
            translation = translated(table, whole, outputs, self.columns, check=False, labels=Labels.PLACES)
            impossible = tuple(self._broken(table))
            found = tallied(table, staged(table, translation), pairs, range(len(STATUSES)))
        else:
            warn_of_missing(table, whole, outputs, self.columns)
            impossible = tuple(self._broken(table))
        return self._counted(found, columns, impossible)

    def determined(self) -> Counted:
        """As `assess` has it: each policy by itself, since each leaves other rows open."""
        _columns_of(each.policy for each in self.ready.values())
        table, frame = opened(self.frame), self.frame
        impossible = [*self._broken(table)]
        columns: _Columns = {}
        for at, (name, each) in enumerate(self.ready.items()):
            labels = [_label(one, f"{table.stem}label{at}_{n}", each, {}) for n, one in enumerate(self.subjects)]
            columns |= {(name, one): label.column for one, label in zip(self.subjects, labels, strict=True)}
            frame = with_determined(
                frame, each, tuple(labels), self.columns, check=False, labels=Labels.TEXTS, tell=impossible.extend
            )
        wide = opened(frame)
        found = tallied(wide, wide.frame, self._pairs(columns), STATUSES)
        return self._counted(found, columns, tuple(dict.fromkeys(impossible)))

    def _pairs(self, columns: _Columns) -> list[tuple[str, str]]:
        return list(dict.fromkeys((columns[self.base, one], column) for (_, one), column in columns.items()))

    def _counted(self, found: Tally, columns: _Columns, impossible: tuple[ImpossibleRows, ...]) -> Counted:
        size, counts = found
        by_subject = {key: counts[columns[self.base, key[1]], column] for key, column in columns.items()}
        return Counted(size, by_subject, impossible)

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
