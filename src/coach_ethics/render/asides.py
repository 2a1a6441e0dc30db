"""Advice and exemptions in words: told beside the statuses of acts, which they leave as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.decisive import Deciding
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.model.policy import Policy, named
from coach_ethics.reasoning.asides import BESIDE, Aside
from coach_ethics.render.document import DocumentBlock, Entry, Heading, Listing, Paragraph, filled, name, plain, strong
from coach_ethics.render.norms import norm_line, reason_entries
from coach_ethics.render.positions import clauses_of
from coach_ethics.render.still_open import facts_listed
from coach_ethics.render.words import act_label, ended, meaning
from coach_ethics.translation import gettext, ngettext, noted

# partial: only these kinds of names are told beside a status
VERBS = {Kind.ADVISED: noted("should"), Kind.ADVISED_AGAINST: noted("should not"), Kind.EXEMPT: noted("needn't")}
"""The verb of what is told beside a status."""

# partial: see above
SAID_BESIDE = {
    Kind.ADVISED: noted("You should {act}"),
    Kind.ADVISED_AGAINST: noted("You should not {act}"),
    Kind.EXEMPT: noted("You needn't {act}"),
}
"""The same, as a sentence."""

# partial: see above
_HEADINGS = {
    Kind.ADVISED: noted("What you should do"),
    Kind.ADVISED_AGAINST: noted("What you should not do"),
    Kind.EXEMPT: noted("What you needn't do"),
}

# partial: see above
_OPEN = {
    Kind.ADVISED: (noted("that you should {act}"), noted("that you should {act}, depending on {facts}")),
    Kind.ADVISED_AGAINST: (
        noted("that you should not {act}"),
        noted("that you should not {act}, depending on {facts}"),
    ),
    Kind.EXEMPT: (noted("that you needn't {act}"), noted("that you needn't {act}, depending on {facts}")),
}

# partial: see above
WORDS = {
    Kind.ADVISED: noted("advised"),
    Kind.ADVISED_AGAINST: noted("advised against"),
    Kind.EXEMPT: noted("exempt"),
    Kind.ADVISED_WITH: noted("advised"),
    Kind.ADVISED_AGAINST_WITH: noted("advised against"),
}
"""What is told of an act beside its status, as statuses are told."""


def verb_of(asides: Iterable[Aside], policy: Policy) -> str:
    """What is certainly told beside a status, as a verb with its clauses: `should (2.1)`, `needn't`; or nothing."""
    certain = {each.kind: each for each in asides if each.truth}
    told = next((certain[kind] for kind in BESIDE if kind in certain), None)
    if told is None:
        return ""
    clauses = clauses_of(dict.fromkeys(norm for ground in told.grounds for norm in ground), policy)
    verb = gettext(VERBS[told.kind])
    return f"{verb} ({clauses})" if clauses else verb


def asides_told(result: Assessment) -> Iterator[DocumentBlock]:
    """What is told beside statuses, and the tensions in which nothing is advised."""
    every = [(act, each) for act, asides in result.asides.items() for each in asides]
    for kind in BESIDE:
        told = [(act, each) for act, each in every if each.kind is kind and each.truth]
        if told:
            yield Heading(gettext(_HEADINGS[kind]))
            yield Listing(tuple(_told(act, each, result) for act, each in told))
    if open_ := [(act, each) for act, each in every if each.truth is None]:
        yield Heading(gettext("What may also be said, once more is known"))
        yield Listing(tuple(_open(act, each, result) for act, each in open_[:_MOST_OPEN]))
        if (more := len(open_) - _MOST_OPEN) > 0:
            said = ngettext("... and the like of {number} more act.", "... and the like of {number} more acts.", more)
            yield Paragraph((plain(said.format(number=more)),))
    if result.tensions:
        policy = result.prepared.policy
        norms = named(policy.norms)
        yield Heading(gettext("Where advice conflicts"))
        for tension in result.tensions:
            yield Paragraph((plain(gettext(CONFLICTING)),))
            yield Listing(tuple(Entry(norm_line(norms[norm], policy)) for norm in sorted(tension)))


CONFLICTING = noted("These can't all be followed, so those of them that only recommend advise nothing here:")
"""What is said of a tension."""


_MOST_OPEN = 5


def _told(act: str, aside: Aside, result: Assessment) -> Entry:
    said = (strong(ended(meaning(act, result.prepared.policy))), plain(" ("), name(act), plain(")"))
    return Entry(said, reasons_beside(aside, result.prepared.policy))


def reasons_beside(aside: Aside, policy: Policy) -> tuple[Entry, ...]:
    """Why something is told beside a status."""
    norms = named(policy.norms)
    return tuple(reason_entries([norms[norm] for norm in min(aside.grounds, key=len)], aside.kind, policy))


def _open(act: str, aside: Aside, result: Assessment) -> Entry:
    """That it isn't known yet whether something is told, and the facts on which it depends."""
    ready, situation = result.prepared, result.situation
    truths = determined_in(ready, situation).truths
    facts = Deciding(ready.program, situation, truths).facts(name_of(aside.kind, act))
    alone, depending = _OPEN[aside.kind]
    called = strong(act_label(act, ready.policy))
    if not facts:
        return Entry(filled(gettext(alone), act=called))
    return Entry(filled(gettext(depending), act=called, facts=facts_listed(facts)))


def could_be_told(kind: Kind, if_doing: str) -> str:
    """That it is still open whether something is told of an act beside its status."""
    told = gettext(WORDS[kind])
    if if_doing:
        return gettext("If you {act}, it could be {statuses}.").format(act=if_doing, statuses=told)
    return gettext("It could also be {status}.").format(status=told)
