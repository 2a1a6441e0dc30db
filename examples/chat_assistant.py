"""A chat assistant over the Model Context Protocol: a model fills the facts, and the library decides.

    pip install 'coach-ethics[mcp]'
    python examples/chat_assistant.py

The model here is a stand-in that follows a script: it hears what a coach says, and calls tools. Put a real one in its
place, and let it do no more than this: hand facts over, pass questions on, and repeat what was derived.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
from mcp import Client, StdioServerParameters

Call = Callable[..., Awaitable[dict[str, Any]]]

TOLD = {"coach.takes_credit": True, "coach.purpose": "own_interest"}
ACT = ["return_to_purpose"]
SCRIPT: tuple[tuple[str, tuple[tuple[str, dict[str, object]], ...]], ...] = (
    (
        "I told the sponsor that the results were my doing, and I did it for myself.",
        (
            ("assess", {"facts": {**TOLD, "coach.purpose": "own_interst"}}),  # a slip, as models make them
            ("assess", {"facts": TOLD}),
        ),
    ),
    ("May I make up for it by going back to what the coaching is for?", (("judge", {"facts": TOLD, "acts": ACT}),)),
)
"""What the coach says, and the calls that the model makes on hearing it, with what it made of the words."""


async def converse(say: Callable[[str], None], call: Call) -> None:
    """The conversation: whatever the assistant says of duties is the library's, and what it asks for is, too."""
    for heard, calls in SCRIPT:
        say(f"coach: {heard}")
        for tool, arguments in calls:
            answer = await call(tool, arguments)
            if "derived" not in answer:
                say(f"  (refused: {answer['words'].splitlines()[-1].strip(' =')})")
                continue
            derived = answer["derived"]
            said = derived.get("acts") or {key: derived[key] for key in ("permissible", "open", "undone")}
            say(f"assistant: {json.dumps(said)}")
            say(f"assistant: Tell me as well: {answer['assumed']['unknown'][0]['ask']}")


async def main(say: Callable[[str], None] = print) -> None:
    """Start the server of the tools, and talk."""
    command = StdioServerParameters(command=sys.executable, args=["-m", "coach_ethics", "mcp", "--policy", "collusion"])
    async with Client(command) as client:

        async def call(tool: str, arguments: dict[str, object]) -> dict[str, Any]:
            found = await client.call_tool(tool, arguments)
            return found.structured_content or {}

        await converse(say, call)


if __name__ == "__main__":
    anyio.run(main)
