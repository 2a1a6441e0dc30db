"""The digest of a policy: of what it means, whatever its words, the order of its parts, the process or the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.deontics.program import Kind, Program, lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model.conditions import And, Comparison, Condition, Holds, Not, Or
from coach_ethics.model.digest import meaning_digest, wording_digest
from coach_ethics.model.meaning import MEANING
from coach_ethics.model.normal import MIRROR
from coach_ethics.model.policy import Act, Constraint, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import (
    Boolean,
    Fact,
    Vocabulary,
    extended,
)
from coach_ethics.model.walk import facts_in
from coach_ethics.shipped import shipped_names
from coach_ethics.source import Source
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

SHIPPED = tuple(shipped_names())
NEW = Fact("brand.new", Boolean(), "whatever", "Is it?")


def with_facts(policy: Policy, *facts: Fact, constraints: Iterable[Constraint] = ()) -> Policy:
    """The policy over a vocabulary with these facts as well."""
    vocabulary = extended(policy.vocabulary, facts)
    return attrs.evolve(policy, vocabulary=vocabulary, constraints=(*policy.constraints, *constraints))


def reworded(node: Any, text: str) -> Any:
    """A tree with other words: in every text that is no name, and in whatever else `MEANING` doesn't list."""
    if isinstance(node, tuple):
        return tuple(reworded(each, text) for each in node)
    if not attrs.has(type(node)):
        return node
    kept = {"name", "vocabulary", "facts", "origin", "layer", "source", *MEANING.get(type(node), ())}
    changed = {
        each.name: text if isinstance(value := getattr(node, each.name), str) else reworded(value, text)
        for each in attrs.fields(type(node))
        if each.init and each.eq and each.name not in kept
    }
    return attrs.evolve(node, **changed)


@given(policies(), st.sampled_from(("another text", "", "être")))
def test_no_word_counts(policy: Policy, text: str) -> None:
    """LAW: with other words the meaning is the same; the wording isn't, where there were words."""
    other = attrs.evolve(
        reworded(attrs.evolve(policy, properties=()), text),
        vocabulary=Vocabulary(reworded(policy.vocabulary.facts, text)),
        facts=reworded(policy.facts, text),
    )
    assert meaning_digest(other) == meaning_digest(policy)
    assert (wording_digest(other) == wording_digest(policy)) == (
        attrs.evolve(other, version=policy.version, vocabulary=policy.vocabulary) == policy
    )


def test_what_an_act_means_is_wording() -> None:
    """Acts have a meaning of their own form, in which exclusions hold both ways; their words count all the same."""
    one, other = (Policy("p", acts=(Act("go", means=means),)) for means in ("Go.", "Go away."))
    assert meaning_digest(one) == meaning_digest(other)
    assert wording_digest(one) != wording_digest(other)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_word_of_a_shipped_policy_counts(name: str) -> None:
    policy = load_policy(name)
    parts = attrs.evolve(policy, scenarios=(), properties=(), completeness=(), monotone=(), conflicts=(), clauses=())
    other = attrs.evolve(reworded(parts, "another text"), dialogue=policy.dialogue[::-1])
    assert meaning_digest(other) == meaning_digest(parts) == meaning_digest(policy)
    assert len({wording_digest(each) for each in (other, parts, policy)}) == 3


@given(policies())
def test_no_fact_counts_that_is_not_mentioned(policy: Policy) -> None:
    """LAW: nor does a constraint that such a fact meets by itself; one that limits the others does."""
    mentioned = [fact.name for fact in policy.vocabulary if any(fact.name in facts_in(n.when) for n in policy.norms)]
    assert meaning_digest(with_facts(policy, NEW)) == meaning_digest(policy)
    assert wording_digest(with_facts(policy, NEW)) == wording_digest(policy)
    for fact in mentioned:
        if policy.vocabulary[fact].type == Boolean():
            without = Constraint("none-without", Or((Holds(fact), Not(Holds(NEW.name)))))
            assert meaning_digest(with_facts(policy, NEW, constraints=(without,))) == meaning_digest(policy)
            never = Constraint("never", Not(Holds(fact)))
            assert meaning_digest(with_facts(policy, NEW, constraints=(never,))) != meaning_digest(policy)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_new_standard_fact_leaves_the_digests_of_shipped_names(name: str) -> None:
    policy = load_policy(name)
    told = Constraint("no-sponsor-no-news", Or((Holds("sponsor.present"), Not(Holds(NEW.name)))), "none is told")
    more = with_facts(policy, NEW, constraints=(told,))
    assert (meaning_digest(more), wording_digest(more)) == (meaning_digest(policy), wording_digest(policy))


def turned(condition: Condition, draw: st.DrawFn) -> Condition:
    """The condition with its parts in another order: operands, grouped or not, and the sides of comparisons."""
    match condition:
        case And(operands) | Or(operands) if len(operands) > 1:
            first, *rest = (turned(each, draw) for each in draw(st.permutations(operands)))
            nested = attrs.evolve(condition, operands=tuple(rest)) if draw(st.booleans()) else None
            return attrs.evolve(condition, operands=(nested, first) if nested else (first, *rest))
        case Not(operand):
            return Not(turned(operand, draw))
        case Comparison(left, operator, right):
            return Comparison(right, MIRROR[operator], left) if draw(st.booleans()) else condition
        case _:
            return condition


