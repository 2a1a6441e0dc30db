"""What has changed since: every act of which something else is said, and the fewest changed facts that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_policies

import coach_ethics as ce
from coach_ethics.assessment import since as module
from coach_ethics.assessment.assess import assess, assess_prepared
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.since import ActAnswer, FactChange, ParameterChange, answers_in, since
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.load import load_engagement
from coach_ethics.findings import Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems
from coach_ethics.render.plain_text import text
from coach_ethics.render.record_words import event_words
from coach_ethics.render.since import since_document
from coach_ethics.testing.situation_strategies import situations

JUNE, JULY = date(2026, 6, 15), date(2026, 7, 15)
CONSENT = {"by": "client", "contents": ["block"], "recipients": ["sponsor"], "form": "oral", "withdrawn": "never"}


def _mixed(before: Situation, after: Situation, facts: tuple[str, ...]) -> Situation:
    return Situation({**before.values, **{fact: after[fact] for fact in facts}})


def _possible(where: Situation, ready: Prepared) -> bool:
    try:
        require_possible(where, ready, None)
    except CaseProblems:
        return False
    return True


@given(st.data())
def test_the_fewest_changed_facts_explain_what_changed(data: st.DataObject) -> None:
    """LAW: with these facts alone changed an act's answer is the one after, and with no smaller set of them."""
    policy = data.draw(small_policies())
    ready = prepared(policy, "reference")
    before, after = (assess_prepared(ready, data.draw(situations(policy))) for _ in range(2))
    found = since(before, after)
    was, now = answers_in(before), answers_in(after)
    assert {each.act for each in found.acts} == {act for act in now if was[act] != now[act]}
    differing = {fact for fact in {*before.situation, *after.situation} if _differ(fact, before, after)}
    assert {each.fact for each in found.facts} == differing
    mixtures = {
        some: _mixed(before.situation, after.situation, some)
        for size in range(len(differing) + 1)
        for some in combinations(sorted(differing), size)
    }
    possible = {some: each for some, each in mixtures.items() if len(some) == len(differing) or _possible(each, ready)}
    answers = {some: answers_in(assess_prepared(ready, each)) for some, each in possible.items()}
    for each in found.acts:
        enough = [some for some, told in answers.items() if told[each.act] == now[each.act]]
        fewest = [some for some in enough if len(some) == len(enough[0])]
        assert not isinstance(each.because, Undecided)
        told = [tuple(one.fact for one in some if isinstance(one, FactChange)) for some in each.because]
        assert sorted(told) == sorted(fewest)


def _differ(fact: str, before: ce.Assessment, after: ce.Assessment) -> bool:
    return before.situation[fact] != after.situation[fact]


def test_policies_that_differ_are_not_compared() -> None:
    with pytest.raises(CaseProblems) as refused:
        since(assess({}, "collusion"), assess({}, "essay"))
    assert [problem.code for problem in refused.value.problems] == ["A110"]


def test_where_it_takes_too_many_steps_it_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 0)
    before = assess({"coach.takes_credit": False}, "collusion")
    after = assess({"coach.takes_credit": True, "coach.purpose": "own_interest"}, "collusion")
    assert {type(each.because) for each in since(before, after).acts} == {Undecided}


def test_a_parameter_that_changes_by_day_explains_a_change() -> None:
    written = """
policy: records
facts: {records.years: {type: int, min: 0, max: 50, ask: How long?, means: the years that records are kept}}
parameters: {retention: {default: 10, values: {2026-07-01: 6}, min: 0, max: 50, means: years that records are kept}}
acts: {destroy: {means: Destroy the records}}
norms: {destroy: {must: destroy, when: records.years > retention, because: They are no longer needed.}}
"""
    (change,) = since(*(assess({"records.years": 7}, written, on=day) for day in (JUNE, JULY))).acts
    assert change.because == ((ParameterChange("retention", 10, 6),),)


def _essay(*consents: Mapping[str, object]) -> Engagement:
    recorded = load_engagement({"consents": list(consents)}).consents
    return attrs.evolve(load_engagement(Path("examples/essay.yaml")), consents=recorded)


