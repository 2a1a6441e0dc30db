"""Engagement files: good ones read, bad ones give exactly the problems beside them, and each code has a bad file."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from tests.golden import golden

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, ConsentForm
from coach_ethics.coaching.json_schema import engagement_schema
from coach_ethics.coaching.read import engagement_data, read_engagement, write_engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.language.yaml import compose, plain
from coach_ethics.model.situation import Situation, situation
from coach_ethics.model.vocabulary import Fact, Integer, Vocabulary
from coach_ethics.problems import CaseProblems, Problem, describe
from coach_ethics.source import Source
from coach_ethics.testing.engagement_strategies import engagements, without_contradictions

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "coaching"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
GOOD = [*sorted((CORPUS / "good").iterdir()), *EXAMPLES]
BAD = sorted((CORPUS / "bad").glob("*.yaml"))
SCHEMA = jsonschema.Draft202012Validator(engagement_schema())
TODAY = date(2026, 6, 1)


def source(path: Path) -> Source:
    return Source(path.name, path.read_text("utf-8"))


def faults(path: Path) -> tuple[Problem, ...]:
    vocabulary = STANDARD if path.stem.startswith("F201") else None
    with pytest.raises(CaseProblems) as refused:
        read_engagement(source(path), vocabulary)
    return refused.value.problems


def read(text: str) -> Engagement:
    return read_engagement(Source("<text>", text))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_tells_what_is_wrong(path: Path) -> None:
    """It gives the problems in the text beside it, all at once, among them the code that it is named after."""
    found = faults(path)
    text = "\n".join(map(describe, found)) + "\n"
    assert text == golden(path.with_suffix(".txt"), text)
    assert path.stem.partition("-")[0] in {problem.code for problem in found}
    assert all(problem.span is not None for problem in found)


def test_every_code_has_a_bad_file() -> None:
    files = (
        "src/coach_ethics/coaching/read.py",
        "src/coach_ethics/coaching/read_values.py",
        "src/coach_ethics/coaching/consistency.py",
        "src/coach_ethics/model/situation.py",
    )
    codes = {code for file in files for code in re.findall(r'"(F\d{3})"', (ROOT / file).read_text("utf-8"))}
    assert codes == {path.stem.partition("-")[0] for path in BAD if path.stem.startswith("F")}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_reads_back(path: Path) -> None:
    """What is written of it reads the same, as YAML and as JSON; the schema lets it through; it has a situation."""
    engagement = read_engagement(source(path))
    assert read(write_engagement(engagement)) == engagement
    assert read(json.dumps(engagement_data(engagement))) == engagement
    node, _ = compose(source(path))
    assert node is not None
    assert [error.message for error in SCHEMA.iter_errors(plain(node))] == []
    situation_of(engagement, TODAY)


@pytest.mark.parametrize("path", [path for path in BAD if path.stem[:4] in {"F203", "F204", "F205", "F206", "F208"}])
def test_the_schema_stops_what_has_another_shape(path: Path) -> None:
    node, _ = compose(source(path))
    assert node is not None
    assert not SCHEMA.is_valid(plain(node))


@given(engagements())
def test_writing_and_reading_gives_the_same(engagement: Engagement) -> None:
    """read ∘ write = identity, for YAML and JSON alike, wherever an engagement doesn't contradict itself."""
    consistent = without_contradictions(engagement, TODAY)
    assert read(write_engagement(consistent)) == consistent
    assert read(json.dumps(engagement_data(consistent), ensure_ascii=False)) == consistent


@given(engagements())
def test_what_is_written_keeps_to_the_schema(engagement: Engagement) -> None:
    consistent = without_contradictions(engagement, TODAY)
    assert [error.message for error in SCHEMA.iter_errors(engagement_data(consistent))] == []


