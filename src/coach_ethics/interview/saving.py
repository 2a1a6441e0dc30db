"""Interviews saved as JSON between two questions, and resumed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, prepared_again
from coach_ethics.interview.parts import digests, parts_changed
from coach_ethics.interview.state import Answered, State, identity
from coach_ethics.model.digest import wording_digest
from coach_ethics.model.meaning import parts_with_meaning
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, Vocabulary, belongs, expected, value_text
from coach_ethics.problems import CaseProblems, Problem, quoted


@takes(state=State)
def state_json(state: State) -> str:
    """An interview as JSON on one line: small enough for a cookie, and complete enough to resume.

    >>> from coach_ethics import load_policy
    >>> from coach_ethics.interview import begin_interview, read_state, state_json
    >>> state = begin_interview("collusion")
    >>> read_state(state_json(state), load_policy("collusion")) == state
    True
    """
    wording, parts = _written(state.prepared.policy)
    identity_ = {"name": state.policy.name, "version": state.policy.version, "digest": state.policy.digest}
    data = {
        "policy": {**identity_, "wording": wording},
        "parts": parts,
        "engine": state.prepared.engine,
        "about": list(state.about),
        "given": dict(state.given.values),
        "answers": [[each.fact, each.value] for each in state.answers],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def _written(policy: Policy) -> tuple[str, Mapping[str, str]]:
    """What is stored of a policy with every question: the digest of its wording, and those of its parts."""
    return wording_digest(policy), digests(policy)


@takes(text=str, policy=Policy)
def read_state(text: str, policy: Policy) -> State:
    """The interview that `state_json` wrote, given the policy that it was begun with; its wording may have changed.

    Raises CaseProblems: I103 where the text is not a saved interview; I104 where it was begun with another policy, or
    with a version of this one that has another meaning, naming the facts, constraints, parameters, concepts, acts or
    norms that have changed; I105 for answers that no longer fit. `take_over` then continues with what still fits.

    >>> from coach_ethics import CaseProblems, load_policy
    >>> from coach_ethics.interview import begin_interview, read_state, state_json
    >>> try:
    ...     read_state("{}", load_policy("collusion"))
    ... except CaseProblems as refused:
    ...     refused.problems[0].code
    'I103'
    """
    saved = _saved(text)
    ready = prepared_again(policy, saved.engine)
    if saved.digest != ready.digest or saved.name != policy.name:
        raise CaseProblems(_changed(saved, ready))
    misfits = [*_misfits(saved, ready.policy.vocabulary), *_gone(saved, ready.policy)]
    if misfits:
        # What the policy mentions is the same, so the text was tampered with; what it doesn't mention can have
        # changed in the vocabulary.
        raise CaseProblems(misfits if _fits_what_is_mentioned(saved, policy) else [_not_a_state(), *misfits])
    return State(identity(ready), saved.about, Situation(saved.given), saved.answers, ready)


@frozen
class TakenOver:
    """An interview resumed with another version of its policy: its state now, and what had to be `dropped`.

    `reworded` says that this version has the same meaning in another form: in other words, or with other claims,
    examples or another order of questions.

    >>> from coach_ethics import load_policy
    >>> from coach_ethics.interview import begin_interview, state_json, take_over
    >>> take_over(state_json(begin_interview("collusion")), load_policy("collusion")).dropped
    ()
    """

    state: State
    dropped: tuple[Problem, ...]
    reworded: bool


@takes(text=str, policy=Policy)
def take_over(text: str, policy: Policy) -> TakenOver:
    """Resume an interview that was begun with another version of the policy: what still fits is kept.

    `dropped` lists each answer, and each act asked about, that no longer fits (I105).

    Raises CaseProblems: I103 where the text is not a saved interview, I104 where it was begun with a policy of another
    name.

    >>> from coach_ethics import load_policy
    >>> from coach_ethics.interview import begin_interview, state_json, take_over
    >>> saved = state_json(begin_interview("collusion", given={"block.named": True}))
    >>> take_over(saved, load_policy("collusion")).state.given["block.named"]
    True
    """
    saved = _saved(text)
    ready = prepared_again(policy, saved.engine)
    if saved.name != policy.name:
        raise CaseProblems([_another(saved, policy)])
    acts = tuple(act.name for act in policy.acts)
    about = tuple(act for act in saved.about if act in acts) or policy.dialogue_about or acts
    given = {fact: value for fact, value in saved.given.items() if _fits(fact, value, policy.vocabulary)}
    answers = tuple(each for each in saved.answers if _fits(each.fact, each.value, policy.vocabulary))
    state = State(identity(ready), about, Situation(given), answers, ready)
    reworded = saved.digest == ready.digest and saved.wording != _written(policy)[0]
    return TakenOver(state, (*_misfits(saved, policy.vocabulary), *_gone(saved, policy)), reworded)


class _Saved:
    """A saved interview, read but not yet checked against a policy."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        kept = (_text(data["policy"][key]) for key in ("name", "version", "digest", "wording"))
        self.name, self.version, self.digest, self.wording = kept
        self.parts = {_text(kind): _text(digests) for kind, digests in data["parts"].items()}
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
    return Problem("I103", "this is not an interview saved by `state_json`", help="begin a new one")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _plain(value: object) -> Value | None:
    if value is not None and not isinstance(value, bool | int | str):
        raise TypeError
    return value


