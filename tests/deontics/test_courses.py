from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps import at_most

from coach_ethics.deontics.courses import breached_by, choices, ruled_out_by, with_included
from coach_ethics.deontics.demands import Demand, parts
from coach_ethics.deontics.minimal import Antichain, Budget, minimal
from coach_ethics.deontics.trade_offs import TradeOff, trade_offs
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.problems import PolicyProblems

MUST, ONE_OF, MUST_NOT = Modality.OBLIGATION, Modality.OBLIGATION_TO_CHOOSE, Modality.PROHIBITION
EMPTY = frozenset[str]()


def demand(if_doing: str, one_of: str) -> Demand:
    return Demand(frozenset(if_doing.split()), frozenset(one_of.split()))


def courses(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in names)


def test_the_essay_leaves_two_choices() -> None:
    """Withdraw and tell the client, or renegotiate and be open with both."""
    demands = (
        demand("", "withdraw renegotiate"),
        demand("withdraw", "tell_client"),
        demand("renegotiate", "tell_client"),
        demand("renegotiate", "tell_sponsor"),
    )
    assert choices(demands) == courses("tell_client withdraw", "renegotiate tell_client tell_sponsor")


def test_without_demands_nothing_need_be_done_and_with_impossible_ones_nothing_can() -> None:
    assert choices(()) == (EMPTY,)
    assert choices([demand("", "tell"), demand("tell", "")]) == ()
    assert choices([demand("", "")]) == ()


def test_a_course_with_more_than_another_is_no_choice() -> None:
    """DisclosureRequest both would do too, but isn't minimal."""
    demands = [demand("", "tell_client tell_sponsor"), demand("tell_client", "tell_sponsor")]
    assert choices(demands) == courses("tell_sponsor")


def test_too_many_choices_are_refused() -> None:
    """Twelve times two are 4096 choices; ten times two are listed."""
    pairs = [demand("", f"one{i} other{i}") for i in range(12)]
    assert len(choices(pairs[:10])) == 1024
    with pytest.raises(PolicyProblems) as raised:
        choices(pairs)
    assert [problem.code for problem in raised.value.problems] == ["D302"]
    assert [len(choices(part)) for part in parts(pairs)] == [2] * 12


def test_a_hopeless_search_is_given_up() -> None:
    """Twelve pigeons, eleven holes: no choice, but finding that out takes too long."""
    pigeons = [demand("", " ".join(f"p{i}h{j}" for j in range(11))) for i in range(12)]
    holes = [demand(f"p{i}h{j} p{k}h{j}", "") for i in range(12) for k in range(i) for j in range(11)]
    with at_most(200_000), pytest.raises(PolicyProblems) as raised:
        choices([*pigeons, *holes])
    assert [problem.code for problem in raised.value.problems] == ["D302"]


def test_what_a_course_breaches() -> None:
    acts = (Act("tell", includes=("name",)), Act("name"))
    norms = (Norm("open", MUST, ("tell",)), Norm("discreet", MUST_NOT, ("tell", "name")))
    policy = Policy("p", acts=acts, norms=norms)
    assert ruled_out_by(frozenset({"tell"}), policy, ["discreet", "open"]) == ("discreet",)
    assert ruled_out_by(EMPTY, policy, ["discreet"]) == ()
    assert with_included({"tell"}, policy) == {"tell", "name"}
    assert breached_by(EMPTY, [demand("", "tell"), demand("tell", "")]) == (demand("", "tell"),)


def test_trade_offs_side_by_side() -> None:
    """Keep the promise or the confidence, and in either case what else is in force."""
    acts = tuple(map(Act, ("report", "record")))
    norms = (
        Norm("promise", MUST, ("report",)),
        Norm("confidence", MUST_NOT, ("report",)),
        Norm("records", MUST, ("record",)),
        Norm("silent", MUST_NOT, ("record",)),
    )
    in_force = frozenset({"promise", "confidence", "records"})
    conflicts = (frozenset({"confidence", "promise"}), frozenset({"records", "silent"}))
    assert trade_offs(Policy("p", acts=acts, norms=norms), in_force, conflicts) == (
        TradeOff(frozenset({"promise", "records"}), frozenset({"confidence"}), courses("record report")),
        TradeOff(frozenset({"confidence", "records"}), frozenset({"promise"}), courses("record")),
    )


def test_without_a_clash_nothing_is_traded_off() -> None:
    policy = Policy("p", acts=(Act("tell"),), norms=(Norm("open", MUST, ("tell",)),))
    assert trade_offs(policy, ["open"], ()) == (TradeOff(frozenset({"open"}), EMPTY, courses("tell")),)


def test_too_many_trade_offs_are_refused() -> None:
    acts = tuple(Act(f"act{i}") for i in range(12))
    norms = tuple(Norm(f"{how.value}-{act.name}", how, (act.name,)) for act in acts for how in (MUST, MUST_NOT))
    conflicts = [frozenset({f"must-{act.name}", f"must_not-{act.name}"}) for act in acts]
    with pytest.raises(PolicyProblems) as raised:
        trade_offs(Policy("p", acts=acts, norms=norms), [norm.name for norm in norms], conflicts)
    assert [problem.code for problem in raised.value.problems] == ["D302"]


small_demands = st.lists(
    st.builds(
        Demand,
        st.frozensets(st.sampled_from("abcdefgh"), max_size=2),
        st.frozensets(st.sampled_from("abcdefgh"), max_size=3),
    ),
    max_size=8,
)


@given(small_demands)
def test_parts_share_no_act_and_lose_nothing(demands: list[Demand]) -> None:
    """Parts are a partition, share no act, and none of them could be split further."""
    found = parts(demands)
    assert sorted(map(repr, (demand for part in found for demand in part))) == sorted(map(repr, demands))
    acts = [frozenset().union(*(demand.if_doing | demand.one_of for demand in part)) for part in found]
    assert sum(map(len, acts)) == len(frozenset().union(*acts))
    for part, all_acts in zip(found, acts, strict=True):
        reached = part[0].if_doing | part[0].one_of
        for _ in part:
            reached = reached.union(*(d.if_doing | d.one_of for d in part if reached & (d.if_doing | d.one_of)))
        assert reached == all_acts


@given(st.lists(st.integers(0, 255)), st.sampled_from((0, 0b11000000)))
def test_an_antichain_keeps_the_minimal_sets(sets: list[int], apart: int) -> None:
    """Whatever the order of insertion, what is left are the sets that contain no other; `covers` finds one inside."""
    sets = [each for each in sets if (each & apart).bit_count() <= 1]
    expected = {each for each in sets if not any(other != each and other & each == other for other in sets)}
    assert set(minimal(sets, Budget(10**6))) == expected
    grown = Antichain(Budget(10**6), apart=apart)
    for each in sets:
        grown.insert_all([each])
    assert set(grown) == expected
    for whole in range(256):
        if (whole & apart).bit_count() <= 1:
            assert grown.covers(whole) == any(each & whole == each for each in expected)
            assert set(grown.containing(0)) == {each for each in expected if each & 1}
