"""The two ICF codes, the seven-point code and the skeleton of the Global Code: whole, cited, dated, and tested."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from coach_ethics import PolicyProblems, Status, assess, load_policy
from coach_ethics.analysis.coverage.conditions import condition_coverage
from coach_ethics.analysis.lints import lint
from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.analysis.mutation.mutate import Killed, UndecidedMutant, fate
from coach_ethics.analysis.proofs.clauses import Standing, standings
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import own_scenarios
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import Severity

ROOT = Path(__file__).parents[2]
KEYS = {
    "icf-2015": "icf 2015",
    "icf-2020": "icf 2020",
    "icf-2025": "icf 2025",
    "seven-point": "seven-point undated",
    "global-code-v2": "gcoe v2",
}
"""How each code is cited, before the clause."""

STANDARDS_2025 = {
    *("1.1", "1.2"),
    *(f"2.{number}" for number in range(1, 8)),
    *(f"3.{number}" for number in range(1, 9)),
    *(f"4.{number}" for number in range(1, 4)),
    *(f"5.{number}" for number in range(1, 4)),
}

PARTLY = {
    "icf-2015": {"confidentiality", "2", "15", "22", "23"},
    "icf-2020": {"2", "3", "5", "14", "19", "22", "25"},
    "icf-2025": {"1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.6", "3.8", "4.2"},
    "seven-point": {"7"},
    "global-code-v2": {"2.1"},
}
"""Clauses that are encoded in part, and say which part isn't."""

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "ci"
"""Whether every mutant is tried; they are some hundreds, so that quick runs try every sixteenth."""


def _words(policy: Policy, standing: Standing) -> set[str]:
    return {clause.id for clause in standings(policy)[standing]}


def test_the_code_of_2020_is_whole() -> None:
    policy = load_policy("icf-2020")
    assert {clause.id for clause in policy.clauses} == {str(number) for number in range(1, 29)}
    assert _words(policy, Standing.UNVERIFIED) == set()
    assert _words(policy, Standing.EXCUSED) == {"15", "16", "23", "27", "28"}


def test_of_the_code_of_2025_just_what_was_read_is_encoded() -> None:
    policy = load_policy("icf-2025")
    assert len(STANDARDS_2025) == 23
    assert {clause.id for clause in policy.clauses} == STANDARDS_2025
    assert _words(policy, Standing.UNVERIFIED) == {"2.6", "3.2", "5.1", "5.3"}
    assert _words(policy, Standing.EXCUSED) == {"3.4"}


def test_the_seven_points_are_all_encoded() -> None:
    policy = load_policy("seven-point")
    assert _words(policy, Standing.ENCODED) == {str(number) for number in range(1, 8)}


def test_of_the_global_code_only_one_clause_was_read() -> None:
    policy = load_policy("global-code-v2")
    assert _words(policy, Standing.ENCODED) == {"2.1"}
    assert len(_words(policy, Standing.UNVERIFIED)) == 13
    assert len(policy.clauses) == 14


@pytest.mark.parametrize("name", KEYS)
def test_what_is_encoded_in_part_says_so(name: str) -> None:
    found = standings(load_policy(name))
    assert {clause.id for clause in found[Standing.ENCODED] if clause.not_encoded} == PARTLY[name]


def test_a_clause_read_only_in_summary_says_what_is_missing() -> None:
    """Behind a summary there is a text: each such clause says what of it isn't encoded."""
    found = [clause for clause in load_policy("icf-2025").clauses if "only a summary was read" in clause.summary]
    assert found
    assert [clause.id for clause in found if not clause.not_encoded] == []


@pytest.mark.parametrize("name", KEYS)
def test_norms_and_clauses_name_each_other(name: str) -> None:
    """Every norm cites clauses of its code, by code, version and number, and just those clauses name the norm."""
    policy = load_policy(name)
    for norm in policy.norms:
        cited = {f"{cite.source} {cite.place}" for cite in norm.cites}
        naming = {f"{KEYS[name]} {clause.id}" for clause in policy.clauses if norm.name in clause.norms}
        assert cited == naming != set(), norm.name


@pytest.mark.parametrize("name", KEYS)
def test_nothing_but_unread_clauses_is_noted(name: str) -> None:
    found = lint(load_policy(name))
    assert {(each.code, each.severity) for each in found} <= {("L015", Severity.NOTE)}


@pytest.mark.parametrize("name", KEYS)
def test_every_condition_is_seen_true_and_false(name: str) -> None:
    unseen = [(seen.part_of, seen.condition) for seen in condition_coverage(load_policy(name)) if not seen.whole]
    assert unseen == []


@pytest.mark.parametrize("name", KEYS)
def test_slips_of_the_pen_are_noticed(name: str) -> None:
    """At least 95 of 100 mutants are killed by scenarios and properties, those not noticed counted against it."""
    policy = load_policy(name)
    scenarios = own_scenarios(prepared(policy, "reference"))
    tried = list(islice(mutants(policy), 0, None, 1 if THOROUGH else 16))
    missed = [
        mutant.says
        for mutant in tried
        if not isinstance(fate(mutant, policy, scenarios, lambda *_: UndecidedMutant("not looked into")), Killed)
    ]
    assert len(missed) <= max(1, len(tried) * 0.05), missed


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 12, 31), "icf-2015"),
        (date(2020, 1, 1), "icf-2020"),
        (date(2025, 3, 31), "icf-2020"),
        (date(2025, 4, 1), "icf-2025"),
        (date(2026, 1, 1), "icf-2025"),
    ],
)
def test_a_day_finds_its_version(day: date, name: str) -> None:
    assert load_policy("icf", on=day).name == name


