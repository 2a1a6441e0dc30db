"""What a policy says of an act in one situation, and the norms that say it."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.analysis.proofs.witness import status_of
from coach_ethics.deontics.calls import called_for_in_force
from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.findings import Status, Truths
from coach_ethics.model.policy import Policy
from coach_ethics.model.walk import alternatives, names_in


@frozen
class Position:
    """What a policy says of an act: the status, and the norms that give it.

    INVARIANT (spoken): norms stand behind an unregulated act just where they call for it or another.
    """

    policy: str
    status: Status
    norms: tuple[str, ...]

    @property
    def one_of(self) -> bool:
        """Whether the policy calls for this act or another."""
        return self.status is Status.UNREGULATED and bool(self.norms)

    @property
    def silent(self) -> bool:
        """Whether the policy says nothing of the act."""
        return self.status is Status.UNREGULATED and not self.norms


def position_of(policy: Policy, program: Program, act: str, truths: Truths) -> Position:
    """What a policy that has the act says of it, by the truth values of its own program's names.

    The norms are those of the smallest grounds in force, or the first that calls for the act or another.
    """
    status = status_of(act, truths)
    if status is Status.UNREGULATED:
        in_force = {norm.name: truths[name_of(Kind.IN_FORCE, norm.name)] for norm in policy.norms}
        return Position(policy.name, status, called_for_in_force(act, policy, in_force)[:1])
    definitions, norms = {each.name: each for each in program.definitions}, dict[str, None]()
    for kind in _GROUNDS_OF[status]:
        grounds = alternatives(definitions[name_of(kind, act)].condition)
        holding = [names for names in map(names_in, grounds) if all(truths[name] for name in names)]
        norms.update(dict.fromkeys(definitions[name].subject[0] for name in min(holding, key=len)))
    return Position(policy.name, status, tuple(norms))


_GROUNDS_OF = {
    Status.DILEMMA: (Kind.REQUIRED, Kind.FORBIDDEN),
    Status.REQUIRED: (Kind.REQUIRED,),
    Status.FORBIDDEN: (Kind.FORBIDDEN,),
    Status.PERMITTED: (Kind.PERMISSION,),
    Status.UNDETERMINED: (),
}
