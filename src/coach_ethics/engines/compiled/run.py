"""Running a translated program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from coach_ethics.deontics.program import Program
from coach_ethics.engines.compiled.translate import EVALUATE, translate
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation


def prepare(program: Program, names: Collection[str] | None = None) -> Callable[[Situation], Mapping[str, Truth]]:
    """Compile a program once; the function that it gives evaluates situations and may be shared between threads.

    It gives the truth of these `names`, in the program's order, and computes nothing else; by default of all. Whoever
    asks the same few of many situations (the statuses alone, say) saves most of the time.
    """
    namespace: dict[str, Any] = {}
    exec(compile(translate(program, names), "<program>", "exec"), namespace)
    return cast("Callable[[Situation], Mapping[str, Truth]]", namespace[EVALUATE])
