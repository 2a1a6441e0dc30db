"""Questionnaires: what Qualtrics and jsPsych are given, and the answers read back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.research.conftest import ANSWERS

import coach_ethics as ce
from coach_ethics.research import (
    Answer,
    Answers,
    Design,
    Questionnaire,
    jspsych_timeline,
    qualtrics_text,
    questionnaire,
    read_answers,
    vignette_texts,
)


def test_the_text_for_qualtrics(asked: Questionnaire) -> None:
    """Qualtrics' advanced format: a block for each block, a page and an ID for each question, its choices below."""
    lines = qualtrics_text(asked).splitlines()
    assert lines[:3] == ["[[AdvancedFormat]]", "", "[[Block:Block 1]]"]
    assert [line for line in lines if line.startswith("[[Block")] == ["[[Block:Block 1]]", "[[Block:Block 2]]"]
    assert [line for line in lines if line.startswith("[[ID")] == [f"[[ID:v{number}]]" for number in range(1, 7)]
    at = lines.index("[[Choices]]")
    assert lines[at - 4 : at - 2] == ["[[Question:MC:SingleAnswer:Vertical]]", "[[ID:v1]]"]
    assert lines[at - 2].endswith("<br><br>What do you think?")
    assert lines[at + 1 : at + 5] == [*ANSWERS.values(), ""]


def test_what_is_written_is_text_and_no_tag(plan: Design) -> None:
    """HTML and the format's own tags in a researcher's words are shown as they are."""
    texts = vignette_texts(
        plan, "[[PageBreak]] {consent.to_disclosure} <b>{disclosure.foreseen_by_contract}</b>\n& so on"
    )
    told = qualtrics_text(questionnaire(plan, texts, "Yes?", {"a": "x < y", "b": "z"}))
    assert "&#91;[PageBreak]] " in told
    assert "&lt;b&gt;" in told
    assert "<br>&amp; so on" in told
    assert "x &lt; y\nz" in told


def test_the_timeline_for_jspsych(asked: Questionnaire, plan: Design) -> None:
    """A trial's data bring back which vignette it was."""
    blocks = json.loads(jspsych_timeline(asked))["blocks"]
    trials = [trial for block in blocks.values() for trial in block["timeline"]]
    assert [trial["data"]["vignette"] for trial in trials] == list(range(1, 7))
    assert {trial["type"] for trial in trials} == {"jsPsychHtmlButtonResponse"}
    assert trials[0]["data"] == {"vignette": 1, "block": 1, **plan.vignettes[0].facts}
    assert [*blocks] == ["1", "2"]


def _qualtrics(path: Path, rows: list[list[str]]) -> Path:
    """An export: names, texts, import IDs, then the rows."""
    names = ["StartDate", "Status", "ResponseId", *(f"v{number}" for number in range(1, 7))]
    ids = [json.dumps({"ImportId": name}) for name in names]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([names, ["a text,\nover two lines"] * len(names), ids, *rows])
    return path


def test_answers_come_back_from_qualtrics(asked: Questionnaire, tmp_path: Path) -> None:
    """By their text or their number, from 1; blank where a vignette wasn't shown; previews are left out and counted."""
    rows = [
        ["2026", "IP Address", "R_1", "The coach mustn't tell", "2", "the coach MUST tell", "", "", ""],
        ["2026", "IP Address", "R_2", "", "", "", "1", "-99", "required"],
        ["2026", "Survey Preview", "R_3", "1", "1", "1", "", "", ""],
    ]
    found = read_answers(_qualtrics(tmp_path / "export.csv", rows), asked)
    assert [(each.respondent, each.vignette, each.rating) for each in found.answers] == [
        ("R_1", 1, "forbidden"),
        ("R_1", 2, "permitted"),
        ("R_1", 3, "required"),
        ("R_2", 4, "forbidden"),
        ("R_2", 6, "required"),
    ]
    assert (found.unanswered, found.left_out) == (7, (("previews", 1),))
    frame = found.frame()
    assert frame.columns[:4] == ["respondent", "vignette", "rating", "block"]
    assert frame["consent.to_disclosure"].to_list() == [
        asked.design.vignettes[number - 1].facts["consent.to_disclosure"] for number in (1, 2, 3, 4, 6)
    ]


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_answers_come_back_from_jspsych(asked: Questionnaire, tmp_path: Path, ending: str) -> None:
    """Its numbers count from 0; trials without a vignette are instructions."""
    trials: list[dict[str, Any]] = [
        {"subject": "s1", "trial_type": "instructions", "response": None, "vignette": None},
        {"subject": "s1", "trial_type": "html-button-response", "response": 0, "vignette": 2},
        {"subject": "s1", "trial_type": "html-button-response", "response": 2, "vignette": 1},
    ]
    path = tmp_path / f"data.{ending}"
    if ending == "json":
        path.write_text(json.dumps(trials), "utf-8")
    else:
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, trials[0])
            writer.writeheader()
            writer.writerows(trials)
    assert read_answers(path, asked).answers == (Answer("s1", 1, "required"), Answer("s1", 2, "forbidden"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ResponseId,v1\nR_1,perhaps\n", "`perhaps`, of `R_1` about vignette 1, is not an answer"),
        ("ResponseId,v1\nR_1,4\n", "`4`, of `R_1`"),
        ("ResponseId,v1\nR_1,1\nR_1,2\n", "`R_1` answered twice about vignette 1"),
        ("id,v1\nR_1,1\n", "there is no column `ResponseId`"),
        ("ResponseId,Q1\nR_1,1\n", "has no answers to this questionnaire"),
        ("subject,vignette,response\ns,9,1\n", "`9` is no vignette of the design"),
    ],
)
def test_what_is_no_answer_is_said(asked: Questionnaire, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ce.CaseProblems) as refused:
        read_answers(path, asked)
    assert message in str(refused.value)
    assert {problem.code for problem in refused.value.problems} == {"K140"}


def test_a_file_that_is_no_table_is_said(asked: Questionnaire, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", "utf-8")
    for name in ("bad.json", "none.json", "none.csv", "none.docx"):
        with pytest.raises(ce.CaseProblems, match="K137"):
            read_answers(tmp_path / name, asked)


def test_a_question_needs_answers_that_differ(plan: Design) -> None:
    texts = vignette_texts(plan)
    for answers in ({"a": "yes", "b": "Yes "}, {"a": "yes"}, {}):
        with pytest.raises(ce.CaseProblems, match="K135"):
            questionnaire(plan, texts, "?", answers)
    with pytest.raises(ce.CaseProblems, match="not the texts"):
        questionnaire(plan, texts[:2], "?", ANSWERS)


def test_a_frame_of_no_answers_has_its_columns(asked: Questionnaire) -> None:
    assert Answers(asked, ()).frame().columns[:3] == ["respondent", "vignette", "rating"]
