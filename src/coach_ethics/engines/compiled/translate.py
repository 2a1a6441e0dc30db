"""A program as a Python syntax tree: two functions, built node by node and never from text.

`evaluate(situation)` is for a situation in which every fact that the program uses is known: plain Booleans, plain
`and`, `or`, `not`. Where a fact is missing it hands over to `partly(values)`, in which every name is computed from the
two positive formulas of `model.normal`: True where it is certainly true, False where it is certainly false, else None.

Both fill a copy of a dictionary that has all keys already. A display of two hundred names would take six times as long
to build as the names take to compute, since Python makes it from pieces.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias, assert_never

from attrs import field, frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Definition, Program
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
    Term,
)
from coach_ethics.model.normal import (
    COMPARE,
    COMPLEMENT,
    MIRROR,
    AllOf,
    AnyOf,
    Certainty,
    Sure,
    certainly_false,
    certainly_true,
)
from coach_ethics.model.vocabulary import Enumeration, FactType
from coach_ethics.model.walk import facts_in

EVALUATE = "evaluate"
"""The name of the function that the translation defines."""

_DEEPEST = 20
"""How deep an expression may nest before it is broken into statements; Python's own compiler recurses on depth."""

_OPERATORS: Mapping[Operator, Callable[[], ast.cmpop]] = {
    Operator.EQ: ast.Eq,
    Operator.NE: ast.NotEq,
    Operator.LT: ast.Lt,
    Operator.LE: ast.LtE,
    Operator.GT: ast.Gt,
    Operator.GE: ast.GtE,
}

_NEGATED = (Operator.NE, Operator.GE, Operator.LE)
"""A comparison and its complement share one local: that of the complement for these."""

_Built: TypeAlias = tuple[ast.expr, int]
"""An expression and how deep it nests."""


@frozen
class _Function:
    """A function under construction: its statements, and what stands for facts, names, comparisons and orders."""

    facts: Mapping[str, str]
    asked: Collection[str]
    ranks: dict[Enumeration, str]
    statements: list[ast.stmt] = field(factory=list)
    names: dict[str, ast.expr] = field(factory=dict)
    atoms: dict[Condition, str] = field(factory=dict)

    def keep(self, value: ast.expr) -> ast.Name:
        """Assign a value to a new local, and give that local."""
        local = f"v{len(self.statements)}"
        self.statements.append(_assign(local, value))
        return _load(local)

    def define(self, name: str, value: ast.expr) -> None:
        """Say what a name stands for: a constant, a local that is there already, or a new one."""
        entry = ast.Subscript(_load("found"), ast.Constant(name), ast.Store())
        targets: list[ast.expr] = [entry] if name in self.asked else []
        self.names[name] = value
        if not isinstance(value, ast.Constant | ast.Name):
            targets.append(ast.Name(f"v{len(self.statements)}", ast.Store()))
            self.names[name] = _load(f"v{len(self.statements)}")
        if targets and not isinstance(value, ast.Constant):
            self.statements.append(ast.Assign(targets, value))

    def shallow(self, built: Iterable[_Built]) -> tuple[list[ast.expr], int]:
        """The expressions, those that nest too deep replaced by locals, and how deep they nest together."""
        parts = [(self.keep(value), 0) if depth >= _DEEPEST else (value, depth) for value, depth in built]
        return [value for value, _ in parts], 1 + max((depth for _, depth in parts), default=0)


def translate(program: Program, names: Collection[str] | None = None) -> ast.Module:
    """The module that defines `evaluate(situation)`, giving a dictionary from names, in order, to their truth.

    The names are those asked for, by default all; what none of them needs isn't computed.
    """
    asked = frozenset(
        definition.name for definition in program.definitions if names is None or definition.name in names
    )
    needed = Dependencies(program).part(map(Named, asked)).definitions
    used = dict.fromkeys(fact for definition in needed for fact in facts_in(definition.condition))
    facts = {fact: f"f{number}" for number, fact in enumerate(used)}
    ranks: dict[Enumeration, str] = {}
    functions = [_partly(needed, _Function(facts, asked, ranks)), _evaluate(needed, _Function(facts, asked, ranks))]
    orders = [_assign(name, _places(type_)) for type_, name in ranks.items()]
    return _placed(ast.Module([*orders, *(part for pair in functions for part in pair)], []))


