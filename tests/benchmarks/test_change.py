"""How long the questions of what would change take on the essay's policy; run with `pytest tests/benchmarks`.

Each is asked of every act in a situation with all facts known (of those that are open, in one with none known), after
a first time that makes the diagrams. The bound is on the median over the acts and the repetitions; the figures are
printed with `-s`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import pytest

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.relevance import relevance
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import domain

MOST_MILLISECONDS = 50
REPETITIONS = 5

BY_ACT: dict[str, Callable[[Assessment, str], object]] = {
    "what_would_allow": Assessment.what_would_allow,
    "what_would_forbid": Assessment.what_would_forbid,
    "what_would_settle": Assessment.what_would_settle,
    "necessary": Assessment.necessary,
    "sufficient": Assessment.sufficient,
    "judge": lambda found, act: found.judge({act}),
}


def _known() -> Assessment:
    """The end of the road, with neither permission nor a contract that foresaw it, and every other fact known too."""
    ready = prepared("essay")
    scenario = next(
        each for each in ready.policy.scenarios if each.name.startswith("the end of the road, with neither")
    )
    values = {fact.name: domain(fact.type)[0] for fact in ready.policy.vocabulary}
    return assess_prepared(ready, Situation({**values, **dict(scenario.given)}))


def _unknown() -> Assessment:
    return assess_prepared(prepared("essay"), Situation())


def _milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


@pytest.mark.parametrize("known", [True, False], ids=["all facts known", "no fact known"])
@pytest.mark.parametrize("name", BY_ACT)
def test_what_is_asked_of_one_act_is_answered_at_once(name: str, known: bool) -> None:
    found = _known() if known else _unknown()
    times = []
    for act in found.findings:
        BY_ACT[name](found, act)
        times += [_milliseconds(partial(BY_ACT[name], found, act)) for _ in range(REPETITIONS)]
    print(f"\n{name}: median {median(times):.2f} ms, most {max(times):.1f} ms")
    assert median(times) <= MOST_MILLISECONDS


@pytest.mark.parametrize("known", [True, False], ids=["all facts known", "no fact known"])
def test_what_matters_to_every_act_is_told_at_once(known: bool) -> None:
    found = _known() if known else _unknown()
    for name, work in (
        ("relevance", lambda: relevance(found.prepared, found.situation)),
        ("questions", lambda: found.questions),
    ):
        first = _milliseconds(work)
        times = [_milliseconds(work) for _ in range(3 * REPETITIONS)]
        print(f"\n{name}: first {first:.0f} ms, then median {median(times):.1f} ms")
        assert median(times) <= MOST_MILLISECONDS
