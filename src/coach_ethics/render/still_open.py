"""What isn't known yet, in words: what depends on which facts, what may be added, and what to find out next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coach_ethics.assessment.assessment import Assessment, Choice
from coach_ethics.assessment.questions import Question
from coach_ethics.deontics.courses import with_included
from coach_ethics.deontics.demands import demands_of_norm, meets
from coach_ethics.findings import Status
from coach_ethics.model.policy import Norm, named
from coach_ethics.model.vocabulary import expected
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import counted, label, listed, presuming, value_words

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
    return (
        plain(" (could still be ruled out, depending on "),
        *facts_listed(facts),
        plain(f"{_presumed(norms, result)})"),
    )


def _presumed(norms: Sequence[str], result: Assessment) -> str:
    """Whether presumptions rule out what these norms could rule out; nothing where they leave that open."""
    found = result.presumed.breaching(norms)
    if found is None:
        return ""
    said = presuming(found.rests_on, result.prepared.policy)
    return f"; presuming that {said}, it is{' not' if found.permissible else ''}"


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
        duties = "Another duty may" if len(norms) == 1 else "Other duties may"
        yield Paragraph((plain(f"{duties} still be added, depending on "), *facts_listed(facts), plain(".")))


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
    others = [plain(counted(len(facts) - most, "other fact"))] if len(facts) > most else []
    *before, last = [*named_, *others]
    joined = [piece for each in before for piece in (plain(", "), each)][1:]
    return (*joined, plain(" and "), last) if joined else (last,)


def undetermined(result: Assessment) -> Iterator[DocumentBlock]:
    """The acts that are undetermined, on presumptions, too, grouped by the facts on which they depend."""
    waiting: dict[tuple[str, ...], list[str]] = {}
    for act, found in result.findings.items():
        if found.status is Status.UNDETERMINED and act not in result.presumed.acts:
            waiting.setdefault(result.why(act).waits_for, []).append(act)
    if waiting:
        yield Heading("What is still undetermined")
        yield Listing(tuple(_waiting(acts, facts) for facts, acts in sorted(waiting.items(), key=_fewest_facts)))
    undecided = [act for act in result.findings if act in result.undecided]
    if undecided:
        acts = listed([label(act) for act in undecided])
        yield Paragraph((soft(f"For {acts}, there are too many cases to look at: more may be determined than this."),))


def _fewest_facts(waiting: tuple[tuple[str, ...], list[str]]) -> int:
    facts, _ = waiting
    return len(facts)


def _waiting(acts: list[str], facts: tuple[str, ...]) -> Entry:
    verb = "depends on" if len(acts) == 1 else "depend on"
    return Entry((strong(listed([label(act) for act in acts])), plain(f": {verb} "), *facts_listed(facts)))


def questions(result: Assessment) -> Iterator[DocumentBlock]:
    """The questions to ask next."""
    asked = result.questions
    if asked:
        yield Heading("What to find out next")
        presumed = {each.name: value_words(each.value) for each in result.presumed.presumptions}
        yield Listing(tuple(_question(each, presumed.get(each.fact)) for each in asked[:_ASKED]), numbered=True)
        if len(asked) > _ASKED:
            yield Paragraph((soft(f"... and {counted(len(asked) - _ASKED, 'more question')}."),))


def open_question_document(question: Question) -> Document:
    """One question by itself: what is asked, and the acts of which it depends."""
    acts = listed([label(act) for act in question.acts])
    bears_on = (Paragraph((soft(f"It bears on {acts}."),)),) if acts else ()
    return (Paragraph(_question(question, None).line), *bears_on)


def _question(question: Question, presumed: str | None) -> Entry:
    unless = f"; presumed to be {presumed}" if presumed else ""
    aside = soft(f" ({question.fact}: {expected(question.type)}{unless})")
    return Entry((plain(question.ask or question.means), aside))
