"""Where codes part, in words: what an ethics officer reads first."""

from __future__ import annotations

import attrs
import pytest

from coach_ethics.analysis.compare.divergences import Divergences, divergences
from coach_ethics.analysis.proofs.answers import Undecided
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.conditions import FactTerm, Holds, Membership, Not
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.divergences import divergences_document
from coach_ethics.render.plain_text import text

STRICT = load_policy("policy: strict\nacts: {tell: {}}\nnorms: {keep-it: {must_not: tell, when: value.shifted}}\n")
LAX = load_policy("policy: lax\nacts: {tell: {}, rest: {}}\nnorms: {}\n")


@pytest.fixture(scope="module")
def parted() -> Divergences:
    return divergences([STRICT, LAX])


def test_it_opens_with_how_many_acts_they_part_over(parted: Divergences) -> None:
    said = text(divergences_document(parted))
    assert "Of the acts of which more than one of them speaks, they part over 1." in said
    assert "Acts of which only one of them speaks\n\n  - lax: rest" in said


def test_what_was_not_decided_is_no_agreement(parted: Divergences) -> None:
    undecided = attrs.evolve(parted, found=(), undecided=(("tell", Undecided("the solver gave no answer")),))
    said = text(divergences_document(undecided))
    assert "they agree" not in said
    assert "No divergence was found, but not everything was decided." in said


@pytest.mark.parametrize(
    ("fact", "values", "words"),
    [
        ("disclosure.recipient", ("nobody", "sponsor"), "told to the sponsor or nobody"),
        ("disclosure.recipient", ("nobody",), "told to nobody"),
        (
            "ending.by",
            ("nobody", "client", "sponsor", "authorities", "other"),
            "ended by anybody but the coach, or nobody",
        ),
        ("ending.by", ("client", "sponsor", "authorities", "other"), "ended by anybody but the coach"),
        ("harm.likelihood", ("none", "possible"), "harm none or possible"),
    ],
)
def test_nobody_comes_last_where_values_have_no_order(fact: str, values: tuple[str, ...], words: str) -> None:
    facts = load_policy("apecs-2012").vocabulary
    condition = Membership(FactTerm(fact, facts[fact].type), values)
    assert circumstances(condition, facts) == words


def test_a_fact_of_one_code_is_said_in_few_words() -> None:
    facts = load_policy("apecs-2012").vocabulary
    assert circumstances(Holds("apecs.rest_allows"), facts) == (
        "this is one of the rare exceptions that the APECS guidelines name"
    )
    assert circumstances(Not(Holds("apecs.rest_allows")), facts) == (
        "unless this is one of the rare exceptions that the APECS guidelines name"
    )
