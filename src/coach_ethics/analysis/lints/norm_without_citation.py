"""L007: a norm that cites nothing, in a policy that has sources."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    in_clauses = {norm for clause in policy.clauses for norm in clause.norms}
    for norm in policy.norms:
        if policy.sources and norm.origin == policy.name and not norm.cites and norm.name not in in_clauses:
            yield warning(
                "L007",
                f"norm `{norm.name}` doesn't cite a source",
                norm.span,
                f"cite its source, for example `cites: [{policy.sources[0].name} …]`",
            )


LINT = Lint(
    code="L007",
    name="norm-without-citation",
    finds="A norm without `cites` that no clause names either, in a policy that has sources.",
    matters="Readers can't check it against the text, although it looks as if the source said so.",
    example="sources: {essay: …} and a norm without `cites`",
    instead="Cite the paragraph or clause. For a norm of your own, declare yourself as a source.",
    check=_check,
)