@st.composite
def in_another_order(draw: st.DrawFn, policy: Policy) -> Policy:
    """The same policy, with everything that can be shuffled shuffled."""

    def shuffled(parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.permutations(tuple(parts))))

    def norm(each: Norm) -> Norm:
        other = attrs.evolve(each, acts=shuffled(each.acts), overrides=shuffled(each.overrides))
        return attrs.evolve(other, when=turned(each.when, draw), if_doing=shuffled(each.if_doing))

    excluded = {(act.name, other) for act in policy.acts for other in act.excludes}
    turned_round = {pair if draw(st.booleans()) else pair[::-1] for pair in sorted(excluded)}
    acts = (
        attrs.evolve(act, excludes=tuple(other for one, other in sorted(turned_round) if one == act.name))
        for act in policy.acts
    )
    return attrs.evolve(
        policy,
        vocabulary=Vocabulary(shuffled(policy.vocabulary)),
        parameters=shuffled(policy.parameters),
        facts=shuffled(policy.facts),
        acts=shuffled(acts),
        concepts=tuple(attrs.evolve(each, when=turned(each.when, draw)) for each in policy.concepts),
        norms=shuffled(map(norm, policy.norms)),
    )


@given(st.data(), policies())
def test_no_order_counts_that_means_nothing(data: st.DataObject, policy: Policy) -> None:
    """LAW: and it does mean nothing: every concept, norm and act has the same truth values."""
    other = data.draw(in_another_order(policy))
    assert meaning_digest(other) == meaning_digest(policy)
    where = data.draw(situations(policy))
    assert truths(other, where) == truths(policy, where)


@cache
def _program(policy: Policy) -> Program:
    return lower(policy)


def truths(policy: Policy, where: Situation) -> dict[str, bool | None]:
    """The truth values of a policy's concepts, norms and acts."""
    program = _program(policy)
    found = evaluate(program, where)
    kinds = (Kind.PROPERTY, Kind.CONFLICT)
    return {each.name: found[each.name] for each in program.definitions if each.kind not in kinds}


@given(st.data(), policies())
def test_a_change_of_meaning_counts(data: st.DataObject, policy: Policy) -> None:
    """LAW: every mutant that gives some verdict otherwise has another digest."""
    where = data.draw(st.lists(situations(policy), min_size=1, max_size=5))
    for mutant in mutants(policy):
        changed = [each for each in where if truths(mutant.policy, each) != truths(policy, each)]
        assert meaning_digest(mutant.policy) != meaning_digest(policy) or not changed, mutant.says


@pytest.mark.parametrize("name", SHIPPED)
def test_every_mutant_of_a_shipped_policy_has_another_digest(name: str) -> None:
    """Whether or not a verdict changes; there are no two mutants of one digest either, but where they are equal."""
    policy = load_policy(name)
    found = {meaning_digest(policy): "itself"}
    for mutant in mutants(policy):
        said = meaning_digest(mutant.policy)
        assert said not in found or found[said] != "itself", mutant.says
        found[said] = mutant.says


