"""One word for one thing: the glossary has the project's terms, and no word of its old dialect is left."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

DESIGNED = (
    *("fact", "vocabulary", "situation", "act", "concept", "norm", "applies", "in force", "course", "choice", "status"),
    *("determined", "companion", "presumption", "recommendation", "exemption", "notice", "disclosure", "consent"),
    *("confidence", "recipient", "meaning", "wording", "ground", "variant", "code"),
)
"""The words that the design fixes; *owner* is explained with *confidence*."""


@frozen
class Old:
    """A word that isn't written any more, what stands in its place, and the files where it means something else."""

    pattern: str
    instead: str
    elsewhere: str = "nowhere"


STUDY = r"validation/judgements\.yaml|docs/validation\.md"
"""What published cases conclude, in our words: settling and clashing are plain English there."""

DIALECT = (
    Old(r"(?:gives?|gave|given|without|written|oral|no|'s|of|asks? for) leave\b(?! (?:it|this|out|the))", "consent"),
    Old(r"\bleave (?:in writing|refused|given|to tell)\b", "consent"),
    Old(r"\bmend(?:s|ed|ing)?\b", "fix"),
    Old(r"\bpartings?\b", "divergence"),
    Old(r"\bstances?\b", "position"),
    Old(r"\bhulls?\b", "bounds"),
    Old(r"\bsettle(?:s|d)?\b", "determine, agree, resolve", STUDY),
    Old(r"\bclash(?:es|ed|ing)?\b", "conflict", STUDY),
    Old(r"\bpass(?:es|ed) over\b", "ignore, skip, not mention"),
    Old(r"\b(?:floors?|doors?|house|gates?|stations?)\b", "layer, boundary, conventions, CI, stage"),
    Old(r"\b(?:a|each|every|other|within a|two|one) rooms?\b", "package"),
    Old(r"\bask(?:s|ed|ing)? on\b", "follow-up question"),
    Old(r"\bslips? of the pen\b", "mutant, typing mistake"),
    Old(r"\bsituations? that can be\b", "possible situation"),
)


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """What people read: the sources with their messages, the policies, the documents."""
    folders = {"src": ("*.py", "*.yaml"), "policies": ("*.yaml",), "docs": ("*.md",)}
    paths = [
        path for folder, kinds in folders.items() for kind in kinds for path in sorted((root / folder).rglob(kind))
    ]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in [*paths, root / "README.md"]}


@pytest.fixture(scope="module")
def glossary(root: Path) -> str:
    return (root / "docs" / "glossary.md").read_text("utf-8")


@pytest.fixture(scope="module")
def terms(glossary: str) -> dict[str, tuple[str, str, str]]:
    """The rows of the glossary's tables: the meaning, the code and the source of each term."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in glossary.splitlines() if line.startswith("| ")]
    return {term: (meaning, code, source) for term, meaning, code, source in rows if term not in {"term", "---"}}


def test_no_class_name_stands_twice(sources: dict[Path, ast.Module]) -> None:
    """Whoever reads a class's name knows which class is meant."""
    classes = (node for tree in sources.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, count in Counter(each.name for each in classes).items() if count > 1] == []


@pytest.mark.parametrize("old", DIALECT, ids=[each.pattern for each in DIALECT])
def test_no_word_of_the_old_dialect_is_left(old: Old, texts: dict[str, str]) -> None:
    """A reader from deontic logic, rules engines or coaching meets no word that needs a translator."""
    found = [
        f"{place}:{number}: `{match[0]}`, write {old.instead}"
        for place, text in texts.items()
        if not re.search(old.elsewhere, place)
        for number, line in enumerate(text.splitlines(), start=1)
        for match in re.finditer(old.pattern, line, re.IGNORECASE)
    ]
    assert found == []


def test_every_term_of_the_design_is_explained(terms: dict[str, tuple[str, str, str]]) -> None:
    words = {word.strip() for term in terms for word in term.split(",")}
    assert [word for word in DESIGNED if word not in words] == []
    assert [term for term, (meaning, _, _) in terms.items() if not meaning] == []


def test_what_the_glossary_finds_in_the_code_is_there(
    terms: dict[str, tuple[str, str, str]], sources: dict[Path, ast.Module]
) -> None:
    """A class that is renamed is renamed in the glossary too."""
    named = {name for _, code, _ in terms.values() for name in re.findall(r"`(\w+)`", code)}
    assert sorted(named - {name for tree in sources.values() for name in _defined(tree)}) == []


def test_every_source_that_is_cited_is_listed(glossary: str, terms: dict[str, tuple[str, str, str]]) -> None:
    """An author and a year in the last column stand among the sources at the end; codes of ethics have a page."""
    listed = glossary.partition("## Sources")[2]
    cited = {pair for _, _, source in terms.values() for pair in re.findall(r"([\w-]+) (\d{4})\b", source)}
    assert sorted(f"{who} {year}" for who, year in cited if f"{who}" not in listed or year not in listed) == [
        "ICF 2020",
        "ICF 2025",
    ]


def _defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case _:
                pass
