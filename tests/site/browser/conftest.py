"""One Chromium for all tests of published pages in a browser; without it, or what it runs, they are skipped."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, sync_playwright
from tests.site.browser.places import AXE, CHROMIUM, PYODIDE, absent

from coach_ethics import load_policies, load_policy
from coach_ethics.cli.new import starter
from coach_ethics.model.policy import Policy
from coach_ethics.site.dialogue import with_dialogue
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.publish import site_of
from coach_ethics.site.writing import publish

OWN = """\
policy: our-house
title: Our house
acts: {rest: {means: Take a rest.}}
norms: {r: {must: rest, because: All do.}}
"""

NEW = starter("our-code")
"""A policy as `coach-ethics new` writes it."""


@frozen
class Served:
    """A site on a web server of its own: where, and the policies that it publishes."""

    base: str
    policies: tuple[Policy, ...]
    folder: Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


def serving(folder: Path) -> http.server.ThreadingHTTPServer:
    """A web server of what is in a folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Shipped policies and two of somebody's own, with the dialogue. All shipped ones can be asked by message."""
    if reason := absent():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("site")
    policies = (*load_policies("collusion", "essay"), load_policy(OWN), load_policy(NEW))
    order = SiteOrder(policies, pairs=Pairs.NONE)
    site = with_dialogue(site_of(order), order, PYODIDE)
    assert len(publish(site, folder).written) == len({*site.files, *(page.path for page in site.pages)})
    server = serving(folder)
    yield Served(f"http://127.0.0.1:{server.server_port}/", policies, folder)
    server.shutdown()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if reason := absent():
        pytest.skip(reason)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def requests() -> list[str]:
    """The addresses that any page has asked for."""
    return []


@pytest.fixture(scope="session")
def sites(served: Served) -> list[str]:
    """The addresses of the sites that these tests serve."""
    return [served.base]


@pytest.fixture(scope="session")
def context(browser: Browser, requests: list[str]) -> Iterator[BrowserContext]:
    """One reader's browser: what it has loaded once, it has."""
    made = browser.new_context(accept_downloads=True)
    made.set_default_timeout(120_000)
    made.on("request", lambda request: requests.append(request.url))
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of that browser. Whatever goes wrong in it fails the test."""
    made, failures = context.new_page(), list[str]()
    made.on("pageerror", lambda failure: failures.append(str(failure)))
    yield made
    made.close()
    assert failures == []


@pytest.fixture(scope="session")
def started(context: BrowserContext, served: Served) -> Iterator[Page]:
    """The page that asks the essay's policy, with everything loaded, begun by keys alone.

    What is no saved interview was refused before.
    """
    made, failures = context.new_page(), list[str]()
    made.add_init_script(_KEEP_WORKER)
    made.on("pageerror", lambda failure: failures.append(str(failure)))
    made.on("dialog", lambda dialog: dialog.accept())
    made.goto(f"{served.base}ask/essay.html")
    made.set_input_files("#open-file", FilePayload(name="saved.json", mimeType="application/json", buffer=b"{}"))
    made.wait_for_selector("#refused:not(:empty)")
    assert "not an interview saved" in made.inner_text("#refused")
    made.focus("#begin-button")
    made.keyboard.press("Enter")
    made.wait_for_selector("#question:visible")
    assert made.inner_text("#refused") == ""
    assert made.evaluate("document.activeElement.id") == "question"
    yield made
    made.close()
    assert failures == []


@pytest.fixture
def essay(started: Page) -> Page:
    """That page at its first question."""
    started.bring_to_front()  # a page behind others is drawn once a second, and whoever waits for it waits as long
    started.set_viewport_size({"width": 1280, "height": 720})
    started.evaluate("document.getElementById('asking').hidden = true")
    started.click("#again")
    started.wait_for_selector("#question:visible")
    return started


_KEEP_WORKER = """
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            window.running = this;
        }
    };
    window.asked = (message) => new Promise((settle, fail) => {
        const { running } = window;
        const page = running.onmessage;
        running.onmessage = (event) => {
            if (event.data.id !== "test") return page(event);
            running.onmessage = page;
            if (event.data.failure) fail(new Error(event.data.failure));
            else settle(JSON.parse(event.data.answer));
        };
        running.postMessage({ id: "test", message });
    });
"""
"""Keeps the worker of a page, so that a test can send it messages beside those of the page."""


@pytest.fixture(scope="session")
def asking(started: Page) -> Callable[[dict[str, Any]], Any]:
    """Sends a message to the library in the browser, to the worker of a page, and gives its answer."""
    return lambda message: started.evaluate("(message) => window.asked(message)", message)


@pytest.fixture(scope="session")
def playground_started(started: Page, context: BrowserContext, served: Served) -> Iterator[Page]:
    """The playground, with the policy of a house of its own; started without a network, once the dialogue was loaded.

    This is where it is held that what was loaded once works offline, on another page than the one that was opened.
    """
    page, failures = context.new_page(), list[str]()
    page.on("pageerror", lambda failure: failures.append(str(failure)))
    page.on("dialog", lambda dialog: dialog.accept())
    assert not started.is_closed()
    context.set_offline(True)
    try:
        page.goto(f"{served.base}playground.html")
        page.click("#begin-button")
        page.select_option("#start-from", "our-house")
        page.click("#take")
        page.wait_for_function("() => document.getElementById('policy').value.startsWith('policy: our-house')")
        page.wait_for_selector("#document:has-text('Take a rest')")
    finally:
        context.set_offline(False)
    yield page
    page.close()
    assert failures == []


@pytest.fixture
def playground(playground_started: Page) -> Page:
    """That page, in front of others."""
    playground_started.bring_to_front()
    return playground_started


@pytest.fixture
def axe() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        pytest.skip(f"axe-core isn't there: no {AXE}")
    return AXE.read_text("utf-8")
