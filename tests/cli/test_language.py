"""`--language`: every verb that tells a coach something tells it in the language that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

DILEMMA = str(Path(__file__).parents[2] / "examples" / "dilemma.yaml")


@pytest.mark.parametrize(
    ("arguments", "french", "german"),
    [
        (("since", DILEMMA, DILEMMA, "--before-on", "2025-04-15", "--on", "2025-04-20"), "Ce qui a changé", "Was sich"),
        (("timeline", DILEMMA, "--until", "2025-04-30", "--on", "2025-04-15"), "Ce qui change", "Was sich bis"),
        (("assess", DILEMMA, "-p", "safety", "-p", "collusion"), "Un cas selon 2 codes", "Ein Fall nach 2 Kodizes"),
        (("compare", "safety", "collusion", "--act", "withdraw"), "De safety", "Von safety zu collusion"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_verb_tells_in_the_language_that_is_asked_for(
    run: Run, arguments: tuple[str, ...], french: str, german: str
) -> None:
    assert run(*arguments, "--language", "fr").out.startswith(french)
    assert run(*arguments, "--language", "de").out.startswith(german)


def test_disagreements_that_readers_noted_are_in_english_alone(run: Run) -> None:
    ended = run("compare", "icf-2025", "aoec", "--known", "--language", "fr")
    assert ended.status == 2
    assert "in English" in " ".join(ended.err.split())
