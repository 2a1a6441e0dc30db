"""Conditions: from text to tree, over tokens of our own; nothing is executed.

The grammar stands in `model/conditions.py`. Whether words stand in an order that means something is seen from one token
and the next; then the parser climbs by binding power, and types operands as it puts them together (`typing_rules`), so
that what comes out is INVARIANT (typed) of that module.
"""

from __future__ import annotations

from coach_ethics.language.conditions.operands import Faulty, Members, NameOperand, Operand
from coach_ethics.language.conditions.positions import SourceMap, places
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.conditions.tokens import Token, tokens_of
from coach_ethics.language.conditions.typing_rules import TypingRules
from coach_ethics.language.conditions.write import write_condition
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.yaml import Scalar
from coach_ethics.model.conditions import And, Condition, Literal, Operator, Or
from coach_ethics.model.names import OF_PAIR, Kind
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
    before, rules = len(faults.problems), TypingRules(scope, faults)
    tokens = tokens_of(scalar.text, where, scope, faults)
    shallow = _check_order(tokens, where, faults)
    if len(faults.problems) > before:
        # Whether the words are known can be looked at, though their order is at fault.
        for token in tokens if shallow else ():
            if token.kind == "name" and not scope.means(token.text):
                rules.unknown(token.text, where.span(token.start, token.end))
        return None
    found = rules.proposition(_Parser(tokens, where, rules).expression())
    if isinstance(found, Faulty):
        return None
    if _depth(found) > DEEPEST or len(write_condition(found)) > LONGEST:
        # So that what was read can be written, and read again.
        faults.add("C106", "written out, the condition is too long", scalar.span, _GIVE_NAMES)
        return None
    return found


def _depth(condition: Condition) -> int:
    """How many levels of `and`, `or` and `not` it has; the tokens have bounded it already."""
    return max((1 + _depth(child) for child in children(condition)), default=0)


def _check_order(tokens: list[Token], where: SourceMap, faults: Diagnostics) -> bool:
    """Note each token that can't stand where it does, and go on behind it; False, and nothing else, for too deep."""
    known = len(faults.problems)
    if len(tokens) == 1:
        help_ = "leave `when` out for always, or write `true`"
        faults.add("C101", "the condition is empty", where.scalar.span, help_)
    enclosing: list[Token] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        opened = any(each.kind == "open" for each in enclosing)
        if complaint := _complaint(token, before, opened):
            at = before if before and token.kind == "end" else token
            faults.add("C101", complaint[0], where.span(at.start, at.end), complaint[1])
        if token.kind in ("and", "or", "comma", "close"):
            while enclosing and enclosing[-1].kind == "not":
                enclosing.pop()
        if token.kind in ("open", "not"):
            enclosing.append(token)
        elif token.kind == "close" and enclosing:
            enclosing.pop()
        if len(enclosing) > DEEPEST:
            del faults.problems[known:]
            message = f"parentheses and `not` are nested more than {DEEPEST} levels deep"
            faults.add("C106", message, where.span(token.start, token.end), _GIVE_NAMES)
            return False
    for token in enclosing:
        if token.kind == "open":
            faults.add("C101", "this parenthesis is never closed", where.span(token.start, token.end), "add `)`")
    return True


def _complaint(token: Token, previous: Token | None, opened: bool) -> tuple[str, str] | None:
    """Why a token can't stand behind the previous one, and the fix; `opened` says whether it is in parentheses."""
    kind = previous.kind if previous else None
    wanted = kind not in ("name", "number", "call", "close", "faulty")  # whether an operand is
    match token.kind:  # partial: every other token may stand there
        case "name" | "number" | "call" if not wanted and kind != "faulty":
            return f"{_shown(token)} can't follow {_shown(previous)}", f"{_OPERATOR} must stand between them"
        case "open" if kind == "name":
            return f"{_shown(previous)} can't be called", f"{_OPERATOR} must stand before a parenthesis"
        case "open" if not wanted and kind != "faulty":
            return f"a parenthesis can't follow {_shown(previous)}", f"{_OPERATOR} must stand before it"
        case "close" if not opened:
            return "this parenthesis was never opened", "add `(`, or take it out"
        case "close" if kind == "open":
            return "nothing stands between the parentheses", f"{_OPERAND} must stand there"
        case "close" if wanted and kind != "comma":
            return f"something is missing after {_shown(previous)}", f"{_OPERAND} must follow"
        case "not" if not wanted:
            fix = "`and` or `or` must stand before it, or `in` after it"
            return f"`not` can't stand after {_shown(previous)}", fix
        case "not" if kind in ("compare", "in"):
            return f"`not` can't stand after {_shown(previous)}", "put what is compared in parentheses"
        case "and" | "or" | "compare" | "in" | "comma" if wanted:
            where = f"after {_shown(previous)}" if previous else "at the start"
            return f"something is missing {where}", f"{_OPERAND} must stand before {_shown(token)}"
        case "comma" if not opened:
            return "a comma stands outside parentheses", "join conditions with `and` or `or`"
        case "end" if wanted and previous:
            return f"the condition breaks off after {_shown(previous)}", f"{_OPERAND} must follow"
        case _:
            return None


