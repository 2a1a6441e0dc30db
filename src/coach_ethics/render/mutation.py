"""The results of mutation testing, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from attrs import frozen

from coach_ethics.analysis.coverage.conditions import Seen
from coach_ethics.analysis.mutation.mutants import Mutant
from coach_ethics.analysis.mutation.mutate import (
    Equivalent,
    Fate,
    Killed,
    Result,
    Score,
    Survived,
    UndecidedMutant,
    Unsayable,
    score,
)
from coach_ethics.analysis.mutation.suggestions import Suggestion
from coach_ethics.displays import brief
from coach_ethics.language.policies.write import write_condition, write_scenario
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Verbatim,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import counted, listed, value_words


@frozen
class Mutated:
    """What mutation testing found about one policy: the fates of its mutants, and what its scenarios saw.

    `failing` names the scenarios and properties that fail on the policy itself, and so were not used. `suggested` are
    scenarios that would kill those that survived.
    """

    policy: str
    results: tuple[Result, ...]
    seen: tuple[Seen, ...]
    failing: tuple[str, ...] = ()
    suggested: tuple[Suggestion, ...] = ()

    __repr__ = brief


def mutation_document(found: Mutated, *, with_killed: bool = False) -> Document:
    """The score, the mutants that survived, each with a scenario that would kill it, and conditions seen one way only.

    `with_killed` also lists the mutants that were killed.
    """
    return (
        Heading(f"Mutants of {found.policy}", 1),
        Paragraph((plain(_in_short(score(found.results))),)),
        *_failing(found.failing),
        *_survivors(found.suggested),
        *_listed("Equivalent: proved to change no status and no course of action", found.results, Equivalent),
        *_listed("Different in a way that no scenario can express", found.results, Unsayable),
        *_listed("Undecided", found.results, UndecidedMutant),
        *(_listed("Killed", found.results, Killed) if with_killed else ()),
        *_coverage(found.seen),
    )


def _in_short(found: Score) -> str:
    tested = found.killed + found.survived + found.undecided
    besides = [f"proved equivalent: {found.equivalent}"]
    if found.unsayable:
        besides.append(f"different in a way that no scenario can express: {found.unsayable}")
    if found.value is not None:
        score = f"{found.killed} of {counted(tested, 'mutant')} killed: a score of {found.value:.3f}"
        return f"{score}. In addition, {'; '.join(besides)}."
    if found.equivalent or found.unsayable:
        return f"No mutant could be killed by a scenario, so there is no score. {'; '.join(besides).capitalize()}."
    return "There is nothing to mutate in this policy: everything in it is inherited."


def _failing(failing: Sequence[str]) -> Iterator[DocumentBlock]:
    if failing:
        yield Heading("Failing on the policy itself")
        yield Paragraph(
            (plain("These would seem to kill every mutant, so they were not used. Fix them, or the policy, first."),)
        )
        yield Listing(tuple(Entry((plain(each),)) for each in failing))


def _survivors(suggested: Sequence[Suggestion]) -> Iterator[DocumentBlock]:
    if suggested:
        yield Heading("Survived")
        yield Paragraph(
            (
                plain(
                    "Below them stands a scenario that would kill them. Paste it into the policy if it is right; "
                    "`--append` writes them all."
                ),
            )
        )
        for each in suggested:
            yield Listing(tuple(Entry((strong(mutant.says), soft(_place(mutant)))) for mutant in each.kills))
            yield Verbatim(write_scenario(each.scenario))


def _listed(heading: str, results: Sequence[Result], kind: type[Fate]) -> Iterator[DocumentBlock]:
    found = [each for each in results if isinstance(each.fate, kind)]
    if found:
        yield Heading(heading)
        yield Listing(tuple(Entry((plain(each.mutant.says), soft(_said(each.fate)))) for each in found))


def _said(fate: Fate) -> str:
    match fate:
        case Killed(by):
            return f" - {by}"
        case UndecidedMutant(reason):
            return f" - {reason}"
        case Unsayable(says, where):
            facts = listed([f"{fact} is {value_words(value)}" for fact, value in where])
            return f" - {says.replace('`', '')}{f', where {facts}' if facts else ''}"
        case Survived() | Equivalent():
            return ""
        case _:
            assert_never(fate)


def _place(mutant: Mutant) -> str:
    span = mutant.span
    return f" ({span.source.name}:{span.line})" if span else ""


def _coverage(seen: Sequence[Seen]) -> Iterator[DocumentBlock]:
    if seen:
        whole = sum(each.whole for each in seen)
        yield Heading("Condition coverage")
        yield Paragraph(
            (plain(f"The scenarios show {whole} of {counted(len(seen), 'condition')} both true and false."),)
        )
        missed = tuple(each for each in seen if not each.whole)
        if missed:
            yield Listing(
                tuple(Entry((plain(f"{each.part_of}: "), name(_text(each)), plain(_never(each)))) for each in missed)
            )


def _text(seen: Seen) -> str:
    return write_condition(seen.condition)


def _never(seen: Seen) -> str:
    missed = [word for word, was in (("true", seen.true), ("false", seen.false)) if not was]
    return f" was never {' or '.join(missed)}"
