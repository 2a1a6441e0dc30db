"""What the parts of a condition come to, typed. INVARIANT (typed) of `model/conditions.py` is established here."""

from __future__ import annotations

from coach_ethics.language.conditions.operands import Faulty, Members, Operand, WordOperand, in_words, name_at, shown
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.symbols import note_unknown
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
from coach_ethics.model.names import OF_NORM, Kind, name_of
from coach_ethics.model.policy import Parameter
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, expected
from coach_ethics.source import Span

ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)


class TypingRules:
    """The rules for conditions that are read in one scope.

    Each gives what its operands make. Where they make nothing, what is wrong is noted, and `Faulty` given.
    """

    def __init__(self, scope: Scope, faults: Diagnostics) -> None:
        self.scope = scope
        self.faults = faults

    def named(self, name: str, span: Span) -> Operand:
        """A fact, concept or parameter, true or false, or a bare word."""
        scope = self.scope
        if name in scope.facts:
            match scope.facts[name]:  # partial: every other type takes a comparison
                case None:  # its declaration is faulty
                    return Faulty(span)
                case Boolean():
                    return Holds(name, span=span)
                case type_:
                    return FactTerm(name, type_, span=span)
        if name in scope.concepts:
            return Named(name, span=span)
        if name in scope.parameters:
            match scope.parameters[name]:  # partial: every other type takes a comparison
                case None:
                    return Faulty(span)
                case Parameter(_, _, tuple()) as parameter:
                    return Members(parameter, span)
                case Parameter(_, _, bool(value)):
                    return Constant(value, name, span=span)
                case Parameter(_, _, (int() | str()) as value):
                    return Literal(value, name, span=span)
        return Constant(name == "true", span=span) if name in ("true", "false") else WordOperand(name, span)

    def called(self, kind: Kind, name: str, place: Span, span: Span) -> Operand:
        """What the policy says, by its name in the program."""
        what, known = ("norm", self.scope.norms) if kind in OF_NORM else ("act", self.scope.acts)
        if name in known:
            return Named(name_of(kind, name), span=span)
        note_unknown(what, name, place, known, self.faults)
        return Faulty(span)

    def proposition(self, operand: Operand) -> Condition | Faulty:
        """What stands by itself must be true or false."""
        match operand:  # partial: everything else is true or false by itself
            case FactTerm(name, type_):
                message = f"`{name}` is not true or false by itself: it is {expected(type_)}"
                example = type_.values[0] if isinstance(type_, Enumeration) else _number(type_)
                return self._note("T102", message, operand, f"compare it, such as `{name} == {example}`")
            case Literal(value, parameter):
                message = f"`{parameter or value}` is not true or false by itself"
                return self._note("T102", message, operand, "compare a fact with it")
            case WordOperand(name):
                message = f"`{name}` is not true or false by itself"
                return self._note_owned(message, operand) or self.unknown(operand)
            case Members(Parameter()):
                return self._note_set(operand)
            case Members():
                help_ = "a set stands after `in`; conditions are joined with `and` or `or`"
                return self._note("C104", "a set of values is no condition", operand, help_)
            case _:
                return operand

    def negated(self, operand: Operand, span: Span) -> Operand:
        """`not` before an operand."""
        said = self.proposition(operand)
        return Faulty(span) if isinstance(said, Faulty) else Not(said, span=span)

    def joined(self, join: type[And] | type[Or], operands: list[Operand], span: Span) -> Operand:
        """Operands joined by `and`, or by `or`."""
        said = [self.proposition(operand) for operand in operands]
        conditions = tuple(each for each in said if not isinstance(each, Faulty))
        return join(conditions, span=span) if len(conditions) == len(said) else Faulty(span)

    def compared(self, left: Operand, operator: Operator, right: Operand, span: Span) -> Operand:
        """One comparison of two sides."""
        left, right = self._side(left), self._side(right)
        left, right = self._enumerator(left, right), self._enumerator(right, left)
        if isinstance(left, Faulty) or isinstance(right, Faulty):
            return Faulty(span)
        if isinstance(left, Condition) and isinstance(right, Condition):
            return self._equivalence(left, operator, right, span)
        if not isinstance(left, Term) or not isinstance(right, Term):
            return self._note_mismatch(left, right, span)
        if isinstance(left, Literal) and isinstance(right, Literal):
            return self._note_no_fact(span)
        types = [self._type(term) for term in (left, right) if not _is_enumerator(term)]
        if len(set(map(_values, types))) > 1:
            return self._note_mismatch(left, right, span)
        if operator in ORDERED and any(isinstance(type_, Enumeration) and not type_.ordered for type_ in types):
            values = ", ".join(_values(types[0]))
            help_ = f"use `==`, `!=` or `in (...)`, or declare the fact `ordered: true`; its values are {values}"
            return self._note("T105", f"`{operator.value}` needs an order, and these values have none", span, help_)
        return Comparison(left, operator, right, span=span)

    def among(self, left: Operand, right: Operand, span: Span) -> Operand:
        """Whether the left operand is one of what stands on the right."""
        match self._side(left):  # partial: everything else is true or false
            case FactTerm() as term:
                return self._membership(term, right, span)
            case Literal():
                return self._note_no_fact(span)
            case WordOperand(name) as word:
                message = f"`{name}` is a value, and `in` asks for that of a fact"
                return self._note_owned(message, word) or self.unknown(word)
            case Faulty():
                return Faulty(span)
            case side:
                message = f"`{shown(side)}` is true or false, and `in` asks for one of several values"
                return self._note("T101", message, side, "use it by itself, or with `not`")

    def unknown(self, word: WordOperand) -> Faulty:
        """Note a name that means nothing here."""
        if "." in word.name:
            note_unknown("fact", word.name, word.span, self.scope.names(), self.faults)
        else:
            help_ = "declare it under `facts`, `parameters` or `concepts`"
            what = "a name that this policy knows"
            self.faults.unknown("N102", what, word.name, word.span, self.scope.names(), help_)
        return Faulty(word.span)

    def _side(self, operand: Operand) -> Operand:
        """What is compared; a set is not."""
        match operand:  # partial: everything but a set may be compared
            case Members(Parameter()):
                return self._note_set(operand)
            case Members():
                return self._note("C104", "a set of values stands only after `in`", operand, "write `in` before it")
            case _:
                return operand

    def _enumerator(self, side: Operand, other: Operand) -> Operand:
        """A bare name, or a name that means something else as well, read as a value of the other side's enumeration."""
        name = name_at(side)
        type_ = self._type(other) if isinstance(other, Term) else None
        if name is not None and isinstance(type_, Enumeration) and name in type_.values:
            same = isinstance(side, Term) and self._type(side) == type_
            return side if same else Literal(name, span=side.span)
        if not isinstance(side, WordOperand):
            return side
        if isinstance(other, Faulty):
            return Faulty(side.span)
        if isinstance(type_, Enumeration):
            owner = other.name if isinstance(other, FactTerm) else "the other side"
            message = f"`{side.name}` is not a value of `{owner}`, which takes {expected(type_)}"
            fix = self.faults.nearest(side.name, type_.values) or "write one of these"
            return self._note("T103", message, side, fix)
        message = f"`{side.name}` can't be compared with {self._words(other)}"
        return self._note_owned(message, side) or self.unknown(side)

    def _type(self, term: Term) -> FactType | None:
        """What a fact or a parameter takes; None for a number."""
        if isinstance(term, FactTerm):
            return term.type
        parameter = self.scope.parameters[term.parameter] if term.parameter else None
        return parameter.type if parameter else None

    def _equivalence(self, one: Condition, operator: Operator, other: Condition, span: Span) -> Operand:
        """Comparisons of Booleans become the propositions that they say."""
        if operator in ORDERED:
            message = f"`{operator.value}` can't compare what is true or false"
            return self._note("T101", message, span, "use `==` or `!=`, or `and`, `or` and `not`")
        if isinstance(one, Constant) and isinstance(other, Constant):
            return self._note_no_fact(span)
        for said, constant in ((one, other), (other, one)):
            if isinstance(constant, Constant) and constant.parameter is None:
                return said if constant.value is (operator is Operator.EQ) else Not(said, span=span)
        if _compound(one) or _compound(other):
            # Each side is written out twice, so compounds within compounds would double at every level.
            help_ = "give what is compared names as concepts, and compare those"
            return self._note("C106", f"`{operator.value}` compares what is itself joined of parts", span, help_)
        both = And((one, other), span=span)
        neither = And((Not(one, span=one.span), Not(other, span=other.span)), span=span)
        alike = Or((both, neither), span=span)
        return alike if operator is Operator.EQ else Not(alike, span=span)

    def _membership(self, term: FactTerm, right: Operand, span: Span) -> Operand:
        match right:  # partial: everything else is no set
            case Members(Parameter(name, type_, tuple(values))):
                if _values(term.type) == _values(type_):
                    return Membership(term, values, name, span=span)
                message = f"`{name}` has values of another kind than `{term.name}`"
                return self._note("T101", message, span, f"`{term.name}` takes {in_words(term.type)}")
            case Members(tuple(members)):
                found = [self._member(member, term) for member in members]
                known = tuple(value for value in found if value is not None)
                return Membership(term, known, span=span) if len(known) == len(found) else Faulty(span)
            case _:
                written = shown(right)
                if self.scope.parameters.get(written, True) is None:
                    return Faulty(span)
                one = f"`== {written}`"
                help_ = f"write {one}" if written in self.scope.parameters else f"write `({written},)`, or {one}"
                return self._note("C104", f"`{written}` is not a set of values", right, help_)

    def _member(self, member: Operand, term: FactTerm) -> Value | None:
        """The value that a member of a set stands for; None where it is faulty."""
        name = name_at(member) or shown(member)
        if name in _values(term.type):
            return name
        if self.scope.knows(name):
            help_ = "compare with it by `==`, and join with `or`; or make the whole set a parameter"
            self._note("C104", f"`{name}` is not a value: a set has only values in it", member, help_)
        elif isinstance(member, WordOperand):
            self._enumerator(member, term)
        elif isinstance(member, Literal) and not _values(term.type):
            return member.value
        else:
            help_ = f"write {in_words(term.type)}"
            self._note("T101", f"`{shown(member)}` is no value of `{term.name}`", member, help_)
        return None

    def _note(self, code: str, message: str, at: Operand | Span, help_: str | None) -> Faulty:
        span = at if isinstance(at, Span) else at.span
        assert span is not None, "INVARIANT (places): what is read from a text knows its place"
        self.faults.add(code, message, span, help_)
        return Faulty(span)

    def _note_owned(self, message: str, word: WordOperand) -> Faulty | None:
        """Note a value in the wrong place, with the comparison that was probably meant; None where it is no value."""
        facts = self.scope.facts.items()
        owners = (name for name, type_ in facts if isinstance(type_, Enumeration) and word.name in type_.values)
        if owner := next(owners, None):
            return self._note("T102", message, word, f"it is a value of `{owner}`: write `{owner} == {word.name}`")
        return None

    def _note_set(self, operand: Operand) -> Faulty:
        name = name_at(operand)
        return self._note("T101", f"`{name}` is a set of values", operand, f"ask whether a fact is in it: `in {name}`")

    def _note_no_fact(self, span: Span) -> Faulty:
        """Note a comparison that says the same in every situation."""
        message = f"`{shown(span)}` mentions no fact, so it never changes"
        return self._note("T104", message, span, "compare a fact with it, or take it out")

    def _note_mismatch(self, left: Operand, right: Operand, span: Span) -> Faulty:
        message = f"{self._words(left)} can't be compared with {self._words(right)}"
        help_ = "compare a fact with a value that it may take"
        for side in (right, left):
            if isinstance(side, FactTerm):
                help_ = f"compare `{side.name}` with {in_words(side.type)}"
        for one, other in ((right, left), (left, right)):
            if isinstance(one, Holds) and isinstance(other, Term):
                help_ = f"write `{one.fact}` or `not {one.fact}`"
        return self._note("T101", message, span, help_)

    def _words(self, side: Operand) -> str:
        """A side as the author wrote it, with what it takes."""
        match side:  # partial: everything else is true or false
            case WordOperand():
                return f"`{shown(side)}`"
            case FactTerm() | Literal():
                return f"`{shown(side)}` ({in_words(self._type(side))})"
            case _:
                return f"`{shown(side)}` (true or false)"


def _is_enumerator(term: Term) -> bool:
    """INVARIANT (enumerator): a word is a literal only where it is a value of what it is compared with."""
    return isinstance(term, Literal) and term.parameter is None and isinstance(term.value, str)


def _values(type_: FactType | None) -> tuple[str, ...]:
    return type_.values if isinstance(type_, Enumeration) else ()


def _compound(condition: Condition) -> bool:
    while isinstance(condition, Not):
        condition = condition.operand
    return isinstance(condition, And | Or)


def _number(type_: FactType) -> int:
    return type_.maximum if isinstance(type_, Integer) and type_.maximum < 1 else 1
