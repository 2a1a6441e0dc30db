"""The next question of an interview: its words, the accepted answers, and why it is asked now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, assert_never

from attrs import evolve, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import Subject, truths_of
from coach_ethics.assessment.notices import ShownNotice, notices_shown
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.presume import standing, with_presumptions
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.displays import as_html, brief
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.interview.contradictions import with_answers
from coach_ethics.interview.dependence import Waiting, facts_waited_for
from coach_ethics.interview.order import next_fact
from coach_ethics.interview.remaining import Remaining, all_remaining
from coach_ethics.interview.state import Answered, State, back, without
from coach_ethics.language.schema.json_schema import fact_schema
from coach_ethics.model.policy import Citation, DialogueStep, Presumption
from coach_ethics.model.situation import problems_of_values
from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    Fact,
    FactType,
    Integer,
    Value,
    belongs,
    called,
    expected,
    in_words,
    value_text,
)
from coach_ethics.model.walk import names_in
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.translation import gettext, speaking


@frozen
class AnswerOption:
    """An answer to choose, and its words."""

    value: Value
    words: str


@frozen
class InterviewQuestion:
    """A question to be asked now.

    `text` is the question, in the words of the policy's dialogue if it has some; `help` says what it means. The answer
    is a value of `type`: yes or no, a whole number within bounds, or one of several words; `options` lists those that
    can be chosen. A `judgement` is the coach's own. `waiting` says why it is asked. `notices` are to be shown before
    it: those of which the last answer, or what was given, has shown that they hold. `presumes` is what is
    presumed unless an answer says otherwise; such questions come last, and may be left. `language` is the one in which
    it is asked, and in which its answer is read; empty where that is the one in which the policy was written.
    `known_to` are those who know the answer besides the coach, as `view` takes it.

    >>> from coach_ethics.interview import begin_interview, next_question
    >>> question = next_question(begin_interview("collusion", about="name_block"))
    >>> question.fact, [option.words for option in question.options]
    ('block.named', ['yes', 'no'])
    """

    fact: str
    text: str
    help: str
    type: FactType
    options: tuple[AnswerOption, ...]
    judgement: bool
    cites: tuple[Citation, ...]
    waiting: tuple[Waiting, ...]
    notices: tuple[ShownNotice, ...] = ()
    presumes: Presumption | None = None
    language: str = ""
    known_to: frozenset[str] = frozenset()

    __repr__ = brief
    _repr_html_ = as_html


@takes(state=State)
def next_question(state: State) -> InterviewQuestion | None:
    """The question to ask next; None where no answer could change the status of an act that is asked about, or what
    goes with it.

    The same state gives the same question: dialogue steps of the policy first, then the fact that leaves the fewest
    questions to come.

    >>> from coach_ethics.interview import begin_interview, next_question
    >>> next_question(begin_interview("collusion", about="name_block")).fact
    'block.named'
    """
    return _next_question(state, state.prepared)


@lru_cache(maxsize=32)
def _next_question(state: State, _: Prepared) -> InterviewQuestion | None:
    # Cached, because an answer is checked against the question that was shown; for one policy, since states of two
    # that mean the same in all that they mention are equal.
    found = all_remaining(state)
    steps = _steps_now(state)
    presumptions = {each.name: each for each in standing(state.prepared, state.situation)}
    fact = _most_pressing(state, found, steps, presumptions)
    if fact is None:
        return None
    return _question(state, fact, steps, new_notices(state), presumptions.get(fact))


def _question(
    state: State,
    fact: str,
    steps: tuple[DialogueStep, ...],
    notices: tuple[ShownNotice, ...],
    presumes: Presumption | None,
) -> InterviewQuestion:
    about, language = state.prepared.policy.vocabulary[fact], state.prepared.policy.language
    step = next((step for step in steps if step.fact == fact), None)
    with speaking(language):
        return InterviewQuestion(
            fact,
            (step.ask if step else "") or about.ask or _asked_plainly(fact, about.means),
            about.means,
            about.type,
            _options(about),
            about.judgement,
            step.cites if step else (),
            facts_waited_for(fact, state),
            notices,
            presumes,
            language,
            about.known_to,
        )


@takes(state=State, fact=str)
def question_about(state: State, fact: str) -> InterviewQuestion:
    """The question about any fact of the policy, whether its turn has come or not: for `tell` and `amend`.

    Of a fact that is known it is asked as if that weren't known yet. Raises CaseProblems (F201) for an unknown fact.

    >>> from coach_ethics.interview import begin_interview, question_about, read_answer, tell
    >>> state = begin_interview("collusion")
    >>> question = question_about(state, "block.named")
    >>> tell(state, {question.fact: read_answer(question, "Not yet sure...")}).not_known
    ('block.named',)
    """
    if problems := problems_of_values({fact: None}, state.prepared.policy.vocabulary):
        raise CaseProblems(problems)
    before = without(state, fact)
    presumptions = {each.name: each for each in standing(before.prepared, before.situation)}
    return _question(before, fact, _steps_now(before), (), presumptions.get(fact))


def _most_pressing(
    state: State,
    found: Mapping[Subject, Remaining],
    steps: tuple[DialogueStep, ...],
    presumptions: Mapping[str, Presumption],
) -> str | None:
    """The fact to ask for: first what is open although everything presumed is so, then what is presumed, then the rest.

    So an interview that is left when only presumptions are asked about has an answer that rests on nothing else.
    """
    if presumptions:
        under = all_remaining(_presuming(state, presumptions.values()))
        pressing = {fact for remaining in under.values() for fact in remaining.facts}
        for among in (pressing, presumptions.keys()):
            if (fact := next_fact(found, state.prepared, steps, among)) is not None:
                return fact
    return next_fact(found, state.prepared, steps)


def _presuming(state: State, presumptions: Iterable[Presumption]) -> State:
    """The interview in which these presumptions are so."""
    given = with_presumptions(state.given, tuple(presumptions))
    answers = tuple(each for each in state.answers if each.value is not None or given[each.fact] is None)
    return evolve(state, given=given, answers=answers)


def new_notices(state: State) -> tuple[ShownNotice, ...]:
    """The notices that hold since the last answer; before the first answer, those that hold by what was given."""
    before = _holding(back(state)) if state.answers else ()
    return tuple(each for each in _holding(state) if each not in before)


def _holding(state: State) -> tuple[ShownNotice, ...]:
    if not state.prepared.policy.notices:
        return ()
    truths = _truths(state)
    return tuple(each for each in notices_shown(state.prepared, state.situation, truths) if each.holds)


def _steps_now(state: State) -> tuple[DialogueStep, ...]:
    """The steps of the policy's dialogue that have their turn by what is known."""
    situation, truths = state.situation, _truths(state)
    return tuple(step for step in state.prepared.policy.dialogue if truth(step.when, situation, truths))


