"""L023: `and` and `or` in one condition, and no parentheses to say which binds more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import And, Condition, Or
from coach_ethics.model.policy import conditions_of
from coach_ethics.model.walk import below
from coach_ethics.problems import Problem, quoted
from coach_ethics.source import Span


def _check(subject: Subject) -> Iterator[Problem]:
    for condition in conditions_of(subject.policy):
        for node in below(condition):
            if isinstance(node, Or) and (bare := next(_bare(node, subject), None)) is not None:
                yield warning(
                    "L023",
                    "`and` and `or` stand side by side, and `and` binds more strongly",
                    node.span,
                    f"put parentheses where you mean them; as it is, it says `({quoted(write_condition(bare))})`",
                )


def _bare(node: Or, subject: Subject) -> Iterator[Condition]:
    """The parts with `and` of an `or`, written in the policy's own file, around which there are no parentheses."""
    own = subject.policy.span
    for operand in node.operands:
        span = operand.span if isinstance(operand, And) else None
        if span is not None and (own is None or own.source == span.source):
            before, text, after = _around(span)
            # What is compared in a chain says `and` without the word.
            if re.search(r"\band\b", text) and not (before.endswith("(") and after.startswith(")")):
                yield operand


def _around(span: Span) -> tuple[str, str, str]:
    """What stands before a place, there, and after it, with no spaces between."""
    lines = span.source.lines
    before = " ".join((*lines[: span.line - 1], lines[span.line - 1][: span.column - 1]))
    after = " ".join((lines[span.end_line - 1][span.end_column - 1 :], *lines[span.end_line :]))
    whole = " ".join(lines)
    return before.rstrip(), whole[len(before) : len(whole) - len(after)], after.lstrip()


LINT = Lint(
    code="L023",
    name="mixed-and-or",
    finds="A condition in which `and` and `or` stand side by side without parentheses.",
    matters="`and` binds more strongly than `or`, as in Python; whoever reads it aloud may hear it the other way.",
    example="when: gift.offered or gift.asked and gift.dear",
    instead="when: gift.offered or (gift.asked and gift.dear)",
    check=_check,
)
