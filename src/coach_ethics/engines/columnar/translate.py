"""A program as expressions over columns: pure, nothing is computed here.

Three-valued logic of columns with nulls *is* Kleene logic, so one expression a condition is enough. What was tried on
every library, and is held by tests: `&`, `|`, `~` and comparisons with nulls are Kleene everywhere, a condition that is
null chooses `otherwise`, and `is_in` of a null is null in some libraries and false in others, which is why it is never
used without its guard.

What more than one condition needs becomes a column of its own, so that expressions stay as small as the program: first
the comparisons, then the names, stage by stage, each over the columns of earlier stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import assert_never

import narwhals.stable.v2 as nw
from attrs import Factory, define, evolve, frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Program
from coach_ethics.engines.columnar.folding import UNKNOWN, folded, folded_program
from coach_ethics.engines.columnar.outputs import (
    OPEN,
    AddedColumn,
    CertaintyColumn,
    FactReading,
    Label,
    Labels,
    Output,
    Pattern,
    Refined,
    RowKey,
    TruthColumn,
    conditions_of,
    sign_of,
)
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.vocabulary import Enumeration
from coach_ethics.model.walk import below, names_in

LARGEST = 40
"""The most nodes of a condition that is written into the only other one that uses it."""

FEW = 4
"""Up to so many members are compared one by one; more are looked up."""


@frozen(eq=False)
class ExpressionTranslation:
    """Expressions in stages that build on each other; `unknown`, where needed, is a column of nulls.

    `places` are those results that hold places among categories, with the categories; `truths` those that hold truth
    values. `converted` are columns to begin with, each another one of the frame turned into a type of its library.
    """

    stages: tuple[tuple[nw.Expr, ...], ...]
    results: tuple[str, ...]
    unknown: str | None
    places: Mapping[str, tuple[str, ...]]
    converted: Mapping[str, tuple[str, str]]
    truths: tuple[str, ...]


def facts_read(program: Program, outputs: Iterable[Output]) -> tuple[str, ...]:
    """The facts that the outputs depend on, in the vocabulary's order."""
    read = Dependencies(program).facts(conditions_of(outputs))
    return tuple(fact.name for fact in program.vocabulary if fact.name in read)


def translate(
    program: Program, readings: Mapping[str, FactReading], outputs: tuple[Output, ...], stem: str, *, labels: Labels
) -> ExpressionTranslation:
    """The expressions that compute the outputs.

    `readings` says where the facts are; a fact without one is not known in any row. Columns made on the way are called
    by `stem` and a number. `labels` says how the library of the frame writes them.
    """
    converted = {
        fact: evolve(reading, column=f"{stem}in{at}") if reading.convert else reading
        for at, (fact, reading) in enumerate(readings.items())
    }
    inputs = {
        converted[fact].column: (reading.column, reading.convert)
        for fact, reading in readings.items()
        if reading.convert
    }
    return _Writer(program, converted, stem, labels, inputs).write(outputs)


