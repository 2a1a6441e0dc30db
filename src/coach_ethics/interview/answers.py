"""Answers as people give them: from words to the value of a fact."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.interview.question import InterviewQuestion, misfit
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, belongs, in_words
from coach_ethics.problems import CaseProblems

_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_NOT_KNOWN = frozenset({"u", "unknown", "not known", "don't know", "i don't know"})
_LONGEST_NUMBER = 9


@takes(question=InterviewQuestion, words=str)
def read_answer(question: InterviewQuestion, words: str) -> Value | None:
    """The value that these words mean, or None for "I don't know".

    Accepts yes or no; a whole number; for a choice its words, or its number in the list of options. Raises CaseProblems
    (I101) where the words are no answer to the question.

    >>> from coach_ethics.interview import begin_interview, next_question, read_answer
    >>> question = next_question(begin_interview("collusion", about="name_block"))
    >>> read_answer(question, "Yes"), read_answer(question, "2"), read_answer(question, "I don't know")
    (True, False, None)
    """
    said = " ".join(in_words(words.casefold()).split())
    value = _value(question, said)
    if value is None and said not in _NOT_KNOWN:
        raise CaseProblems([misfit(question, words.strip(), fitting(question.type))])
    return value


def fitting(type_: FactType) -> str:
    """The answers that are accepted, in a few words."""
    match type_:
        case Boolean():
            return "yes or no"
        case Integer(minimum, maximum):
            return f"a number from {minimum} to {maximum}"
        case Enumeration(values):
            return f"1 to {len(values)}, or the words"
        case _:
            assert_never(type_)


def _value(question: InterviewQuestion, said: str) -> Value | None:
    match question.type:
        case Boolean():
            return True if said in _YES else False if said in _NO else _numbered(question, said)
        case Integer():
            number = _number(said)
            return number if number is not None and belongs(number, question.type) else None
        case Enumeration():
            meant = (option.value for option in question.options if option.words.casefold() == said)
            return next(meant, None) or _numbered(question, said)
        case _:
            assert_never(question.type)


def _numbered(question: InterviewQuestion, said: str) -> Value | None:
    number = _number(said)
    if number is None or not 1 <= number <= len(question.options):
        return None
    return question.options[number - 1].value


def _number(said: str) -> int | None:
    digits = said.removeprefix("-")
    return int(said) if digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST_NUMBER else None
