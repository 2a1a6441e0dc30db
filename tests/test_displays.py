"""Results show themselves: in a few lines to a program, in a notebook as HTML of the words of every other output."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import attrs
import pytest

import coach_ethics as ce
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.cohorts.sampling import sample
from coach_ethics.cohorts.study import sweep
from coach_ethics.displays import LONGEST
from coach_ethics.interview.question import next_question
from coach_ethics.render.displays import DOCUMENTS, document_of
from coach_ethics.render.plain_text import text

SHORT = 2 * LONGEST
"""No result prints more than this, whatever it holds."""


def _essay() -> Assessment:
    return ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay", on="2026-01-01")


def _study() -> object:
    pytest.importorskip("polars", reason="polars isn't installed")
    return sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]})


def _compared() -> object:
    pytest.importorskip("z3", reason="z3 isn't installed")
    return ce.compare("icf-2020", "icf-2025", acts=["name_client"])


def _proofs() -> object:
    pytest.importorskip("z3", reason="z3 isn't installed")
    return ce.prove("collusion", only=["consistent"])


RESULTS: Mapping[str, Callable[[], object]] = {
    "Ahead": lambda: ce.ahead(ce.load_engagement(Path("examples/essay.yaml")), "essay", "2026-03-01", on="2026-01-01"),
    "Assessment": _essay,
    "CaseComparison": lambda: ce.compare_case({}, ["collusion", "withdrawal"]),
    "Change": lambda: _essay().what_would_allow("renegotiate")[0],
    "Explanation": lambda: _essay().why("renegotiate"),
    "InterviewQuestion": lambda: next_question(ce.begin_interview("collusion")),
    "Judgement": lambda: ce.judge(_essay(), "continue_coaching"),
    "Policy": lambda: ce.load_policy("essay"),
    "PolicyComparison": _compared,
    "Proofs": _proofs,
    "Question": lambda: ce.assess({}, "collusion").questions[0],
    "Study": _study,
}


def test_every_kind_that_has_a_document_is_tried() -> None:
    assert RESULTS.keys() == DOCUMENTS.keys()


@pytest.mark.parametrize("kind", sorted(RESULTS))
def test_a_notebook_shows_what_the_text_says(kind: str) -> None:
    """LAW: the words of the HTML are those of the text, in the same order."""
    result = RESULTS[kind]()
    assert type(result).__name__ == kind
    shown = result._repr_html_()  # type: ignore[attr-defined] # what notebooks ask for, of whatever they are given
    assert shown.startswith('<div class="coach-ethics">')
    told = unescape(re.sub("<style>.*?</style>|<[^>]+>", " ", shown, flags=re.DOTALL))
    plain = text(document_of(result), width=1000)
    assert _letters(told) == _letters(plain)


def _letters(words: str) -> str:
    """Letters alone: marks and numbers of lists, and lines of tables, differ. Numbered entries are numbered by CSS."""
    return "".join(re.findall("[^\\W\\d_]", words))


@pytest.mark.parametrize("kind", sorted(RESULTS))
def test_no_result_prints_pages(kind: str) -> None:
    result = RESULTS[kind]()
    assert len(repr(result)) <= SHORT


def test_what_results_are_made_of_prints_no_pages_either() -> None:
    result = _essay()
    prepared = result.prepared
    found = (prepared, prepared.program, prepared.policy.vocabulary, ce.since(result, result), *prepared.policy.norms)
    for each in (*found, *prepared.policy.scenarios, *result.why("renegotiate").grounds):
        assert len(repr(each)) <= SHORT, type(each)


def test_what_is_small_is_printed_in_full() -> None:
    small = ce.load_policy("policy: p\nacts: {a: {means: A.}}\nnorms:\n  n: {must: a}\n").norms[0]
    assert repr(small).startswith("Norm(name='n', modality=<Modality.OBLIGATION: 'must'>, acts=('a',), if_doing=()")
    assert repr(ce.load_policy("collusion")).startswith("Policy(name='collusion', title=")
    assert ", norms=<" in repr(ce.load_policy("collusion"))


def test_sets_are_printed_in_one_order() -> None:
    """Whatever order a process keeps the members of a set in."""
    (change, *_) = _essay().what_would_allow("renegotiate")
    assert "lifts=(frozenset({'keep-confidence', 'openness-with-both'}),)" in repr(change)


def test_a_hidden_part_stays_hidden() -> None:
    """An engagement doesn't print names of people; no result that holds one does."""
    engagement = ce.load_engagement("title: Acme\nclient: {name: Jane Roe}\n")
    result = ce.assess(engagement, "essay")
    for each in (result, result.prepared, result.why("disclose"), ce.judge(result, "disclose")):
        assert not re.search("Acme|Jane", repr(each))


def test_an_explanation_alone_has_no_words() -> None:
    """As one put together by a program: a notebook then shows its text."""
    alone = attrs.evolve(_essay().why("renegotiate"), result=None)
    assert alone._repr_html_() is None
    with pytest.raises(ValueError, match="this Explanation wasn't made by an assessment"):
        document_of(alone)
    assert alone == _essay().why("renegotiate")


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(TypeError, match="`result` must be a result of this library, not int"):
        document_of(3)


def test_nothing_is_rendered_before_it_is_asked_for() -> None:
    """Whoever assesses loads no renderer: results know it by its name alone."""
    code = (
        "import sys, json, coach_ethics as ce; result = ce.assess({}, 'collusion')\n"
        "before = [each for each in sys.modules if each.startswith('coach_ethics.render')]\n"
        "print(json.dumps([before, 'claim credit' in result.why('claim_credit')._repr_html_()]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[], True]
