"""clipspy: a template for situations, and a rule for each answer, which notes it where its test holds."""

from __future__ import annotations

import clips
from tests.benchmarks.peers.prefix import as_clips
from tests.benchmarks.peers.task import Answers, Facts, Peer, Task, whole

from coach_ethics.model.conditions import FALSE
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import facts_in


def prepare(task: Task) -> Peer:
    """Answers are gathered in a Python function that rules call, which is faster than reading facts back."""
    environment = clips.Environment()
    environment.build(f"(deftemplate situation {' '.join(f'(slot {plain})' for plain in task.facts.values())})")
    found: list[int] = []
    environment.define_function(found.append, "note")
    names = [name for name, each in task.answers.items() if each != FALSE]
    for at, name in enumerate(names):
        condition = whole(task, name)
        slots = " ".join(f"({task.facts[fact]} ?{task.facts[fact]})" for fact in dict.fromkeys(facts_in(condition)))
        test = as_clips(condition, task)
        environment.build(f"(defrule r{at} (situation {slots}) (test {test}) => (note {at}))")
    template = environment.find_template("situation")
    none = dict.fromkeys(task.answers, False)

    def encode(facts: Facts) -> dict[str, object]:
        return {name: _value(value) for name, value in task.renamed(facts).items()}

    def evaluate(slots: dict[str, object]) -> Answers:
        found.clear()
        fact = template.assert_fact(**slots)
        environment.run()
        fact.retract()
        return {**none, **{names[at]: True for at in found}}

    return Peer(encode, evaluate)


def _value(value: Value) -> object:
    return clips.Symbol(value) if isinstance(value, str) else value
