"""Where the records of an engagement hold a fact, for messages that name the place."""

from __future__ import annotations

from coach_ethics.coaching.confidences import Disclosure, Disclosures
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.people import Coach


def place_of(fact: str, engagement: Engagement, considered: Disclosure | Absence | None) -> str | None:
    """The path at which a fact is recorded, by its own name or, where it says that something is there, by its record.

    None where it isn't recorded, or follows from more than one record.
    """
    prefix, _, name = fact.partition(".")
    path, record = _record(prefix, engagement, considered)
    if name == "present":
        return None if record is None else path
    if fact == "client.several":
        return path if engagement.clients or engagement.client else None
    held = None if isinstance(record, Absence) else getattr(record, name, None)
    return None if held is None else f"{path}.{name}"


def _record(prefix: str, engagement: Engagement, considered: Disclosure | Absence | None) -> tuple[str, object]:
    match prefix:  # open: any other prefix is the name of its record, if there is one
        case "client" if engagement.clients is not None:
            return "$.clients", None
        case "law":
            return "$.legal_duty", engagement.legal_duty
        case "coaching":
            return "$", engagement
        case "supervision":
            return "$.coach.supervision", (engagement.coach or Coach()).supervision
        case "disclosure":
            proposed = (engagement.disclosures or Disclosures()).proposed or ()
            if isinstance(considered, Disclosure) and considered in proposed:
                return f"$.disclosures.proposed[{proposed.index(considered)}]", considered
            return "$.disclosures", None
        case _:
            return f"$.{prefix}", getattr(engagement, prefix, None)
