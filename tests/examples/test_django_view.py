"""The Django view of the examples, asked as Django asks it."""

from __future__ import annotations

import json
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

import coach_ethics as ce

pytest.importorskip("django", reason="Django isn't installed")

from django.conf import settings
from django.test import RequestFactory

VIEW = Path(__file__).parents[2] / "examples" / "django_view.py"


@pytest.fixture(scope="module")
def view() -> Any:
    if not settings.configured:
        settings.configure(DEFAULT_CHARSET="utf-8")
    return run_path(str(VIEW))["duties"]


def _post(view: Any, engagement: object) -> tuple[int, Any]:
    asked = RequestFactory().post("/duties", json.dumps(engagement), content_type="application/json")
    answered = view(asked)
    return answered.status_code, json.loads(answered.content)


def test_it_tells_what_the_library_says(view: Any) -> None:
    case = {"sponsor": {}, "block": {"named": False}}
    status, found = _post(view, case)
    assert status == 200
    assert found == json.loads(ce.assessment_json(ce.assess(ce.load_engagement(case), "essay")))


def test_it_tells_which_record_is_wrong(view: Any) -> None:
    status, found = _post(view, {"consents": [{"id": "c-17", "by": "clint"}]})
    assert (status, found["problems"][0]["record"]) == (422, "c-17")
    assert found["problems"][0]["help"] == "did you mean `client`?"
