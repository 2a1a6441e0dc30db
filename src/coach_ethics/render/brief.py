"""An assessment in brief: what a language model, or a small screen, needs of it; with words beside names on request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.findings import Status
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, as_data
from coach_ethics.render.names import words_of

MOST_QUESTIONS = 3
"""How many questions are named: the most decisive ones."""


@frozen
class Brief:
    """What an assessment says, by names alone.

    `acts` are the acts by status, each with the norms that make it required or forbidden. What must go with an act
    that is open is under `only_with`, what mustn't under `never_with`. `choices` meet every norm; `open_choices` may
    still be ruled out by norms of which it isn't known whether they are in force. In a dilemma, `conflicts` are the
    smallest sets of norms that conflict. `judgements` are the coach's own on which something rests. `presumed` are the
    statuses that acts have on the policy's presumptions. `ask` are the questions about unknown facts that matter most,
    and `not_asked` is how many there are beyond.
    """

    policy: str
    on: date | None
    notices: tuple[str, ...]
    acts: Mapping[Status, Mapping[str, tuple[str, ...]]]
    advised: tuple[str, ...]
    advised_against: tuple[str, ...]
    only_with: Mapping[str, tuple[str, ...]]
    never_with: Mapping[str, tuple[str, ...]]
    choices: tuple[frozenset[str], ...]
    open_choices: tuple[frozenset[str], ...]
    conflicts: tuple[frozenset[str], ...]
    unlisted: str
    judgements: tuple[str, ...]
    presumed: Mapping[str, Status]
    ask: Mapping[str, str]
    not_asked: int


def brief(result: Assessment) -> Brief:
    """An assessment in brief."""
    asked = result.questions
    acts = {
        status: {act: tuple(_grounds(act, status, result)) for act, each in result.statuses.items() if each is status}
        for status in Status
    }
    return Brief(
        policy=f"{result.policy.name} {result.policy.version}".strip(),
        on=result.on,
        notices=tuple(each.notice.says for each in result.notices_shown),
        acts={status: norms for status, norms in acts.items() if norms},
        advised=result.advised,
        advised_against=result.advised_against,
        only_with=_companions(result, required=True),
        never_with=_companions(result, required=False),
        choices=tuple(choice.course for choice in result.choices if not choice.open),
        open_choices=tuple(choice.course for choice in result.choices if choice.open),
        conflicts=result.conflicts,
        unlisted=result.unlisted,
        judgements=tuple(sorted({fact for facts in result.judgements.values() for fact in facts})),
        presumed={act: found.finding.status for act, found in result.presumed.acts.items()},
        ask={each.fact: each.ask for each in asked[:MOST_QUESTIONS]},
        not_asked=max(0, len(asked) - MOST_QUESTIONS),
    )


def _grounds(act: str, status: Status, result: Assessment) -> Iterator[str]:
    """The norms that make an act required or forbidden."""
    if status not in {Status.REQUIRED, Status.FORBIDDEN, Status.DILEMMA}:
        return
    grounds = (ground for ground in result.why(act).grounds if ground.truth)
    by_cases = (norm for each in result.by_cases if each.act == act for norm in each.norms)
    norms = (*(each.norm.name for ground in grounds for each in ground.norms), *by_cases)
    yield from dict.fromkeys(norms)


def _companions(result: Assessment, *, required: bool) -> dict[str, tuple[str, ...]]:
    """Of each act that is open, what certainly must go with it, or mustn't."""
    found = {
        act: tuple(each.act for each in told if each.truth and each.required is required and not each.advised)
        for act, told in result.companions.items()
        if result.statuses[act] is not Status.FORBIDDEN
    }
    return {act: others for act, others in found.items() if others}


@takes(result=Assessment, words=bool)
def brief_json(result: Assessment, words: bool = False) -> str:
    """An assessment in brief, as JSON on one line; with `words`, what the names in it mean as well.

    >>> import json
    >>> import coach_ethics as ce
    >>> from coach_ethics.render import brief_json
    >>> json.loads(brief_json(ce.assess({}, "collusion")))["acts"]["forbidden"]["claim_credit"]
    ['no-credit']
    """
    return json.dumps(brief_data(result, words), ensure_ascii=False, separators=(",", ":"))


def brief_data(result: Assessment, words: bool = False) -> Data:
    """An assessment in brief, as plain data."""
    found, policy = brief(result), result.prepared.policy
    norms = {norm for acts in found.acts.values() for behind in acts.values() for norm in behind}
    names = {act.name for act in policy.acts} | norms.union(*found.conflicts) | set(found.judgements)
    said = {"words": words_of(policy, names)} if words else {}
    return {"format": JsonFormat.BRIEF.value, **as_data(found), **said}
