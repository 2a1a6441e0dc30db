"""Several policies at once: one program over what all of them can speak of, each name with whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from attrs import frozen

from coach_ethics.deontics.calls import calls_for_one_of
from coach_ethics.deontics.program import Definition, Kind, Program, lower, name_of
from coach_ethics.findings import Status
from coach_ethics.language.policies.merge import joined
from coach_ethics.model.conditions import FALSE, TRUE, Condition, Named, disjunction
from coach_ethics.model.policy import Policy
from coach_ethics.model.walk import rewrite
from coach_ethics.reasoning.grounds import has_status


@frozen(eq=False)
class JointProgram:
    """Policies, the program of each, and one `program` with the names of all.

    `names[policy]` gives the joint program's name for a name of one policy's. INVARIANT (shared): names that are
    defined alike have one joint name.
    """

    policies: tuple[Policy, ...]
    programs: Mapping[str, Program]
    program: Program
    names: Mapping[str, Mapping[str, str]]
    constraints: Mapping[str, Condition]


def joint(policies: Sequence[Policy]) -> JointProgram:
    """Several policies side by side.

    Raises PolicyProblems: X402 for a fact of another type in each or for names that don't tell the policies apart, D301
    where a policy can't be closed.
    """
    joint = joined(policies)
    programs = {policy.name: lower(policy) for policy in joint.policies}
    names: dict[str, dict[str, str]] = {policy.name: {} for policy in joint.policies}
    definitions: dict[Condition, Definition] = {}
    for name, program in programs.items():
        for each in program.definitions:
            condition = _renamed(each.condition, names[name])
            made = Definition(f"{name}: {each.name}", each.kind, each.subject, condition)
            names[name][each.name] = definitions.setdefault(condition, made).name
    constraints = dict.fromkeys(
        _renamed(each.always, names[policy.name]) for policy in joint.policies for each in policy.constraints
    )
    return JointProgram(
        joint.policies,
        programs,
        Program(joint.policy.vocabulary, tuple(definitions.values())),
        names,
        {f"constraint {number}": condition for number, condition in enumerate(constraints, start=1)},
    )


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    def rename(leaf: Condition) -> Condition:
        return attrs.evolve(leaf, name=names[leaf.name]) if isinstance(leaf, Named) else leaf

    return rewrite(condition, rename)


def speakers(asked: JointProgram, act: str) -> tuple[Policy, ...]:
    """The policies that have an act."""
    return tuple(policy for policy in asked.policies if any(each.name == act for each in policy.acts))


def status_under(asked: JointProgram, policy: Policy, act: str, status: Status) -> Condition:
    """The act has this status under a policy. Where the policy lacks the act, it is silent on it."""
    if policy not in speakers(asked, act):
        return TRUE if status is Status.UNREGULATED else FALSE
    return has_status(act, status, asked.names[policy.name].__getitem__)


def one_of_under(asked: JointProgram, policy: Policy, act: str) -> Condition | None:
    """A norm of the policy that calls for the act or another is in force; None where it has no such norm."""
    names = asked.names[policy.name]
    calls = tuple(Named(names[name_of(Kind.IN_FORCE, norm.name)]) for norm in calls_for_one_of(act, policy))
    return disjunction(calls) if calls else None
