from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings
from tests.counting import Counted

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines.durable.export import export
from coach_ethics.engines.durable.run import available, prepare
from coach_ethics.engines.durable.translate import translate
from coach_ethics.model.conditions import TRUE, And, Comparison, Condition, FactTerm, Holds, Literal, Not, Operator, Or
from coach_ethics.model.policy import Act, Concept, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary
from coach_ethics.problems import CaseProblems

needs_durable_rules = pytest.mark.skipif(not available(), reason="durable_rules isn't installed here")

LIKELIHOOD = Enumeration(("none", "possible", "likely"), ordered=True)
FACTS = (
    Fact("consent.given", Boolean()),
    Fact("commitment.missed", Integer(0, 1000)),
    Fact("harm.likelihood", LIKELIHOOD),
)
PERSISTS = Comparison(FactTerm("commitment.missed", Integer(0, 1000)), Operator.GE, Literal(2))
DANGER = Comparison(FactTerm("harm.likelihood", LIKELIHOOD), Operator.GE, Literal("likely"))
POLICY = Policy(
    "confidence",
    vocabulary=Vocabulary(FACTS),
    acts=(Act("tell_sponsor"), Act("name_block")),
    concepts=(Concept("stuck", And((PERSISTS, Not(DANGER)))),),
    norms=(
        Norm("keep-confidence", Modality.PROHIBITION, ("tell_sponsor",)),
        Norm("protect", Modality.OBLIGATION, ("tell_sponsor",), when=DANGER, overrides=("keep-confidence",)),
        Norm("name-it", Modality.OBLIGATION, ("name_block",), when=Or((PERSISTS, Holds("consent.given")))),
    ),
)


def resident() -> int:
    """The memory of this process that is resident, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@needs_durable_rules
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_memory_stays_flat_over_many_assessments(counted: Counted) -> None:
    """100,000 in CI, 3,000 otherwise; the states of 3,000 assessments would take more than 200 MB."""
    evaluate = prepare(lower(POLICY))
    asked = [
        Situation({"consent.given": consent, "commitment.missed": missed, "harm.likelihood": harm})
        for consent in (True, False, None)
        for missed in (0, 2, None)
        for harm in (*LIKELIHOOD.values, None)
    ]
    for situation in asked * 10:
        evaluate(situation)
    before = resident()
    count = 100_000 if settings.get_current_profile_name() == "ci" else 3_000
    for number in range(count):
        evaluate(asked[number % len(asked)])
    after = resident()
    told = f"{before / 2**20:.1f} MB before, {after / 2**20:.1f} MB after {count:,} assessments"
    counted("resident memory of one process that assesses with durable", told)
    assert after - before < 4 * 2**20


@needs_durable_rules
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_rulesets_are_freed_with_their_evaluator() -> None:
    program = lower(POLICY)
    for _ in range(20):
        prepare(program)(Situation({}))
    gc.collect()
    before = resident()
    for _ in range(300):
        prepare(program)(Situation({}))
    gc.collect()
    assert resident() - before < 8 * 2**20


@needs_durable_rules
def test_an_interrupted_assessment_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an assessment is broken off between two rules, the next one is right."""
    import durable_rules_engine

    evaluate = prepare(lower(POLICY))
    whole = Situation({"consent.given": True, "commitment.missed": 3, "harm.likelihood": "likely"})
    expected = dict(evaluate(whole))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(durable_rules_engine, "complete_and_start_action", interrupted)
        with pytest.raises(KeyboardInterrupt):
            evaluate(whole)
    assert dict(evaluate(Situation({}))) == dict(prepare(lower(POLICY))(Situation({})))
    assert dict(evaluate(whole)) == expected


def test_an_integer_beyond_64_bits_is_a_problem_with_a_fix() -> None:
    huge = Integer(0, 2**80)
    vocabulary = Vocabulary((Fact("star.count", huge),))
    many: Condition = Comparison(FactTerm("star.count", huge), Operator.GT, Literal(2**70))
    with pytest.raises(CaseProblems) as caught:
        translate(Program(vocabulary, (Definition("many", Kind.CONCEPT, ("many",), many),)))
    (problem,) = caught.value.problems
    assert problem.code == "E503"
    assert problem.message == "`star.count` has values that durable_rules can't hold in 64 bits"
    assert problem.help == "use the `compiled` engine"


@needs_durable_rules
def test_a_literal_beyond_its_facts_bounds_compares_as_the_next_beyond_does() -> None:
    vocabulary = Vocabulary((Fact("day.count", Integer(0, 5)),))
    count = FactTerm("day.count", Integer(0, 5))
    fewer = Comparison(count, Operator.LT, Literal(2**80))
    equal = Comparison(count, Operator.EQ, Literal(-(2**80)))
    conditions = {"fewer": fewer, "equal": equal}
    program = Program(
        vocabulary, tuple(Definition(name, Kind.CONCEPT, (name,), each) for name, each in conditions.items())
    )
    evaluate = prepare(program)
    assert dict(evaluate(Situation({"day.count": 5}))) == {"fewer": True, "equal": False}
    assert dict(evaluate(Situation({}))) == {"fewer": None, "equal": None}


def test_constants_and_names_of_names_need_no_rule() -> None:
    vocabulary = Vocabulary((Fact("consent.given", Boolean()),))
    policy = Policy(
        "always",
        vocabulary=vocabulary,
        acts=(Act("stay"),),
        norms=(Norm("stay", Modality.OBLIGATION, ("stay",), when=TRUE),),
    )
    translation = translate(lower(policy))
    assert translation.rulesets == ()
    assert translation.names["in_force(stay)"] is True
    assert translation.names["forbidden(stay)"] is False


def test_the_export_says_what_every_property_stands_for() -> None:
    exported = export(lower(POLICY))
    assert exported["facts"] == {
        "commitment.missed": {"property": "f0", "minimum": 0, "maximum": 1000},
        "harm.likelihood": {"property": "f1", "values": {"none": 0, "possible": 1, "likely": 2}},
        "consent.given": {"property": "f2", "values": {"false": 0, "true": 1}},
    }
    names = exported["names"]
    assert isinstance(names, dict)
    assert names["in_force(protect)"] == names["applies(protect)"]
