"""What the policies say of hard cases, in words for a coach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.compare_case import CaseComparison
from coach_ethics.assessment.explanation import Explanation
from coach_ethics.model.vocabulary import in_words
from coach_ethics.reasoning.asides import BOUND
from coach_ethics.render.asides import VERBS, reasons_beside
from coach_ethics.render.assessment import act_entry
from coach_ethics.render.compare_case import said_in_a_line
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Listing,
    Paragraph,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.explanation import opening
from coach_ethics.render.notices import notices_told
from coach_ethics.render.presumed import presumed_entries
from coach_ethics.render.words import act_label, ended, lowered, meaning
from coach_ethics_studies.dilemmas.answer import AnsweredCase

_SHIPPED = "src/coach_ethics_studies/dilemmas/dilemmas.yaml"


def dilemmas_document(cases: Sequence[AnsweredCase], file: Path | None = None) -> Document:
    """Every case, with what is said first, what the policy says of the acts in question, and what the codes say."""
    return (
        Heading("Dilemmas", 1),
        Paragraph(
            said(
                f"Generated with `coach-ethics dilemmas{f' {file}' if file else ''} --format markdown` from "
                f"`{file or _SHIPPED}`. Cases as coaches bring them to supervision: what comes first, what may, must "
                "and must not be done about it and why, and what the codes say. It supports your own judgement and "
                "your supervision, and replaces neither."
            )
        ),
        *(block for case in cases for block in _case(case)),
    )


def _case(answered: AnsweredCase) -> Iterator[DocumentBlock]:
    case, result = answered.case, answered.result
    yield Heading(case.title)
    yield Paragraph((plain(ended(case.told)),))
    yield from notices_told(result.notices_shown, result.prepared.policy)
    title = (strong(result.policy.title), soft(f" ({result.policy.name})"))
    yield Paragraph((plain("What is said of it by: "), *title))
    yield Listing(tuple(_answer(act, result) for act in case.about))
    if answered.codes is not None:
        yield Paragraph((plain("What codes say of it:"),))
        yield Listing(tuple(_of_codes(case.about, answered.codes)))


def _answer(act: str, result: Assessment) -> Entry:
    """What is said of an act, and the reasons: those of the advice first, where that is what is said."""
    why, policy = result.why(act), result.prepared.policy
    told = [each for each in result.asides.get(act, ()) if each.truth and each.kind in VERBS]
    first, beside = (told[:0], told) if why.finding.status in BOUND else (told[:1], told[1:])
    return Entry(
        (strong(f"{_verb(why, result)}: "), plain(ended(lowered(meaning(act, policy))))),
        (
            *(entry for each in first for entry in reasons_beside(each, policy)),
            *act_entry(why, result).below,
            *(Entry((plain(f"You {VERBS[each.kind]}."),), reasons_beside(each, policy)) for each in beside),
            *presumed_entries(act, result),
        ),
    )


def _verb(why: Explanation, result: Assessment) -> str:
    """The sentence with which an explanation opens, without the name of the act."""
    return " ".join(opening(why, result).replace(act_label(why.act, result.prepared.policy), "").split())


def _of_codes(about: Sequence[str], found: CaseComparison) -> Iterator[Entry]:
    policies = [result.prepared.policy for result in found.results]
    rows = {row.act: row for row in found.rows}
    for act in about:
        words = said_in_a_line(rows[act], policies) if act in rows else "none of them says anything about it"
        yield Entry((strong(in_words(act)), plain(f": {words}.")))
