"""Nothing leaves the page: no request to anybody else, whatever tries; and what was loaded once works without a net."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page
from tests.site.browser.conftest import Served


def test_a_worker_of_the_page_can_reach_nobody_else(page: Page, served: Served) -> None:
    """The library runs in a worker made of a blob, which keeps to the page's Content-Security-Policy."""
    reached = list[str]()

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)

    elsewhere = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    page.goto(f"{served.base}ask/essay.html")
    said = page.evaluate(
        """(address) => new Promise((settle) => {
            const source = `fetch("${address}").then(() => postMessage("sent"), () => postMessage("refused"))`;
            const worker = new Worker(URL.createObjectURL(new Blob([source])));
            worker.onmessage = ({ data }) => settle(data);
        })""",
        f"http://127.0.0.1:{elsewhere.server_port}/told",
    )
    elsewhere.shutdown()
    assert (said, reached) == ("refused", [])


def test_all_requests_go_to_the_sites_own_server(
    asking: Callable[[dict[str, Any]], Any], requests: list[str], served: Served, sites: list[str]
) -> None:
    """Whatever any page has asked for so far, it asked one of the servers of a site."""
    asking({"do": "begin", "policy": "essay"})
    ours = (*sites, f"blob:{served.base}")
    assert len([each for each in requests if each.startswith(served.base)]) > 10
    assert [each for each in requests if not each.startswith(ours)] == []


def test_what_was_loaded_once_works_offline(
    playground: Page,
    asking: Callable[[dict[str, Any]], Any],
    context: BrowserContext,
    page: Page,
    served: Served,
) -> None:
    """The playground was started so; and the pages to ask are kept together, those that weren't opened as well."""
    assert "Take a rest" in playground.inner_text("#document")
    context.set_offline(True)
    try:
        page.goto(f"{served.base}ask/collusion.html")
        assert page.is_visible("#begin-button")
        assert asking({"do": "begin", "policy": "collusion"})["question"]["text"]
    finally:
        context.set_offline(False)


def test_somebodys_own_policy_is_asked_too(asking: Callable[[dict[str, Any]], Any], served: Served) -> None:
    page = (served.folder / "ask" / "our-house.html").read_text("utf-8")
    assert 'data-policy="our-house"' in page
    begun = asking({"do": "begin", "policy": "our-house"})
    told = asking({"do": "result", "policy": "our-house", "state": begun["state"]})
    assert told["statuses"] == {"rest": "required"}


def test_without_javascript_the_page_says_how_to_go_on(context: BrowserContext, served: Served) -> None:
    assert context.browser
    without = context.browser.new_context(java_script_enabled=False)
    page = without.new_page()
    for path, said in {
        "ask/essay.html": "coach-ethics ask --policy essay",
        "playground.html": "coach-ethics check",
    }.items():
        page.goto(f"{served.base}{path}")
        assert said in page.inner_text("main")
        assert not page.is_visible("#begin-button")
    page.goto(f"{served.base}ask/essay.html")
    page.get_by_text("read the code").click()
    assert page.url == f"{served.base}codes/essay.html"
    without.close()


def test_before_it_is_asked_for_nothing_of_the_library_is_loaded(browser: Any, served: Served) -> None:
    fresh = browser.new_context()
    loaded = list[str]()
    fresh.on("request", lambda request: loaded.append(request.url))
    page = fresh.new_page()
    page.goto(f"{served.base}ask/essay.html", wait_until="networkidle")
    assert [each for each in loaded if "pyodide" in each or "library-" in each or "worker" in each] == []
    fresh.close()
