"""What is wrong with a text, where, and the fix. Problems are data: collected, sorted by place, never raised singly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

from attrs import frozen

from coach_ethics.metadata import RecordKey
from coach_ethics.source import Span, excerpt, legible
from coach_ethics.translation import gettext


class Severity(StrEnum):
    """How bad a problem is: an `ERROR` stops the reader, a `WARNING` doesn't; a `NOTE` is merely worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Problem:
    """One problem: something wrong, its place, and the fix.

    `code` is stable: the letter of the stage that found it and a number. `message` starts in lower case, ends
    without a full stop and quotes the author's text in backticks. `help` is the fix. `path` places it in structured
    data (`$.commitments[2].missed`), and `record` says by what the caller's own program knows the record there.

    >>> import coach_ethics as ce
    >>> try:
    ...     ce.assess({"block.presnt": True}, "essay")
    ... except ce.CaseProblems as refused:
    ...     (problem,) = refused.problems
    >>> problem.code, problem.help
    ('F201', 'did you mean `block.present`?')
    """

    code: str
    message: str
    span: Span | None = None
    help: str | None = None
    severity: Severity = Severity.ERROR
    path: str | None = None
    record: RecordKey | None = None

    def __repr__(self) -> str:
        # a log is no place for what a client said
        place = f"{self.span.source.name}:{self.span.line}:{self.span.column}" if self.span else None
        told = {"span": place, "help": self.help, "severity": self.severity.value, "path": _discreet_path(self)}
        more = "".join(f", {name}={value!r}" for name, value in told.items() if value is not None)
        return f"Problem({self.code!r}, {discreet(self)!r}{more})"


class Problems(ValueError):  # noqa: N818 - named after what it holds
    """What was read can't be used; `problems` says why, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        more = len(self.problems) - _MOST_SHOWN
        told = [*map(self._told, self.problems[:_MOST_SHOWN]), *([f"... and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(told))

    @staticmethod
    def _told(problem: Problem) -> str:
        return describe(problem)

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[Problem, ...]]]:
        """What is pickled and copied: the problems, so that they pass from one process to another."""
        return type(self), (self.problems,)


class PolicyProblems(Problems):
    r"""A policy file can't be used.

    `problems` has everything that is wrong, sorted by place; as text, each with its place and its fix.

    >>> import coach_ethics as ce
    >>> try:
    ...     ce.load_policy("policy: ours\nnorms: {n: {must: rest, when: coach.impaired}}\n")
    ... except ce.PolicyProblems as refused:
    ...     [problem.code for problem in refused.problems]
    ['N103']
    """


class CaseProblems(Problems):
    """An engagement or a situation can't be used.

    `problems` has everything that is wrong, sorted by place. As text they quote nothing that a client might have said,
    since exceptions end in logs; `describe` tells each in full, with the line that it stands in.

    >>> import coach_ethics as ce
    >>> try:
    ...     ce.assess({"commitment.missed_in_a_row": "twice"}, "essay")
    ... except ce.CaseProblems as refused:
    ...     [problem.code for problem in refused.problems]
    ['F202']
    """

    @staticmethod
    def _told(problem: Problem) -> str:
        return describe(problem, in_full=False)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place (file, line, column), then code; those without a place come last."""

    def place(problem: Problem) -> tuple[bool, str, int, int, str, str, str]:
        span = problem.span
        where = (span.source.name, span.line, span.column) if span else ("", 0, 0)
        return (span is None, *where, problem.path or "", problem.code, problem.message)

    return tuple(sorted(dict.fromkeys(problems), key=place))


def describe(problem: Problem, *, in_full: bool = True) -> str:
    """A problem as text: place, severity, code and message, then the line with the span marked, then the fix.

    In full it is for whoever gave the text. Else the line is left out, and the message is `discreet`.
    """
    message = problem.message if in_full else discreet(problem)
    span = problem.span
    where = f"{span.source.name}:{span.line}:{span.column}: " if span else ""
    shown = problem.path if in_full else _discreet_path(problem)
    path = f"{shown}: " if shown else ""
    lines = [legible(f"{where}{problem.severity} {problem.code}: {path}{message}")]
    text = excerpt(span) if span and in_full else None
    if span and text is not None and len(text) <= _WIDEST:
        end = span.end_column if span.end_line == span.line else len(text) + 1
        marks = "^" * max(1, min(end, len(text) + 1) - span.column)
        lines += [f"{span.line:>4} | {_printable(text)}", f"{'':>4}   {' ' * (span.column - 1)}{marks}"]
    if problem.help:
        lines.append(f"{'':>4} = help: {legible(problem.help)}")
    return "\n".join(lines)


def discreet(problem: Problem) -> str:
    """A message without the words of a case: names, numbers, days and near misses are quoted, and nothing else."""
    if problem.code[0] not in _OF_CASES:
        return problem.message
    parts = problem.message.split("`")
    near = (problem.help or "").startswith("did you mean")
    for place in range(1, len(parts), 2):
        of_value = place == 1 and problem.code in _OF_VALUES and not near and not _PLAIN.fullmatch(parts[place])
        if of_value or " " in parts[place]:
            parts[place] = "..."
    return "`".join(parts)


