"""Where the tests find a browser and what it runs: named by the environment, or put there by `.ci/browser`."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_FETCHED = _ROOT / ".browser"

PYODIDE = Path(os.environ.get("COACH_ETHICS_PYODIDE", _FETCHED / "pyodide"))
AXE = Path(os.environ.get("COACH_ETHICS_AXE", _FETCHED / "axe-core")) / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

DIALOGUES = int(os.environ.get("COACH_ETHICS_DIALOGUES", "1"))
"""How many random dialogues with each shipped policy."""


def absent() -> str:
    """What a browser's tests miss here; empty where nothing is missing."""
    if find_spec("playwright") is None:
        return "playwright isn't installed"
    if CHROMIUM is None:
        return "there is no Chromium"
    if not (PYODIDE / "pyodide.asm.wasm").is_file():
        return f"the npm package pyodide isn't in {PYODIDE}; `.ci/browser` fetches it"
    return ""