def _truths(state: State) -> Truths:
    """What is determined of the names that the policy's dialogue and its notices read."""
    policy = state.prepared.policy
    read = (name for step in policy.dialogue for name in names_in(step.when))
    noticed = (name_of(Kind.NOTICE, notice.name) for notice in policy.notices)
    return truths_of(state.prepared, state.situation, frozenset((*read, *noticed)))


@takes(state=State)
def finished(state: State) -> bool:
    """Whether no question is left.

    >>> from coach_ethics.interview import begin_interview, finished
    >>> finished(begin_interview("collusion", about="claim_credit"))
    True
    """
    return next_question(state) is None


@frozen
class Progress:
    """How far an interview is: the questions `answered` (known or not), and `at_most` how many are left.

    >>> from coach_ethics.interview import begin_interview, progress
    >>> progress(begin_interview("collusion", about="claim_credit"))
    Progress(answered=0, at_most=0)
    """

    answered: int
    at_most: int


@takes(state=State)
def progress(state: State) -> Progress:
    """How far the interview is. Every answer removes at least its own question, and often others.

    `at_most` counts the facts that may still matter, also after answers of "I don't know": it never grows.

    >>> from coach_ethics.interview import answer, begin_interview, next_question, progress
    >>> state = begin_interview("collusion")
    >>> after = answer(state, next_question(state).fact, None)
    >>> progress(after).answered, progress(after).at_most < progress(state).at_most
    (1, True)
    """
    facts = {fact for remaining in all_remaining(state).values() for fact in remaining.may_tell}
    return Progress(len(state.answers), len(facts))


