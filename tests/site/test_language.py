"""A site in another language: its own words, its policies' words, and the language in which is asked."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.catalogues.test_speaking import Marking
from tests.catalogues.test_speaking_codes import ONE, OTHER, marked

import coach_ethics as ce
from coach_ethics import translation
from coach_ethics.catalogues import read_catalogue
from coach_ethics.model.policy import Norm, Notice
from coach_ethics.model.vocabulary import in_words

pytest.importorskip("jinja2", reason="Jinja2 isn't installed")
pytest.importorskip("z3", reason="z3 isn't installed")

from coach_ethics.analysis.coverage.themes import shipped_themes
from coach_ethics.site.browser.messages import respond
from coach_ethics.site.dialogue import library, with_dialogue
from coach_ethics.site.order import SiteOrder
from coach_ethics.site.page import Page, Site
from coach_ethics.site.publish import site_files, site_of

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
CODE = re.compile(r"<(code|pre|svg|script|style)\b.*?</\1>", re.DOTALL)
READ_OUT = re.compile(r'(?:aria-label|title|data-column)="([^"]*)"')
NAMES = {"en", "coach", "ethics", "xx"}


def words_of(page: str) -> Iterator[str]:
    """What stands on a page and what is read out of it, without code and drawings, whose words are listed as well."""
    body = CODE.sub("", page[page.index("<title>") :])
    yield re.sub("<[^>]*>", "\n", body)
    yield from READ_OUT.findall(body)


def unmarked(page: str, names: set[str]) -> set[str]:
    found: set[str] = set()
    for words in map(html.unescape, words_of(page)):
        left = words
        while (less := MARKED.sub("", left)) != left:
            left = less
        for name in sorted(names, key=len, reverse=True):
            left = re.sub(re.escape(name), "", left, flags=re.IGNORECASE)
        found.update(re.findall("[A-Za-z]{2,}", left))
    return found - NAMES


def test_no_sentence_of_a_site_is_left_untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """LAW: on every page, nothing but names of norms and policies and figures stands outside of marks."""
    monkeypatch.setattr(translation, "catalogue_in", {"xx": Marking()}.get)
    one, other = marked(ONE), marked(OTHER)
    newer = marked(ONE.replace("1.0.0", "2.0.0").replace("> 50", "> 40").replace("It sways.", "It binds."))
    site = site_of(SiteOrder((newer, other), before=(one,), themes=shipped_themes()))
    asked = Page("ask.html", "⟦Ask⟧", "ask.html.j2", {**SHARED, "slug": "x", "policy": one, "languages": ()})
    playground = Page("playground.html", "⟦Play⟧", "playground.html.j2", SHARED)
    whole = Site(site.title, (*site.pages, asked, playground), site.files, site.language)
    parts: list[Norm | Notice] = [*one.norms, *other.norms, *one.notices]
    names = {in_words(each.name).replace("-", " ") for each in parts} | {"safety", "pip install"}
    for path, content in site_files(whole).items():
        if path.endswith(".html"):
            assert unmarked(content.decode(), names) == set(), path


SHARED: dict[str, object] = {"megabytes": "1", "published": {}}


def test_a_page_says_its_language_and_speaks_it() -> None:
    files = site_files(site_of(SiteOrder(ce.load_policies("safety", language="fr"))))
    page = files["codes/safety.html"].decode()
    assert '<html lang="fr">' in page
    assert "Ce qui passe avant tout code de déontologie du coaching" in page
    assert "Article par article" in page or "Ce qu’il demande" in page


def test_the_pages_of_the_dialogue_are_called_in_their_language(tmp_path: Path) -> None:
    """Of a runtime that is none but has its files, since no page is opened here."""
    (tmp_path / "package.json").write_text('{"version": "0"}')
    (tmp_path / "pyodide-lock.json").write_text("{}")
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (tmp_path / name).write_bytes(b"")
    order = SiteOrder(ce.load_policies("collusion", language="fr"))
    site = with_dialogue(site_of(order), order, tmp_path)
    assert [page.title.partition("\u00a0:")[0] for page in site.pages[-2:]] == ["Interroger", "Atelier"]
    asked = site_files(site)["ask/collusion.html"].decode()
    assert 'data-language="fr"' in asked
    assert re.findall(r'<option value="(\w\w)" lang', asked) == ["fr", "en", "de"]


def ask(do: str, **more: object) -> Any:
    return json.loads(respond(json.dumps({"do": do, "policy": "collusion", **more})))


def test_a_dialogue_in_the_page_may_change_its_language_midway() -> None:
    begun = ask("begin", language="fr")
    asked = {tag: ask("same", state=begun["state"], language=tag) for tag in ("fr", "de", "en")}
    assert {each["state"] for each in asked.values()} == {begun["state"]}
    assert len({each["question"]["text"] for each in asked.values()}) == 3
    assert asked["en"]["question"] == ask("begin")["question"]
    assert (
        ask("result", state=begun["state"], language="de")["statuses"]
        == ask("result", state=begun["state"])["statuses"]
    )


def test_a_policy_of_ones_own_takes_its_catalogues_along(tmp_path: Path) -> None:
    written = "policy: ours\nacts: {rest: {means: Have a rest}}\nnorms: {r: {must: rest, when: block.present}}\n"
    (tmp_path / "ours.yaml").write_text(written, "utf-8")
    translated = 'msgctxt "act rest means"\nmsgid "Have a rest"\nmsgstr "Faire une pause"\n'
    (tmp_path / "ours.fr.po").write_text(translated, "utf-8")
    policy = ce.load_policy(tmp_path / "ours.yaml", language="fr")
    with zipfile.ZipFile(io.BytesIO(library({"ours": policy}))) as archive:
        catalogue = read_catalogue(archive.read("coach_ethics/published/ours.fr.po").decode())
        assert "Have a rest" in archive.read("coach_ethics/published/ours.yaml").decode()
        assert "coach_ethics/locale/fr/LC_MESSAGES/coach_ethics.mo" in archive.namelist()
    assert [each.translations for each in catalogue.entries] == [("Faire une pause",)]
