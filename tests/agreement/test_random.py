"""Every engine means what the reference means, on random policies and partly unknown situations."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import Counted

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines import prepare
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary
from coach_ethics.testing.condition_strategies import TYPES, conditions
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=4, parameters=2, concepts=2, acts=3, norms=4, properties=1, leaves=5)
SHARED = Vocabulary((Fact("disclosure.recipient", Enumeration(("client", "sponsor", "nobody"))),))
"""What all policies may speak of, and add values to."""

IN_CI = settings.get_current_profile_name() == "ci"
COUNTED = settings(max_examples=10_000) if IN_CI else settings()
SOME = settings(max_examples=100 if IN_CI else 25)


def test_every_name_has_the_truth_value_that_the_reference_gives(engines: tuple[str, ...], counted: Counted) -> None:
    """A policy and a situation are drawn together, and put to every engine; the run tells how many pairs agreed."""
    agreed: Counter[str] = Counter()

    @COUNTED
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        policy = data.draw(policies(SMALL, SHARED, texts=("",)))
        situation = data.draw(situations(policy))
        program = lower(policy)
        meaning = evaluate(program, situation)
        for engine in engines:
            _same(dict(prepare(engine, program)(situation)), meaning)
            agreed[engine] += 1

    check()
    for engine, number in agreed.items():
        counted(f"random policies and situations on which {engine} means what reference means", number)


WIDE_TYPES = (*TYPES, Integer(-5, 5), Integer(-(10**12), 10**12), Enumeration(("only",), ordered=True), Boolean())


@SOME
@given(data=st.data())
def test_one_preparation_serves_many_situations(engine: str, data: st.DataObject) -> None:
    """What was asked before leaves no trace in what is asked next; negative and very large numbers included."""
    policy = data.draw(policies(vocabulary=SHARED, types=WIDE_TYPES))
    asked = data.draw(st.lists(situations(policy), min_size=2, max_size=8))
    program = lower(policy)
    evaluator = prepare(engine, program)
    for situation in [*asked, *reversed(asked)]:
        _same(dict(evaluator(situation)), evaluate(program, situation))


@SOME
@given(data=st.data())
def test_large_conditions(engine: str, data: st.DataObject) -> None:
    """Conditions of up to 60 leaves, over facts only and over each other."""
    policy = data.draw(policies(Sizes(facts=6, acts=1, norms=0, concepts=0, properties=0)))
    names: list[str] = []
    definitions = []
    for number in range(data.draw(st.integers(1, 5))):
        condition = data.draw(conditions(policy.vocabulary, names, policy.parameters, leaves=60))
        names.append(f"name {number}")
        definitions.append(Definition(names[-1], Kind.CONCEPT, (names[-1],), condition))
    program = Program(policy.vocabulary, tuple(definitions))
    situation = data.draw(situations(policy))
    _same(dict(prepare(engine, program)(situation)), evaluate(program, situation))


def _same(found: dict[str, bool | None], meaning: dict[str, bool | None]) -> None:
    """Equal, in the same order, and truth values themselves: 1 is not True here."""
    assert list(found) == list(meaning)
    differences = {name: (found[name], truth) for name, truth in meaning.items() if found[name] is not truth}
    assert not differences
