"""Plain Python, as one would write it for one policy by hand: local variables, `and`, `or`, `not`."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.peers.infix import Notation, written
from tests.benchmarks.peers.task import Peer, Task

from coach_ethics.model.conditions import Condition

PYTHON = Notation("and", "or", "(not {})", "True", "False", among="({0} in ({1},))")


def prepare(task: Task) -> Peer:
    """A function of a dictionary of facts, which gives a dictionary of answers."""
    lines = [f"{plain} = facts[{fact!r}]" for fact, plain in task.facts.items()]
    lines += [f"{task.locals[name]} = {_text(task, each)}" for name, each in task.steps.items()]
    answers = "".join(
        f"\n        {name!r}: {written(each, task.facts, task.locals, PYTHON)}," for name, each in task.answers.items()
    )
    source = "def evaluate(facts):\n    " + "\n    ".join(lines) + f"\n    return {{{answers}\n    }}"
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    return Peer(dict, namespace["evaluate"])


def _text(task: Task, condition: Condition) -> str:
    return written(condition, task.facts, task.locals, PYTHON)
