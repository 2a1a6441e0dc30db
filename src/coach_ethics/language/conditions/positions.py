"""The place in the file of each character of a scalar, for plain, quoted, folded and block scalars."""

from __future__ import annotations

import re

from attrs import frozen

from coach_ethics.language.yaml import Scalar
from coach_ethics.source import Span

_BLANK = " \t\n\r\x85\u2028\u2029"
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


@frozen
class SourceMap:
    """Places of a scalar's characters: (line, column) each, or None where an escape makes that inexact.

    A scalar that stands in its line as it is, character by character, needs no list: it is `straight`.
    """

    scalar: Scalar
    exact: tuple[tuple[int, int], ...] | None
    straight: bool = False

    def span(self, start: int, end: int) -> Span:
        """The place of the value's characters from `start` up to but excluding `end`."""
        whole = self.scalar.span
        if self.straight:
            return Span(whole.source, whole.line, whole.column + start, whole.line, whole.column + end)
        if not self.exact:
            return whole
        last = len(self.exact) - 1
        line, column = self.exact[min(start, last)]
        end_line, end_column = self.exact[min(max(end - 1, start, 0), last)]
        return Span(whole.source, line, column, end_line, end_column + 1)


def places(scalar: Scalar) -> SourceMap:
    """The places of a scalar's characters.

    A value and its source agree on everything but white space and quotation: so the characters that are not blank are
    matched one by one. A backslash in double quotation marks makes the match inexact, and the scalar's own place stands
    for all.
    """
    span = scalar.span
    lines = span.source.lines
    first = lines[span.line - 1] if span.line <= len(lines) else ""
    if span.line == 1:
        first = first.removeprefix("\ufeff")
    if scalar.plain and first[span.column - 1 : span.end_column - 1] == scalar.text:
        return SourceMap(scalar, None, straight=True)
    return SourceMap(scalar, _matched(scalar, (first, *lines[span.line : span.end_line])))


def _matched(scalar: Scalar, lines: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    skipped = _PROPERTIES.match(lines[0], scalar.span.column - 1)
    at = skipped.end() if skipped else scalar.span.column - 1
    style = lines[0][at : at + 1]
    if not scalar.plain and style in ("|", ">"):
        raw = [(line, index) for line in range(1, len(lines)) for index in range(len(lines[line]))]
    else:
        quoted = not scalar.plain and style in ("'", '"')
        raw = [
            (line, index)
            for line in range(len(lines))
            for index in range(at + quoted if line == 0 else 0, len(lines[line]))
        ]
    written = [(lines[line][index], line, index) for line, index in raw if lines[line][index] not in _BLANK]
    if style == '"' and any(sign == "\\" for sign, _, _ in written):
        return None
    found: list[tuple[int, int]] = []
    next_ = 0
    for sign in scalar.text:
        if sign in _BLANK:
            line, column = found[-1] if found else (scalar.span.line, scalar.span.column - 1)
            found.append((line, column + 1))
            continue
        if next_ >= len(written) or written[next_][0] != sign:
            return None
        _, line, index = written[next_]
        found.append((scalar.span.line + line, index + 1))
        next_ += 2 if style == "'" and sign == "'" else 1
    return tuple(found)
