"""A situation: one assignment of values, or of not known, to a vocabulary. What an engine evaluates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

from attrs import field, frozen

from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    FactType,
    Integer,
    Value,
    Vocabulary,
    belongs,
    expected,
    own_scalar,
    value_text,
)
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

_OWN = (bool, int, str)


def _freeze(values: Mapping[str, Value | None]) -> Mapping[str, Value]:
    known = ((name, value) for name, value in sorted(values.items()) if value is not None)
    return MappingProxyType({name: value if type(value) in _OWN else own_scalar(value) for name, value in known})


@frozen(eq=False)
class Situation:
    """What is known about an engagement at one moment, as flat facts with dotted names.

    `values` holds the known facts only; `situation[name]` is None for a fact that is not known. Build one from outside
    data with `situation(...)`, which checks every name and value.

    >>> import coach_ethics as ce
    >>> situation = ce.Situation({"block.present": True, "commitment.missed_in_a_row": 2})
    >>> situation["block.present"], situation["block.named"]
    (True, None)
    """

    values: Mapping[str, Value] = field(converter=_freeze, factory=dict)

    def __reduce__(self) -> tuple[type[Situation], tuple[dict[str, Value]]]:
        """What is pickled and copied: the known facts; they are made read-only anew."""
        return Situation, (dict(self.values),)

    def __getitem__(self, name: str) -> Value | None:
        return self.values.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __eq__(self, other: object) -> bool:
        # True == 1 in Python, but a fact that is true is not a fact that is 1.
        return isinstance(other, Situation) and _exact(self.values) == _exact(other.values)

    def __hash__(self) -> int:
        return hash(_exact(self.values))


def _exact(values: Mapping[str, Value]) -> tuple[tuple[str, type, Value], ...]:
    return tuple((name, type(value), value) for name, value in values.items())


def situation(values: Mapping[str, object], vocabulary: Vocabulary) -> Situation:
    """A situation from plain data: fact names to values, None for not known.

    Raises CaseProblems listing every unknown name (F201) and every value that doesn't fit its fact (F202).
    """
    values = {name: own_scalar(value) for name, value in values.items()}
    problems = problems_of_values(values, vocabulary)
    if problems:
        raise CaseProblems(problems)
    return Situation({name: value for name, value in values.items() if isinstance(value, bool | int | str)})


def problems_of_values(values: Mapping[str, object], vocabulary: Vocabulary) -> list[Problem]:
    """Everything wrong with an assignment: names that the vocabulary lacks, values that don't fit."""
    problems: list[Problem] = []
    for name, value in values.items():
        # Looking for a near name takes time, so that it is done only so often.
        suggest = len(problems) < _MOST_SUGGESTIONS
        if name not in vocabulary:
            near = did_you_mean(str(name), vocabulary.by_name) if suggest else None
            help_ = near or "`coach-ethics facts` lists the facts"
            message = f"`{quoted(str(name))}` is not a fact of this vocabulary"
            problems.append(Problem("F201", message, path=f"$.{name}", help=help_))
        elif value is not None and not belongs(value, vocabulary[name].type):
            type_ = vocabulary[name].type
            message = f"`{quoted(value_text(value))}` is not a value of `{name}`; expected {expected(type_)}"
            near = _meant(value, type_) if suggest and isinstance(value, str) else None
            help_ = near or "write one of these, or leave out the fact if it isn't known"
            problems.append(Problem("F202", message, path=f"$.{name}", help=help_))
    return problems


def _meant(text: str, type_: FactType) -> str | None:
    """The fix for a text that doesn't fit, where one can be guessed."""
    match type_:
        case Boolean():
            words: tuple[str, ...] = ("true", "false")
        case Enumeration(values):
            words = values
        case Integer(minimum, maximum):
            fits = _INTEGER.fullmatch(text) and minimum <= int(text) <= maximum
            return _UNQUOTED if fits else None
        case _:
            assert_never(type_)
    return _UNQUOTED if text in words else did_you_mean(text, words)


_UNQUOTED = "remove the quotation marks; within them it is a text"
_INTEGER = re.compile("-?[0-9]{1,18}")


_MOST_SUGGESTIONS = 50
