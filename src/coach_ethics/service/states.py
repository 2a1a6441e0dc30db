"""Where interviews are between two requests: signed and kept by the client, or in a file of the service's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from coach_ethics.problems import CaseProblems, Problem


@frozen
class KeptInterview:
    """An interview as it was found: what the client calls it, and the text that `state_json` wrote."""

    handle: str
    text: str = field(repr=False)


class States(Protocol):
    """Keeps interviews. A handle is whatever a client has to send to continue."""

    def keep(self, text: str, before: KeptInterview | None = None) -> str:
        """Keep an interview, in place of what it was `before`: its handle. Raises CaseProblems (W105)."""

    def find(self, handle: str) -> KeptInterview:
        """The interview of a handle. Raises CaseProblems (W104) where there is none."""

    def forget(self, handle: str) -> None:
        """Forget an interview, where it is kept here."""


_PURPOSE = b"coach-ethics interview\0"
"""What is signed begins with it, so that no other seal made with the same key is a signature."""


@frozen
class SignedStates:
    """The client keeps the interview, with a signature (HMAC-SHA256) without which it isn't taken back.

    What it keeps is signed and not encrypted: it is the client's own interview. Whoever has the key, on whatever
    machine, can continue it.
    """

    key: bytes = field(repr=False)

    def keep(self, text: str, before: KeptInterview | None = None) -> str:
        """The interview itself, packed and signed."""
        packed = zlib.compress(text.encode("utf-8"), 9)
        return f"{_letters(packed)}.{_letters(self._signature(packed))}"

    def find(self, handle: str) -> KeptInterview:
        """The interview that was signed. Raises CaseProblems (W104) for everything else."""
        packed, _, signature = handle.partition(".")
        try:
            payload, signed = _bytes(packed), _bytes(signature)
        except ValueError:
            payload, signed = b"", b""
        if not hmac.compare_digest(signed, self._signature(payload)):
            help_ = "send `state` as it was returned; a service that signs with another key can't continue it"
            raise CaseProblems(
                [Problem("W104", "this is not an interview of this service", None, help_, path="$.state")]
            )
        return KeptInterview(handle, zlib.decompress(payload).decode("utf-8"))

    def forget(self, handle: str) -> None:
        """Nothing is kept here."""

    def _signature(self, packed: bytes) -> bytes:
        return hmac.new(self.key, _PURPOSE + packed, hashlib.sha256).digest()


def new_key() -> bytes:
    """A key that nobody else has."""
    return secrets.token_bytes(32)


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _bytes(letters: str) -> bytes:
    return base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)


@frozen
class StoredStates:
    """Interviews in an SQLite file, which only its owner may read; the client keeps an id that can't be guessed.

    Raises CaseProblems (F105) where the file can't be written, or is something else.
    """

    path: Path

    def __attrs_post_init__(self) -> None:
        try:
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._open() as file:
                file.execute("CREATE TABLE IF NOT EXISTS interviews (id TEXT PRIMARY KEY, state TEXT NOT NULL)")
        except (OSError, sqlite3.Error) as failure:
            reason = failure.strerror if isinstance(failure, OSError) else str(failure)
            message = f"`{self.path}` can't hold interviews: {str(reason).lower()}"
            raise CaseProblems(
                [Problem("F105", message, help="give a file that can be written, or a new one")]
            ) from None

    def keep(self, text: str, before: KeptInterview | None = None) -> str:
        """Store an interview. Raises CaseProblems (W105) where another request has continued it meanwhile."""
        with self._open() as file:
            if before is None:
                handle = secrets.token_urlsafe(24)
                file.execute("INSERT INTO interviews VALUES (?, ?)", (handle, text))
                return handle
            found = (text, before.handle, before.text)
            if not file.execute("UPDATE interviews SET state = ? WHERE id = ? AND state = ?", found).rowcount:
                message = "another request has continued this interview meanwhile"
                raise CaseProblems([Problem("W105", message, help="ask for its question again", path="$.state")])
        return before.handle

    def find(self, handle: str) -> KeptInterview:
        """The interview of an id. Raises CaseProblems (W104) where there is none."""
        with self._open() as file:
            row = file.execute("SELECT state FROM interviews WHERE id = ?", (handle,)).fetchone()
        if row is None:
            raise CaseProblems([Problem("W104", "there is no such interview here", help="begin one", path="$.state")])
        return KeptInterview(handle, row[0])

    def forget(self, handle: str) -> None:
        """Delete an interview."""
        with self._open() as file:
            file.execute("DELETE FROM interviews WHERE id = ?", (handle,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of this thread's own, for one transaction."""
        file = sqlite3.connect(self.path, timeout=30)
        try:
            with file:
                file.execute("PRAGMA secure_delete = ON")
                yield file
        finally:
            file.close()
