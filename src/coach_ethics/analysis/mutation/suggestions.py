"""The scenarios that would kill the mutants that survived: each once, with a sentence for a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import evolve, frozen

from coach_ethics.analysis.mutation.mutants import Mutant
from coach_ethics.analysis.mutation.mutate import Result, Survived
from coach_ethics.analysis.proofs.wording import course_words, sentence_list
from coach_ethics.findings import Status
from coach_ethics.model.policy import Expectation, Policy, Scenario, named
from coach_ethics.model.vocabulary import Fact, Value, value_text


@frozen
class Suggestion:
    """A scenario that the policy passes, and the mutants that would be killed by it."""

    scenario: Scenario
    kills: tuple[Mutant, ...]


def suggestions(results: Iterable[Result], policy: Policy) -> tuple[Suggestion, ...]:
    """What would kill the mutants that survived. No two scenarios are alike, and none has a name that is taken."""
    found: dict[Scenario, list[Mutant]] = {}
    for result in results:
        if isinstance(result.fate, Survived):
            found.setdefault(evolve(result.fate.scenario, name=""), []).append(result.mutant)
    taken = {scenario.name for scenario in policy.scenarios}
    made = []
    for scenario, kills in found.items():
        name = next(each for each in _numbered(sentence(scenario, policy)) if each not in taken)
        taken.add(name)
        made.append(Suggestion(evolve(scenario, name=name), tuple(kills)))
    return tuple(made)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name} ({number})"


def sentence(scenario: Scenario, policy: Policy) -> str:
    """What a scenario claims, as a sentence that an expert can dispute."""
    facts = (_fact(policy.vocabulary[name], value) for name, value in scenario.given if value is not None)
    where = sentence_list(list(facts))
    claimed = _claimed(scenario.expect, policy)
    return f"{claimed}, where {where}" if where else claimed


def _fact(fact: Fact, value: Value) -> str:
    means = fact.means or fact.name
    match value:  # open: the values of facts, by their Python types
        case True:
            return fact.said or means
        case False:
            return fact.said_not or f"it is not so that {means}"
        case _:
            shown = value_text(value).replace("_", " ")
            return fact.said.replace("{}", shown) if "{}" in fact.said else f"{means} is {shown}"


def _claimed(expect: Expectation, policy: Policy) -> str:
    """What is expected: a status, a dilemma, the choices, or a norm's being in force."""
    for status, acts in expect.statuses:
        for act in acts:
            return _status(status, _act(act, policy))
    for coupled, otherwise in ((expect.required_with, "must"), (expect.forbidden_with, "must not")):
        for act, others in coupled or ():
            also = sentence_list([_act(each, policy) for each in others])
            said = f"you {otherwise} {also}" if others else "nothing must go with it, or be left out with it"
            return f"if you {_act(act, policy)}, {said}"
    for status, acts in expect.presumed or ():
        for act in acts:
            return f"it is presumed that {_status(status, _act(act, policy))}"
    if expect.choices is not None:
        return f"the choice is {' or '.join(map(course_words, sorted(map(sorted, expect.choices))))}"
    for verb, told in (
        ("should", expect.advised),
        ("should not", expect.advised_against),
        ("needn't", expect.exempt),
    ):
        for act in told or ():
            return f"you {verb} {_act(act, policy)}"
        if told is not None:
            return f"nothing is said that you {verb} do"
    for words, norms in (("is in force", expect.in_force), ("is not in force", expect.not_in_force)):
        for norm in norms or ():
            return f"norm `{norm}` {words}"
    for words, notices in (("is shown", expect.notices), ("isn't shown", expect.no_notices)):
        for notice in notices or ():
            return f"notice `{notice}` {words}"
    return "there is a dilemma"


def _act(name: str, policy: Policy) -> str:
    means = named(policy.acts)[name].means.rstrip(".")
    return means[:1].lower() + means[1:] if means else name.replace("_", " ")


def _status(status: Status, act: str) -> str:
    match status:
        case Status.REQUIRED:
            return f"you must {act}"
        case Status.FORBIDDEN:
            return f"you must not {act}"
        case Status.PERMITTED:
            return f"you may {act}"
        case Status.UNREGULATED:
            return f"nothing is said on whether you may {act}"
        case Status.UNDETERMINED:
            return f"it is still open whether you may {act}"
        case Status.DILEMMA:
            return f"it is a dilemma whether to {act}"
        case _:
            assert_never(status)
