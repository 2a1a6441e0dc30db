"""Variants: named, serialisable changes of a policy, with everything that is wrong with them told at once."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.cohorts.variants import VARIANT, Variant, policies_of, read_variants, variants_json, vary
from coach_ethics.language.schema.json_schema import json_schema
from coach_ethics.language.schema.shapes import ListShape
from coach_ethics.language.yaml import emit
from coach_ethics.model.policy import named
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

POLICY = """\
policy: gifts
title: Gifts
version: 1.0.0
parameters:
  most: {default: 20, min: 0, max: 500, means: what a gift may be worth}
  suspect: {default: [sponsor], of: gift.giver, means: whose gifts count}
facts:
  gift.worth: {type: int, min: 0, max: 500, ask: What is it worth?, means: what it is worth}
  gift.giver: {type: enum, values: [client, sponsor, other], ask: By whom?, means: who offers it}
acts:
  accept: {means: Accept the gift}
norms:
  no-gifts:
    must_not: accept
    when: gift.worth > most and gift.giver in suspect
    because: It may sway you.
scenarios:
  - scenario: a large gift of the sponsor's
    given: {gift.worth: 30, gift.giver: sponsor}
    expect: {forbidden: [accept]}
"""
OVERLAY = """\
policy: mild
title: Small gifts
version: 1.0.0
extends: [gifts]
norms:
  small-gifts:
    may: accept
    when: gift.worth < 5
    because: It can't.
"""


def _status(policy: ce.Policy, worth: int | None, giver: str | None) -> str:
    return ce.assess({"gift.worth": worth, "gift.giver": giver}, policy, engine="reference").statuses["accept"].value


@pytest.fixture
def gifts() -> ce.Policy:
    return ce.load_policy(POLICY)


def test_parameters(gifts: ce.Policy) -> None:
    varied = vary(gifts, Variant("generous", {"most": 100, "suspect": ["client", "sponsor"]}))
    assert [_status(policy, 50, "sponsor") for policy in (gifts, varied)] == ["forbidden", "unregulated"]
    assert [_status(policy, 150, "client") for policy in (gifts, varied)] == ["unregulated", "forbidden"]


def test_norms_off(gifts: ce.Policy) -> None:
    assert _status(vary(gifts, Variant("anything goes", off=["no-gifts"])), 500, "sponsor") == "unregulated"


def test_norms_replaced(gifts: ce.Policy) -> None:
    """What replaces a norm is laid out as in a policy file, and may use the policy's parameters as they are varied."""
    replaced = {"no-gifts": {"must_not": "accept", "when": "gift.worth >= most"}}
    varied = vary(gifts, Variant("from anybody", {"most": 40}, replaced=replaced))
    assert [_status(varied, worth, None) for worth in (39, 40)] == ["unregulated", "forbidden"]
    assert named(varied.norms)["no-gifts"].because == ""


def test_overlays(gifts: ce.Policy) -> None:
    """An overlay extends the policy by its name, wherever that came from."""
    varied = vary(gifts, Variant("mild", {"most": 3}, overlays=[OVERLAY]))
    assert [_status(varied, worth, "other") for worth in (4, 5)] == ["permitted", "unregulated"]
    assert _status(varied, 4, "sponsor") == "forbidden"


def test_a_shipped_policy_takes_all_of_it() -> None:
    """What a policy inherits can be varied as its own can."""
    essay = ce.load_policy("essay")
    replaced = {"keep-confidence": {"must_not": "tell_sponsor", "when": "sponsor.present"}}
    overlay = OVERLAY.replace("[gifts]", "[essay]").replace("accept", "withdraw").replace("gift.worth < 5", "true")
    varied = vary(essay, Variant("all", {"persistent": 4}, ["no-half-truths"], replaced, [overlay]))
    assert {norm.name for norm in varied.norms} == {*(norm.name for norm in essay.norms), "small-gifts"}
    assert {act.name for act in varied.acts} == {act.name for act in essay.acts}
    case = {"sponsor.present": True, "consent.to_tell_sponsor": "written", "law.requires_disclosure": False}
    result = ce.assess({**case, "harm.likelihood": "none"}, varied, engine="reference")
    assert result.statuses["tell_sponsor"] is ce.Status.FORBIDDEN
    assert result.statuses["tell_half_truth"] is ce.Status.UNREGULATED


@given(data=st.data())
def test_replacing_a_norm_by_itself_changes_nothing(data: st.DataObject) -> None:
    """And so does a variant that says nothing."""
    policy = data.draw(policies(texts=("",)))
    where = data.draw(situations(policy))
    means = ce.assess(where, policy, engine="reference").statuses
    assert vary(policy, Variant("nothing")) == policy
    same = vary(policy, Variant("the same", {each.name: each.default for each in policy.parameters}))
    assert ce.assess(where, same, engine="reference").statuses == means


def test_what_is_wrong_is_told_at_once(gifts: ce.Policy) -> None:
    variant = Variant("bad", {"mots": 1, "most": "many", "suspect": ["nobody"]}, off=["no-gift"])
    with pytest.raises(ce.CaseProblems) as caught:
        vary(gifts, variant)
    assert [(each.code, each.message, each.help) for each in caught.value.problems] == [
        ("K113", "`no-gift` is not a norm of `gifts`", "did you mean `no-gifts`?"),
        ("K112", "`many` is not a value of the parameter `most`", "expected a whole number from 0 to 500"),
        ("K111", "`mots` is not a parameter of `gifts`", "did you mean `most`?"),
        (
            "K112",
            "`nobody` is not a value of the parameter `suspect`",
            "expected a list, each one of `client`, `sponsor`, `other`",
        ),
    ]


