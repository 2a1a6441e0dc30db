"""L018: a permission or exemption that changes nothing: what it permits is forbidden all the same, what it exempts
from is required."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.assessment.preparation import in_force
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.model.answers import Found, Impossible
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm
from coach_ethics.problems import Problem
from coach_ethics.reasoning.solver import ask


def _check(subject: Subject) -> Iterator[Problem]:
    for norm in subject.policy.norms if subject.possible else ():
        traits = TRAITS[norm.modality]
        if norm.origin == subject.policy.name and (traits.permits or traits.exempts):
            yield from _without_effect(norm, subject)


def _without_effect(norm: Norm, subject: Subject) -> Iterator[Problem]:
    here = Named(in_force(norm.name))
    permits = TRAITS[norm.modality].permits
    lifted = ((Kind.FORBIDDEN, "forbidden"),) if permits else ()
    for act in norm.acts:
        for kind, done in (*lifted, (Kind.REQUIRED, "required")):
            if _always(Named(name_of(kind, act)), here, subject) and isinstance(ask((here,), subject.slices), Found):
                does = "permits" if permits else "exempts from"
                said = f"norm `{norm.name}` {does} `{act}`, which is {done} all the same wherever it does"
                yield warning("L018", said, norm.span, _fix(norm, act, kind, subject))
                return


def _fix(norm: Norm, act: str, kind: Kind, subject: Subject) -> str:
    here = Named(in_force(norm.name))
    for other in subject.policy.norms:
        traits = TRAITS[other.modality]
        speaks = traits.forbids if kind is Kind.FORBIDDEN else traits.asks and not traits.chooses
        if traits.demands and speaks and act in other.acts and _always(Named(in_force(other.name)), here, subject):
            return f"did you forget `overrides: {other.name}`?"
    return "name the norms that it is an exception to under `overrides`, or remove it"


def _always(condition: Condition, where: Condition, subject: Subject) -> bool:
    return isinstance(ask((where, Not(condition)), subject.slices), Impossible)


LINT = Lint(
    code="L018",
    name="exception-without-overrides",
    finds="A `may` norm whose act is forbidden, or required, in every situation in which the norm is in force; or a "
    "`need_not` norm whose act is required.",
    matters="It was meant as an exception, and is none: a permission or exemption by itself lifts no other norm.",
    example="no-gifts: {must_not: accept_gift}, and small-gifts-are-fine: {may: accept_gift, when: gift.size <= small}",
    instead="small-gifts-are-fine: {may: accept_gift, when: gift.size <= small, overrides: no-gifts}",
    check=_check,
)
