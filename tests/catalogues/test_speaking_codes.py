"""What changes, what several codes say and how policies differ is told in the language in which it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import pytest
from tests.catalogues.test_speaking import LANGUAGES, Marking, assert_marked
from tests.golden import golden

import coach_ethics as ce
from coach_ethics import translation
from coach_ethics.assessment.since import since
from coach_ethics.catalogues.texts import retold
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.render.calendar import calendar_file
from coach_ethics.render.changelog import changelog_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.condition_words import condition_words, in_one_line
from coach_ethics.render.document import Document, Paragraph, plain
from coach_ethics.render.plain_text import text
from coach_ethics.render.scenario_words import expected_words, given_words
from coach_ethics.render.since import ahead_document, since_document

HERE = Path(__file__).parent / "golden"
EARLIER, NOW = Path("examples/dilemma.yaml"), Path("examples/essay.yaml")
CODES = ("confidentiality", "collusion", "safety")

ONE = """
policy: x
version: 1.0.0
effective: 2026-01-01
facts:
  gift.worth: {type: int, min: 0, max: 100, means: what a gift is worth, ask: What is it worth?}
acts: {accept: {}, decline: {}, report: {means: Say it}, thank: {}, keep: {}}
concepts: {large: {when: gift.worth > 50, means: the gift is large}}
norms:
  no-large: {must_not: accept, when: large, because: It sways., disputed: Some accept it.}
  may: {may: accept, when: gift.worth < 20}
  say: {must: report, when: block.present}
  with: {if_doing: decline, must: thank, when: block.present}
  nicely: {should: thank, when: block.named}
  choose: {must_one_of: [decline, keep], when: sponsor.present, because: One or the other.}
  told: {must: report, when: coaching.ended, within: {days: 14}, because: They rely on it.}
notices:
  danger: {says: There is danger., when: harm.likelihood >= likely}
scenarios:
  - {scenario: large, given: {gift.worth: 70, consent.to_naming: oral}, expect: {forbidden: [accept]}}
  - {scenario: small, given: {gift.worth: 5}, expect: {permitted: [accept], unregulated: [report]}}
  - {scenario: term, given: {gift.worth: 60}, expect: {holds: [large], in_force: [no-large], not_in_force: [may]}}
  - {scenario: no term, given: {gift.worth: 6}, expect: {fails: [large]}}
  - scenario: with
    given: {block.present: true, block.named: true}
    expect: {required: [report], advised: [thank], required_with: {decline: [thank]}, undetermined: [accept]}
  - scenario: choice
    given: {sponsor.present: true, block.present: false, coaching.ended: false, gift.worth: 30}
    expect: {choices: [[decline], [keep]]}
"""
OTHER = """
policy: y
version: 1.0.0
facts:
  gift.worth: {type: int, min: 0, max: 100, means: what a gift is worth, ask: What is it worth?}
acts: {accept: {}, decline: {}, report: {}, thank: {}}
norms:
  large: {must: accept, when: gift.worth > 50, because: It would be rude.}
  quiet: {must_not: report, because: It is theirs.}
  with: {if_doing: decline, must_not: thank, when: block.present}
  nicely: {should_not: thank, when: block.named}
  free: {need_not: decline, when: sponsor.present}
