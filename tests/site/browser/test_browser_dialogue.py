"""The dialogue in a page, as a reader uses it: by clicking, by keys, over files."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.interview.essay_paths import ENDS, PATHS
from tests.site.browser.reading import answered, opened

from coach_ethics import load_policy
from coach_ethics.interview import answer, begin_interview, next_question, read_state
from coach_ethics.language.data import Data
from coach_ethics.render.interview import closing_document
from coach_ethics.site.browser.documents import blocks

ROOT = Path(__file__).parents[3]
PICTURE = ROOT / "docs" / "dialogue.png"


def texts(told: list[Data]) -> Iterator[str]:
    """The texts of a document, in order."""
    for block in told:
        yield from _pieces(block.get("line", []))
        yield from filter(None, [block.get("text")])
        yield from (text for entry in block.get("entries", []) for text in _of_entry(entry))


def _of_entry(entry: Data) -> Iterator[str]:
    yield from _pieces(entry["line"])
    for below in entry["below"]:
        yield from _of_entry(below)


def _pieces(line: list[list[str]]) -> Iterator[str]:
    yield from (text for _, text in line)


CLICKED = "withdraw"
"""The dialogue that is clicked through from its first question, the longest; of the others, the last answer is."""


@pytest.mark.parametrize("path", sorted(PATHS))
def test_the_essays_dialogues_end_in_the_page_as_on_the_terminal(
    essay: Page, asking: Callable[[dict[str, Any]], Any], path: str
) -> None:
    """Of those that aren't clicked through, the page's own worker puts the same questions in the same order."""
    clicked, (*_, last) = path == CLICKED, PATHS[path]
    state, said = begin_interview("essay", engine="compiled"), dict[str, Any](do="begin")
    for fact, value in PATHS[path].items():
        question = next_question(state)
        assert question is not None
        if not clicked:
            there = asking({**said, "policy": "essay"})
            assert there["question"]["text"] == question.text
            said = {"do": "answer", "state": there["state"], "fact": fact, "value": value}
            if fact == last:
                opened(essay, state)
        if clicked or fact == last:
            assert essay.inner_text("#question") == question.text
            answered(essay, value)
        state = answer(state, fact, value)
    essay.wait_for_selector("#document h3")
    assert essay.text_content("#document") == "".join(texts(blocks(closing_document(state), state.prepared.policy)))
    with essay.expect_download() as download:
        essay.click("#save-result")
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    statuses = {act: found["status"] for act, found in kept["findings"].items()}
    assert statuses.items() >= ENDS[path].items()


def test_a_dialogue_goes_by_keys_alone(essay: Page) -> None:
    """The focus goes to each question; nothing chosen is said to whoever can't see it."""
    essay.focus("#question")
    essay.keyboard.press("Tab")
    essay.keyboard.press("Enter")
    assert "Choose an answer" in essay.inner_text("#choose-first")
    essay.keyboard.press("Space")
    essay.keyboard.press("ArrowDown")
    essay.keyboard.press("Enter")
    essay.wait_for_selector("#answer-count >> text=1", state="attached")
    assert essay.evaluate("document.activeElement.id") == "question"


def test_any_answer_can_be_changed_and_the_others_stay(essay: Page) -> None:
    for value in ("client_learning", True, True):
        answered(essay, value)
    essay.click("#answers summary")
    essay.locator("#answer-list button").nth(1).click()
    essay.wait_for_selector("#leave:visible")
    assert essay.is_checked("#options input >> nth=0")
    essay.locator("#options label").get_by_text("no", exact=True).click()
    essay.keyboard.press("Enter")
    essay.wait_for_selector("#leave", state="hidden")
    essay.click("#answers summary")
    essay.wait_for_selector("#answer-list li")
    told = essay.locator("#answer-list li strong").all_inner_texts()
    assert told == ["the client's learning", "no", "yes"]


def test_back_shows_the_earlier_answer_and_so_does_the_browsers_own(essay: Page) -> None:
    first = essay.inner_text("#question")
    answered(essay, "client_learning")
    second = essay.inner_text("#question")
    essay.click("#back")
    essay.wait_for_function("first => document.getElementById('question').textContent === first", arg=first)
    assert essay.is_checked("#options input >> nth=0")
    essay.go_back()
    essay.wait_for_function("second => document.getElementById('question').textContent === second", arg=second)
    assert essay.inner_text("#answer-count") == "1"


def test_the_readme_shows_the_dialogue(essay: Page) -> None:
    """Its picture is taken here, with `GOLDEN=write`; the words beside it say the question that it shows."""
    answered(essay, "client_learning")
    if os.environ.get("GOLDEN") == "write":
        essay.set_viewport_size({"width": 760, "height": 560})
        essay.evaluate("window.scrollTo(0, 0)")
        essay.screenshot(path=PICTURE)
    (words,) = re.findall(rf"!\[(.*)\]\({PICTURE.relative_to(ROOT)}\)", (ROOT / "README.md").read_text("utf-8"))
    assert essay.inner_text("#question") in words
    assert PICTURE.read_bytes().startswith(b"\x89PNG")


def test_what_is_saved_is_an_interview_that_goes_on_anywhere(essay: Page) -> None:
    answered(essay, "client_learning")
    with essay.expect_download() as download:
        essay.click("#save")
    saved = Path(download.value.path()).read_text("utf-8")
    state = read_state(saved, load_policy("essay"))
    assert state.situation["coach.purpose"] == "client_learning"
    expected = next_question(state)
    assert expected is not None
    answered(essay, True)
    opened(essay, state)
    assert essay.inner_text("#question") == expected.text


def test_reasons_changes_judgements_and_views_are_asked_of_the_result(essay: Page) -> None:
    essay.click("#so-far")
    essay.wait_for_selector("#document h3")
    essay.select_option("#act", "renegotiate")
    for question, words in {"why": "determined yet", "allow": "What would allow"}.items():
        essay.select_option("#act-question", question)
        essay.click("#act-form button")
        essay.wait_for_function("words => document.getElementById('act-answer').textContent.includes(words)", arg=words)
    essay.locator("#course-acts label").first.click()
    essay.click("#course-form button")
    essay.wait_for_selector("#course-answer h4")
    essay.click("#view-form button[type=submit]")
    essay.wait_for_selector("#view-answer h4")
    assert essay.is_visible("#print-view")
    essay.locator("#objection-list summary").first.click()
    essay.wait_for_selector("#objection-list .answer p")
