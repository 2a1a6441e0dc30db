"""A condition's words and signs; unknown ones are found here and reported in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from attrs import frozen

from coach_ethics.language.conditions.positions import SourceMap
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.model.names import ASKED
from coach_ethics.problems import quoted

LARGEST_NUMBER = 1_000_000_000
"""The largest number that a condition may mention, without its sign."""


TokenKind: TypeAlias = Literal[
    "name", "number", "call", "not", "and", "or", "compare", "in", "open", "close", "comma", "faulty", "end"
]
"""What a token is, for the parser."""


@frozen
class Token:
    """A word or sign of a condition, from `start` up to but excluding `end`; `not in` is one, and so is a call."""

    kind: TokenKind
    text: str
    start: int
    end: int


_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_DASHES = "\u2010-\u2015\u2212"
_NAME = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*"
_TOKEN = re.compile(
    rf"""\s*+(?:
        (?P<call>(?:{"|".join(ASKED)})\s*\([^()]*\))
      | (?P<in>not\s+in(?![A-Za-z0-9_.]))
      | (?P<name>(?>{_NAME})(?![{_UNSEEN}{_DASHES}]|-[A-Za-z_]))
      | (?P<slip>[A-Za-z0-9_.]*(?:[{_UNSEEN}{_DASHES}]|(?<=\w)-(?=[A-Za-z_]))[A-Za-z0-9_.{_UNSEEN}{_DASHES}-]*)
      | (?P<number>-?(?:0|[1-9][0-9]*)(?![A-Za-z0-9_.]))
      | (?P<compare>[=!<>]=(?!=)|<(?![<>])|>(?!>))
      | (?P<open>\() | (?P<close>\)) | (?P<comma>,)
      | (?P<faulty>"[^"]*"?|'[^']*'?|[“„][^“”]*[“”]?|[‘‚][^‘’]*[‘’]?|-?[0-9][A-Za-z0-9_.]*
                  |\*\*|//|<<|>>|<>|:=|->|&&|\|\||={{3}}|[=!]==?|.))""",
    re.VERBOSE | re.DOTALL,
)
_KINDS: dict[str, TokenKind] = {kind: kind for kind in get_args(TokenKind)}
WORDS = ("and", "or", "not", "in")
"""What can be no part of a name, as it joins names."""
_VALUES = ("name", "number", "call", "close")

_QUOTES = "\"'“”„‘’‚"
_NO_ARITHMETIC = "there is no arithmetic; a number that changes is a fact or a parameter of its own"
_HELP = {
    sign: help_
    for signs, help_ in {
        "= === is": "a comparison is written `==`",
        "!== <> ≠": "a comparison is written `!=`",
        "≤": "write `<=`",
        "≥": "write `>=`",
        "! ¬ NOT": "write `not`",
        "&& & AND": "write `and`",
        "|| | OR": "write `or`",
        "True TRUE yes Yes": "write `true`",
        "False FALSE no No": "write `false`",
        "unless except": "write `and not (...)` around what is excepted",
        "if else": "write the condition with `and`, `or` and `not`",
        "None null": "a fact that isn't known can't be asked for; conditions with it are simply not known",
        "[ ] { }": "a set of values stands in parentheses: `in (one, other)`",
        "+ - * / % ** // @ ^ ~ << >>": _NO_ARITHMETIC,
        "#": "a remark stands outside the condition, on a line of its own",
    }.items()
    for sign in signs.split()
}
"""What to write for a sign or word of other languages. Such a word may be a name all the same."""
_MAY_STAND = "there may stand names, whole numbers, comparisons, `and`, `or`, `not`, `in` and parentheses"


def tokens_of(text: str, places: SourceMap, scope: Scope, faults: Diagnostics) -> list[Token]:
    """The tokens of a condition, the last one being its end, with every fault among them noted."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        for token in _tokens(found, tokens[-1].kind if tokens else "end", scope):
            tokens.append(token)
            _note(token, places, scope, faults)
    return [*tokens, Token("end", "", len(text), len(text))]


def _tokens(found: re.Match[str], before: TokenKind, scope: Scope) -> Iterator[Token]:
    group = found.lastgroup or "faulty"
    text, start, end = found[group], found.start(group), found.end()
    kind = _KINDS.get(text if text in WORDS else group, "faulty")
    if text in _HELP and not scope.means(text):
        kind = "faulty"
    elif text[0] == "-" and len(text) > 1 and before in _VALUES:
        # Behind a value it's a sign of arithmetic, not of a negative number.
        yield Token("faulty", "-", start, start + 1)
        text, start = text[1:], start + 1
    too_large = kind == "number" and (len(text) > 11 or abs(int(text)) > LARGEST_NUMBER)
    yield Token("faulty" if too_large else kind, text, start, end)


def _note(token: Token, places: SourceMap, scope: Scope, faults: Diagnostics) -> None:
    """Note what is wrong with a token by itself."""
    match token.kind:  # partial: every other token is fine by itself
        case "call" if not scope.calls:
            code, message = "C105", f"`{quoted(token.text)}` can't be asked here"
            help_ = "only properties and `completeness` ask what the policy says; name the facts themselves"
        case "faulty":
            code, message, help_ = _fault(token.text, scope, faults)
        case _:
            return
    faults.add(code, message, places.span(token.start, token.end), help_)


def _fault(text: str, scope: Scope, faults: Diagnostics) -> tuple[str, str, str]:
    """The code, the message and the fix of a word or sign that has no meaning."""
    if text[0] in _QUOTES:
        bare = text.strip(_QUOTES)
        help_ = f"write `{quoted(bare)}` without quotation marks" if re.fullmatch(_NAME, bare) else _MAY_STAND
        return "C102", f"`{quoted(text)}` is a text, and conditions have none", help_
    if unseen := re.search(f"[{_UNSEEN}]", text):
        rest = quoted(re.sub(f"[{_UNSEEN}]", "", text))
        message = f"an invisible character (U+{ord(unseen[0]):04X}) stands {f'in `{rest}`' if rest else 'here'}"
        return "C102", message, "delete it, or write this anew"
    if re.search(rf"[{_DASHES}]|\w-", text):
        name = re.sub(f"[{_DASHES}-]", "_", text)
        near = faults.nearest(name, scope.names()) if re.fullmatch(_NAME, name) else None
        help_ = near or "words of a name are joined by `_`, a negative number begins with `-`; there is no arithmetic"
        return "C102", f"`{quoted(text)}` has a dash, which has no meaning in a condition", help_
    if re.fullmatch("-?[1-9][0-9]*", text):
        return "C103", f"`{quoted(text)}` is too large", f"numbers go up to {LARGEST_NUMBER:,}"
    if re.match("-?[0-9]", text):
        return "C103", f"`{quoted(text)}` is not a whole number", "write it in digits, such as `12`"
    return "C102", f"`{quoted(text)}` has no meaning in a condition", _HELP.get(text, _MAY_STAND)
