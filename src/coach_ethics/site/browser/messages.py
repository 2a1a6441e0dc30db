"""What a page asks of the library, in the browser's own Python: one pure function a message, plain data in and out.

A message is a JSON object; `do` says which function answers it. An interview travels as the text that `state_json`
writes, so nothing is kept between two messages, and what a page saves as a file is that text. What is refused comes
back as `problems`, in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import assert_never

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.view import view
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import check_policy, load_policy
from coach_ethics.findings import Status
from coach_ethics.interview.question import (
    InterviewQuestion,
    Progress,
    answer,
    next_question,
    progress,
    question_about,
)
from coach_ethics.interview.replies import Asks, follow_ups, reply
from coach_ethics.interview.saving import read_state, state_json, take_over
from coach_ethics.interview.state import Answered, State, assessment, back, begin_interview
from coach_ethics.interview.telling import amend, tell
from coach_ethics.language.data import Data
from coach_ethics.language.load import source_named
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer
from coach_ethics.problems import PolicyProblems, Problem, Problems, Severity
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import Document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import (
    aside_words,
    closing_document,
    how_far,
    reply_document,
    waiting_document,
)
from coach_ethics.render.json import assessment_json
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.notices import notices_told
from coach_ethics.render.reasons import reasons_document, reasons_for
from coach_ethics.render.what_if import changes_document, determining_document
from coach_ethics.render.words import act_label, meaning, value_words
from coach_ethics.site.browser.documents import blocks, problem_told
from coach_ethics.source import Source
from coach_ethics.translation import speaking

PUBLISHED = "published"
"""The folder of the package in which a site's own policies stand, in the browser."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")

POLICY_TEXT, CASE_TEXT = "policy.yaml", "case.yaml"
"""What the two texts of a playground are called, in the places of problems."""


def respond(message: str) -> str:
    """The answer to a message, both as JSON."""
    asked = json.loads(message)
    try:
        with speaking(_language(asked) or ""):
            told = MESSAGES[asked["do"]](asked)
    except Problems as found:
        told = {"problems": [problem_told(each) for each in found.problems]}
    return json.dumps(told, ensure_ascii=False)


def _policy(asked: Data) -> Policy:
    """The policy of a message: a published one by its name on the site, or that of a text; in the page's language."""
    return _read(asked["policy"], _language(asked))


def _language(asked: Data) -> str | None:
    """The language of a message; None for English, in which the library is written, and for what an author wrote."""
    language = asked.get("language")
    return language if language != "en" else None


@lru_cache(maxsize=8)
def _read(policy: str, language: str | None) -> Policy:
    return load_policy(_place(policy), language=language)


def _place(policy: str) -> str | Path:
    """Where a policy of a site's own stands in the archive; the name of a shipped one, or a text, as it is."""
    own = Path(__file__).resolve().parents[2] / PUBLISHED / f"{policy}.yaml"
    return own if _NAME.fullmatch(policy) and own.is_file() else policy


def _state(asked: Data) -> State:
    return read_state(asked["state"], _policy(asked))


# --- an interview, step by step -----------------------------------------------------------------------------------


def begin(asked: Data) -> Data:
    """Begin an interview with a policy."""
    return _step(begin_interview(_policy(asked)))


def resume(asked: Data) -> Data:
    """Go on with an interview that was saved; of one begun with another version of the policy, with what still fits."""
    try:
        return _step(_state(asked))
    except Problems as refused:
        if not asked.get("take_over"):
            changed = any(each.code == "I104" for each in refused.problems)
            return {"problems": [problem_told(each) for each in refused.problems], "changed": changed}
    found = take_over(asked["state"], _policy(asked))
    return _step(found.state) | {"dropped": [problem_told(each) for each in found.dropped]}


def same(asked: Data) -> Data:
    """The interview as it is, with its question in the language that is asked for now."""
    return _step(_state(asked))


def answered(asked: Data) -> Data:
    """The interview with the answer to its question; null where it isn't known."""
    return _step(answer(_state(asked), asked["fact"], asked["value"]))