def _evaluate(definitions: Iterable[Definition], function: _Function) -> list[ast.stmt]:
    values = _assign("values", ast.Attribute(_load("situation"), "values", ast.Load()))
    fetch: list[ast.stmt] = [
        _assign(local, ast.Subscript(_load("values"), ast.Constant(fact), ast.Load()))
        for fact, local in function.facts.items()
    ]
    missing = ast.Return(ast.Call(_load("partly"), [_load("values")], []))
    guarded = ast.Try(fetch, [ast.ExceptHandler(_load("KeyError"), None, [missing])], [], [])
    for definition in definitions:
        function.define(definition.name, _known(definition.condition, function)[0])
    return _function(EVALUATE, "situation", [values, *([guarded] if fetch else [])], function)


def _partly(definitions: Iterable[Definition], function: _Function) -> list[ast.stmt]:
    get = _assign("get", ast.Attribute(_load("values"), "get", ast.Load()))
    fetch = [_assign(local, ast.Call(_load("get"), [ast.Constant(fact)], [])) for fact, local in function.facts.items()]
    for definition in definitions:
        if isinstance(definition.condition, Named):
            function.define(definition.name, _copy(function.names[definition.condition.name]))
            continue
        true = _certainty(certainly_true(definition.condition), function)
        false = _certainty(certainly_false(definition.condition), function)
        value = _choice(true, ast.Constant(True), _choice(false, ast.Constant(False), ast.Constant(None)))
        function.define(definition.name, value)
    return _function("partly", "values", [get, *fetch], function)


def _choice(test: _Built, yes: ast.expr, no: ast.expr) -> ast.expr:
    condition, _ = test
    if isinstance(condition, ast.Constant):
        return yes if condition.value else no
    return ast.IfExp(condition, yes, no)


def _certainty(certainty: Certainty, function: _Function) -> _Built:
    """A formula as an expression that is truthy just where it holds."""
    match certainty:
        case Sure(Holds(fact), truth):
            return _sure(_load(function.facts[fact]), truth)
        case Sure(Named(name), truth):
            return _sure(_copy(function.names[name]), truth)
        case Sure(Comparison(left, comparison, right), truth) if comparison in _NEGATED:
            return _sure(_shared(Comparison(left, COMPLEMENT[comparison], right), function), not truth)
        case Sure(atom, truth):
            return _sure(_shared(atom, function), truth)
        case AllOf(()) | AnyOf(()):
            return ast.Constant(isinstance(certainty, AllOf)), 0
        case AllOf(parts) | AnyOf(parts):
            values, depth = function.shallow(_certainty(part, function) for part in parts)
            return ast.BoolOp(ast.And() if isinstance(certainty, AllOf) else ast.Or(), values), depth
        case _:
            assert_never(certainty)


def _sure(value: ast.expr, truth: bool) -> _Built:
    if isinstance(value, ast.Constant):
        return ast.Constant(value.value is truth), 0
    return (value, 0) if truth else (_is(value, False), 1)


def _shared(atom: Condition, function: _Function) -> ast.expr:
    """The local that holds the truth of a comparison, None where one of its facts is None; assigned on first use."""
    if atom not in function.atoms:
        unknown = [_is(_load(function.facts[fact]), None) for fact in facts_in(atom)]
        test = unknown[0] if len(unknown) == 1 else ast.BoolOp(ast.Or(), unknown)
        function.atoms[atom] = function.keep(ast.IfExp(test, ast.Constant(None), _known(atom, function)[0])).id
    return _load(function.atoms[atom])


def _known(condition: Condition, function: _Function) -> _Built:
    """A condition as a Boolean expression, where every fact in it is known."""
    match condition:
        case Constant(value):
            return ast.Constant(value), 0
        case Holds(fact):
            return _load(function.facts[fact]), 0
        case Named(name):
            return _copy(function.names[name]), 0
        case Comparison(Literal(one), comparison, Literal(other)):
            return ast.Constant(bool(COMPARE[comparison](one, other))), 0
        case Comparison(left, comparison, right):
            return _compare(left, comparison, right, function), 1
        case Membership(term, members):
            if isinstance(term, Literal):
                return ast.Constant(term.value in members), 0
            return _among(_load(function.facts[term.name]), members), 1
        case Not(operand):
            negated, depth = function.shallow([_known(operand, function)])
            return ast.UnaryOp(ast.Not(), negated[0]), depth
        case And(operands) | Or(operands) if len(operands) > 1:
            values, depth = function.shallow(_known(operand, function) for operand in operands)
            return ast.BoolOp(ast.And() if isinstance(condition, And) else ast.Or(), values), depth
        case And(operands) | Or(operands):
            return _known(operands[0], function) if operands else (ast.Constant(isinstance(condition, And)), 0)
        case _:
            assert_never(condition)


