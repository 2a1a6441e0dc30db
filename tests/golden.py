"""Texts that are kept beside what they are said of: read, or written anew where GOLDEN=write is set."""

from __future__ import annotations

import os
from pathlib import Path


def golden(path: Path, found: str) -> str:
    """What is kept at a path; where GOLDEN=write is set, what was found is kept from now on."""
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, "utf-8")
    return path.read_text("utf-8")
