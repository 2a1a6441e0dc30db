"""Facts and acts of a case that none of its policies uses. They change nothing, so they are warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.past_acts import CONSEQUENTIAL
from coach_ethics.model.policy import Policy
from coach_ethics.model.titles import titles_of
from coach_ethics.problems import Problem, Severity, did_you_mean, quoted

MOST = 50
"""The most acts that are told one by one."""


def unrecognised(case: object, policies: Sequence[Policy]) -> tuple[Problem, ...]:
    """Warnings of acts that were done by a name that none of the policies has (A105), each with its path and place.

    A name is told where it first stands. An act that one of the policies has is no matter: an engagement may serve
    several. Only an engagement says what was done; of another case there is nothing to tell.
    """
    return tuple(_of_what_was_done(case, policies)) if isinstance(case, Engagement) else ()


def _of_what_was_done(engagement: Engagement, policies: Sequence[Policy]) -> Iterator[Problem]:
    own = frozenset(act.name for policy in policies for act in policy.acts)
    strange: dict[str, str] = {}
    for number, each in enumerate(engagement.done or ()):
        if each.act is not None and each.act not in own | CONSEQUENTIAL:
            strange.setdefault(each.act, f"$.done[{number}].act")
    for act, path in list(strange.items())[:MOST]:
        said = f"`{quoted(act)}` was done, but it is not an act of {_any_of(policies)}, so it is ignored"
        help_ = did_you_mean(act, own | CONSEQUENTIAL) or _acts_of(policies)
        yield Problem("A105", said, engagement.places.get(path), help_, Severity.WARNING, path)
    if len(strange) > MOST:
        said = f"{len(strange) - MOST} more acts that were done are not acts of {_any_of(policies)}"
        yield Problem("A105", said, severity=Severity.WARNING, path="$.done")


def _any_of(policies: Sequence[Policy]) -> str:
    match titles_of(policies):  # open: one policy or several
        case (one,):
            return f"policy {one}"
        case (*others, last):
            return f"any of the policies {', '.join(others)} and {last}"
        case _:
            return "any policy"


def _acts_of(policies: Sequence[Policy]) -> str:
    match policies:  # open: one policy or several
        case [one]:
            return f"its acts are {', '.join(sorted(act.name for act in one.acts))}"
        case _:
            return "none of them has an act with a similar name"
