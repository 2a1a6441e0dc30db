"""Facts about the coach: purpose, temptations, competence, supervision."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import COACH_ALONE, SUPERVISION, WITH_CLIENT
from coach_ethics.coaching.enumerations import Purpose
from coach_ethics.model.vocabulary import fact


@frozen
class CoachFacts:
    """What coaches find on looking at themselves. The record of the coach holds each by the same name."""

    purpose: Purpose | None = fact(
        means="what the coach is really working for",
        ask="What are you here for?",
        said="the coach works for {}",
        known_to=COACH_ALONE,
        judgement=True,
        changeable=True,
        cost=2,
    )
    tempted_to_withhold: bool | None = fact(
        means="the coach is tempted not to be fully open, just this once",
        ask="Do you catch yourself thinking that you needn't be fully open, just this once?",
        said="the coach is tempted to hold something back",
        said_not="the coach isn't tempted to hold anything back",
        known_to=COACH_ALONE,
        judgement=True,
    )
    takes_credit: bool | None = fact(
        means="the coach takes the credit for the client's success, if only privately",
        ask="Do you give yourself the credit for your client's success, if only privately?",
        said="the coach takes the credit",
        said_not="the coach doesn't take the credit",
        known_to=COACH_ALONE,
        judgement=True,
    )
    shields_client: bool | None = fact(
        means="the coach shields the client from the consequences of what the client does or fails to do",
        ask="Are you shielding your client from the consequences of what they do or fail to do?",
        said="the coach shields the client from consequences",
        said_not="the coach doesn't shield the client from consequences",
        known_to=COACH_ALONE,
        judgement=True,
        changeable=True,
        cost=2,
    )
    within_competence: bool | None = fact(
        means="what the client needs is within the coach's competence",
        ask="Is what your client needs within your competence?",
        said="within the coach's competence",
        said_not="beyond the coach's competence",
        known_to=SUPERVISION,
        judgement=True,
    )
    conflict_of_interest: bool | None = fact(
        means="an interest of the coach's own conflicts with the client's",
        ask="Do you have an interest of your own that conflicts with your client's?",
        said="a conflict of interest",
        said_not="no conflict of interest",
        known_to=SUPERVISION,
        judgement=True,
    )
    impaired: bool | None = fact(
        means="personal limits or circumstances impair the coach's work",
        ask="Are personal limits or circumstances impairing your work?",
        said="personal limits impair the coach",
        said_not="no personal limits impair the coach",
        known_to=SUPERVISION,
        judgement=True,
    )
    harassed: bool | None = fact(
        means="somebody in the engagement harasses, insults or threatens the coach",
        ask="Is anybody in the engagement harassing, insulting or threatening you?",
        said="the coach is harassed",
        said_not="nobody harasses the coach",
        known_to=SUPERVISION,
        judgement=True,
    )
    discriminates: bool | None = fact(
        means="the coach treats somebody unfairly on personal grounds, or lets a bias do so",
        ask="Are you treating anybody unfairly on personal grounds, or letting a bias do so?",
        said="the coach treats somebody unfairly",
        said_not="nobody is treated unfairly",
        known_to=COACH_ALONE,
        judgement=True,
        changeable=True,
        cost=2,
    )
    announces_role: bool | None = fact(
        means="when the coach acts in another role than that of coach, the client is told",
        ask="When you act in another role than that of coach, do you say so?",
        said="the client is told of the other role",
        said_not="the client isn't told of the other role",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
    )


@frozen
class SupervisionFacts:
    """The coach's own support. The record of the coach's supervision holds each by the same name."""

    regular: bool | None = fact(
        means="the coach works under regular supervision",
        ask="Do you work under regular supervision?",
        said="regular supervision",
        said_not="no regular supervision",
        known_to=SUPERVISION,
        changeable=True,
        cost=3,
    )
    consulted: bool | None = fact(
        means="the coach has taken this case to supervision",
        ask="Have you taken this case to supervision?",
        said="the case was taken to supervision",
        said_not="the case wasn't taken to supervision",
        known_to=SUPERVISION,
        changeable=True,
        lasting=True,
        cost=1,
        dated=True,
    )
