"""Runs the code that it is given: `python -m tests.benchmarks.started CODE`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    exec(sys.argv[1])