def _told(before: ce.Assessment, after: ce.Assessment) -> list[str]:
    (change,) = [each for each in since(before, after).acts if each.act == "withdraw"]
    assert not isinstance(change.because, Undecided)
    inputs = [each for some in change.because for each in some if isinstance(each, FactChange)]
    return [event_words(event) for each in inputs for event in each.records or ()]


def test_the_records_behind_are_named() -> None:
    """Consent that was given, has expired, was withdrawn or was recorded since: each is told by its record."""
    expiring = {**CONSENT, "given": "2026-06-01", "expires": "2026-06-30"}
    lasting = {**CONSENT, "given": "2026-07-01", "expires": "never", "id": "c-1"}
    withdrawn = {**CONSENT, "given": "2026-06-01", "expires": "never", "withdrawn": "2026-07-02"}
    kept = {**withdrawn, "withdrawn": "never"}
    on_both = [
        (expiring, expiring, ["the consent of 2026-06-01 expired on 2026-06-30"]),
        (lasting, lasting, ["consent `c-1` was given on 2026-07-01"]),
        (withdrawn, withdrawn, ["the consent of 2026-06-01 was withdrawn on 2026-07-02"]),
        (kept, withdrawn, ["the consent of 2026-06-01 was withdrawn on 2026-07-02"]),
        (None, lasting, ["the consent `c-1` of 2026-07-01 was recorded"]),
        (kept, None, ["the consent of 2026-06-01 was taken out"]),
    ]
    for then, now, words in on_both:
        before, after = (
            assess(_essay(*([consent] if consent else [])), "essay", on=day)
            for consent, day in ((then, JUNE), (now, JULY))
        )
        assert _told(before, after) == words


def test_a_refusal_is_no_consent() -> None:
    refused = {**CONSENT, "form": "refused", "given": "2026-07-01", "expires": "2026-07-10"}
    days = ("2026-06-30", "2026-07-01", "2026-07-11")
    first, then, last = (assess(_essay(refused), "essay", on=day) for day in days)
    for before, after, words in (
        (first, then, "consent was refused on 2026-07-01"),
        (then, last, "the refusal of 2026-07-01 expired on 2026-07-10"),
    ):
        (told,) = {event_words(event) for fact in since(before, after).facts for event in fact.records or ()}
        assert told == words


def test_facts_alone_have_no_records() -> None:
    before, after = (assess({"coach.takes_credit": taken}, "collusion") for taken in (False, True))
    assert [each.records for each in since(before, after).facts] == [None]


def test_what_is_told_is_told_in_words_as_well() -> None:
    before, after = (
        assess(_essay({**CONSENT, "given": "2026-06-01", "expires": "2026-06-30"}), "essay", on=day)
        for day in (JUNE, JULY)
    )
    shown = text(since_document(since(before, after), after.prepared.policy), width=400)
    for each in since(before, after).acts:
        assert each.act.replace("_", " ") in shown
    assert "withdraw: must (before: may)" in shown


def test_another_edition_is_told_apart_from_changed_facts() -> None:
    """LAW: the edition changes what it says of the earlier facts; the rest is what these facts' change changes."""
    facts = {"harm.likelihood": "likely"}
    before = assess({}, "icf-2020")
    after = assess(facts, "icf-2025")
    found, between = since(before, after), assess({}, "icf-2025")
    assert found.edition is not None
    assert (found.edition.before.name, found.edition.after.name) == ("icf-2020", "icf-2025")
    then, now, silent = answers_in(before), answers_in(between), ActAnswer(Status.UNREGULATED)
    changed = {act for act in {*then, *now} if then.get(act, silent) != now.get(act, silent)}
    assert {each.act for each in found.edition.acts} == changed
    assert found.acts == since(between, after).acts
    told = " ".join(text(since_document(found, after.prepared.policy)).split())
    assert "2025 1.0.0 applies instead of ICF Code of Ethics, 2020 1.0.0" in told


def test_one_edition_is_no_other() -> None:
    assert since(assess({}, "icf-2020"), assess({"harm.likelihood": "likely"}, "icf-2020")).edition is None
