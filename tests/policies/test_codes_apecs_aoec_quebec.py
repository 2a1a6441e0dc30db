"""APECS, AoEC and Québec: whole as far as read, cited, tested, and different in the places where they are."""

from __future__ import annotations

import pytest

from coach_ethics import Status, assess, judge, load_policy
from coach_ethics.analysis.coverage.conditions import condition_coverage
from coach_ethics.analysis.lints import lint
from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.analysis.mutation.mutate import Killed, UndecidedMutant, fate
from coach_ethics.analysis.proofs.answers import Aspect
from coach_ethics.analysis.proofs.clauses import Standing, standings
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import own_scenarios, run_scenario
from coach_ethics.model.policy import Citation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import Severity

KEYS = {
    "apecs-2012": ("apecs", {"2012"}),
    "aoec": ("aoec", {"undated"}),
    "quebec-crha": ("quebec", {"2018", "2023", "2024", "undated"}),
}
"""How each code is cited, before the clause: its key, and the versions in which parts of it were read."""

UNREAD = {
    "apecs-2012": {"s1", "s2", "s4, the rest", "s5", "s6", "breaches"},
    "aoec": {"12", "13 and after"},
    "quebec-crha": {"r. 81, the rest", "sibling r. 14.1 s. 36"},
}

PARTLY = {
    "apecs-2012": {"preamble", "s3.c", "s3.d", "s4.d", "s4.e"},
    "aoec": {"6", "8", "11"},
    "quebec-crha": {"r. 81 s. 4"},
}
"""Clauses that are encoded in part, and say which part isn't."""

SIBLING = "sibling "
"""How a clause of another profession's code begins in the table of the Québec code."""

_HELPERS = "authorities, person_at_risk, representative, professional_helper, next_of_kin"

WITHOUT_DIFFERENCE = {
    "apecs-2012": {
        "parameter told_of_wrongdoing: (sponsor, authorities, nobody) for (sponsor, authorities)",
        "parameter told_of_wrongdoing: (sponsor, authorities, supervisor) for (sponsor, authorities)",
        "parameter not_third_parties: (supervisor, nobody) for (supervisor)",
        f"parameter may_help_in_danger: ({_HELPERS}, nobody) for ({_HELPERS})",
        f"parameter may_help_in_danger: ({_HELPERS}, supervisor) for ({_HELPERS})",
    },
    "aoec": {
        "norm keep-agreements: misstate_credentials joins the choice",
        f"parameter may_help_in_danger: ({_HELPERS}, supervisor, nobody) for ({_HELPERS}, supervisor)",
        f"parameter may_help_in_danger: ({_HELPERS}, supervisor, client) for ({_HELPERS}, supervisor)",
    },
    "quebec-crha": {
        "norm end-on-good-ground: `ground_for_ending` dropped",
        "parameter protectors: (authorities, person_at_risk, representative, professional_helper, nobody) for "
        "(authorities, person_at_risk, representative, professional_helper)",
    },
}
"""Mutants that `coach-ethics mutate` proves to change no status.

Where a permission is widened, the prohibition that stands beside it decides. What nobody hears is told nobody; what a
supervisor hears under APECS, and what clients hear of their own, is confided to nobody else. What is forbidden adds no
choice. A duty that comes with an act is seen in courses only (`test_a_broken_secret_goes_on_record`).
"""


@pytest.mark.parametrize("name", KEYS)
def test_just_what_was_read_is_encoded(name: str) -> None:
    found = standings(load_policy(name))
    assert {clause.id for clause in found[Standing.UNVERIFIED]} == UNREAD[name]
    assert {clause.id for clause in found[Standing.EXCUSED]} == {
        "apecs-2012": set(),
        "aoec": {"1"},
        "quebec-crha": {"sibling r. 14.1 s. 25"},
    }[name]


@pytest.mark.parametrize("name", KEYS)
def test_what_is_encoded_in_part_says_so(name: str) -> None:
    found = standings(load_policy(name))
    assert {clause.id for clause in found[Standing.ENCODED] if clause.not_encoded} == PARTLY[name]