def _changed(saved: _Saved, ready: Prepared) -> list[Problem]:
    """I104, with the answers that no longer fit (I105)."""
    policy = ready.policy
    if saved.name != policy.name:
        return [_another(saved, policy)]
    begun, now = _shown(saved.name, saved.version), _shown(policy.name, policy.version)
    since = f"; now it is {now}" if saved.version != policy.version else ", though its version is the same"
    said = f"this interview was begun with {begun}, which has changed since{since}; {_what_changed(saved, policy)}"
    help_ = "continue with what still fits, using `take_over`, or begin a new one"
    return [Problem("I104", said, help=help_), *_misfits(saved, policy.vocabulary), *_gone(saved, policy)]


def _another(saved: _Saved, policy: Policy) -> Problem:
    begun, now = _shown(saved.name, saved.version), _shown(policy.name, policy.version)
    return Problem("I104", f"this interview was begun with the policy {begun}, not with {now}")


def _shown(name: str, version: str) -> str:
    return f"`{quoted(f'{name} {version}'.strip())}`"


def _what_changed(saved: _Saved, policy: Policy) -> str:
    changes = list(parts_changed(saved.parts, policy))
    told = [f"{each.kind} `{name}`" for each in changes for name in each.new]
    gone = [_counted(each.gone - len(each.new), each.kind) for each in changes if each.gone > len(each.new)]
    parts = [
        *([f"new or changed: {_listed(told)}"] if told else []),
        *([f"removed: {_listed(gone)}"] if gone else []),
    ]
    return "; ".join(parts) or "its demands have changed"


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind}{'' if number == 1 else 's'}"


def _listed(words: list[str]) -> str:
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return ", ".join(words[:_MOST_NAMED]) + more


_MOST_NAMED = 8
"""How many changes of a policy are named."""


def _misfits(saved: _Saved, vocabulary: Vocabulary) -> Iterator[Problem]:
    for fact, value in saved.values():
        if fact not in vocabulary:
            yield Problem("I105", f"the fact `{quoted(fact)}` no longer exists", path=f"$.{quoted(fact)}")
        elif not _fits(fact, value, vocabulary):
            takes = expected(vocabulary[fact].type)
            shown = quoted(value_text(value))
            yield Problem("I105", f"`{shown}` is no longer a value of `{fact}`; expected {takes}", path=f"$.{fact}")


def _fits_what_is_mentioned(saved: _Saved, policy: Policy) -> bool:
    mentioned = {fact.name for fact in parts_with_meaning(policy)["fact"]}
    values = ((fact, value) for fact, value in saved.values() if fact in mentioned)
    fit = all(_fits(fact, value, policy.vocabulary) for fact, value in values)
    return fit and not any(_gone(saved, policy))


def _gone(saved: _Saved, policy: Policy) -> Iterator[Problem]:
    acts = {act.name for act in policy.acts}
    yield from (Problem("I105", f"the act `{quoted(act)}` no longer exists") for act in saved.about if act not in acts)


def _fits(fact: str, value: Value | None, vocabulary: Vocabulary) -> bool:
    return fact in vocabulary and (value is None or belongs(value, vocabulary[fact].type))
