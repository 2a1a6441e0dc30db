from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import given

from coach_ethics.coaching.policies import check_policy, read_policy
from coach_ethics.language.files import Find
from coach_ethics.language.policies import read
from coach_ethics.language.policies.cycles import ordered
from coach_ethics.language.policies.rebind import rebind
from coach_ethics.language.policies.write import write_policy
from coach_ethics.language.world import World
from coach_ethics.model.conditions import Comparison, FactTerm, Literal, Operator
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.vocabulary import Integer, Vocabulary
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source
from coach_ethics.testing.strategies import policies

GOOD = Path(__file__).parent / "good"


def among(texts: dict[str, str]) -> Find:
    """Finds policies among texts."""
    return lambda name, wanted_by: Source(name, texts[name]) if name in texts else None


def good(name: str) -> Policy:
    path = GOOD / f"{name}.yaml"
    return read_policy(Source(str(path), path.read_text("utf-8")))


GROUND = """
policy: ground
sources: {essay: {title: An essay}}
parameters: {most: {default: 3, min: 0, max: 9, means: what is borne}}
facts: {step.missed: {type: int, min: 0, max: 60}}
acts: {stay: {means: Stay}, leave: {}}
concepts: {absent: {when: step.missed > most}}
norms: {stay-on: {must: stay, when: not absent, cites: essay P1}}
dialogue: [{ask: step.missed}, {ask: block.present}]
dialogue_about: stay
scenarios: [{scenario: nothing missed, given: {step.missed: 0}, expect: {required: stay}}]
"""


def test_everything_that_is_extended_is_there_with_its_origin() -> None:
    policy = read_policy(
        Source(
            "a",
            "policy: a\nextends: ground\nnorms: {go: {may: leave}}\ndialogue: [{ask: block.present}]\n"
            "dialogue_about: leave",
        ),
        find=among({"ground": GROUND}),
    )
    assert [(norm.name, norm.origin) for norm in policy.norms] == [("stay-on", "ground"), ("go", "a")]
    assert [(scenario.name, scenario.origin) for scenario in policy.scenarios] == [("nothing missed", "ground")]
    assert [(fact.name, fact.origin) for fact in policy.facts] == [("step.missed", "ground")]
    assert "step.missed" in policy.vocabulary
    # The author's own order of questions comes first, and nothing is asked twice.
    assert [(step.fact, step.origin) for step in policy.dialogue] == [("block.present", "a"), ("step.missed", "ground")]
    assert policy.dialogue_about == ("leave", "stay")


def test_a_new_default_reaches_what_was_inherited() -> None:
    policy = read_policy(
        Source("a", "policy: a\nextends: ground\nparameters: {most: {default: 5}}"), find=among({"ground": GROUND})
    )
    (most,) = policy.parameters
    assert (most.default, most.type, most.means, most.origin) == (5, Integer(0, 9), "what is borne", "a")
    assert named(policy.concepts)["absent"].when == Comparison(
        FactTerm("step.missed", Integer(0, 60)), Operator.GT, Literal(5, "most")
    )


def test_the_same_act_of_several_policies_is_one() -> None:
    policy = read_policy(
        Source("a", "policy: a\nextends: ground\nacts: {leave: {means: Go, excludes: stay}, stay: {}}"),
        find=among({"ground": GROUND}),
    )
    acts = named(policy.acts)
    assert (acts["leave"].means, acts["leave"].excludes) == ("Go", ("stay",))
    assert acts["stay"].means == "Stay"
    assert len(policy.acts) == 2


def test_diamonds_are_one() -> None:
    """Two parents with one ground: its parts are there once; a default changed by one parent must be determined."""
    policy = good("diamond")
    assert [norm.name for norm in policy.norms] == ["keep-silent", "report-it"]
    assert named(policy.parameters)["tolerated"].default == 4
    left, right = (GOOD / f"diamond-{side}.yaml" for side in ("left", "right"))
    texts = {path.stem: path.read_text("utf-8") for path in (left, right, GOOD / "shared-ground.yaml")}
    undetermined = "policy: a\nextends: [diamond-left, diamond-right]\n"
    _, problems = check_policy(Source("a", undetermined), find=among(texts))
    assert [problem.code for problem in problems] == ["X402"]