"""


@cache
def changed(language: str) -> Document:
    then, now = (ce.load_engagement(each) for each in (EARLIER, NOW))
    policy = ce.load_policy("confidentiality", language=language)
    found = since(ce.assess(then, policy, on="2025-04-15"), ce.assess(now, policy, on="2025-04-21"))
    return since_document(found, policy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_changes_and_codes_is_as_it_was(language: str) -> None:
    """The golden texts; `GOLDEN=write` writes them anew, and a speaker of the language reads the difference."""
    case = ce.load_engagement(EARLIER)
    told = {
        "since": changed(language),
        "timeline": ahead_document(ce.ahead(case, "essay", "2025-12-31", on="2025-04-15", language=language)),
        "codes": case_comparison_document(ce.compare_case(case, CODES, on="2025-04-21", language=language)),
    }
    for name, document in told.items():
        found = text(document)
        assert found == golden(HERE / f"{name}.{language}.txt", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_differing_policies_is_as_it_was(language: str) -> None:
    pytest.importorskip("z3", reason="z3 isn't installed")
    found = ce.compare(*CODES[:2], acts=["tell_sponsor", "reveal_client_confidence"], language=language)
    told = text((*comparison_document(found, ComparisonStyle.PROSE), *comparison_document(found, CONDITIONS)))
    assert told == golden(HERE / f"compare.{language}.txt", told)


CONDITIONS = ComparisonStyle.CONDITIONS


def marked(written: str) -> Policy:
    """A policy in the language in which every text stands between marks."""
    as_written = ce.load_policy(written)
    told = retold(as_written, lambda each: f"⟦{each.text}⟧")
    return attrs.evolve(told, language="xx", untranslated=as_written)


@pytest.fixture
def marking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "catalogue_in", {"xx": Marking()}.get)


def said(words: Iterator[str]) -> Document:
    return tuple(Paragraph((plain(each),)) for each in words)


@pytest.mark.usefixtures("marking")
def test_no_sentence_on_changes_or_codes_is_left_untranslated() -> None:
    """LAW: in a language that marks every message, nothing but names and figures stands outside of marks."""
    one, other = marked(ONE), marked(OTHER)
    then, now = ({"gift.worth": 60, "block.present": True}, {"gift.worth": 5, "block.named": True})
    assert_marked(since_document(since(ce.assess(then, one), ce.assess(now, one)), one))
    assert_marked(since_document(since(ce.assess(then, one), ce.assess(then, one)), one))
    ended = ce.Engagement(ended=date(2026, 6, 1))
    for until in ("2026-12-31", "2026-05-02"):
        found = ce.ahead(ended, one, until, on="2026-05-01")
        assert_marked(ahead_document(found))
    cases: tuple[dict[str, Value], ...] = (
        then,
        now,
        {"sponsor.present": True, "block.named": True},
        {"harm.likelihood": "likely"},
        {},
    )
    for case in cases:
        assert_marked(case_comparison_document(ce.compare_case(case, [one, other, _named("z")])))
        assert_marked(case_comparison_document(ce.compare_case(case, [marked(ONE), *map(_named, "abc")])))


def _named(name: str) -> Policy:
    return marked(OTHER.replace("policy: y", f"policy: {name}"))


@pytest.mark.usefixtures("marking")
def test_no_condition_or_example_is_left_untranslated() -> None:
    essay = attrs.evolve(retold(ce.load_policy("essay"), lambda each: f"⟦{each.text}⟧"), language="xx")
    with translation.speaking("xx"):
        for policy in (essay, marked(ONE)):
            for norm in policy.norms:
                assert_marked(said(iter([in_one_line(condition_words(norm.when, policy))])))
            for scenario in policy.scenarios:
                assert_marked(said(iter(given_words(scenario, policy))))
                assert_marked(said(words for _, words in expected_words(scenario.expect, policy)))


@pytest.mark.usefixtures("marking")
def test_no_sentence_on_differing_policies_is_left_untranslated() -> None:
    pytest.importorskip("z3", reason="z3 isn't installed")
    one, other = marked(ONE), marked(OTHER)
    newer = marked(
        ONE.replace("1.0.0", "2.0.0")
        .replace("> 50", "> 40")
        .replace("It sways.", "It binds.")
        .replace("keep: {}", "go: {}")
        .replace("[decline, keep]", "[decline, go]")
        .replace("[keep]", "[go]")
    )
    for found in (ce.compare(one, other), ce.compare(one, one), ce.compare(one, other, shared_only=True)):
        for style in ComparisonStyle:
            assert_marked(comparison_document(found, style, "a"))
    versions = ce.compare(one, newer)
    assert_marked(comparison_document(versions, CONDITIONS))
    assert_marked(changelog_document(versions))


def test_what_was_reworded_is_what_the_author_reworded() -> None:
    """A version without a catalogue isn't taken for one that is worded otherwise throughout."""
    pytest.importorskip("z3", reason="z3 isn't installed")
    as_written = ce.load_policy("safety", language="fr")
    again = attrs.evolve(as_written.untranslated or as_written, version="9.9.9", language="fr")
    found = ce.compare(as_written, again)
    assert [(each.section, [key.key for key in each.keys]) for each in found.changes] == [("policy", ["version"])]


def test_a_result_is_told_again_in_another_language() -> None:
    """Since and ahead, in the language that is asked for last."""
    case = ce.load_engagement(EARLIER)
    found = ce.ahead(case, "essay", "2025-12-31", on="2025-04-15")
    again = ce.ahead(case, "essay", "2025-12-31", on="2025-04-15", language="fr")
    assert ahead_document(found, language="fr") == ahead_document(again)
    assert ahead_document(again, language="en") == ahead_document(found)


def test_a_calendar_is_in_the_language_of_its_policy() -> None:
    pytest.importorskip("icalendar", reason="icalendar isn't installed")
    found = ce.ahead(ce.Engagement(ended=date(2026, 6, 1)), ONE, "2026-12-31", on="2026-05-01", language="de")
    assert "SUMMARY:Ab heute geboten: report" in calendar_file(found).decode()
