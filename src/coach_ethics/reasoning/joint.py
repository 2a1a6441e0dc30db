"""Several policies at once: one program over everything they mention, in which each name says whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs
from attrs import frozen

from coach_ethics.deontics.calls import calls_for_one_of
from coach_ethics.deontics.program import Definition, Kind, Program, lower, name_of
from coach_ethics.displays import brief
from coach_ethics.findings import DETERMINED_STATUSES, Status, Truths
from coach_ethics.model.added_values import alike
from coach_ethics.model.conditions import FALSE, TRUE, Condition, Named, Not, conjunction, disjunction
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.titles import titles_of
from coach_ethics.model.vocabulary import Enumeration, Fact, FactType, Integer, Vocabulary, expected
from coach_ethics.model.walk import rewrite
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.reasoning.grounds import has_status
from coach_ethics.reasoning.slice import bearing


@frozen(eq=False)
class Member:
    """One of several policies: its own program, and in `names` what the joint program calls each of its names.

    `title` is what to call it in sentences, such as "`gifts` 2.0.0": no other member is called so.
    """

    title: str
    policy: Policy
    program: Program
    names: Mapping[str, str]

    @property
    def label(self) -> str:
        """What to call it where nothing is quoted: the title without its quotation marks."""
        return self.title.replace("`", "")


@frozen(eq=False)
class JointProgram:
    """Policies side by side, and one `program` with the names of all.

    Its vocabulary is what all of them together may speak of, its `constraints` are those of all of them that can
    limit what they say, by names of its own. `acts` are those that any of them has.
    """

    members: tuple[Member, ...]
    program: Program
    constraints: Mapping[str, Condition]
    acts: tuple[str, ...]

    __repr__ = brief


def join(policies: Sequence[Policy], called: Sequence[str] | None = None) -> JointProgram:
    """Policies side by side; two of them may have one name, as versions of a code do.

    `called` are their titles, which differ; by default their names, with versions, files or
    numbers where these are the same.
    A fact that several have is taken with the values that it has in all of them; values that a policy adds to a shared
    fact, all have. Raises PolicyProblems: Z201 for a fact
    of another kind in two of them or without a value in common, D301 where a policy can't be closed.
    """
    policies = alike(policies)
    titles = called or titles_of(policies)
    vocabulary = _shared_vocabulary(policies, titles)
    programs = [lower(policy) for policy in policies]
    program, names = join_programs(programs, vocabulary)
    members = tuple(map(Member, titles, policies, programs, names))
    constraints = dict.fromkeys(
        renamed(each.always, member.names) for member in members for each in bearing(member.policy.constraints, program)
    )
    return JointProgram(
        members,
        program,
        {f"constraint {number}": condition for number, condition in enumerate(constraints, start=1)},
        tuple(dict.fromkeys(act.name for policy in policies for act in policy.acts)),
    )


def join_programs(programs: Iterable[Program], vocabulary: Vocabulary) -> tuple[Program, tuple[Mapping[str, str], ...]]:
    """One program over a vocabulary that has the facts of all, and for each program what its names are called in it.

    INVARIANT (shared): two names have one joint name just where they are defined alike, once the names in their
    definitions are. So what programs have in common is worked out once.
    """
    definitions: dict[Condition, Definition] = {}
    joint_names: list[Mapping[str, str]] = []
    for number, program in enumerate(programs, start=1):
        names: dict[str, str] = {}
        for each in program.definitions:
            condition = renamed(each.condition, names)
            made = Definition(f"{number}: {each.name}", each.kind, each.subject, condition)
            names[each.name] = definitions.setdefault(condition, made).name
        joint_names.append(names)
    return Program(vocabulary, tuple(definitions.values())), tuple(joint_names)


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with other names for the conditions that it mentions."""

    def rename(leaf: Condition) -> Condition:
        return attrs.evolve(leaf, name=names[leaf.name]) if isinstance(leaf, Named) else leaf

    return rewrite(condition, rename)


