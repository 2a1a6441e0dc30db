"""What requests may hold: layouts, by which they are read and described."""

from __future__ import annotations

from coach_ethics.coaching.audiences import Audience
from coach_ethics.findings import Status
from coach_ethics.language.data import Data
from coach_ethics.language.schema.document import read_data
from coach_ethics.language.schema.shapes import (
    Anything,
    DayShape,
    Key,
    ListShape,
    MappingShape,
    Maybe,
    Only,
    Record,
    Text,
    ValueShape,
)

MOST_CASES = 1000
"""The most cases of one request."""
MOST_RECEIPTS = 1000
"""The most receipts of one request."""
ALLOW = "allow"
AIMS = (ALLOW, "forbid", "determine", *(each.value for each in Status))
"""What a change may be meant to do: allow an act, forbid it, determine its status, or give it a status."""

_CASE_SHAPE = MappingShape(Text(), Anything())
POLICY = Key("policy", Text(), "the name of a policy that is served", required=True)
CASE = Key(
    "case", _CASE_SHAPE, "an engagement with its records, or facts by their names with their values", required=True
)
ON = Key("on", Maybe(DayShape()), "the day that is asked about; by default today")
ACT = Key("act", Text(), "an act of the policy", required=True)
ACTS = Key("acts", ListShape(Text(), least=1, most=100), "acts that are done together", required=True)
TO = Key("to", Only(AIMS), "the aim; by default `allow`")
AUDIENCE = Key("audience", Only(tuple(each.value for each in Audience)), "who is to see it", required=True)
STATE = Key("state", Text(), "the interview, as the last answer returned it", required=True)
VALUE = Key("value", Maybe(ValueShape(free=True)), "the answer; null or left out: not known")
RAW = frozenset({"case", "cases", "given", "facts"})
"""The keys under which something stands that has a layout of its own, by which it is read later."""

ON_A_CASE = Record("the request", (POLICY, CASE, ON), means="A case under a policy.")
ON_AN_ACT = Record("the request", (POLICY, CASE, ACT, ON), means="An act in a case under a policy.")
CHANGE = Record("the request", (POLICY, CASE, ACT, TO, ON), means="An act whose status should change.")
COURSE = Record("the request", (POLICY, CASE, ACTS, ON), means="Acts that would be done together.")
VIEW = Record("the request", (POLICY, CASE, AUDIENCE, ON), means="A case as somebody may see it.")
SIDE_BY_SIDE = Record(
    "the request",
    (Key("policies", ListShape(Text(), least=1, most=20), "names of policies", required=True), CASE, ON),
    means="One case under several policies.",
)
BATCH = Record(
    "the request",
    (POLICY, Key("cases", ListShape(_CASE_SHAPE, least=1, most=MOST_CASES), "cases", required=True), ON),
    means="Many cases under one policy.",
)
BEGIN = Record(
    "the request",
    (
        POLICY,
        Key("about", Maybe(ListShape(Text(), least=1, most=100)), "the acts to determine; by default the policy's"),
        Key("given", Maybe(_CASE_SHAPE), "what is already known: an engagement, or facts with their values"),
        ON,
    ),
    means="What an interview is about.",
)
STEP = Record("the request", (STATE,), means="An interview.")
ANSWER = Record(
    "the request",
    (STATE, Key("fact", Text(), "the fact that was asked for", required=True), VALUE),
    means="The answer to an interview's question.",
)
TELL = Record(
    "the request",
    (STATE, Key("facts", _CASE_SHAPE, "facts with their values, asked for or not; null: not known", required=True)),
    means="What is said in an interview of its own accord, several facts at once.",
)
AMEND = Record(
    "the request",
    (STATE, Key("fact", Text(), "a fact that was told before", required=True), VALUE),
    means="What turns out otherwise than it was told.",
)
REBASE = Record("the request", (STATE, CASE, ON), means="An interview, and the engagement as it is now.")
RECEIPT = Record(
    "the request",
    (POLICY, CASE, ON, Key("after", Maybe(Text()), "the receipt that it follows in a row, unchanged")),
    means="A case whose assessment is to be kept.",
)
REPLAY = Record(
    "the request",
    (
        Key("receipts", ListShape(Text(), least=1, most=MOST_RECEIPTS), "receipts in their order", required=True),
        Key("policy", Maybe(Text()), "the policy to assess them under again; by default the one that each names"),
    ),
    means="Receipts to be looked at again.",
)


def read_request(data: object, layout: Record) -> Data:
    """What a request holds. Raises CaseProblems (W103) with everything that doesn't fit, each with its path."""
    read = read_data(data, layout, "W103")
    given = data if isinstance(data, dict) else {}
    return {key: given[key] if key in RAW else value for key, value in read.items()}
