"""What was proved about a policy, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from coach_ethics.analysis.proofs.answers import (
    Aspect,
    Blockers,
    CoverKind,
    Proof,
    ProofAnswer,
    Proofs,
    Proved,
    Refuted,
    Weight,
)
from coach_ethics.analysis.proofs.witness import scenario_text
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.answers import Undecided
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    Verbatim,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.words import citation_words, counted, ended, listed, value_words

_ASKED = {
    Aspect.CONSISTENT: "no situation leads to a dilemma",
    Aspect.COMPLETE: "what has to be determined is determined",
    Aspect.REACHABLE: "everything can make a difference",
    Aspect.PROPERTIES: "the properties hold",
    Aspect.MONOTONE: "raising a fact never undoes what is claimed to stay",
    Aspect.REDUNDANT: "no norm is redundant",
    Aspect.UNKNOWNS: "nothing is left undetermined that could be determined",
}


def proofs_document(proofs: Proofs) -> Document:
    """Everything that was asked about a policy, problems first."""
    intended = [each for each in proofs.refuted if each.weight is Weight.INTENDED]
    remarks = [each for each in proofs.refuted if each.weight is Weight.REMARK]
    return (
        Heading(f"{proofs.policy} {proofs.version}".strip() + ": what holds in every situation", 1),
        Paragraph(_in_short(proofs)),
        Table(("question", "claims", "proved", "problems", "worth knowing", "undecided"), tuple(_rows(proofs))),
        *_shown("Problems", proofs.findings),
        *_shown("Declared dilemmas", intended),
        *_undecided(proofs.undecided),
        *_remarked(remarks),
    )


def _in_short(proofs: Proofs) -> Line:
    found = len(proofs.findings)
    asked = counted(len(proofs.proofs), "claim")
    if found:
        return (strong(f"{counted(found, 'problem')} found"), plain(f". {asked} checked."))
    if proofs.undecided:
        return (plain(f"No problems found, but {len(proofs.undecided)} of {asked} could not be decided."),)
    return (strong("No problems found"), plain(f". {asked} checked across all possible situations."))


def _rows(proofs: Proofs) -> Iterator[tuple[Line, ...]]:
    for aspect in proofs.aspects:
        own = [each for each in proofs.proofs if each.aspect is aspect]
        counts = (
            len(own),
            sum(isinstance(each.answer, Proved) for each in own),
            sum(each.aspect is aspect for each in proofs.findings),
            sum(each.aspect is aspect and each.weight is not Weight.FINDING for each in proofs.refuted),
            sum(isinstance(each.answer, Undecided) for each in own),
        )
        asked: Line = (strong(aspect.value), plain(f": {_ASKED[aspect]}"))
        yield (asked, *((plain(str(count) if count else ""),) for count in counts))


def _shown(heading: str, proofs: Sequence[Proof]) -> Iterator[DocumentBlock]:
    """Each refuted claim with its place, what blocks it, and its witness as a scenario."""
    if proofs:
        yield Heading(heading)
    for proof in proofs:
        assert isinstance(proof.answer, Refuted)
        yield Paragraph(_what_is_so(proof))
        below = [*_reasons(proof), *_covers(proof.answer.covers)]
        if below:
            yield Listing(tuple(below))
        for witness in (proof.answer.witness, proof.answer.second):
            if witness is not None:
                yield Verbatim(scenario_text(witness))


def _what_is_so(proof: Proof) -> Line:
    place = f"{proof.span.source.name}:{proof.span.line}: " if proof.span else ""
    return (soft(place), *said(proof.instead))


def _reasons(proof: Proof) -> Iterator[Entry]:
    if proof.because:
        yield Entry((plain(f"declared: {ended(proof.because)}"),))
    if proof.cites:
        yield Entry((soft(citation_words(proof.cites)),))


def _covers(covers: Iterable[Blockers]) -> Iterator[Entry]:
    entries = tuple(Entry(_cover(cover)) for cover in covers)
    if entries:
        yield Entry((plain("these can't hold together:" if len(entries) > 1 else "this can't hold:"),), entries)


def _cover(cover: Blockers) -> Line:
    match cover.kind:
        case CoverKind.CONDITION:
            assert cover.condition is not None
            return (name(write_condition(cover.condition)),)
        case CoverKind.OVERRIDING:
            return (name(cover.name), plain(", which overrides it, is not in force"))
        case CoverKind.FORBIDDING:
            who = together(cover.norms)
            several = len(cover.norms) > 1
            so = (
                ", which together forbid it, are not all in force" if several else ", which forbids it, is not in force"
            )
            return (*said(who), plain(so))
        case CoverKind.CONSTRAINT:
            return (plain("constraint: "), name(cover.name))
        case _:
            assert_never(cover.kind)


def _undecided(proofs: Sequence[Proof]) -> Iterator[DocumentBlock]:
    if proofs:
        yield Heading("Undecided")
        yield Listing(tuple(Entry((*said(proof.claim), plain(f": {_reason(proof.answer)}"))) for proof in proofs))


def _reason(answer: ProofAnswer) -> str:
    return answer.reason if isinstance(answer, Undecided) else ""


def _remarked(proofs: Sequence[Proof]) -> Iterator[DocumentBlock]:
    if proofs:
        yield Heading("Worth knowing")
        yield Paragraph((plain("None of this is necessarily wrong; it may be intended."),))
        yield Listing(tuple(Entry(said(proof.instead), tuple(_example(proof))) for proof in proofs))


def _example(proof: Proof) -> Iterator[Entry]:
    assert isinstance(proof.answer, Refuted)
    yield from _covers(proof.answer.covers)
    if proof.answer.witness is not None:
        known = proof.answer.witness.situation.values.items()
        facts = listed([f"{fact} is {value_words(value)}" for fact, value in known])
        yield Entry((plain(f"for example where {facts}" if facts else "even where nothing is known"),))
