"""Groups of facts: which are reached from which, in time that grows with what they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.model.groups import connected, linked

FACTS = "abcdefgh"
GROUPS = st.dictionaries(st.integers(0, 20), st.frozensets(st.sampled_from(FACTS), max_size=3), max_size=10)


def plainly_linked(facts: Collection[str], groups: Mapping[int, Collection[str]]) -> tuple[int, ...]:
    reached, found, waiting = set(facts), list[int](), dict(groups)
    while near := [key for key, group in waiting.items() if not reached.isdisjoint(group)]:
        found += near
        for key in near:
            reached.update(waiting.pop(key))
    return tuple(found)


@given(st.frozensets(st.sampled_from(FACTS), max_size=3), GROUPS)
def test_linked_groups_are_reached_layer_by_layer(facts: frozenset[str], groups: dict[int, frozenset[str]]) -> None:
    """LAW: as if every group were looked at again in each round: the nearest first, in their own order."""
    assert linked(facts, groups) == plainly_linked(facts, groups)


@given(GROUPS)
def test_connected_groups_are_a_partition(groups: dict[int, frozenset[str]]) -> None:
    """LAW: each group is in one part, which is the first of it and what is linked to that."""
    parts = list(connected(groups))
    assert sorted(key for part in parts for key in part) == sorted(groups)
    for part in parts:
        others = {key: group for key, group in groups.items() if key != part[0]}
        assert part[1:] == plainly_linked(groups[part[0]], others)


def test_a_long_chain_takes_as_long_as_it_is() -> None:
    """100,000 groups in a row are followed from one end to the other; in rounds, that would be 5,000,000,000 looks."""
    chain = {n: (f"x{n}", f"x{n + 1}") for n in range(100_000)}
    assert linked(("x0",), chain) == tuple(chain)
    assert list(connected(chain)) == [tuple(chain)]
