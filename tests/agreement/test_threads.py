from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import Phase, find, settings

from coach_ethics.deontics.program import lower
from coach_ethics.engines import prepare
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import domain
from coach_ethics.testing.strategies import Sizes, policies


@pytest.fixture(autouse=True)
def _threads_take_turns_often() -> Iterator[None]:
    """What two threads may do in between each other's steps, they do: by default a turn lasts five milliseconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def entangled() -> Policy:
    wide = Sizes(facts=6, concepts=4, norms=10)
    generated = settings(database=None, phases=[Phase.generate], max_examples=2000)
    return find(policies(wide), lambda policy: len(policy.norms) > 4, settings=generated)


def test_eight_threads_get_the_same_answers_as_one(engine: str) -> None:
    """One preparation, shared by eight threads that ask at once, 200 questions each."""
    policy = entangled()
    program = lower(policy)
    drawn = random.Random(8)
    asked = [
        Situation({fact.name: drawn.choice((None, *domain(fact.type))) for fact in policy.vocabulary})
        for _ in range(200)
    ]
    meaning = [evaluate(program, situation) for situation in asked]
    evaluator = prepare(engine, program)

    def answers(turn: int) -> list[dict[str, bool | None]]:
        return [dict(evaluator(asked[(at + turn * 25) % 200])) for at in range(200)]

    with ThreadPoolExecutor(8) as pool:
        for turn, found in enumerate(pool.map(answers, range(8))):
            assert found == [meaning[(at + turn * 25) % 200] for at in range(200)]
