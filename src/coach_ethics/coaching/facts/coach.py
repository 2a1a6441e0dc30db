"""Facts of the coach's own part: purpose, temptations, competence, supervision."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import Purpose
from coach_ethics.model.vocabulary import fact


@frozen
class CoachFacts:
    """What the coach finds on looking at himself or herself."""

    purpose: Purpose | None = fact(
        means="what the coach is in truth working for",
        ask="What are you here for?",
        judgement=True,
        changeable=True,
        cost=2,
    )
    tempted_to_withhold: bool | None = fact(
        means="the coach catches the thought that full openness isn't needed, just this once",
        ask="Do you catch yourself thinking that you needn't be fully open, just this once?",
        judgement=True,
    )
    takes_credit: bool | None = fact(
        means="the coach takes the credit for a client's success, if only in private",
        ask="Do you give yourself the credit for your client's success, if only in private?",
        judgement=True,
    )
    shields_client: bool | None = fact(
        means="the coach keeps from the client the consequences of what the client does or leaves undone",
        ask="Are you keeping from your client the consequences of what he or she does or leaves undone?",
        judgement=True,
        changeable=True,
        cost=2,
    )
    within_competence: bool | None = fact(
        means="what the client needs lies within the coach's competence",
        ask="Does what your client needs lie within your competence?",
        judgement=True,
    )
    conflict_of_interest: bool | None = fact(
        means="an interest of the coach's own pulls against the client's",
        ask="Does an interest of your own pull against your client's?",
        judgement=True,
    )
    impaired: bool | None = fact(
        means="personal limits or circumstances impair the coach's work",
        ask="Do personal limits or circumstances impair your work?",
        judgement=True,
    )
    discriminates: bool | None = fact(
        means="the coach treats somebody unfairly on personal grounds, or lets a bias do so",
        ask="Do you treat anybody unfairly on personal grounds, or let a bias do so?",
        judgement=True,
        changeable=True,
        cost=2,
    )
    announces_role: bool | None = fact(
        means="where the coach acts in another capacity than the coach's, the client is told",
        ask="Where you act in another capacity than the coach's, do you say so?",
        changeable=True,
        cost=1,
    )


@frozen
class SupervisionFacts:
    """The coach's own support."""

    regular: bool | None = fact(
        means="the coach works under regular supervision",
        ask="Do you work under regular supervision?",
        changeable=True,
        cost=3,
    )
    consulted: bool | None = fact(
        means="the coach has taken this case to supervision",
        ask="Have you taken this case to supervision?",
        changeable=True,
        lasting=True,
        cost=1,
    )
