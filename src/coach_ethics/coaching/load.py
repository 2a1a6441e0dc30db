"""Loads an engagement by what a program has: a path, a text, or plain data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coach_ethics.arguments import takes
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.language.files import open_source, source_of
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.source import Source


@takes(engagement=str | Path | bytes | Mapping, vocabulary=Vocabulary | None)
def load_engagement(
    engagement: str | Path | bytes | Mapping[str, object], vocabulary: Vocabulary | None = None
) -> Engagement:
    r"""Read an engagement from a file, which a `Path` names, or from a text in YAML or JSON.

    A text may be given as a `str` or as bytes in UTF-8, and what JSON would say as a mapping. None of these is ever
    taken for a path: so what somebody sends to a program opens no file. With a `vocabulary` (`policy.vocabulary`),
    facts that are stated directly must be in it.

    Raises CaseProblems with everything that is wrong, each with its place.

    >>> import coach_ethics as ce
    >>> engagement = ce.load_engagement("sponsor: none\nblock: {named: true}\n")
    >>> engagement.block.named
    True
    >>> ce.load_engagement({"sponsor": "none", "block": {"named": True}}) == engagement
    True
    """
    from coach_ethics.coaching.read import (
        read_engagement,  # loads cattrs, which whoever reads none needn't wait for
    )

    match engagement:  # open: whatever else is given is a `Path`
        case Mapping():
            return read_engagement(engagement, vocabulary)
        case bytes():
            source = source_of("<bytes>", engagement)
        case str():
            source = Source("<text>", engagement)
        case _:
            source = open_source(engagement)
    if isinstance(source, Problem):
        raise CaseProblems([source])
    return read_engagement(source, vocabulary)
