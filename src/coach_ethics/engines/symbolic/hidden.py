"""What Kleene evaluation leaves open though every completion determines it alike, such as `x or not x`.

We look for a partial situation, all of whose completions that the constraints allow make a condition true, while Kleene
evaluation doesn't call it true. Guess one; a completion that keeps the constraints and makes the condition false
refutes the guess, and a box around that completion, throughout which it is so, refutes every guess that reaches into
it. Refutations are kept, so no guess is refuted twice, until one stands or none is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.engines.symbolic.answers import Box, MinimalModel, Unsure
from coach_ethics.engines.symbolic.formulas import Formula, add, at_most, both, either, negation
from coach_ethics.engines.symbolic.implicants import box_around
from coach_ethics.engines.symbolic.layers import possible
from coach_ethics.engines.symbolic.session import SolverSession
from coach_ethics.engines.symbolic.translate import in_runs
from coach_ethics.model.conditions import And, Condition, Not
from coach_ethics.model.domains import complement, index_of
from coach_ethics.model.situation import Situation


def smallest_hidden(
    condition: Condition, session: SolverSession, guesses: Budget, fewer_than: int | None = None
) -> MinimalModel | None:
    """The fewest facts that, once known, determine the condition as true without Kleene evaluation's noticing.

    The completions meant are those that the constraints allow; there is one at least. None where there is no such
    situation, or with `fewer_than`, none with fewer facts than that. Raises Unsure where the search ended before one
    was found, for want of time or of `guesses`; where it ended later, the smallest so far isn't proved to be it.
    """
    facts = sorted(session.facts_behind([condition, *session.constraints.values()]))
    wanted = [
        negation(session.certain.pair(condition)[0]),
        session.completed.literal(condition),
        *map(session.completed.literal, session.constraints.values()),
    ]
    best: MinimalModel | None = None
    known = [session.own.known[fact] for fact in facts]
    session.knowledge.push()
    try:
        if fewer_than is not None:
            add(session.knowledge, [at_most(known, fewer_than - 1, session.own.context)])
        while True:
            if not possible(session.knowledge, wanted):
                return best
            guesses.spend(1)
            model = session.knowledge.model()
            guess = session.read(model, session.known_in(model, facts))
            box = _refutation(condition, guess, session)
            if box is not None:
                add(session.knowledge, [_keeps_clear_of(box, session)])
                continue
            best = MinimalModel(guess, session.read(model))
            if not len(best.situation):
                return best
            add(session.knowledge, [at_most(known, len(best.situation) - 1, session.own.context)])
    except (Unsure, Exhausted) as ended:
        if best is None:
            raise Unsure(str(ended) or "the search took too many steps") from None
        return MinimalModel(best.situation, best.completion, proved=False)
    finally:
        session.knowledge.pop()


def _refutation(condition: Condition, guess: Situation, session: SolverSession) -> Box | None:
    """A box around a completion of the guess that can be and fails the condition, or None where none does."""
    refuted = And((Not(condition), *session.constraints.values()))
    if not session.check([*_points(guess, session), session.classical.literal(refuted)]):
        return None
    completion = session.read(session.situations.model(), session.facts_behind([refuted]))
    return box_around(completion, refuted, session, allowed_only=False)


def _points(guess: Situation, session: SolverSession) -> Sequence[Formula]:
    places = ((fact, index_of(session.own.vocabulary[fact].type, value)) for fact, value in guess.values.items())
    return [session.classical.within({fact: ((place, place),)}) for fact, place in places]


def _keeps_clear_of(box: Box, session: SolverSession) -> Formula:
    """Some fact is known, and known to lie outside the box."""
    own = session.own
    sides = [
        both([own.known[fact], in_runs(fact, complement(runs, own.vocabulary[fact].type), own)], own.context)
        for fact, runs in box.items()
    ]
    return either(sides, own.context)
