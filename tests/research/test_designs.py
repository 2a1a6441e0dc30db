"""Designs: the cells that constraints allow, the best of them, in blocks, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import pytest

import coach_ethics as ce
from coach_ethics.cohorts import impossible_rows
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.research import Design, design
from coach_ethics.research.optimal import blocked, chosen, coded, efficiency, independent

FACTORS: dict[str, list[Value]] = {
    "consent.to_disclosure": ["refused", "oral", "written"],
    "harm.likelihood": ["none", "possible", "likely"],
    "disclosure.recipient": ["sponsor", "authorities", "person_at_risk"],
    "disclosure.foreseen_by_contract": [False, True],
}
MANY = {
    name: domain(ce.load_policy("essay").vocabulary[name].type)
    for name in ("commitment.missed_in_a_row", "disclosure.recipient", "disclosure.requested_by", "disclosure.content")
}
SPONSOR = ["sponsor.present", "outcomes.agreed_by_sponsor", "block.present"]


def test_without_a_size_every_possible_cell_is_a_vignette() -> None:
    """Cells that break a constraint are left out and counted, and no other: each row can be, and none twice."""
    found = design("essay", SPONSOR, seed=1)
    assert [(each.constraints, each.count) for each in found.excluded] == [(("no-sponsor-no-agreement",), 2)]
    assert len({tuple(each.facts.items()) for each in found.vignettes}) == found.cells == 2**3 - 2
    assert impossible_rows(found.frame(), "essay") == ()
    assert [each.number for each in found.vignettes] == list(range(1, 7))


def test_constraints_hold_for_facts_that_do_not_vary() -> None:
    """Of a context without a sponsor, nothing that a sponsor agreed is left, though the context is in every cell."""
    with pytest.raises(ce.CaseProblems) as refused:
        design("essay", {"outcomes.agreed_by_sponsor": [True, True]}, seed=1, context={"sponsor.present": False})
    assert "has one level only" in str(refused.value)
    found = design("essay", ["block.present", "outcomes.agreed_by_sponsor"], seed=1, context={"sponsor.present": False})
    assert {each.facts["outcomes.agreed_by_sponsor"] for each in found.vignettes} == {False}
    assert found.aliased == ("outcomes.agreed_by_sponsor",), "what doesn't vary any more has no effect to be told"


def test_levels_are_those_that_the_policy_can_tell_apart() -> None:
    """Of a hundred missed commitments, the essay tells apart none to one, two and more; a level stands for each."""
    found = design("essay", ["commitment.missed_in_a_row", "consent.to_tell_sponsor"], seed=1)
    assert found.levels["commitment.missed_in_a_row"] == (0, 1, 2)
    assert len(found.levels["consent.to_tell_sponsor"]) < 4


def test_a_fraction_is_the_same_for_a_seed_and_another_for_another() -> None:
    one, again, other = (design("icf-2025", FACTORS, size=18, blocks=3, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.vignettes != other.vignettes
    assert one.efficiency > 0.95


def _counts(found: Design) -> dict[str, set[int]]:
    return {name: {each.count for each in found.balance() if each.fact == name} for name in found.levels}


def test_a_fraction_is_balanced_and_so_are_its_blocks() -> None:
    found = design("icf-2025", FACTORS, size=36, blocks=2, seed=3)
    assert _counts(found) == {**{key: {12} for key in FACTORS}, "disclosure.foreseen_by_contract": {18}}
    assert all(max(each.in_blocks) - min(each.in_blocks) <= 1 for each in found.balance())
    assert Counter(each.block for each in found.vignettes) == {1: 18, 2: 18}


@pytest.mark.parametrize(("levels", "size"), [((2, 2, 2, 2), 8), ((3, 3, 3, 3), 9), ((2, 2, 2), 4)])
def test_the_regular_fractions_of_textbooks_are_found(levels: tuple[int, ...], size: int) -> None:
    """The half fraction of 2^4, the Latin square of 3^4 in 9 and the half of 2^3 are orthogonal: their efficiency is 1.

    Source: Box, Hunter and Hunter, Statistics for Experimenters (2005), chapters 6 and 8.
    """
    model = coded([*product(*map(range, levels))], levels)
    assert efficiency(model) == pytest.approx(1)
    assert efficiency(model[chosen(model, size, Random(1))]) == pytest.approx(1)


def test_exchange_is_as_good_as_the_library_that_was_tried() -> None:
    """pydoe 1.6 reaches 0.99099 here (modified Fedorov, on coded candidates), and SAS and skpr about 0.992."""
    levels = (4, 5, 4, 2, 3)
    model = coded([*product(*map(range, levels))], levels)
    rows = chosen(model, 48, Random(27))
    assert len(set(rows)) == 48
    assert efficiency(model[rows]) > 0.99099


def test_blocks_confound_what_is_of_least_interest() -> None:
    """A 2^3 in two blocks of four: each block has both levels of each factor twice."""
    cells = [*product(range(2), repeat=3)]
    block = blocked(coded(cells, (2, 2, 2)), 2, Random(4))
    for at, which in product(range(3), range(2)):
        assert Counter(cell[at] for cell, own in zip(cells, block, strict=True) if own == which) == {0: 2, 1: 2}


def test_effects_that_no_vignettes_can_tell_are_named() -> None:
    """Where a sponsor's absence rules out agreement, their interaction has an empty cell."""
    found = design("essay", SPONSOR, seed=1, interactions=True)
    assert found.aliased == ("sponsor.present with outcomes.agreed_by_sponsor",)
    assert found.efficiency > 0
    model = coded([(0, 0), (1, 1)], (2, 2))
    assert independent(model) == [0, 1]


