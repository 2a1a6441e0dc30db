"""Conditions: from text to tree, in one pass over tokens of our own; nothing is executed.

The grammar stands in `model/conditions.py`. The parser climbs it by binding power. What stands in an order that means
nothing is complained of at its place, and reading goes on behind it; operands are typed as they are put together, by
`typing_rules`, so that what comes out is INVARIANT (typed) of that module.
"""

from __future__ import annotations

from coach_ethics.language.conditions.operands import Faulty, Members, Operand, WordOperand
from coach_ethics.language.conditions.positions import SourceMap, places
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.conditions.tokens import Token, TokenKind, tokens_of
from coach_ethics.language.conditions.typing_rules import TypingRules
from coach_ethics.language.conditions.write import write_condition
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.yaml import Scalar
from coach_ethics.model.conditions import And, Condition, Literal, Operator, Or
from coach_ethics.model.names import Kind
from coach_ethics.model.walk import children
from coach_ethics.problems import Problem, quoted
from coach_ethics.source import Source, Span

LONGEST = 10_000
"""The most characters that a condition may have."""
DEEPEST = 40
"""The most parentheses and `not`s that may stand within each other."""

_POWER = {"or": 1, "and": 2, "compare": 4, "in": 4}
"""How strongly a token binds what stands on its sides."""
_NOT = 3
"""How strongly `not` binds what follows it."""
_VALUES = ("name", "number", "call")
_ENDS_OPERAND = (*_VALUES, "close", "faulty")

_WORDS_AND_ORDER = ("C101", "C102", "C103", "C105")
_GIVE_NAMES = "give its parts names as concepts"
_OPERAND = "a name, a number or a parenthesis"
_OPERATOR = "`and`, `or` or a comparison"


def condition_of(text: str, scope: Scope, name: str = "<condition>") -> tuple[Condition | None, tuple[Problem, ...]]:
    """The condition that a text outside of any file says, and what is wrong with it (then there is no condition)."""
    source = Source(name, text)
    end = Span(source, 1, 1, max(1, len(source.lines)), len(source.lines[-1]) + 1 if source.lines else 1)
    faults = Diagnostics()
    try:
        condition = read_condition(Scalar(text, True, end), scope, faults)
    except EnoughError:
        condition = None
    return condition, tuple(faults.problems)


def read_condition(scalar: Scalar, scope: Scope, faults: Diagnostics) -> Condition | None:
    """The condition that a scalar says; None where it is faulty, with each fault noted."""
    where = places(scalar)
    if len(scalar.text) > LONGEST:
        message = f"the condition has {len(scalar.text):,} characters; at most {LONGEST:,} are read"
        faults.add("C106", message, where.span(0, 1), _GIVE_NAMES)
        return None
    before = len(faults.problems)
    tokens = tokens_of(scalar.text, where, scope, faults)
    of_words = len(faults.problems)
    rules = TypingRules(scope, faults)
    try:
        found = _Parser(tokens, where, rules, faults).condition()
    except _TooDeepError as deep:
        del faults.problems[of_words:]
        faults.add("C106", f"parentheses and `not` are nested more than {DEEPEST} levels deep", deep.span, _GIVE_NAMES)
        return None
    if any(each.code in _WORDS_AND_ORDER for each in faults.problems[before:]):
        _forget_types(faults, before)
        for token in tokens:
            if token.kind == "name" and not scope.means(token.text):
                rules.unknown(WordOperand(token.text, where.span(token.start, token.end)))
    elif not isinstance(found, Faulty):
        if _depth(found) <= DEEPEST and len(write_condition(found)) <= LONGEST:
            return found
        # So that what was read can be written, and read again.
        faults.add("C106", "written out, the condition is too long", scalar.span, _GIVE_NAMES)
    return None


def _forget_types(faults: Diagnostics, since: int) -> None:
    """Leave only what is wrong with words and their order: types are looked at where these are right."""
    faults.problems[since:] = [each for each in faults.problems[since:] if each.code in _WORDS_AND_ORDER]


