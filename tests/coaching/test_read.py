"""Engagement files: good ones read, bad ones give exactly the problems beside them, and each code has a bad file."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given
from tests.golden import golden
from tests.schemas import property_names
from tests.steps import at_most

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, ConsentForm
from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.coaching.load import load_engagement
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
SHAPES = {"F203", "F204", "F205", "F206", "F207", "F208", "F210"}
"""What is wrong with the shape of a file, which a schema can say."""


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


def test_a_file_with_too_many_faults_says_so() -> None:
    """What is said last gives how many problems there are, and that reading stopped."""
    with pytest.raises(CaseProblems) as refused:
        read("\n".join(f"key{number}: 1" for number in range(300)))
    (last,) = (describe(problem) for problem in refused.value.problems if problem.code == "F211")
    assert last + "\n" == golden(CORPUS / "bad" / "F211-too-many.txt", last + "\n")


def test_every_code_has_a_bad_file() -> None:
    files = (
        "src/coach_ethics/coaching/read.py",
        "src/coach_ethics/coaching/structure.py",
        "src/coach_ethics/language/schema/read.py",
        "src/coach_ethics/coaching/consistency.py",
        "src/coach_ethics/model/situation.py",
    )
    codes = {code for file in files for code in re.findall(r'"(F\d{3})"', (ROOT / file).read_text("utf-8"))}
    assert codes == {path.stem.partition("-")[0] for path in (CORPUS / "bad").glob("F*.txt")}


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


@pytest.mark.parametrize("path", [path for path in BAD if path.stem[:4] in SHAPES])
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


def test_the_schema_for_a_vocabulary_lets_its_facts_through_alone() -> None:
    """What reading with a vocabulary refuses, its schema refuses: facts that aren't in it, values beyond bounds."""
    schema = jsonschema.Draft202012Validator(engagement_schema(STANDARD))
    assert schema.is_valid({"sponsor.present": True, "facts": {"commitment.missed_in_a_row": 2, "block.named": None}})
    slips: list[dict[str, object]] = [
        {"sponsor.presnt": True},
        {"facts": {"team.size": 7}},
        {"commitment.missed_in_a_row": 101},
    ]
    for wrong in slips:
        assert not schema.is_valid(wrong)
        with pytest.raises(CaseProblems):
            load_engagement(wrong, STANDARD)


def test_the_schema_means_the_same_within_another() -> None:
    """It points at nothing: a description of a web service can hold it as it is."""
    whole = {"components": {"schemas": {"Engagement": engagement_schema()}}, "$ref": "#/components/schemas/Engagement"}
    within = jsonschema.Draft202012Validator(whole)
    assert engagement_schema()["$id"] == "urn:coach-ethics:engagement"
    assert within.is_valid({"client": {"decision": "pending"}, "block": "none"})
    assert not within.is_valid({"client": {"decision": "pendng"}})


@given(engagements())
def test_plain_data_are_read_like_their_text(engagement: Engagement) -> None:
    """A mapping, its JSON as text, and its JSON as bytes give the same engagement."""
    data = engagement_data(without_contradictions(engagement, TODAY))
    text = json.dumps(data)
    assert load_engagement(data) == load_engagement(text) == load_engagement(text.encode())
    assert load_engagement(data).places == {}


def test_numbers_of_any_size_are_no_counts() -> None:
    with pytest.raises(CaseProblems, match="F204"):
        load_engagement({"commitments": [{"missed": 10**6_000}]})


def test_days_of_a_program_are_days() -> None:
    data = {"contract": {"day": date(2026, 1, 31)}, "ended": datetime(2026, 5, 1, 9, 30)}
    assert load_engagement(data) == read("contract: {day: 2026-01-31}\nended: 2026-05-01")


def test_what_is_wrong_with_plain_data_is_told_by_its_path() -> None:
    """The same problems as of its text, but for the places, of which there are none."""
    data = {
        "client": {"decision": "pendng", "block.named": True},
        "commitments": [{"missed": 1.5}, {"missed": -1}],
        "contract": {"day": "2026-02-30"},
        "facts": {"block.present": "yes", "Block.named": True},
        "sponsor": True,
    }
    with pytest.raises(CaseProblems) as of_data:
        load_engagement(data)
    with pytest.raises(CaseProblems) as of_text:
        load_engagement(json.dumps(data))
    placeless = [attrs.evolve(problem, span=None) for problem in of_text.value.problems]
    assert sorted(placeless, key=str) == sorted(of_data.value.problems, key=str)


@pytest.mark.parametrize("odd", [{"client": object()}, {1: "x"}, {"title": {"a", "b"}}])
def test_what_is_no_data_is_refused(odd: dict[str, object]) -> None:
    with pytest.raises(CaseProblems):
        load_engagement(odd)


def test_data_that_hold_themselves_are_refused() -> None:
    endless: dict[str, object] = {}
    endless["client"] = endless
    with pytest.raises(CaseProblems, match="Y106"):
        load_engagement(endless)


def test_a_full_file_says_everything() -> None:
    """Every part of every record can be written: the file that has them all leaves out no key but facts' own names."""
    written = (CORPUS / "good" / "full.yaml").read_text("utf-8")
    keys = {name for name in property_names(engagement_schema()) if "." not in name} - {"title", "facts"}
    keys -= {"clients", "sponsors"}  # instead of one of each
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
        ('block.present: "true"', "remove the quotation marks"),
        ("block.present: 'false'", "remove the quotation marks"),
        ('commitment.missed_in_a_row: "3"', "remove the quotation marks"),
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
    with at_most(10_000), pytest.raises(CaseProblems):
        situation({"a.count": "many"}, wide)


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


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("client: {name: Ana}\nsponsor: {name: Ac\u202eme}\n", "$.sponsor.name"),
        ('{"sponsor": {"name": "Ac\u202eme"}}', "$.sponsor.name"),
        ('{"sponsor": {"name": "Ac\\u202eme"}}', "$.sponsor.name"),
        ("sponsor: {name: !tag Acme}\n", "$.sponsor.name"),
        ("law: {gr\u202eave: true}\n", None),
        ("client: [\u202e\n", None),
    ],
)
def test_what_is_no_yaml_is_told_with_the_path_of_its_value(text: str, path: str | None) -> None:
    """So that a form can mark the field."""
    with pytest.raises(CaseProblems) as refused:
        read(text)
    assert refused.value.problems[0].code.startswith("Y1")
    assert refused.value.problems[0].path == path


def test_an_empty_item_is_told_from_the_word_nothing() -> None:
    with pytest.raises(CaseProblems) as refused:
        read("contract: {reports: [null]}")
    (problem,) = refused.value.problems
    assert problem.message == "an empty value (null) is not allowed here"
    assert (problem.help or "").startswith("expected `nothing`, ")
