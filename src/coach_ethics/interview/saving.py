"""Interviews saved as JSON between two questions, and resumed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import Prepared, prepared_again
from coach_ethics.interview.contradictions import fitting_together
from coach_ethics.interview.parts import digests, parts_changed
from coach_ethics.interview.state import Answered, State, identity
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, as_data
from coach_ethics.language.policies.rebind import dated
from coach_ethics.language.schema.document import POLICY_ASKED, read_kept
from coach_ethics.language.schema.shapes import DayShape, Key, ListShape, MappingShape, Maybe, Record, Text, ValueShape
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
    return json.dumps(state_data(state), ensure_ascii=False, separators=(",", ":"))


def state_data(state: State) -> Data:
    """An interview as plain data: all that it takes to go on."""
    wording, parts = _written(state.prepared.policy)
    identity_ = {"name": state.policy.name, "version": state.policy.version, "digest": state.policy.digest}
    return {
        "format": JsonFormat.INTERVIEW.value,
        "policy": identity_,
        "wording": wording,
        "parts": dict(parts),
        "engine": state.prepared.engine,
        "about": list(state.about),
        "given": as_data(state.given),
        "answers": as_data(state.answers),
        "on": as_data(state.on),
        "engagement": state.engagement,
    }


@lru_cache(maxsize=64)
def _written(policy: Policy) -> tuple[str, Mapping[str, str]]:
    """What is stored of a policy with every question: the digest of its wording, and those of its parts."""
    as_written = policy.untranslated or policy  # another language is no other wording
    return wording_digest(as_written), digests(as_written)


@takes(text=str, policy=Policy)
def read_state(text: str, policy: Policy) -> State:
    """The interview that `state_json` wrote, given the policy that it was begun with; its wording may have changed.

    Raises CaseProblems: I103 where the text is not a saved interview; I104 where it was begun with another policy, or
    with a version of this one that has another meaning, naming the facts, constraints, parameters, concepts, acts or
    norms that have changed; I105 for answers that no longer fit, F309 and F310 for those that break constraints.
    `take_over` then continues with what still fits.

    >>> from coach_ethics import CaseProblems, load_policy
    >>> from coach_ethics.interview import begin_interview, read_state, state_json
    >>> try:
    ...     read_state("{}", load_policy("collusion"))
    ... except CaseProblems as refused:
    ...     refused.problems[0].code
    'I103'
    """
    saved = _saved(text)
    policy = policy if saved.on is None else dated(policy, saved.on)
    ready = prepared_again(policy, saved.engine)
    if saved.digest != ready.digest or saved.name != policy.name:
        raise CaseProblems(_changed(saved, ready))
    misfits = [*_misfits(saved, ready.policy.vocabulary), *_gone(saved, ready.policy)]
    if misfits:
        # What the policy mentions is the same, so the text was tampered with; what it doesn't mention can have
        # changed in the vocabulary.
        raise CaseProblems(misfits if _fits_what_is_mentioned(saved, policy) else [_not_a_state(), *misfits])
    given = Situation(saved.given)
    state = State(identity(ready), saved.about, given, saved.answers, ready, saved.on, saved.engagement)
    require_possible(state.situation, ready)
    return state


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

    `dropped` lists each answer, and each act asked about, that no longer fits (I105); and each answer by which a
    constraint of this version would be broken (F309, F310).

    Raises CaseProblems: I103 where the text is not a saved interview, I104 where it was begun with a policy of another
    name.

    >>> from coach_ethics import load_policy
    >>> from coach_ethics.interview import begin_interview, state_json, take_over
    >>> saved = state_json(begin_interview("collusion", given={"block.named": True}))
    >>> take_over(saved, load_policy("collusion")).state.given["block.named"]
    True
    """
    saved = _saved(text)
    policy = policy if saved.on is None else dated(policy, saved.on)
    ready = prepared_again(policy, saved.engine)
    if saved.name != policy.name:
        raise CaseProblems([_another(saved, policy)])
    acts = tuple(act.name for act in policy.acts)
    about = tuple(act for act in saved.about if act in acts) or policy.dialogue_about or acts
    said = (Answered(fact, value) for fact, value in saved.values() if _fits(fact, value, policy.vocabulary))
    kept, impossible = fitting_together(Situation(), said, ready)
    given = Situation({each.fact: each.value for each in kept if each.fact in saved.given})
    answers = tuple(each for each in kept if each.fact not in saved.given)
    state = State(identity(ready), about, given, answers, ready, saved.on, saved.engagement)
    reworded = saved.digest == ready.digest and saved.wording != _written(policy)[0]
    return TakenOver(state, (*_misfits(saved, policy.vocabulary), *_gone(saved, policy), *impossible), reworded)


_VALUE = ValueShape(free=True)
SAVED = Record(
    "the interview",
    (
        Key("policy", POLICY_ASKED, "the policy that it was begun with", required=True),
        Key("wording", Text(), "the digest of the policy's wording", required=True),
        Key("parts", MappingShape(Text(), Text()), "digests of the policy's parts, by kind", required=True),
        Key("engine", Text(), "the engine that answers", required=True),
        Key("about", ListShape(Text(), least=1), "the acts that it is to determine", required=True),
        Key("given", MappingShape(Text(), _VALUE), "the facts that were given before it", required=True),
        Key(
            "answers",
            ListShape(
                Record(
                    "an answer",
                    (
                        Key("fact", Text(), "the fact that was asked for", required=True),
                        Key("value", Maybe(_VALUE), "its value; left out or null: not known"),
                    ),
                    open=True,
                )
            ),
            "the answers so far",
            required=True,
        ),
        Key("on", Maybe(DayShape()), "the day that it is about"),
        Key("engagement", Maybe(Text()), "the digest of the engagement that it was begun with"),
    ),
    means="An interview between two questions.",
    open=True,
)
"""The layout of a saved interview."""


@frozen
class _Saved:
    """A saved interview, read but not yet checked against a policy."""

    name: str
    version: str
    digest: str
    wording: str
    parts: Mapping[str, str]
    engine: str
    about: tuple[str, ...]
    given: Mapping[str, Value | None]
    answers: tuple[Answered, ...]
    on: date | None
    engagement: str | None

    def values(self) -> Iterator[tuple[str, Value | None]]:
        """Everything that was given and answered."""
        yield from self.given.items()
        yield from ((each.fact, each.value) for each in self.answers)


def _saved(text: str) -> _Saved:
    kept = read_kept(text, JsonFormat.INTERVIEW, SAVED, _not_a_state())
    answers = tuple(Answered(each["fact"], each.get("value")) for each in kept["answers"])
    asked, about = kept["policy"], tuple(kept["about"])
    saved = _Saved(
        asked["name"],
        asked["version"],
        asked["digest"],
        kept["wording"],
        kept["parts"],
        kept["engine"],
        about,
        kept["given"],
        answers,
        date.fromisoformat(kept["on"]) if kept.get("on") else None,
        kept.get("engagement"),
    )
    facts = [fact for fact, _ in saved.values()]
    twice = [fact for fact, count in Counter(facts).items() if count > 1]
    if twice:
        told = (Problem("I103", f"`{quoted(fact)}` is answered twice", path="$.answers") for fact in twice)
        raise CaseProblems([_not_a_state(), *told])
    return saved


def _not_a_state() -> Problem:
    return Problem("I103", "this is not an interview saved by `state_json`", help="begin a new one")


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
