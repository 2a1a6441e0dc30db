"""`coach-ethics bundle`: a policy with all that it extends, in one file."""

from __future__ import annotations

from coach_ethics.cli.options import DayOption, PolicyName
from coach_ethics.cli.output import bad_input_explained, say
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.language.policies.write import bundle as bundled


def bundle(policy: PolicyName = "essay", on: DayOption = None) -> None:
    """Print a policy with all that it extends as one policy file.

    It extends nothing and demands the same, so it can be kept: no later edition of what it extended changes it.
    """
    with bad_input_explained():
        say(bundled(asked_policy(policy, on)))
