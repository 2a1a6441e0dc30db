"""L005: an act that no norm mentions."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    spoken_of = {act for norm in policy.norms for act in (*norm.acts, *norm.if_doing)}
    joined = {act for each in policy.acts for act in (*each.excludes, *each.includes)}
    joined |= {each.name for each in policy.acts if each.excludes or each.includes}
    for act in policy.acts:
        if act.origin == policy.name and act.name not in spoken_of | joined:
            yield warning(
                "L005",
                f"act `{act.name}` is declared, but no norm mentions it",
                act.span,
                "write the norm that it is meant for, or remove it",
            )


LINT = Lint(
    code="L005",
    name="unregulated-act",
    finds="An act that appears in no norm and neither excludes nor includes another.",
    matters="Its status can only be `unregulated`: the policy seems to say something about it, but doesn't.",
    example="acts: {refer: {means: Refer the client on}}, and no norm with refer",
    instead="Write a norm for it, even if only a `may`, or remove it.",
    check=_check,
)
