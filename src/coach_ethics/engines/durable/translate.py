"""A program as rulesets of durable_rules. Pure: plain data, and nothing of durable_rules is imported.

Every name becomes one property of a flat message: 1 where it is certainly true, 0 where it is certainly false, left out
where it isn't known. A fact is a property too: a Boolean as 1 or 0, an integer as itself, an enumerator as its place.
Each rule is a plain conjunction of tests on such properties, and says one property's value. Rules run in strata: those
of a stratum read only what earlier strata have said.

Why just so (each of these was seen, and has its test):

INVARIANT (positive): no rule negates. `none` and `$not` are not evaluated again, and a rule that holds of an empty
message also matches the engine's own state record and runs for ever. What must be false is a property with value 0.
INVARIANT (conjunctions): no rule has an `$or`; each branch that holds would fire it once more, branches multiplying.
INVARIANT (bounded): a ruleset has at most `MOST_RULES` rules, since a message may match at most 64 at one time, and
reads at most `MOST_PROPERTIES` properties, since a message has at most 253.
INVARIANT (present): a property is compared with another only after the other was found present. The engine would
otherwise take whatever the memory of the answer held before.
INVARIANT (handled): every message matches the rule `end`. The state of a message that nothing matched can't be deleted.
INVARIANT (plain): messages and rules hold short ASCII names of our own making and 64-bit integers, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias, assert_never

from attrs import field, frozen

from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import (
    Comparison,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Operator,
)
from coach_ethics.model.normal import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Certainty,
    Sure,
    all_of,
    any_of,
    certainly_false,
    certainly_true,
)
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import CaseProblems, Problem

MOST_RULES = 60
"""Rules in one ruleset, beside `end`."""

MOST_PROPERTIES = 200
"""Properties that one ruleset reads."""

LONGEST = 60
"""Tests in one rule; a longer conjunction is cut in parts with names of their own."""

_WIDEST = 4
"""Conjunctions that a conjunction of alternatives may be multiplied out to; above, an alternative gets its own name."""

ANCHOR = "a"
"""The property that every message has and that rule `END` matches."""

END = "end"
"""The rule that every message matches."""

_LARGEST = 2**62

_OPERATORS = {  # partial: a test for equality is written without an operator
    Operator.NE: "$neq",
    Operator.LT: "$lt",
    Operator.LE: "$lte",
    Operator.GT: "$gt",
    Operator.GE: "$gte",
}


@frozen
class StratumCheck:
    """A property of the message compared with a number, or with another property of the same message (a string)."""

    property: str
    operator: Operator
    value: int | str


@frozen
class Present:
    """The message has the property."""

    property: str


Conjunction: TypeAlias = tuple[StratumCheck | Present, ...]
"""Tests that hold together, made in this order."""


@frozen
class Rule:
    """Where all tests hold, `property` is `value` (1: certainly true, 0: certainly false)."""

    tests: Conjunction
    property: str
    value: int


@frozen
class Ruleset:
    """Some rules of one stratum, and the properties that they read."""

    stratum: int
    rules: tuple[Rule, ...]
    reads: frozenset[str]


@frozen
class RulesetTranslation:
    """A translated program.

    `facts` gives each fact that is used its property, `names` gives each name of the program, in order, its property or
    the truth value that it always has. `rulesets` stand in the order in which they run.
    """

    facts: Mapping[str, str]
    types: Mapping[str, FactType]
    names: Mapping[str, str | bool]
    rulesets: tuple[Ruleset, ...]


@frozen
class _Lowering:
    """A translation under construction."""

    facts: Mapping[str, str]
    types: Mapping[str, FactType]
    names: dict[str, str | bool] = field(factory=dict)
    known: dict[tuple[Certainty, Certainty], str] = field(factory=dict)
    strata: dict[str, int] = field(factory=dict)
    rules: list[tuple[int, Rule]] = field(factory=list)

    def say(self, property_: str, value: int, conjunctions: Iterable[Conjunction]) -> None:
        """Add a rule for each conjunction. A property stands in the last stratum in which a rule says it."""
        for tests in conjunctions:
            stratum = 1 + max((self.strata.get(read, 0) for read in _reads(tests)), default=0)
            self.rules.append((stratum, Rule(tests, property_, value)))
            self.strata[property_] = max(stratum, self.strata.get(property_, 0))

    def auxiliary(self, conjunctions: Iterable[Conjunction]) -> StratumCheck:
        """A property of its own for a part of a condition."""
        property_ = f"x{len(self.strata)}"
        self.strata[property_] = 0
        self.say(property_, 1, conjunctions)
        return StratumCheck(property_, Operator.EQ, 1)


def translate(program: Program) -> RulesetTranslation:
    """The rulesets of a program. Raises CaseProblems (E503) for an integer fact that 64 bits can't hold."""
    used = dict.fromkeys(fact for definition in program.definitions for fact in facts_in(definition.condition))
    types = {fact: program.vocabulary[fact].type for fact in used}
    _check_bounds(types)
    lowering = _Lowering({fact: f"f{number}" for number, fact in enumerate(used)}, types)
    for number, definition in enumerate(program.definitions):
        true = _resolved(certainly_true(definition.condition), lowering)
        false = _resolved(certainly_false(definition.condition), lowering)
        lowering.names[definition.name] = _define(f"n{number}", true, false, lowering)
    return RulesetTranslation(lowering.facts, types, lowering.names, tuple(_rulesets(lowering.rules)))


