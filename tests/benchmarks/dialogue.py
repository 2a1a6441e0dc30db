"""What a reader waits for on a published page, measured in Chromium: `python -m tests.benchmarks.dialogue [ROUNDS]`.

It publishes the essay's policy with its dialogue, serves it from this machine, and lets a browser read the page, begin
the dialogue (the first time, and then with everything kept), and answer all of its questions once. Printed as the table
of docs/browser.md: the medians of some rounds, each with the processor time that all processes of the browser took
meanwhile, and the load of the machine at the time. Without other work the seconds come near to the processor time.
"""

from __future__ import annotations

import functools
import http.server
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from attrs import Factory, define
from playwright.sync_api import Browser, BrowserContext, CDPSession, sync_playwright
from tests.interview.essay_paths import PATHS
from tests.site.browser.places import CHROMIUM, PYODIDE, absent

from coach_ethics import load_policies
from coach_ethics.site.dialogue import with_dialogue
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.publish import site_of
from coach_ethics.site.writing import publish

PATH = PATHS["withdraw"]
_ANSWER = """(value) => new Promise((settle) => {
    const count = document.getElementById("answer-count");
    const typed = document.getElementById("number");
    const radios = [...document.getElementsByName("answer")];
    const radio = radios.find((each) => each.answer === value);
    if (radio) radio.checked = true;
    else typed.value = value;
    const begun = performance.now();
    new MutationObserver((_, observer) => {
        observer.disconnect();
        settle((performance.now() - begun) / 1000);
    }).observe(count, { childList: true, characterData: true, subtree: true });
    document.getElementById("answer-form").requestSubmit();
})"""


@define
class Measured:
    """What was measured of one step, round by round: seconds, processor seconds, bytes."""

    seconds: list[float] = Factory(list)
    processor: list[float] = Factory(list)
    bytes_: list[int] = Factory(list)

    def row(self, called: str) -> str:
        """A row of the table."""
        loaded = statistics.median(self.bytes_)
        size = f"{loaded / 1e6:.1f} MB" if loaded >= 1e6 else f"{loaded / 1e3:.0f} kB" if loaded else ""
        clock, processor = statistics.median(self.seconds), statistics.median(self.processor)
        return f"| {called} | {clock:.2f} s | {processor:.2f} s | {size} |"


@define
class Meter:
    """Measures steps: what they take of the clock and of the processor, and what the server sent meanwhile."""

    session: CDPSession
    sent: Callable[[], int]

    def processor(self) -> float:
        """The processor seconds of all processes of the browser so far."""
        told: dict[str, Any] = self.session.send("SystemInfo.getProcessInfo")
        return float(sum(each["cpuTime"] for each in told["processInfo"]))

    @contextmanager
    def step(self, measured: Measured, parts: int = 1) -> Iterator[None]:
        """What is done within is one step, or so many alike."""
        begun, processor, sent = time.perf_counter(), self.processor(), self.sent()
        yield
        measured.seconds.append((time.perf_counter() - begun) / parts)
        measured.processor.append((self.processor() - processor) / parts)
        measured.bytes_.append(self.sent() - sent)


class _Counting(http.server.SimpleHTTPRequestHandler):
    sent = 0

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]  # typed by a protocol
        content = source.read()
        type(self).sent += len(content)
        outputfile.write(content)

    def log_message(self, *_: object) -> None:
        return


def measure(browser: Browser, address: str, meter: Meter, table: dict[str, Measured]) -> None:
    """One round: a reader who was never here."""
    context: BrowserContext = browser.new_context()
    context.set_default_timeout(300_000)
    page = context.new_page()
    with meter.step(table["the page to read"]):
        page.goto(address)
    with meter.step(table["from `Begin` to the first question, the first time"]):
        page.click("#begin-button")
        page.wait_for_selector("#question:visible")
    page.close()
    page = context.new_page()
    page.goto(address)
    with meter.step(table["from `Begin` to the first question, from then on"]):
        page.click("#begin-button")
        page.wait_for_selector("#question:visible")
    *answers, last = PATH.values()
    with meter.step(table["from an answer to the next question"], len(answers)):
        for value in answers:
            page.evaluate(_ANSWER, value)
    with meter.step(table["from the last answer to the result"]):
        page.evaluate(_ANSWER, last)
        page.wait_for_selector("#document h3")
    context.close()


def main(rounds: int) -> None:
    """Measures so many rounds, and prints the table."""
    if reason := absent():
        raise SystemExit(reason)
    steps = (
        "the page to read",
        "from `Begin` to the first question, the first time",
        "from `Begin` to the first question, from then on",
        "from an answer to the next question",
        "from the last answer to the result",
    )
    table = {step: Measured() for step in steps}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        order = SiteOrder(load_policies("essay"), pairs=Pairs.NONE)
        publish(with_dialogue(site_of(order), order, PYODIDE), Path(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Counting, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=arguments)
        meter = Meter(browser.new_browser_cdp_session(), lambda: _Counting.sent)
        before = os.getloadavg()[0]
        for _ in range(rounds):
            measure(browser, f"http://127.0.0.1:{server.server_port}/ask/essay.html", meter, table)
        browser.close()
    after = os.getloadavg()[0]
    print("| | by the clock | of a processor | loaded |\n| --- | --- | --- | --- |")
    print("\n".join(measured.row(step) for step, measured in table.items()))
    print(f"\n{rounds} rounds; load of {before:.1f} before, {after:.1f} after, on {os.cpu_count()} processors")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
