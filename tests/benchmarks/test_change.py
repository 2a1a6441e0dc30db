"""How long the questions of what would change take on the core policies; run with `pytest tests/benchmarks -s`.

Each question is asked of every act, in situations with all facts known (scenarios of the policy, those with a dilemma
first, and every other fact drawn so that no constraint is broken) and in one with none known. The diagrams are made
before. What counts is the least of a few repetitions, since other processes only ever add to it; the bound is on the
99th of a hundred such times. Ways too many to list (A102) are a failure, also where nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from random import Random
from statistics import median, quantiles
from time import perf_counter

import pytest
from tests.counting import Counted

from coach_ethics.assessment.act_diagram import constraints_that_hold
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.relevance import relevance
from coach_ethics.findings import Status
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain

MOST_MILLISECONDS = 50
REPETITIONS = 3
SITUATIONS = 6
POLICIES = ("confidentiality", "collusion", "withdrawal", "essay")

BY_ACT: dict[str, Callable[[Assessment, str], object]] = {
    "what_would_allow": Assessment.what_would_allow,
    "what_would_forbid": Assessment.what_would_forbid,
    "what_would_determine": Assessment.what_would_determine,
    **{
        f"changes to {status}": partial(lambda status, found, act: found.changes(act, status), status)
        for status in Status
        if status is not Status.UNDETERMINED
    },
    "necessary": Assessment.necessary,
    "sufficient": Assessment.sufficient,
    "judge": lambda found, act: found.judge({act}),
}
OF_ALL: dict[str, Callable[[Assessment], object]] = {
    "trade-offs, with the assessment": lambda found: assess_prepared(found.prepared, found.situation).trade_offs,
    "questions": lambda found: found.questions,
    "relevance": lambda found: relevance(found.prepared, found.situation),
}


def _known(ready: Prepared) -> list[Assessment]:
    """Scenarios of the policy, with all other facts known too."""
    scenarios = sorted(ready.policy.scenarios, key=lambda each: not each.expect.dilemma)
    cases = [_completed(ready, dict(each.given), Random(number)) for number, each in enumerate(scenarios)]
    return [assess_prepared(ready, case) for case in cases if case is not None][:SITUATIONS]


def _completed(ready: Prepared, given: dict[str, Value | None], random: Random, tries: int = 300) -> Situation | None:
    for _ in range(tries):
        drawn = {fact.name: random.choice(domain(fact.type)) for fact in ready.policy.vocabulary}
        case = Situation({**drawn, **given})
        if len(constraints_that_hold(ready, case, ready.evaluate(case))) == len(ready.policy.constraints):
            return case
    return None


def _milliseconds(work: Callable[[], object]) -> float:
    """The least of a few repetitions, after a first time that makes the diagrams."""
    times = []
    for _ in range(REPETITIONS + 1):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return min(times[1:])


@cache
def _cases(policy: str, known: bool) -> tuple[Assessment, ...]:
    ready = prepared(policy)
    return tuple(_known(ready)) if known else (assess_prepared(ready, Situation()),)


def _times(policy: str, name: str, known: bool) -> list[float]:
    works: list[Callable[[], object]] = []
    for found in _cases(policy, known):
        if name in OF_ALL:
            works.append(partial(OF_ALL[name], found))
        else:
            works += [partial(BY_ACT[name], found, act) for act in found.findings]
    return [_milliseconds(work) for work in works]


@pytest.mark.parametrize("known", [True, False], ids=["all facts known", "no fact known"])
@pytest.mark.parametrize("name", [*BY_ACT, *OF_ALL])
@pytest.mark.parametrize("policy", POLICIES)
def test_what_would_change_is_answered_at_once(policy: str, name: str, known: bool, counted: Counted) -> None:
    """In 99 of 100 cases where all facts are known; on the median, where none is."""
    assert not known or len(_cases(policy, known)) >= SITUATIONS / 2, "enough scenarios can be completed"
    times = _times(policy, name, known)
    middle, most = median(times), quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
    facts = "all" if known else "none"
    counted(f"{policy:16} {facts:5} {name:32}", f"{middle:8.2f} {most:8.2f} ms, median and p99 of {len(times)}")
    assert (most if known else middle) <= MOST_MILLISECONDS
