"""L021: something that coaches are asked or told about, and no words for it."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem
from coach_ethics.source import Span


def _check(subject: Subject) -> Iterator[Problem]:
    for what, missing, span in _missing(subject.policy):
        keys = " and ".join(f"`{key}`" for key in missing)
        yield warning("L021", f"{what} has no {keys}", span, f"add {keys}, in words that a coach understands")


def _missing(policy: Policy) -> Iterator[tuple[str, tuple[str, ...], Span | None]]:
    for fact in policy.facts:
        keys = tuple(key for key, words in (("ask", fact.ask), ("means", fact.means)) if not words)
        if fact.origin == policy.name and keys:
            yield f"fact `{fact.name}`", keys, fact.span
    for act in policy.acts:
        if act.origin == policy.name and not act.means:
            yield f"act `{act.name}`", ("means",), act.span


LINT = Lint(
    code="L021",
    name="missing-words",
    finds="A fact of the policy's own without `ask` or `means`, or an act without `means`.",
    matters="Coaches are then asked about, and told, a name with underscores, or a statement with a question mark.",
    example="facts: {gift.offered: {type: bool, ask: Has the client offered you a gift?}}",
    instead="Give both: means: a gift has been offered to the coach",
    check=_check,
)