@pytest.mark.parametrize("name", KEYS)
def test_norms_and_clauses_name_each_other(name: str) -> None:
    """Every norm cites clauses of its code, by code, version and number, and just those clauses name the norm."""
    policy = load_policy(name)
    key, versions = KEYS[name]
    for norm in policy.norms:
        assert {cite.source for cite in norm.cites} == {key}, norm.name
        cited = [cite.place.partition(" ") for cite in norm.cites]
        assert {version for version, _, _ in cited} <= versions, norm.name
        naming = {clause.id for clause in policy.clauses if norm.name in clause.norms}
        assert {clause for _, _, clause in cited} == naming != set(), norm.name


@pytest.mark.parametrize("name", KEYS)
def test_nothing_but_unread_clauses_is_noted(name: str) -> None:
    found = lint(load_policy(name))
    assert {(each.code, each.severity) for each in found} == {("L015", Severity.NOTE)}


@pytest.mark.parametrize("name", KEYS)
def test_scenarios_hold(name: str) -> None:
    ready = prepared(load_policy(name), "reference")
    assert [each.name for each in own_scenarios(ready) if not run_scenario(each, ready).passed] == []


@pytest.mark.parametrize("name", KEYS)
def test_every_condition_is_seen_true_and_false(name: str) -> None:
    unseen = [(seen.part_of, seen.condition) for seen in condition_coverage(load_policy(name)) if not seen.whole]
    assert unseen == []


@pytest.mark.parametrize("name", KEYS)
def test_slips_of_the_pen_are_noticed(name: str) -> None:
    """Every mutant that changes a status is killed by scenarios and properties."""
    policy = load_policy(name)
    scenarios = own_scenarios(prepared(policy, "reference"))
    missed = {
        mutant.says
        for mutant in mutants(policy)
        if not isinstance(fate(mutant, policy, scenarios, lambda *_: UndecidedMutant("not looked into")), Killed)
    }
    assert missed == WITHOUT_DIFFERENCE[name]


@pytest.mark.parametrize(("family", "name"), [("apecs", "apecs-2012"), ("aoec", "aoec"), ("quebec", "quebec-crha")])
def test_a_family_finds_its_code(family: str, name: str) -> None:
    assert load_policy(family).name == name


CONSIDERED: dict[str, Value] = {
    "disclosure.owner": "client",
    "disclosure.content": "session_content",
    "disclosure.recipient_can_help": False,
    "disclosure.in_clients_interest": False,
    "disclosure.foreseen_by_contract": False,
    "consent.to_disclosure": "none",
    "contract.promises_report": False,
    "law.requires_disclosure": False,
    "law.client_conduct": "lawful",
    "law.induces_coach": False,
    "coach.conflict_of_interest": False,
    "harm.likelihood": "none",
    "harm.severity": "none",
    "harm.to": "nobody",
    "harm.dependent": "none",
    "harm.identifiable": False,
}

LIFE: dict[str, Value] = {"harm.to": "other_person", "harm.identifiable": True, "harm.severity": "grave"}
HELPER: dict[str, Value] = {"disclosure.recipient_can_help": True}
PERMITTED, FORBIDDEN, OPEN, SILENT = Status.PERMITTED, Status.FORBIDDEN, Status.UNDETERMINED, Status.UNREGULATED


@pytest.mark.parametrize(
    ("case", "recipient", "differing", "apecs", "aoec", "quebec"),
    [
        ("illicit, not illegal", "sponsor", {"law.client_conduct": "illicit"}, PERMITTED, FORBIDDEN, FORBIDDEN),
        ("a crime", "authorities", {"law.client_conduct": "illegal"}, PERMITTED, FORBIDDEN, FORBIDDEN),
        ("leave", "sponsor", {"consent.to_disclosure": "oral"}, FORBIDDEN, PERMITTED, PERMITTED),
        (
            "leave, and the client's interest",
            "sponsor",
            {"consent.to_disclosure": "oral", "disclosure.in_clients_interest": True},
            PERMITTED,
            PERMITTED,
            PERMITTED,
        ),
        (
            "agreed in advance",
            "sponsor",
            {"disclosure.foreseen_by_contract": True, "disclosure.in_clients_interest": True},
            FORBIDDEN,
            FORBIDDEN,
            FORBIDDEN,
        ),
        ("the sponsor's secret", "client", {"disclosure.owner": "sponsor"}, FORBIDDEN, SILENT, FORBIDDEN),
        ("a court", "authorities", {"law.requires_disclosure": True}, SILENT, PERMITTED, PERMITTED),
        (
            "life in imminent danger",
            "authorities",
            {**LIFE, **HELPER, "harm.likelihood": "imminent"},
            SILENT,
            SILENT,
            PERMITTED,
        ),
        (
            "life in likely danger",
            "authorities",
            {**LIFE, **HELPER, "harm.likelihood": "likely"},
            SILENT,
            SILENT,
            SILENT,
        ),
        ("no help", "sponsor", {**LIFE, "harm.likelihood": "imminent"}, OPEN, FORBIDDEN, FORBIDDEN),
        ("warned", "person_at_risk", {**LIFE, "harm.likelihood": "imminent"}, SILENT, SILENT, PERMITTED),
    ],
)
def test_where_the_codes_part_on_telling(
    case: str, recipient: str, differing: dict[str, Value], apecs: Status, aoec: Status, quebec: Status
) -> None:
    """To whom, from what threshold, with whose leave: the same case put to three codes."""
    facts = {**CONSIDERED, "disclosure.recipient": recipient, **differing}
    assert [assess(facts, name).statuses["disclose"] for name in KEYS] == [apecs, aoec, quebec], case


