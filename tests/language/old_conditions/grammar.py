"""Whether a condition's tokens stand in an order that means something; every place where they don't is noted."""

from __future__ import annotations

from tests.language.old_conditions.positions import SourceMap
from tests.language.old_conditions.tokens import Token, TokenKind
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.problems import quoted

_VALUES = (TokenKind.NAME, TokenKind.NUMBER, TokenKind.CALL)
_OPERAND = "a name, a number or a parenthesis"
_OPERATOR = "`and`, `or` or a comparison"


def check_order(tokens: list[Token], places: SourceMap, faults: Diagnostics) -> bool:
    """Whether the tokens form an expression; notes each place where they don't and goes on behind it."""
    before = len(faults.problems)
    if not tokens:
        faults.add("C101", "the condition is empty", places.scalar.span, "leave `when` out for always, or write `true`")
        return False
    opened: list[Token] = []
    wanted = True  # whether an operand is wanted next
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        complaint = _complaint(token, previous, following, opened, wanted)
        if complaint:
            faults.add("C101", complaint[0], places.span(token.start, token.end), complaint[1])
        if token.kind is TokenKind.OPEN:
            opened.append(token)
        elif token.kind is TokenKind.CLOSE and opened:
            opened.pop()
        wanted = token.kind not in (*_VALUES, TokenKind.CLOSE, TokenKind.FAULTY)
    if wanted:
        last = tokens[-1]
        message = f"the condition breaks off after `{quoted(last.text)}`"
        faults.add("C101", message, places.span(last.start, last.end), f"{_OPERAND} must follow")
    for token in opened:
        faults.add("C101", "this parenthesis is never closed", places.span(token.start, token.end), "add `)`")
    return len(faults.problems) == before


def _complaint(
    token: Token, previous: Token | None, following: Token | None, opened: list[Token], wanted: bool
) -> tuple[str, str | None] | None:
    """What is wrong with a token at its place, and the fix."""
    text = quoted(token.text)
    after = f"after `{quoted(previous.text)}`" if previous else "at the start"
    match token.kind:
        case TokenKind.NAME | TokenKind.NUMBER | TokenKind.CALL if (
            not wanted and previous and previous.kind is not TokenKind.FAULTY
        ):
            return f"`{text}` can't follow `{quoted(previous.text)}`", f"{_OPERATOR} must stand between them"
        case TokenKind.OPEN if not wanted and previous and previous.kind is TokenKind.NAME:
            return f"`{quoted(previous.text)}` can't be called", f"{_OPERATOR} must stand before a parenthesis"
        case TokenKind.OPEN if not wanted and previous and previous.kind is not TokenKind.FAULTY:
            return f"a parenthesis can't follow `{quoted(previous.text)}`", f"{_OPERATOR} must stand before it"
        case TokenKind.CLOSE if not opened:
            return "this parenthesis was never opened", "add `(`, or take it out"
        case TokenKind.CLOSE if wanted and previous and previous.kind is TokenKind.OPEN:
            return "nothing stands between the parentheses", f"{_OPERAND} must stand there"
        case TokenKind.CLOSE if wanted and previous and previous.kind is not TokenKind.COMMA:
            return f"something is missing {after}", f"{_OPERAND} must follow"
        case TokenKind.NOT if not wanted and not (following and following.kind is TokenKind.IN):
            return f"`not` can't stand {after}", "`and` or `or` must stand before it, or `in` after it"
        case TokenKind.NOT if wanted and previous and previous.kind in (TokenKind.COMPARE, TokenKind.IN):
            return f"`not` can't stand {after}", "put what is compared in parentheses"
        case TokenKind.IN if wanted and not (previous and previous.kind is TokenKind.NOT):
            return f"something is missing {after}", f"{_OPERAND} must stand before `in`"
        case TokenKind.JOIN | TokenKind.COMPARE | TokenKind.COMMA if wanted:
            return f"something is missing {after}", f"{_OPERAND} must stand before `{text}`"
        case TokenKind.COMMA if not opened:
            return "a comma stands outside parentheses", "join conditions with `and` or `or`"
        case _:
            return None
