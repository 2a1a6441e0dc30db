"""The templates, filled. The only module that imports Jinja2."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Act, Policy, named
from coach_ethics.model.vocabulary import Boolean, Fact, domain, in_words
from coach_ethics.render.condition_words import CircumstanceWords, EveryOf, OneOf
from coach_ethics.render.document import Heading, Listing, Paragraph, Style, Table, Verbatim
from coach_ethics.render.parameter_words import parameter_words
from coach_ethics.render.words import (
    act_label,
    citation_words,
    concept_label,
    counted,
    ended,
    lowered,
    presuming,
    upper,
    values_words,
)
from coach_ethics.site.anchors import anchor
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
    found.filters |= {
        "act_called": act_label,
        "act_words": _act_words,
        "answers": _answers,
        "cited": citation_words,
        "counted": lambda number, one: counted(number, one),
        "ended": ended,
        "label": in_words,
        "lowered": lowered,
        "sentence": upper,
        "spoken": _spoken,
        "term": concept_label,
        "term_called": _term_called,
        "values": parameter_words,
    }
    kinds = (Heading, Paragraph, Listing, Table, Verbatim, CircumstanceWords, EveryOf, OneOf)
    found.tests |= {kind.__name__.lower(): lambda value, kind=kind: isinstance(value, kind) for kind in kinds}
    found.globals |= {"Style": Style, "anchor": anchor, "presumed": presuming, "written": write_condition}
    return found


def _act_words(act: Act) -> str:
    """What an act means; where its policy doesn't say, what it is called."""
    return act.means or upper(act.label or in_words(act.name))


def _term_called(name: str, policy: Policy) -> str:
    """What a concept is called, by its name."""
    return concept_label(named(policy.concepts)[name])


def _spoken(name: str) -> str:
    """The name of a norm or a notice as words."""
    return upper(in_words(name).replace("-", " "))


def _answers(fact: Fact) -> str:
    return "yes or no" if isinstance(fact.type, Boolean) else values_words(domain(fact.type), fact)