def _compare(left: Term, comparison: Operator, right: Term, function: _Function) -> ast.expr:
    """A comparison between numbers, or between enumerators by their places in the enumeration."""
    match left, right:
        case Literal(), FactTerm():
            return _compare(right, MIRROR[comparison], left, function)
        case FactTerm(name, type_), Literal(value):
            fact = _load(function.facts[name])
            if not isinstance(type_, Enumeration):
                return ast.Compare(fact, [_OPERATORS[comparison]()], [ast.Constant(value)])
            place = type_.values.index(str(value))
            return _among(fact, [each for at, each in enumerate(type_.values) if COMPARE[comparison](at, place)])
        case FactTerm(one, type_), FactTerm(other):
            facts = [_load(function.facts[name]) for name in (one, other)]
            places = [_place(fact, type_, comparison, function) for fact in facts]
            return ast.Compare(places[0], [_OPERATORS[comparison]()], [places[1]])
        case _:
            raise AssertionError("INVARIANT (facts compared): a comparison of two literals was decided before")


def _among(value: ast.expr, members: Iterable[bool | int | str]) -> ast.expr:
    match list(members):  # open: there may be any number
        case []:
            return ast.Constant(False)
        case [only]:
            return ast.Compare(value, [ast.Eq()], [ast.Constant(only)])
        case several:
            return ast.Compare(value, [ast.In()], [ast.Set([ast.Constant(each) for each in several])])


def _place(value: ast.expr, type_: FactType, comparison: Operator, function: _Function) -> ast.expr:
    if not isinstance(type_, Enumeration) or comparison in (Operator.EQ, Operator.NE):
        return value
    ranks = function.ranks.setdefault(type_, f"places{len(function.ranks)}")
    return ast.Subscript(_load(ranks), value, ast.Load())


def _places(type_: Enumeration) -> ast.expr:
    """A dictionary from each enumerator to its place."""
    return ast.Dict([ast.Constant(each) for each in type_.values], [ast.Constant(n) for n in range(len(type_.values))])


def _function(name: str, argument: str, start: list[ast.stmt], function: _Function) -> list[ast.stmt]:
    """The function, and before it the dictionary that it fills: what is constant is in there already."""
    said = {each: value for each, value in function.names.items() if each in function.asked}
    keys: list[ast.expr | None] = [ast.Constant(each) for each in said]
    blank = ast.Dict(
        keys, [value if isinstance(value, ast.Constant) else ast.Constant(None) for value in said.values()]
    )
    fresh = _assign("found", ast.Call(ast.Attribute(_load(f"{name}_blank"), "copy", ast.Load()), [], []))
    # The fields of a function differ between versions of Python, so an empty one is parsed and filled.
    (empty,) = ast.parse("def _(_): pass").body
    assert isinstance(empty, ast.FunctionDef)
    empty.name, empty.args.args[0].arg = name, argument
    empty.body = [*start, fresh, *function.statements, ast.Return(_load("found"))]
    return [_assign(f"{name}_blank", blank), empty]


def _placed(module: ast.Module) -> ast.Module:
    """The module with a position on every node, as `compile` asks; all stand at the same one, since there is no text.

    `ast.fix_missing_locations` does this for any tree, and takes as long as all the rest of a translation.
    """
    pending: list[ast.AST] = [module]
    while pending:
        parts = vars(pending.pop())
        for part in parts.values():
            if isinstance(part, ast.AST):
                pending.append(part)
            elif isinstance(part, list):
                pending += [each for each in part if isinstance(each, ast.AST)]
        parts["lineno"] = 1
        parts["col_offset"] = 0
    return module


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _copy(value: ast.expr) -> ast.expr:
    """What stands for a name: a local or a constant."""
    return _load(value.id) if isinstance(value, ast.Name) else value


def _assign(local: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(local, ast.Store())], value)


def _is(value: ast.expr, other: bool | None) -> ast.expr:
    return ast.Compare(value, [ast.Is()], [ast.Constant(other)])