def test_what_replaces_a_norm_is_read_as_any_norm_is(gifts: ce.Policy) -> None:
    with pytest.raises(ce.PolicyProblems, match=r"`gift\.wort` is not a"):
        vary(gifts, Variant("bad", replaced={"no-gifts": {"must_not": "accept", "when": "gift.wort > 3"}}))


def test_two_variants_of_one_name(gifts: ce.Policy) -> None:
    with pytest.raises(ce.CaseProblems, match="two variants are called `one`"):
        policies_of(gifts, (Variant("one"), Variant("one", {"most": 3})))


SETTINGS = st.one_of(st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=3))
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,4}", fullmatch=True)
VARIANTS = st.builds(
    Variant,
    st.text(max_size=5),
    st.dictionaries(NAMES, SETTINGS, max_size=3),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(NAMES, st.dictionaries(NAMES, st.text(max_size=5)), max_size=2),
    st.lists(st.text(max_size=5), max_size=2),
)


@given(st.lists(VARIANTS, max_size=3))
def test_variants_are_read_as_they_were_written(variants: list[Variant]) -> None:
    assert read_variants(variants_json(tuple(variants))) == tuple(variants)


@given(st.one_of(st.text(), st.recursive(SETTINGS, lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps)))
def test_any_text_gives_variants_or_problems(text: str) -> None:
    found: set[str] = set()
    try:
        read_variants(text)
    except ce.CaseProblems as wrong:
        found = {each.code for each in wrong.problems}
    assert {code for code in found if not code.startswith("Y1")} <= {"K114"}


def test_what_is_wrong_with_variants_is_told_at_once_with_its_place() -> None:
    """In JSON and in YAML alike; what has no place in a policy is told when the policy is varied."""
    data = [{"nam": "x", "off": "no-gifts", "parameters": {"most": {"a": 1}}}, {"name": "y", "overlays": [{}]}, 3]
    said = [
        ("$[0].nam", "`nam` is not a key of a variant"),
        ("$[0].off", "expected a list, but found `no-gifts`"),
        ("$[0].parameters.most", "expected a list, but found a mapping"),
        ("$[1].overlays[0]", "expected a text, but found a mapping"),
        ("$[2]", "expected a variant, but found `3`"),
    ]
    for text in (json.dumps(data), emit({"all": data}).replace("all:", "")):
        with pytest.raises(ce.CaseProblems) as wrong:
            read_variants(text)
        assert sorted((each.path, each.message) for each in wrong.value.problems) == said
        assert all(each.code == "K114" and each.span for each in wrong.value.problems)


@given(st.lists(VARIANTS, max_size=3))
def test_what_is_written_of_variants_keeps_to_their_schema(variants: list[Variant]) -> None:
    schema = jsonschema.Draft202012Validator(json_schema(ListShape(VARIANT, single=True), "variants", ""))
    assert [error.message for error in schema.iter_errors(json.loads(variants_json(tuple(variants))))] == []


def test_variants_may_be_written_in_yaml() -> None:
    text = "- {name: dear, parameters: {most: 40, suspect: [client, sponsor]}}\n- {name: free, off: [no-gifts]}\n"
    assert read_variants(text) == (
        Variant("dear", {"most": 40, "suspect": ["client", "sponsor"]}),
        Variant("free", off=["no-gifts"]),
    )


SECOND = """\
policy: careful
title: Gifts that are told
version: 1.0.0
extends: [gifts]
acts:
  tell: {means: Tell your supervisor}
norms:
  tell-of-gifts:
    must: tell
    when: gift.worth > 1
    because: Two see more.
"""


@pytest.mark.parametrize("extends", ["[gifts]", "[mild]", "[gifts, mild]"])
def test_overlays_add_up(gifts: ce.Policy, extends: str) -> None:
    """Each lies on what those before it made, whether it extends the policy or one of them."""
    second = SECOND.replace("[gifts]", extends)
    varied = vary(gifts, Variant("both", {"most": 3}, overlays=[OVERLAY, second]))
    assert [norm.name for norm in varied.norms] == ["no-gifts", "small-gifts", "tell-of-gifts"]
    assert [_status(varied, worth, "other") for worth in (4, 5)] == ["permitted", "unregulated"]


def test_three_overlays(gifts: ce.Policy) -> None:
    third = SECOND.replace("careful", "bold").replace("tell", "show").replace("[gifts]", "[careful]")
    varied = vary(gifts, Variant("all", overlays=[OVERLAY, SECOND, third]))
    assert {norm.name for norm in varied.norms} == {"no-gifts", "small-gifts", "tell-of-gifts", "show-of-gifts"}


def test_an_overlay_that_extends_something_else_would_take_the_policys_place(gifts: ce.Policy) -> None:
    with pytest.raises(ce.CaseProblems) as caught:
        vary(gifts, Variant("another", overlays=["icf-2025"]))
    (problem,) = caught.value.problems
    assert problem.code == "K121"
    assert problem.message == "the overlay `icf-2025` doesn't extend `gifts`, so it would replace it"
    alone = SECOND.replace("extends: [gifts]\n", "").replace("gift.worth > 1", "block.present")
    with pytest.raises(ce.CaseProblems, match="doesn't extend `gifts`"):
        vary(gifts, Variant("second", overlays=[OVERLAY, alone]))


def test_one_name_or_a_set_of_values_will_do() -> None:
    """A text is one name, not its letters; a set becomes a list in a fixed order, also in JSON."""
    variant = Variant("one", {"suspect": {"sponsor", "client"}}, off="no-gifts", overlays=OVERLAY)
    assert (variant.off, variant.overlays) == (("no-gifts",), (OVERLAY,))
    assert variant.parameters == (("suspect", ("client", "sponsor")),)
    assert read_variants(variants_json((variant,))) == (variant,)
