"""`coach-ethics serve`: what it refuses to start with, and what doesn't end it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

for module in ("fastapi", "uvicorn", "httpx"):
    pytest.importorskip(module, reason="the extra `web` isn't installed")

from tests.service.running import running  # noqa: E402 - after what it needs


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
