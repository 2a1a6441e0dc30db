"""The service by itself: uvicorn on an address, without an access log. Nothing else imports uvicorn."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import uvicorn

from coach_ethics.problems import CaseProblems, Problem


class _Server(uvicorn.Server):
    """A server that tells its address once it listens: with port 0, nobody knows it before."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self.tell = tell

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        address, port = self.servers[0].sockets[0].getsockname()[:2]
        self.tell(f"http://{f'[{address}]' if ':' in address else address}:{port}")


def run(app: Any, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `tell` gets the address. Raises CaseProblems (W111) where it is taken.

    Nothing is logged: uvicorn's own log would have the addresses of clients, and the words of failures. It opens the
    socket itself: of one that it is given, it doesn't know that small packets mustn't wait for one another.
    """
    config = uvicorn.Config(app, host=host, port=port, access_log=False, log_level="critical", server_header=False)
    server = _Server(config, tell)
    try:
        server.run()
    except SystemExit:
        if server.started:
            raise
        message = f"`{host}:{port}` can't be listened on"
        raise CaseProblems([Problem("W111", message, help="another program may use it: choose another port")]) from None


def place_of(failure: BaseException) -> str:
    """The kind of a failure and where it happened, without its words: those may quote a case."""
    frames = traceback.extract_tb(failure.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(failure).__name__}{where}"