def test_interactions_ask_for_more_vignettes() -> None:
    pair = [("harm.likelihood", "disclosure.recipient")]
    found = design("icf-2025", FACTORS, size=24, seed=5, interactions=pair)
    assert found.efficiency > 0.9
    with pytest.raises(ce.CaseProblems, match="12 effects"):
        design("icf-2025", FACTORS, size=11, seed=5, interactions=pair)


def test_a_frame_of_a_design_is_assessed_as_it_is() -> None:
    found = design("icf-2025", FACTORS, size=12, seed=5)
    assert found.frame().columns == ["vignette", "block", *FACTORS]
    with pytest.warns(UserWarning, match="facts have no column"):
        assert len(ce.assess_frame(found.frame(), "icf-2025")["ethics_disclose"]) == 12


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"factors": ["harm.likelyhood"]}, "K131: $.harm.likelyhood: `harm.likelyhood` is not a fact"),
        ({"factors": {"harm.likelihood": ["none", "liekly"]}}, "`liekly` is not a value of `harm.likelihood`"),
        ({"factors": {"block.present": [0, 1]}}, "`0` is not a value of `block.present`"),
        ({"factors": {"block.present": [True]}}, "has one level only"),
        ({"factors": []}, "a design needs a factor"),
        ({"factors": ["block.present"], "context": {"block.present": True}}, "is a factor, and can't be the same"),
        ({"factors": ["claims.accurate"]}, "no value of `claims.accurate` makes a difference to the policy"),
        ({"factors": FACTORS, "size": 3}, "8 effects (with the mean) can't be told from 3 vignettes"),
        ({"factors": FACTORS, "size": 55}, "there are only 54 possible cells"),
        ({"factors": FACTORS, "blocks": 55}, "54 vignettes can't be divided into 55 blocks"),
        ({"factors": FACTORS, "interactions": [("harm.likelihood", "harm.to")]}, "are not two factors"),
        ({"factors": MANY}, "K132: the full factorial has 134,431 cells, which is more than 100,000"),
    ],
)
def test_what_can_not_be_designed_is_said(given: dict[str, object], message: str) -> None:
    with pytest.raises(ce.CaseProblems) as refused:
        design("essay", **{"seed": 1, **given})  # type: ignore[arg-type]  # each case breaks another argument
    assert message in str(refused.value)
