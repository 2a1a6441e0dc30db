"""Which question comes next: the policy's own dialogue as far as it matters, then the one that determines most.

Beyond the dialogue every question is weighed by how many would still have to be put after the answer to it, if they
were then put in the order of the vocabulary: in the worst case, and among equals on average over the answers. Looking
one question ahead of a fixed order like that can't be worse than keeping to it (policy improvement: R. E. Howard,
"Dynamic Programming and Markov Processes", 1960).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from coach_ethics.assessment.act_diagram import Subject
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.interview.looking_ahead import LookAhead
from coach_ethics.interview.remaining import Remaining
from coach_ethics.model.policy import DialogueStep


def next_fact(
    remaining_by_subject: Mapping[Subject, Remaining],
    prepared: Prepared,
    steps: Iterable[DialogueStep],
    among: Collection[str] | None = None,
) -> str | None:
    """The fact to ask for next, with `among` one of these; None where no answer could tell anything more.

    `steps` have their turn now.
    """
    waiting = {fact for remaining in remaining_by_subject.values() for fact in remaining.facts}
    facts = waiting if among is None else waiting.intersection(among)
    following = next((step.fact for step in steps if step.fact in facts), None)
    if following is not None or not facts:
        return following
    open_ = [fact.name for fact in prepared.policy.vocabulary if fact.name in facts]
    return open_[0] if len(open_) == 1 else _most_telling(open_, remaining_by_subject, prepared)


def _most_telling(facts: list[str], remaining_by_subject: Mapping[Subject, Remaining], prepared: Prepared) -> str:
    try:
        ahead = LookAhead(remaining_by_subject.values(), prepared)
        costs = {fact: ahead.asking(fact) for fact in facts}
    except Exhausted:
        # Too entangled to look ahead: the fact that most acts wait for.
        return max(facts, key=lambda fact: sum(fact in remaining.facts for remaining in remaining_by_subject.values()))
    return min(facts, key=costs.__getitem__)
