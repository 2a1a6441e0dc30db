"""Loads an engagement by what a user has: a path, or text."""

from __future__ import annotations

from pathlib import Path

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.language.files import is_text, open_source
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.source import Source


def load_engagement(engagement: str | Path, vocabulary: Vocabulary | None = None) -> Engagement:
    r"""The engagement in a file, or in a text in YAML or JSON (which has a line break in it, or starts with a key).

    With a `vocabulary` (`policy.vocabulary`), facts that are stated directly must be in it. Raises CaseProblems with
    everything that is wrong, each with its place.

    >>> import coach_ethics as ce
    >>> engagement = ce.load_engagement("sponsor: none\nblock: {named: true}\n")
    >>> engagement.block.named
    True
    """
    from coach_ethics.coaching.read import (
        read_engagement,  # loads cattrs, which whoever reads none needn't wait for
    )

    if isinstance(engagement, str) and is_text(engagement):
        return read_engagement(Source("<text>", engagement), vocabulary)
    source = open_source(Path(engagement))
    if isinstance(source, Problem):
        raise CaseProblems([source])
    return read_engagement(source, vocabulary)
