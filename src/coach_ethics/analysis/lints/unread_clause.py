"""L015: clauses that are not encoded because nobody has read them."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject
from coach_ethics.analysis.proofs.clauses import TEXT_NOT_VERIFIED, Standing, standings
from coach_ethics.problems import Problem, Severity

_MOST_NAMED = 20


def _check(subject: Subject) -> Iterator[Problem]:
    clauses = standings(subject.policy)
    if unread := clauses[Standing.UNVERIFIED]:
        total = sum(map(len, clauses.values()))
        names = ", ".join(f"`{clause.id}`" for clause in unread[:_MOST_NAMED])
        more = f" and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
        await_their = "awaits verification of its" if len(unread) == 1 else "await verification of their"
        yield Problem(
            "L015",
            f"{len(unread)} of {total} clauses {await_their} text: {names}{more}",
            unread[0].span,
            "whoever has the text can encode them, or state another reason why they aren't encoded",
            Severity.NOTE,
        )


LINT = Lint(
    code="L015",
    name="unread-clause",
    finds=f"Clauses whose `not_encoded` starts with `{TEXT_NOT_VERIFIED}`. This is only a note: nothing is wrong.",
    matters="Where the policy is silent, one of them may apply; the note shows what remains to be encoded.",
    example=f'clauses: {{"2.6": {{summary: A standard that was not read., not_encoded: {TEXT_NOT_VERIFIED}}}}}',
    instead="Read the text, encode it, and cite it; or keep the note until someone can.",
    check=_check,
)
