"""Runs the notebooks of examples/notebooks; `python -m tests.examples.notebooks` keeps what they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "examples" / "notebooks"

SECONDS = 120
"""The longest that one cell may take, on a busy machine."""


def read(path: Path) -> Any:
    """The notebook as it is kept."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call] # nbformat doesn't say its types


def keep(notebook: Any, path: Path) -> None:
    """Write a notebook."""
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call] # see above


def run(path: Path) -> Any:
    """The notebook with what its cells show now, in a kernel of this Python, and nothing of when it was run."""
    notebook = read(path)
    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": FOLDER}}
    )
    client.execute()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def shown(notebook: Any) -> list[list[dict[str, str]]]:
    """For each cell of code, what it shows: words by their kind; of pictures, that there are some."""
    return [[_data(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _data(output: Any) -> dict[str, str]:
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {output.ename: output.evalue}
    return {kind: "(a picture)" if kind == "image/png" else data for kind, data in output.data.items()}


if __name__ == "__main__":
    for each in sorted(FOLDER.glob("*.ipynb")):
        keep(run(each), each)
        print(each)
