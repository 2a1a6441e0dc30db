"""A condition's words and signs, checked one by one before anything is parsed.

What has no meaning in a condition is found here, all of it, in the author's words; what is left is short, flat and
plain enough that Python's parser can't be hurt by it.
"""

from __future__ import annotations

import keyword
import re
from enum import Enum, auto

from attrs import frozen

from tests.language.old_conditions.positions import SourceMap
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.problems import quoted

LONGEST = 10_000
"""The most characters that a condition may have."""
DEEPEST = 40
"""The most parentheses and `not`s that may stand within each other."""
LARGEST_NUMBER = 1_000_000_000
"""The largest number that a condition may mention, without its sign."""

CALLS = ("in_force", "applies", "required", "forbidden", "permitted", "permission")
"""What properties and `completeness` may ask of a norm (the first two) or of an act (the others)."""

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")


class TokenKind(Enum):
    """What a token is, for the grammar."""

    NAME = auto()
    NUMBER = auto()
    CALL = auto()
    NOT = auto()
    JOIN = auto()
    COMPARE = auto()
    IN = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    FAULTY = auto()


@frozen
class Token:
    """A word or sign of a condition, from `start` up to but excluding `end`; a call's `argument` has its own place."""

    kind: TokenKind
    text: str
    start: int
    end: int
    argument: tuple[int, int] | None = None


_TOKEN = re.compile(
    r"""(?P<blank>\s+)
      | (?P<call>(?:in_force|applies|required|forbidden|permitted|permission)\s*\((?P<argument>[^()]*)\))
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
      | (?P<number>(?:0|[1-9][0-9]*)(?![A-Za-z0-9_.]))
      | (?P<compare>[=!<>]=(?!=)|<(?![<>])|>(?!>))
      | (?P<open>\() | (?P<close>\)) | (?P<comma>,)
      | (?P<faulty>"[^"]*"?|'[^']*'?|[0-9][A-Za-z0-9_.]*|\*\*|//|<<|>>|<>|:=|->|&&|\|\||={3}|[=!]==?|.)""",
    re.VERBOSE | re.DOTALL,
)

_WORDS = {"and": TokenKind.JOIN, "or": TokenKind.JOIN, "not": TokenKind.NOT, "in": TokenKind.IN}

_MENDS = {
    "=": "a comparison is written `==`",
    "===": "a comparison is written `==`",
    "!==": "a comparison is written `!=`",
    "<>": "a comparison is written `!=`",
    "!": "write `not`",
    "&&": "write `and`",
    "&": "write `and`",
    "||": "write `or`",
    "|": "write `or`",
    "is": "a comparison is written `==`",
    "None": "a fact that isn't known can't be asked for; conditions with it are simply not known",
    "null": "a fact that isn't known can't be asked for; conditions with it are simply not known",
    "True": "write `true`",
    "False": "write `false`",
    "AND": "write `and`",
    "OR": "write `or`",
    "NOT": "write `not`",
    "if": "write the condition with `and`, `or` and `not`",
    "else": "write the condition with `and`, `or` and `not`",
    "[": "a set of values stands in parentheses: `in (one, other)`",
    "]": "a set of values stands in parentheses: `in (one, other)`",
    "{": "a set of values stands in parentheses: `in (one, other)`",
    "}": "a set of values stands in parentheses: `in (one, other)`",
    "-": "there is no arithmetic; a number that changes is a fact or a parameter of its own",
    "#": "a remark stands outside the condition, on a line of its own",
}
from coach_ethics.language.conditions.tokens import _HELP
_FOREIGN=[x for x in _HELP if x.isalpha()]
_MENDS.update(_HELP)
_MAY_STAND = "there may stand names, whole numbers, comparisons, `and`, `or`, `not`, `in` and parentheses"


def tokens_of(text: str, places: SourceMap, faults: Diagnostics, *, calls: bool) -> list[Token] | None:
    """The tokens of a condition, with every fault noted; None where the condition is too large to be read."""
    if len(text) > LONGEST:
        message = f"the condition has {len(text):,} characters; at most {LONGEST:,} are read"
        faults.add("C106", message, places.span(0, 1), "give its parts names as concepts")
        return None
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "blank" and found["blank"] is None:
            token = _token(found, tokens)
            tokens.append(token)
            _note(token, places, faults, calls=calls)
    return None if _too_deep(tokens, places, faults) else tokens


