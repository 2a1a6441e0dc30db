"""Interviews over requests: each step reads the interview, takes it on, and keeps it again."""

from __future__ import annotations

import json

from coach_ethics.interview.question import answer, next_question, progress
from coach_ethics.interview.rebasing import rebase
from coach_ethics.interview.saving import read_state, state_json, take_over
from coach_ethics.interview.state import State, assessment, back, begin_interview
from coach_ethics.interview.telling import amend, tell
from coach_ethics.language.data import Data, as_data
from coach_ethics.model.policy import Policy
from coach_ethics.render.json import assessment_data, question_data
from coach_ethics.render.result_forms import RESULTS
from coach_ethics.service.answers import day_in, placed_under, problems_as_data
from coach_ethics.service.service import Service
from coach_ethics.service.states import KeptInterview


def begin(service: Service, request: Data) -> Data:
    """Begin an interview: its state and the first question."""
    day = day_in(request)
    policy = service.served.named(request["policy"], day)
    with placed_under("$.given"):
        state = begin_interview(policy, request.get("about"), request.get("given"), on=day)
    return _step(service, state)


def question(service: Service, request: Data) -> Data:
    """The question of an interview, once more."""
    kept, state = _resumed(service, request)
    return _told(state, kept.handle)


def answered(service: Service, request: Data) -> Data:
    """The interview with the answer to its question."""
    kept, state = _resumed(service, request)
    return _step(service, answer(state, request["fact"], request.get("value")), kept)


def told(service: Service, request: Data) -> Data:
    """The interview with facts that were told of their own accord."""
    kept, state = _resumed(service, request)
    with placed_under("$.facts"):
        now = tell(state, request["facts"])
    return _step(service, now, kept)


def amended(service: Service, request: Data) -> Data:
    """The interview with an earlier answer as it really is."""
    kept, state = _resumed(service, request)
    return _step(service, amend(state, request["fact"], request.get("value")), kept)


def taken_back(service: Service, request: Data) -> Data:
    """The interview before its last answer."""
    kept, state = _resumed(service, request)
    return _step(service, back(state), kept)


def assessed_so_far(service: Service, request: Data) -> Data:
    """The assessment of what is known so far."""
    _, state = _resumed(service, request)
    return assessment_data(assessment(state))


def resumed(service: Service, request: Data) -> Data:
    """An interview taken over by the policy as it is now, and what no longer fits."""
    kept = service.states.find(request["state"])
    found = take_over(kept.text, _policy(service, kept))
    dropped = {"dropped": problems_as_data(found.dropped), "reworded": found.reworded}
    return _step(service, found.state, kept) | dropped


def brought_to_day(service: Service, request: Data) -> Data:
    """An interview brought to what the engagement says on a day, and which facts have changed by that."""
    kept, state = _resumed(service, request)
    with placed_under("$.case"):
        found = rebase(state, request["case"], day_in(request))
    changed = {"changed": as_data(found.changed, RESULTS), "dropped": as_data(found.dropped, RESULTS)}
    return _step(service, found.state, kept) | changed


def forgotten(service: Service, request: Data) -> Data:
    """Forget an interview."""
    service.states.forget(request["state"])
    return {"forgotten": True}


def _resumed(service: Service, request: Data) -> tuple[KeptInterview, State]:
    kept = service.states.find(request["state"])
    return kept, read_state(kept.text, _policy(service, kept))


def _policy(service: Service, kept: KeptInterview) -> Policy:
    """The policy that an interview names. What is kept was written here, so that it can be read."""
    return service.served.named(json.loads(kept.text)["policy"]["name"])


def _step(service: Service, state: State, before: KeptInterview | None = None) -> Data:
    return _told(state, service.states.keep(state_json(state), before))


def _told(state: State, handle: str) -> Data:
    """An interview as a client needs it: its state, the next question, and at the end the assessment."""
    asked = next_question(state)
    if asked is None:
        return {"state": handle, "question": None, "assessment": assessment_data(assessment(state))}
    return {"state": handle, "question": question_data(asked, progress(state)), "assessment": None}
