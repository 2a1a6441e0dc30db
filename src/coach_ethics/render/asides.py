"""Advice and exemptions in words: told beside the statuses of acts, which they leave as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.decisive import Deciding
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.model.policy import Policy, named
from coach_ethics.reasoning.asides import BESIDE, Aside
from coach_ethics.render.document import DocumentBlock, Entry, Heading, Listing, Paragraph, name, plain, strong
from coach_ethics.render.norms import norm_line, reason_entries
from coach_ethics.render.positions import clauses_of
from coach_ethics.render.still_open import facts_listed
from coach_ethics.render.words import counted, ended, label, meaning

# partial: only these kinds of names are told beside a status
VERBS = {Kind.ADVISED: "should", Kind.ADVISED_AGAINST: "should not", Kind.EXEMPT: "needn't"}
"""The verb of what is told beside a status."""

# partial: see above
WORDS = {
    Kind.ADVISED: "advised",
    Kind.ADVISED_AGAINST: "advised against",
    Kind.EXEMPT: "exempt",
    Kind.ADVISED_WITH: "advised",
    Kind.ADVISED_AGAINST_WITH: "advised against",
}
"""What is told of an act beside its status, as statuses are told."""


def verb_of(asides: Iterable[Aside], policy: Policy) -> str:
    """What is certainly told beside a status, as a verb with its clauses: `should (2.1)`, `needn't`; or nothing."""
    certain = {each.kind: each for each in asides if each.truth}
    told = next((certain[kind] for kind in BESIDE if kind in certain), None)
    if told is None:
        return ""
    clauses = clauses_of(dict.fromkeys(norm for ground in told.grounds for norm in ground), policy)
    return f"{VERBS[told.kind]} ({clauses})" if clauses else VERBS[told.kind]


def asides_told(result: Assessment) -> Iterator[DocumentBlock]:
    """What is told beside statuses, and the tensions in which nothing is advised."""
    every = [(act, each) for act, asides in result.asides.items() for each in asides]
    for kind in BESIDE:
        told = [(act, each) for act, each in every if each.kind is kind and each.truth]
        if told:
            yield Heading(f"What you {VERBS[kind]} do")
            yield Listing(tuple(_told(act, each, result) for act, each in told))
    if open_ := [(act, each) for act, each in every if each.truth is None]:
        yield Heading("What may also be said, once more is known")
        yield Listing(tuple(_open(act, each, result) for act, each in open_[:_MOST_OPEN]))
        if len(open_) > _MOST_OPEN:
            yield Paragraph((plain(f"... and the like of {counted(len(open_) - _MOST_OPEN, 'more act')}."),))
    if result.tensions:
        norms = named(result.prepared.policy.norms)
        yield Heading("Where advice conflicts")
        for tension in result.tensions:
            yield Paragraph((plain(CONFLICTING),))
            yield Listing(tuple(Entry(norm_line(norms[norm])) for norm in sorted(tension)))


CONFLICTING = "These can't all be followed, so those of them that only recommend advise nothing here:"
"""What is said of a tension."""


_MOST_OPEN = 5


def _told(act: str, aside: Aside, result: Assessment) -> Entry:
    said = (strong(ended(meaning(act, result.prepared.policy))), plain(" ("), name(act), plain(")"))
    return Entry(said, reasons_beside(aside, result.prepared.policy))


def reasons_beside(aside: Aside, policy: Policy) -> tuple[Entry, ...]:
    """Why something is told beside a status."""
    norms = named(policy.norms)
    return tuple(reason_entries([norms[norm] for norm in min(aside.grounds, key=len)], aside.kind))


def _open(act: str, aside: Aside, result: Assessment) -> Entry:
    """That it isn't known yet whether something is told, and the facts on which it depends."""
    ready, situation = result.prepared, result.situation
    truths = determined_in(ready, situation).truths
    facts = Deciding(ready.program, situation, truths).facts(name_of(aside.kind, act))
    waits = (plain(", depending on "), *facts_listed(facts)) if facts else ()
    return Entry((plain(f"that you {VERBS[aside.kind]} "), strong(label(act)), *waits))


def could_be_told(kind: Kind, if_doing: str) -> str:
    """That it is still open whether something is told of an act beside its status."""
    return f"{f'If you {if_doing}, it' if if_doing else 'It'} could {'also ' if not if_doing else ''}be {WORDS[kind]}."
