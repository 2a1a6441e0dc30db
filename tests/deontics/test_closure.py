from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.steps import at_most

from coach_ethics.deontics.closure import Closure, close
from coach_ethics.deontics.courses import choices, demands_in_force
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source, Span
from coach_ethics.testing.strategies import Sizes, policies

MUST, ONE_OF, MUST_NOT = Modality.OBLIGATION, Modality.OBLIGATION_TO_CHOOSE, Modality.PROHIBITION
LARGER = Sizes(acts=7, norms=16)


def sets(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


def policy(*norms: Norm, acts: tuple[Act, ...]) -> Policy:
    return Policy("p", acts=acts, norms=norms)


def test_two_norms_forbid_together_what_neither_forbids_alone() -> None:
    """Renegotiating means telling the sponsor, telling the sponsor is forbidden: so renegotiating is, and what remains
    of the choice is to withdraw."""
    found = close(
        policy(
            Norm("openness", MUST, ("tell_sponsor",), if_doing=("renegotiate",)),
            Norm("confidence", MUST_NOT, ("tell_sponsor",)),
            Norm("choose", ONE_OF, ("withdraw", "renegotiate")),
            acts=tuple(map(Act, ("withdraw", "renegotiate", "tell_sponsor"))),
        )
    )
    assert found == Closure(
        required={"withdraw": sets("choose confidence openness")},
        forbidden={"renegotiate": sets("confidence openness"), "tell_sponsor": sets("confidence")},
        conflicts=(),
        required_with={("renegotiate", "tell_sponsor"): sets("openness")},
    )


def test_acts_alone_forbid_what_they_make_impossible() -> None:
    """An act that includes two which exclude each other is forbidden by no norm; to require it is a conflict."""
    acts = (Act("both", includes=("one", "other")), Act("one", excludes=("other",)), Act("other"))
    found = close(policy(Norm("do-both", MUST, ("both",)), acts=acts))
    assert found == Closure(
        required={},
        forbidden={"both": (frozenset(),)},
        conflicts=sets("do-both"),
        forbidden_with={("one", "other"): sets(""), ("other", "one"): sets("")},
    )


def test_what_an_act_brings_with_it_is_its_companion() -> None:
    """A duty that binds whoever tells is no duty of everybody's: it comes with telling, through what includes it."""
    found = close(
        policy(
            Norm("record-it", MUST, ("record",), if_doing=("tell",)),
            Norm("tell-no-more", MUST_NOT, ("elaborate",), if_doing=("tell",)),
            acts=(Act("report", includes=("tell",)), *map(Act, ("tell", "record", "elaborate"))),
        )
    )
    assert (found.required, found.forbidden) == ({}, {})
    assert found.required_with == {
        ("report", "record"): sets("record-it"),
        ("report", "tell"): sets(""),
        ("tell", "record"): sets("record-it"),
    }
    assert found.forbidden_with["report", "elaborate"] == sets("tell-no-more")


def test_a_permission_demands_nothing() -> None:
    assert close(policy(Norm("leave", Modality.PERMISSION, ("tell",)), acts=(Act("tell"),))) == Closure({}, {}, ())


def test_what_is_done_anyway_is_not_demanded() -> None:
    """ "Who tells, tells" says nothing."""
    assert close(policy(Norm("idle", MUST, ("tell",), if_doing=("tell",)), acts=(Act("tell"),))) == Closure({}, {}, ())


def test_a_closure_cannot_be_changed() -> None:
    found = close(policy(Norm("open", MUST, ("tell",)), acts=(Act("tell"),)))
    with pytest.raises(TypeError):
        found.required["tell"] = ()  # type: ignore[index]  # that it can't be done is the point


@given(policies(LARGER), st.randoms(use_true_random=False))
def test_the_order_of_norms_and_acts_does_not_matter(drawn: Policy, random: Random) -> None:
    norms, acts = list(drawn.norms), list(drawn.acts)
    random.shuffle(norms)
    random.shuffle(acts)
    found, other = close(drawn), close(evolve(drawn, norms=tuple(norms), acts=tuple(acts)))
    assert (repr(found.required), repr(found.forbidden), found.conflicts) == (
        repr(other.required),
        repr(other.forbidden),
        other.conflicts,
    )


@given(policies(LARGER), st.data())
def test_taking_norms_away_takes_away_just_what_rests_on_them(drawn: Policy, data: st.DataObject) -> None:
    """The closure of fewer norms is what the closure has of sets of those: a further norm takes nothing away."""
    left = (
        data.draw(st.frozensets(st.sampled_from([norm.name for norm in drawn.norms]))) if drawn.norms else frozenset()
    )
    found = close(drawn)
    fewer = close(evolve(drawn, norms=tuple(norm for norm in drawn.norms if norm.name in left)))

    def among(grounds: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
        return tuple(ground for ground in grounds if ground <= left)

    assert fewer.conflicts == among(found.conflicts)
    for part, whole in ((fewer.required, found.required), (fewer.forbidden, found.forbidden)):
        assert dict(part) == {act: among(grounds) for act, grounds in whole.items() if among(grounds)}


@given(policies(LARGER))
def test_grounds_and_conflicts_are_minimal_and_do_what_they_say(drawn: Policy) -> None:
    """Norms with a ground for an act leave no course without it; without any one of them there is such a course. Of a
    conflict no course is left; without any one of its norms there is."""
    found = close(drawn)
    for conflict in found.conflicts:
        assert not choices(demands_in_force(drawn, conflict))
        assert all(choices(demands_in_force(drawn, conflict - {norm})) for norm in conflict)
    for done, grounds_of in ((True, found.required), (False, found.forbidden)):
        for act, grounds in grounds_of.items():
            for ground in grounds:
                assert choices(demands_in_force(drawn, ground))
                assert entails(drawn, ground, act, done)
                assert not any(entails(drawn, ground - {norm}, act, done) for norm in ground)


def entails(drawn: Policy, norms: frozenset[str], act: str, done: bool) -> bool:
    """Whether with the opposite of "the act is done" (or left out) nothing is left to do."""
    denial = Norm("denial", MUST_NOT if done else MUST, (act,))
    return not choices(demands_in_force(evolve(drawn, norms=(*drawn.norms, denial)), {*norms, "denial"}))


@given(policies(LARGER))
def test_a_norm_said_twice_gives_every_ground_twice(drawn: Policy) -> None:
    """With a second norm that demands the same, each set with the first stands there with the second too."""
    if not drawn.norms:
        return
    once = drawn.norms[0].name
    found = close(drawn)
    twice = close(evolve(drawn, norms=(*drawn.norms, evolve(drawn.norms[0], name="twin"))))

    def doubled(grounds: tuple[frozenset[str], ...]) -> set[frozenset[str]]:
        return {*grounds, *((ground - {once}) | {"twin"} for ground in grounds if once in ground)}

    assert set(twice.conflicts) == doubled(found.conflicts)
    for one, other in ((twice.required, found.required), (twice.forbidden, found.forbidden)):
        assert {act: set(grounds) for act, grounds in one.items()} == {a: doubled(g) for a, g in other.items()}


def pigeonhole(pigeons: int) -> Policy:
    """Each pigeon into a hole, no two into one, and a hole too few."""
    names = {(pigeon, hole): f"p{pigeon}h{hole}" for pigeon in range(pigeons) for hole in range(pigeons - 1)}
    acts = tuple(
        Act(name, excludes=tuple(names[other, hole] for other in range(pigeon)))
        for (pigeon, hole), name in names.items()
    )
    norms = (
        Norm(f"pigeon-{pigeon}", ONE_OF, tuple(name for (each, _), name in names.items() if each == pigeon))
        for pigeon in range(pigeons)
    )
    return policy(*norms, acts=acts)


def test_pigeons_all_together_clash_and_no_fewer() -> None:
    assert close(pigeonhole(4)).conflicts == sets("pigeon-0 pigeon-1 pigeon-2 pigeon-3")


def everything_implies_everything(count: int) -> Policy:
    names = [f"act-{number}" for number in range(count)]
    pairs = [(one, other) for one in names for other in names if one != other]
    norms = (Norm(f"{one}-{other}", MUST, (other,), if_doing=(one,)) for one, other in pairs)
    return policy(Norm("start", MUST, (names[0],)), *norms, acts=tuple(map(Act, names)))


def long_lists(count: int, length: int) -> Policy:
    random = Random(count)
    names = [f"act-{number}" for number in range(count)]
    acts = tuple(Act(name, excludes=tuple(set(random.sample(names, 3)) - {name})) for name in names)
    norms = (Norm(f"norm-{number}", ONE_OF, tuple(random.sample(names, length))) for number in range(count))
    return policy(*norms, acts=acts)


def line(count: int) -> Policy:
    norms = (Norm(f"n{i}", MUST, (f"a{i + 1}",), if_doing=(f"a{i}",)) for i in range(count))
    return policy(Norm("start", MUST, ("a0",)), *norms, acts=tuple(Act(f"a{i}") for i in range(count + 1)))


def repeated(count: int) -> Policy:
    norms = (Norm(f"norm-{number}", MUST if number % 2 else MUST_NOT, ("tell",)) for number in range(count))
    return policy(*norms, acts=(Act("tell"),))


ENTANGLED = {
    "pigeons": lambda: pigeonhole(9),
    "many pigeons": lambda: pigeonhole(20),
    "mesh": lambda: everything_implies_everything(8),
    "large mesh": lambda: everything_implies_everything(30),
    "long lists": lambda: long_lists(200, 20),
    "longer lists": lambda: long_lists(500, 200),
    "line": lambda: line(3000),
    "repetition": lambda: repeated(5000),
}


@pytest.mark.parametrize("make", ENTANGLED.values(), ids=ENTANGLED)
def test_what_is_too_entangled_is_refused_and_not_waited_for(make: Callable[[], Policy]) -> None:
    """D301 in a bounded number of steps, with the norms and acts that are most entangled, and a fix."""
    hostile = make()
    with at_most(10_000_000), pytest.raises(PolicyProblems) as raised:
        close(hostile)
    (problem,) = raised.value.problems
    assert problem.code == "D301"
    assert sum(f"`{norm.name}`" in problem.message for norm in hostile.norms) >= 3
    assert any(f"`{act.name}`" in problem.message for act in hostile.acts)
    assert problem.help


def test_the_refusal_points_at_the_most_entangled_norm() -> None:
    """The norm that joins the many chains is named first, and its place is the place of the problem."""
    mesh = everything_implies_everything(9)
    place = Span(Source("mesh.yaml", "start:\n"), 1, 1, 1, 6)
    knot = Norm("knot", ONE_OF, tuple(act.name for act in mesh.acts), span=place)
    with pytest.raises(PolicyProblems) as raised:
        close(evolve(mesh, norms=(*mesh.norms, knot)))
    (problem,) = raised.value.problems
    assert problem.span == place
    assert "most of all `knot`" in problem.message


def test_many_norms_about_few_acts_close_quickly() -> None:
    """500 norms that each require or forbid one of 40 acts: every pair about one act conflicts."""
    norms = (Norm(f"n{i}", MUST if i % 2 else MUST_NOT, (f"a{i // 2 % 40}",)) for i in range(500))
    with at_most(500_000):
        found = close(policy(*norms, acts=tuple(Act(f"a{i}") for i in range(40))))
    assert len(found.conflicts) == 10 * 7 * 7 + 30 * 6 * 6
