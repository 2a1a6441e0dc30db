"""The chat assistant of the examples: a slip is refused, and what is said of duties is the library's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import coach_ethics as ce

pytest.importorskip("mcp", reason="the extra `mcp` isn't installed")

CHAT = Path(__file__).parents[2] / "examples" / "chat_assistant.py"


def test_what_the_assistant_says_is_derived() -> None:
    ran = subprocess.run([sys.executable, CHAT], capture_output=True, text=True, timeout=120, check=True)
    said = [line.removeprefix("assistant: ") for line in ran.stdout.splitlines() if line.startswith("assistant: ")]
    result = ce.assess({"coach.takes_credit": True, "coach.purpose": "own_interest"}, "collusion")
    told = {act: status for status, acts in json.loads(said[0]).items() for act in acts}
    assert told == {act: status.value for act, status in result.statuses.items()}
    assert said[1] == f"Tell me as well: {result.questions[0].ask}"
    assert json.loads(said[2])["permissible"] is False
    assert "(refused: help: did you mean `own_interest`?)" in ran.stdout