def _token(found: re.Match[str], before: list[Token]) -> Token:
    text, start, end = found[0], found.start(), found.end()
    if found["call"] is not None:
        inner = found["argument"]
        at = found.start("argument") + len(inner) - len(inner.lstrip())
        return Token(TokenKind.CALL, text, start, end, (at, at + len(inner.strip())))
    if found["name"] is not None:
        word = TokenKind.FAULTY if text in _FOREIGN else TokenKind.NAME
        return Token(_WORDS.get(text, word), text, start, end)
    if found["number"] is not None:
        # A number that follows a minus sign directly, where a value may stand, is negative.
        minus = before[-1] if before else None
        if minus and minus.text == "-" and minus.end == start and minus.kind is TokenKind.NUMBER:
            before.pop()
            start, text = minus.start, "-" + text
        return Token(TokenKind.NUMBER, text, start, end)
    for group, kind in _SIGNS.items():
        if found[group] is not None:
            return Token(kind, text, start, end)
    value_before = bool(before) and before[-1].kind in (
        TokenKind.NAME,
        TokenKind.NUMBER,
        TokenKind.CLOSE,
        TokenKind.CALL,
    )
    following = found.string[end : end + 1]
    if text == "-" and not value_before and following.isdigit():
        return Token(TokenKind.NUMBER, text, start, end)
    return Token(TokenKind.FAULTY, text, start, end)


_SIGNS = {"compare": TokenKind.COMPARE, "open": TokenKind.OPEN, "close": TokenKind.CLOSE, "comma": TokenKind.COMMA}


def _note(token: Token, places: SourceMap, faults: Diagnostics, *, calls: bool) -> None:
    """Note what is wrong with a token by itself."""
    span = places.span(token.start, token.end)
    text = token.text
    if token.kind is TokenKind.CALL and not calls:
        help_ = "only properties and `completeness` ask what the policy says; name the facts themselves"
        faults.add("C105", f"`{quoted(text)}` can't be asked here", span, help_)
    elif token.kind is TokenKind.NUMBER and len(text) > 1 and _too_large(text):
        faults.add("C103", f"`{quoted(text)}` is too large", span, f"numbers go up to {LARGEST_NUMBER:,}")
    elif token.kind is not TokenKind.FAULTY:
        return
    elif text[0] in "\"'":
        bare = text.strip("\"'")
        help_ = f"write `{quoted(bare)}` without quotation marks" if _NAME.fullmatch(bare) else _MAY_STAND
        faults.add("C102", f"`{quoted(text)}` is a text, and conditions have none", span, help_)
    elif text[0].isdigit():
        faults.add("C103", f"`{quoted(text)}` is not a whole number", span, "write it in digits, such as `12`")
    elif text in ("+", "*", "/", "%", "**", "//", "-", "@", "^", "~", "<<", ">>"):
        faults.add("C102", f"`{text}` has no meaning in a condition", span, _MENDS["-"])
    else:
        faults.add("C102", f"`{quoted(text)}` has no meaning in a condition", span, _MENDS.get(text, _MAY_STAND))


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")


def _too_large(text: str) -> bool:
    return len(text.lstrip("-")) > 10 or abs(int(text)) > LARGEST_NUMBER


def _too_deep(tokens: list[Token], places: SourceMap, faults: Diagnostics) -> bool:
    levels = [0]
    for token in tokens:
        if token.kind is TokenKind.OPEN:
            levels.append(0)
        elif token.kind is TokenKind.CLOSE and len(levels) > 1:
            levels.pop()
        elif token.kind is TokenKind.NOT:
            levels[-1] += 1
        elif token.kind in (TokenKind.JOIN, TokenKind.COMMA):
            levels[-1] = 0
        if (token.kind is TokenKind.OPEN or token.kind is TokenKind.NOT) and len(levels) - 1 + sum(levels) > DEEPEST:
            message = f"parentheses and `not` are nested more than {DEEPEST} levels deep"
            faults.add("C106", message, places.span(token.start, token.end), "give its parts names as concepts")
            return True
    return False
