"""The service as it is run: a process of its own, asked over HTTP."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from attrs import frozen


@frozen
class Running:
    """A service that runs: a client of it, and its process."""

    client: httpx.Client
    process: subprocess.Popen[str]


@contextmanager
def running(*options: str, key: str | None = None) -> Iterator[Running]:
    """A service with these options of `serve`, killed at the end."""
    environment = {name: value for name, value in os.environ.items() if name != "COACH_ETHICS_KEY"}
    environment |= {} if key is None else {"COACH_ETHICS_KEY": key}
    command = [sys.executable, "-m", "coach_ethics", "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    try:
        told = process.stderr.readline()
        address = re.search(r"listening on (http://127\.0\.0\.1:\d+)", told)
        assert address, told
        with httpx.Client(base_url=address[1], timeout=60) as client:
            yield Running(client, process)
    finally:
        process.terminate()  # it ends its workers; killed, it would leave them
        process.wait()
