"""The service by itself: uvicorn on an address, without an access log. Nothing else imports uvicorn."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import uvicorn

from coach_ethics.problems import CaseProblems, Problem


def run(app: Any, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `tell` gets the address. Raises CaseProblems (W111) where it is taken.

    Nothing is logged: uvicorn's own log would have the addresses of clients, and the words of failures.
    """
    config = uvicorn.Config(app, host=host, port=port, access_log=False, log_level="critical", server_header=False)
    try:
        listening = config.bind_socket()
    except SystemExit:
        message = f"`{host}:{port}` can't be listened on"
        raise CaseProblems([Problem("W111", message, help="another program may use it: choose another port")]) from None
    with listening:
        address, number = listening.getsockname()[:2]
        tell(f"http://{f'[{address}]' if ':' in address else address}:{number}")
        uvicorn.Server(config).run(sockets=[listening])


def place_of(failure: BaseException) -> str:
    """The kind of a failure and where it happened, without its words: those may quote a case."""
    frames = traceback.extract_tb(failure.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(failure).__name__}{where}"
