"""What stands around the application: only the hosts that are served, and no exception leaves it for a log."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any, TypeAlias

from coach_ethics.problems import Problem, quoted
from coach_ethics.service.problem_details import MEDIA_TYPE, problem_details

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Asgi: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]
OnFailure: TypeAlias = Callable[[BaseException], None]


class Guard:
    """An ASGI application around another one.

    With `hosts`, a request for another host is refused: a page of somebody else's, opened in a browser on this machine,
    reaches a service on loopback under a name of its own. A failure of ours becomes a problem (W109), and goes to
    `on_failure` and nowhere else.
    """

    def __init__(self, app: Asgi, hosts: Collection[str] | None, on_failure: OnFailure | None) -> None:
        self.app, self.hosts, self.on_failure = app, hosts, on_failure

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.hosts is not None and (host := _host(scope)) not in self.hosts:
            message = f"`{quoted(host)}` is no host that is served here"
            await _refuse(send, Problem("W110", message, help="use the address that the service told when it started"))
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as failure:  # its words may quote a case, and the server would log them
            if self.on_failure is not None:
                self.on_failure(failure)
            if not begun:
                message = "the service has failed; nothing about the case was logged"
                await _refuse(send, Problem("W109", message, help="tell its operator what was asked"))


def _host(scope: Message) -> str:
    """The host that a request names, without its port."""
    named = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    host, _, port = named.rpartition(":")
    return (host if host and port.isdecimal() else named).strip("[]").lower()


async def _refuse(send: Send, problem: Problem) -> None:
    told = problem_details([problem])
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": told["status"], "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})
