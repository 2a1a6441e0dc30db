"""The documentation as a site: `make docs` builds these pages, the ones that the tests run, with Sphinx and MyST.

Nothing is written twice for it. The pages that stand under each heading of `README.md` are the navigation, and
`api.md`, a list of the public names, is filled with their docstrings.
"""

import inspect
import re
from functools import partial
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from pygments.lexers.special import OutputLexer

from coach_ethics.version import __version__

project = "coach-ethics"
author = "Seed 03fe0045 maintainers"
release = version = __version__
root_doc = "README"
extensions = ["myst_parser"]
exclude_patterns = ["conf.py"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"coach-ethics {__version__}"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"footer_icons": []}

SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
PAGE = re.compile(r"^- \[[^]]+\]\((?P<page>[\w/-]+)\.md\)", re.MULTILINE)
NAME = re.compile(r"^- `(?P<name>\w+)(?P<signature>\(.*\))?`: .*$", re.MULTILINE)
EXAMPLE = re.compile(r"^>>> .*(?:\n(?!$).*)*", re.MULTILINE)


def setup(app: Any) -> None:
    """Fill the two pages that are lists; what commands print isn't code."""
    app.add_lexer("console", OutputLexer)
    app.connect("source-read", _read)


def _read(app: Any, page: str, source: list[str]) -> None:
    if page == root_doc:
        source[0] = _with_navigation(source[0])
    elif page == "api":
        source[0] = _with_docstrings(source[0])


def _with_navigation(text: str) -> str:
    """The index with a table of contents, which isn't shown in the page, after each list of pages."""
    first, *rest = SECTION.split(text)
    parts = [first]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        pages = "\n".join(PAGE.findall(body))
        parts.append(f"## {title}{body}\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{pages}\n```\n\n")
    return "".join(parts)


def _with_docstrings(text: str) -> str:
    """The list of public names with what `help` says of each."""
    first, *rest = SECTION.split(text)
    parts = [first]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        entry = partial(_entry, import_module(title.strip("`")))
        parts.append(f"## {title}{NAME.sub(entry, body)}")
    return "".join(parts)


def _entry(package: ModuleType, found: re.Match[str]) -> str:
    """A public name: how it is called, its docstring, and what a class offers."""
    named = getattr(package, found["name"])
    told = f"### {found['name']}\n\n"
    if found["signature"]:
        told += f"```python\n{found['name']}{found['signature']}\n```\n\n"
    told += _markdown(named) if callable(named) else found[0]
    if inspect.isclass(named):
        for name, member in vars(named).items():
            if not name.startswith("_") and isinstance(member, (property, FunctionType)) and inspect.getdoc(member):
                told += f"\n\n#### {found['name']}.{name}\n\n{_markdown(member)}"
    return told + "\n"


def _markdown(named: object) -> str:
    """A docstring, which is Markdown but for its examples."""
    return EXAMPLE.sub(lambda example: f"```pycon\n{example[0]}\n```", inspect.getdoc(named) or "")
