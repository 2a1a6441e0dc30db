"""`coach-ethics policies`: the shipped policies."""

from __future__ import annotations

from coach_ethics.cli.options import FormatName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.coaching.policies import load_policy
from coach_ethics.render.json import policies_json
from coach_ethics.render.policies import policies_document
from coach_ethics.shipped import shipped_paths


def policies(format_: FormatName = Format.TEXT) -> None:
    """List the policies that come with this program."""
    with bad_input_explained():
        shipped = [load_policy(path) for path in shipped_paths()]
    present(policies_document(shipped), lambda: policies_json(shipped), format_)
