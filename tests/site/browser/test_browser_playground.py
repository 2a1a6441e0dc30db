"""The playground: what is wrong at its place as one types, what follows, and files."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import FilePayload, Page
from tests.site.browser.conftest import OWN


def test_a_published_policy_is_there_to_begin_with(playground: Page) -> None:
    assert "policy: our-house" in playground.input_value("#policy")
    assert "Take a rest." in playground.inner_text("#document")


def test_what_is_wrong_is_told_at_its_place_as_one_types(playground: Page) -> None:
    playground.fill("#policy", OWN.replace("must:", "mst:"))
    playground.wait_for_selector("#policy-problems li:has-text('did you mean must?')")
    assert "Line 4" in playground.inner_text("#policy-problems")
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
    playground.fill("#policy", OWN.replace("must: rest, because: All do.", "because: 𝔄ll do., mst: rest"))
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
    shared = FilePayload(name="shared.json", mimeType="application/json", buffer=kept.encode())
    playground.set_input_files("#open-file", files=[shared])
    playground.wait_for_function("() => document.getElementById('case').value.includes('block.present')")
    assert playground.input_value("#policy") == OWN
