"""What readers do in a dialogue."""

from __future__ import annotations

from playwright.sync_api import Page

from coach_ethics.model.vocabulary import Value
from coach_ethics.render.words import value_words


def answered(page: Page, value: Value | None) -> None:
    """Gives an answer, and waits for what comes then."""
    before = page.inner_text("#answer-count")
    if isinstance(value, int) and not isinstance(value, bool):
        page.fill("#number", str(value))
    else:
        words = "I don't know" if value is None else value_words(value)
        page.locator("#options label").get_by_text(words, exact=True).click()
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.getElementById('answer-count').textContent !== before", arg=before)
