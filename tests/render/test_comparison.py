"""How policies differ, in words: what an ethics officer, or an author, reads first."""

from __future__ import annotations

import attrs
import pytest

from coach_ethics.analysis.compare.comparison import PolicyComparison, compare
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import FactTerm, Holds, Membership, Not
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.json import comparison_data
from coach_ethics.render.plain_text import text

STRICT = load_policy("policy: strict\nacts: {tell: {}}\nnorms: {keep-it: {must_not: tell, when: value.shifted}}\n")
LAX = load_policy("policy: lax\nacts: {tell: {}, rest: {}}\nnorms: {}\n")
LOOSE = load_policy("policy: loose\nacts: {tell: {}}\nnorms: {say-it: {must: tell, when: value.shifted}}\n")


@pytest.fixture(scope="module")
def parted() -> PolicyComparison:
    return compare(STRICT, LAX, shared_only=True)


def said(found: PolicyComparison, style: ComparisonStyle = ComparisonStyle.PROSE) -> str:
    return text(comparison_document(found, style))


def test_it_opens_with_how_many_acts_they_differ_over(parted: PolicyComparison) -> None:
    assert "Of the acts that more than one of them mentions, they differ over 1." in said(parted)
    assert "Acts that only one of them mentions\n\n  - lax: rest" in said(parted)


@pytest.mark.parametrize("style", ComparisonStyle)
def test_what_was_not_decided_is_no_agreement(parted: PolicyComparison, style: ComparisonStyle) -> None:
    undecided = attrs.evolve(parted, divergences=(), undecided=(("tell", Undecided("the solver gave no answer")),))
    assert "agree" not in said(undecided, style)
    assert "No divergence was found, but not everything was decided." in said(undecided, style)
    assert "tell: the solver gave no answer" in said(undecided, style)


def test_courses_that_were_not_decided_are_no_agreement() -> None:
    same = compare(LAX, LAX)
    courses = tuple(attrs.evolve(each, answer=Undecided("too many demands")) for each in same.courses)
    undecided = attrs.evolve(same, courses=courses)
    assert not undecided.agree
    assert "courses of lax (no. 1) and lax (no. 2): too many demands" in said(undecided)


@pytest.mark.parametrize("style", ComparisonStyle)
def test_agreement_says_what_was_proved(style: ComparisonStyle) -> None:
    for shared_only, among in ((False, "that was compared"), (True, "that more than one of them mentions")):
        words = " ".join(said(compare(LAX, LAX, shared_only=shared_only), style).split())
        assert (
            f"They agree: every act {among} has the same status and the same companions in every possible situation"
            in words
        )


def test_of_more_than_two_it_is_said_who_says_what() -> None:
    found = compare(STRICT, LAX, LOOSE, shared_only=True)
    conditions, prose = said(found, ComparisonStyle.CONDITIONS), said(found)
    assert conditions.startswith("Where strict, lax and loose differ\n")
    assert "strict: forbidden; lax: unregulated; loose: required in 50.0 % of all situations:" in conditions
    assert "- where value.shifted (50.0 %)\n    - strict: keep-it\n    - loose: say-it" in conditions
    assert "`tell` is forbidden by `strict`, unregulated by `lax` and required by `loose`" in conditions
    assert "strict must not; loose must; lax is silent" in prose
    assert "for example: The client no longer benefits as before." in prose


def test_versions_are_told_apart_in_every_output() -> None:
    old, new = (attrs.evolve(policy, name="code", version=f"{number}.0") for number, policy in ((1, STRICT), (2, LAX)))
    found = compare(old, new, acts=["tell"])
    assert said(found, ComparisonStyle.CONDITIONS).startswith("From code 1.0 to code 2.0\n")
    assert "code 1.0 must not; code 2.0 is silent" in said(found)
    (divergence,) = comparison_data(found)["divergences"]
    assert divergence["said"] == [
        {"policy": "code 1.0", "status": "forbidden", "one_of": False},
        {"policy": "code 2.0", "status": "unregulated", "one_of": False},
    ]


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