def _discreet_path(problem: Problem) -> str | None:
    """A path without keys of several words."""
    return re.sub(r"[^.\[\]]* [^.\[\]]*", "...", problem.path) if problem.path else None


_OF_CASES = frozenset("FY")
_OF_VALUES = frozenset({"F202", "F204", "F205", "F206", "F207", "F311", "F312"})
"""Codes of problems whose messages quote first what was given, and then what belongs there."""
_PLAIN = re.compile("[-0-9.]+|true|false|True|False|None|none|never", re.ASCII)

_WIDEST = 400
_MOST_SHOWN = 50
_LONGEST_NAME = 100
_COMPARED = 8
_SHORT = 5


def quoted(text: str) -> str:
    """An author's text as it is quoted in a message: on one line, legible, cut where it is long."""
    line = legible(" ".join(text.split()) if any(sign in text for sign in "\n\r\t") else text)
    line = UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", line)
    return line if len(line) <= 60 else line[:57] + "..."


WITHOUT_WIDTH = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
"""Those of them that take no room: they part no words."""
UNSEEN = re.compile("[\xa0\xad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]")
"""Characters that can't be seen, or not told from a space."""


def spelt(sign: str) -> str:
    """A character that is easily mistaken for another one: its number and name, and itself where it can be seen."""
    from unicodedata import name  # a large table, and needed only here

    called = f"U+{ord(sign):04X}, {name(sign, 'a character').lower()}"
    return f"an invisible character ({called})" if UNSEEN.match(sign) else f"`{sign}` ({called})"


def _printable(text: str) -> str:
    """The text with what a terminal might obey put out of action; every character keeps its column."""
    return "".join(sign if sign.isprintable() or sign == "\t" else "\ufffd" for sign in text)


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """A fix that names what was probably meant: a word for the same, or the `nearest`. None where nothing is near."""
    known = set(names)
    meant = next((word for word in SYNONYMS.get(name.casefold(), ()) if word in known), None) or nearest(name, known)
    return gettext("did you mean `{name}`?").format(name=meant) if meant else None


def nearest(name: str, names: Iterable[str], share: float = 1 / 3) -> str | None:
    """The one of `names` that differs from a name in the fewest letters, and in no more than a share of them.

    Capitals, and which sign parts the words, make no difference. Five letters count as six, and fewer as three. At a
    third, a name is near, too, where it is half of another one and some of its words, or the other of it.
    """
    if len(name) > _LONGEST_NAME:
        return None
    written = letters(name)
    spellings = {each: letters(each) for each in sorted(names)}
    same = next((each for each, spelling in spellings.items() if spelling == written), None)
    if same is not None or not written:
        return same
    # A cheap measure first: it knows nothing of order across a long way, and so takes some that are far.
    likely = set(get_close_matches(written, set(spellings.values()), n=_COMPARED, cutoff=0.6))
    distances = {each: _letters_apart(written, told) for each, told in spellings.items() if told in likely}
    near = {
        each: apart
        for each, apart in distances.items()
        if apart <= share * max(len(written), len(each), 6 if len(each) >= _SHORT else 3)
        or _is_most(written, spellings[each], 1 - 1.5 * share)
        or _is_most(spellings[each], written, 1 - 1.5 * share)
    }
    return min(near, key=lambda each: (near[each], each)) if near else None


def _is_most(part: str, whole: str, share: float) -> bool:
    return len(part) >= share * len(whole) and (whole.startswith(f"{part}.") or whole.endswith(f".{part}"))


def _letters_apart(one: str, other: str) -> int:
    """How many letters have to be put in, left out, replaced or exchanged with their neighbour (optimal string
    alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            best = min(last[to] + 1, row[-1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 < to and (letter, one[at - 2]) == (other[to - 2], wanted):
                best = min(best, before[to - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def letters(name: str) -> str:
    """A name without what is easily written otherwise: capitals, and the signs between its words.

    >>> letters("Gift_Offered")
    'gift.offered'
    """
    return re.sub(r"[\W_]+", ".", name.strip().casefold())


SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(meant.split())
        for words, meant in {
            "coachee supervisee": "client",
            "employer company organisation organization": "sponsor",
            "police court": "authorities",
            "shall obligation obligatory required": "must",
            "must": "required",
            "shall_not forbidden prohibited prohibition": "must_not",
            "must_not": "forbidden",
            "ought recommended recommendation advised": "should",
            "exempt exemption needn't not_required": "need_not",
            "allowed permission permitted can": "may",
            "may": "permitted",
            "if where condition": "when",
            "when": "given",
            "reason why rationale": "because",
            "source clause reference": "cites",
            "except exception exception_to": "overrides",
            "question": "ask",
            "description meaning text": "means summary",
            "name id": "policy scenario",
            "number integer": "int",
            "boolean flag": "bool",
            "string text choice enumeration": "enum",
            "then": "expect",
            "yes on y": "true",
            "no off n": "false",
            "open": "unregulated",
        }.items()
        for word in words.split()
    }
)
"""What authors write for words of the format and the field; each stands for the first of these that is known."""
