"""What came of a comparison of policies, in a sentence."""

from __future__ import annotations

from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.analysis.proofs.answers import Refuted
from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.render.document import Line, filled, strong
from coach_ethics.translation import gettext, ngettext, noted, speaking


def comparison_in_short(found: PolicyComparison) -> Line:
    """What came of a comparison, in a sentence."""
    with speaking(found.language):
        if acts := len({each.act for each in found.divergences}):
            return _differing(acts, shared_only=found.shared_only)
        outcome = _outcome(found)
        if outcome is None:
            open_ = strong(gettext("not everything was decided"))
            return filled(gettext("No divergence was found, but {not_decided}."), not_decided=open_)
        of_all, of_shared, what = outcome
        return filled(gettext(of_shared if found.shared_only else of_all), what=strong(gettext(what)))


def _differing(acts: int, *, shared_only: bool) -> Line:
    if shared_only:
        opening = gettext("Of the acts that more than one of them mentions, they differ over {number}.")
        return filled(opening, number=strong(str(acts)))
    said_of = ngettext("They differ over {acts}.", "They differ over {acts}.", acts)
    return filled(said_of, acts=strong(ngettext("{number} act", "{number} acts", acts).format(number=acts)))


def _outcome(found: PolicyComparison) -> tuple[str, str, str] | None:
    """What is said of all acts that were compared, or of all shared ones, where no status differs; and of what."""
    if found.agree:
        return _AGREE
    if found.demand_alike:
        return _NOT_ADVICE
    if found.companions:
        return _NOT_COMPANIONS
    return _NOT_COURSES if courses_apart(found) else None


_AGREE = (
    noted(
        "{what}: every act that was compared has the same status and the same companions in every possible situation, "
        "and the same courses are allowed."
    ),
    noted(
        "{what}: every act that more than one of them mentions has the same status and the same companions in every "
        "possible situation, and the same courses are allowed."
    ),
    noted("They agree"),
)
_NOT_ADVICE = (
    noted("Every act that was compared asks the same of a coach in every possible situation, but they {what}."),
    noted(
        "Every act that more than one of them mentions asks the same of a coach in every possible situation, but "
        "they {what}."
    ),
    noted("don't advise the same"),
)
_NOT_COMPANIONS = (
    noted("Every act that was compared has the same status everywhere, but they {what}."),
    noted("Every act that more than one of them mentions has the same status everywhere, but they {what}."),
    noted("don't ask for the same to go with it"),
)
_NOT_COURSES = (*_NOT_COMPANIONS[:2], noted("don't allow the same courses"))


def courses_apart(found: PolicyComparison) -> list[Witness]:
    """A course for each two policies of which only one allows it, where nothing else tells them apart."""
    return [
        each.answer.witness
        for each in found.courses
        if isinstance(each.answer, Refuted) and each.answer.witness is not None
    ]
