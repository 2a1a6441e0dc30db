"""The service by itself: uvicorn on an address, without an access log. Nothing else imports uvicorn."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from coach_ethics.problems import CaseProblems, Problem


class _Server(uvicorn.Server):
    """A server that tells its address once it listens: with port 0, nobody knows it before."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self.tell = tell

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.tell(_address(self.servers[0].sockets[0]))


def run(app: Any, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `tell` gets the address.

    Nothing is logged: uvicorn's own log would have the addresses of clients, and the words of failures. It opens the
    socket itself: of one that it is given, it doesn't know that small packets mustn't wait for one another.

    Raises CaseProblems (W111) where the address is taken.
    """
    server = _Server(_config(app, host, port), tell)
    try:
        server.run()
    except SystemExit:
        if server.started:
            raise
        raise _taken(host, port) from None


_NO_DELAY = 6, 1, 1
"""IPPROTO_TCP, TCP_NODELAY, on: small packets don't wait for one another. What connects takes it over."""


def run_workers(make: Callable[[], Any], host: str, port: int, workers: int, tell: Callable[[str], None]) -> None:
    """The same in so many processes, each of which makes its own application; what makes it must be picklable.

    One that dies is replaced.
    """
    config = _config(make, host, port, factory=True, workers=workers)
    try:
        shared = config.bind_socket()
    except SystemExit:
        raise _taken(host, port) from None
    shared.setsockopt(*_NO_DELAY)
    shared.listen()  # who comes before the first process is ready waits
    with shared:
        tell(_address(shared))
        Multiprocess(config, sockets=[shared]).run()


def _config(app: Any, host: str, port: int, **settings: Any) -> uvicorn.Config:
    quiet: dict[str, Any] = {"access_log": False, "log_level": "critical", "server_header": False}
    return uvicorn.Config(app, host=host, port=port, **quiet, **settings)


def _address(listening: Any) -> str:
    address, port = listening.getsockname()[:2]
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def _taken(host: str, port: int) -> CaseProblems:
    message = f"`{host}:{port}` can't be listened on"
    return CaseProblems([Problem("W111", message, help="another program may use it: choose another port")])


def place_of(failure: BaseException) -> str:
    """The kind of a failure and where it happened, without its words: those may quote a case."""
    frames = traceback.extract_tb(failure.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(failure).__name__}{where}"
