"""Codes compared with published judgements: the report in words, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from coach_ethics.model.proportions import Proportion
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
from coach_ethics_studies.validation.figures import ValidationFigures, figures
from coach_ethics_studies.validation.validate import (
    CodeAnswer,
    Held,
    OptionOutcome,
    Validation,
    distinct,
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


@frozen
class Asked:
    """What a user asked to be compared: a file of judgements and policies; by default the shipped ones."""

    judgements: str | None = None
    policies: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that makes the report."""
        given = " ".join((self.judgements or "", *(f"--policy {policy}" for policy in self.policies))).strip()
        return f"coach-ethics validate{f' {given}' if given else ''} --format markdown"


def validation_document(found: Validation, asked: Asked | None = None) -> Document:
    """The whole report on judgements and policies, by default the shipped ones."""
    asked = asked or Asked()
    return (
        Heading("Comparison with published judgements", 1),
        Paragraph(said(_origin(asked))),
        Paragraph((plain(_put(found)),)),
        *_figures(found),
        *_practice(found),
        *_disagreements(found),
        *_open(found),
        *_every_case(found),
        *_left_out(found),
        *_not_put(found),
    )


def _origin(asked: Asked) -> str:
    """Which files the cases and the policies came from."""
    to = (
        f"put to {listed([f'`{policy}`' for policy in asked.policies])}"
        if asked.policies
        else "put to the codes that they cite, or to the nearest ones"
    )
    own = "" if asked.judgements else f", in our own words.{_OURS}"
    return (
        f"Generated with `{asked.command}`. Published vignettes and exam items with a usable conclusion are {to}. The "
        f"cases are encoded in `{asked.judgements or _SHIPPED}`: facts, options as acts done and left undone, and what "
        f"the source says about each{own or '.'}"
    )


def _put(found: Validation) -> str:
    cases = len({each.case.id for each in found.held})
    return (
        f"{cases} of {cases + len(found.not_put)} cases are put to codes; the others are listed at the end with "
        "reasons. An option that the source calls best or acceptable must be permissible; one that it rejects must "
        "not be. A fact is given only where the source states it or implies it. Where a code depends on a fact that "
        "the source leaves out, the answer must be undetermined and name the fact."
    )


def _figures(found: Validation) -> Iterator[DocumentBlock]:
    counted_ = figures(found.held)
    yield Heading("Figures")
    yield from map(_paragraph, _headlines(counted_))
    policies = sorted({each.policy.name for each in found.held})
    yield _agreement_table("policy", found, lambda each: each.policy.name, policies)
    yield _agreement_table("source", found, lambda each: _tier(each.case), list(TIERS.values()))
    yield _paragraph(
        "Judged: the source itself approves of the option or argues against it; an option that is wrong only because "
        "it isn't the key of its item is not judged. Decided: the policy allows it or rules it out. Agreement: the "
        "policy says the same as the source, with Wilson's 95 % interval. All allowed: what a policy without a single "
        "norm would score on the same options. Kappa: agreement beyond chance; 0 for such a policy. Ruled out: of the "
        "rejected options. Key: how often the policy alone tells the key of an item from all its other options."
    )
    yield Heading("Counts", 3)
    yield _paragraph(
        "Each option counts once for each policy. Spoken: a norm in force supports the answer; in the other "
        "agreements the policy just doesn't object to what the source approves of. Open: the answer depends on facts "
        "that the source leaves out, and names them; foreseen: the data said so in advance. Silent: the policy "
        "mentions none of the acts. Unscored: rejected only because it isn't the key."
    )
    yield _table("source", found, lambda each: _tier(each.case), list(TIERS.values()))
    yield _table("policy", found, lambda each: each.policy.name, policies)
    yield _paragraph(_asked_again(found))
    yield _paragraph(_options(found))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((plain(text),))


def _headlines(found: ValidationFigures) -> Iterator[str]:
    """The figures that matter, the ones that are easily had beside the ones that aren't."""
    table = found.table
    yield (
        f"Of the options that a source itself judges, {_counted(found.coverage)} are decided. On these, policy and "
        f"source agree on {_counted(table.agreement)}{_between(table.agreement)}; a policy that allowed "
        f"everything would score {_counted(table.allowing_everything)}. Kappa is {_kappa(table.kappa)}."
    )
    presumed = found.presumed
    yield (
        "Sources seldom say what the law asks, and a policy may presume that it asks nothing. On what policies "
        f"presume, {_counted(found.coverage_presuming)} are decided, and policy and source agree on "
        f"{_counted(presumed.agreement)}{_between(presumed.agreement)}; a policy that allowed everything would score "
        f"{_counted(presumed.allowing_everything)}. Kappa is {_kappa(presumed.kappa)}. Of those that sources reject, "
        f"{_counted(presumed.rejected_ruled_out)} are then ruled out. All other figures are of strict answers."
    )
    yield (
        f"Of the options that sources reject, {_counted(table.rejected_ruled_out)} are ruled out"
        f"{_between(table.rejected_ruled_out)}; of those that they approve of, {_counted(table.approved_allowed)} are "
        f"allowed. Where an option is wrong only because it isn't the key of its item, "
        f"{_counted(found.keyed_ruled_out)} are ruled out, which is no agreement: the item doesn't say that the rest "
        f"would be wrong. A policy alone tells the key from all other options that it speaks of in "
        f"{_counted(found.key_told)}."
    )


