"""What a policy may mention without declaring it: every policy is read over a given world."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.model.added_values import without_added
from coach_ethics.model.policy import Act, Constraint, Policy
from coach_ethics.model.vocabulary import Vocabulary


@frozen
class World:
    """The vocabulary of a field of practice, the constraints on it, and how its cases are recognised.

    `coach_ethics.coaching.policies.standard_world()` is the one of coaching; another field, such as mediation, brings
    its own. `audiences` are those who may know facts; the first of them is bound by the policies, and knows all.
    `case_keys` are the keys at the top of its case files, so that a case given in a policy's place gets one answer and
    not a hundred. `acts` are those that any policy may speak of without saying what they mean.

    >>> from coach_ethics.language import World
    >>> from coach_ethics.model import Vocabulary
    >>> World(Vocabulary(), audiences=("mediator", "party")).audiences[0]
    'mediator'
    """

    vocabulary: Vocabulary
    constraints: tuple[Constraint, ...] = ()
    audiences: tuple[str, ...] = ()
    case_keys: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()


def world_of(policy: Policy) -> World:
    """The world over which a policy was read: what it and the policies that it extends use without declaring it.

    Who may know facts was checked when the policy was read; here it is left open.
    """
    given = tuple(fact for fact in without_added(policy) if not fact.origin)
    acts = tuple(Act(each.name, each.means, label=each.label) for each in policy.acts)
    return World(Vocabulary(given), tuple(each for each in policy.constraints if not each.origin), acts=acts)
