"""A site of shipped policies, a starter policy and a new version of it, made once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import frozen
from tests.site.pages import ParsedPage, parsed

from coach_ethics.analysis.coverage.themes import shipped_themes
from coach_ethics.cli.new import starter
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.policy import Policy
from coach_ethics.site.order import Pairs, SiteOrder
from coach_ethics.site.publish import site_files, site_of
from coach_ethics.site.writing import publish

NEW = (
    ("version: 0.1.0", "version: 0.2.0\neffective: 2027-01-01"),
    ("default: 12", "default: 9"),
    ("because: Nobody can see all of their own work.", "because: Nobody sees all of their own work."),
    ("must_not: accept_gift", "should_not: accept_gift"),
    ("months without supervision are too long", "months without supervision are too many"),
)
"""What the new version of the starter says otherwise."""


def starters() -> tuple[str, str]:
    """A policy from `coach-ethics new`, and a new version of it."""
    old = starter("our-code")
    new = old
    for before, now in NEW:
        assert before in new
        new = new.replace(before, now)
    return old, new


@frozen
class Published:
    """A site as it was written: its policies, its pages as parsed, and its files."""

    policies: tuple[Policy, ...]
    pages: Mapping[str, ParsedPage]
    files: Mapping[str, bytes]
    folder: Path


def ordered() -> SiteOrder:
    """The order of the site: code, essay, starter; the first is compared with the others."""
    old, new = starters()
    policies = (load_policy("seven-point"), load_policy(new), load_policy("icf-2025"))
    return SiteOrder(policies, before=(load_policy(old),), pairs=Pairs.FIRST, themes=shipped_themes())


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site."""
    order, folder = ordered(), tmp_path_factory.mktemp("site")
    site = site_of(order)
    written = [path.relative_to(folder).as_posix() for path in publish(site, folder).written]
    assert sorted(written) == sorted(site_files(site))
    files = {path: (folder / path).read_bytes() for path in written}
    pages = {path: parsed(content.decode()) for path, content in files.items() if path.endswith(".html")}
    return Published(order.policies, pages, files, folder)
