"""The assessment of a case as somebody else may see it: by what they know themselves."""

from __future__ import annotations

from pathlib import Path

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import Case, assess, engagement_in, situation_in
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.audiences import Audience
from coach_ethics.coaching.policies import policy_named
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Vocabulary
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted


@takes(audience=str)
def view(
    case: Case,
    policy: Policy | str | Path,
    audience: Audience | str,
    *,
    engine: str | None = None,
    on: DayGiven | None = None,
) -> Assessment:
    """What the policy says of the case as `audience` may see it: `coach`, `client`, `sponsor` or `supervisor`.

    It is the assessment of the same case with every fact unknown that they don't know (`known_to`); a policy's own
    facts are the coach's alone, unless it says otherwise. So it can't tell what they don't know, nor that something is
    withheld: two cases that differ only in facts hidden from them give the same view, to the letter. The coach sees
    everything. `engine` and `on` are as for `assess`.

    LAW (noninterference, after J. A. Goguen and J. Meseguer, Security policies and security models, 1982): what a view
    tells depends on the facts that its audience knows, and on nothing else of the case.

    Raises as `assess` does, and CaseProblems (A109) where there is no such audience.

    >>> import coach_ethics as ce
    >>> case = {"confidence.of_sponsor": True, "confidence.of_dismissal": True, "consent.of_sponsor": "refused"}
    >>> ce.assess(case, "essay").statuses["state_limits"].value
    'required'
    >>> ce.view(case, "essay", "client").statuses["state_limits"].value
    'undetermined'
    """
    who, day = audience_named(audience), day_asked(on)
    ready = prepared(dated(policy_named(policy, on=on), day), engine)
    vocabulary = ready.policy.vocabulary
    whole = situation_in(engagement_in(case, vocabulary), ready, on=day)
    return assess(known_by(who, whole, vocabulary), policy, engine=engine, on=on)


def known_by(audience: Audience, situation: Situation, vocabulary: Vocabulary) -> Situation:
    """The situation with every fact unknown that the audience doesn't know."""
    return Situation({fact: value for fact, value in situation.values.items() if knows(audience, vocabulary[fact])})


def knows(audience: Audience, fact: Fact) -> bool:
    """Whether an audience knows a fact. The coach knows all of them."""
    return audience is Audience.COACH or audience in fact.known_to


def audience_named(name: str) -> Audience:
    """The audience of a name. Raises CaseProblems (A109) where there is none."""
    every = [each.value for each in Audience]
    if name not in every:
        help_ = did_you_mean(str(name), every) or f"the audiences are {', '.join(every)}"
        raise CaseProblems([Problem("A109", f"`{quoted(str(name))}` is no audience", help=help_)])
    return Audience(name)
