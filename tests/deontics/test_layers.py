"""Layers: which norms prevail over which, held to courses; and policies put together that stand above others."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from tests.deontics.test_brute_force import courses_that_keep, tangled

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.compare_case import compare_case
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.layers import layered
from coach_ethics.deontics.program import lower
from coach_ethics.findings import Status
from coach_ethics.language.policies.merge import merge_policies
from coach_ethics.language.policies.write import bundle
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy, layer_of
from coach_ethics.problems import PolicyProblems
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.plain_text import text
from coach_ethics.render.policy import policy_document

LAW = """
policy: law
above: our-code
facts: {child.in_danger: {type: bool, ask: Is a child in danger?, means: a child is in danger}}
acts: {report: {means: Report it}, keep_notes: {means: Keep notes}}
norms:
  report-children: {must: report, when: child.in_danger, because: The law says so.}
  notes-are-free: {need_not: keep_notes, because: No law asks for them.}
"""
CODE = """
policy: our-code
acts: {report: {includes: [tell]}, tell: {means: Tell}, keep_notes: {}}
norms:
  keep-quiet: {must_not: tell, because: It was told in trust.}
  keep-records: {must: keep_notes, because: Records help.}
  talk-first: {should_not: report, because: Trust grows.}
"""
ANNEX = "policy: annex\nextends: [law, our-code]\n"


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    folder = tmp_path_factory.mktemp("layers")
    for name, said in (("law", LAW), ("our-code", CODE), ("annex", ANNEX)):
        (folder / f"{name}.yaml").write_text(said, "utf-8")
    return load_policy(Path(folder / "annex.yaml"))


def test_a_law_prevails_over_a_code_without_naming_its_norms(annex: Policy) -> None:
    assert layered(annex) == {"report-children": ("keep-quiet", "talk-first"), "notes-are-free": ("keep-records",)}
    found = assess({"child.in_danger": True}, annex)
    assert found.statuses["tell"] is Status.REQUIRED
    assert (found.conflicts, found.tensions, found.exempt) == ((), (), ("keep_notes",))
    assert assess({"child.in_danger": False}, annex).statuses["tell"] is Status.FORBIDDEN


def test_the_code_by_itself_is_as_before(annex: Policy) -> None:
    assert layered(load_policy(CODE)) == {}
    assert layered(load_policy(LAW)) == {}


def test_it_is_told_and_explained(annex: Policy) -> None:
    told = text(policy_document(annex))
    assert "law stands above our-code." in told
    assert "report-children overrides keep-quiet, talk-first" in told
    found = assess({"child.in_danger": True}, annex)
    (ground,) = (each for each in found.why("tell").failing if each.norms[0].norm.name == "keep-quiet")
    assert [each.norm.name for each in ground.norms[0].overriding] == ["report-children"]
    assert text(explanation_document(found.why("report"), found)).startswith("You must report")


def test_joint_policies_keep_layers(annex: Policy) -> None:
    joint = merge_policies([load_policy(LAW), load_policy(CODE)])
    assert layered(joint) == layered(annex)
    case = compare_case({"child.in_danger": True}, [load_policy(LAW), load_policy(CODE)])
    assert case.conflicts == ()


def test_a_bundle_keeps_layers(annex: Policy) -> None:
    kept = load_policy(bundle(annex))
    assert layered(kept) == layered(annex)
    assert meaning_digest(kept) == meaning_digest(annex)
    assert meaning_digest(evolve(annex, layers=())) != meaning_digest(annex)


def test_an_exception_that_an_author_wrote_stays() -> None:
    """A lower norm that names a higher one isn't overridden by it."""
    said = """
policy: p
layers: {law: code}
acts: {tell: {}}
norms:
  tell-it: {must: tell, layer: law}
  but-never: {must_not: tell, overrides: tell-it, layer: code}
"""
    assert assess({}, load_policy(said)).statuses["tell"] is Status.FORBIDDEN


def test_circles_through_layers_are_refused() -> None:
    said = """
policy: p
layers: {law: code}
acts: {tell: {}, wait: {}}
norms:
  tell-it: {must: tell, layer: law}
  wait-now: {must: wait, layer: law}
  never-tell: {must_not: tell, overrides: wait-now, layer: code}
  never-wait: {must_not: wait, overrides: tell-it, layer: code}
"""
    with pytest.raises(PolicyProblems) as refused:
        lower(load_policy(said))
    (problem,) = refused.value.problems
    assert problem.code == "D303"
    assert problem.message.count("→") == 4


@given(tangled())
def test_the_higher_prevails_where_the_two_cannot_both_be_met(policy: Policy) -> None:
    """LAW: of two norms that no course meets, though each alone can be met, the higher overrides the lower."""
    norms = tuple(
        evolve(norm, layer=("law", "code")[place % 2], overrides=()) for place, norm in enumerate(policy.norms)
    )
    both = evolve(policy, norms=norms, layers=(("law", "code"),))
    found = layered(both)
    for one in norms:
        for other in (each for each in norms if layer_of(one) == "law" and layer_of(each) == "code"):
            assert (other.name in found.get(one.name, ())) == _prevails(one, other, both), (one.name, other.name)
    assert all(layer_of(norm) == "law" for norm in norms if norm.name in found)


def _prevails(one: Norm, other: Norm, policy: Policy) -> bool:
    def left(*norms: Norm) -> list[frozenset[str]]:
        return courses_that_keep(frozenset(norm.name for norm in norms), policy, heeded=True)

    traits, alone = TRAITS[one.modality], left(other)
    if traits.permits:
        return bool(alone) and any(not any(act in course for course in alone) for act in one.acts) and bool(left())
    if traits.exempts:
        return bool(alone) and any(all(act in course for course in alone) for act in one.acts)
    weaker = traits.advises and not TRAITS[other.modality].advises
    return bool(left(one)) and bool(alone) and not left(one, other) and not weaker