def has_act(member: Member, act: str) -> bool:
    """Whether a policy has an act."""
    return any(each.name == act for each in member.policy.acts)


def speakers(joint: JointProgram, act: str) -> tuple[Member, ...]:
    """The policies that have an act."""
    return tuple(member for member in joint.members if has_act(member, act))


def status_in(member: Member, act: str, status: Status) -> Condition:
    """The act has this status in a policy. Where the policy lacks the act, it is silent on it."""
    if not has_act(member, act):
        return TRUE if status is Status.UNREGULATED else FALSE
    return has_status(act, status, member.names.__getitem__)


def says(member: Member, act: str, status: Status, *, one_of: bool = False) -> Condition:
    """A policy gives the act this status, and calls for it as one of several, or doesn't.

    Calling for an act as one of several gives it no status, so this matters of an unregulated act alone.
    """
    condition = status_in(member, act, status)
    if status is not Status.UNREGULATED:
        return FALSE if one_of else condition
    norms = calls_for_one_of(act, member.policy) if has_act(member, act) else ()
    called = disjunction(tuple(Named(member.names[name_of(Kind.IN_FORCE, norm.name)]) for norm in norms))
    if not norms:
        return FALSE if one_of else condition
    return conjunction((condition, called if one_of else Not(called)))


def say_alike(act: str, members: Collection[Member]) -> Condition:
    """All of these policies say the same of an act."""
    kinds = [*((status, False) for status in DETERMINED_STATUSES), (Status.UNREGULATED, True)]
    return disjunction(
        tuple(
            conjunction(tuple(says(member, act, status, one_of=one_of) for member in members))
            for status, one_of in kinds
        )
    )


def own_truths(member: Member, truths: Truths) -> Truths:
    """The truth values of a policy's own names, given those of the joint program."""
    return {own: truths[joint] for own, joint in member.names.items()}


def within(situation: Situation, facts: Collection[str] | Vocabulary) -> Situation:
    """What a situation says of some facts only, such as those of one policy's vocabulary."""
    return Situation({fact: value for fact, value in situation.values.items() if fact in facts})


def _shared_vocabulary(policies: Sequence[Policy], titles: Sequence[str]) -> Vocabulary:
    facts: dict[str, Fact] = {}
    declared_by: dict[str, str] = {}
    problems = []
    for policy, title in zip(policies, titles, strict=True):
        for fact in policy.vocabulary:
            twin = facts.setdefault(fact.name, fact)
            type_ = _shared_type(twin.type, fact.type)
            if type_ is None:
                problems.append(_conflicting(twin, declared_by[fact.name], fact, title))
            else:
                facts[fact.name] = attrs.evolve(twin, type=type_)
            declared_by.setdefault(fact.name, title)
    if problems:
        raise PolicyProblems(problems)
    return Vocabulary(tuple(facts.values()))


def _shared_type(one: FactType, other: FactType) -> FactType | None:
    """The values that both types have, as a type; None where there are none, or they stand in another order."""
    match one, other:  # partial: values of all other types are in common where the types are the same
        case Integer(), Integer():
            least, most = max(one.minimum, other.minimum), min(one.maximum, other.maximum)
            return Integer(least, most) if least <= most else None
        case Enumeration(), Enumeration():
            shared = tuple(value for value in one.values if value in other.values)
            same_order = shared == tuple(value for value in other.values if value in one.values)
            ordered = one.ordered and other.ordered
            return Enumeration(shared, ordered) if shared and (same_order or not ordered) else None
        case _:
            return one if one == other else None


def _conflicting(fact: Fact, title: str, other: Fact, other_title: str) -> Problem:
    return Problem(
        "Z201",
        f"`{fact.name}` is {expected(fact.type)} in {title}, but {expected(other.type)} in {other_title}, "
        "so the two can't be compared",
        span=other.span or fact.span,
        help="give the fact common values in the same order, or another name in one of the policies",
    )