def _counted(part: Proportion) -> str:
    return f"{part.hits} of {part.of}{f' ({_percent(part.share)})' if part.share is not None else ''}"


def _between(part: Proportion) -> str:
    low, high = part.interval()
    return f", 95 % interval {_percent(low)} to {_percent(high)}" if part.of else ""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _kappa(kappa: float | None) -> str:
    return "not defined" if kappa is None else f"{kappa:.2f}"


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
    return Table(
        (what, "options", "agree", "spoken", "disagree", "open", "foreseen", "silent", "unscored"),
        tuple(_row(group, held, found) for group, held in _groups(found, of, order)),
    )


def _agreement_table(what: str, found: Validation, of: Callable[[Held], str], order: Sequence[str]) -> Table:
    return Table(
        (what, "judged", "decided", "agreement", "95 % interval", "all allowed", "kappa", "ruled out", "key"),
        tuple(_agreement_row(group, figures(held)) for group, held in _groups(found, of, order)),
    )


def _agreement_row(group: str, found: ValidationFigures) -> tuple[Line, ...]:
    table = found.table
    low, high = table.agreement.interval()
    cells = (
        group,
        str(found.judged),
        str(table.decided),
        _short(table.agreement),
        f"{100 * low:.0f}-{_percent(high)}" if table.decided else "",
        _short(table.allowing_everything),
        "" if table.kappa is None else f"{table.kappa:.2f}",
        _short(table.rejected_ruled_out),
        _short(found.key_told),
    )
    return tuple((plain(cell),) for cell in cells)


def _short(part: Proportion) -> str:
    return f"{part.hits}/{part.of}" if part.of else ""


def _groups(found: Validation, of: Callable[[Held], str], order: Sequence[str]) -> Iterator[tuple[str, list[Held]]]:
    """What was held, by a kind, in an order; all of it last."""
    for group in dict.fromkeys([*order, *map(of, found.held)]):
        if held := [each for each in found.held if of(each) == group]:
            yield group, held
    yield "all", list(found.held)


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


def _asked_again(found: Validation) -> str:
    agreeing = _with(OptionOutcome.AGREES, found)
    decided = [*agreeing, *_with(OptionOutcome.DISAGREES, found)]
    cited = figures(each for each in found.held if not each.case.nearest).table.agreement
    return (
        f"Where the source cites the code itself, {_counted(cited)} agree. Many sources ask the same: the "
        f"{len(agreeing)} agreements are about {distinct(agreeing)} distinct sets of facts, acts and verdict put to a "
        f"policy, the {len(decided)} decided answers about {distinct(decided)}."
    )


def _practice(found: Validation) -> Iterator[DocumentBlock]:
    """The policies that no source cites, counted by themselves."""
    if not found.practice:
        return
    yield Heading("The core policies and the essay")
    yield _paragraph(
        "No source cites the core policies and the essay; they say what this project takes good practice to be. The "
        "cases that speak of their acts are put to them as well, and are counted in none of the figures above."
    )
    alone = evolve(found, held=found.practice)
    yield _agreement_table("policy", alone, lambda each: each.policy.name, sorted({*_named(found.practice)}))
    yield from map(_paragraph, list(_headlines(figures(found.practice)))[:2])


def _all(found: Validation) -> tuple[Held, ...]:
    return (*found.held, *found.practice)


def _named(held: Sequence[Held]) -> Iterator[str]:
    return (each.policy.name for each in held)


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
            for case, held in _by_case(each for each in _all(found) if each.outcome is OptionOutcome.DISAGREES)
        )
    )


def _open(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Where facts are missing")
    yield Listing(
        tuple(
            Entry((name(case.id), plain(f" {case.title}")), tuple(Entry(_answer(each)) for each in held))
            for case, held in _by_case(each for each in _all(found) if each.outcome is OptionOutcome.OPEN)
        )
    )


def _every_case(found: Validation) -> Iterator[DocumentBlock]:
    yield Heading("Every case")
    for case, held in _by_case(_all(found)):
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
