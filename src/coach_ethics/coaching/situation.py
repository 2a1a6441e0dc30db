"""The situation that an engagement is in on one day: what policies are about."""

from __future__ import annotations

from coach_ethics.arguments import takes
from coach_ethics.coaching.confidences import Disclosure
from coach_ethics.coaching.consistency import contradictions
from coach_ethics.coaching.derive import chosen, standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.facts.standard import flat
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems


@takes(engagement=Engagement, disclosure=Disclosure | Absence | None, vocabulary=Vocabulary)
def situation_of(
    engagement: Engagement,
    on: DayGiven,
    *,
    disclosure: Disclosure | Absence | None = None,
    vocabulary: Vocabulary = STANDARD,
) -> Situation:
    """What is known of an engagement on a day, as flat facts: a `date`, a `datetime`, or a text such as `2026-01-31`.

    `disclosure` is the one that is considered, `Absence.NONE` where none is; None takes the only one proposed. A
    `vocabulary` (`policy.vocabulary`) has the values that standard facts may be stated to have.

    Raises CaseProblems where the engagement contradicts itself (F301 to F309), or `on` is no day (X409).

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence, situation_of
    >>> situation_of(ce.Engagement(sponsor=Absence.NONE), "2026-04-01")["sponsor.present"]
    False
    """
    considered = chosen(engagement, disclosure)
    derived = flat(standard_facts(engagement, day_of(on), considered))
    problems = contradictions(engagement, derived, considered, vocabulary)
    if problems:
        raise CaseProblems(problems)
    return Situation({**derived, **engagement.facts.values})
