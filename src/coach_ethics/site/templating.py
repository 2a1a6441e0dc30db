"""The templates, filled. The only module that imports Jinja2."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coach_ethics.analysis.compare.changes import ChangeKind
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Act, Norm, Notice, Policy, named, norm_label
from coach_ethics.model.vocabulary import Boolean, Fact, domain, in_words
from coach_ethics.render.condition_words import CircumstanceWords, EveryOf, OneOf
from coach_ethics.render.document import Heading, Listing, Paragraph, Style, Table, Verbatim
from coach_ethics.render.parameter_words import parameter_words
from coach_ethics.render.words import (
    act_label,
    citation_words,
    concept_label,
    ended,
    lowered,
    presuming,
    upper,
    values_words,
)
from coach_ethics.site.anchors import anchor
from coach_ethics.site.page import Page, Site
from coach_ethics.translation import gettext, ngettext, noted, pgettext, speaking
from coach_ethics.version import __version__


def filled(page: Page, site: Site) -> str:
    """A page of a site as HTML. Every value is escaped."""
    template = _environment().get_template(page.template)
    with speaking(site.language):
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
        extensions=["jinja2.ext.i18n"],
    )
    found.policies["ext.i18n.trimmed"] = True
    translating: Any = found  # the extension adds to the environment what its type doesn't have
    translating.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)
    found.filters |= {
        "act_called": act_label,
        "act_words": _act_words,
        "answers": _answers,
        "called": _called,
        "changed": _changed,
        "cited": citation_words,
        "duty": _duty,
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


_CHANGED = {
    ChangeKind.ADDED: noted("added"),
    ChangeKind.REMOVED: noted("removed"),
    ChangeKind.RENAMED: noted("renamed"),
    ChangeKind.CHANGED: noted("changed"),
    ChangeKind.REWORDED: noted("reworded"),
}


def _called(part: Norm | Notice) -> str:
    """What a norm or a notice is called, as a heading."""
    return upper(norm_label(part))


def _changed(kind: ChangeKind) -> str:
    """What became of a part of a policy, as a word."""
    return gettext(_CHANGED[kind])


def _duty(words: str, act: Markup) -> Markup:
    """What must go with an act, or must not: the words stand out, and the other act leads to its place."""
    before, _, after = gettext(words).partition("{acts}")
    strong = Markup("<strong>{}</strong>")
    around = (strong.format(each.strip()) if each.strip() else "" for each in (before, after))
    return Markup(" ").join(filter(None, (next(around), act, next(around))))


def _spoken(name: str) -> str:
    """The name of a norm or a notice as words."""
    return upper(in_words(name).replace("-", " "))


def _answers(fact: Fact) -> str:
    return gettext("yes or no") if isinstance(fact.type, Boolean) else values_words(domain(fact.type), fact)
