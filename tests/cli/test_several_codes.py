"""assess with several policies, compare in words, coverage; and the pages that they made."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Run

DOCS = Path(__file__).parents[2] / "docs"
MADE_BY = re.compile(r"(?:Made by|Generated with) `coach-ethics (?P<command>[^`]+)`")
ILLEGAL = """\
disclosure.recipient: authorities
disclosure.owner: client
disclosure.foreseen_by_contract: false
consent.to_disclosure: none
law.client_conduct: illegal
law.requires_disclosure: false
harm.likelihood: none
contract.agrees_limits: written
"""


@pytest.fixture
def illegal(tmp_path: Path) -> Path:
    path = tmp_path / "illegal.yaml"
    path.write_text(ILLEGAL, "utf-8")
    return path


def test_a_case_is_put_to_several_codes(run: Run, illegal: Path) -> None:
    ended = run("assess", illegal, "-p", "icf-2025", "-p", "aoec")
    assert ended.status == 0
    assert re.search(r"disclose +may \(2\.1, 2\.3, disputed\) +must not \(5\)", ended.out)
    assert "icf-2025 permits it, and aoec forbids it" in ended.out


def test_a_clash_between_codes_is_named_with_its_price(run: Run, illegal: Path, tmp_path: Path) -> None:
    law = tmp_path / "law.yaml"
    law.write_text(
        "policy: law\nsources: {act: {title: An act}}\nacts: {disclose: {}}\n"
        "norms: {report: {must: disclose, when: law.client_conduct == illegal, because: it is law, cites: act 1}}\n",
        "utf-8",
    )
    ended = run("assess", illegal, "-p", "aoec", "-p", law)
    assert "Between aoec and law:" in ended.out
    assert "this breaches law: must disclose - it is law. [1]" in " ".join(ended.out.split())


def test_one_policy_is_assessed_as_ever(run: Run, illegal: Path) -> None:
    one = run("assess", illegal, "-p", "aoec", "--format", "json")
    assert json.loads(one.out)["policy"]["name"] == "aoec"


def test_several_policies_as_json(run: Run, illegal: Path) -> None:
    ended = run("assess", illegal, "-p", "icf-2025", "-p", "aoec", "--format", "json")
    data = json.loads(ended.out)
    assert [policy["name"] for policy in data["policies"]] == ["icf-2025", "aoec"]
    (said,) = (row["said"] for row in data["rows"] if row["act"] == "disclose")
    assert said[1] == {
        "policy": "aoec",
        "status": "forbidden",
        "determined": True,
        "one_of": [],
        "companions": [],
        "norms": ["keep-confidence"],
        "clauses": "5",
        "asides": [],
        "disputed": [],
        "presumed": None,
    }
    assert data["joint"]["findings"]["disclose"] == {"status": "forbidden", "determined": True}


def test_three_codes_are_compared_in_words(run: Run) -> None:
    ended = run("compare", "icf-2020", "seven-point", "quebec-crha", "--act", "be_intimate")
    assert ended.status == 1
    said = " ".join(ended.out.split())
    assert (
        "The coaching hasn't ended; a romantic or sexual relationship with the sponsor: icf-2020 must not (24); "
        "seven-point is silent; quebec-crha is silent as far as read." in said
    )


def test_two_codes_are_compared_in_words_where_asked(run: Run) -> None:
    words = run("compare", "icf-2020", "icf-2025", "--style", "prose", "--act", "name_client")
    assert "icf-2025 must not (2.1); icf-2020 is silent." in " ".join(words.out.split())
    norms = run("compare", "icf-2020", "icf-2025", "--act", "name_client")
    assert norms.out.startswith("From icf-2020 to icf-2025")


def test_divergences_as_json(run: Run) -> None:
    ended = run("compare", "icf-2020", "icf-2025", "--act", "name_client", "--format", "json")
    (divergence,) = json.loads(ended.out)["divergences"]
    (region,) = divergence["regions"]
    assert divergence["said"][1] == {"policy": "icf-2025", "status": "forbidden", "one_of": False}
    assert region["positions"][1] == {
        "policy": "icf-2025",
        "status": "forbidden",
        "norms": ["keep-clients-unnamed"],
        "clauses": "2.1",
        "disputed": [],
    }
    assert region["situation"] == {"consent.to_naming": "oral", "coaching.ended": False}


def test_codes_that_agree_end_well(run: Run) -> None:
    ended = run("compare", "icf-2020", "icf-2025", "--shared-only", "--act", "keep_records_safe")
    assert (ended.status, ended.out.count("They agree")) == (0, 1)


def test_a_clause_that_is_not_covered_is_a_finding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gap.yaml"
    path.write_text("policy: gap\nclauses: {'1': {summary: not covered}}\n", "utf-8")
    ended = run("coverage", path, "--format", "json")
    assert (ended.status, json.loads(ended.out)["codes"][0]["clauses"]["not covered"]) == (1, ["1"])


@pytest.mark.parametrize("page", ["divergences.md", "coverage.md"])
def test_a_page_is_what_its_command_makes(run: Run, page: str) -> None:
    """Whoever changes a code makes its pages anew, by the command that stands in them."""
    text = (DOCS / page).read_text("utf-8")
    made = MADE_BY.search(text)
    assert made is not None
    assert run(*shlex.split(made["command"])).out == text
