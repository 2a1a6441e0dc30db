"""A coaching tool that keeps engagements in SQLite, and asks the library what they come to.

    pip install 'coach-ethics[web]'
    uvicorn --app-dir examples --factory web_host:host

The tool's own records are the tool's: here a table of engagements, each a JSON document. The library's service is
mounted beside them, so that interviews and everything else are there without a line.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException

import coach_ethics as ce
from coach_ethics.service import application


def host(database: Path = Path("coaching.sqlite")) -> FastAPI:
    """The tool, with its records in a file."""
    app = FastAPI(title="A coaching tool")
    app.mount("/ethics", application(["essay", "icf"]))
    policy = ce.load_policy("essay")

    @contextmanager
    def records() -> Iterator[sqlite3.Connection]:
        file = sqlite3.connect(database)
        try:
            with file:
                yield file
        finally:
            file.close()

    with records() as file:
        file.execute("CREATE TABLE IF NOT EXISTS engagements (id INTEGER PRIMARY KEY, data TEXT, receipt TEXT)")

    @app.put("/engagements/{number}")
    def keep(number: int, engagement: dict[str, Any]) -> dict[str, Any]:
        """Keep an engagement that can be read; else say what is wrong with it, and where."""
        try:
            ce.load_engagement(engagement, policy.vocabulary)
        except ce.CaseProblems as refused:
            told = [{"code": each.code, "message": each.message, "path": each.path} for each in refused.problems]
            raise HTTPException(422, told) from None
        with records() as file:
            file.execute("REPLACE INTO engagements (id, data) VALUES (?, ?)", (number, json.dumps(engagement)))
        return {"kept": number}

    @app.get("/engagements/{number}/duties")
    def duties(number: int, audience: str = "coach") -> dict[str, Any]:
        """What the engagement comes to today, as somebody may see it; the coach's own look is kept as a receipt."""
        with records() as file:
            found = file.execute("SELECT data FROM engagements WHERE id = ?", (number,)).fetchone()
            if found is None:
                raise HTTPException(404, "no such engagement")
            engagement = ce.load_engagement(json.loads(found[0]), policy.vocabulary)
            if audience == "coach":
                result = ce.assess(engagement, policy)
                file.execute("UPDATE engagements SET receipt = ? WHERE id = ?", (ce.receipt(result), number))
            else:
                result = ce.view(engagement, policy, audience)
        shown: dict[str, Any] = json.loads(ce.assessment_json(result))
        return shown

    return app


if __name__ == "__main__":
    print("The tool's own addresses, beside the library's under /ethics:")
    for address in host().openapi()["paths"]:
        print(f"  {address}")
    print("Serve them: uvicorn --app-dir examples --factory web_host:host")