def _shown(token: Token | None) -> str:
    return f"`{quoted(token.text if token else '')}`"


class _Parser:
    """Reads the tokens of one condition, from first to last. INVARIANT (order): `_check_order` found nothing wrong."""

    def __init__(self, tokens: list[Token], where: SourceMap, rules: TypingRules) -> None:
        self.tokens, self.where, self.rules = iter(tokens), where, rules
        self.token = next(self.tokens)
        self.end = 0

    def expression(self, power: int = 0) -> Operand:
        """An operand, with everything behind it that binds more strongly than `power`."""
        start = self.token.start
        found = self.operand()
        while (binds := _POWER.get(self.token.kind, 0)) > power:
            found = self.chain(found, start) if binds > _NOT else self.join(found, start)
        return found

    def join(self, first: Operand, start: int) -> Operand:
        """Operands joined by `and`, or by `or`."""
        operands, kind = [first], self.token.kind
        while self.token.kind == kind:
            self.passed()
            operands.append(self.expression(_POWER[kind]))
        return self.rules.joined(And if kind == "and" else Or, operands, self.span(start))

    def chain(self, left: Operand, start: int) -> Operand:
        """A comparison, or several: `a < b <= c` says `a < b and b <= c`."""
        links, begin = [], start
        while self.token.kind in ("compare", "in"):
            sign, known, here = self.passed(), len(self.rules.faults.problems), begin
            begin = self.token.start
            right = self.expression(_POWER[sign.kind])
            span = self.span(here)
            if sign.kind == "compare":
                links.append(self.rules.compared(left, Operator(sign.text), right, span))
            else:
                del self.rules.faults.problems[known:]  # what is no set of values isn't asked what it says
                found = self.rules.among(left, right, span)
                links.append(found if sign.text == "in" else self.rules.negated(found, span))
            left = right
        found = links[0] if len(links) == 1 else self.rules.joined(And, links, self.span(start))
        return Faulty(self.span(start)) if isinstance(found, Faulty) else found

    def operand(self) -> Operand:
        """A name, a number, a call, a parenthesis, or what is negated."""
        token = self.passed()
        span = self.span(token.start)
        match token.kind:  # partial: in this order, nothing else begins an operand but a parenthesis
            case "name":
                return NameOperand(token.text, span)
            case "number":
                return Literal(int(token.text), span=span)
            case "call":
                return self.call(token, span)
            case "not":
                return self.rules.negated(self.expression(_NOT), self.span(token.start))
            case _:
                return self.group(token)

    def call(self, token: Token, span: Span) -> Operand:
        """What is asked of a norm, of an act, or of two acts."""
        word, _, rest = token.text[:-1].partition("(")
        kind, names, start = Kind(word.strip()), [], token.end - 1 - len(rest)
        for part in rest.split(",") if kind in OF_PAIR else [rest]:
            name, at = part.strip(), start + len(part) - len(part.lstrip())
            names.append((name, self.where.span(at, at + len(name)) if name else span))
            start += len(part) + 1
        return self.rules.called(kind, names, span)

    def group(self, opening: Token) -> Operand:
        """What stands in parentheses; with a comma, a set of values."""
        known, parts, is_set = len(self.rules.faults.problems), [self.expression()], False
        while self.passed().kind == "comma":
            is_set = True
            if self.token.kind != "close":
                parts.append(self.expression())
        if not is_set:
            return parts[0]
        del self.rules.faults.problems[known:]  # nor are its members asked
        return Members(tuple(parts), self.span(opening.start))

    def passed(self) -> Token:
        """The next token, which is passed."""
        token, self.token = self.token, next(self.tokens)
        self.end = token.end
        return token

    def span(self, start: int) -> Span:
        """The place from `start` to the last token that was passed."""
        return self.where.span(start, self.end)
