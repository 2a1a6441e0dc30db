"""How things are measured: repetitions in turn, medians and spread, memory in a process of its own."""

from __future__ import annotations

import gc
import os
import platform
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from math import ceil, log
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from attrs import frozen

K = TypeVar("K")


@frozen
class Times:
    """Seconds that repetitions of the same work took."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def low(self) -> float:
        """The least."""
        return min(self.seconds)

    @property
    def high(self) -> float:
        """The most."""
        return max(self.seconds)


def timed(work: Callable[[], object]) -> float:
    """The seconds that work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(works: Mapping[K, Callable[[], object]], repetitions: int, at_least: float = 0) -> dict[K, Times]:
    """Each work so often, all of them once before any of them again, so that a busy moment hits them alike.

    A turn repeats its work for `at_least` so many seconds: what takes less than a millisecond would otherwise be timed
    with the caches that others have left. The seconds are those of the work done once.
    """
    rounds = {name: ceil(at_least / timed(work)) or 1 for name, work in works.items()}
    seconds: dict[K, list[float]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            gc.collect()
            seconds[name].append(timed(partial(_repeated, work, rounds[name])) / rounds[name])
    return {name: Times(tuple(each)) for name, each in seconds.items()}


def _repeated(work: Callable[[], object], rounds: int) -> None:
    for _ in range(rounds):
        work()


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The k of the power law `seconds ~ sizes ** k` that fits best (least squares of the logarithms)."""
    xs, ys = [log(each) for each in sizes], [log(each) for each in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def peak_megabytes() -> float:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def in_own_process(module: str, *arguments: str) -> tuple[str, float]:
    """What a module prints when it runs in a process of its own, and the most memory that the process had, in MB."""
    code = (
        "import resource, runpy, subprocess, sys\n"
        "ran = subprocess.run([sys.executable, '-m', *sys.argv[1:]], stdout=subprocess.PIPE, text=True)\n"
        "print(ran.stdout)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "sys.exit(ran.returncode)\n"
    )
    command = [sys.executable, "-c", code, module, *arguments]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    *printed, memory = ran.stdout.strip().splitlines()
    return "\n".join(printed).strip(), int(memory) / (1024 if sys.platform != "darwin" else 1024**2)


class Worker:
    """A module in a process of its own that waits for its turn: it prints a line when it is ready, and one whenever it
    is sent one; whatever it prints at the end is its report.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def line(self) -> str:
        """The next line that it prints."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "a contestant ended before its time; what it said is above"
        return line.strip()

    def turn(self) -> str:
        """Let it do its work once; what it prints then."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.line()

    def end(self) -> None:
        """Let it go, and wait for it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def machine() -> str:
    """What it runs on, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.*)", about.read_text("utf-8")) if about.exists() else None
    return found.group(1) if found else platform.machine()


def versions(*packages: str) -> str:
    """The packages with their versions."""
    return ", ".join(f"{each} {_version(each)}" for each in packages)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}" if seconds / size < 100 else f"{seconds / size:,.0f} {unit}"
    return f"{seconds * 1e9:.0f} ns"
