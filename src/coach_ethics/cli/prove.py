"""`coach-ethics prove`: what holds in every situation."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.analysis.proofs.answers import Aspect, Proofs
from coach_ethics.analysis.proofs.prove import SECONDS
from coach_ethics.analysis.proofs.prove import prove as prove_policy
from coach_ethics.cli.options import FormatName, PolicyFiles
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.cli.policy_files import sources_named
from coach_ethics.cli.progress import progress
from coach_ethics.coaching.policies import read_policy
from coach_ethics.model.policy import Policy
from coach_ethics.render.json import proofs_json
from coach_ethics.render.proofs import proofs_document

Only = Annotated[
    str,
    typer.Option(
        "--only",
        metavar="ASPECT,...",
        help=f"What to prove: {', '.join(Aspect)}. Default: everything.",
        show_default=False,
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.001,
        help="The time limit for each policy, in seconds. By default steps are limited, alike on every machine.",
        show_default=False,
    ),
]


def prove(
    policies: PolicyFiles = None,
    only: Only = "",
    timeout: Timeout = SECONDS,
    format_: FormatName = Format.TEXT,
) -> None:
    """Prove that policies are consistent and complete, with no dead norms and no failing properties, or show where not.

    Exit status 1 means that there is a problem, or that a question was left undecided.
    """
    aspects = _aspects(only)
    with bad_input_explained():
        read = [read_policy(source) for source in sources_named(policies)]
        found = [_proved(policy, aspects, timeout) for policy in read]
        document = tuple(block for proofs in found for block in proofs_document(proofs))
        present(document, lambda: proofs_json(found), format_)
    if any(proofs.findings or proofs.undecided for proofs in found):
        raise typer.Exit(Exit.FINDINGS)


def _aspects(only: str) -> tuple[Aspect, ...] | None:
    try:
        return tuple(Aspect(word.strip()) for word in only.split(",")) if only else None
    except ValueError:
        raise typer.BadParameter(
            f"expected one or more of {', '.join(Aspect)}, separated by commas", param_hint="--only"
        ) from None


def _proved(policy: Policy, aspects: tuple[Aspect, ...] | None, timeout: float) -> Proofs:
    with progress(f"proving {policy.name}") as at:
        return prove_policy(policy, only=aspects, timeout=timeout, on_progress=lambda proof: at(proof.claim))
