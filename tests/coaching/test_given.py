"""Records that a program makes take what a file may say, and refuse what a file may not."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import attrs
import pytest
from hypothesis import given

import coach_ethics as ce
from coach_ethics.coaching import Absence, Block, Client, Commitment, Consent, Content, Decision, Due, Never, Sponsor
from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.read import engagement_data
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.engagement_strategies import engagements

np = pytest.importorskip("numpy", reason="what numpy gives is taken for what it is")

TAKEN: list[tuple[type, dict[str, Any], dict[str, Any]]] = [
    (ce.Engagement, {"sponsor": "none"}, {"sponsor": Absence.NONE}),
    (ce.Engagement, {"sponsor": {"name": "ACME"}}, {"sponsor": Sponsor(name="ACME")}),
    (ce.Engagement, {"block": {"named": np.True_}}, {"block": Block(named=True)}),
    (ce.Engagement, {"commitments": [Commitment(what="x")]}, {"commitments": (Commitment(what="x"),)}),
    (ce.Engagement, {"ended": datetime(2026, 1, 2, 3)}, {"ended": date(2026, 1, 2)}),
    (ce.Engagement, {"ended": "none"}, {"ended": Absence.NONE}),
    (Consent, {"contents": ("block",)}, {"contents": (Content.BLOCK,)}),
    (Consent, {"contents": {"progress", Content.BLOCK}}, {"contents": (Content.BLOCK, Content.PROGRESS)}),
    (Consent, {"withdrawn": "never"}, {"withdrawn": Never.NEVER}),
    (Consent, {"withdrawn": "2026-01-02"}, {"withdrawn": date(2026, 1, 2)}),
    (Client, {"decision": "pending"}, {"decision": Decision.PENDING}),
    (Due, {"day": np.datetime64("2026-01-02"), "kept": np.False_}, {"day": date(2026, 1, 2), "kept": False}),
    (Commitment, {"missed": np.int64(3)}, {"missed": 3}),
    (Commitment, {"history": [{"kept": True}]}, {"history": (Due(kept=True),)}),
]
REFUSED: list[tuple[type, dict[str, Any], str, str]] = [
    (ce.Engagement, {"sponsor": "nobody"}, "F204", "$.sponsor"),
    (ce.Engagement, {"sponsor": {"nam": "ACME"}}, "F203", "$.sponsor.nam"),
    (ce.Engagement, {"sponsor": object()}, "Y111", "$.sponsor"),
    (Consent, {"contents": "block"}, "F204", "$.contents"),
    (Consent, {"contents": ["blok"]}, "F206", "$.contents[0]"),
    (Consent, {"expires": "June"}, "F205", "$.expires"),
    (Client, {"decision": "PENDING"}, "F206", "$.decision"),
    (Due, {"kept": 1}, "F204", "$.kept"),
    (Due, {"kept": "true"}, "F204", "$.kept"),
    (Due, {"day": "2026-02-30"}, "F205", "$.day"),
    (Commitment, {"missed": -1}, "F207", "$.missed"),
    (Commitment, {"missed": True}, "F204", "$.missed"),
]


@pytest.mark.parametrize(("record", "given", "meant"), TAKEN)
def test_what_a_file_may_say_is_taken(record: type, given: dict[str, Any], meant: dict[str, Any]) -> None:
    assert record(**given) == record(**meant)
    for name, value in meant.items():
        assert type(getattr(record(**given), name)) is type(value)


@pytest.mark.parametrize(("record", "given", "code", "path"), REFUSED)
def test_what_a_file_may_not_say_is_refused(record: type, given: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(CaseProblems) as raised:
        record(**given)
    assert [(problem.code, problem.path) for problem in raised.value.problems] == [(code, path)]


def test_a_sponsor_that_is_none_is_no_sponsor() -> None:
    """`"none"` said that there was a sponsor, and a content in a text lost the consent to it, in silence."""
    assert ce.assess(ce.Engagement(sponsor="none"), "essay").situation["sponsor.present"] is False  # type: ignore[arg-type]  # what a program without types may pass
    consent: Any = {"by": "client", "recipients": ["sponsor"], "form": "oral", "given": "2026-01-01"}
    consent |= {"contents": ("block",), "expires": "never", "withdrawn": "never"}
    told = ce.assess(ce.Engagement(sponsor=Sponsor(), consents=(consent,)), "essay", on="2026-02-01")
    assert told.situation["consent.to_tell_sponsor"] == "oral"


def _records(class_: type[Any], found: set[type[Any]]) -> set[type[Any]]:
    """The record classes that one is made of."""
    if class_ in found or not attrs.has(class_):
        return found
    found.add(class_)
    waiting = list(get_type_hints(class_).values())
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type):
            _records(each, found)
    return found


def test_every_record_converts_and_checks() -> None:
    """Whatever an engagement is made of does."""
    records = {each for each in _records(ce.Engagement, set()) if each.__module__.startswith("coach_ethics.coaching")}
    assert {"Consent", "Harm", "Contract", "Supervision"} <= {each.__name__ for each in records}
    assert [each.__name__ for each in records if not issubclass(each, FromGiven)] == []


@given(engagements(stated=False))
def test_plain_data_give_the_same_records(engagement: ce.Engagement) -> None:
    """LAW: an engagement made of plain data, key by key, is the one that the reader makes of them."""
    again = ce.Engagement(**engagement_data(engagement))
    assert again == engagement
    assert pickle.loads(pickle.dumps(again)) == engagement


class Odd(StrEnum):
    """An enumeration of the caller's own."""

    PENDING = "pending"


def test_facts_take_scalars_of_other_libraries() -> None:
    """A value of numpy, or a member of an enumeration, is the value that it holds."""
    values: dict[str, Any] = {
        "sponsor.present": np.True_,
        "commitment.missed_in_a_row": np.int64(3),
        "client.decision": Odd.PENDING,
    }
    plain: dict[str, Any] = {"sponsor.present": True, "commitment.missed_in_a_row": 3, "client.decision": "pending"}
    assert ce.assess(values, "essay").situation == ce.Situation(plain)
    assert ce.Situation(values) == ce.Situation(plain)
    assert ce.load_engagement({"block": {"named": np.True_}}) == ce.load_engagement({"block": {"named": True}})


def test_a_mapping_with_records_is_an_engagement() -> None:
    told = ce.assess({"client": {"decision": "pending"}, "block.present": True}, "essay", on="2026-02-01")
    assert told.situation == ce.Situation(
        {"client.decision": "pending", "client.several": False, "block.present": True}
    )
    assert told.engagement == ce.Engagement(client=Client(decision=Decision.PENDING), facts={"block.present": True})
