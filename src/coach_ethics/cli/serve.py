"""`coach-ethics serve`: the library as a web service."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import field, frozen

from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import bad_input_explained, complain, extra_needed
from coach_ethics.cli.policy_named import name_or_path
from coach_ethics.cli.receipts import KEY
from coach_ethics.problems import CaseProblems, Problem

if TYPE_CHECKING:
    from coach_ethics.service.states import SignedStates

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="A policy to answer by, by name or file; may be repeated. Default: all shipped policies.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="Keep interviews in this SQLite file. Default: the client keeps them, signed.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="How many processes serve: one for each core, say.")
    ] = 1,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="A host name under which it may be asked; may be repeated. Default: on loopback, those of this "
            "machine; elsewhere, any.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve assessments, explanations, changes, judgements, interviews and receipts over HTTP.

    It listens on this machine alone unless told otherwise, and knows no users: put it behind what does. Nothing about
    a case is logged. The key in the environment's COACH_ETHICS_KEY signs interviews and seals receipts; without one,
    interviews end with the process. Needs the extra `web`.
    """
    with bad_input_explained():
        with extra_needed("web", "the service needs FastAPI and uvicorn, which aren't installed here"):
            from coach_ethics.service.asgi import application
            from coach_ethics.service.run import run, run_workers
            from coach_ethics.service.states import SignedStates, new_key
        policies = None if policy is None else [name_or_path(each) for each in policy]
        hosts = allow_host or (LOOPBACK if host in LOOPBACK else None)
        key = _key()
        # What one process has signed, another one must take back.
        serving = _Serving(application, policies, key, state or SignedStates(key or new_key()), hosts)
        app = serving()  # whoever starts it is told at once what is wrong
        if workers == 1:
            run(app, host, port, _told)
        else:
            run_workers(serving, host, port, workers, _told)


@frozen
class _Serving:
    """What makes the application, in each process that serves it."""

    application: Callable[..., object]
    policies: list[str | Path] | None
    key: bytes | None = field(repr=False)
    states: Path | SignedStates
    hosts: Collection[str] | None

    def __call__(self) -> object:
        from coach_ethics.service.run import place_of

        app = self.application(
            self.policies,
            key=self.key,
            states=self.states,
            hosts=self.hosts,
            on_failure=lambda failure: complain(f"error W109: {place_of(failure)}"),
        )
        if hasattr(signal, "SIGPIPE"):
            # Other verbs end with whoever reads their output; a service stays when one of its clients leaves.
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        # What is loaded by now stays for good: no collection of garbage need go through it between two answers.
        gc.freeze()
        return app


def _told(address: str) -> None:
    complain(f"listening on {address} (OpenAPI: {address}/openapi.json)")


def _key() -> bytes | None:
    """The key of the environment. Raises CaseProblems (A108) where it is empty."""
    given = os.environ.get(KEY)
    if given is not None and not given.strip():
        raise CaseProblems([Problem("A108", f"the key in `{KEY}` is empty", help="put a secret of your own there")])
    return None if given is None else given.strip().encode("utf-8", "surrogateescape")
