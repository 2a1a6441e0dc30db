"""The ways through the essay's dialogue: what a coach answers, question by question."""

from __future__ import annotations

from coach_ethics.model.vocabulary import Value

BEGINNING: dict[str, Value] = {
    "coach.purpose": "client_learning",
    "sponsor.present": True,
    "outcomes.agreed_by_client": True,
    "outcomes.agreed_by_sponsor": True,
    "commitment.missed_in_a_row": 3,
    "block.present": True,
    "block.named": True,
    "client.decision": "pending",
}
NO_HELP: dict[str, Value] = {**BEGINNING, "block.coach_can_help_in_time": False}
END_OF_ROAD: dict[str, Value] = {**NO_HELP, "block.examined_as_learning": True, "contract.renegotiated": False}
NO_PERMISSION: dict[str, Value] = {**END_OF_ROAD, "consent.to_tell_sponsor": "none"}

PRESUMED: dict[str, Value] = {
    "confidence.of_dismissal": False,
    "coach.within_competence": True,
    "ending.by": "nobody",
}
"""What is asked last, and may be left: what is presumed where the coaching could go on."""

PATHS: dict[str, dict[str, Value]] = {
    "still-learning": {**BEGINNING, "block.coach_can_help_in_time": True, **PRESUMED},
    "not-yet-examined": {**NO_HELP, "block.examined_as_learning": False, **PRESUMED},
    "withdraw": {**NO_PERMISSION, "contract.foresees_block": False, "law.requires_disclosure": False},
    "renegotiate-with-permission": {**END_OF_ROAD, "consent.to_tell_sponsor": "oral"},
    "renegotiate-by-contract": {**NO_PERMISSION, "contract.foresees_block": True},
}
"""Each path with the questions that it comes by, in the order in which they are put, and no other."""

ENDS: dict[str, dict[str, str]] = {
    "still-learning": {"continue_coaching": "required", "withdraw": "forbidden"},
    "not-yet-examined": {
        "continue_coaching": "required",
        "examine_as_learning": "required",
        "withdraw": "forbidden",
    },
    "withdraw": {"continue_coaching": "forbidden", "withdraw": "required", "renegotiate": "forbidden"},
    "renegotiate-with-permission": {
        "continue_coaching": "forbidden",
        "withdraw": "permitted",
        "renegotiate": "permitted",
    },
    "renegotiate-by-contract": {
        "continue_coaching": "forbidden",
        "withdraw": "permitted",
        "renegotiate": "permitted",
    },
}
"""What is said at the end of each."""