@takes(state=State, fact=str)
def answer(state: State, fact: str, value: Value | None) -> State:
    """The interview with the answer to its next question: a value of the fact, or None for "I don't know".

    Raises CaseProblems where the fact isn't the one asked for (I102), the value doesn't fit it (I101), or it
    contradicts what is already known (I106).

    >>> from coach_ethics.interview import answer, begin_interview, next_question
    >>> state = begin_interview("collusion", about="name_block")
    >>> state = answer(state, "block.named", True)
    >>> state.situation["block.named"]
    True
    """
    question = next_question(state)
    if question is None or fact != question.fact:
        raise CaseProblems([_not_asked(fact, question, state)])
    if value is not None and not belongs(value, question.type):
        raise CaseProblems([misfit(question, value)])
    return with_answers(state, (Answered(fact, value),))


def misfit(question: InterviewQuestion, value: object, fits: str = "") -> Problem:
    """I101: something that is no answer to its question; `fits` names the accepted answers where they are words."""
    shown = quoted(value_text(value))
    names = [value_text(option.value) for option in question.options]
    spelt = [*(option.words for option in question.options), *map(in_words, names)]
    help_ = did_you_mean(shown, spelt if fits else names)
    if not fits:
        fits = "yes or no (true or false)" if isinstance(question.type, Boolean) else expected(question.type)
        if isinstance(value, str) and (meant := _within_quotes(value.strip(), question.type)) is not None:
            help_ = f"give `{meant!r}` itself, without quotation marks: within them it is a text"
    return Problem(
        "I101",
        gettext("`{shown}` is not an answer to the question about `{fact}`; expected {fits}").format(
            shown=shown, fact=question.fact, fits=fits
        ),
        help=help_,
    )


def _within_quotes(text: str, type_: FactType) -> bool | int | None:
    """The truth value or number that a text spells."""
    match type_:
        case Boolean():
            return {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold())
        case Integer():
            return int(text) if _NUMBER.fullmatch(text) and belongs(int(text), type_) else None
        case Enumeration():
            return None
        case _:
            assert_never(type_)


_NUMBER = re.compile("-?[0-9]{1,18}")


def _not_asked(fact: str, question: InterviewQuestion | None, state: State) -> Problem:
    now = f"the current question is about `{question.fact}`" if question else "no question is left"
    if any(each.fact == fact for each in state.answers):
        return Problem(
            "I102", f"`{quoted(fact)}` has already been asked about; {now}", help="`amend` changes the answer"
        )
    if fact not in state.prepared.policy.vocabulary:
        help_ = did_you_mean(fact, state.prepared.policy.vocabulary.by_name)
        return Problem("I102", f"`{quoted(fact)}` is not a fact that this policy asks about; {now}", help=help_)
    help_ = "`tell` takes what is known, whether it is being asked about or not"
    return Problem("I102", f"`{fact}` is not being asked about; {now}", help=help_)


def _asked_plainly(fact: str, means: str) -> str:
    return gettext("What about this: {what}?").format(what=means) if means else f"{fact}?"


def _options(fact: Fact) -> tuple[AnswerOption, ...]:
    match fact.type:
        case Boolean():
            return (AnswerOption(True, gettext("yes")), AnswerOption(False, gettext("no")))
        case Integer():
            return ()
        case Enumeration(values):
            return tuple(AnswerOption(value, called(value, fact)) for value in values)
        case _:
            assert_never(fact.type)


Schema: TypeAlias = Mapping[str, Any]


@takes(question=InterviewQuestion)
def answer_schema(question: InterviewQuestion) -> Schema:
    """A JSON Schema of the accepted answers, for forms and language models; null is "I don't know".

    >>> from coach_ethics.interview import answer_schema, begin_interview, next_question
    >>> answer_schema(next_question(begin_interview("collusion", about="name_block")))["type"]
    ['boolean', 'null']
    """
    about: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": question.text}
    described = {**about, "description": question.help} if question.help else about
    choices = {"oneOf": _choices(question)} if question.options else {}
    return {**described, **fact_schema(question.type), **choices}


def _choices(question: InterviewQuestion) -> list[Schema]:
    """The options with their words, and "I don't know"."""
    known = [{"const": option.value, "title": option.words} for option in question.options]
    with speaking(question.language):
        return [*known, {"const": None, "title": gettext("I don't know")}]
