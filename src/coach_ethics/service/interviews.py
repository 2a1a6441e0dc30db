"""Interviews over requests: each step reads the interview, takes it on, and keeps it again.

What is kept says in which language it was, beside what `state_json` writes: it goes on in that until a request names
another one, and answers in words are read in the language in which they were asked.
"""

from __future__ import annotations

import json

from coach_ethics.coaching.policies import in_language
from coach_ethics.interview.question import answer, next_question, progress, question_about
from coach_ethics.interview.rebasing import rebase
from coach_ethics.interview.saving import read_state, state_data, take_over
from coach_ethics.interview.state import State, assessment, back, begin_interview, speak
from coach_ethics.interview.telling import amend, tell
from coach_ethics.language.data import Data, as_data
from coach_ethics.model.policy import Policy
from coach_ethics.render.json import assessment_data, question_data
from coach_ethics.render.result_forms import RESULTS
from coach_ethics.service.answers import day_in, placed_under, policy_of, problems_as_data
from coach_ethics.service.catalogue import told_in
from coach_ethics.service.service import Service
from coach_ethics.service.spoken import answer_in, facts_in, require_facts
from coach_ethics.service.states import KeptInterview


def begin(service: Service, request: Data) -> Data:
    """Begin an interview: its state and the first question."""
    policy = policy_of(service.served, request)
    with placed_under("$.given"):
        state = begin_interview(policy, request.get("about"), request.get("given"), on=day_in(request))
    return _told(state, service.states.keep(_text(state)))


def question(service: Service, request: Data) -> Data:
    """The question of an interview, once more."""
    kept, state = _resumed(service, request)
    return _step(service, request, state, kept) if request.get("language") else _told(state, kept.handle)


def answered(service: Service, request: Data) -> Data:
    """The interview with the answer to its question."""
    kept, state = _resumed(service, request)
    asked, fact = next_question(state), request["fact"]
    now = asked if asked is not None and asked.fact == fact else None
    return _step(service, request, answer(state, fact, answer_in(request, now)), kept)


def told(service: Service, request: Data) -> Data:
    """The interview with facts that were told of their own accord."""
    require_facts(request)
    kept, state = _resumed(service, request)
    facts = facts_in(request, state)
    with placed_under("$.facts"):
        now = tell(state, facts)
    return _step(service, request, now, kept)


def amended(service: Service, request: Data) -> Data:
    """The interview with an earlier answer as it really is."""
    kept, state = _resumed(service, request)
    fact = request["fact"]
    asked = question_about(state, fact) if request.get("said") else None
    return _step(service, request, amend(state, fact, answer_in(request, asked)), kept)


def taken_back(service: Service, request: Data) -> Data:
    """The interview before its last answer, or before the answer about a fact."""
    kept, state = _resumed(service, request)
    return _step(service, request, back(state, request.get("fact")), kept)


def assessed_so_far(service: Service, request: Data) -> Data:
    """The assessment of what is known so far."""
    _, state = _resumed(service, request)
    return assessment_data(assessment(_spoken(service, request, state)))


def taken_over(service: Service, request: Data) -> Data:
    """An interview taken over by the policy as it is now, and what no longer fits."""
    kept = service.states.find(request["state"])
    found = take_over(kept.text, _policy(service, kept))
    dropped = {"dropped": problems_as_data(found.dropped), "reworded": found.reworded}
    return _step(service, request, found.state, kept) | dropped


def brought_to_day(service: Service, request: Data) -> Data:
    """An interview brought to what the engagement says on a day, and which facts have changed by that."""
    kept, state = _resumed(service, request)
    with placed_under("$.case"):
        found = rebase(state, request["case"], day_in(request))
    changed = {"changed": as_data(found.changed, RESULTS), "dropped": as_data(found.dropped, RESULTS)}
    return _step(service, request, found.state, kept) | changed


def forgotten(service: Service, request: Data) -> Data:
    """Forget an interview."""
    service.states.forget(request["state"])
    return {"forgotten": True}


def _resumed(service: Service, request: Data) -> tuple[KeptInterview, State]:
    kept = service.states.find(request["state"])
    return kept, read_state(kept.text, _policy(service, kept))


def _policy(service: Service, kept: KeptInterview) -> Policy:
    """The policy that an interview names, in its language. What is kept was written here, so that it can be read."""
    saved = json.loads(kept.text)
    return in_language(service.served.named(saved["policy"]["name"]), saved.get(_LANGUAGE) or None)


_LANGUAGE = "language"


def _text(state: State) -> str:
    """An interview as it is kept."""
    language = state.prepared.policy.language
    data = state_data(state) | ({_LANGUAGE: language} if language else {})
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _spoken(service: Service, request: Data, state: State) -> State:
    """The interview in the language that a request asks for, if it does."""
    asked = request.get(_LANGUAGE)
    return state if asked is None else speak(state, told_in(state.prepared.policy, asked).language)


def _step(service: Service, request: Data, state: State, before: KeptInterview) -> Data:
    now = _spoken(service, request, state)
    return _told(now, service.states.keep(_text(now), before))


def _told(state: State, handle: str) -> Data:
    """An interview as a client needs it: its state, the next question, and at the end the assessment."""
    asked = next_question(state)
    if asked is None:
        return {"state": handle, "question": None, "assessment": assessment_data(assessment(state))}
    return {"state": handle, "question": question_data(asked, progress(state)), "assessment": None}
