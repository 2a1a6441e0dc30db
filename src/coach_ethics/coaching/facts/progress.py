"""Facts about the progress of the work: commitments kept and missed, the block, the client's decision."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import CONTRACT, SUPERVISION, WITH_CLIENT
from coach_ethics.coaching.enumerations import Decision
from coach_ethics.model.vocabulary import fact, own_first


@frozen
class CommitmentFacts:
    """The actions that the client agreed to take."""

    missed_in_a_row: int | None = fact(
        means="how many times in a row, up to now, the client has not done an agreed action",
        ask="How many times in a row has your client now not done what was agreed?",
        said="missed in a row: {}",
        known_to=WITH_CLIENT,
        maximum=100,
        dated=True,
    )
    causes_examined: bool | None = fact(
        means="coach and client have looked for what lies behind the missed commitment: causes, blocks, fears",
        ask="Have you and your client looked for what lies behind it: causes, blocks, fears?",
        said="the causes were looked for",
        said_not="the causes weren't looked for",
        known_to=WITH_CLIENT,
        changeable=True,
        lasting=True,
        cost=2,
        dated=True,
    )


@frozen
class RecordedBlock:
    """What the record of a block holds by the same name."""

    named: bool | None = fact(
        means="the client has been told that this is a block that must be cleared before any next step",
        ask="Have you told your client that this is a block, and that it must be cleared before any next step?",
        said="the block has been named",
        said_not="the block hasn't been named",
        known_to=WITH_CLIENT,
        changeable=True,
        lasting=True,
        cost=1,
        dated=True,
    )
    coach_can_help_in_time: bool | None = fact(
        means="the coach believes that the client can be helped past the block in the time there is",
        ask="Do you believe that you can help your client past the block in the time there is?",
        said="the coach can help in time",
        said_not="the coach can't help in time",
        known_to=SUPERVISION,
        judgement=True,
    )
    examined_as_learning: bool | None = fact(
        means="the coach has rigorously examined whether the block is an occasion for deeper learning about the self",
        ask="Have you rigorously examined whether the block is the very occasion for your client to learn something "
        "deeper?",
        said="the block was examined as an occasion for learning",
        said_not="the block wasn't examined as an occasion for learning",
        known_to=SUPERVISION,
        judgement=True,
        changeable=True,
        lasting=True,
        cost=3,
        dated=True,
    )


@frozen(field_transformer=own_first)
class BlockFacts(RecordedBlock):
    """What stands between the client and the outcomes: that it is recorded, and what its record holds."""

    present: bool | None = fact(
        means="a block keeps the client from the next step towards the outcomes",
        ask="Is there a block that keeps your client from the next step towards the outcomes?",
        said="there is a block",
        said_not="there is no block",
        known_to=SUPERVISION,  # until it is named
        judgement=True,
    )


@frozen
class RecordedClient:
    """What the record of a client holds by the same name."""

    decision: Decision | None = fact(
        means="the client's answer when asked, once the block was named, to work with the coach on the next step",
        ask="When asked to decide, does your client commit to working with you on the next step?",
        said="the client's decision: {}",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=4,
    )
    depends_on_coach: bool | None = fact(
        means="the client has come to depend on the coach, instead of growing more independent",
        ask="Has your client come to depend on you, instead of growing more independent?",
        said="the client depends on the coach",
        said_not="the client doesn't depend on the coach",
        known_to=SUPERVISION,
        judgement=True,
    )


@frozen
class ClientFacts(RecordedClient):
    """Where the client stands, or each of several: what their records hold, and that there are several."""

    several: bool | None = fact(
        means="several clients are coached together: a team, a pair or a group",
        ask="Do you coach several clients together: a team, a pair or a group?",
        said="several clients",
        said_not="one client",
        known_to=CONTRACT,
    )
