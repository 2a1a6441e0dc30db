"""A coaching engagement as a coaching tool would hold it, and the situation that it is on one day."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coach_ethics.coaching.confidences import Disclosure
from coach_ethics.coaching.consistency import contradictions
from coach_ethics.coaching.derive import standard_facts
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.facts.standard import flat
from coach_ethics.coaching.records import Records
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems


@frozen(kw_only=True)
class Engagement(Records):
    """What is known of a coaching engagement.

    None means not known, everywhere. What is known to be absent is `Absence.NONE`: a two-party engagement has
    `sponsor=Absence.NONE`. A list that is given is whole: `consents=()` says that nobody has given consent. `ended` is
    the day on which the coaching ended, or will, and `Absence.NONE` where no end is set.

    Dates decide on dues, consents, renegotiations and the end; everything else is how things stand now. `facts` are
    facts that are stated directly, by their dotted names: those that a policy declares, or others that no record fits.
    `places` says where in a file each part was written, by its path.
    """

    def situation(self, disclosure: Disclosure | Absence | None = None, on: date | None = None) -> Situation:
        """The situation on a day (by default today): see `situation_of`."""
        return situation_of(self, disclosure, on or date.today())


def situation_of(engagement: Engagement, disclosure: Disclosure | Absence | None, on: date) -> Situation:
    """What is known of an engagement on a day, as flat facts.

    `disclosure` is the one that is considered, `Absence.NONE` where none is; None takes the only one proposed.
    Raises CaseProblems where the engagement contradicts itself (F301 to F309).
    """
    derived = flat(standard_facts(engagement, on, disclosure))
    problems = contradictions(engagement, derived)
    if problems:
        raise CaseProblems(problems)
    return Situation({**derived, **engagement.facts.values})
