"""`coach-ethics facts`: the facts that a case can state, and the acts that policies share."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.options import FormatName, complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.coaching.acts import ACTS
from coach_ethics.coaching.policies import load_policies
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.render.facts import facts_document, shared_acts
from coach_ethics.render.json import facts_json
from coach_ethics.shipped import shipped_paths


def facts(
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="Include the facts that this policy declares, and list its acts.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """List the facts that a case can state, with their values and questions; and the acts that policies speak of."""
    with bad_input_explained():
        policies = (asked_policy(policy),) if policy else load_policies(*shipped_paths())
    vocabulary = policies[0].vocabulary if policy else STANDARD
    acts = shared_acts(policies, () if policy else ACTS)
    present(facts_document(vocabulary, acts), lambda: facts_json(vocabulary, acts), format_)
