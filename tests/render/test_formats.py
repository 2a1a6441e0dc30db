"""Formats of JSON documents: one registry, and a document of each kind says which it is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import coach_ethics
import coach_ethics_studies
from coach_ethics.assessment.assess import assess
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import as_data
from coach_ethics.render import json as verbs
from coach_ethics.render.json import changes_data, explanation_data
from coach_ethics.render.result_forms import RESULTS

SOURCES = sorted(Path(coach_ethics.__file__).parent.rglob("*.py"))
STUDIES = sorted(Path(coach_ethics_studies.__file__).parent.rglob("*.py"))
RESULT = assess({"coach.takes_credit": True}, "collusion", engine="reference")


@cache
def _classes() -> dict[str, set[str]]:
    """The names of the attributes, properties and methods of every class of the library, by the class's name."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
                methods = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
                bases = [each.id for each in node.bases if isinstance(each, ast.Name)]
                found[node.name] = {*(each.id for each in fields if isinstance(each, ast.Name)), *methods, *bases}
    return {name: names.union(*(found.get(base, set()) for base in names)) for name, names in found.items()}


@pytest.mark.parametrize("format_", JsonFormat)
def test_every_format_is_written_by_something(format_: JsonFormat) -> None:
    """And has a name and a version."""
    name, version = format_.value.removeprefix("coach-ethics ").split()
    assert format_.value == f"coach-ethics {name} {version}"
    assert format_.name == name.replace("-", "_").upper()
    assert version.isdecimal()
    used = [path for path in (*SOURCES, *STUDIES) if f"JsonFormat.{format_.name}" in path.read_text("utf-8")]
    assert used != []


def test_every_result_has_data_and_text() -> None:
    """For each verb that gives JSON text there is one that gives plain data, and the other way round."""
    data = {name.removesuffix("_data") for name in vars(verbs) if name.endswith("_data") and name != "as_data"}
    text = {name.removesuffix("_json") for name in vars(verbs) if name.endswith("_json")}
    assert data == text


@pytest.mark.parametrize("name", RESULTS)
def test_forms_speak_of_what_is_there(name: str) -> None:
    """Every form is that of a class, and names attributes or properties of it, or what it computes."""
    form: Any = RESULTS[name]
    classes = _classes()
    assert name in classes
    if attrs.has(type(form)):
        named = {*form.keys, *form.also, *form.without, *form.flat, *form.pairs}
        assert named - classes[name] - set(form.computed) == set()


def test_a_document_says_what_it_is_and_its_parts_do_not() -> None:
    whole = changes_data(RESULT.what_would_allow("claim_credit"))
    assert next(iter(whole)) == "format"
    assert whole["format"] == JsonFormat.CHANGES
    assert explanation_data(RESULT.why("claim_credit"))["format"] == JsonFormat.EXPLANATION
    assert "format" not in as_data(RESULT, RESULTS)
