"""The playground: what is wrong at its place as one types, what follows, and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.site.browser.conftest import OWN, Served


@pytest.fixture(scope="module")
def playground(context: BrowserContext, served: Served) -> Iterator[Page]:
    page, failures = context.new_page(), list[str]()
    page.on("pageerror", lambda failure: failures.append(str(failure)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{served.base}playground.html")
    page.click("#begin-button")
    page.select_option("#start-from", "our-house")
    page.click("#take")
    page.wait_for_function("() => document.getElementById('policy').value.startsWith('policy: our-house')")
    page.wait_for_selector("#document:has-text('Take a rest')")
    yield page
    page.close()
    assert failures == []


def test_a_published_policy_is_there_to_begin_with(playground: Page) -> None:
    assert "policy: our-house" in playground.input_value("#policy")
    assert "Take a rest." in playground.inner_text("#document")


def test_what_is_wrong_is_told_at_its_place_as_one_types(playground: Page) -> None:
    playground.fill("#policy", OWN.replace("must:", "mst:"))
    playground.wait_for_selector("#policy-problems .severity")
    told = playground.inner_text("#policy-problems")
    assert "Line 4" in told
    assert "did you mean must?" in told
    assert playground.text_content("#policy-marks mark") == "mst"
    assert playground.inner_text("#policy-numbers .wrong").strip() == "▸4"
    playground.locator("#policy-problems button").first.click()
    assert playground.evaluate("() => String(getSelection())") == "mst"
    playground.fill("#policy", OWN)
    playground.fill("#case", "facts: {block.presnt: true}\n")
    playground.wait_for_selector("#case-problems .severity")
    assert playground.text_content("#case-marks mark") == "block.presnt"
    assert not playground.is_visible("#result")


def test_places_count_characters_however_many_units_they_have(playground: Page) -> None:
    playground.fill("#policy", OWN.replace("{r: {must:", "{“𝔯”: {mst:"))
    playground.wait_for_function("() => document.querySelector('#policy-marks mark')?.textContent === 'mst'")


def test_why_is_asked_of_what_follows(playground: Page) -> None:
    playground.fill("#policy", OWN)
    playground.fill("#case", "facts: {}\n")
    playground.wait_for_selector("#act")
    playground.click("#act-form button")
    playground.wait_for_selector("#act-answer h3")
    assert "All do." in playground.inner_text("#act-answer")


def test_both_texts_are_shared_as_one_file(playground: Page) -> None:
    playground.fill("#policy", OWN)
    playground.fill("#case", "facts: {block.present: true}\n")
    with playground.expect_download() as download:
        playground.click("#save")
    kept = Path(download.value.path()).read_text("utf-8")
    assert json.loads(kept) == {"policy": OWN, "case": "facts: {block.present: true}\n"}
    playground.fill("#case", "facts: {}\n")
    shared = {"name": "shared.json", "mimeType": "application/json", "buffer": kept.encode()}
    playground.set_input_files("#open-file", files=[shared])  # type: ignore[list-item]  # a dict of the keys it asks for
    playground.wait_for_function("() => document.getElementById('case').value.includes('block.present')")
    assert playground.input_value("#policy") == OWN