def _check_bounds(types: Mapping[str, FactType]) -> None:
    problems = [
        Problem(
            "E503", f"`{fact}` has values that durable_rules can't hold in 64 bits", help="use the `compiled` engine"
        )
        for fact, type_ in types.items()
        if isinstance(type_, Integer) and max(-type_.minimum, type_.maximum) > _LARGEST
    ]
    if problems:
        raise CaseProblems(problems)


def _define(property_: str, true: Certainty, false: Certainty, lowering: _Lowering) -> str | bool:
    """The property that says a name, which may be that of an earlier name with the same formulas, or a constant."""
    match true, false:  # partial: only a constant and an earlier name need no property
        case (AllOf(()), _) | (_, AllOf(())):
            return true == ALWAYS
        case Sure(Named(one), True), Sure(Named(other), False) if one == other:
            return lowering.names[one]
    if (true, false) not in lowering.known:
        lowering.known[true, false] = property_
        lowering.strata[property_] = 0
        lowering.say(property_, 1, _conjunctions(true, lowering))
        lowering.say(property_, 0, _conjunctions(false, lowering))
    return lowering.known[true, false]


def _resolved(certainty: Certainty, lowering: _Lowering) -> Certainty:
    """The formula with names that are always true or false decided."""
    match certainty:
        case Sure(Named(name), truth):
            value = lowering.names[name]
            return certainty if isinstance(value, str) else (ALWAYS if value is truth else NEVER)
        case Sure():
            return certainty
        case AllOf(parts):
            return all_of(_resolved(part, lowering) for part in parts)
        case AnyOf(parts):
            return any_of(_resolved(part, lowering) for part in parts)
        case _:
            assert_never(certainty)


def _conjunctions(certainty: Certainty, lowering: _Lowering) -> tuple[Conjunction, ...]:
    """The formula as alternatives, each a conjunction of tests."""
    match certainty:
        case Sure():
            return tuple(_tests(certainty, lowering))
        case AnyOf(parts):
            return tuple(dict.fromkeys(each for part in parts for each in _conjunctions(part, lowering)))
        case AllOf(parts):
            return _product([_conjunctions(part, lowering) for part in parts], lowering)
        case _:
            assert_never(certainty)


def _product(parts: list[tuple[Conjunction, ...]], lowering: _Lowering) -> tuple[Conjunction, ...]:
    """All of the alternatives at once: multiplied out while few, else by way of a name for each."""
    products: tuple[Conjunction, ...] = ((),)
    for alternatives in sorted(parts, key=len):
        if len(products) * len(alternatives) > _WIDEST:
            alternatives = ((lowering.auxiliary(alternatives),),)
        products = tuple((*product, *each) for product in products for each in alternatives)
        products = tuple(_short(tuple(dict.fromkeys(product)), lowering) for product in products)
    return products


