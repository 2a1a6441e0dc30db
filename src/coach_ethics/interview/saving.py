"""An interview kept between two questions, as JSON, and taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import Value, Vocabulary, belongs, expected
from coach_ethics.interview.state import Answered, State, identity
from coach_ethics.ir.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, quoted


def state_json(state: State) -> str:
    """An interview as JSON on one line: small enough for a cookie, and all that it takes to go on."""
    data = {
        "policy": {"name": state.policy.name, "version": state.policy.version, "digest": state.policy.digest},
        "engine": state.prepared.engine,
        "about": list(state.about),
        "given": dict(state.given.values),
        "answers": [[each.fact, each.value] for each in state.answers],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_state(text: str, policy: Policy) -> State:
    """The interview that `state_json` wrote, given the policy that it was begun with.

    Raises CaseProblems: I103 where the text is no such JSON, I104 where it was begun with another policy, or with
    another version of this one, which also says what has changed: facts and acts that are gone, or take other values
    (I105), or else the norms. `take_over` then goes on with what still fits.
    """
    saved = _saved(text)
    ready = prepared(policy, saved.engine)
    if saved.digest != ready.digest:
        raise CaseProblems(_changed(saved, ready))
    misfits = [*_misfits(saved, ready.policy.vocabulary), *_gone(saved, ready.policy)]
    if misfits:
        # The policy is the same, so it is the text that was tampered with.
        raise CaseProblems([_not_a_state(), *misfits])
    return State(identity(ready), saved.about, Situation(saved.given), saved.answers, ready)


def take_over(text: str, policy: Policy) -> State:
    """An interview begun with another version of a policy, taken up with this one: what still fits is kept.

    Raises CaseProblems (I103) where the text is no saved interview.
    """
    saved = _saved(text)
    ready = prepared(policy, saved.engine)
    acts = tuple(act.name for act in policy.acts)
    about = tuple(act for act in saved.about if act in acts) or policy.dialogue_about or acts
    given = {fact: value for fact, value in saved.given.items() if _fits(fact, value, policy.vocabulary)}
    answers = tuple(each for each in saved.answers if _fits(each.fact, each.value, policy.vocabulary))
    return State(identity(ready), about, Situation(given), answers, ready)


class _Saved:
    """A saved interview, read but not yet held against a policy."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.name, self.version, self.digest = (_text(data["policy"][key]) for key in ("name", "version", "digest"))
        self.engine = _text(data["engine"])
        self.about = tuple(map(_text, data["about"]))
        self.given: dict[str, Value | None] = {_text(fact): _plain(value) for fact, value in data["given"].items()}
        self.answers = tuple(Answered(_text(fact), _plain(value)) for fact, value in data["answers"])
        facts = [*self.given, *(each.fact for each in self.answers)]
        if len(facts) != len(set(facts)) or None in self.given.values() or not self.about:
            raise ValueError

    def values(self) -> Iterator[tuple[str, Value | None]]:
        """Everything that was given and answered."""
        yield from self.given.items()
        yield from ((each.fact, each.value) for each in self.answers)


def _saved(text: str) -> _Saved:
    try:
        return _Saved(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CaseProblems([_not_a_state()]) from None


def _not_a_state() -> Problem:
    return Problem("I103", "this is not an interview as `state_json` writes it", help="begin a new one")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _plain(value: object) -> Value | None:
    if value is not None and not isinstance(value, bool | int | str):
        raise TypeError
    return value


def _changed(saved: _Saved, ready: Prepared) -> list[Problem]:
    """I104, with what has changed (I105)."""
    policy = ready.policy
    begun = f"`{quoted(saved.name)} {quoted(saved.version)}`".replace(" `", "`")
    now = f"`{policy.name} {policy.version}`".replace(" `", "`")
    if saved.name != policy.name:
        return [Problem("I104", f"this interview was begun with the policy {begun}, not with {now}")]
    changes = [*_misfits(saved, policy.vocabulary), *_gone(saved, policy)]
    what = "" if changes else "; no fact or act of this interview has changed, but its norms or concepts have"
    said = f"this interview was begun with {begun}, which has changed since; now it is {now}{what}"
    help_ = "go on with what still fits, by `take_over`, or begin a new one"
    return [Problem("I104", said, help=help_), *changes]


def _misfits(saved: _Saved, vocabulary: Vocabulary) -> Iterator[Problem]:
    for fact, value in saved.values():
        if fact not in vocabulary:
            yield Problem("I105", f"there is no fact `{quoted(fact)}` any more", path=f"$.{quoted(fact)}")
        elif not _fits(fact, value, vocabulary):
            takes = expected(vocabulary[fact].type)
            shown = quoted(json.dumps(value) if isinstance(value, bool) else str(value))
            yield Problem("I105", f"`{fact}` doesn't take `{shown}` any more; it takes {takes}", path=f"$.{fact}")


def _gone(saved: _Saved, policy: Policy) -> Iterator[Problem]:
    acts = {act.name for act in policy.acts}
    yield from (Problem("I105", f"there is no act `{quoted(act)}` any more") for act in saved.about if act not in acts)


def _fits(fact: str, value: Value | None, vocabulary: Vocabulary) -> bool:
    return fact in vocabulary and (value is None or belongs(value, vocabulary[fact].type))
