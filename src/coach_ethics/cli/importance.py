"""`coach-ethics importance`: how much each fact matters to what acts are."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.analysis.sensitivity import importance as importance_of
from coach_ethics.cli.compare import Acts, One, Weights
from coach_ethics.cli.options import FormatName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.variants import marginals_given
from coach_ethics.interview.expected import expected_questions
from coach_ethics.render.importance import importance_document
from coach_ethics.render.json import importance_json


def importance(
    policy: One,
    act: Acts = None,
    marginal: Weights = None,
    shapley: Annotated[
        bool, typer.Option("--shapley", help="Show what each fact contributes to the variation of the status as well.")
    ] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Show the average number of questions of an interview about an act.")
    ] = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Show how often acts have each status over all possible situations, and in how many of these each fact decides it.

    A fact decides where another value of it alone would change the status.
    """
    with bad_input_explained():
        asked, given = asked_policy(policy), marginals_given(marginal or [])
        found = importance_of(asked, acts=act, marginals=given, shapley=shapley)
        expected = [expected_questions(asked, each.act, marginals=given) for each in found.acts if questions]
        present(importance_document(found, expected), lambda: importance_json(found, expected), format_)