def _short(tests: Conjunction, lowering: _Lowering) -> Conjunction:
    return tests if len(tests) < LONGEST else (lowering.auxiliary([tests]),)


def _tests(sure: Sure, lowering: _Lowering) -> Iterator[Conjunction]:
    """The alternatives of an atom. No test on a property that the message lacks holds, not even `$neq`."""
    match sure.atom:
        case Holds(fact):
            yield (StratumCheck(lowering.facts[fact], Operator.EQ, int(sure.truth)),)
        case Named(name):
            yield (StratumCheck(str(lowering.names[name]), Operator.EQ, int(sure.truth)),)
        case Comparison(FactTerm(name, type_), comparison, Literal(value)):
            yield (StratumCheck(lowering.facts[name], comparison, _number_compared(value, lowering.types[name])),)
        case Comparison(FactTerm(one), comparison, FactTerm(other)):
            yield (Present(lowering.facts[other]), StratumCheck(lowering.facts[one], comparison, lowering.facts[other]))
        case Membership(FactTerm(name), members):
            type_ = lowering.types[name]
            numbers = sorted({_number_compared(member, type_) for member in members})
            if sure.truth:
                yield from (_run(lowering.facts[name], run) for run in _runs(numbers))
            else:
                yield tuple(StratumCheck(lowering.facts[name], Operator.NE, number) for number in numbers)
        case _:
            raise AssertionError("INVARIANT (facts compared): a comparison of two literals was decided before")


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as runs without a gap, each from its first to its last."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def _run(property_: str, run: tuple[int, int]) -> Conjunction:
    first, last = run
    if first == last:
        return (StratumCheck(property_, Operator.EQ, first),)
    return (StratumCheck(property_, Operator.GE, first), StratumCheck(property_, Operator.LE, last))


def number(value: Value, type_: FactType) -> int:
    """The number that stands for a value of a fact."""
    match type_:
        case Boolean() | Integer():
            return int(value)
        case Enumeration(values):
            return values.index(str(value))
        case _:
            assert_never(type_)


def _number_compared(value: Value, type_: FactType) -> int:
    """The number that a fact is compared with; one beyond its bounds compares as the next beyond does."""
    if isinstance(type_, Integer):
        return min(max(int(value), type_.minimum - 1), type_.maximum + 1)
    return number(value, type_)


def _reads(tests: Conjunction) -> Iterator[str]:
    for test in tests:
        yield test.property
        if isinstance(test, StratumCheck) and isinstance(test.value, str):
            yield test.value


def _rulesets(rules: list[tuple[int, Rule]]) -> Iterator[Ruleset]:
    """The rules grouped by stratum, and each group cut where it would grow beyond the bounds."""
    for stratum, group in groupby(sorted(rules, key=lambda each: each[0]), lambda each: each[0]):
        chunk: list[Rule] = []
        reads: set[str] = set()
        for _, rule in group:
            needs = set(_reads(rule.tests))
            if chunk and (len(chunk) == MOST_RULES or len(reads | needs) > MOST_PROPERTIES):
                yield Ruleset(stratum, tuple(chunk), frozenset(reads))
                chunk, reads = [], set()
            chunk.append(rule)
            reads |= needs
        yield Ruleset(stratum, tuple(chunk), frozenset(reads))


def definition(ruleset: Ruleset) -> dict[str, dict[str, object]]:
    """A ruleset as durable_rules takes it; rule `r7` is the ruleset's eighth."""
    rules: dict[str, dict[str, object]] = {
        f"r{place}": {"all": [{"m": _written(rule.tests)}]} for place, rule in enumerate(ruleset.rules)
    }
    return {**rules, END: {"all": [{"m": {ANCHOR: 1}}]}}


def _written(tests: Conjunction) -> dict[str, object]:
    written = [_written_test(test) for test in tests]
    return written[0] if len(written) == 1 else {"$and": written}


def _written_test(test: StratumCheck | Present) -> dict[str, object]:
    if isinstance(test, Present):
        return {"$ex": {test.property: 1}}
    value = {"$m": test.value} if isinstance(test.value, str) else test.value
    compared: dict[str, object] = {test.property: value}
    return compared if test.operator is Operator.EQ else {_OPERATORS[test.operator]: compared}
