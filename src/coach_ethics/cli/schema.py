"""`coach-ethics schema`: the JSON Schemas with which editors complete and check, and servers say what they take."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import bad_input_explained, say
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.language.schema.json_schema import Schema, json_schema, policy_schema
from coach_ethics.language.schema.shapes import ListShape
from coach_ethics.render.json import dumped


class SchemaKind(StrEnum):
    """What a schema describes."""

    POLICY = "policy"
    ENGAGEMENT = "engagement"
    VARIANTS = "variants"
    THEMES = "themes"
    ASSESSMENT = "assessment"
    BRIEF = "brief"
    CASE_COMPARISON = "case-comparison"
    CHANGES = "changes"
    COMPARISON = "comparison"
    COMPARISONS = "comparisons"
    COVERAGE = "coverage"
    DETERMINING = "determining"
    EXPLANATION = "explanation"
    FACTS = "facts"
    IMPORTANCE = "importance"
    INTERVIEW = "interview"
    JUDGEMENT = "judgement"
    MUTATION = "mutation"
    POLICIES = "policies"
    PROBLEMS = "problems"
    PROOFS = "proofs"
    QUESTION = "question"
    REASONS = "reasons"
    RECEIPT = "receipt"
    REPLAY = "replay"
    REPLY = "reply"
    SCENARIOS = "scenarios"
    SINCE = "since"
    STUDY = "study"
    TIMELINE = "timeline"


def schema(
    kind: Annotated[SchemaKind, typer.Argument(metavar="KIND", help="What the schema describes.")] = SchemaKind.POLICY,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="For engagements: let the facts of this policy through, and no others.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of policies, engagements, variants or themes, so that your editor can complete and check
    as you type; or of a result that the other commands write as JSON, such as `assessment`."""
    with bad_input_explained():
        say(dumped(_schema(kind, policy)))


def _schema(kind: SchemaKind, policy: str | None) -> Schema:
    match kind:  # partial: the others are results
        case SchemaKind.POLICY:
            return policy_schema()
        case SchemaKind.ENGAGEMENT:
            return engagement_schema(asked_policy(policy).vocabulary if policy else None)
        case SchemaKind.VARIANTS:
            from coach_ethics.cohorts.variants import VARIANT  # loads the readers of policies, which others don't need

            return json_schema(ListShape(VARIANT, single=True), "variants", VARIANT.means)
        case SchemaKind.THEMES:
            from coach_ethics.analysis.coverage.themes import THEMES  # see above

            return json_schema(THEMES, "themes", THEMES.means)
        case _:
            from coach_ethics.render.result_types import result_schema  # loads what makes every result

            return result_schema(kind.value)
