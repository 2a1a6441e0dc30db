"""What was said in words, read as answers in the language in which an interview asked."""

from __future__ import annotations

from attrs import evolve

from coach_ethics.interview.answers import read_answer
from coach_ethics.interview.question import InterviewQuestion, question_about
from coach_ethics.interview.state import State
from coach_ethics.language.data import Data
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem


def answer_in(request: Data, question: InterviewQuestion | None) -> Value | None:
    """The answer of a request, as a `value` or as it was `said` to the question, if that was asked.

    Raises CaseProblems where it has both (W103), and for words that are no answer (I101).
    """
    value: Value | None = request.get("value")
    if request.get("said") is None or question is None:
        return value
    if value is not None:
        raise CaseProblems([_both("$.said")])
    return _read(question, request["said"], "$.said")


def facts_in(request: Data, state: State) -> Data:
    """The facts of a request, those with values and those that were `said` in words.

    Raises CaseProblems with all that is wrong: facts with both (W103), unknown ones (F201), words that are no answer
    (I101).
    """
    facts: Data = dict(request.get("facts") or {})
    problems: list[Problem] = []
    for fact, words in (request.get("said") or {}).items():
        path = f"$.said.{fact}"
        if fact in facts:
            problems.append(_both(path))
            continue
        try:
            facts[fact] = _read(question_about(state, fact), words, path)
        except CaseProblems as found:
            problems += (evolve(each, path=path) for each in found.problems)
    if problems:
        raise CaseProblems(problems)
    return facts


def require_facts(request: Data) -> None:
    """Raises CaseProblems (W103) where a request tells nothing."""
    if request.get("facts") is None and request.get("said") is None:
        missing = "nothing was told: neither `facts` nor `said` is there"
        raise CaseProblems([Problem("W103", missing, help="give `facts` with their values", path="$.facts")])


def _read(question: InterviewQuestion, words: str, path: str) -> Value | None:
    try:
        return read_answer(question, words)
    except CaseProblems as found:
        raise CaseProblems([evolve(each, path=path) for each in found.problems]) from None


def _both(path: str) -> Problem:
    return Problem("W103", "here is an answer both as a value and in words", help="give one of them", path=path)