def amended(asked: Data) -> Data:
    """The interview with another answer in the place of an earlier one."""
    return _step(amend(_state(asked), asked["fact"], asked["value"]))


def told(asked: Data) -> Data:
    """The interview with facts that were told unasked."""
    return _step(tell(_state(asked), asked["facts"]))


def taken_back(asked: Data) -> Data:
    """The interview before its last answer, with that answer beside the question."""
    state = _state(asked)
    earlier = state.answers[-1].value if state.answers else None
    return _step(back(state), (earlier,) if state.answers else ())


def question(asked: Data) -> Data:
    """The question about any fact of the policy, with what was answered before: to amend it, or to tell it unasked."""
    state = _state(asked)
    earlier = [each.value for each in state.answers if each.fact == asked["fact"]]
    return {"question": _asked(question_about(state, asked["fact"]), None, state, tuple(earlier))}


def untold(asked: Data) -> Data:
    """The facts of which nothing has been said, each with its question."""
    state = _state(asked)
    said = {each.fact for each in state.answers} | {
        fact for fact, value in state.given.values.items() if value is not None
    }
    facts = (fact for fact in state.prepared.policy.vocabulary if fact.name not in said)
    return {"facts": [{"fact": fact.name, "text": fact.ask or fact.means or fact.name} for fact in facts]}


def given_answers(asked: Data) -> Data:
    """The answers so far, each with its question."""
    state = _state(asked)
    return {"answers": [_answer(state, each) for each in state.answers]}


def _answer(state: State, told: Answered) -> Data:
    words = value_words(told.value, state.prepared.policy.vocabulary[told.fact])
    return {"fact": told.fact, "text": question_about(state, told.fact).text, "words": words}


def _step(state: State, earlier: tuple[object, ...] = ()) -> Data:
    """An interview as a page shows it: its question, or none; and how many answers there are."""
    asked = next_question(state)
    return {
        "state": state_json(state),
        "question": None if asked is None else _asked(asked, progress(state), state, earlier),
        "answered": len(state.answers),
    }


def _asked(asked: InterviewQuestion, far: Progress | None, state: State, earlier: tuple[object, ...]) -> Data:
    return {
        "fact": asked.fact,
        "progress": "" if far is None else how_far(far),
        "notices": blocks(tuple(notices_told(asked.notices)), state.prepared.policy),
        "text": asked.text,
        "help": aside_words(asked),
        "options": [{"value": each.value, "words": each.words} for each in asked.options],
        "range": _range(asked.type),
        "why": blocks(waiting_document(asked, state.prepared.policy), state.prepared.policy) if asked.waiting else [],
        "earlier": list(earlier),
    }


def _range(type_: FactType) -> list[int] | None:
    match type_:
        case Integer(minimum, maximum):
            return [minimum, maximum]
        case Boolean() | Enumeration():
            return None
        case _:
            assert_never(type_)


# --- what follows from an interview, or from a case --------------------------------------------------------------


def _result(asked: Data) -> Assessment:
    """The assessment of an interview as far as it is, or of the text of a case."""
    if "state" in asked:
        return assessment(_state(asked))
    policy = _policy(asked)
    return assess(load_engagement(asked["case"], policy.vocabulary), policy)


def _told(document: Document, found: Assessment, asked: Data) -> Data:
    """A document for a page: of an interview in words only, of a case in the names in which it was written."""
    return {"document": blocks(document, found.prepared.policy if "state" in asked else None)}


def result(asked: Data) -> Data:
    """The assessment in words and as JSON, with what can be asked of it."""
    found = _result(asked)
    policy = found.prepared.policy
    document = closing_document(_state(asked)) if "state" in asked else assessment_document(found)
    return {
        **_told(document, found, asked),
        "json": assessment_json(found),
        "statuses": {act: status.value for act, status in found.statuses.items()},
        "acts": [
            {"act": act, "words": meaning(act, policy), "label": act_label(act, policy)} for act in found.findings
        ],
    }


