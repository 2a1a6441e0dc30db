from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st
from tests.steps import at_most

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines.compiled.run import prepare
from coach_ethics.engines.compiled.translate import translate
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.conditions import And, Comparison, Condition, FactTerm, Holds, Literal, Named, Not, Operator, Or
from coach_ethics.model.policy import Act, Concept, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

BOTH = Vocabulary((Fact("trust.given", Boolean()), Fact("trust.kept", Boolean())))
GIVEN, KEPT = Holds("trust.given"), Holds("trust.kept")
MAYBE = (True, False, None)
SITUATIONS = [Situation({"trust.given": one, "trust.kept": other}) for one in MAYBE for other in MAYBE]


def same_everywhere(program: Program) -> bool:
    evaluator = prepare(program)
    return all(dict(evaluator(situation)) == evaluate(program, situation) for situation in SITUATIONS)


def program(*conditions: Condition) -> Program:
    named = enumerate(conditions)
    return Program(BOTH, tuple(Definition(f"c{at}", Kind.CONCEPT, (f"c{at}",), each) for at, each in named))


def test_conditions_that_nest_deep_are_broken_into_statements() -> None:
    """Python's compiler recurses on depth; ours nests no expression deeper than it can bear."""
    deep: Condition = GIVEN
    for turn in range(120):
        deep = Not(And((KEPT, deep))) if turn % 2 else Or((deep, Not(KEPT)))
    assert same_everywhere(program(deep))


def test_conditions_may_be_wide() -> None:
    assert same_everywhere(program(Or(tuple(And((GIVEN, KEPT)) for _ in range(5000))), And((GIVEN,) * 5000)))


def test_connectives_of_no_and_of_one_operand() -> None:
    assert same_everywhere(program(And(()), Or(()), And((GIVEN,)), Or((Not(KEPT),)), Not(And(()))))


def test_a_long_chain_of_names() -> None:
    chain: list[Condition] = [GIVEN, *(Not(Named(f"c{at}")) for at in range(2000))]
    assert same_everywhere(program(*chain))


def test_odd_names_are_data_and_never_code() -> None:
    odd = ["__import__('os')", "a\nb", 'quote"\\', "naïve", "", "None", "values", "f0", "v1", "partly", "situation"]
    kind = Enumeration(tuple(odd), ordered=True)
    vocabulary = Vocabulary((*(Fact(name, Boolean()) for name in odd), Fact("kind", kind)))
    conditions: list[Condition] = [Holds(name) for name in odd]
    conditions += [Comparison(FactTerm("kind", kind), Operator.GT, Literal(name)) for name in odd]
    definitions = [Definition(f"{at} {odd}", Kind.CONCEPT, ("c",), each) for at, each in enumerate(conditions)]
    lowered = Program(vocabulary, tuple(definitions))
    evaluator = prepare(lowered)
    for situation in (Situation({}), Situation({**dict.fromkeys(odd, True), "kind": "a\nb"})):
        assert dict(evaluator(situation)) == evaluate(lowered, situation)


@given(policies())
def test_generated_code_calls_only_itself_and_reads_only_values(policy: Policy) -> None:
    """No import, no attribute but `values`, its `get` and `copy`, no call but of these and of `partly`."""
    for node in ast.walk(translate(lower(policy))):
        assert not isinstance(node, ast.Import | ast.ImportFrom | ast.Lambda | ast.JoinedStr | ast.Global)
        if isinstance(node, ast.Attribute):
            assert node.attr in ("values", "get", "copy")
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) in ("get", "partly", "evaluate_blank.copy", "partly_blank.copy")


def test_a_policy_of_500_norms_compiles_in_bounded_steps() -> None:
    facts = tuple(Fact(f"day.count_{at}", Integer(0, 9)) for at in range(100))
    concepts = tuple(
        Concept(f"concept_{at}", Comparison(FactTerm(fact.name, fact.type), Operator.GE, Literal(at % 9)))
        for at, fact in enumerate(facts)
    )
    norms = tuple(
        Norm(
            f"norm-{at}",
            Modality.PROHIBITION if at % 3 else Modality.PERMISSION,
            (f"act_{at % 90}",),
            when=And((Named(f"concept_{at % 100}"), Not(Named(f"concept_{at * 7 % 100}")))),
            overrides=(f"norm-{at - 1}",) if at % 5 == 0 and at else (),
        )
        for at in range(500)
    )
    acts = tuple(Act(f"act_{at}") for at in range(90))
    policy = Policy("large", vocabulary=Vocabulary(facts), acts=acts, concepts=concepts, norms=norms)
    lowered = lower(policy)
    with at_most(3_000_000):
        evaluator = prepare(lowered)
    for known in (Situation({}), Situation({fact.name: at % 10 for at, fact in enumerate(facts)})):
        assert dict(evaluator(known)) == evaluate(lowered, known)


@given(st.data())
def test_fewer_names_have_the_same_truth(data: st.DataObject) -> None:
    """Asked for some names only, the engine gives just these, in the program's order, with the truth that they have."""
    policy = data.draw(policies())
    lowered, case = lower(policy), data.draw(situations(policy))
    asked = data.draw(st.sets(st.sampled_from([each.name for each in lowered.definitions])))
    found = prepare(lowered, asked)(case)
    assert list(found.items()) == [(name, truth) for name, truth in evaluate(lowered, case).items() if name in asked]
