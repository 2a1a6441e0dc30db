"""Why a question has no answer is told in the language in which it was asked, too, though it is found before."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable

import pytest
from tests.catalogues.test_speaking import Marking, assert_marked, lines_of
from tests.catalogues.test_speaking_codes import ONE, OTHER, marked

import coach_ethics as ce
from coach_ethics import translation
from coach_ethics.analysis import decision_tree
from coach_ethics.assessment import act_diagram, reasons
from coach_ethics.assessment import since as since_module
from coach_ethics.assessment.since import since
from coach_ethics.deontics import courses, trade_offs
from coach_ethics.model import Undecided
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.comparison import undecided_blocks
from coach_ethics.render.document import Document, plain
from coach_ethics.render.interview import problem_words
from coach_ethics.render.reasons import reasons_document, reasons_for
from coach_ethics.render.since import since_document
from coach_ethics.translation import Translatable, speaking, spoken

pytestmark = pytest.mark.usefixtures("marking")

DILEMMA = """
policy: d
acts: {stay: {}, go: {}, say: {}}
norms:
  s: {must: stay, when: block.present}
  g: {must_not: stay, when: block.present}
  c: {must_one_of: [go, say]}
"""


@pytest.fixture
def marking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "catalogue_in", {"xx": Marking()}.get)


def words(document: Document) -> str:
    return " ".join("".join(piece.text for piece in line) for line in lines_of(document))


def test_why_changes_are_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(since_module, "MOST_STEPS", 0)
    one = marked(ONE)
    then, now = {"gift.worth": 60, "block.present": True}, {"gift.worth": 5, "block.present": False}
    told = since_document(since(ce.assess(then, one), ce.assess(now, one)), one)
    assert_marked(told)
    assert "⟦more than 0 steps⟧" in words(told)


def test_why_choices_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "MOST_STEPS", 0)
    monkeypatch.setattr(trade_offs, "MOST_TRADE_OFFS", 0)
    policies = [marked(DILEMMA), marked(DILEMMA.replace("policy: d", "policy: e"))]
    for present, what in {False: "choices", True: "trade-offs"}.items():
        case = {"block.present": present}
        for told in (
            assessment_document(ce.assess(case, policies[0], engine="reference")),
            case_comparison_document(ce.compare_case(case, policies, engine="reference")),
        ):
            assert_marked(told)
            assert f"⟦there are too many {what} to list them all⟧" in words(told)


def test_why_reasons_and_changes_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "MOST_STEPS", 0)
    result = ce.assess({"gift.worth": 71, "block.present": True}, marked(ONE))
    told = reasons_document(reasons_for("accept", result), "accept", result)
    assert_marked(told)
    assert "too many ways to list" in words(told)
    with speaking("xx"):
        said = problem_words(act_diagram.too_many("accept"))
    assert re.sub(r"⟦[^⟦⟧]*⟧", "", said) == "; "


def test_why_an_act_has_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jinja2", reason="Jinja2 isn't installed")
    from coach_ethics.site.pictures import decision_pictures

    monkeypatch.setattr(decision_tree, "MOST_STEPS", 0)
    with speaking("xx"):
        drawn, undrawn = decision_pictures(marked(ONE))
    assert drawn == ()
    assert set(undrawn.values()) == {"⟦more than 0 steps⟧"}


def test_why_policies_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("z3", reason="z3 isn't installed")
    from coach_ethics.engines.symbolic import session

    monkeypatch.setattr(session, "MOST_STEPS", 1)
    found = ce.compare(marked(ONE), marked(OTHER), timeout=1e-9)
    assert found.undecided
    assert_marked(undecided_blocks(found))


@pytest.mark.parametrize("kept", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))], ids=["copy", "pickle"])
def test_a_text_that_can_be_told_later_stays_so_wherever_it_is_kept(kept: Callable[[str], str]) -> None:
    told = Translatable("it takes {spent}", spent=Translatable("more than {steps} steps", steps=2000))
    assert kept(told) == told == "it takes more than 2,000 steps"
    with speaking("xx"):
        assert spoken(kept(told)) == "⟦it takes ⟦more than 2⟦,⟧000 steps⟧⟧"
    assert Undecided(told).reason is told


def test_large_numbers_are_written_as_the_language_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    told = Translatable("more than {steps} steps", steps=2000000)
    found = []
    for language in ("fr", "de", "en"):
        with speaking(language):
            found.append(spoken(told))
    assert found == ["plus de 2\u202f000\u202f000 étapes", "mehr als 2.000.000 Schritte", "more than 2,000,000 steps"]
    assert plain(told).text == "more than 2,000,000 steps"