def test_a_full_file_says_everything() -> None:
    """Every part of every record can be written: the file that has them all leaves out no key but facts' own names."""
    written = (CORPUS / "good" / "full.yaml").read_text("utf-8")
    keys = {name for about in engagement_schema()["$defs"].values() for name in about["properties"]}
    keys -= {fact.name.partition(".")[2] for fact in STANDARD}
    assert {key for key in keys if not re.search(rf"\b{key}:", written)} == set()
    assert situation_of(read(written), date(2026, 3, 2))["consent.of_client"] == ConsentForm.ORAL


def test_flat_files_are_engagements_of_facts_alone() -> None:
    flat = read("sponsor.present: true\nteam.size: 7\nblock.named: null\n")
    assert flat == read("facts: {sponsor.present: true, team.size: 7}")
    assert flat == Engagement(facts=Situation({"sponsor.present": True, "team.size": 7}))


def test_absent_is_not_unknown() -> None:
    assert read("sponsor: none").sponsor is Absence.NONE
    assert read("sponsor: null").sponsor is None
    assert read("title: x").sponsor is None


def test_texts_stay_as_they_were_written() -> None:
    engagement = read("title: 007\nclient: {name: yes}\nsponsor: {name: 'null'}")
    assert engagement.title == "007"
    assert engagement.client is not None
    assert engagement.client.name == "yes"
    assert engagement.sponsor is not None
    assert getattr(engagement.sponsor, "name", None) == "null"


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ('block.present: "true"', "leave the quotation marks out"),
        ("block.present: 'false'", "leave the quotation marks out"),
        ('commitment.missed_in_a_row: "3"', "leave the quotation marks out"),
        ('commitment.missed_in_a_row: "3000"', "write one of these"),
        ("block.present: treu", "did you mean `true`?"),
        ('harm.likelihood: "likly"', "did you mean `likely`?"),
    ],
)
def test_a_value_that_does_not_fit_gets_the_fix_that_it_needs(written: str, fix: str) -> None:
    with pytest.raises(CaseProblems) as refused:
        read(written)
    (problem,) = refused.value.problems
    assert problem.help is not None
    assert problem.help.startswith(fix)


def test_what_a_terminal_would_obey_is_refused_and_never_said_again() -> None:
    with pytest.raises(CaseProblems) as refused:
        read('"block.\\e[31mpresent": true')
    assert {problem.code for problem in refused.value.problems} == {"Y107", "F210"}
    assert "\x1b" not in str(refused.value)
    with pytest.raises(CaseProblems) as unknown:
        situation({"block.\x1b[31mpresent": True, "block.present": "\x1b[2J\u202e"}, STANDARD)
    assert not re.search("[\x1b\u202e]", str(unknown.value))


def test_a_number_of_a_wide_fact_is_not_looked_for_among_its_values() -> None:
    """A fact may have two million values; a slip is told at once all the same."""
    wide = Vocabulary((Fact("a.count", Integer(-1_000_000, 1_000_000)),))
    begun = time.process_time()
    with pytest.raises(CaseProblems):
        situation({"a.count": "many"}, wide)
    assert time.process_time() - begun < 0.5


def test_with_a_vocabulary_its_facts_are_checked() -> None:
    assert read("team.size: 7").facts["team.size"] == 7
    with pytest.raises(CaseProblems, match="F201"):
        read_engagement(Source("<text>", "team.size: 7"), STANDARD)


def test_a_contradiction_found_later_knows_its_place() -> None:
    """What depends on the day is found when the situation is asked for, and still points into the file."""
    engagement = read(
        "commitments: [{history: [{day: 2026-01-01, kept: false}]}]\nfacts:\n  commitment.missed_in_a_row: 3\n"
    )
    with pytest.raises(CaseProblems) as refused:
        situation_of(engagement, TODAY)
    (problem,) = refused.value.problems
    assert problem.span is not None
    assert (problem.code, problem.path, problem.span.line) == ("F301", "$.facts.commitment.missed_in_a_row", 3)
