"""Answers as people give them: from words to the value of a fact."""

from __future__ import annotations

import unicodedata
from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.interview.question import InterviewQuestion, misfit
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, belongs, in_words
from coach_ethics.problems import CaseProblems

_YES = frozenset({"yes", "y", "true", "yeah", "yep", "yup", "yes it is", "yes they do", "yes i do", "correct"})
_NO = frozenset({"no", "n", "false", "nope", "nah", "no it isn't", "no they don't", "no i don't", "not at all"})
_NOT_KNOWN = frozenset(
    {
        *("u", "unknown", "not known", "don't know", "dont know", "dunno", "idk", "no idea", "not sure", "unsure"),
        *("don't know yet", "not known yet", "not yet known", "not sure yet", "not yet sure", "no clue", "uncertain"),
        *("not certain", "can't say", "cannot say", "can't tell", "cannot tell", "do not know", "hard to say"),
    }
)
_SUBJECTS = ("i'm ", "im ", "i am ", "i have ", "i've ", "i ", "we're ", "we are ", "we ", "it's ", "it is ", "that's ")
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LONGEST_NUMBER = 9
_BEFORE = " \t\r\n\"'([<*_«»"
_AFTER = f"{_BEFORE}.,;:!…)]>"
"""What may stand before and after an answer and says nothing. A question mark isn't among it: it is a doubt."""
_SIGNS = str.maketrans(dict.fromkeys("’‘ʼ´`＇", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("‐‑–−", "-"))


@takes(question=InterviewQuestion, words=str)
def read_answer(question: InterviewQuestion, words: str) -> Value | None:
    """The value that these words mean, or None for "I don't know".

    Accepts yes or no; a whole number, in figures or up to twelve in words; for a choice its words, or its number in the
    list of options: as people type it, in capitals or not, with whatever apostrophe and with a full stop or without.
    Raises CaseProblems (I101) where the words are no answer to the question.

    >>> from coach_ethics.interview import begin_interview, next_question, read_answer
    >>> question = next_question(begin_interview("collusion", about="name_block"))
    >>> read_answer(question, "Yes."), read_answer(question, "2"), read_answer(question, "not sure!")
    (True, False, None)
    """
    said = _plainly(words)
    value = _value(question, said)
    if value is None and not _is_not_known(said):
        raise CaseProblems([misfit(question, words.strip(), fitting(question.type))])
    return value


def _plainly(words: str) -> str:
    """The words without what typing adds: capitals, curly apostrophes, underscores, spaces and signs around them."""
    plain = in_words(unicodedata.normalize("NFKC", words.translate(_SIGNS)).casefold())
    return " ".join(plain.lstrip(_BEFORE).rstrip(_AFTER).replace(",", " ").split())


def _is_not_known(said: str) -> bool:
    subject = next((each for each in _SUBJECTS if said.startswith(each)), "")
    rest = said.removeprefix(subject).removeprefix("really ").removeprefix("honestly ")
    return rest.removesuffix(" really").removesuffix(" sorry") in _NOT_KNOWN


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
            meant = (option.value for option in question.options if _plainly(option.words) == said)
            return next(meant, None) or _numbered(question, said)
        case _:
            assert_never(question.type)


def _numbered(question: InterviewQuestion, said: str) -> Value | None:
    number = _number(said)
    if number is None or not 1 <= number <= len(question.options):
        return None
    return question.options[number - 1].value


def _number(said: str) -> int | None:
    if said in _NUMBERS:
        return _NUMBERS.index(said)
    digits = said.removeprefix("-")
    return int(said) if digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST_NUMBER else None
