"""What the parts of a condition come to, typed. INVARIANT (typed) of `model/conditions.py` is established here."""

from __future__ import annotations

from collections.abc import Sequence

from coach_ethics.language.conditions.operands import Faulty, Members, NameOperand, Operand, in_words, shown, values_of
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
from coach_ethics.model.names import OF_NORM, OF_NOTICE, OF_PAIR, Kind, name_of
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, expected
from coach_ethics.problems import quoted
from coach_ethics.source import Span

ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)


class TypingRules:
    """The rules for conditions that are read in one scope.

    Each gives what its operands make. Where they make nothing, what is wrong is noted, and `Faulty` given.
    """

    def __init__(self, scope: Scope, faults: Diagnostics) -> None:
        self.scope = scope
        self.faults = faults

    def called(self, kind: Kind, names: Sequence[tuple[str, Span]], span: Span) -> Operand:
        """What the policy says of a norm, a notice, an act, or an act and its companion, by its name in the program."""
        if kind in OF_NORM:
            what, known = "norm", self.scope.norms
        else:
            what, known = ("notice", self.scope.notices) if kind in OF_NOTICE else ("act", self.scope.acts)
        unknown = [(name, place) for name, place in names if name not in known]
        for name, place in unknown:
            note_unknown(what, name, place, known, self.faults)
        if unknown:
            return Faulty(span)
        asked = [name for name, _ in names]
        if kind in OF_PAIR and (len(asked) != 2 or len(set(asked)) != 2):
            message = f"`{kind}` asks about an act and another that goes with it"
            return self._note("C101", message, span, f"name two acts: `{kind}(act, other)`")
        return Named(name_of(kind, *asked), span=span)

    def negated(self, operand: Operand, span: Span) -> Operand:
        """`not` before an operand."""
        said = self.proposition(operand)
        return Faulty(span) if isinstance(said, Faulty) else Not(said, span=span)

    def joined(self, join: type[And] | type[Or], operands: list[Operand], span: Span) -> Operand:
        """Operands joined by `and`, or by `or`."""
        said = [self.proposition(operand) for operand in operands]
        conditions = tuple(each for each in said if not isinstance(each, Faulty))
        return join(conditions, span=span) if len(conditions) == len(said) else Faulty(span)

    def proposition(self, operand: Operand) -> Condition | Faulty:
        """What stands by itself must be true or false."""
        match self._meaning(operand):  # partial: everything else is true or false by itself, or faulty
            case FactTerm(name, type_, span=span):
                message = f"`{name}` is not true or false by itself: it is {expected(type_)}"
                example = type_.values[0] if isinstance(type_, Enumeration) else _number(type_)
                return self._note("T102", message, span, f"compare it, such as `{name} == {example}`")
            case Literal(value, parameter, span=span):
                message = f"`{parameter or value}` is not true or false by itself"
                return self._note("T102", message, span, "compare a fact with it")
            case NameOperand(name) as word:
                return self._note_word(f"`{name}` is not true or false by itself", word)
            case Members(_, span):
                help_ = "a set stands after `in`; conditions are joined with `and` or `or`"
                return self._note("C104", "a set of values is no condition", span, help_)
            case meaning:
                return meaning

    def compared(self, left: Operand, operator: Operator, right: Operand, span: Span) -> Operand:
        """One comparison of two sides."""
        meanings = self._side(left), self._side(right)
        one, other = self._beside(left, *meanings), self._beside(right, *reversed(meanings))
        if isinstance(one, Faulty) or isinstance(other, Faulty):
            return Faulty(span)
        if isinstance(one, Condition) and isinstance(other, Condition):
            return self._equivalence(one, operator, other, span)
        if isinstance(one, Condition) or isinstance(other, Condition):
            return self._note_mismatch(one, other, span)
        if isinstance(one, Literal) and isinstance(other, Literal):
            return self._note_no_fact(span)
        types = [self._type(term) for term in (one, other) if not _is_enumerator(term)]
        if len(set(map(values_of, types))) > 1:
            return self._note_mismatch(one, other, span)
        if operator in ORDERED and any(isinstance(type_, Enumeration) and not type_.ordered for type_ in types):
            values = ", ".join(values_of(types[0]))
            help_ = f"use `==`, `!=` or `in (...)`, or declare the fact `ordered: true`; its values are {values}"
            return self._note("T105", f"`{operator.value}` needs an order, and these values have none", span, help_)
        return Comparison(one, operator, other, span=span)

    def among(self, left: Operand, right: Operand, span: Span) -> Operand:
        """Whether the left operand is one of what stands on the right."""
        match self._side(left):  # partial: everything else is true or false
            case FactTerm() as term:
                return self._membership(term, right, span)
            case Literal():
                return self._note_no_fact(span)
            case NameOperand(name) as word:
                return self._note_word(f"`{name}` is a value, and `in` asks for that of a fact", word)
            case Faulty():
                return Faulty(span)
            case side:
                message = f"`{shown(side.span)}` is true or false, and `in` asks for one of several values"
                return self._note("T101", message, side.span, "use it by itself, or with `not`")

    def unknown(self, name: str, span: Span) -> Faulty:
        """Note a name that means nothing here."""
        if "." in name:
            note_unknown("fact", name, span, self.scope.names(), self.faults)
        else:
            help_ = "declare it under `facts`, `parameters` or `concepts`"
            self.faults.unknown(
                "N102", "a fact, concept or parameter of this policy", name, span, self.scope.names(), help_
            )
        return Faulty(span)

    def _meaning(self, operand: Operand) -> Operand | FactTerm:
        """What a name stands for by itself: a fact, concept or parameter, true or false. An unknown one stays."""
        if not isinstance(operand, NameOperand):
            return operand
        scope, name, span = self.scope, operand.name, operand.span
        type_ = scope.facts.get(name)
        if type_ is not None:
            return Holds(name, span=span) if isinstance(type_, Boolean) else FactTerm(name, type_, span=span)
        if name in scope.concepts:
            return Named(name, span=span)
        if (parameter := scope.parameters.get(name)) is not None:
            match parameter.default:  # partial: a number or an enumerator stays what it is
                case tuple():
                    help_ = f"ask whether a fact is in it: `in {name}`"
                    return self._note("T101", f"`{name}` is a set of values", span, help_)
                case bool(value):
                    return Constant(value, name, span=span)
                case value:
                    return Literal(value, name, span=span)
        if scope.knows(name):  # its own declaration is faulty
            return Faulty(span)
        return Constant(name == "true", span=span) if name in ("true", "false") else operand

    def _side(self, operand: Operand) -> Condition | Term | NameOperand | Faulty:
        """What is compared; a set is not."""
        meaning = self._meaning(operand)
        if isinstance(meaning, Members):
            return self._note("C104", "a set of values stands only after `in`", meaning.span, "write `in` before it")
        return meaning

    def _beside(
        self, written: Operand, meaning: Condition | Term | NameOperand | Faulty, other: Operand | Term
    ) -> Condition | Term | Faulty:
        """A side beside the other one: a name is a value of the other's enumeration, whatever else it may mean."""
        type_ = self._type(other) if isinstance(other, Term) else None
        if isinstance(written, NameOperand) and written.name in values_of(type_):
            if isinstance(meaning, Term) and self._type(meaning) == type_:
                return meaning
            return Literal(written.name, span=written.span)
        if not isinstance(meaning, NameOperand):
            return meaning
        if isinstance(other, Faulty):
            return Faulty(meaning.span)
        if isinstance(type_, Enumeration):
            owner = other.name if isinstance(other, FactTerm) else "the other side"
            message = f"`{meaning.name}` is not a value of `{owner}`, which takes {expected(type_)}"
            fix = self.faults.nearest(meaning.name, type_.values) or "write one of these"
            return self._note("T103", message, meaning.span, fix)
        return self._note_word(f"`{meaning.name}` can't be compared with {self._words(other)}", meaning)

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
        if isinstance(right, Members):
            found = [self._member(member, term) for member in right.members]
            known = tuple(value for value in found if value is not None)
            return Membership(term, known, span=span) if len(known) == len(found) else Faulty(span)
        written = right.name if isinstance(right, NameOperand) else shown(right.span)
        parameters = self.scope.parameters if isinstance(right, NameOperand) else {}
        parameter = parameters.get(written)
        if parameter is None and written in parameters:
            return Faulty(span)
        if parameter is None or not isinstance(parameter.default, tuple):
            help_ = f"write `== {written}`" if parameter else f"write `({written},)`, or `== {written}`"
            return self._note("C104", f"`{written}` is not a set of values", right.span, help_)
        if values_of(term.type) == values_of(parameter.type):
            return Membership(term, parameter.default, written, span=span)
        message = f"`{written}` has values of another kind than `{term.name}`"
        return self._note("T101", message, span, f"`{term.name}` takes {in_words(term.type)}")

    def _member(self, member: Operand, term: FactTerm) -> Value | None:
        """The value that a member of a set stands for; None where it is faulty."""
        match member:  # partial: everything else is no value
            case NameOperand(name) if name in values_of(term.type):
                return name
            case NameOperand(name, span) if self.scope.knows(name):
                help_ = "compare with it by `==`, and join with `or`; or make the whole set a parameter"
                self._note("C104", f"`{name}` is not a value: a set has only values in it", span, help_)
            case NameOperand(name) if name not in ("true", "false"):
                self._beside(member, member, term)
            case Literal(value) if not values_of(term.type):
                return value
            case _:
                message = f"`{shown(member.span)}` is no value of `{term.name}`"
                self._note("T101", message, member.span, f"write {in_words(term.type)}")
        return None

    def _note(self, code: str, message: str, span: Span | None, help_: str) -> Faulty:
        assert span is not None, "INVARIANT (places): what is read from a text knows its place"
        self.faults.add(code, message, span, help_)
        return Faulty(span)

    def _note_word(self, message: str, word: NameOperand) -> Faulty:
        """Note a value in the wrong place, with the comparison that was probably meant; or that it is none."""
        facts = self.scope.facts.items()
        owner = next((name for name, type_ in facts if word.name in values_of(type_)), None)
        if owner is None:
            return self.unknown(word.name, word.span)
        help_ = f"it is a value of `{owner}`: write `{owner} == {word.name}`"
        return self._note("T102", message, word.span, help_)

    def _note_no_fact(self, span: Span) -> Faulty:
        """Note a comparison that says the same in every situation."""
        message = f"`{shown(span)}` mentions no fact, so it never changes"
        return self._note("T104", message, span, "compare a fact with it, or take it out")

    def _note_mismatch(self, one: Condition | Term, other: Condition | Term, span: Span) -> Faulty:
        help_ = "compare a fact with a value that it may take"
        for side in (other, one):
            if isinstance(side, FactTerm):
                help_ = f"compare `{side.name}` with {in_words(side.type)}"
        for side, beside in ((other, one), (one, other)):
            if isinstance(side, Holds) and isinstance(beside, Term):
                help_ = f"write `{side.fact}` or `not {side.fact}`"
        return self._note("T101", f"{self._words(one)} can't be compared with {self._words(other)}", span, help_)

    def _words(self, side: Operand | Term) -> str:
        """A side as the author wrote it, with what it takes."""
        if isinstance(side, NameOperand):
            return f"`{quoted(side.name)}`"
        takes = in_words(self._type(side) if isinstance(side, Term) else Boolean())
        return f"`{shown(side.span)}` ({takes})"


def _is_enumerator(term: Term) -> bool:
    """INVARIANT (enumerator): a word is a literal only where it is a value of what it is compared with."""
    return isinstance(term, Literal) and term.parameter is None and isinstance(term.value, str)


def _compound(condition: Condition) -> bool:
    while isinstance(condition, Not):
        condition = condition.operand
    return isinstance(condition, And | Or)


def _number(type_: FactType) -> int:
    return type_.maximum if isinstance(type_, Integer) and type_.maximum < 1 else 1
