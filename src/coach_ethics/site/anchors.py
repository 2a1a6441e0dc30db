"""The anchors of a code's page, by which anything in it can be linked to, and the names of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach_ethics.model.policy import Policy
from coach_ethics.model.titles import labels_of


def anchor(kind: str, name: str) -> str:
    """The anchor of a clause, norm, act, term, fact, parameter or notice: `clause-2.1`, `norm-keep-confidence`.

    No two names of one kind have the same.
    """
    return f"{kind}-{re.sub(r'[^A-Za-z0-9._-]', _spelt, name)}"


def _spelt(found: re.Match[str]) -> str:
    return "~" if found[0] == " " else f"~{ord(found[0]):x}~"


def slugs_of(policies: Sequence[Policy]) -> tuple[str, ...]:
    """What the pages of policies are called: their names, and of versions of one what tells them apart."""
    return tuple(map(slug_of, labels_of(policies)))


def slug_of(label: str) -> str:
    """What a page is called whose policy is called so."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", label).strip("-")


def code_path(slug: str) -> str:
    """Where a code's page stands."""
    return f"codes/{slug}.html"


def pictures_path(slug: str) -> str:
    """Where the pictures of a code stand."""
    return f"pictures/{slug}.html"


def compare_path(one: str, other: str) -> str:
    """Where two codes are compared."""
    return f"compare/{one}--{other}.html"


def change_path(old: str, new: str) -> str:
    """Where it stands what changes from one version of a code to another."""
    return f"changes/{old}--{new}.html"
