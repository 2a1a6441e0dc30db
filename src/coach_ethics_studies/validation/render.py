"""Codes compared with published judgements: the report in words, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    Table,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.positions import clauses_of
from coach_ethics.render.words import counted, ended, label, listed, presuming
from coach_ethics_studies.validation.cases import PublishedCase, Scoring
from coach_ethics_studies.validation.validate import (
    CodeAnswer,
    Held,
    OptionOutcome,
    Validation,
    distinct,
    picks_the_best,
)

TIERS = {
    "A": "vignettes, official",
    "B": "vignettes, practitioners and journalists",
    "C": "vignettes, exam preparation",
    "D": "vignettes, another domain",
    "official": "items, official",
    "practitioner": "items, practitioners",
    "prep_site": "items, preparation sites",
    "bank_llm": "items, public banks",
}
"""The tiers of sources, in words. C, D and the last two carry little weight."""


_SHIPPED = "src/coach_ethics_studies/validation/judgements.yaml"
_OURS = " This reading is ours; other readings give other figures. No rule of a code was made or changed for a case."


def validation_document(found: Validation, file: str | None = None) -> Document:
    """The whole report on the judgements in a file, by default the shipped ones."""
    cases = len({each.case.id for each in found.held})
    return (
        Heading("Comparison with published judgements", 1),
        Paragraph(
            said(
                f"Generated with `coach-ethics validate{f' {file}' if file else ''} --format markdown`. "
                "Published vignettes and exam items with a usable conclusion are put to the codes that they cite, or "
                "to the nearest ones. The cases are encoded "
                f"in `{file or _SHIPPED}`: facts, options as acts done and left undone, and what the source says about "
                f"each{'.' if file else f', in our own words.{_OURS}'}"
            )
        ),
        Paragraph(
            (
                plain(
                    f"{cases} of {cases + len(found.not_put)} cases are put to codes; the others are listed at the end "
                    "with reasons. An option that the source calls best or acceptable must be permissible; one that it "
                    "rejects must not be. A fact is given only where the source states it or implies it. Where a code "
                    "depends on a fact that the source leaves out, the answer must be undetermined and name the fact."
                ),
            )
        ),
        *_figures(found),
        *_disagreements(found),
        *_open(found),
        *_every_case(found),
        *_left_out(found),
        *_not_put(found),
    )


def _figures(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Figures")
    yield Paragraph(
        (
            plain(
                "Each option counts once for each code. Spoken: a norm in force supports the answer; in the other "
                "agreements the code just doesn't object to what the source approves of. Open: the answer depends on "
                "facts that the source leaves out, and names them; foreseen: the data said so in advance. Silent: the "
                "code mentions none of the acts. Unscored: rejected only because it isn't the key, and permissible."
            ),
        )
    )
    yield _table("source", found, lambda each: _tier(each.case), list(TIERS.values()))
    yield _table("code", found, lambda each: each.policy.name, sorted({each.policy.name for each in found.held}))
    agreeing = _with(OptionOutcome.AGREES, found)
    decided = [each for each in found.held if each.outcome in (OptionOutcome.AGREES, OptionOutcome.DISAGREES)]
    cited = [each for each in decided if not each.case.nearest]
    yield Paragraph(
        (
            plain("Of the decided answers, "),
            strong(_rate(decided)),
            plain(f" agree; where the source cites the code itself, {_rate(cited)}. Many sources ask the same: the "),
            plain(
                f"{len(agreeing)} agreements are about {distinct(agreeing)} distinct sets of facts, acts and verdict "
            ),
            plain(f"put to a code, the {len(decided)} decided answers about {distinct(decided)}. "),
            plain(_picked(found)),
        )
    )
    yield Paragraph((plain(_options(found)),))


def _tier(case: PublishedCase) -> str:
    return TIERS.get(case.tier, case.tier)


def _options(found: Validation) -> str:
    """How many of the options that sources list are put to a code at all."""
    put = {(each.case.id, each.option.label) for each in found.held if each.option.label}
    out = [each for case, each in found.left_out if each.label]
    return (
        f"Of the {len(put) + len(out)} options that the items list, {len(put)} are put to a code; the reasons for the "
        f'other {len(out)} are under "Options that are not put".'
    )


def _table(what: str, found: Validation, of: Callable[[Held], str], order: Sequence[str]) -> Table:
    groups = dict.fromkeys([*order, *map(of, found.held)])
    rows = [(group, held) for group in groups if (held := [each for each in found.held if of(each) == group])]
    return Table(
        (what, "options", "agree", "spoken", "disagree", "open", "foreseen", "silent", "unscored"),
        tuple(_row(group, held, found) for group, held in (*rows, ("all", list(found.held)))),
    )


def _row(group: str, held: list[Held], found: Validation) -> tuple[Line, ...]:
    counts = found.outcomes(held)
    spoken = sum(each.spoken for each in held if each.outcome is OptionOutcome.AGREES)
    due = sum(each.asked_rightly for each in held)
    numbers = (
        len(held),
        counts[OptionOutcome.AGREES],
        spoken,
        counts[OptionOutcome.DISAGREES],
        counts[OptionOutcome.OPEN],
        due,
        counts[OptionOutcome.SILENT],
        counts[OptionOutcome.UNSCORED],
    )
    return ((plain(group),), *((plain(str(number)),) for number in numbers))


def _rate(held: Sequence[Held]) -> str:
    agree = sum(each.outcome is OptionOutcome.AGREES for each in held)
    return f"{agree} of {len(held)}"


def _picked(found: Validation) -> str:
    picked = [right for _, _, right in picks_the_best(found.held)]
    return (
        "Of the keyed items with more than one option that a code mentions, the code alone distinguishes the key from "
        f"all others in {sum(picked)} of {len(picked)}."
    )


def _disagreements(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Where they disagree, and why")
    yield Listing(
        tuple(
            Entry(
                (name(case.id), plain(f" {case.title} "), soft(f"({_tier(case)})")),
                (
                    *(Entry(_answer(each)) for each in held),
                    *((Entry(said(ended(case.note))),) if case.note else ()),
                ),
            )
            for case, held in _by_case(each for each in found.held if each.outcome is OptionOutcome.DISAGREES)
        )
    )


def _open(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Where facts are missing")
    yield Listing(
        tuple(
            Entry((name(case.id), plain(f" {case.title}")), tuple(Entry(_answer(each)) for each in held))
            for case, held in _by_case(each for each in found.held if each.outcome is OptionOutcome.OPEN)
        )
    )


def _every_case(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Every case")
    for case, held in _by_case(found.held):
        keyed = "; rejected options are wrong only because they aren't the key" if case.scoring is Scoring.KEYED else ""
        yield Heading(f"{case.id}: {case.title}", 3)
        address = (soft(case.url),) if case.url else ()
        words = f" {_tier(case)}{keyed}{_cites(case)}.{' ' if address else ''}"
        yield Paragraph((plain(ended(case.concludes)), plain(words), *address))
        yield Listing(tuple(Entry(_answer(each)) for each in held))


def _cites(case: PublishedCase) -> str:
    if not case.nearest:
        return ""
    return f"; it cites {case.cites}, but none of these codes by name" if case.cites else "; it cites no code"


def _answer(each: Held) -> Line:
    clauses = clauses_of(each.norms, each.policy)
    behind = f" ({clauses})" if clauses else ""
    return (
        plain(f"{each.option.says}: "),
        soft(f"{each.option.verdict.value}; "),
        plain(f"{each.policy.name} "),
        strong(_WORDS[each.answer]),
        plain(f"{behind}{': ' if each.waits_for else ''}"),
        *_facts(each.waits_for),
        plain(_presumed(each)),
        plain(f", together with {listed([label(act) for act in each.going_with])}" if each.going_with else ""),
        plain(f" - {each.outcome.value}"),
    )


def _presumed(each: Held) -> str:
    if each.presumed is None:
        return ""
    verdict = _WORDS[CodeAnswer.PERMISSIBLE if each.presumed.permissible else CodeAnswer.IMPERMISSIBLE]
    return f"; presuming that {presuming(each.presumed.rests_on, each.policy)}, it {verdict}"


def _facts(facts: Sequence[str]) -> Iterator[Piece]:
    for place, fact in enumerate(facts):
        yield plain("" if place == 0 else " and " if place == len(facts) - 1 else ", ")
        yield name(fact)


_WORDS = {
    CodeAnswer.PERMISSIBLE: "allows it",
    CodeAnswer.IMPERMISSIBLE: "rules it out",
    CodeAnswer.UNDETERMINED: "can't say without knowing more",
    CodeAnswer.SILENT: "is silent",
}


def _left_out(found: Validation) -> Iterator[DocumentBlock]:
    if found.left_out:
        yield Heading("Options that are not put")
        yield Listing(
            tuple(
                Entry(
                    (name(case.id), plain(f" {case.title}")),
                    tuple(Entry((plain(f"{each.says}: "), soft(ended(each.why)))) for _, each in some),
                )
                for case, some in groupby(found.left_out, key=lambda pair: pair[0])
            )
        )


def _not_put(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Not put to any code")
    reasons = sorted(found.not_put, key=lambda case: case.not_put)
    yield Listing(
        tuple(
            Entry(
                (strong(counted(len(cases), "case")), plain(f": {ended(reason)}")),
                tuple(Entry((name(case.id), plain(f" {case.title}"))) for case in cases),
            )
            for reason, some in groupby(reasons, key=lambda case: case.not_put)
            for cases in [list(some)]
        )
    )


def _by_case(held: Iterable[Held]) -> Iterator[tuple[PublishedCase, list[Held]]]:
    for _, some in groupby(held, key=lambda each: each.case.id):
        group = list(some)
        yield group[0].case, group


def _with(outcome: OptionOutcome, found: Validation) -> list[Held]:
    return [each for each in found.held if each.outcome is outcome]