def test_before_2015_there_is_no_version_here() -> None:
    """From what day the code of 2015 was in force was not seen: by the last day of that year it was."""
    with pytest.raises(PolicyProblems, match="X408"):
        load_policy("icf", on=date(2015, 1, 1))


def test_who_hears_of_pay_for_a_referral_has_changed() -> None:
    """In 2015 the sponsor too; since then, as far as read, the client alone."""
    facts: dict[str, Value] = {"sponsor.present": True, "referral.paid": True, "referral.told_sponsor": False}
    act = "tell_sponsor_of_referral_pay"
    assert assess(facts, "icf-2015").statuses[act] is Status.REQUIRED
    assert not any(act in assess(facts, name).statuses for name in ("icf-2020", "icf-2025", "aoec"))


CONSIDERED: dict[str, Value] = {
    "disclosure.owner": "client",
    "disclosure.content": "session_content",
    "disclosure.identifies": True,
    "disclosure.foreseen_by_contract": False,
    "consent.to_disclosure": "none",
    "contract.explains_confidentiality": True,
    "contract.agrees_limits": "none",
    "law.requires_disclosure": False,
    "law.client_conduct": "lawful",
    "harm.likelihood": "none",
    "harm.to": "nobody",
    "harm.dependent": "none",
}


@pytest.mark.parametrize(
    ("case", "recipient", "differing", "in_2020", "in_2025", "in_seven"),
    [
        ("word of mouth", "sponsor", {"consent.to_disclosure": "oral"}, "permitted", "forbidden", "permitted"),
        ("in writing", "sponsor", {"consent.to_disclosure": "written"}, "permitted", "permitted", "permitted"),
        ("in advance", "sponsor", {"disclosure.foreseen_by_contract": True}, "permitted", "permitted", "forbidden"),
        ("a court", "authorities", {"law.requires_disclosure": True}, "permitted", "permitted", "unregulated"),
        ("a crime, explained", "authorities", {"law.client_conduct": "illegal"}, "permitted", "forbidden", "forbidden"),
        (
            "a crime, agreed",
            "authorities",
            {"law.client_conduct": "illegal", "contract.agrees_limits": "oral"},
            "permitted",
            "permitted",
            "forbidden",
        ),
        ("a crime", "sponsor", {"law.client_conduct": "illegal"}, "forbidden", "forbidden", "forbidden"),
        (
            "danger",
            "authorities",
            {"harm.likelihood": "likely", "harm.to": "client"},
            "permitted",
            "permitted",
            "permitted",
        ),
        (
            "a mere possibility of danger",
            "authorities",
            {"harm.likelihood": "possible", "harm.to": "client"},
            "forbidden",
            "forbidden",
            "permitted",
        ),
        (
            "danger",
            "sponsor",
            {"harm.likelihood": "imminent", "harm.to": "client"},
            "forbidden",
            "forbidden",
            "permitted",
        ),
    ],
)
def test_where_the_codes_part_on_telling(
    case: str, recipient: str, differing: dict[str, Value], in_2020: str, in_2025: str, in_seven: str
) -> None:
    """To whom, from what threshold and in what form: the same case put to three codes."""
    facts = {**CONSIDERED, "disclosure.recipient": recipient, **differing}
    found = [assess(facts, name).statuses["disclose"] for name in ("icf-2020", "icf-2025", "seven-point")]
    assert found == [Status(in_2020), Status(in_2025), Status(in_seven)], case


HEARD_AGAIN = ("client", "sponsor", "authorities")


@pytest.mark.parametrize("name", ["icf-2020", "icf-2025", "seven-point", "quebec-crha"])
@pytest.mark.parametrize("party", HEARD_AGAIN)
def test_whose_confidence_it_is_may_hear_it_again(name: str, party: str) -> None:
    """A confidence is kept from others, not from the one whose it is."""
    facts: dict[str, Value] = {**CONSIDERED, "disclosure.owner": party, "disclosure.recipient": party}
    assert assess(facts, name).statuses["disclose"] is Status.UNREGULATED
    others = (recipient for recipient in HEARD_AGAIN if recipient != party)
    for other in others:
        assert assess({**facts, "disclosure.recipient": other}, name).statuses["disclose"] is Status.FORBIDDEN, other


@pytest.mark.parametrize(
    ("name", "act", "facts"),
    [
        ("icf-2020", "name_client", {"consent.to_naming": "none"}),
        ("icf-2020", "be_intimate", {"relationship.intimate_with": "client"}),
        ("seven-point", "be_intimate", {"relationship.intimate_with": "client"}),
    ],
)
def test_of_former_clients_these_codes_are_silent(name: str, act: str, facts: dict[str, Value]) -> None:
    """Both texts were read as a whole; neither speaks of those who have been clients."""
    found = [assess({**facts, "coaching.ended": ended}, name).statuses[act] for ended in (False, True, None)]
    assert found == [Status.FORBIDDEN, Status.UNREGULATED, Status.UNDETERMINED]


def test_the_mapping_of_the_standards_is_whole() -> None:
    """`docs/codes.md` maps every standard of 2020, and to standards of 2025 that there are."""
    text = (ROOT / "docs" / "codes.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d\d?) \|.*\| ([^|]+) \|[^|]*\|$", text, re.MULTILINE)
    assert [old for old, _ in rows] == [str(number) for number in range(1, 29)]
    assert {new for _, said in rows for new in re.findall(r"\d\.\d", said)} <= STANDARDS_2025
