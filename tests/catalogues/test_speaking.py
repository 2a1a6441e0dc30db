"""A coach who is asked in a language is answered in it: interviews, assessments, reasons, changes, judgements."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import assert_never

import attrs
import pytest
from tests.golden import golden
from tests.interview.essay_paths import PATHS

import coach_ethics as ce
from coach_ethics import translation
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.catalogues.texts import retold
from coach_ethics.interview import (
    answer,
    assessment,
    begin_interview,
    follow_ups,
    next_question,
    progress,
    question_about,
    read_answer,
    reply,
    speak,
)
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import (
    Document,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Style,
    Table,
    Verbatim,
    plain,
)
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import (
    closing_document,
    options_document,
    question_document,
    reply_document,
    waiting_document,
)
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.plain_text import text
from coach_ethics.render.reasons import reasons_document, reasons_for
from coach_ethics.render.what_if import changes_document

HERE = Path(__file__).parent / "golden"
CASE = Path("examples/essay.yaml")
LANGUAGES = ("fr", "de")
END_OF_ROAD = max(PATHS.values(), key=len)


@cache
def essay() -> Assessment:
    return ce.assess(ce.load_engagement(CASE), "essay", on="2026-06-01", engine="reference")


def interviewed(policy: Policy) -> Iterator[Document]:
    """The essay's longest dialogue: each question, why one of them is asked, then what follows."""
    state = begin_interview(policy, engine="reference", on="2026-06-01")
    while (question := next_question(state)) is not None and question.fact in END_OF_ROAD:
        yield (*question_document(question, progress(state)), *options_document(question))
        if len(state.answers) == 8:
            yield waiting_document(question, state.prepared.policy)
        state = answer(state, question.fact, END_OF_ROAD[question.fact])
    for each in follow_ups(state):
        yield (Heading(each.question), *reply_document(reply(each, state), assessment(state)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_coach_reads_is_as_it_was(language: str) -> None:
    """The golden texts; `GOLDEN=write` writes them anew, and a speaker of the language reads the difference."""
    result = essay().in_language(language)
    told = {
        "assessment": assessment_document(result),
        "why": explanation_document(result.why("renegotiate"), result),
        "change": changes_document(result.what_would_allow("renegotiate"), "renegotiate", "allow", result),
        "judge": judgement_document(result.judge({"continue_coaching"}), result),
        "interview": tuple(block for each in interviewed(result.prepared.policy) for block in each),
    }
    for name, document in told.items():
        found = text(document)
        assert found == golden(HERE / f"{name}.{language}.txt", found)


class Marking(gettext.NullTranslations):
    """A language in which every message is itself, between marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


def test_no_sentence_of_the_library_is_left_untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """LAW: in a language that marks every message, nothing but names and figures stands outside of marks."""
    monkeypatch.setattr(translation, "catalogue_in", {"xx": Marking()}.get)
    as_written = ce.load_policy("essay")
    marked = retold(as_written, lambda told: f"⟦{told.text}⟧")
    policy = attrs.evolve(marked, language="xx", untranslated=as_written)
    for document in interviewed(policy):
        assert_marked(document)
    assert_marked(closing_document(begin_interview(policy, "name_block", engine="reference")))
    asked = {CASE.read_text("utf-8"): ("renegotiate", "withdraw", "stay_silent"), "{}": ("renegotiate", "claim_credit")}
    for case, acts in asked.items():
        result = ce.assess(ce.load_engagement(case), policy, on="2026-06-01", engine="reference")
        assert_marked(assessment_document(result))
        assert_marked(judgement_document(result.judge({"continue_coaching", "renegotiate"}), result))
        for act in acts:
            assert_marked(explanation_document(result.why(act), result))
        assert_marked(reasons_document(reasons_for(acts[0], result), acts[0], result))
    assert_marked(changes_document(result.what_would_allow("claim_credit"), "claim_credit", "allow", result))


_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_NAMES = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|`[^`]*`")


def assert_marked(document: Document) -> None:
    for line in lines_of(document):
        left = "".join(piece.text for piece in line if piece.style is not Style.NAME)
        for what in (_MARKED, _NAMES):
            while (less := what.sub("", left)) != left:
                left = less
        assert not re.search("[A-Za-z]{2}", left), "".join(piece.text for piece in line)


def lines_of(document: Document) -> Iterator[Line]:
    for block in document:
        match block:
            case Heading(words):
                yield (plain(words),)
            case Paragraph(line):
                yield line
            case Listing(entries):
                yield from _entries(entries)
            case Table(header, rows):
                yield from ((plain(each),) for each in header)
                yield from (cell for row in rows for cell in row)
            case Verbatim():
                pass
            case _:
                assert_never(block)


def _entries(entries: Iterable[Entry]) -> Iterator[Line]:
    for each in entries:
        yield each.line
        yield from _entries(each.below)


@pytest.mark.parametrize(
    ("language", "yes", "no", "not_known", "number"),
    [
        ("fr", "Oui.", "non", "Je ne sais pas", "trois"),
        ("fr-CA", "oui", "Non !", "je l’ignore", "3"),
        ("de", "Ja!", "nein", "Weiß nicht", "drei"),
        ("de", "stimmt", "Nö", "ich weiß es nicht", "3"),
        ("en", "yes", "no", "I don't know", "three"),
    ],
)
def test_answers_are_read_in_the_language_in_which_they_were_asked(
    language: str, yes: str, no: str, not_known: str, number: str
) -> None:
    state = begin_interview("collusion", engine="reference", language=language)
    named = question_about(state, "block.named")
    assert [read_answer(named, each) for each in (yes, no, not_known)] == [True, False, None]
    assert read_answer(question_about(state, "commitment.missed_in_a_row"), number) == 3
    consent = question_about(state, "consent.to_tell_sponsor")
    assert [read_answer(consent, option.words) for option in consent.options] == ["refused", "none", "oral", "written"]
    assert read_answer(consent, "oral") == "oral"


def test_yes_is_no_answer_to_a_question_in_another_language() -> None:
    state = begin_interview("essay", language="fr")
    with pytest.raises(CaseProblems, match="réponses attendues\u00a0: oui ou non"):
        read_answer(question_about(state, "block.named"), "yup")


def test_an_interview_may_change_its_language_midway() -> None:
    """The same questions in the same order, whatever language each of them is asked in, come to the same end."""
    state, asked = begin_interview("collusion", engine="reference"), list[str]()
    while (question := next_question(state := speak(state, ("fr", "de", "en")[len(asked) % 3]))) is not None:
        asked.append(question.language)
        state = answer(state, question.fact, None)
    assert set(asked) == {"fr", "de", "en"}
    plain = begin_interview("collusion", engine="reference")
    while (question := next_question(plain)) is not None:
        plain = answer(plain, question.fact, None)
    assert [each.fact for each in state.answers] == [each.fact for each in plain.answers]
    assert state.policy.digest == plain.policy.digest
    assert assessment(state).statuses == assessment(plain).statuses


def test_a_result_is_told_again_in_another_language_without_being_assessed_again() -> None:
    """It is the same result; and told in English again it is as it was, to the letter."""
    french = essay().in_language("fr")
    assert french.findings == essay().findings
    assert french.prepared.program is essay().prepared.program
    assert meaning_digest(french.prepared.policy) == meaning_digest(essay().prepared.policy)
    back = assessment_document(french, language="en")
    assert back == assessment_document(essay())
    assert explanation_document(french.why("withdraw"), french, language="en") == explanation_document(
        essay().why("withdraw"), essay()
    )


def test_threads_speak_their_own_languages() -> None:
    """What one renders in German doesn't turn what another renders at the same time."""
    documents = {language: assessment_document(essay().in_language(language)) for language in LANGUAGES}
    asked = list(documents) * 2
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda language: assessment_document(essay(), language=language), asked))
    assert found == [documents[language] for language in asked]
