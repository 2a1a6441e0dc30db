"""What is packed for the browser: all that it needs and nothing else, and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coach_ethics import load_policies, load_policy
from coach_ethics.problems import Problems
from coach_ethics.site.dialogue import library, with_dialogue
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.page import Site
from coach_ethics.site.publish import site_files, site_of

OWN = "policy: our-house\nextends: collusion\nnorms: {r: {must: name_block, because: We do.}}\n"
PUBLISHED = {"collusion": load_policy("collusion"), "our-house": load_policy(OWN)}


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(library(PUBLISHED)))


def test_the_archive_is_the_same_each_time(archive: zipfile.ZipFile) -> None:
    assert library(PUBLISHED) == library(dict(reversed(PUBLISHED.items())))
    assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_archive_holds_what_the_browser_needs(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    assert {"coach_ethics/policies/essay.yaml", "coach_ethics/published/our-house.yaml", "attrs/__init__.py"} <= names
    assert [each for each in names if re.match(r"coach_ethics/(cli|service|testing|assistant)/", each)] == []
    assert [each for each in names if each.endswith((".so", ".pyc"))] == []
    assert any("attrs" in each and each.endswith("LICENSE") for each in names)


def test_the_archive_runs_by_itself(archive: zipfile.ZipFile, tmp_path: Path) -> None:
    """Nothing but the standard library and the archive: a policy of somebody's own is asked, and a case assessed."""
    archive.extractall(tmp_path)
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1])\n"
        "from coach_ethics.site.browser.messages import respond\n"
        "def ask(**message): return json.loads(respond(json.dumps(message)))\n"
        "begun = ask(do='begin', policy='our-house')\n"
        "told = ask(do='result', policy='our-house', state=begun['state'])\n"
        "checked = ask(do='check', policy=ask(do='source', policy='our-house')['text'], case='facts: {}', whole=True)\n"
        "print(json.dumps([told['statuses']['name_block'], checked['usable'], sys.modules['attrs'].__file__]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    status, usable, attrs = json.loads(ran.stdout)
    assert (status, usable) == ("required", True)
    assert attrs.startswith(str(tmp_path))


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """A folder like that of the npm package."""
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "package.json").write_text('{"version": "1.2.3"}')
    (tmp_path / "pyodide-lock.json").write_text('{"info": {"python": "3.14"}, "packages": {"numpy": {}}}')
    return tmp_path


def made(runtime: Path) -> tuple[SiteOrder, Site]:
    order = SiteOrder(load_policies("collusion", "seven-point"), pairs=Pairs.NONE)
    return order, with_dialogue(site_of(order), order, runtime)


def test_a_site_has_a_page_to_ask_each_policy_and_all_files_of_which_it_speaks(runtime: Path) -> None:
    _, site = made(runtime)
    files = site_files(site)
    assert {"ask/collusion.html", "ask/seven-point.html", "playground.html", "service-worker.js"} <= files.keys()
    for listed in json.loads(files["dialogue/files.json"]).values():
        assert len(files[listed["path"]]) == listed["bytes"]
    worker = files["service-worker.js"].decode()
    for constant in ("PAGES", "RUNTIME"):
        found = re.search(rf"^const {constant} = (.*);$", worker, re.MULTILINE)
        assert found
        assert set(json.loads(found[1])) <= files.keys()
    assert json.loads(files["dialogue/pyodide-1.2.3/pyodide-lock.json"])["packages"] == {}
    assert made(runtime)[1].files == site.files


def test_a_policy_without_acts_has_no_page_to_ask_it(runtime: Path) -> None:
    order = SiteOrder(load_policies("safety", "collusion"), pairs=Pairs.NONE)
    site = with_dialogue(site_of(order), order, runtime)
    assert [path for path in site_files(site) if path.startswith("ask/")] == ["ask/collusion.html"]
    assert b"ask/safety" not in b"".join(site_files(site).values())


def test_the_pages_allow_their_own_scripts_and_nothing_else(runtime: Path) -> None:
    _, site = made(runtime)
    page = site_files(site)["ask/collusion.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = dict(each.strip().split(" ", 1) for each in policy[1].split(";"))
    assert allowed["default-src"] == "'none'"
    assert allowed["connect-src"] == "'self'"
    assert allowed["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert "<script>" not in page
    assert " style=" not in page
    assert re.search(r"https?://", page) is None


def test_a_folder_that_is_no_npm_package_is_refused_with_the_fix(tmp_path: Path) -> None:
    order = SiteOrder(load_policies("collusion"), pairs=Pairs.NONE)
    with pytest.raises(Problems) as refused:
        with_dialogue(site_of(order), order, tmp_path)
    (problem,) = refused.value.problems
    assert problem.code == "F107"
    assert "npm pack pyodide" in str(problem.help)


def test_scripts_make_no_markup_of_texts() -> None:
    """What is shown is made of text nodes: no script of the page parses markup, or runs a text."""
    folder = Path("src/coach_ethics/site/browser")
    scripts = {path.name: path.read_text("utf-8") for path in folder.glob("*.js")}
    assert scripts
    for name, code in scripts.items():
        assert (
            re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code) is None
        ), name
        assert re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", code) is None, name
