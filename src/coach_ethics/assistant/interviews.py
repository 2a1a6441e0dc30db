"""Interviews of one conversation, under short names: a model copies a short name faithfully, and a long text not."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from coach_ethics.assistant.answers import assessment_answer, derived_answer
from coach_ethics.interview.question import next_question, progress
from coach_ethics.interview.state import State, assessment, begin_interview, speak, without
from coach_ethics.interview.telling import tell
from coach_ethics.language.data import Data
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.render.json import question_data
from coach_ethics.service.catalogue import told_in

MOST = 100
"""The most interviews that are remembered; the oldest ones are forgotten first."""


@define
class Interviews:
    """The interviews of one server: it has one client, so they end with it."""

    states: dict[str, State] = field(factory=dict)
    begun: int = 0

    def begin(self, policy: Policy, about: list[str] | None) -> str:
        """Begin an interview; its name."""
        state = begin_interview(policy, about)
        self.begun += 1
        name = f"interview-{self.begun}"
        self.states[name] = state
        if len(self.states) > MOST:
            del self.states[next(iter(self.states))]
        return name

    def of(self, name: str) -> State:
        """The interview of a name. Raises CaseProblems (W104)."""
        if name not in self.states:
            message = f"there is no interview `{quoted(name)}`"
            help_ = "call `next_question` without `interview` to begin one"
            raise CaseProblems([Problem("W104", message, help=help_, path="$.interview")])
        return self.states[name]

    def speak(self, name: str, language: str) -> None:
        """Go on in another language. Raises CaseProblems where there is no catalogue in it (M301, M303)."""
        state = self.of(name)
        self.states[name] = speak(state, told_in(state.prepared.policy, language).language)

    def tell(self, name: str, facts: Mapping[str, Value | None]) -> None:
        """Take facts into an interview, whether or not they were asked for; None: asked for, and not known."""
        self.states[name] = told(self.of(name), facts)

    def next_step(self, name: str) -> Data:
        """The next question; where none is left, what is derived."""
        state = self.of(name)
        question, result = next_question(state), assessment(state)
        if question is None:
            return {"interview": name, "finished": True, **assessment_answer(result)}
        asked = question_data(question, progress(state))
        kept = ("fact", "text", "help", "type", "options", "judgement", "notices", "presumes", "progress")
        brief = {key: asked[key] for key in kept if key in asked}
        return {"interview": name, "finished": False, **derived_answer(result, {"question": brief})}


def told(state: State, facts: Mapping[str, Value | None]) -> State:
    """The interview with these facts, said for the first time or otherwise than before. Raises what `tell` does."""
    for fact in facts:
        state = without(state, fact)
    return tell(state, facts)
