"""L004: a source that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.lints.mentions import citations
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    cited = {cite.source for cite in (cite for cite, _ in citations(subject.policy))}
    for source in subject.policy.sources:
        # The clauses of a code stand for the code itself, so a policy with clauses needs no other citation.
        if source.origin == subject.policy.name and source.name not in cited and not subject.policy.clauses:
            yield warning(
                "L004",
                f"source `{source.name}` is declared, but nothing cites it",
                source.span,
                f"cite it, for example `cites: [{source.name} P1]`, or remove it",
            )


LINT = Lint(
    code="L004",
    name="unused-source",
    finds="A source that no norm, concept, objection, scenario, conflict or dialogue step cites.",
    matters="Readers can't see what in the policy comes from it.",
    example="sources: {essay: {title: ...}}, and no `cites` names essay",
    instead="Cite it where it is the reason, or remove it.",
    check=_check,
)
