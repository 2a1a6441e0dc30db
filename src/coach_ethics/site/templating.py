"""The templates, filled. The only module that imports Jinja2."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from coach_ethics.render.document import Heading, Listing, Paragraph, Style, Table, Verbatim
from coach_ethics.render.words import counted, ended, label, lowered
from coach_ethics.site.page import Page, Site
from coach_ethics.version import __version__


def filled(page: Page, site: Site) -> str:
    """A page of a site as HTML. Every value is escaped."""
    template = _environment().get_template(page.template)
    return template.render(**page.values, page=page, site=site, to=page.to, version=__version__)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("coach_ethics.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"ended": ended, "label": label, "lowered": lowered, "counted": counted}
    kinds = {kind.__name__: kind for kind in (Heading, Paragraph, Listing, Table, Verbatim)}
    found.tests |= {name.lower(): lambda value, kind=kind: isinstance(value, kind) for name, kind in kinds.items()}
    found.globals["Style"] = Style
    return found
