"""Differences of policies that a reader works out by hand."""

from __future__ import annotations

import pytest

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")


from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.compare.shares import Share
from coach_ethics.coaching.policies import read_policy
from coach_ethics.findings import Status
from coach_ethics.model.conditions import FALSE, TRUE, Comparison, Condition, FactTerm, Holds, Literal, Operator, Or
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary
from coach_ethics.problems import CaseProblems, PolicyProblems
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.plain_text import text as text_of
from coach_ethics.source import Source


def _policy(name: str, *facts: Fact, when: Condition = TRUE) -> Policy:
    norm = Norm("go", Modality.OBLIGATION, ("leave",), when=when)
    return Policy(name, vocabulary=Vocabulary(facts), acts=(Act("leave"),), norms=(norm,))


def test_an_act_that_a_policy_lacks_is_unregulated_there() -> None:
    one = _policy("one", Fact("late", Boolean()), when=Holds("late"))
    other = Policy("other", vocabulary=one.vocabulary, acts=(Act("stay"),))
    comparison = compare(one, other)
    assert [each.own_acts for each in comparison.policies] == [("leave",), ("stay",)]
    (divergence,) = comparison.divergences
    assert (divergence.act, divergence.said) == ("leave", ((Status.REQUIRED, False), (Status.UNREGULATED, False)))
    (region,) = divergence.regions
    assert (region.condition, [each.norms for each in region.positions]) == (Holds("late"), [("go",), ()])
    assert [witness.policy for witness in region.witnesses] == ["one"]
    assert (divergence.share.part, divergence.share.whole) == (1, 2)


def test_a_changed_threshold_is_one_region() -> None:
    fact = Fact("missed", Integer(0, 100))
    one, other = (
        _policy("code", fact, when=Comparison(FactTerm("missed", fact.type), Operator.GE, Literal(least)))
        for least in (2, 5)
    )
    (divergence,) = compare(one, other).divergences
    (region,) = divergence.regions
    assert region.share.part == 3
    assert dict(region.witnesses[0].situation.values)["missed"] in (2, 3, 4)


def test_witnesses_of_several_regions_of_a_change_have_names_of_their_own() -> None:
    """Pasted into one file, they are scenarios that a person tells apart."""
    late, ill = Fact("late", Boolean()), Fact("ill", Boolean())
    one = _policy("one", late, ill, when=Or((Holds("late"), Holds("ill"))))
    (divergence,) = compare(one, _policy("other", late, ill, when=FALSE)).divergences
    says = "`leave` is required by `one` and unregulated by `other`"
    for side in range(2):
        names = [region.witnesses[side].says for region in divergence.regions]
        assert names == [f"{says}, case 1", f"{says}, case 2"]


def test_facts_that_both_declare_are_compared_where_they_mean_the_same() -> None:
    """A version that adds an enumerator or widens bounds is compared over what both versions can say."""
    values = ("none", "oral", "written")
    old, new = Fact("leave.form", Enumeration(values, True)), Fact("leave.form", Enumeration((*values, "sealed"), True))
    one, other = (
        _policy("code", fact, when=Comparison(FactTerm(fact.name, fact.type), Operator.GE, Literal("written")))
        for fact in (old, new)
    )
    assert compare(one, other).agree
    turned = Fact("leave.form", Enumeration(values[::-1], True))
    with pytest.raises(PolicyProblems) as caught:
        compare(one, _policy("code", turned))
    assert [problem.code for problem in caught.value.problems] == ["Z201"]
    with pytest.raises(PolicyProblems, match="can't be compared"):
        compare(_policy("a", Fact("n", Integer(0, 3))), _policy("b", Fact("n", Boolean())))


def test_an_act_that_neither_has_is_a_problem_with_a_fix() -> None:
    with pytest.raises(CaseProblems) as caught:
        compare(_policy("one"), _policy("other"), acts=["leaf"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.help) == ("A101", "did you mean `leave`?")


def test_companions_differ_with_a_share_and_an_example_for_either_side() -> None:
    """A duty that each of two policies has where the other hasn't is told for each of them."""
    text = (
        "policy: {}\nacts: {{tell: {{}}, record: {{}}}}\nfacts: {{x.size: {{type: int, min: 0, max: 9}}}}\n"
        'norms: {{write: {{must: record, if_doing: tell, when: "{}"}}}}\n'
    )
    whens = {"one": "x.size < 6", "two": "x.size > 3"}
    one, other = (read_policy(Source(name, text.format(name, when))) for name, when in whens.items())
    found = compare(one, other).companions
    assert {(each.said, each.unsaid): each.share for each in found} == {
        (("one",), ("two",)): Share(4, 10),
        (("two",), ("one",)): Share(4, 10),
    }
    assert text_of(comparison_document(compare(one, other), ComparisonStyle.PROSE)).count("for example: X.size:") == 2
