"""`coach-ethics serve`: what it refuses to start with, and what doesn't end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

for module in ("fastapi", "uvicorn", "httpx"):
    pytest.importorskip(module, reason="the extra `web` isn't installed")

import httpx  # noqa: E402 - after what it needs
from tests.service.running import Running, running  # noqa: E402 - after what it needs


def refused(*options: str, **environment: str) -> str:
    """What is told of a service that doesn't start."""
    command = [sys.executable, "-m", "coach_ethics", "serve", *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=os.environ | environment)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    return run.stderr


def test_a_client_that_leaves_ends_nothing() -> None:
    """It closes the connection before its answer is written: a write to it fails, and nobody else notices."""
    with running("--policy", "collusion") as found:
        url = found.client.base_url
        body = b'{"policy": "collusion", "cases": [' + b"{}, " * 40 + b"{}]}"
        head = b"POST /assess/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        for _ in range(3):
            with socket.create_connection((url.host, url.port)) as leaving:
                leaving.sendall(b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body))
                leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        assert found.client.get("/policies").status_code == 200
        assert found.process.poll() is None


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "error W111" in refused("--policy", "collusion", "--port", str(port))


@pytest.mark.parametrize("place", ["missing/states.sqlite", "no-database.sqlite", "folder"])
def test_a_file_that_cant_hold_interviews_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "no-database.sqlite").write_text("not a database " * 100)
    (tmp_path / "folder").mkdir()
    assert "error F105" in refused("--policy", "collusion", "--state", str(tmp_path / place))


def test_a_policy_that_cant_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("policy: ours\nnorms: {n: {must: rest}}\n")
    assert "error N103" in refused("--policy", str(tmp_path / "ours.yaml"))
    assert "error X407" in refused("--policy", "colusion")


def test_an_empty_key_is_told() -> None:
    assert "error A108" in refused("--policy", "collusion", COACH_ETHICS_KEY=" ")


@pytest.mark.parametrize("kept", ["by the client", "in a file"])
def test_several_processes_take_back_each_others_interviews(tmp_path: Path, kept: str) -> None:
    """What one process began, the other one continues, while the first is stopped; no key is set."""
    options = ["--state", str(tmp_path / "interviews.sqlite")] if kept == "in a file" else []
    with running("--policy", "collusion", "--workers", "2", *options) as found:
        asked_apart(found, "/assess", policy="collusion", case={})
        first, second = workers(found.process.pid)
        with stopped(second):
            step = asked_apart(found, "/interviews", policy="collusion", about=["name_block"])
        with stopped(first):
            said = {"state": step["state"], "fact": step["question"]["fact"], "value": True}
            step = asked_apart(found, "/interviews/answer", **said)
        assert step["assessment"]["situation"] == {"block.named": True}


def test_a_process_that_dies_is_replaced_and_all_end_with_the_service() -> None:
    with running("--policy", "collusion", "--workers", "2") as found:
        asked_apart(found, "/assess", policy="collusion", case={})
        first, second = workers(found.process.pid)
        os.kill(first, signal.SIGKILL)
        while len(anew := {*workers(found.process.pid)} - {first}) < 2:
            assert found.process.poll() is None
            asked_apart(found, "/assess", policy="collusion", case={})
        assert second in anew
    assert not [each for each in anew if Path(f"/proc/{each}").exists()]


@contextmanager
def stopped(process: int) -> Iterator[None]:
    """While a process does nothing; it may be replaced for that, which is as good here."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def asked_apart(found: Running, path: str, **asked: object) -> Any:
    """The answer to a request on a connection of its own."""
    response = httpx.post(f"{found.client.base_url}".rstrip("/") + path, json=asked, timeout=60)
    assert response.status_code == 200, response.text
    return response.json()


def workers(process: int) -> list[int]:
    """The processes that serve for another one, where the system tells."""
    tasks = Path(f"/proc/{process}/task")
    if not tasks.exists():
        pytest.skip("this system doesn't tell which processes another one has started")
    started = [each for task in tasks.iterdir() for each in (task / "children").read_text("ascii").split()]
    return [int(each) for each in started if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]
