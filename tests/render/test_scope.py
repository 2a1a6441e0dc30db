"""What a policy speaks of, and what it leaves out, is said with every answer of it."""

from __future__ import annotations

import json

import coach_ethics as ce
from coach_ethics.coaching.policies import read_policy
from coach_ethics.language import bundle
from coach_ethics.model import meaning_digest
from coach_ethics.render import text
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.policy import policy_document
from coach_ethics.source import Source

TEXT = """
policy: {name}
version: 1.0.0
scope: {{covers: {covers}, leaves_out: [the law of any country, {other}]}}
acts: {{{act}: {{means: Accept it}}}}
norms: {{no-{act}: {{must_not: {act}, because: It may sway you.}}}}
"""
GIFTS = TEXT.format(name="gifts", covers="gifts from clients", other="gifts to clients", act="accept")
LOANS = TEXT.format(name="loans", covers="Loans.", other="gifts", act="lend")
SAID = "Scope: gifts from clients. Left out: the law of any country; gifts to clients."


def reading(own: str) -> ce.Policy:
    sources = {"gifts": Source("gifts.yaml", GIFTS), "loans": Source("loans.yaml", LOANS)}
    return read_policy(Source("ours.yaml", own), find=lambda name, _: sources.get(name))


def test_every_assessment_says_it() -> None:
    result = ce.assess({}, GIFTS)
    assert SAID in text(assessment_document(result))
    assert json.loads(ce.assessment_json(result))["scope"] == {
        "covers": "gifts from clients",
        "leaves_out": ["the law of any country", "gifts to clients"],
    }
    assert "What it leaves out" in text(policy_document(ce.load_policy(GIFTS)))
    both = ce.compare_case({}, [ce.load_policy(GIFTS), ce.load_policy(LOANS)])
    assert "loans: scope: Loans. Left out: the law of any country; gifts." in text(case_comparison_document(both))


def test_a_policy_without_one_has_that_of_those_that_it_extends() -> None:
    ours = reading("policy: ours\nextends: [gifts, loans]\n")
    assert ours.scope is not None
    assert ours.scope.covers == "gifts from clients; Loans"
    assert ours.scope.leaves_out == ("the law of any country", "gifts to clients", "gifts")
    kept = ce.load_policy(bundle(ours)).scope
    assert kept is not None
    assert (kept.covers, kept.leaves_out) == (ours.scope.covers, ours.scope.leaves_out)
    own = reading("policy: ours\nextends: [gifts, loans]\nscope: {covers: both}\n").scope
    assert own is not None
    assert (own.covers, own.leaves_out) == ("both", ())


def test_it_is_no_meaning_and_comparisons_tell_it_moved() -> None:
    one, other = ce.load_policy(GIFTS), ce.load_policy(GIFTS.replace("gifts to clients", "favours"))
    assert meaning_digest(one) == meaning_digest(other)
    (change,) = ce.compare(one, other).changes
    assert (change.section, change.kind.value, [key.key for key in change.keys]) == ("policy", "reworded", ["scope"])
