"""A policy's texts are taken out and put back whole, and its meaning stays."""

from __future__ import annotations

import re
from itertools import count

import attrs
import pytest
from hypothesis import given

import coach_ethics as ce
from coach_ethics.catalogues import CatalogueEntry, MessageCatalogue, texts_of, translated
from coach_ethics.catalogues.texts import PolicyText, retold
from coach_ethics.model import Act, Vocabulary
from coach_ethics.model.digest import meaning_digest, wording_digest
from coach_ethics.model.policy import Policy
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.policy import policy_document
from coach_ethics.testing import policies

OURS = """\
policy: ours
title: Our code
facts:
  gift.kind: {type: enum, values: [none, flowers], ask: What gift is it?, means: what the gift is, said: "a gift: {}"}
acts:
  accept: {means: Accept it}
  thank: {means: Accept it, label: say thank you}
norms:
  no-gifts:
    must_not: accept
    when: gift.kind == flowers
    because: Gifts bind.
    objections: [{objection: But it is small., answer: It binds all the same.}]
"""


def _marked(policy: Policy) -> Policy:
    """The policy with every text in brackets, as a translator would leave none out."""
    texts = texts_of(policy)
    entries = (CatalogueEntry(each.text, each.context, translations=(f"⟦{each.text}⟧",)) for each in texts)
    return translated(policy, MessageCatalogue("fr", tuple(entries)))


def test_every_text_has_its_place_for_a_context() -> None:
    policy = attrs.evolve(ce.load_policy(OURS), constraints=())  # those of the standard vocabulary
    assert [(each.context, each.text) for each in texts_of(policy)] == [
        ("policy title", "Our code"),
        ("fact gift.kind value none", "none"),
        ("fact gift.kind value flowers", "flowers"),
        ("fact gift.kind ask", "What gift is it?"),
        ("fact gift.kind means", "what the gift is"),
        ("fact gift.kind said", "a gift: {}"),
        ("act accept label", "accept"),
        ("act accept means", "Accept it"),
        ("act thank label", "say thank you"),
        ("act thank means", "Accept it"),
        ("norm no-gifts objection", "But it is small."),
        ("norm no-gifts answer", "It binds all the same."),
        ("norm no-gifts label", "no gifts"),
        ("norm no-gifts because", "Gifts bind."),
    ]


def test_values_that_a_policy_adds_are_its_own() -> None:
    policy = ce.load_policy("policy: ours\nadds_values: {disclosure.owner: [school]}\n")
    assert [each.text for each in texts_of(attrs.evolve(policy, constraints=()))] == ["school"]
    found = _marked(policy).vocabulary["disclosure.owner"]
    assert dict(found.labels)["school"] == "⟦school⟧"


def test_one_text_in_two_places_is_said_in_two_ways() -> None:
    words = {"act accept means": "L'accepter", "act thank means": "Remercier"}
    entries = tuple(CatalogueEntry("Accept it", context, translations=(said,)) for context, said in words.items())
    found = translated(ce.load_policy(OURS), MessageCatalogue("fr", entries))
    assert [each.means for each in found.acts] == list(words.values())
    assert [each.label for each in found.acts] == ["", "say thank you"]


def test_what_is_not_translated_stays() -> None:
    policy = ce.load_policy(OURS)
    found = translated(policy, MessageCatalogue("fr"))
    assert attrs.evolve(found, language="", untranslated=None) == policy
    assert (found.language, found.untranslated) == ("fr", policy)


def test_a_translation_is_made_from_what_the_author_wrote() -> None:
    """From French into German goes by way of the original, not by way of the French."""
    policy = ce.load_policy(OURS)
    german = MessageCatalogue("de", (CatalogueEntry("Our code", "policy title", translations=("Unser Kodex",)),))
    assert translated(_marked(policy), german) == translated(policy, german)


@given(policies())
def test_retelling_with_the_same_words_changes_nothing(policy: Policy) -> None:
    assert retold(policy, lambda told: told.text) == policy


@given(policies())
def test_a_translation_means_the_same(policy: Policy) -> None:
    """LAW (translation): the digest of meaning stays, and that of the wording tells that words changed."""
    found = _marked(policy)
    assert meaning_digest(found) == meaning_digest(policy)
    assert (wording_digest(found) == wording_digest(policy)) is (texts_of(policy) == ())


TOKENS = tuple(f"text number {each}" for each in range(12))


@given(policies(texts=TOKENS))
def test_every_text_that_show_prints_is_translated(policy: Policy) -> None:
    """LAW (nothing forgotten): of a policy whose every text is marked, `show` prints no text without the mark."""
    assert "text number" not in _without_marked(markdown(policy_document(_marked(policy))))


@pytest.mark.parametrize("name", ["essay", "quebec-crha"])
def test_nothing_is_forgotten_of_a_shipped_policy(name: str) -> None:
    """Random policies have no clauses, dialogue or objections; these have all."""
    policy = ce.load_policy(name)
    shown = _without_marked(markdown(policy_document(_marked(policy))))
    own = [each.text for each in texts_of(policy) if len(each.text) > 30]
    assert len(own) > 100
    assert [text for text in own if text in shown] == []


def _without_marked(text: str) -> str:
    while (less := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text


def test_every_attribute_that_is_text_is_told_or_is_a_name() -> None:
    """A text that is added to a part of policies is translated, or stands here as one that isn't words."""
    names = {"name", "origin", "layer", "version", "family", "id", "like", "url", "author", "date", "fact", "more"}
    names |= {"language", "source", "place"}
    numbers = count()
    part = Act("rest", means="m", label="l")
    seen: list[PolicyText] = []
    retold(
        attrs.evolve(Policy("ours", title="t", acts=(part,)), vocabulary=Vocabulary()), lambda each: _see(each, seen)
    )
    assert [each.text for each in seen] == ["t", "l", "m"]
    from coach_ethics.catalogues.texts import _TEXTS

    for class_, told in _TEXTS.items():
        texts = {each.name for each in attrs.fields(class_) if each.type in (str, "str")}
        assert texts - names - {"label"} == {attribute for attribute, _, _ in told}, (class_, next(numbers))


def _see(told: PolicyText, seen: list[PolicyText]) -> str:
    seen.append(told)
    return told.text
