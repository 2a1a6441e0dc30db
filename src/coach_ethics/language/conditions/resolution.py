"""What the names in one condition mean, and where they stand."""

from __future__ import annotations

import ast

from coach_ethics.language.conditions.operands import (
    Faulty,
    Operand,
    Proposed,
    Valued,
    WordOperand,
    in_words,
    side_of_fact,
)
from coach_ethics.language.conditions.positions import SourceMap
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.conditions.tokens import Token, TokenKind
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.symbols import note_unknown
from coach_ethics.model.conditions import Constant, Literal, Named
from coach_ethics.model.names import OF_NORM, Kind, name_of
from coach_ethics.model.vocabulary import Enumeration
from coach_ethics.problems import quoted
from coach_ethics.source import Span


class Resolution:
    """One condition's text and tokens, the scope that it is read in, and where its faults go."""

    def __init__(self, text: str, tokens: list[Token], where: SourceMap, scope: Scope, faults: Diagnostics) -> None:
        self.text = text
        self.tokens = {token.start: token for token in tokens}
        self.where = where
        self.scope = scope
        self.faults = faults

    def leaf(self, node: ast.expr) -> Operand | None:
        """What a node without parts stands for; None where it has parts."""
        span = self.span(node)
        match node:
            case ast.Constant(int(value)) if not isinstance(value, bool):
                return Valued(Literal(value, span=span), None, span)
            case ast.UnaryOp(ast.USub(), ast.Constant(int(value))):
                return Valued(Literal(-value, span=span), None, span)
            case ast.Name():
                token = self.tokens[node.col_offset - 1]
                return self._call(token, span) if token.kind is TokenKind.CALL else self._named(token.text, span)
            case _:
                return None

    def _named(self, name: str, span: Span) -> Operand:
        scope = self.scope
        if name in scope.facts:
            return side_of_fact(name, scope.facts[name], span)
        if name in scope.concepts:
            return Proposed(Named(name, span=span), span)
        if name in scope.parameters:
            return self._parameter(name, span)
        if name in ("true", "false"):
            return Proposed(Constant(name == "true", span=span), span)
        return WordOperand(name, span)

    def _parameter(self, name: str, span: Span) -> Operand:
        parameter = self.scope.parameters[name]
        if parameter is None:
            return Faulty()
        if isinstance(parameter.default, tuple):
            self.faults.add("T101", f"`{name}` is a set of values", span, f"ask whether a fact is in it: `in {name}`")
            return Faulty()
        if isinstance(parameter.default, bool):
            return Proposed(Constant(parameter.default, name, span=span), span)
        return Valued(Literal(parameter.default, name, span=span), parameter.type, span)

    def _call(self, token: Token, span: Span) -> Operand:
        """`in_force(norm)`, `required(act)`: what the policy says, by its name in the program."""
        kind = Kind(token.text.split("(")[0].strip())
        start, end = token.argument or (token.start, token.end)
        name = self.text[start:end]
        of_norm = kind in OF_NORM
        known = self.scope.norms if of_norm else self.scope.acts
        if name not in known:
            place = self.where.span(start, end) if end > start else span
            note_unknown("norm" if of_norm else "act", name, place, known, self.faults)
            return Faulty()
        return Proposed(Named(name_of(kind, name), span=span), span)

    def note_unknown(self, name: str, span: Span) -> None:
        """Note a name that means nothing here."""
        if "." in name:
            note_unknown("fact", name, span, self.scope.names(), self.faults)
        else:
            help_ = "declare it under `facts`, `parameters` or `concepts`"
            self.faults.unknown("N102", "a name that this policy knows", name, span, self.scope.names(), help_)

    def note_unknown_tokens(self) -> None:
        """Where the order of the words is at fault, the words themselves can still be looked at."""
        enumerators = frozenset(self.scope.enumerators())
        for token in self.tokens.values():
            known = token.text in ("true", "false") or token.text in enumerators or self.scope.knows(token.text)
            if token.kind is TokenKind.NAME and not known:
                self.note_unknown(token.text, self.where.span(token.start, token.end))

    def is_enumerator(self, word: str) -> bool:
        """Whether a word is a value of any fact."""
        return word in frozenset(self.scope.enumerators())

    def owner(self, word: str) -> str | None:
        """The fix for a value by itself: the comparison that was probably meant."""
        facts = self.scope.facts.items()
        owners = [name for name, type_ in facts if isinstance(type_, Enumeration) and word in type_.values]
        return f"it is a value of `{owners[0]}`: write `{owners[0]} == {word}`" if owners else None

    def words_of(self, side: Operand) -> str:
        """A side as the author wrote it, with what it takes."""
        match side:
            case Proposed(_, span):
                return f"`{self.shown(span)}` (true or false)"
            case Valued(_, type_, span):
                return f"`{self.shown(span)}` ({in_words(type_)})"
            case WordOperand(name):
                return f"`{quoted(name)}`"
            case _:
                return "this"

    def written(self, node: ast.expr) -> str:
        """The author's text of a node."""
        return self.text[node.col_offset - 1 : (node.end_col_offset or node.col_offset + 1) - 1]

    def shown(self, span: Span) -> str:
        """The author's text at a place, for messages."""
        line = span.source.lines[span.line - 1]
        end = span.end_column if span.end_line == span.line else len(line) + 1
        return quoted(line[span.column - 1 : end - 1])

    def span(self, node: ast.expr) -> Span:
        """The place of a node in the file. Python counts bytes; the tokens let only plain letters through."""
        return self.between(node, node)

    def between(self, one: ast.expr, other: ast.expr) -> Span:
        """The place from one node to another."""
        # The text was parsed in parentheses, so Python's columns are one too many.
        return self.where.span(one.col_offset - 1, (other.end_col_offset or other.col_offset + 1) - 1)
