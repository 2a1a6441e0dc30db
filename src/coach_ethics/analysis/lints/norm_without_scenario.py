"""L008: a norm that no scenario puts in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.assessment.preparation import in_force
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Norm
from coach_ethics.model.situation import Situation
from coach_ethics.problems import Problem
from coach_ethics.reasoning.determined import determined_truth


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    given = [Situation(dict(scenario.given)) for scenario in policy.scenarios]
    runs = [(where, evaluate(subject.slices.program, where)) for where in given]
    own = [norm for norm in policy.norms if norm.origin == policy.name]
    missed = [norm for norm in own if not any(truths[in_force(norm.name)] for _, truths in runs)]
    missed = [norm for norm in missed if not _determined(norm, runs, subject)]
    if len(missed) > _MOST_TOLD:
        names = ", ".join(f"`{norm.name}`" for norm in missed[:_MOST_NAMED])
        more = f" and {len(missed) - _MOST_NAMED} more" if len(missed) > _MOST_NAMED else ""
        said = f"{len(missed)} of {len(own)} norms are not in force in any scenario: {names}{more}"
        yield warning("L008", said, missed[0].span, "add scenarios; `coach-ethics mutate --append` suggests some")
        return
    for norm in missed:
        said = f"norm `{norm.name}` is not in force in any scenario"
        yield warning("L008", said, norm.span, "add a scenario in which it is in force, and what it leads to")


def _determined(norm: Norm, runs: Sequence[tuple[Situation, Truths]], subject: Subject) -> bool:
    """Whether every completion of a scenario puts a norm in force, though three-valued logic leaves that open."""
    name, rules = in_force(norm.name), frozenset(subject.slices.rules)
    left_open = (where for where, truths in runs if truths[name] is None and subject.possible)
    return any(determined_truth(subject.slices, Named(name), where, rules, subject.budget) for where in left_open)


_MOST_TOLD = 5
"""The most norms that are told one by one; a draft has many."""
_MOST_NAMED = 10


LINT = Lint(
    code="L008",
    name="norm-without-scenario",
    finds="A norm that isn't in force in any of the policy's scenarios.",
    matters="Nobody has said what it should do, so nobody will notice when it stops doing it.",
    example="refer-on applies when not coach.within_competence, and no scenario gives coach.within_competence: false",
    instead="Write the scenario, with a name that is a sentence an expert could dispute.",
    check=_check,
)
