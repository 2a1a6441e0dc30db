"""The layout of scenarios, with everything that they can expect of a policy."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.findings import Status
from coach_ethics.language.schema.shapes import DayShape, Flag, Key, ListShape, MappingShape, Record, ValueShape
from coach_ethics.language.schema.words import ANY_NAME, CITES, DOTTED, TEXT, names
from coach_ethics.model.policy import EXPECTED_BY_ACT


def _acts_with(status: Status) -> str:
    match status:
        case Status.REQUIRED | Status.FORBIDDEN | Status.PERMITTED:
            return f"acts that are {status}"
        case Status.UNREGULATED:
            return "acts on which the policy is silent"
        case Status.UNDETERMINED:
            return "acts that depend on facts still unknown"
        case Status.DILEMMA:
            return "acts that are in a dilemma"
        case _:
            assert_never(status)


_PRESUMED = Record(
    "presumed statuses",
    tuple(
        Key(status.value, names(), _acts_with(status))
        for status in EXPECTED_BY_ACT
        if status is not Status.UNDETERMINED
    ),
)

EXPECTATION = Record(
    "an expectation",
    (
        *(Key(status.value, names(), _acts_with(status)) for status in EXPECTED_BY_ACT),
        Key("dilemma", Flag(), "whether any act is in a dilemma"),
        Key("choices", ListShape(ListShape(ANY_NAME)), "all choices, each a list of acts"),
        Key("holds", names(), "concepts that are true"),
        Key("fails", names(), "concepts that are false"),
        Key("in_force", names(), "norms in force"),
        Key("not_in_force", names(), "norms not in force"),
        Key("notices", names(), "notices that hold"),
        Key("no_notices", names(), "notices that don't hold"),
        Key("presumed", _PRESUMED, "acts that are undetermined, by the status that presumptions give them"),
        Key(
            "grounds",
            MappingShape(ANY_NAME, ListShape(ListShape(ANY_NAME))),
            "for an act, the sets of norms that decide it",
        ),
        Key("first_question", DOTTED, "the fact to be asked first"),
        Key(
            "required_with",
            MappingShape(ANY_NAME, ListShape(ANY_NAME)),
            "for an act, acts that must go with it; `[]` where there are none",
        ),
        Key(
            "forbidden_with",
            MappingShape(ANY_NAME, ListShape(ANY_NAME)),
            "for an act, acts that must not go with it; `[]` where there are none",
        ),
        Key("advised", names(), "acts that should be done; `[]` where there are none"),
        Key("advised_against", names(), "acts that should not be done; `[]` where there are none"),
        Key("exempt", names(), "acts that needn't be done; `[]` where there are none"),
    ),
)

SCENARIO = Record(
    "a scenario",
    (
        Key("scenario", TEXT, "a sentence that an expert can dispute", required=True),
        Key(
            "given",
            MappingShape(TEXT, ValueShape()),
            "facts and their values, or `unknown`",
            required=True,
        ),
        Key("expect", EXPECTATION, "what the policy is expected to say", required=True),
        Key("on", DayShape(), "the day that it is of, where values change by day; default: today"),
        CITES,
    ),
)
