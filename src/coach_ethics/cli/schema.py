"""`coach-ethics schema`: JSON Schemas for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, assert_never

import typer

from coach_ethics.cli.output import say
from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.language.schema.json_schema import policy_schema
from coach_ethics.render.json import dumped


class SchemaKind(StrEnum):
    """What a schema describes."""

    POLICY = "policy"
    ENGAGEMENT = "engagement"


def schema(
    kind: Annotated[SchemaKind, typer.Argument(metavar="KIND", help="What the schema describes.")] = SchemaKind.POLICY,
) -> None:
    """Print the JSON Schema of policies or engagements, so that your editor can complete and check them as you type."""
    match kind:
        case SchemaKind.POLICY:
            say(dumped(policy_schema()))
        case SchemaKind.ENGAGEMENT:
            say(dumped(engagement_schema()))
        case _:
            assert_never(kind)
