"""Frame libraries that are held to the reference, and a line at the end that says which were."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from tests.frame_libraries import LIBRARIES, Library

Compared: TypeAlias = Callable[[Library, int], None]

_COUNTS = pytest.StashKey[Counter[str]]()


def _known(library: Library) -> Library:
    if why := library.absent():
        pytest.skip(f"{library.name}: {why}")
    return library


@pytest.fixture(scope="session", params=LIBRARIES, ids=lambda library: library.name)
def library(request: pytest.FixtureRequest) -> Library:
    """Each frame library in turn."""
    return _known(request.param)


@pytest.fixture(scope="session")
def libraries() -> tuple[Library, ...]:
    """All libraries that are quick enough for many random policies, for tests that draw one policy for all of them."""
    return tuple(library for library in LIBRARIES if not library.slow and not library.absent())


@pytest.fixture(scope="session", params=[each for each in LIBRARIES if each.slow], ids=lambda library: library.name)
def slow_library(request: pytest.FixtureRequest) -> Library:
    """Each of those that take a second a frame."""
    return _known(request.param)


@pytest.fixture(scope="session")
def compared(request: pytest.FixtureRequest) -> Compared:
    """Counts rows that were compared with the reference on a library; `tests/conftest.py` tells of them at the end."""
    counts = request.config.stash.setdefault(_COUNTS, Counter())

    def count(library: Library, rows: int) -> None:
        counts[library.name] += rows

    return count


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test has counted goes with its report, which other processes send home."""
    yield
    counts = request.config.stash.get(_COUNTS, Counter())
    request.node.user_properties.extend(("rows compared", each) for each in counts.items())
    counts.clear()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Dask tells on every frame that it will want another package some day."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dask support is moving out", FutureWarning)
        yield
