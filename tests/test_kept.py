"""What is kept is worked out once, whoever asks, and what is asked about can still go."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from attrs import field, frozen

import coach_ethics as ce
from coach_ethics.deontics.program import Program, lower
from coach_ethics.kept import Kept, kept, kept_with_first
from coach_ethics.model.policy import Policy


@frozen(eq=False)
class Keeping:
    kept: Kept = field(factory=dict)


def test_of_eight_threads_that_ask_the_same_one_works_it_out() -> None:
    ready, asked = Barrier(8), list[int]()
    begun, may_end = Event(), Event()

    @kept(8)
    def slow(number: int) -> int:
        asked.append(number)
        begun.set()
        may_end.wait(10)
        return number + 1

    def one(_: int) -> int:
        ready.wait()
        return slow(4)

    with ThreadPoolExecutor(9) as pool:
        found = [pool.submit(one, each) for each in range(8)]
        begun.wait(10)
        pool.submit(may_end.set)
        assert [each.result() for each in found] == [5] * 8
    assert asked == [4]


def test_what_is_kept_with_something_is_worked_out_once_for_each() -> None:
    asked = list[object]()

    @kept_with_first(8)
    def twice(of: Keeping, number: int) -> int:
        asked.append(of)
        return 2 * number

    one, other = Keeping(), Keeping()
    assert [twice(one, 3), twice(one, 3), twice(other, 3), twice(one, 4)] == [6, 6, 6, 8]
    assert asked == [one, other, one]


def test_what_raises_is_asked_again_and_keeps_nothing() -> None:
    asked = list[object]()

    class Given:
        """An argument that is let go of."""

    @kept(8)
    def faulty(given: Given) -> int:
        asked.append(None)
        if len(asked) < 3:
            raise ValueError("not yet")
        return len(asked)

    given = Given()
    for _ in range(2):
        with pytest.raises(ValueError, match="not yet"):
            faulty(given)
    assert [faulty(given), faulty(given)] == [3, 3]
    gone = weakref.ref(given)
    faulty.cache_clear()
    del given
    gc.collect()
    assert gone() is None


def test_an_answer_may_need_another_of_the_same_function() -> None:
    @kept(8)
    def factorial(number: int) -> int:
        return number * factorial(number - 1) if number else 1

    assert factorial(5) == 120


def test_threads_that_meet_a_policy_first_prepare_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight at once take no more work than one: each would else read and close the policy for itself."""
    lowered, ready = list[str](), Barrier(8)

    def counted(policy: Policy) -> Program:
        lowered.append(policy.name)
        return lower(policy)

    monkeypatch.setattr("coach_ethics.assessment.preparation.lower", counted)
    policy = ce.load_policy("policy: ours\nversion: 1.0.0\nextends: essay\n")

    def one(_: int) -> ce.Assessment:
        ready.wait()
        return ce.assess({"block.present": True, "sponsor.present": True}, policy, on="2026-06-01")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(one, range(8)))
    assert lowered == ["ours"]
    assert len({id(each.prepared) for each in found}) == 1
    assert len({ce.assessment_json(each) for each in found}) == 1
