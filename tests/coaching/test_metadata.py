"""By what a caller's own program knows records: handed back in problems and explanations, and nothing else."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics import coaching
from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.read import engagement_data, engagement_digest, read_engagement, write_engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.metadata import Metadata
from coach_ethics.render.json import explanation_data
from coach_ethics.service.problem_details import problem_details
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements

UNKEPT = {"AgreedBy", "Confidentiality", "Disclosures", "Ending", "PersonId"}
"""Parts of records, which are found by the record that they are part of."""
KEPT = {"row": 4711, "null": None, "share": 1.5, "text": "1.5", "deep": [{"x": True}, []]}
REFUSED = {
    "id": "c-17",
    "metadata": KEPT,
    "by": "client",
    "contents": ["block"],
    "recipients": ["sponsor"],
    "form": "refused",
    "given": "2026-06-01",
    "expires": "never",
    "withdrawn": "never",
}

BLOCKED = {"sponsor": {}, "block": {}, "harm": "none", "legal_duty": "none", "contract.foresees_block": False}

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from("ab"), inside, max_size=2),
    max_leaves=5,
)


def test_every_record_takes_an_id_and_metadata() -> None:
    every = [getattr(coaching, name) for name in dir(coaching)]
    records: list[Any] = [each for each in every if isinstance(each, type) and issubclass(each, FromGiven)]
    taking = {each.__name__ for each in records if {"id", "metadata"} <= attrs.fields_dict(each).keys()}
    assert taking == {each.__name__ for each in records} - UNKEPT


@given(st.dictionaries(st.sampled_from(("a", "row", "null", "1.5")), VALUES, max_size=3))
def test_metadata_come_back_as_they_were(kept: dict[str, object]) -> None:
    """Given by a program, read from plain data, or written as a file and read again."""
    given_ = ce.load_engagement({"consents": [{"metadata": kept}]})
    for each in (given_, read_engagement(engagement_data(given_)), ce.load_engagement(write_engagement(given_))):
        (consent,) = each.consents or ()
        assert consent.metadata is not None
        assert consent.metadata.data == kept


@given(consistent_engagements(DAYS[3]))
def test_nothing_follows_from_metadata(engagement: ce.Engagement) -> None:
    """Neither facts nor the digest nor the equality of records."""
    kept = attrs.evolve(engagement, metadata=Metadata({"x": 1}), id=None)
    bare = attrs.evolve(engagement, metadata=None, id="e-1")
    assert situation_of(kept, DAYS[3]) == situation_of(bare, DAYS[3])
    assert engagement_digest(kept) == engagement_digest(bare)
    assert attrs.evolve(kept, id="e-1") == bare


def test_a_problem_says_which_record_it_is_in() -> None:
    """Where a value doesn't fit, and where records contradict each other."""
    expired = {**REFUSED, "expires": "2026-05-01"}
    for wrong in ({"consents": [{**REFUSED, "by": "clint"}]}, {"consents": [expired]}):
        with pytest.raises(ce.CaseProblems) as refused:
            ce.load_engagement(wrong)
        (problem,) = refused.value.problems
        (data,) = problem_details((problem,))["problems"]
        assert data["record"] == {"id": "c-17", "metadata": KEPT}
        assert "4711" not in repr(problem) + str(refused.value)


def test_explanations_hand_back_the_record() -> None:
    result = ce.assess(ce.load_engagement({**BLOCKED, "consents": [REFUSED]}), "essay", on="2026-07-01")
    (event,) = result.records_behind("consent.to_tell_sponsor")
    assert (event.id, event.metadata and event.metadata.data) == ("c-17", KEPT)
    assert "'row': 4711" in str(explanation_data(result.why("renegotiate")))


@pytest.mark.parametrize("wrong", [7, "row", [], {"row": object()}])
def test_metadata_are_a_mapping_of_what_json_can_say(wrong: Any) -> None:
    with pytest.raises(ce.CaseProblems):
        ce.Engagement(metadata=wrong)