def offered(asked: Data) -> Data:
    """The follow-up questions of an interview, and the objections to what it comes to."""
    asks = follow_ups(_state(asked))
    return {"follow_ups": [{"words": each.question, "objection": each.asks is Asks.OBJECTION} for each in asks]}


def replied(asked: Data) -> Data:
    """The reply to a follow-up, by its number."""
    state = _state(asked)
    found = reply(follow_ups(state)[asked["number"]], state)
    return {"document": blocks(reply_document(found, assessment(state)), state.prepared.policy)}


def why(asked: Data) -> Data:
    """Why an act has its status, and what that rests on."""
    found, act = _result(asked), asked["act"]
    reasons = reasons_document(reasons_for(act, found), act, found)
    return _told((*explanation_document(found.why(act), found), *reasons), found, asked)


def change(asked: Data) -> Data:
    """What would allow an act, forbid it, determine its status, or give it another one."""
    found, act = _result(asked), asked["act"]
    match asked["to"]:  # open: every other word is a status
        case "determine":
            return _told(determining_document(found.what_would_determine(act), act, found), found, asked)
        case "allow":
            return _told(changes_document(found.what_would_allow(act), act, "allow", found), found, asked)
        case "forbid":
            return _told(changes_document(found.what_would_forbid(act), act, "forbid", found), found, asked)
        case word:
            status = Status(word)
            return _told(changes_document(found.changes(act, status), act, status, found), found, asked)


def judged(asked: Data) -> Data:
    """Whether acts may be done together."""
    found = _result(asked)
    return _told(judgement_document(found.judge(asked["acts"]), found), found, asked)


def viewed(asked: Data) -> Data:
    """The assessment as a client, a sponsor or a supervisor may see it: by what they know themselves."""
    policy = _policy(asked)
    case = _state(asked).situation if "state" in asked else load_engagement(asked["case"], policy.vocabulary)
    found = view(case, policy, asked["audience"])
    return _told(assessment_document(found), found, asked)


# --- a playground ------------------------------------------------------------------------------------------------


def source(asked: Data) -> Data:
    """The text of a published policy."""
    return {"text": source_named(_place(asked["policy"])).text}


def checked(asked: Data) -> Data:
    """The problems of a policy's text and of a case's text, each at its place; lints too where `whole`."""
    policy, problems = check_policy(Source(POLICY_TEXT, asked["policy"]))
    if policy is not None and not any(each.severity is Severity.ERROR for each in problems):
        problems = (*problems, *(_linted(policy) if asked.get("whole") else ()))
    else:
        policy = None
    return {
        "policy": [problem_told(each, POLICY_TEXT) for each in problems],
        "case": [] if policy is None else [problem_told(each, CASE_TEXT) for each in _of_case(asked["case"], policy)],
        "usable": policy is not None,
    }


def _linted(policy: Policy) -> tuple[Problem, ...]:
    from coach_ethics.analysis.lints import lint  # a good part of the library, and needed only here

    try:
        return lint(policy)
    except PolicyProblems as found:
        return found.problems


def _of_case(text: str, policy: Policy) -> tuple[Problem, ...]:
    from coach_ethics.coaching.read import read_engagement  # loads cattrs, which interviews needn't wait for

    try:
        assess(read_engagement(Source(CASE_TEXT, text), policy.vocabulary), policy)
    except Problems as found:
        return found.problems
    return ()


MESSAGES: Mapping[str, Callable[[Data], Data]] = MappingProxyType(
    {
        "begin": begin,
        "resume": resume,
        "same": same,
        "answer": answered,
        "amend": amended,
        "tell": told,
        "back": taken_back,
        "question": question,
        "answers": given_answers,
        "untold": untold,
        "result": result,
        "follow_ups": offered,
        "reply": replied,
        "why": why,
        "change": change,
        "judge": judged,
        "view": viewed,
        "source": source,
        "check": checked,
    }
)
"""The written list of messages: what `do` may say."""
