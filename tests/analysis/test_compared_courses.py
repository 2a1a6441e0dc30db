"""Courses that only one of two policies allows, though each act has the same status in both."""

from __future__ import annotations

import pytest

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.proofs.answers import Proved, Refuted
from coach_ethics.coaching.policies import load_policy

MIN = """\
policy: min
version: {version}
facts: {{disclosure.told: {{type: bool, ask: Told?, means: it is told}}}}
acts: {{disclose: {{means: Tell}}, record: {{means: Write it down}}}}
norms:
  may-tell: {{may: disclose, when: disclosure.told, because: Fine.}}
"""
RECORDED = MIN + "  record-it: {{if_doing: disclose, must: record, when: disclosure.told, because: To look it up.}}\n"


def test_a_lost_companion_is_no_agreement() -> None:
    """A version in which telling no longer has to be recorded gives every act the status that it had."""
    one, other = load_policy(RECORDED.format(version="1.0.0")), load_policy(MIN.format(version="2.0.0"))
    for policies in ((one, other), (one, other, one)):
        comparison = compare(*policies)
        assert comparison.divergences == ()
        assert not comparison.agree
        (lost,) = comparison.companions
        assert (lost.act, lost.companion, lost.required) == ("disclose", "record", True)
        assert lost.unsaid == ("min 2.0.0",)
        assert [norms for _, norms in lost.norms] == [("record-it",)] * (len(policies) - 1)
        assert lost.situation.values == {"disclosure.told": True}
        assert {each.answer for each in comparison.courses} == {Proved()}, "the companion explains everything"
    assert not compare(one, other, acts=["disclose"]).agree
    assert not compare(one, other, shared_only=True).agree
    assert compare(one, one).agree


def test_a_lost_companion_is_shown_beside_a_changed_status() -> None:
    """That telling is permitted in more situations doesn't hide that it no longer has to be recorded."""
    one = load_policy(RECORDED.format(version="1.0.0"))
    other = MIN.format(version="2.0.0").replace("when: disclosure.told, because: Fine.", "because: Fine.")
    comparison = compare(one, load_policy(other))
    assert [each.act for each in comparison.divergences] == ["disclose"]
    assert [each.companion for each in comparison.companions] == ["record"]


def test_a_lost_choice_is_shown_beside_a_changed_status() -> None:
    """An obligation to choose shows in no status of one act; that another act's status changed doesn't hide it."""
    text = (
        "policy: p\nversion: '{}'\nfacts: {{a.late: {{type: bool, ask: Late?, means: it is late}}}}\n"
        "acts: {{a: {{}}, b: {{}}, c: {{}}}}\nnorms: {{{}y: {{{}: c, when: a.late}}}}\n"
    )
    one = load_policy(text.format(1, "x: {if_doing: c, must_one_of: [a, b]}, ", "must_not"))
    comparison = compare(one, load_policy(text.format(2, "", "may")))
    assert [each.act for each in comparison.divergences] == ["c"]
    (found,) = comparison.courses
    assert isinstance(found.answer, Refuted)
    assert found.answer.witness is not None
    assert found.answer.witness.says == "doing `c` is allowed under `p` 2, but not under `p` 1"


def test_a_difference_over_other_acts_is_none_over_the_acts_asked_about() -> None:
    text = (
        "policy: p\nversion: '{}'\nacts: {{a: {{}}, b: {{}}, c: {{}}, d: {{}}}}\n"
        "norms: {{x: {{if_doing: a, must: b}}{}}}\n"
    )
    one, other = load_policy(text.format(1, "")), load_policy(text.format(2, ", y: {if_doing: c, must: d}"))
    assert not compare(one, other).agree
    assert not compare(one, other, acts=["c"]).agree
    assert compare(one, other, acts=["a", "b"]).agree


def test_a_dilemma_over_other_acts_hides_no_difference() -> None:
    """Where norms of both clash, no course is allowed by either, and yet what else they demand isn't the same."""
    text = (
        "policy: p\nversion: '{}'\nacts: {{a: {{}}, c: {{}}, d: {{}}}}\n"
        "norms: {{x: {{must: a}}, y: {{must_not: a}}{}}}\n"
    )
    one, other = load_policy(text.format(1, "")), load_policy(text.format(2, ", z: {if_doing: c, must: d}"))
    assert not compare(one, other).agree


def test_versions_of_one_code_are_told_apart() -> None:
    comparison = compare(load_policy(RECORDED.format(version="1.0.0")), load_policy(MIN.format(version="2.0.0")))
    assert [each.label for each in comparison.policies] == ["min 1.0.0", "min 2.0.0"]


def test_acts_that_exclude_each_other_are_told_from_acts_that_a_norm_couples() -> None:
    """Under one policy the two never go together, by what they are; under the other, where a norm is in force."""
    norms = "norms: {stay: {must_not: travel, if_doing: rest, when: block.named}}"
    one = load_policy(f"policy: one\nacts: {{rest: {{excludes: travel}}, travel: {{}}}}\n{norms}\n")
    other = load_policy(f"policy: other\nacts: {{rest: {{}}, travel: {{}}}}\n{norms}\n")
    (difference,) = compare(one, other).companions
    assert (difference.act, difference.companion, difference.said) == ("rest", "travel", ("one",))
    assert difference.norms == (("one", ()),)
    assert dict(difference.situation.values) == {"block.named": False}