TEXT = """
policy: meant
facts: {a.b: {type: int, min: 0, max: 9}, a.c: {type: enum, values: [no, some, all], ordered: true}, a.d: {type: bool}}
parameters: {most: {default: 3, min: 0, max: 9}, few: {default: [no, some], of: a.c}}
acts: {go: {excludes: [stay]}, stay: {}, call: {}}
concepts: {far: {when: a.b > most}}
norms:
  one: {must: go, when: far, because: of it}
  two: {must_not: go, if_doing: call, when: a.c in few and a.d, overrides: one}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max: 9}, a.c", "max: 8}, a.c"),
        ("[no, some, all], ordered", "[no, all, some], ordered"),
        (", ordered: true", ""),
        ("default: 3", "default: 4"),
        ("[no, some], of", "[no, all], of"),
        ("excludes: [stay]", "includes: [stay]"),
        ("{excludes: [stay]}", "{}"),
        ("call: {}", "call: {}, wave: {}"),
        ("far: {when: a.b > most}", "far: {when: a.b >= most}"),
        ("concepts: {", "concepts: {near: {when: a.b < 1}, "),
        ("must: go", "should_be"),
        ("if_doing: call, ", ""),
        ("and a.d", "or a.d"),
        (", overrides: one", ""),
        ("two:", "other:"),
        ("norms:", "constraints: {never: {always: a.b < 5 or a.d}}\nnorms:"),
    ],
)
def test_what_counts(old: str, new: str) -> None:
    assert old in TEXT
    changed = TEXT.replace(old, new if new != "should_be" else "may: go")
    assert meaning_digest(load_policy(changed)) != meaning_digest(load_policy(TEXT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{type: bool}", "{type: bool, judgement: true, ask: Is it?}"),
        ("max: 9}, few", "max: 7}, few"),
        ("because: of it", "because: of that"),
        ("excludes: [stay]}, stay: {}", "}, stay: {excludes: [go]}"),
        ("[no, some], of", "[some, no], of"),
        ("a.c in few and a.d", "a.d and (a.c in few)"),
        ("a.b > most", "most < a.b"),
        ("policy: meant", "policy: meant\nversion: 2.0.0\ntitle: Another"),
        ("norms:", "properties: {always-so: {always: far or not far}}\nnorms:"),
        ("norms:", "completeness: [{acts: [go], when: far}]\nnorms:"),
        ("norms:", "scenarios: [{scenario: all is well, given: {a.b: 1}, expect: {unregulated: [go]}}]\nnorms:"),
        ("concepts:", "dialogue: [{ask: a.d}]\nconcepts:"),
        ("facts: {", "facts: {a.unheard: {type: bool}, "),
    ],
)
def test_what_does_not_count(old: str, new: str) -> None:
    assert old in TEXT
    assert meaning_digest(load_policy(TEXT.replace(old, new))) == meaning_digest(load_policy(TEXT))


def test_a_policy_that_extends_others_has_the_digests_of_one_that_says_it_all() -> None:
    extending = [policy for policy in map(load_policy, SHIPPED) if policy.extends]
    assert extending
    for policy in extending:
        whole = _by_itself(policy)
        assert not whole.extends
        assert (meaning_digest(whole), wording_digest(whole)) == (meaning_digest(policy), wording_digest(policy))


def _by_itself(policy: Policy) -> Policy:
    """The policy written in one file."""

    def own(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(map(own, node))
        if attrs.has(type(node)) and hasattr(node, "origin") and (node.origin or not isinstance(node, Constraint)):
            return attrs.evolve(node, origin=policy.name)
        return node

    sections = {each.name: own(getattr(policy, each.name)) for each in attrs.fields(Policy)}
    text = write_policy(attrs.evolve(policy, **{**sections, "vocabulary": policy.vocabulary, "extends": ()}))
    return read_policy(Source("whole", text))


NO_MEANING = {
    Fact: {"means", "ask", "judgement", "changeable", "lasting", "cost"}
    | {"said", "said_not", "said_of", "dated", "known_to", "usual", "salience"},
    Constraint: {"means"},
    Act: {"means", "leads_to"},
    Norm: {"layer"},  # counts with the layers of the policy, where it has any
}
"""Attributes that were considered, and on which no status depends."""
WORDS = {
    "name",
    "means",
    "because",
    "cites",
    "objections",
    "origin",
    "span",
    "type",
    "like",
    "says",
    "disputed",
    "label",
    "labels",
    "values",
}


def test_every_attribute_was_considered() -> None:
    """A new attribute: does a status depend on it? Then it stands in `MEANING`, else in `NO_MEANING` here."""
    for class_, means in MEANING.items():
        attributes = {each.name for each in attrs.fields(class_)}
        assert attributes - WORDS - set(means) - NO_MEANING.get(class_, set()) == set(), class_
        assert set(means) <= attributes


def test_every_section_was_considered() -> None:
    """A new section: does a status depend on it? Then its parts stand in `MEANING`, else here."""
    with_meaning = {"facts", "constraints", "parameters", "concepts", "acts", "norms", "notices", "presume", "layers"}
    identity = {"name", "version", "effective", "until", "family", "extends", "span", "language", "untranslated"}
    without = {"title", "vocabulary", "sources", "properties", "completeness", "monotone", "conflicts", "dialogue"}
    without |= {"dialogue_about", "clauses", "scenarios", "scope"}
    in_facts = {"added_values"}  # they are values of facts, which have meaning
    assert {each.name for each in attrs.fields(Policy)} == with_meaning | identity | without | in_facts


def test_kinds_of_norms_and_connectives_are_told_apart() -> None:
    base = Policy("p", acts=(Act("go"),), vocabulary=Vocabulary((Fact("a.b", Boolean()), Fact("a.c", Boolean()))))
    both = (Holds("a.b"), Holds("a.c"))
    whens = (And(both), Or(both), And(()), Or(()), Not(And(both)), Holds("a.b"))
    norms = [Norm("n", modality, ("go",), when=when) for modality in Modality for when in whens]
    assert len({meaning_digest(attrs.evolve(base, norms=(norm,))) for norm in norms}) == len(norms)


def test_every_process_gives_the_same_digests() -> None:
    """Sets have another order in every process; the digests haven't."""
    code = "from coach_ethics.model.digest import meaning_digest, wording_digest; "
    code += "from coach_ethics.coaching.policies import load_policy as load; "
    code += "print(meaning_digest(load('essay')), wording_digest(load('essay')))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    policy = load_policy("essay")
    assert found == {f"{meaning_digest(policy)} {wording_digest(policy)}\n"}


def test_a_digest_begins_with_its_version() -> None:
    assert meaning_digest(load_policy("essay")).startswith("2:")
    assert len(meaning_digest(load_policy("essay"))) == 66
