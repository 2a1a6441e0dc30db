"""What isn't known yet, in words: what depends on which facts, what may be added, and what to find out next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from coach_ethics.assessment.assessment import Assessment, Choice
from coach_ethics.assessment.questions import Question
from coach_ethics.deontics.courses import with_included
from coach_ethics.deontics.demands import demands_of_norm, meets
from coach_ethics.findings import Status
from coach_ethics.model.policy import Norm, named
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, expected, in_words
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import labels, listed, presuming, value_words
from coach_ethics.translation import gettext, ngettext

_ASKED = 5
"""How many questions are listed."""

_NAMED = 4
"""How many facts are named in one sentence."""


def waits_of(choice: Choice, result: Assessment) -> Line:
    """The unknown facts that could still rule a choice out."""
    norms = [norm for norm in choice.may_be_ruled_out_by if not _comes_on_top(norm, choice.course, result)]
    facts = waits_for_norms(norms, result)
    if not facts:
        return ()
    presumed = _presumed(norms, result)
    return filled(
        gettext(" (could still be ruled out, depending on {facts}{presumed})"),
        facts=facts_listed(facts),
        presumed=presumed,
    )


def _presumed(norms: Sequence[str], result: Assessment) -> str:
    """Whether presumptions rule out what these norms could rule out; nothing where they leave that open."""
    found = result.presumed.breaching(norms)
    if found is None:
        return ""
    said = presuming(found.rests_on, result.prepared.policy)
    what = (
        gettext("; presuming that {presumed}, it is not")
        if found.permissible
        else gettext("; presuming that {presumed}, it is")
    )
    return what.format(presumed=said)


def on_top(result: Assessment) -> Iterator[DocumentBlock]:
    """Duties that may be added to every choice without ruling it out."""
    norms = dict.fromkeys(
        norm
        for choice in result.choices
        for norm in choice.may_be_ruled_out_by
        if _comes_on_top(norm, choice.course, result)
    )
    facts = waits_for_norms(norms, result)
    if facts:
        said = (
            gettext("Another duty may still be added, depending on {facts}.")
            if len(norms) == 1
            else gettext("Other duties may still be added, depending on {facts}.")
        )
        yield Paragraph(filled(said, facts=facts_listed(facts)))


def _comes_on_top(norm_: str, course: frozenset[str], result: Assessment) -> bool:
    """Whether what a norm asks for can be done besides the course."""
    policy = result.prepared.policy
    norm: Norm = named(policy.norms)[norm_]
    wider = with_included(course | frozenset(norm.acts), policy)
    return all(meets(wider, demand) for demand in (*result.demands, *demands_of_norm(norm)))


def waits_for_norms(norms: Iterable[str], result: Assessment) -> tuple[str, ...]:
    """The unknown facts on which it depends whether these norms are in force."""
    among = frozenset(norms)
    return tuple(dict.fromkeys(fact for each in result.undetermined if each.norm in among for fact in each.waits_for))


def facts_listed(facts: Sequence[str], most: int = _NAMED) -> Line:
    """Facts in a sentence: the first few by name, then how many others."""
    named_: list[Piece] = [name(fact) for fact in facts[:most]]
    rest = len(facts) - most
    more = ngettext("{number} other fact", "{number} other facts", rest).format(number=rest)
    others = [plain(more)] if rest > 0 else []
    *before, last = [*named_, *others]
    joined = [piece for each in before for piece in (plain(", "), each)][1:]
    return filled(gettext("{first} and {last}"), first=tuple(joined), last=last) if joined else (last,)


def facts_in_brackets(words: str, facts: Sequence[str]) -> Line:
    """An aside that names facts, all but their names in the style of an aside."""
    first, *between, last = filled(words, facts=facts_listed(facts))
    return (soft(first.text), *between, soft(last.text))


def undetermined(result: Assessment) -> Iterator[DocumentBlock]:
    """The acts that are undetermined, on presumptions, too, grouped by the facts on which they depend."""
    waiting: dict[tuple[str, ...], list[str]] = {}
    for act, found in result.findings.items():
        if found.status is Status.UNDETERMINED and act not in result.presumed.acts:
            waiting.setdefault(result.why(act).waits_for, []).append(act)
    if waiting:
        yield Heading(gettext("What is still undetermined"))
        yield Listing(
            tuple(_waiting(acts, facts, result) for facts, acts in sorted(waiting.items(), key=_fewest_facts))
        )
    undecided = [act for act in result.findings if act in result.undecided]
    if undecided:
        said = gettext("For {acts}, there are too many cases to look at: more may be determined than this.")
        yield Paragraph((soft(said.format(acts=labels(undecided, result.prepared.policy))),))


def _fewest_facts(waiting: tuple[tuple[str, ...], list[str]]) -> int:
    facts, _ = waiting
    return len(facts)


def _waiting(acts: list[str], facts: tuple[str, ...], result: Assessment) -> Entry:
    said = ngettext("{acts}: depends on {facts}", "{acts}: depend on {facts}", len(acts))
    return Entry(filled(said, acts=strong(labels(acts, result.prepared.policy)), facts=facts_listed(facts)))


def questions(result: Assessment) -> Iterator[DocumentBlock]:
    """The questions to ask next."""
    asked = result.questions
    if asked:
        yield Heading(gettext("What to find out next"))
        facts = result.prepared.policy.vocabulary
        presumed = {each.name: value_words(each.value, facts[each.name]) for each in result.presumed.presumptions}
        entries = (_question(each, facts[each.fact], presumed.get(each.fact)) for each in asked[:_ASKED])
        yield Listing(tuple(entries), numbered=True)
        if (more := len(asked) - _ASKED) > 0:
            said = ngettext("... and {number} more question.", "... and {number} more questions.", more)
            yield Paragraph((soft(said.format(number=more)),))


def open_question_document(question: Question) -> Document:
    """One question by itself: what is asked, and the acts of which it depends."""
    acts = listed([in_words(act) for act in question.acts])
    bears_on = (Paragraph((soft(f"It bears on {acts}."),)),) if acts else ()
    return (Paragraph(_asked(question, expected(question.type)).line), *bears_on)


def _question(question: Question, fact: Fact, presumed: str | None) -> Entry:
    unless = gettext("; presumed to be {value}").format(value=presumed) if presumed else ""
    return _asked(question, f"{expected_words(fact)}{unless}")


def _asked(question: Question, takes: str) -> Entry:
    return Entry((plain(question.ask or question.means), soft(f" ({question.fact}: {takes})")))


def expected_words(fact: Fact) -> str:
    """What fits a fact, in words; values of an enumeration as files write them, with what they are called."""
    match fact.type:
        case Boolean():
            return gettext("true or false")
        case Integer(minimum, maximum):
            return gettext("a whole number from {least} to {most}").format(least=minimum, most=maximum)
        case Enumeration(values):
            return gettext("one of {values}").format(values=", ".join(f"`{value}`" for value in values))
        case _:
            assert_never(fact.type)