@define(eq=False)
class _Writer:
    """A translation under way."""

    program: Program
    readings: Mapping[str, FactReading]
    stem: str
    labels: Labels
    converted: Mapping[str, tuple[str, str]]
    conditions: dict[str, Condition] = Factory(dict)
    columns: dict[Condition, str] = Factory(dict)
    levels: dict[str, int] = Factory(dict)
    sizes: dict[str, int] = Factory(dict)
    stages: dict[int, list[nw.Expr]] = Factory(dict)
    unknown: str | None = None

    def write(self, outputs: tuple[Output, ...]) -> ExpressionTranslation:
        self.conditions = folded_program(self.program, self.readings)
        asked = [folded(each, self.readings, self.conditions) for each in conditions_of(outputs)]
        folded_ = (evolve(each, condition=self.conditions[each.name]) for each in self.program.definitions)
        dependencies = Dependencies(evolve(self.program, definitions=tuple(folded_)))
        needed = dependencies.names(asked, but=(UNKNOWN.name,))
        uses = _uses([*asked, *(self.conditions[name] for name in needed)])
        for atom in (each for each in uses if isinstance(each, Comparison | Membership) and uses[each] > 1):
            self._keep(atom, self._atom(atom), 0)
        for name in needed:
            condition = self.conditions[name]
            self.sizes[name] = self._size(condition)
            if uses[Named(name)] > 1 or self.sizes[name] > LARGEST:
                self._keep(Named(name), self._expression(condition), self._level(condition))
        for output in outputs:
            level = max((self._level(each) for each in self._folded(conditions_of([output]))), default=0)
            self._add(level, self._output(output).alias(output.column))
        stages = tuple(tuple(self.stages[level]) for level in sorted(self.stages))
        meant = [each.meant if isinstance(each, Refined) else each for each in outputs]
        coded = [each for each in meant if isinstance(each, Label)] if self.labels is Labels.PLACES else []
        places = {each.column: each.categories for each in coded}
        truths = tuple(each.column for each in meant if isinstance(each, TruthColumn | CertaintyColumn))
        results = tuple(output.column for output in outputs)
        return ExpressionTranslation(stages, results, self.unknown, places, self.converted, truths)

    def _folded(self, conditions: Iterable[Condition]) -> Iterator[Condition]:
        return map(self._folded_one, conditions)

    def _folded_one(self, condition: Condition) -> Condition:
        return folded(condition, self.readings, self.conditions)

    def _keep(self, condition: Condition, expression: nw.Expr, level: int) -> None:
        column = f"{self.stem}{len(self.columns)}"
        self._add(level, expression.alias(column))
        self.columns[condition] = column
        self.levels[column] = level + 1

    def _add(self, level: int, expression: nw.Expr) -> None:
        self.stages.setdefault(level, []).append(expression)

    def _size(self, condition: Condition) -> int:
        """How many nodes a condition has, with everything that is written into it."""
        inside = (name for name in names_in(condition) if Named(name) not in self.columns and name != UNKNOWN.name)
        return sum(1 for _ in below(condition)) + sum(self.sizes[name] for name in inside)

    def _level(self, condition: Condition) -> int:
        """The stage at which everything that a condition needs is there."""
        if condition in self.columns:
            return self.levels[self.columns[condition]]
        match condition:
            case And(operands) | Or(operands):
                return max(map(self._level, operands), default=0)
            case Not(operand):
                return self._level(operand)
            case Named(name):
                return 0 if condition == UNKNOWN else self._level(self.conditions[name])
            case Constant() | Holds() | Comparison() | Membership():
                return 0
            case _:
                assert_never(condition)

    def _output(self, output: Output) -> nw.Expr:
        match output:
            case TruthColumn(_, condition):
                return self._asked(condition)
            case CertaintyColumn(_, condition):
                return self._asked(condition).fill_null(False)
            case Label():
                return self._label(output)
            case Pattern(_, names):
                return self._signs(names)
            case RowKey(_, closed, pattern):
                known = nw.concat_str([nw.lit(OPEN), *self._known(output)])
                return nw.when(self._asked(closed).fill_null(False)).then(self._signs(pattern)).otherwise(known)
            case Refined(meant, codes, place):
                return self._refined(meant, nw.col(codes).str.slice(place, 1))
            case _:
                assert_never(output)

    def _signs(self, names: tuple[str, ...]) -> nw.Expr:
        signs = [self._sign(Named(name)) for name in names]
        return nw.concat_str(signs) if signs else nw.lit("")

    def _known(self, key: RowKey) -> Iterator[nw.Expr]:
        """What is known of each fact, as a text that ends in a comma."""
        for cells in key.cells:
            told = nw.lit("?,")
            for place, cell in reversed(tuple(enumerate(cells))):
                if self._folded_one(cell) != UNKNOWN:
                    told = nw.when(self._asked(cell)).then(nw.lit(f"{place},")).otherwise(told)
            yield told
        for number in key.numbers:
            if number.name in self.readings:
                yield self._value(number).cast(nw.String()).fill_null("?")
                yield nw.lit(",")
            else:
                yield nw.lit("?,")

    def _refined(self, meant: AddedColumn, sign: nw.Expr) -> nw.Expr:
        value = self._output(meant)
        values = meant.categories if isinstance(meant, Label) else (True, False)
        for each in values:
            written = self._written(str(each), meant) if isinstance(meant, Label) else nw.lit(each)
            value = nw.when(sign == sign_of(each, meant)).then(written).otherwise(value)
        return value

    def _asked(self, condition: Condition) -> nw.Expr:
        return self._expression(self._folded_one(condition))

    def _label(self, output: Label) -> nw.Expr:
        """Conditions that can't be true are left out, and what follows one that is always true."""
        cases: list[tuple[nw.Expr, str]] = []
        otherwise = output.otherwise
        for condition, label in output.cases:
            test = folded(condition, self.readings, self.conditions)
            if test == Constant(True):
                otherwise = label
                break
            if test not in (Constant(False), UNKNOWN):
                cases.append((self._expression(test), label))
        value = self._written(otherwise, output)
        for when, label in reversed(cases):
            value = nw.when(when).then(self._written(label, output)).otherwise(value)
        return value

    def _written(self, label: str, output: Label) -> nw.Expr:
        match self.labels:
            case Labels.ENUMERATION:
                return nw.lit(label, nw.Enum(output.categories))
            case Labels.PLACES:
                return nw.lit(output.categories.index(label), nw.Int8())
            case Labels.TEXTS:
                return nw.lit(label)
            case _:
                assert_never(self.labels)

    def _sign(self, name: Named) -> nw.Expr:
        condition = folded(name, self.readings, self.conditions)
        if isinstance(condition, Constant):
            return nw.lit("1" if condition.value else "0")
        if condition == UNKNOWN:
            return nw.lit("?")
        truth = self._expression(condition)
        unless = nw.when(~truth).then(nw.lit("0")).otherwise(nw.lit("?"))
        return nw.when(truth).then(nw.lit("1")).otherwise(unless)

    def _expression(self, condition: Condition) -> nw.Expr:
        """Why not n-ary: joined two by two in halves, expressions nest only as deep as the logarithm of their size."""
        if condition in self.columns:
            return nw.col(self.columns[condition])
        match condition:
            case Constant(value):
                return nw.lit(value)
            case Named() if condition == UNKNOWN:
                self.unknown = f"{self.stem}u"
                return nw.col(self.unknown)
            case Named(name):
                return self._expression(self.conditions[name])
            case Not(operand):
                return ~self._expression(operand)
            case And(operands):
                return _halved([self._expression(operand) for operand in operands], lambda one, other: one & other)
            case Or(operands):
                return any_of([self._expression(operand) for operand in operands])
            case Holds() | Comparison() | Membership():
                return self._atom(condition)
            case _:
                assert_never(condition)

    def _atom(self, atom: Holds | Comparison | Membership) -> nw.Expr:
        match atom:
            case Holds(fact):
                return nw.col(self.readings[fact].column)
            case Membership(FactTerm() as term, members):
                return self._among(term, members)
            case Comparison(FactTerm() as one, comparison, Literal(number)):
                left = self._value(one)
                return left == number if comparison is Operator.EQ else left < number
            case Comparison(FactTerm(_, Enumeration()) as one, Operator.LT, FactTerm() as other):
                return self._before(one, other)
            case Comparison(FactTerm() as one, comparison, FactTerm() as other):
                left, right = self._comparable(one), self._comparable(other)
                return left == right if comparison is Operator.EQ else left < right
            case _:
                raise AssertionError("INVARIANT (folded): literals come second, and only == and < are left")

    def _value(self, term: FactTerm) -> nw.Expr:
        return value_of(term, self.readings[term.name], self.program)

    def _comparable(self, term: FactTerm) -> nw.Expr:
        """Columns with categories of their own are compared with each other as texts."""
        value = self._value(term)
        return value.cast(nw.String()) if self.readings[term.name].categories is not None else value

    def _among(self, term: FactTerm, members: tuple[object, ...]) -> nw.Expr:
        reading, value = self.readings[term.name], self._value(term)
        if reading.words and members:
            return any_of([nw.col(dict(reading.words)[str(each)]) for each in members])
        if reading.categories is not None and not reading.cast:
            members = tuple(each for each in members if each in reading.categories)
        if not members:
            return value != value
        if len(members) <= FEW:
            return any_of([value == each for each in members])
        return value.is_in(list(members)) | (value != value)

    def _before(self, one: FactTerm, other: FactTerm) -> nw.Expr:
        """Whether an enumerator comes before another: at some place the one is at most there, and the other behind."""
        assert isinstance(one.type, Enumeration), "INVARIANT (typed): both are enumerators"
        values = one.type.values
        apart = [
            self._among(one, values[:place]) & self._among(other, values[place:]) for place in range(1, len(values))
        ]
        left, right = self._value(one), self._value(other)
        known = [left != left, right != right]
        return any_of([*apart, *known])


def value_of(term: FactTerm, reading: FactReading, program: Program) -> nw.Expr:
    """The column of a fact that is an integer or an enumeration, in a form that can be compared."""
    column = nw.col(reading.column)
    if not reading.cast:
        return column
    return column.cast(nw.String() if isinstance(program.vocabulary[term.name].type, Enumeration) else nw.Int64())


def _uses(conditions: Iterable[Condition]) -> Counter[Condition]:
    """How often each name and each comparison stands in the conditions."""
    return Counter(
        node
        for condition in conditions
        for node in below(condition)
        if isinstance(node, Comparison | Membership) or (isinstance(node, Named) and node != UNKNOWN)
    )


def any_of(parts: list[nw.Expr]) -> nw.Expr:
    """The disjunction of one expression or more."""
    return _halved(parts, lambda one, other: one | other)


def _halved(parts: list[nw.Expr], join: Callable[[nw.Expr, nw.Expr], nw.Expr]) -> nw.Expr:
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return join(_halved(parts[:middle], join), _halved(parts[middle:], join))
