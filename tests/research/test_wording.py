"""Vignettes in words: the researcher's, or the vocabulary's, and no two alike."""

from __future__ import annotations

from typing import Any

import pytest

import coach_ethics as ce
from coach_ethics.research import Design, Phrases, design, vignette_texts


def test_without_a_template_each_fact_is_a_sentence(plan: Design) -> None:
    texts = {each.text for each in vignette_texts(plan)}
    assert len(texts) == 6
    assert "Oral consent. Not provided for in the contract." in texts


def test_a_template_places_words_and_begins_sentences_with_capitals(plan: Design) -> None:
    template = "{consent.to_disclosure}! so it is {disclosure.foreseen_by_contract}\nand that is all. is it?\n\nyes."
    said = {"disclosure.foreseen_by_contract": {False: "not agreed", True: "agreed"}}
    texts = [each.text for each in vignette_texts(plan, template, said)]
    assert "Oral consent! So it is not agreed\nand that is all. Is it?\n\nYes." in texts


def test_the_context_may_be_said_and_need_not_be() -> None:
    found = design("essay", ["block.present"], seed=1, context={"sponsor.present": True})
    assert next(each.text for each in vignette_texts(found)) == "There is no block. There is a sponsor."
    assert next(each.text for each in vignette_texts(found, "{block.present}.")) == "There is no block."


def test_the_words_of_every_shipped_fact_tell_its_values_apart() -> None:
    """Whatever the researcher varies, the vocabulary has different words for different values: every sixth is tried."""
    for fact in [*ce.load_policy("essay").vocabulary][::6]:
        levels = (0, 1, 2) if hasattr(fact.type, "minimum") else getattr(fact.type, "values", (False, True))
        try:
            found = design("essay", {fact.name: levels}, seed=1)
        except ce.CaseProblems:
            continue  # a constraint leaves one value of a fact by itself
        assert len({each.text for each in vignette_texts(found)}) == len(found.vignettes)


@pytest.mark.parametrize(
    ("template", "phrases", "message"),
    [
        ("{consent.to_disclosure}.", {}, "the template doesn't say `disclosure.foreseen_by_contract`"),
        ("{consent.to_disclosur}.", {}, "`consent.to_disclosur` is not a fact of the design"),
        (None, {"harm.to": {}}, "$.phrases.harm.to: `harm.to` is not a fact of the design"),
        (None, {"consent.to_disclosure": {"given": "yes"}}, "`given` is not a value of `consent.to_disclosure`"),
        (None, {"consent.to_disclosure": {"oral": "Yes ", "written": "yes"}}, "`oral` and `written` of"),
    ],
)
def test_what_would_read_alike_is_refused(plan: Design, template: str, phrases: Any, message: str) -> None:
    with pytest.raises(ce.CaseProblems) as refused:
        vignette_texts(plan, template, phrases)
    assert "K134" in str(refused.value)
    assert message in str(refused.value)


def test_vignettes_that_read_alike_by_different_ways_are_refused(plan: Design) -> None:
    """Words that differ one by one, and are the same together: `a b` + `c`, and `a` + `b c`."""
    phrases: Phrases = {
        "consent.to_disclosure": {"refused": "a", "oral": "a b", "written": "x"},
        "disclosure.foreseen_by_contract": {False: "c", True: "b c"},
    }
    with pytest.raises(ce.CaseProblems, match="read alike"):
        vignette_texts(plan, "{consent.to_disclosure} {disclosure.foreseen_by_contract}", phrases)
