"""The symbolic engine, asked about one situation, so that it can be tested against the reference."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Program
from coach_ethics.engines.symbolic.formulas import add, is_true, negation
from coach_ethics.engines.symbolic.layers import Kleene, possible, solver
from coach_ethics.engines.symbolic.translate import in_runs, symbols
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Named
from coach_ethics.model.domains import index_of
from coach_ethics.model.situation import Situation


def prepare(program: Program) -> Callable[[Situation], dict[str, Truth]]:
    """An evaluator of the program: the truth value of every name, in order. Safe to share between threads."""
    own = symbols(program.vocabulary)
    among = solver(own)
    certain = Kleene(Dependencies(program), own, among)
    pairs = {each.name: certain.pair(Named(each.name)) for each in program.definitions}
    lock = Lock()

    def asked(situation: Situation) -> dict[str, Truth]:
        among.push()
        for fact in program.vocabulary:
            value = situation[fact.name]
            add(among, [own.known[fact.name] if value is not None else negation(own.known[fact.name])])
            if value is not None:
                place = index_of(fact.type, value)
                add(among, [in_runs(fact.name, ((place, place),), own)])
        assert possible(among, []), "INVARIANT (domains): a situation's values lie in their domains"
        model = among.model()
        among.pop()
        return {name: _truth(*(is_true(model, side) for side in pair)) for name, pair in pairs.items()}

    def evaluate(situation: Situation) -> dict[str, Truth]:
        # z3 gives back what a model holds when Python drops it, which must not happen while another thread asks: so
        # all that comes of one question is dropped with the frame of `asked`, and the lock is held until then.
        with lock:
            return asked(situation)

    return evaluate


def _truth(true: bool, false: bool) -> Truth:
    assert not (true and false), "INVARIANT (kleene): nothing is both certainly true and certainly false"
    return True if true else False if false else None
