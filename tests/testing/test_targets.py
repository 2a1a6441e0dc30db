"""Random situations reach what a policy can say, and not only what its single facts can be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings

from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.deontics.program import Kind, Program, lower, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.model.answers import Impossible
from coach_ethics.model.conditions import Holds, Named, Not
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.problems import PolicyProblems
from coach_ethics.reasoning.slice import slices_of
from coach_ethics.reasoning.solver import ask
from coach_ethics.source import Source
from coach_ethics.testing.situation_strategies import complete_situations, situations, situations_about

DRAWS = 1000

FAR = """\
policy: far
facts:
  team.size: {type: int, min: 0, max: 1000, ask: How many are they?, means: people in the team}
acts:
  withdraw: {means: End}
concepts:
  large: {when: team.size >= 50 and team.size < 60 and team.size != 55, means: a large team}
norms:
  a: {must: withdraw, when: large and block.present and block.named and sponsor.present, because: x}
  b: {must_not: withdraw, when: block.present and client.decision == pending, because: y}
"""


@pytest.mark.parametrize("name", ["essay", "icf-2025"])
def test_each_side_of_each_norm_that_can_be_is_reached(name: str) -> None:
    """The essay's policy has the norms of all that it extends."""
    policy = load_policy(name)
    program = lower(policy)
    seen: set[tuple[str, bool | None]] = set()

    @seed(1)
    @settings(max_examples=DRAWS, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(situations(policy))
    def draw(situation: Situation) -> None:
        seen.update(evaluate(program, situation).items())

    draw()
    assert set(_possible_sides(policy, program)) - seen == set()


def _possible_sides(policy: Policy, program: Program) -> Iterator[tuple[str, bool]]:
    """Both sides of each norm's being in force, but those that can be shown impossible."""
    slices = slices_of(policy, program)
    for norm in policy.norms:
        name = name_of(Kind.IN_FORCE, norm.name)
        for side in (True, False):
            wanted = Named(name) if side else Not(Named(name))
            if not isinstance(ask((wanted,), slices), Impossible):
                yield name, side


def test_a_clash_of_norms_is_found_at_once_and_shrinks_to_what_it_needs() -> None:
    policy = read_policy(Source("far.yaml", FAR))
    program = lower(policy)
    conflict = name_of(Kind.CONFLICT, "a", "b")
    quick = settings(database=None, max_examples=50)
    found = find(
        situations_about(policy, Kind.CONFLICT), lambda s: evaluate(program, s)[conflict] is True, settings=quick
    )
    assert found == Situation(
        {
            "block.named": True,
            "block.present": True,
            "client.decision": "pending",
            "sponsor.present": True,
            "team.size": found["team.size"],
        }
    )


def test_most_situations_can_be() -> None:
    """What breaks a constraint of the world is drawn, but seldom: a law that passes it by would say little."""
    policy = load_policy("collusion")
    possible = list[bool]()

    @seed(1)
    @settings(max_examples=100, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(complete_situations(policy))
    def draw(situation: Situation) -> None:
        possible.append(all(truth(each.always, situation, {}) for each in policy.constraints))

    draw()
    assert 0.6 < sum(possible) / len(possible) < 1


def test_a_policy_that_is_too_entangled_to_close_has_situations_too() -> None:
    modalities = (Modality.OBLIGATION, Modality.PROHIBITION)
    norms = (Norm(f"norm-{n}", modalities[n % 2], ("tell",), when=Holds("block.present")) for n in range(1000))
    entangled = Policy("entangled", vocabulary=STANDARD, acts=(Act("tell"),), norms=tuple(norms))
    with pytest.raises(PolicyProblems):
        lower(entangled)
    quick = settings(database=None, max_examples=50)
    found = find(situations(entangled), lambda situation: situation["block.present"] is True, settings=quick)
    assert found == Situation({"block.present": True})
