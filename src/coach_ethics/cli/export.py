"""`coach-ethics export`: a policy in the form of another rules engine."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.cli.options import PolicyName
from coach_ethics.cli.output import bad_input_explained, say
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import lower
from coach_ethics.engines.durable import export_json


class Target(StrEnum):
    """What a policy can be exported to."""

    DURABLE = "durable"


def export(
    policy: PolicyName = "essay",
    to: Annotated[Target, typer.Option("--to", help="`durable`: rulesets of durable_rules, as JSON.")] = Target.DURABLE,
) -> None:
    """Print a policy as rules for another engine."""
    with bad_input_explained():
        say(export_json(lower(load_policy(policy))))