def test_what_apecs_leaves_open_waits_for_whoever_holds_the_text() -> None:
    """In danger short of a life, the unread passage is asked for; it can lift a prohibition, and never permits."""
    facts = {**CONSIDERED, "disclosure.recipient": "professional_helper", "harm.likelihood": "imminent"}
    asked = {question.fact for question in assess(facts, "apecs").questions}
    assert "apecs.rest_allows" in asked
    found = [assess({**facts, "apecs.rest_allows": said}, "apecs").statuses["disclose"] for said in (True, False)]
    assert found == [SILENT, FORBIDDEN]


def test_a_broken_secret_goes_on_record() -> None:
    """A duty that comes with an act is seen in a course that does the act, not in a status."""
    facts = {
        **CONSIDERED,
        **LIFE,
        "disclosure.recipient": "person_at_risk",
        "harm.likelihood": "imminent",
        "ending.by": "client",
    }
    result = assess(facts, "quebec")
    breached = {breach.norm.name for breach in judge(result, {"disclose"}).breaches}
    assert breached == {"record-what-was-told"}
    assert judge(result, {"disclose", "record_disclosure"}).breaches == ()


def test_norms_of_sibling_codes_are_marked() -> None:
    """A reader can tell what binds this profession from what was read in the code of another."""
    policy = load_policy("quebec")
    siblings = {norm.name for norm in policy.norms if all(_of_sibling(cite) for cite in norm.cites)}
    assert siblings == {
        "prevent-violence",
        "record-what-was-told",
        "stop-when-induced",
        "announce-the-ending",
        "notify-of-conflict",
        "consent-or-ending",
        "end-when-refused",
        "no-continuing-without-consent",
    }
    others = (norm for norm in policy.norms if norm.name not in siblings)
    assert not any(_of_sibling(cite) for norm in others for cite in norm.cites)


def _of_sibling(cite: Citation) -> bool:
    return cite.place.partition(" ")[2].startswith(SIBLING)


def test_deceit_is_a_ground_that_quebec_names() -> None:
    """A client who deceives gives a valid ground for ending, whatever a fair observer thinks of it."""
    facts: dict[str, Value] = {"ending.by": "coach", "ending.ground": "deceit", "ending.reasonable": False}
    assert assess({**CONSIDERED, **facts}, "quebec").statuses["end_coaching"] is PERMITTED


@pytest.mark.parametrize(("name", "status"), [("apecs", FORBIDDEN), ("aoec", SILENT)])
def test_a_former_client_is_named_by_one_code_only(name: str, status: Status) -> None:
    """APECS keeps the names of those who have been coached; AoEC speaks of clients, and as far as read of no others."""
    facts: dict[str, Value] = {"consent.to_naming": "none", "coaching.ended": True}
    assert assess(facts, name).statuses["name_client"] is status


@pytest.mark.parametrize("name", KEYS)
def test_what_the_codes_claim_is_proved(name: str) -> None:
    """No situation has an unmeant dilemma, what is meant to be determined is, and the properties hold everywhere."""
    pytest.importorskip("z3", reason="proofs need the extra `analysis`")
    from coach_ethics.analysis.proofs.prove import prove

    proofs = prove(name, only=[Aspect.CONSISTENT, Aspect.COMPLETE, Aspect.PROPERTIES])
    assert proofs.findings == ()
    assert proofs.undecided == ()
