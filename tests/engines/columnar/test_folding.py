"""Folding: what can be decided before any row is seen is, and it means the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines.columnar.folding import UNKNOWN, folded_program
from coach_ethics.engines.columnar.outputs import FactReading, Labels, TruthColumn
from coach_ethics.engines.columnar.translate import LARGEST, facts_read, translate
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import And, Comparison, Holds, Literal, Membership, Named, Not, Operator, Or
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary
from coach_ethics.model.walk import below, facts_in
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies


@given(data=st.data())
def test_folding_keeps_the_meaning(data: st.DataObject) -> None:
    """A folded condition has the truth value of the condition, where facts without a column are not known."""
    policy = data.draw(policies(texts=("",)))
    program = lower(policy)
    present = data.draw(st.frozensets(st.sampled_from([fact.name for fact in policy.vocabulary])))
    drawn = data.draw(situations(policy))
    known = Situation({name: drawn[name] for name in drawn if name in present})
    plain: dict[str, Truth] = {}
    for each in program.definitions:
        plain[each.name] = truth(each.condition, known, plain)
    conditions = folded_program(program, present)
    found: dict[str, Truth] = {UNKNOWN.name: None}
    for name, condition in conditions.items():
        found[name] = truth(condition, known, found)
    found.pop(UNKNOWN.name)
    assert found == plain


@given(data=st.data())
def test_what_is_left_to_compare_has_one_form(data: st.DataObject) -> None:
    """Facts that aren't there are gone, literals stand on the right, and only `<`, `==` and `in` are left."""
    policy = data.draw(policies(texts=("",)))
    present = data.draw(st.frozensets(st.sampled_from([fact.name for fact in policy.vocabulary])))
    for condition in folded_program(lower(policy), present).values():
        assert set(facts_in(condition)) <= present
        for node in below(condition):
            match node:
                case Comparison(left, operator, _):
                    assert not isinstance(left, Literal)
                    assert operator in (Operator.EQ, Operator.LT)
                case Membership(term):
                    assert not isinstance(term, Literal)
                case Not(operand):
                    assert not isinstance(operand, And | Or | Not)
                case _:
                    pass


def _doubling(depth: int) -> Program:
    """Each name uses the one before it twice: written out, the last would have 2 to the power of `depth` leaves."""
    vocabulary = Vocabulary((Fact("a.b", Boolean()), Fact("a.c", Boolean())))
    definitions = [Definition("n0", Kind.CONCEPT, ("n0",), And((Holds("a.b"), Holds("a.c"))))]
    for at in range(1, depth):
        below_ = Named(f"n{at - 1}")
        condition = Or((And((below_, Holds("a.b"))), And((Not(below_), Holds("a.c")))))
        definitions.append(Definition(f"n{at}", Kind.CONCEPT, (f"n{at}",), condition))
    return Program(vocabulary, tuple(definitions))


def test_expressions_grow_with_the_program_only() -> None:
    """What is used more than once becomes a column: a hundred doublings give a hundred short stages."""
    program = _doubling(100)
    facts = {"a.b": FactReading("a.b"), "a.c": FactReading("a.c")}
    found = translate(program, facts, (TruthColumn("last", Named("n99")),), "_", labels=Labels.TEXTS)
    assert sum(map(len, found.stages)) <= 100
    assert max(len(str(each)) for stage in found.stages for each in stage) < 40 * LARGEST


def test_only_what_is_asked_for_is_computed() -> None:
    program = _doubling(10)
    assert facts_read(program, (TruthColumn("first", Named("n0")),)) == ("a.b", "a.c")
    found = translate(program, {}, (TruthColumn("first", Named("n0")),), "_", labels=Labels.TEXTS)
    assert found.unknown is not None
    assert [len(stage) for stage in found.stages] == [1]
