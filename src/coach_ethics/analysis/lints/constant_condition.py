"""L009: a condition, or a part of one, that is always true, or always false."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Condition, Named, Not
from coach_ethics.model.walk import children
from coach_ethics.problems import Problem
from coach_ethics.source import Span


def _check(subject: Subject) -> Iterator[Problem]:
    if not subject.possible:
        return
    name = subject.policy.name
    for concept in subject.policy.concepts:
        if concept.origin == name:
            fix = "define when it is true and when it isn't, or remove the concept wherever it is used"
            yield from _constant(f"concept `{concept.name}`", concept.when, concept.span, fix, subject)
            yield from _parts(f"concept `{concept.name}`", concept.when, concept.span, subject)
    for norm in subject.policy.norms:
        if norm.origin == name and norm.when != TRUE:
            what = f"the condition of norm `{norm.name}`"
            yield from _constant(what, norm.when, norm.span, "leave out the condition", subject)
            yield from _parts(what, norm.when, norm.span, subject)

    for notice in subject.policy.notices:
        if notice.origin == name and notice.when != TRUE:
            what = f"the condition of notice `{notice.name}`"
            yield from _constant(what, notice.when, notice.span, "leave out the condition", subject)
            yield from _parts(what, notice.when, notice.span, subject)


def _constant(what: str, condition: Condition, span: Span | None, fix: str, subject: Subject) -> Iterator[Problem]:
    if (value := _value(condition, subject)) is not None:
        help_ = fix if value else "nothing can make it true; check its parts, or remove what rests on it"
        yield warning("L009", f"{what} is always {_word(value)}", condition.span or span, help_)


def _parts(what: str, whole: Condition, span: Span | None, subject: Subject) -> Iterator[Problem]:
    """The largest parts that are always true or always false, of a condition that isn't so as a whole."""
    if _value(whole, subject) is not None:
        return
    for part in children(whole):
        # A concept that is always true is told where it stands, not wherever it is used.
        if isinstance(part, Named) or (isinstance(part, Not) and isinstance(part.operand, Named)):
            continue
        if (value := _value(part, subject)) is None:
            yield from _parts(what, part, span, subject)
        else:
            said = f"in {what}, `{write_condition(part)}` is always {_word(value)}"
            yield warning("L009", said, part.span or whole.span or span, "remove this part, or write what was meant")


def _value(condition: Condition, subject: Subject) -> bool | None:
    """The truth value that the condition has in every situation that is possible, if it has one."""
    for value, wanted in ((False, condition), (True, Not(condition))):
        if not subject.can_hold(wanted):
            return value
    return None


def _word(value: bool) -> str:
    return "true" if value else "false"


LINT = Lint(
    code="L009",
    name="constant-condition",
    finds="A concept, the condition of a norm or notice, or a part of one that is the same in every situation.",
    matters="Always false, it makes the norm or notice dead; always true, it suggests a distinction that isn't there.",
    example="when: commitment.missed_in_a_row < persistent and commitment.missed_in_a_row > 10",
    instead="Write the condition that was meant, or remove it.",
    check=_check,
)
