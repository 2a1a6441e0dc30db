"""What requests may hold: layouts, by which they are read and described."""

from __future__ import annotations

from coach_ethics.coaching.audiences import Audience
from coach_ethics.findings import Status
from coach_ethics.language.data import Data
from coach_ethics.language.schema.document import read_data
from coach_ethics.language.schema.shapes import (
    Anything,
    DayShape,
    Flag,
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
LANGUAGE = Key("language", Maybe(Text()), "the language to answer in, such as `fr`; by default the policy's own")
WORDS = Key("words", Flag(), "whether to say beside the names what they mean; by default not")
NOW_IN = Key("language", Maybe(Text()), "the language to go on in, such as `fr`; by default the one it was in")
ACT = Key("act", Text(), "an act of the policy", required=True)
ACTS = Key("acts", ListShape(Text(), least=1, most=100), "acts that are done together", required=True)
TO = Key("to", Only(AIMS), "the aim; by default `allow`")
AUDIENCE = Key("audience", Only(tuple(each.value for each in Audience)), "who is to see it", required=True)
STATE = Key("state", Text(), "the interview, as the last answer returned it", required=True)
VALUE = Key("value", Maybe(ValueShape(free=True)), "the answer; null or left out: not known")
SAID = Key("said", Maybe(Text()), "instead of `value` the answer in words, in the language in which it was asked")
SAID_OF = Key(
    "said", MappingShape(Text(), Text()), "facts with what was said of them in words, in the language of the interview"
)
RAW = frozenset({"case", "cases", "given", "facts"})
"""The keys under which something stands that has a layout of its own, by which it is read later."""

ON_A_CASE = Record("the request", (POLICY, CASE, ON, LANGUAGE, WORDS), means="A case under a policy.")
ON_AN_ACT = Record("the request", (POLICY, CASE, ACT, ON, LANGUAGE), means="An act in a case under a policy.")
CHANGE = Record("the request", (POLICY, CASE, ACT, TO, ON, LANGUAGE), means="An act whose status should change.")
COURSE = Record("the request", (POLICY, CASE, ACTS, ON, LANGUAGE), means="Acts that would be done together.")
VIEW = Record("the request", (POLICY, CASE, AUDIENCE, ON, LANGUAGE, WORDS), means="A case as somebody may see it.")
SIDE_BY_SIDE = Record(
    "the request",
    (Key("policies", ListShape(Text(), least=1, most=20), "names of policies", required=True), CASE, ON, LANGUAGE),
    means="One case under several policies.",
)
BATCH = Record(
    "the request",
    (
        POLICY,
        Key("cases", ListShape(_CASE_SHAPE, least=1, most=MOST_CASES), "cases", required=True),
        ON,
        LANGUAGE,
        WORDS,
    ),
    means="Many cases under one policy.",
)
BEGIN = Record(
    "the request",
    (
        POLICY,
        Key("about", Maybe(ListShape(Text(), least=1, most=100)), "the acts to determine; by default the policy's"),
        Key("given", Maybe(_CASE_SHAPE), "what is already known: an engagement, or facts with their values"),
        ON,
        LANGUAGE,
    ),
    means="What an interview is about.",
)
STEP = Record("the request", (STATE, NOW_IN), means="An interview.")
BACK = Record(
    "the request",
    (STATE, Key("fact", Maybe(Text()), "before whose answer to go back; by default before the last one"), NOW_IN),
    means="An interview, and how far to go back.",
)
FORGET = Record("the request", (STATE,), means="An interview that is over.")
ANSWER = Record(
    "the request",
    (STATE, Key("fact", Text(), "the fact that was asked for", required=True), VALUE, SAID, NOW_IN),
    means="The answer to an interview's question.",
)
TELL = Record(
    "the request",
    (
        STATE,
        Key("facts", _CASE_SHAPE, "facts with their values, asked for or not; null: not known"),
        SAID_OF,
        NOW_IN,
    ),
    means="What is said in an interview of its own accord, several facts at once.",
)
AMEND = Record(
    "the request",
    (STATE, Key("fact", Text(), "a fact that was told before", required=True), VALUE, SAID, NOW_IN),
    means="What turns out otherwise than it was told.",
)
REBASE = Record("the request", (STATE, CASE, ON, NOW_IN), means="An interview, and the engagement as it is now.")
RECEIPT = Record(
    "the request",
    (POLICY, CASE, ON, LANGUAGE, Key("after", Maybe(Text()), "the receipt that it follows in a row, unchanged")),
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
