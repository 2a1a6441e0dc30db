"""Every kind of page is accessible (WCAG 2.2 AA, by axe-core), and nothing of it is cut off on a small screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.interview.essay_paths import PATHS
from tests.site.browser.conftest import NEW, OWN, Served, serving
from tests.site.browser.reading import answered, opened

from coach_ethics import load_policy
from coach_ethics.analysis.coverage.themes import shipped_themes
from coach_ethics.interview import answer, begin_interview
from coach_ethics.site.order import SiteOrder
from coach_ethics.site.publish import site_of
from coach_ethics.site.writing import publish

PICTURES = os.environ.get("COACH_ETHICS_SCREENSHOTS", "")
"""A folder to which to write pictures of each kind of page; empty: none are taken."""

WIDTHS = (360, 1280)
SCHEMES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}


OTHER = """\
policy: theirs
title: Their code
acts: {accept_gift: {}, disclose: {}}
sources: {code: {title: Their code}}
facts: {gift.value: {type: int, min: 0, max: 1000, means: the value of the gift, ask: What is it worth?}}
concepts: {large: {when: gift.value >= 20, means: the gift is large}}
norms:
  small: {may: accept_gift, when: gift.value < 20, because: Little sways nobody., disputed: It may.}
  quiet: {must_not: disclose, because: It stays.}
  large: {must_not: accept_gift, when: large, because: Much does., cites: [code 1]}
notices: {danger: {says: There is danger., when: harm.likelihood >= likely, urgent: true}}
presume: {gift.value: {value: 5, says: the gift is small, because: Most are.}}
scenarios: [{scenario: A large gift sways, given: {gift.value: 70}, expect: {forbidden: [accept_gift]}}]
clauses:
  "1": {summary: Of gifts., norms: [large, small], concepts: [large], scenarios: [A large gift sways]}
  "2": {summary: Of loans., not_encoded: there are none.}
"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory, sites: list[str]) -> Iterator[str]:
    """A small site whose pages compare two codes, and two versions of one."""
    folder = tmp_path_factory.mktemp("compared")
    before = load_policy(OWN.replace("policy: our-house", "policy: our-house\nversion: 0.9.0").replace("All", "Most"))
    after = load_policy(OWN.replace("policy: our-house", "policy: our-house\nversion: 1.0.0"))
    order = SiteOrder((load_policy(NEW), load_policy(OTHER), after), before=(before,), themes=shipped_themes())
    publish(site_of(order), folder)
    server = serving(folder)
    sites.append(f"http://127.0.0.1:{server.server_port}/")
    yield sites[-1]
    server.shutdown()


def looked_at(page: Page, axe: str, name: str) -> None:
    """A page as it stands, at both widths and in both schemes; by axe in light, and the contrasts in dark, too."""
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of its words
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert wide[0] <= wide[1], (name, width, "is wider than the screen")
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
        assert violations(page, axe, rules) == [], (name, scheme)


def violations(page: Page, axe: str, rules: list[str]) -> list[tuple[str, list[str]]]:
    """What axe finds, each with the places."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {axe} }} }}")
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", rules)
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "codes/our-code.html",
        "pictures/collusion.html",
        "ask/essay.html",
        "playground.html",
    ],
)
def test_pages_are_accessible(page: Page, served: Served, axe: str, path: str) -> None:
    page.goto(f"{served.base}{path}")
    looked_at(page, axe, path.replace("/", "-").removesuffix(".html"))


def test_pages_that_compare_are_accessible(page: Page, compared: str, axe: str) -> None:
    paths = ("codes/theirs.html", "compare/index.html", "compare/our-code--theirs.html", "themes.html")
    changes = "changes/our-house-0.9.0--our-house.html"
    for path in (*paths, changes):
        response = page.goto(f"{compared}{path}")
        assert response
        assert response.ok, path
        looked_at(page, axe, path.replace("/", "-").removesuffix(".html"))


def test_a_question_its_reasons_and_the_result_are_accessible(essay: Page, axe: str) -> None:
    essay.click("#why-asked summary")
    essay.click("#tell summary")
    essay.click("#answer-form button[type=submit]")
    assert essay.is_visible("#choose-first")
    looked_at(essay, axe, "question")
    state, (*before, last) = begin_interview("essay", engine="compiled"), PATHS["withdraw"]
    for fact in before:
        state = answer(state, fact, PATHS["withdraw"][fact])
    opened(essay, state)
    answered(essay, PATHS["withdraw"][last])
    essay.wait_for_selector("#objection-list details")
    essay.locator("#objection-list summary").first.click()
    essay.wait_for_selector("#objection-list .answer p")
    essay.click("#act-form button")
    essay.wait_for_selector("#act-answer h4")
    looked_at(essay, axe, "result")


def test_a_playground_with_problems_is_accessible(playground: Page, axe: str) -> None:
    playground.fill("#policy", OWN.replace("must:", "mst:"))
    playground.wait_for_selector("#policy-problems li:has-text('did you mean must?')")
    looked_at(playground, axe, "playground-problems")
    playground.fill("#policy", OWN)
    playground.wait_for_selector("#result:visible")
    looked_at(playground, axe, "playground-result")
