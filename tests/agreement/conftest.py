"""The one list of engines that are held to the reference. They are read from the registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach_ethics.engines.registry import EVALUATORS, installed

HELD = tuple(name for name in EVALUATORS if name != "reference")

STRIDES = {"symbolic": 40}
"""An engine made for other questions than single situations is asked one exhaustive case in so many."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session", params=HELD)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not installed(name):
        pytest.skip(f"the engine `{name}` isn't installed here")
    return name


@pytest.fixture(scope="session")
def strides() -> dict[str, int]:
    """Every installed engine, and of how many exhaustive cases it is asked one."""
    return {name: STRIDES.get(name, 1) for name in HELD if installed(name)}


@pytest.fixture(scope="session")
def engines() -> tuple[str, ...]:
    """Every installed engine that is made for single situations, for tests that draw one policy for all of them."""
    return tuple(name for name in HELD if name not in STRIDES and installed(name))
