"""How much of each code is encoded, and what the codes say theme by theme, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach_ethics.analysis.coverage.clauses import CodeCoverage, CodesCoverage, ThemeCell
from coach_ethics.analysis.proofs.clauses import TEXT_NOT_VERIFIED, Standing
from coach_ethics.findings import Status
from coach_ethics.model.policy import Clause
from coach_ethics.model.vocabulary import value_text
from coach_ethics.reasoning.asides import BOUND
from coach_ethics.render.asides import verb_of
from coach_ethics.render.companions import if_done, with_it
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.positions import clauses_told, title_with, verb_words
from coach_ethics.render.words import counted, ended, listed
from coach_ethics.translation import gettext, noted

NOT_READ = noted("not read")
"""What stands where a code is silent in the part that was read, and not all of it was read."""


def coverage_document(found: CodesCoverage, *options: str) -> Document:
    """How much of each code is encoded, and what the codes say on themes; `options` are those that asked for it."""
    names = [code.policy.name for code in found.codes]
    command = ["coach-ethics coverage", *names, *options, "--format markdown"]
    return (
        Heading(f"Coverage of {listed(found.labels)}", 1),
        Paragraph(said(f"Generated with `{' '.join(command)}`.")),
        *_clauses(found),
        *(block for code, label in zip(found.codes, found.labels, strict=True) for block in _code(code, label)),
        *_facts(found),
        *_matrix(found),
    )


def _clauses(found: CodesCoverage) -> Iterator[DocumentBlock]:
    yield Heading("Clauses")
    yield Table(
        ("code", "clauses", "encoded", "in part", "excused", "text not verified", "not covered", "norms", "conditions"),
        tuple(map(_row, found.codes, found.labels)),
    )
    yield Paragraph(
        (
            soft(
                "In part: encoded clauses that say what was left out. Excused: left to judgement, or outside the "
                "engagement. Conditions: how many of them the scenarios show both true and false."
            ),
        )
    )


def _row(code: CodeCoverage, called: str) -> tuple[Line, ...]:
    own = [norm for norm in code.policy.norms if norm.origin == code.policy.name]
    numbers = (
        sum(map(len, code.clauses.values())),
        len(code.clauses[Standing.ENCODED]),
        len(code.partly),
        len(code.clauses[Standing.EXCUSED]),
        len(code.clauses[Standing.UNVERIFIED]),
        len(code.clauses[Standing.NOT_COVERED]),
        len(own),
    )
    return (
        (name(called),),
        *((plain(str(number)),) for number in numbers),
        (plain(f"{code.seen} of {code.conditions}"),),
    )


def _code(code: CodeCoverage, called: str) -> Iterator[DocumentBlock]:
    yield Heading(title_with(code.policy, called))
    standing = (Standing.EXCUSED, Standing.UNVERIFIED, Standing.NOT_COVERED)
    entries = [
        Entry(
            (strong(each.value), plain(f": {counted(len(code.clauses[each]), 'clause')}")),
            tuple(
                Entry((name(clause.id), plain(f" {ended(clause.summary)}"), *_reason(clause)))
                for clause in code.clauses[each]
            ),
        )
        for each in standing
        if code.clauses[each]
    ]
    entries += [
        Entry((strong(what), plain(f": {listed(list(norms))}")))
        for what, norms in (
            ("norms without a scenario", code.without_scenario),
            ("norms that no clause names", code.without_clause),
        )
        if norms
    ]
    yield (
        Listing(tuple(entries))
        if entries
        else Paragraph((plain("Every clause is encoded, and every norm has a clause and a scenario."),))
    )


def _reason(clause: Clause) -> Line:
    """Why a clause isn't encoded, beyond what the heading above it says."""
    reason = clause.not_encoded.removeprefix(TEXT_NOT_VERIFIED).lstrip(": ")
    return (soft(f" ({reason})"),) if reason else ()


def _facts(found: CodesCoverage) -> Iterator[DocumentBlock]:
    yield Heading("Facts that none of these codes uses")
    if found.unused_facts:
        count = counted(len(found.unused_facts), "fact")
        yield Paragraph(
            (plain(f"{count} of the standard vocabulary, available to other policies: "), *_names(found.unused_facts))
        )
    else:
        yield Paragraph((plain("Every fact of the standard vocabulary is used."),))


def _names(names: tuple[str, ...]) -> Iterator[Any]:
    for place, each in enumerate(names):
        yield plain(", " if place else "")
        yield name(each)


def _matrix(found: CodesCoverage) -> Iterator[DocumentBlock]:
    if not found.matrix:
        return
    yield Heading("Themes by codes")
    yield Paragraph(
        (
            plain(
                "Each row asks one plain question; the cells show what each code answers, with its clauses. “Silent” "
                "is used only for a code whose whole text was read; for the others, the cell says “not read”. “A "
                "choice” means that this is one of several acts, one of which is called for."
            ),
        )
    )
    if found.own_facts:
        follow = [f"`{own.fact}` follows `{own.shared}`" for own in found.own_facts if own.shared]
        fixed = [f"`{own.fact}` is `{value_text(own.value)}`" for own in found.own_facts if not own.shared]
        yield Paragraph(said(f"Unless a theme says otherwise, {listed([*follow, *fixed])}."))
    whole = [code.whole_text_read for code in found.codes]
    yield Table(
        ("theme", *found.labels),
        tuple(((plain(theme.theme),), *map(_cell, cells, whole)) for theme, cells in found.matrix),
    )


def _cell(cell: ThemeCell, whole: bool) -> Line:
    words = cell_words(cell, whole)
    return (soft(words),) if words in (verb_words(Status.UNREGULATED), gettext(NOT_READ)) else (plain(words),)


def cell_words(cell: ThemeCell, whole: bool) -> str:
    """What a code says on a theme: `may (5)`; `whole` says whether its whole text was read."""
    silent = verb_words(Status.UNREGULATED) if whole else gettext(NOT_READ)
    if cell.finding is None:
        return silent
    clauses, also = clauses_told(cell.norms, cell.policy), with_it(cell.companions, cell.policy)
    advice = "" if cell.finding.status in BOUND else verb_of(cell.asides, cell.policy)
    if cell.finding.status is Status.UNREGULATED:
        words = gettext("a choice ({clauses})").format(clauses=clauses) if clauses else "" if also or advice else silent
    else:
        verb = verb_words(cell.finding.status)
        words = f"{verb} ({clauses})" if clauses else verb
    return "; ".join(filter(None, (words, advice, also and if_done(also))))
