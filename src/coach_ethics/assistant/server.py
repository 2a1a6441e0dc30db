"""The tools over the Model Context Protocol, on standard input and output. Nothing else imports its SDK."""

from __future__ import annotations

import json
from typing import Any

import anyio
from anyio import to_thread
from mcp import types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from coach_ethics.assistant.tools import TOOLS, Assistant, call
from coach_ethics.version import __version__

INSTRUCTIONS = """\
These tools work out a coach's duties under a code of ethics. You listen and fill in facts; the library decides.

Tell only facts that the coach has stated. What you infer, ask about first; what nobody knows, leave out: an unknown
fact is an answer here, and a guessed one is a false record. Unknown names are refused with the nearest one.
In each answer, `told` is what you passed, `derived` follows from it, and `assumed` is what nobody told. Keep these
apart when you speak to the coach. What you are told is confidential. In danger to life, say first to call for help.
"""


def server(assistant: Assistant) -> Server[Any]:
    """A server with the tools."""

    async def list_tools(
        context: ServerRequestContext[Any], asked: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        reads = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
        tools = [
            types.Tool(name=each.name, description=each.description, input_schema=each.input_schema, annotations=reads)
            for each in TOOLS
        ]
        return types.ListToolsResult(tools=tools)

    async def call_tool(context: ServerRequestContext[Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        # one after the other: what is told in an interview comes in the order in which it was said
        async with turn:
            found = await to_thread.run_sync(call, assistant, asked.name, asked.arguments)
        text = found.answer["words"] if found.refused else json.dumps(found.answer, ensure_ascii=True)
        content: list[types.ContentBlock] = [types.TextContent(type="text", text=text)]
        return types.CallToolResult(content=content, structured_content=found.answer, is_error=found.refused)

    turn = anyio.Lock()
    return Server(
        "coach-ethics",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_on_standard_streams(assistant: Assistant) -> None:
    """Serve one client over standard input and output, until it leaves."""

    async def run() -> None:
        made = server(assistant)
        async with stdio_server() as (reading, writing):
            await made.run(reading, writing, made.create_initialization_options())

    anyio.run(run)