def _depth(condition: Condition) -> int:
    """How many levels of `and`, `or` and `not` it has; the parser has bounded it already."""
    return max((1 + _depth(child) for child in children(condition)), default=0)


class _TooDeepError(Exception):
    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


class _Parser:
    """Reads the tokens of one condition, from first to last."""

    def __init__(self, tokens: list[Token], where: SourceMap, rules: TypingRules, faults: Diagnostics) -> None:
        self.tokens, self.where, self.rules, self.faults = iter(tokens), where, rules, faults
        self.before: Token | None = None
        self.token = next(self.tokens)
        self.opened: list[Token] = []
        self.depth = 0

    def condition(self) -> Condition | Faulty:
        """All of it."""
        if self.at("end"):
            help_ = "leave `when` out for always, or write `true`"
            self.faults.add("C101", "the condition is empty", self.where.scalar.span, help_)
            return Faulty(self.where.scalar.span)
        found = self.expression()
        while not self.at("end"):
            token = self.token
            # Only `)` or `,` ends an expression, and here it stands outside of parentheses.
            if token.kind == "close":
                self.complain("this parenthesis was never opened", "add `(`, or take it out")
                found = self.continued(self.strays(Faulty(self.span(self.passed()))), token.start, 0)
            else:
                if self.before and self.before.kind in _ENDS_OPERAND:
                    self.complain("a comma stands outside parentheses", "join conditions with `and` or `or`")
                self.passed()
                found = self.expression()
        for token in self.opened:
            self.complain("this parenthesis is never closed", "add `)`", token)
        return self.rules.proposition(found)

    def expression(self, power: int = 0) -> Operand:
        """An operand, with everything behind it that binds more strongly than `power`."""
        start = self.token.start
        if self.at("not"):
            if power > _NOT:
                self.complain(f"`not` can't stand {self.after()}", "put what is compared in parentheses")
            return self.continued(self.negation(), start, power)
        return self.continued(self.operand(), start, power)

    def continued(self, found: Operand, start: int, power: int) -> Operand:
        """What begins at `start` with an operand that was read, to its end."""
        while _POWER.get(kind := self.token.kind, 0) > power:
            found = self.chain(found, start) if _POWER[kind] > _NOT else self.join(found, start)
        return found

    def join(self, first: Operand, start: int) -> Operand:
        """Operands joined by `and`, or by `or`."""
        operands, kind = [first], self.token.kind
        while self.at(kind):
            self.passed()
            operands.append(self.expression(_POWER[kind]))
        return self.rules.joined(And if kind == "and" else Or, operands, self.span(start))

    def chain(self, left: Operand, start: int) -> Operand:
        """A comparison, or several: `a < b <= c` says `a < b and b <= c`."""
        links, begin = [], start
        while (sign := self.token).kind in ("compare", "in"):
            self.passed()
            known, here, begin = len(self.faults.problems), begin, self.token.start
            right = self.expression(_POWER[sign.kind])
            span = self.span(here)
            if sign.kind == "compare":
                links.append(self.rules.compared(left, Operator(sign.text), right, span))
            else:
                _forget_types(self.faults, known)
                found = self.rules.among(left, right, span)
                links.append(found if sign.text == "in" else self.rules.negated(found, span))
            left = right
        found = links[0] if len(links) == 1 else self.rules.joined(And, links, self.span(start))
        return Faulty(self.span(start)) if isinstance(found, Faulty) else found

    def negation(self) -> Operand:
        """`not`, and what it negates."""
        start = self.passed(deeper=True)
        found = self.rules.negated(self.expression(_NOT), self.span(start))
        self.depth -= 1
        return found

    def operand(self) -> Operand:
        """A name, a number, a call or a parenthesis; where there is none, that is complained of."""
        token = self.token
        span = self.where.span(token.start, token.end)
        match token.kind:  # partial: every other token can begin no operand
            case "name":
                found = self.rules.named(token.text, span)
            case "number":
                found = Literal(int(token.text), span=span)
            case "call":
                found = self.call(token, span)
            case "open":
                return self.strays(self.group())
            case "faulty":
                found = Faulty(span)
            case _:
                self.missing()
                return Faulty(span)
        self.passed()
        return self.strays(found)

    def call(self, token: Token, span: Span) -> Operand:
        """`in_force(norm)`, `required(act)`."""
        kind, _, rest = token.text[:-1].partition("(")
        name, start = rest.strip(), token.end - 1 - len(rest.lstrip())
        place = self.where.span(start, start + len(name)) if name else span
        return self.rules.called(Kind(kind.strip()), name, place, span)

    def group(self) -> Operand:
        """What stands in parentheses; with a comma, a set of values."""
        self.opened.append(self.token)
        known, is_set = len(self.faults.problems), False
        start = self.passed(deeper=True)
        parts = [self.expression()]
        while self.at("comma"):
            is_set = True
            self.passed()
            if not self.at("close"):
                parts.append(self.expression())
        if self.at("close"):
            self.opened.pop()
            self.passed()
        self.depth -= 1
        if not is_set:
            return parts[0]
        _forget_types(self.faults, known)
        return Members(tuple(parts), self.span(start))

    def strays(self, found: Operand) -> Operand:
        """An operand that was read; where more stands behind it without a word between them, that is complained of."""
        while (token := self.token).kind in (*_VALUES, "open", "not", "faulty"):
            assert self.before is not None, "INVARIANT (behind): an operand has been read"
            before, known = quoted(self.before.text), self.before.kind != "faulty"
            match token.kind:  # partial: every other token is passed over with one complaint
                case "not":
                    self.complain(
                        f"`not` can't stand {self.after()}", "`and` or `or` must stand before it, or `in` after it"
                    )
                    self.negation()
                case "open":
                    called = self.before.kind == "name"
                    if known and called:
                        self.complain(f"`{before}` can't be called", f"{_OPERATOR} must stand before a parenthesis")
                    elif known:
                        self.complain(f"a parenthesis can't follow `{before}`", f"{_OPERATOR} must stand before it")
                    self.group()
                case _:
                    if known and token.kind != "faulty":
                        said = f"`{quoted(token.text)}` can't follow `{before}`"
                        self.complain(said, f"{_OPERATOR} must stand between them")
                    self.passed()
            found = Faulty(self.span(token.start))
        return found

    def missing(self) -> None:
        """Say that an operand should stand here."""
        token, before = self.token, self.before
        match token.kind:  # partial: every other token could follow an operand
            case "end":
                assert before is not None, "INVARIANT (words): a condition without words isn't parsed"
                self.complain(f"the condition breaks off {self.after()}", f"{_OPERAND} must follow", before)
            case "close" if before and before.kind == "open":
                self.complain("nothing stands between the parentheses", f"{_OPERAND} must stand there")
            case "close" if self.opened:
                self.complain(f"something is missing {self.after()}", f"{_OPERAND} must follow")
            case "close":
                pass  # that it was never opened is complained of where it is passed
            case _:
                fix = f"{_OPERAND} must stand before `{quoted(token.text)}`"
                self.complain(f"something is missing {self.after()}", fix)

    def after(self) -> str:
        return f"after `{quoted(self.before.text)}`" if self.before else "at the start"

    def at(self, kind: TokenKind) -> bool:
        """Whether the next token is of a kind."""
        return self.token.kind == kind

    def complain(self, message: str, help_: str, token: Token | None = None) -> None:
        at = token or self.token
        self.faults.add("C101", message, self.where.span(at.start, at.end), help_)

    def passed(self, *, deeper: bool = False) -> int:
        """Go on to the next token; where the one that was passed began."""
        token = self.token
        self.depth += deeper
        if self.depth > DEEPEST:
            raise _TooDeepError(self.where.span(token.start, token.end))
        self.before, self.token = token, next(self.tokens)
        return token.start

    def span(self, start: int) -> Span:
        """The place from `start` to the last token that was passed."""
        return self.where.span(start, self.before.end if self.before else start)