def test_faults_of_what_is_extended_are_told_once_and_blame_nobody_else() -> None:
    texts = {
        "left": "policy: left\nextends: ground\n",
        "right": "policy: right\nextends: ground\n",
        "ground": "policy: ground\nacts: {go: {}}\nconcepts: {bad: {when: nope}}\nnorms: {worse: {must: going}}\n",
    }
    text = "policy: a\nextends: [left, right]\nnorms: {x: {must: go, when: bad, overrides: worse}}\n"
    policy, problems = check_policy(Source("a", text), find=among(texts))
    assert policy is None
    assert [(problem.code, problem.span and problem.span.source.name) for problem in problems] == [
        ("N102", "ground"),
        ("N103", "ground"),
    ]


def test_a_name_is_looked_for_beside_the_file_and_then_among_those_shipped(tmp_path: Path) -> None:
    (tmp_path / "essay.yaml").write_text("policy: essay\nacts: {own: {}}\n", "utf-8")
    (tmp_path / "a.yaml").write_text("policy: a\nextends: [essay, confidentiality]\n", "utf-8")
    policy = read_policy(Source(str(tmp_path / "a.yaml"), (tmp_path / "a.yaml").read_text("utf-8")))
    assert "own" in named(policy.acts)
    assert "confidentiality" in {norm.origin for norm in policy.norms}


def test_a_folder_or_a_dead_link_is_not_a_policy(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "dead.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself.yaml").symlink_to(tmp_path / "itself.yaml")
    path = tmp_path / "a.yaml"
    path.write_text("policy: a\nextends: [folder, dead, itself]\n", "utf-8")
    with pytest.raises(PolicyProblems) as raised:
        read_policy(Source(str(path), path.read_text("utf-8")))
    assert [problem.code for problem in raised.value.problems] == ["X403"] * 3


def test_an_order_that_is_one_is_kept_and_cycles_are_shown() -> None:
    assert ordered({"a": [], "c": ["a"], "b": ["a", "c"]}) == (["a", "c", "b"], [])
    assert ordered({"a": ["b"], "b": ["c"], "c": []})[0] == ["c", "b", "a"]
    assert ordered({"a": ["b"], "b": ["a"], "c": ["c"]})[1] == [("a", "b", "a"), ("c", "c")]
    long = {str(each): [str(each + 1)] for each in range(5_000)}
    assert len(ordered(long)[0]) == 5_000


@given(policies())
def test_random_policies_come_back_from_their_writing(policy: Policy) -> None:
    """LAW: read ∘ write = identity, on random policies."""
    world = World(Vocabulary())
    assert read.read_policy(Source("<text>", write_policy(policy)), world) == policy


@given(policies())
def test_rebinding_to_the_same_values_changes_nothing(policy: Policy) -> None:
    """LAW: rebind(policy, its own parameters) = policy."""
    assert rebind(policy, named(policy.parameters)) == policy


@given(policies())
def test_an_extension_that_adds_nothing_says_the_same(policy: Policy) -> None:
    """LAW: a policy that only extends another has its parts, under its own name."""
    found = read.read_policy(
        Source("a", f"policy: a\nextends: [{policy.name}]\n"),
        World(Vocabulary()),
        find=among({policy.name: write_policy(policy)}),
    )
    assert attrs.evolve(found, name=policy.name, version=policy.version, extends=(), title=policy.title) == policy


def test_new_values_reach_every_place_where_a_parameter_stands() -> None:
    """Sets, switches and numbers, in every section that has conditions."""
    ground = """
policy: ground
parameters:
  told: {default: [client], of: disclosure.recipient}
  strict: {default: true}
  most: {default: 3, min: 0, max: 9}
acts: {go: {}}
constraints: {a: {always: disclosure.recipient in told}}
norms: {b: {must: go, when: strict and block.present}}
properties: {c: {never: commitment.missed_in_a_row > most}}
completeness: [{acts: go, when: disclosure.recipient not in told or not strict}]
"""
    changed = ground.replace("[client]", "[sponsor, client]").replace("true", "false").replace("3", "5")
    own = "parameters: {told: {default: [sponsor, client]}, strict: {default: false}, most: {default: 5}}"
    found = read_policy(Source("a", f"policy: a\nextends: ground\n{own}\n"), find=among({"ground": ground}))
    wanted = read_policy(Source("ground", changed))
    assert found != read_policy(Source("ground", ground))
    assert (found.constraints, found.norms, found.properties, found.completeness) == (
        wanted.constraints,
        wanted.norms,
        wanted.properties,
        wanted.completeness,
    )
