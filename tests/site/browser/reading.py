"""What readers do in a dialogue."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page

from coach_ethics.interview import State, state_json
from coach_ethics.model.vocabulary import Value

_OPTION = "value => [...document.getElementsByName('answer')].find(each => each.answer === value)?.id ?? null"


def answered(page: Page, value: Value | None) -> None:
    """Gives an answer, and waits for what comes then."""
    before = page.inner_text("#answer-count")
    if isinstance(value, int) and not isinstance(value, bool):
        page.fill("#number", str(value))
    else:
        option = page.evaluate(_OPTION, value)
        assert option is not None, f"{value} is no answer to {page.inner_text('#question')}"
        page.click(f"label[for={option}]")
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.getElementById('answer-count').textContent !== before", arg=before)


def opened(page: Page, state: State) -> None:
    """Opens an interview that was saved, and waits for its question."""
    content = FilePayload(name="saved.json", mimeType="application/json", buffer=state_json(state).encode())
    page.set_input_files("#open-file", files=[content])
    page.wait_for_selector(f"#answer-count >> text={len(state.answers)}", state="attached")
    page.wait_for_selector("#question:visible")
