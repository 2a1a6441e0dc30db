"""Answers as people give them: from words to the value of a fact."""

from __future__ import annotations

import unicodedata
from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.interview.answer_words import AnswerWords, words_in
from coach_ethics.interview.question import InterviewQuestion, misfit
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, belongs, in_words
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.translation import gettext, speaking

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
    They are read in the language in which the question was asked (`oui`, `je ne sais pas`).
    Raises CaseProblems (I101) where the words are no answer to the question.

    >>> from coach_ethics.interview import begin_interview, next_question, read_answer
    >>> question = next_question(begin_interview("collusion", about="name_block"))
    >>> read_answer(question, "Yes."), read_answer(question, "2"), read_answer(question, "not sure!")
    (True, False, None)
    """
    said = _plainly(words)
    value = _value(question, said)
    if value is None and not _is_not_known(said, words_in(question.language)):
        raise CaseProblems([_misfit(question, words)])
    return value


def _misfit(question: InterviewQuestion, words: str) -> Problem:
    with speaking(question.language):
        return misfit(question, words.strip(), fitting(question.type))


def _plainly(words: str) -> str:
    """The words without what typing adds: capitals, curly apostrophes, underscores, spaces and signs around them."""
    plain = in_words(unicodedata.normalize("NFKC", words.translate(_SIGNS)).casefold())
    return " ".join(plain.lstrip(_BEFORE).rstrip(_AFTER).replace(",", " ").split())


def _is_not_known(said: str, words: AnswerWords) -> bool:
    subject = next((each for each in words.subjects if said.startswith(each)), "")
    for rest in (said, said.removeprefix(subject)):
        for filler in words.fillers:
            rest = rest.removeprefix(f"{filler} ").removesuffix(f" {filler}")
        if rest in words.not_known:
            return True
    return False


def fitting(type_: FactType) -> str:
    """The answers that are accepted, in a few words."""
    match type_:
        case Boolean():
            return gettext("yes or no")
        case Integer(minimum, maximum):
            return gettext("a number from {least} to {most}").format(least=minimum, most=maximum)
        case Enumeration(values):
            return gettext("1 to {number}, or the words").format(number=len(values))
        case _:
            assert_never(type_)


def _value(question: InterviewQuestion, said: str) -> Value | None:
    match question.type:
        case Boolean():
            words, (yes, no) = words_in(question.language), (_plainly(option.words) for option in question.options)
            return (
                True
                if said in words.yes or said == yes
                else False
                if said in words.no or said == no
                else _numbered(question, said)
            )
        case Integer():
            number = _number(said, words_in(question.language))
            return number if number is not None and belongs(number, question.type) else None
        case Enumeration():
            ways = ((option.value, (option.words, str(option.value))) for option in question.options)
            meant = (value for value, words in ways if said in map(_plainly, words))
            return next(meant, None) or _numbered(question, said)
        case _:
            assert_never(question.type)


def _numbered(question: InterviewQuestion, said: str) -> Value | None:
    number = _number(said, words_in(question.language))
    if number is None or not 1 <= number <= len(question.options):
        return None
    return question.options[number - 1].value


def _number(said: str, words: AnswerWords) -> int | None:
    if said in words.numbers:
        return words.numbers.index(said)
    digits = said.removeprefix("-")
    return int(said) if digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST_NUMBER else None
