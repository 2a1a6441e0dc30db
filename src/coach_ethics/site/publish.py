"""A site made of policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from itertools import combinations, pairwise

from coach_ethics.analysis.compare.changes import are_versions
from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.model.titles import labels_of
from coach_ethics.site.anchors import slug_of, slugs_of
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.page import Page, Site
from coach_ethics.site.pages import (
    SiteCode,
    changed_page,
    code_pages,
    compared_page,
    comparisons_page,
    index_page,
    themes_page,
)
from coach_ethics.site.templating import filled
from coach_ethics.site.theming import theme_rows
from coach_ethics.translation import gettext, speaking


def site_of(order: SiteOrder) -> Site:
    """The site that was ordered, in the language of its policies.

    Raises PolicyProblems (D301) and, as comparisons do, Problems (Z101).
    """
    with speaking(order.language):
        return _made(order)


def _made(order: SiteOrder) -> Site:
    codes, before = _codes(order)
    changed = {pair: _changed(*pair, order) for pair in _versions(codes, before, order.pairs)}
    rows = theme_rows(order.policies, order.themes) if len(codes) > 1 else ()
    compared = {}
    for one, other in _pairs(codes, order.pairs):
        order.told(f"{one.slug} and {other.slug}")
        found = compare(one.policy, other.policy, shared_only=True)
        places = (codes.index(one), codes.index(other))
        themes = tuple(row for row in (each.of(places) for each in rows) if row.differs)
        compared[one, other] = compared_page(one, other, found, themes)
    title = gettext(order.title)
    pages = [index_page(title, codes), *([themes_page(rows, codes)] if rows else [])]
    if compared or changed:
        pages.append(comparisons_page(tuple(compared.values()), tuple(changed.values())))
    for code in codes:
        order.told(code.slug)
        leading = (page for pair, page in (*changed.items(), *compared.items()) if code in pair)
        pages += code_pages(code, tuple(leading))
    style = files("coach_ethics.site").joinpath("site.css").read_bytes()
    every = (*pages, *compared.values(), *changed.values())
    return Site(title, every, {"site.css": style}, order.language or "en")


def _codes(order: SiteOrder) -> tuple[tuple[SiteCode, ...], tuple[SiteCode, ...]]:
    """The codes and the earlier versions. What a code's page is called doesn't depend on what it is compared with."""
    labels = labels_of((*order.policies, *order.before))
    codes = tuple(map(SiteCode, order.policies, slugs_of(order.policies), labels))
    earlier = zip(order.before, labels[len(codes) :], strict=True)
    return codes, tuple(SiteCode(policy, slug_of(label), label, published=False) for policy, label in earlier)


def _pairs(codes: tuple[SiteCode, ...], asked: Pairs) -> Iterator[tuple[SiteCode, SiteCode]]:
    """The codes to be compared two by two; versions of one have pages of their own."""
    for place, (one, other) in enumerate(combinations(codes, 2)):
        wanted = asked is Pairs.ALL or (asked is Pairs.FIRST and place < len(codes) - 1)
        if wanted and not are_versions(one.policy, other.policy):
            yield one, other


def _versions(
    codes: tuple[SiteCode, ...], before: tuple[SiteCode, ...], asked: Pairs
) -> Iterator[tuple[SiteCode, SiteCode]]:
    """Each code with the version before it, in the order of the days on which they took effect."""
    for code in before:
        yield from ((code, new) for new in codes if are_versions(code.policy, new.policy))
    families: dict[str, list[SiteCode]] = {}
    for code in codes if asked is not Pairs.NONE else ():
        families.setdefault(code.policy.family or code.policy.name, []).append(code)
    for some in families.values():
        yield from pairwise(sorted(some, key=lambda each: each.policy.effective or date.min))


def _changed(old: SiteCode, new: SiteCode, order: SiteOrder) -> Page:
    order.told(f"from {old.slug} to {new.slug}")
    return changed_page(old, new, compare(old.policy, new.policy))


def site_files(site: Site) -> Mapping[str, bytes]:
    """Every file of a site by its path below the site's folder: the same site gives the same bytes."""
    return {**{page.path: filled(page, site).encode() for page in site.pages}, **site.files}
