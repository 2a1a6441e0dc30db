"""What holds of every page: it is well formed, leads nowhere that isn't there, and asks nobody for anything."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote

from tests.site.conftest import Published

from coach_ethics.analysis.lints.mentions import facts_mentioned
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Holds, Named
from coach_ethics.site.anchors import anchor, code_path


def test_there_is_every_kind_of_page(published: Published) -> None:
    assert sorted(published.pages) == [
        "changes/our-code-0.1.0--our-code.html",
        "codes/icf-2025.html",
        "codes/our-code.html",
        "codes/seven-point.html",
        "compare/index.html",
        "compare/seven-point--icf-2025.html",
        "compare/seven-point--our-code.html",
        "index.html",
        "pictures/icf-2025.html",
        "pictures/our-code.html",
        "pictures/seven-point.html",
        "themes.html",
    ]


def test_pages_are_well_formed_and_have_one_first_heading(published: Published) -> None:
    for path, page in published.pages.items():
        assert not page.faults, f"{path}: {page.faults}"
        twice = [each for each, number in Counter(page.ids).items() if number > 1]
        assert not twice, f"{path}: ids that stand twice: {twice}"
        assert page.headings.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(page.headings)), f"{path}: {page.headings}"
        attributes = dict(page.names)
        assert attributes["html"]["lang"] == "en", path


def test_every_link_within_the_site_leads_somewhere(published: Published) -> None:
    for path, page in published.pages.items():
        for href, _ in page.links:
            if re.match("https?:", href):
                continue
            target, _, fragment = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert there in published.files, f"{path}: {href}"
            if fragment:
                assert unquote(fragment) in published.pages[there].ids, f"{path}: {href}"


def test_nothing_is_loaded_from_anywhere_else(published: Published) -> None:
    for path, page in published.pages.items():
        assert all(not re.match("[a-z]+:|//", each) for each in page.loaded), f"{path}: {page.loaded}"
        assert {"script", "style", "iframe", "form", "object", "embed"}.isdisjoint(page.tags), path
        assert not any("style" in given for _, given in page.names), f"{path}: the policy below forbids styles in place"
        assert all(rel == "noopener noreferrer external" for href, rel in page.links if re.match("https?:", href))
        (security,) = (given["content"] for _, given in page.names if given.get("http-equiv"))
        assert security.startswith("default-src 'none'; style-src 'self'"), path
    assert b"url(" not in published.files["site.css"]
    assert b"@import" not in published.files["site.css"]


def test_everything_in_a_code_has_an_anchor(published: Published) -> None:
    for policy in published.policies:
        path = code_path(policy.name)
        ids = set(published.pages[path].ids)
        wanted = {
            *(anchor("clause", each.id) for each in policy.clauses),
            *(anchor("norm", each.name) for each in policy.norms),
            *(anchor("act", each.name) for each in policy.acts),
            *(anchor("term", each.name) for each in policy.concepts),
            *(anchor("notice", each.name) for each in policy.notices),
            *(anchor("parameter", each.name) for each in policy.parameters),
            *(anchor("fact", each) for each in facts_mentioned(policy)),
        }
        assert wanted <= ids, sorted(wanted - ids)


def test_no_condition_stands_as_an_expression_unless_it_is_unfolded(published: Published) -> None:
    names = {fact.name for policy in published.policies for fact in policy.vocabulary if "." in fact.name}
    for path, page in published.pages.items():
        text = "\n".join(page.open_text)
        found = [name for name in names if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", text)]
        assert not found, f"{path}: {found}"
        for policy in published.policies:
            for condition in (*(each.when for each in policy.norms), *(each.when for each in policy.concepts)):
                if condition != TRUE and not isinstance(condition, Named | Holds):
                    assert write_condition(condition) not in text, path


def test_anchors_are_told_apart() -> None:
    assert anchor("clause", "2.1") == "clause-2.1"
    names = ["a b", "a~b", "a-b", "a_b", "a/b", "ä", "a", "a "]
    assert len({anchor("clause", each) for each in names}) == len(names)
