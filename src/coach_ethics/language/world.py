"""What a policy may speak of without declaring it: the language reads every policy over a world that it is given."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.model.policy import Constraint, Policy
from coach_ethics.model.vocabulary import Vocabulary


@frozen
class World:
    """The vocabulary of a field of practice, what can't be otherwise in it, and how a case of it is recognised.

    `coach_ethics.coaching.policies.standard_world()` is the one of coaching; another field, such as mediation, brings
    its own. `case_keys` are the keys at the top of its case files, so that a case given in a policy's place gets one
    answer and not a hundred.
    """

    vocabulary: Vocabulary
    constraints: tuple[Constraint, ...] = ()
    case_keys: frozenset[str] = frozenset()


def world_of(policy: Policy) -> World:
    """The world over which a policy was read: what it and the policies that it extends use without declaring it."""
    given = tuple(fact for fact in policy.vocabulary if not fact.origin)
    return World(Vocabulary(given), tuple(each for each in policy.constraints if not each.origin))
