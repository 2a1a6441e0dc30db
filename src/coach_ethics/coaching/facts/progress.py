"""Facts of how the work goes: commitments kept and missed, the block, where the client stands."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import Decision
from coach_ethics.model.vocabulary import fact


@frozen
class CommitmentFacts:
    """The actions that the client agreed to take."""

    missed_in_a_row: int | None = fact(
        means="how many times in a row, up to now, the client has not done an agreed action",
        ask="How many times in a row has your client now not done what was agreed?",
        maximum=100,
    )
    causes_examined: bool | None = fact(
        means="coach and client have looked for what lies behind the missed commitment: causes, blocks, fears",
        ask="Have you and your client looked for what lies behind it: causes, blocks, fears?",
        changeable=True,
        lasting=True,
        cost=2,
    )


@frozen
class BlockFacts:
    """What stands between the client and the outcomes."""

    present: bool | None = fact(
        means="a block keeps the client from the next step towards the outcomes",
        ask="Is there a block that keeps your client from the next step towards the outcomes?",
        judgement=True,
    )
    named: bool | None = fact(
        means="the client has been told that this is a block that must be cleared before any next step",
        ask="Have you named it to your client as a block that must be cleared before any next step?",
        changeable=True,
        lasting=True,
        cost=1,
    )
    coach_can_help_in_time: bool | None = fact(
        means="the coach believes that the client can be helped past the block in the time there is",
        ask="Do you believe that you can help your client past the block in the time there is?",
        judgement=True,
    )
    examined_as_learning: bool | None = fact(
        means="it has been rigorously examined whether the block is the occasion for deeper learning about the self",
        ask="Have you rigorously examined whether the block is just the occasion for your client to learn something "
        "deeper?",
        judgement=True,
        changeable=True,
        lasting=True,
        cost=3,
    )


@frozen
class ClientFacts:
    """Where the client stands."""

    decision: Decision | None = fact(
        means="the client's answer, once the block is named, to whether he will work with the coach on the next step",
        ask="Asked to decide, does your client commit to working with you on the next step?",
        changeable=True,
        cost=4,
    )
