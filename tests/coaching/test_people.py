"""Several clients and sponsors, and other people: who is who in a disclosure, and whose consent counts."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.coaching.situation import situation_of
from coach_ethics.problems import CaseProblems

TEAM = """
clients:
  - {id: anna, decision: commits}
  - {id: ben, decision: commits}
sponsors: [{id: boss}, {id: hr}]
people: [{id: mum, role: next_of_kin}, {id: clinic, role: professional_helper}]
"""


def facts(text: str, head: str = TEAM) -> ce.Situation:
    return situation_of(ce.load_engagement(head + text), "2026-04-01")


@pytest.mark.parametrize(
    ("owner", "recipient", "is_"),
    [
        ("{id: anna}", "{id: anna}", "client"),
        ("{id: anna}", "{id: ben}", "fellow_client"),
        ("{id: anna}", "client", "client"),
        ("{id: anna}", "fellow_client", "fellow_client"),
        ("{id: anna}", "{id: hr}", "sponsor"),
        ("{id: boss}", "{id: hr}", "other"),
        ("{id: boss}", "{id: boss}", "sponsor"),
        ("{id: boss}", "{id: ben}", "client"),
        ("client", "{id: ben}", None),
        ("other", "{id: ben}", "client"),
        ("client", "{id: mum}", "next_of_kin"),
        ("client", "{id: clinic}", "professional_helper"),
    ],
)
def test_who_is_told_depends_on_whose_confidence_it_is(owner: str, recipient: str, is_: str | None) -> None:
    """To somebody of the team, a colleague is a fellow client, and not the owner of what was said."""
    told = f"disclosures: {{proposed: [{{owner: {owner}, recipient: {recipient}}}]}}"
    assert facts(told)["disclosure.recipient"] == is_


def test_what_a_colleague_said_is_not_ones_own() -> None:
    """Whoever asks what somebody else of the team said is told no more than a stranger."""
    asked = facts(
        "disclosures: {proposed: [{owner: {id: anna}, recipient: {id: ben}, requested_by: {id: ben},"
        " content: session_content}]}\nconsents: []\nlegal_duty: none\nharm: none\ncontract: {form: none}\n"
    )
    assert asked["disclosure.requested_by"] == "fellow_client"
    assert ce.assess(asked, "icf-2025").statuses["disclose"] is ce.Status.FORBIDDEN


CONSENTS = """
disclosures: {{proposed: [{{owner: {owner}, recipient: {recipient}, content: progress}}]}}
consents:
  - {{by: {by}, contents: [progress], recipients: [{named}], form: oral, given: 2026-01-01, expires: never,
      withdrawn: never}}
"""


@pytest.mark.parametrize(
    ("owner", "recipient", "by", "named", "consent"),
    [
        ("{id: anna}", "{id: ben}", "{id: anna}", "{id: ben}", "oral"),
        ("{id: anna}", "{id: ben}", "{id: anna}", "fellow_client", "oral"),
        ("{id: anna}", "{id: ben}", "{id: anna}", "client", "none"),
        ("{id: anna}", "{id: ben}", "{id: ben}", "{id: ben}", "none"),
        ("{id: anna}", "{id: ben}", "client", "{id: ben}", "oral"),
        ("{id: anna}", "{id: hr}", "{id: anna}", "{id: boss}", "none"),
        ("{id: anna}", "{id: hr}", "{id: anna}", "sponsor", "oral"),
        ("{id: anna}", "sponsor", "{id: anna}", "{id: boss}", None),
        ("client", "sponsor", "{id: anna}", "sponsor", "none"),
        ("client", "sponsor", "client", "sponsor", "oral"),
    ],
)
def test_consent_is_of_the_one_whose_confidence_it_is(
    owner: str, recipient: str, by: str, named: str, consent: str | None
) -> None:
    """What is every client's needs the consent of each; a role speaks for each who has it."""
    text = CONSENTS.format(owner=owner, recipient=recipient, by=by, named=named)
    assert facts(text)["consent.to_disclosure"] == consent


def test_a_confidence_among_clients_is_confided() -> None:
    told = facts(
        "confidences: [{of: {id: anna}, kept_from: {id: ben}, content: personal, matters: true}]\n"
        "disclosures: {proposed: [{owner: {id: anna}, recipient: {id: ben}, content: personal}]}\n"
    )
    assert told["disclosure.is_confided"] is True
    assert told["confidence.of_client"] is False  # it isn't kept from the sponsor


@pytest.mark.parametrize(
    ("decisions", "is_"),
    [
        (("commits", "commits"), "commits"),
        (("commits", "declines"), "declines"),
        (("commits", "pending"), "pending"),
        (("declines", None), "declines"),
        (("commits", None), None),
    ],
)
def test_a_team_commits_where_each_does(decisions: tuple[str, str | None], is_: str | None) -> None:
    one, other = ("{}" if each is None else f"{{decision: {each}}}" for each in decisions)
    assert facts(f"clients: [{one}, {other}]\nblock: {{named: true}}", "")["client.decision"] == is_


def test_one_client_and_one_sponsor_are_written_as_ever() -> None:
    plain = facts("client: {name: A}\nsponsor: {name: B}\n", "")
    assert (plain["client.several"], plain["sponsor.present"]) == (False, True)
    assert facts("sponsors: []", "")["sponsor.present"] is False


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("disclosures: {proposed: [{owner: {id: ana}}]}", "F311", "$.disclosures.proposed[0].owner.id"),
        ("client: {id: carl}", "F306", "$.clients"),
        ("done: []\nsponsor: {id: anna}", "F312", "$.sponsor.id"),
    ],
)
def test_ids_are_of_one_person_each(text: str, code: str, path: str) -> None:
    with pytest.raises(CaseProblems) as refused:
        facts(text)
    assert (code, path) in {(each.code, each.path) for each in refused.value.problems}


def test_a_law_for_one_is_no_law_for_another() -> None:
    """A court that asks for the notes doesn't ask for telling the sponsor what is in them."""
    order = "sponsor: {}\nlegal_duty: {recipient: authorities, content: notes}\n"
    to_court = facts(order + "disclosures: {proposed: [{recipient: authorities, content: notes}]}", "")
    to_sponsor = facts(order + "disclosures: {proposed: [{recipient: sponsor, content: notes}]}", "")
    assert (to_court["law.requires_disclosure"], to_sponsor["law.requires_disclosure"]) == (True, False)
    assert (to_court["law.addressee"], to_sponsor["law.addressee"]) == ("recipient", "somebody_else")


def test_a_law_for_one_person_is_none_for_another_whoever_states_it() -> None:
    with pytest.raises(CaseProblems, match="F309"):
        ce.assess(
            {"law.requires_disclosure": True, "law.addressee": "somebody_else", "disclosure.recipient": "sponsor"},
            "confidentiality",
        )
