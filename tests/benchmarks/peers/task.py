"""What every peer is asked: of a complete situation, three truths for each act, from which its status follows.

Peers get the program as a careful author would hand it to them: aliases and constants resolved, comparisons in one
form, conditions used once written where they are used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from coach_ethics.deontics.program import Kind, Program
from coach_ethics.engines.columnar.folding import folded_program
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import below, facts_in, names_in

ASKED = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)

Facts: TypeAlias = Mapping[str, Value]
Answers: TypeAlias = Mapping[str, Truth]


@frozen
class Peer:
    """A peer made ready: `encode` brings facts into its form (not timed), `evaluate` answers (timed)."""

    encode: Callable[[Facts], Any]
    evaluate: Callable[[Any], Answers]


@frozen(eq=False)
class Task:
    """`facts` are the variables (dotted names as plain ones), `steps` what several answers need, in order."""

    facts: Mapping[str, str]
    steps: Mapping[str, Condition]
    answers: Mapping[str, Condition]
    locals: Mapping[str, str]

    def renamed(self, facts: Facts) -> dict[str, Value]:
        """The facts that matter, by their plain names."""
        return {plain: facts[fact] for fact, plain in self.facts.items()}


def task(program: Program) -> Task:
    """The task that a program sets."""
    folded = folded_program(program, program.vocabulary.by_name)
    asked = {each.name: folded[each.name] for each in program.definitions if each.kind in ASKED}
    reached: set[str] = set()
    waiting = list(asked.values())
    while waiting:
        for name in names_in(waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting.append(folded[name])
    kept = {name: folded[name] for name in folded if name in reached}
    uses = Counter(
        node.name for each in (*asked.values(), *kept.values()) for node in below(each) if isinstance(node, Named)
    )
    once = {name for name in kept if uses[name] == 1}
    steps = {name: inlined(kept[name], kept, once) for name in kept if name not in once}
    answers = {name: inlined(each, kept, once) for name, each in asked.items()}
    every = (*steps.values(), *answers.values())
    facts = {fact: f"f{at}" for at, fact in enumerate(dict.fromkeys(fact for each in every for fact in facts_in(each)))}
    return Task(facts, steps, answers, {name: f"n{at}" for at, name in enumerate(steps)})


def whole(task: Task, name: str) -> Condition:
    """An answer over facts alone."""
    return inlined(task.answers[name], task.steps, set(task.steps))


def inlined(condition: Condition, meanings: Mapping[str, Condition], names: set[str]) -> Condition:
    """The condition with these names replaced by what they mean."""
    match condition:
        case Named(name):
            return inlined(meanings[name], meanings, names) if name in names else condition
        case Not(operand):
            return Not(inlined(operand, meanings, names))
        case And(operands):
            return And(tuple(inlined(each, meanings, names) for each in operands))
        case Or(operands):
            return Or(tuple(inlined(each, meanings, names) for each in operands))
        case Constant() | Holds() | Comparison() | Membership():
            return condition
        case _:
            assert_never(condition)
