"""`coach-ethics importance`: how much each fact matters to what acts are."""

from __future__ import annotations

from coach_ethics.analysis.sensitivity import importance as importance_of
from coach_ethics.cli.compare import Acts, One, Weights
from coach_ethics.cli.options import FormatName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.variants import marginals_given
from coach_ethics.render.importance import importance_document
from coach_ethics.render.json import importance_json


def importance(policy: One, act: Acts = None, marginal: Weights = None, format_: FormatName = Format.TEXT) -> None:
    """Show how often acts have each status over all possible situations, and in how many of these each fact decides it.

    A fact decides where another value of it alone would change the status.
    """
    with bad_input_explained():
        found = importance_of(asked_policy(policy), acts=act, marginals=marginals_given(marginal or []))
        present(importance_document(found), lambda: importance_json(found), format_)
