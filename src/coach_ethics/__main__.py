"""`python -m coach_ethics`: the command line."""

from __future__ import annotations

from coach_ethics.cli import main

if __name__ == "__main__":
    main()
