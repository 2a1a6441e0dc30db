"""`coach-ethics ask --format json-lines`: the dialogue for other programs, one line of JSON for another."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.interview.essay_paths import ENDS, PATHS

from coach_ethics.interview import answer, assessment, begin_interview
from coach_ethics.render.json import assessment_json

FIRST = "coach.purpose"


def _spoken(run: Run, lines: Iterable[str], *arguments: object) -> list[tuple[str, Any]]:
    """What was written, line by line: what each line is, and what it says."""
    ended = run("ask", "--format", "json-lines", *arguments, stdin="".join(f"{line}\n" for line in lines))
    assert (ended.status, ended.err) == (0, "")
    said = [json.loads(line) for line in ended.out.splitlines()]
    assert all(len(each) == 1 for each in said)
    return [next(iter(each.items())) for each in said]


@pytest.mark.parametrize("path", PATHS)
def test_a_dialogue_is_a_line_for_a_line(run: Run, path: str) -> None:
    """Every answer is met by the next question; after the last comes the assessment, which any other way gives too."""
    answers = PATHS[path]
    spoken = _spoken(run, map(json.dumps, answers.values()))
    *questions, (last, found) = spoken
    assert [(kind, data["fact"]) for kind, data in questions] == [("question", fact) for fact in answers]
    assert last == "assessment"
    assert {act: found["findings"][act]["status"] for act in ENDS[path]} == ENDS[path]
    state = begin_interview("essay")
    for fact, value in answers.items():
        state = answer(state, fact, value)
    assert json.loads(assessment_json(assessment(state))) == found


@pytest.mark.parametrize(
    "line",
    ['"maybe"', "3", "1.0", "NaN", "yes", "", "[true]", "[" * 9000, "9" * 9000, '{"command": "dance"}', '"\\ud800"'],
)
def test_what_does_not_fit_is_refused_in_a_sentence_and_the_question_put_again(run: Run, line: str) -> None:
    kinds = [(kind, data["fact"] if kind == "question" else "") for kind, data in _spoken(run, [line])]
    again = ("question", FIRST)
    assert kinds == [again, ("message", ""), again, ("message", ""), ("assessment", "")]


def test_back_shows_what_was_answered_and_stop_assesses_what_is_known(run: Run) -> None:
    spoken = _spoken(run, ['"client_learning"', '{"command": "back"}', "null", '{"command": "stop"}'])
    (_, first), (_, second), (_, again), (_, _), (last, found) = spoken
    assert (first["fact"], second["fact"], again["fact"]) == (FIRST, "sponsor.present", FIRST)
    assert "earlier" not in first
    assert again["earlier"] == "client_learning"
    assert (last, found["situation"]) == ("assessment", {})


def test_more_can_be_told_than_was_asked_and_amended(run: Run) -> None:
    told = {"tell": {"coach.purpose": "client_learning", "sponsor.present": True, "commitment.missed_in_a_row": None}}
    amended = {"amend": {"coach.purpose": "own_interest"}}
    spoken = _spoken(run, [json.dumps(told), json.dumps(amended), '{"command": "stop"}'])
    assert spoken[1][1]["fact"] not in told["tell"]
    assert spoken[-1][1]["situation"] == {"coach.purpose": "own_interest", "sponsor.present": True}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"tell": {"sponsr.present": true}}', "did you mean sponsor.present?"),
        ('{"tell": {"sponsor.present": ["x", {}]}}', "is not a value of sponsor.present"),
        ('{"tell": 3}', "a line must hold the answer"),
        ('{"amend": {"sponsor.present": true}}', "nothing has been answered about sponsor.present"),
    ],
)
def test_what_is_told_wrongly_is_refused(run: Run, line: str, said: str) -> None:
    kinds = _spoken(run, [line])
    assert [kind for kind, _ in kinds] == ["question", "message", "question", "message", "assessment"]
    assert said in kinds[1][1]


def test_the_end_of_the_input_is_a_stop(run: Run) -> None:
    kinds = [kind for kind, _ in _spoken(run, ['"client_learning"'])]
    assert kinds == ["question", "question", "message", "assessment"]


def test_answers_are_saved_too(run: Run, tmp_path: Path) -> None:
    ended = run("ask", "--format", "json-lines", "--about", "refer", "--save", "mine.yaml", stdin="false\n")
    assert "The answers are saved in mine.yaml" in ended.err
    assert "coach.within_competence: false" in (tmp_path / "mine.yaml").read_text("utf-8")


def test_what_goes_with_an_act_is_asked_about_and_told(run: Run, tmp_path: Path) -> None:
    """A duty that comes with an act shows in no status, so its facts are asked for by themselves."""
    (tmp_path / "p.yaml").write_text(
        "policy: p\nacts: {tell: {}, record: {}}\nfacts:\n  x.danger: {type: bool, ask: Is there danger?}\n"
        "norms:\n  write: {must: record, if_doing: tell, when: x.danger}\n",
        encoding="utf-8",
    )
    ended = run("ask", "-p", "p.yaml", "--about", "tell", "--format", "json-lines", stdin="true\n")
    (asked, question), (last, found) = (next(iter(json.loads(line).items())) for line in ended.out.splitlines())
    assert (asked, question["fact"], last) == ("question", "x.danger", "assessment")
    goes = {"act": "record", "required": True, "truth": True, "grounds": [["write"]], "advised": False}
    assert found["companions"] == {"tell": [goes]}
