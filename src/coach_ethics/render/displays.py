"""One document for each kind of result: what text, Markdown and HTML of it are made from, and what notebooks show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.render.document import Document
from coach_ethics.render.hypertext import html_display

if TYPE_CHECKING:  # whoever shows one result needn't load what makes the others
    from coach_ethics.analysis.compare.comparison import PolicyComparison
    from coach_ethics.analysis.proofs.answers import Proofs
    from coach_ethics.assessment.ahead import Ahead
    from coach_ethics.assessment.compare_case import CaseComparison
    from coach_ethics.assessment.explanation import Explanation
    from coach_ethics.assessment.judge import Judgement
    from coach_ethics.assessment.questions import Question
    from coach_ethics.assessment.what_if import Change
    from coach_ethics.cohorts.study import Study
    from coach_ethics.interview.question import InterviewQuestion
    from coach_ethics.model.policy import Policy


def document_of(result: object) -> Document:
    """A result as a document, from which `text`, `markdown` and `html` are made.

    It may be an assessment, an explanation, a change, a judgement or a question; a policy, a comparison, proofs, a
    case under several policies, a study, or what lies ahead. Raises TypeError for anything else, and ValueError for an
    explanation, a change or a judgement that wasn't made by an assessment, as one that was read from a file.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import document_of, markdown
    >>> result = ce.assess({}, "collusion")
    >>> print(markdown(document_of(result.why("claim_credit"))).splitlines()[0])
    # You must not claim credit
    """
    writer = DOCUMENTS.get(type(result).__name__)
    if writer is None:
        raise TypeError(f"`result` must be a result of this library, not {type(result).__name__}")
    return writer(result)


def display(result: object) -> str | None:
    """A result as HTML for a cell of a notebook; None where there are no words for it, and so its `repr` has to do."""
    try:
        return html_display(document_of(result), foldable=type(result).__name__ in _FOLDED)
    except ValueError:
        return None


_FOLDED = frozenset({"Policy", "PolicyComparison", "Proofs"})
"""Results of which one looks something up: where they fill pages, their parts are opened one by one."""


def _of(shown: Explanation | Judgement | Change) -> Assessment:
    """The assessment that something was asked of. Raises ValueError where there was none."""
    if not isinstance(shown.result, Assessment):
        raise ValueError(f"this {type(shown).__name__} wasn't made by an assessment, so its words aren't known")
    return shown.result


def _assessment(result: Assessment) -> Document:
    from coach_ethics.render.assessment import assessment_document  # see above

    return assessment_document(result)


def _explanation(why: Explanation) -> Document:
    from coach_ethics.render.explanation import explanation_document  # see above

    return explanation_document(why, _of(why))


def _judgement(judgement: Judgement) -> Document:
    from coach_ethics.render.judgement import judgement_document  # see above

    return judgement_document(judgement, _of(judgement))


def _change(change: Change) -> Document:
    from coach_ethics.render.what_if import change_document  # see above

    return change_document(change, _of(change))


def _question(question: Question) -> Document:
    from coach_ethics.render.still_open import open_question_document  # see above

    return open_question_document(question)


def _interview_question(question: InterviewQuestion) -> Document:
    from coach_ethics.render.interview import options_document, question_document  # see above

    return (*question_document(question), *options_document(question))


def _policy(policy: Policy) -> Document:
    from coach_ethics.render.policy import policy_document  # see above

    return policy_document(policy)


def _comparison(found: PolicyComparison) -> Document:
    from coach_ethics.render.comparison import ComparisonStyle, comparison_document  # see above

    return comparison_document(found, ComparisonStyle.PROSE)


def _case_comparison(found: CaseComparison) -> Document:
    from coach_ethics.render.compare_case import case_comparison_document  # see above

    return case_comparison_document(found)


def _proofs(found: Proofs) -> Document:
    from coach_ethics.render.proofs import proofs_document  # see above

    return proofs_document(found)


def _study(study: Study) -> Document:
    from coach_ethics.render.study import study_document  # see above

    return study_document(study)


def _ahead(found: Ahead) -> Document:
    from coach_ethics.render.since import ahead_document  # see above

    return ahead_document(found)


Writer: TypeAlias = Callable[[Any], Document]

DOCUMENTS: Mapping[str, Writer] = MappingProxyType(
    {
        "Ahead": _ahead,
        "Assessment": _assessment,
        "CaseComparison": _case_comparison,
        "Change": _change,
        "Explanation": _explanation,
        "InterviewQuestion": _interview_question,
        "Judgement": _judgement,
        "Policy": _policy,
        "PolicyComparison": _comparison,
        "Proofs": _proofs,
        "Question": _question,
        "Study": _study,
    }
)
"""How results become documents, by the name of their class, of which there is one in all of the library."""
