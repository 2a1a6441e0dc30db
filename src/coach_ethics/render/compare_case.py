"""One case under several codes, in words for people responsible for ethics, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.compare_case import CaseComparison, ConflictBetween, Row, Said
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.findings import Status
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.model.vocabulary import in_words
from coach_ethics.reasoning.asides import BOUND
from coach_ethics.render.asides import verb_of
from coach_ethics.render.assessment import CAVEAT
from coach_ethics.render.companions import with_it
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
    soft,
    strong,
)
from coach_ethics.render.norms import disputed
from coach_ethics.render.notices import notices_told
from coach_ethics.render.positions import VERBS, position_words, silences, title_with
from coach_ethics.render.words import counted, ended, listed, lowered, presuming, scope_words


def case_comparison_document(found: CaseComparison) -> Document:
    """One case under several codes: what each says, where they differ, and the strictest common course."""
    policies = [result.prepared.policy for result in found.results]
    titles = "; ".join(map(title_with, policies, found.joining.labels))
    decided = [row for row in found.rows if any(_decided(said) for said in row.said)]
    return (
        Heading(f"One case under {counted(len(policies), 'code')}", 1),
        *_notices(found),
        Paragraph((plain(ended(titles)),)),
        *_rows(decided, policies),
        *_letting(decided),
        *_conflicts(found),
        *_common_course(found),
        *_open(found, [row for row in found.rows if row not in decided]),
        *_scopes(found),
        Paragraph((soft(CAVEAT),)),
    )


def _notices(found: CaseComparison) -> Iterator[DocumentBlock]:
    """What any of the codes has to say before everything else, once where several say it in the same words."""
    told: set[str] = set()
    for result in found.results:
        new = [each for each in result.notices_shown if each.notice.says not in told]
        told.update(each.notice.says for each in new)
        yield from notices_told(new, result.prepared.policy)


def _scopes(found: CaseComparison) -> Iterator[DocumentBlock]:
    pairs = zip(found.joining.labels, (result.prepared.policy for result in found.results), strict=True)
    said = [(called, words) for called, policy in pairs if (words := scope_words(policy))]
    if said:
        yield Listing(tuple(Entry((strong(called), soft(f": {lowered(words)}"))) for called, words in said))


def _decided(said: Said) -> bool:
    return not said.silent and (said.finding.status is not Status.UNDETERMINED or said.presumed is not None)


def _rows(rows: list[Row], policies: list[Policy]) -> Iterator[DocumentBlock]:
    if not rows:
        yield Paragraph((plain("On what is known so far, none of them says anything for certain."),))
        return
    divergence = [row for row in rows if not row.agree]
    agreeing = [row for row in rows if row.agree]
    for heading, some in (("Where they differ here", divergence), ("Where they agree here", agreeing)):
        if some:
            yield Heading(heading)
            yield _table(some, policies) if len(policies) <= _MOST_COLUMNS else _listing(some, policies)
    yield Paragraph(
        (
            soft(
                "Clauses are in parentheses. Silent: the code says nothing about it here; “as far as read” means that "
                "not all of its text was read. Open: it depends on facts that are not known."
            ),
        )
    )


_MOST_COLUMNS = 3
"""How many codes a table has room for on a terminal of 80 columns; more are listed."""


def _table(rows: list[Row], policies: list[Policy]) -> Table:
    return Table(
        ("act", *(said.policy for said in rows[0].said)),
        tuple(
            (
                (name(in_words(row.act)),),
                *(_cell(row.act, said, policy) for said, policy in zip(row.said, policies, strict=True)),
            )
            for row in rows
        ),
    )


def _listing(rows: list[Row], policies: list[Policy]) -> Listing:
    return Listing(
        tuple(Entry((strong(in_words(row.act)), plain(f": {said_in_a_line(row, policies)}."))) for row in rows)
    )


def said_in_a_line(row: Row, policies: list[Policy]) -> str:
    """What each policy says of an act, those that are silent last."""
    pairs = list(zip(row.said, policies, strict=True))
    speaking = [f"{said.policy} {_words(row.act, said, policy)}" for said, policy in pairs if not said.silent]
    return "; ".join([*speaking, *silences((said.policy, policy) for said, policy in pairs if said.silent)])


def _cell(act: str, said: Said, policy: Policy) -> Line:
    words = _words(act, said, policy)
    if said.silent:
        return (soft(words),)
    return (strong(words),) if said.finding.determined else (plain(words),)


def _words(act: str, said: Said, policy: Policy) -> str:
    words = position_words(act, said.finding.status, said.norms, policy)
    open_ = said.finding.status is Status.UNDETERMINED
    known = words if said.finding.determined or open_ else f"{words}, as far as is known"
    if said.presumed:
        what = VERBS[said.presumed.finding.status]
        known = f"{known}; presuming that {presuming(said.presumed.rests_on, policy)}, {what}"
    also = with_it(said.companions, policy)
    advice = "" if said.finding.status in BOUND else verb_of(said.asides, policy)
    silent = said.finding.status is Status.UNREGULATED and not said.one_of
    spoken = "" if (also or advice) and silent else known
    return "; ".join(filter(None, (spoken, advice, also and f"if you do, {also}")))


def _letting(rows: list[Row]) -> Iterator[DocumentBlock]:
    """What one code permits and another forbids is no conflict: refraining satisfies both."""
    for row in rows:
        letting = [said.policy for said in row.said if said.finding.status is Status.PERMITTED]
        barring = [said.policy for said in row.said if said.finding.status is Status.FORBIDDEN]
        if letting and barring:
            verb = "permits" if len(letting) == 1 else "permit"
            yield Paragraph(
                (
                    plain("To "),
                    strong(in_words(row.act)),
                    plain(f": {listed(letting)} {verb} it, and {listed(barring)} "),
                    plain(f"{'forbids' if len(barring) == 1 else 'forbid'} it. Refraining satisfies all of them."),
                )
            )


def _conflicts(found: CaseComparison) -> Iterator[DocumentBlock]:
    if not found.conflicts:
        return
    norms = named(found.joining.policy.norms)
    yield Heading("What conflicts")
    for conflict in found.conflicts:
        yield Paragraph((strong(_whose(conflict)), plain(":")))
        yield Listing(tuple(Entry(_norm_line(norms[norm], policies)) for norm, policies in conflict.norms))
    yield Heading("What each way out would cost")
    yield Listing(tuple(_trade_off(each, found) for each in found.joint.trade_offs), numbered=True)


def _whose(conflict: ConflictBetween) -> str:
    if conflict.between:
        return f"Between {listed(conflict.between)}"
    return f"Within {conflict.norms[0][1][0]}"


def _norm_line(norm: Norm, policies: tuple[str, ...]) -> Line:
    acts = listed([in_words(act) for act in norm.acts], "or")
    places = ", ".join(cite.place for cite in norm.cites)
    because = f" - {ended(lowered(norm.because))}" if norm.because else ""
    return (
        plain(f"{listed(policies)}: "),
        strong(f"{norm.modality.replace('_', ' ')} {acts}"),
        plain(because),
        soft(f" [{places}]" if places else ""),
        *disputed(norm),
    )


def _trade_off(each: TradeOff, found: CaseComparison) -> Entry:
    norms = named(found.joining.policy.norms)
    ways = " or ".join(listed([in_words(act) for act in sorted(course)]) or "do nothing" for course in each.courses)
    breached = tuple(
        Entry((plain("this breaches "), *_norm_line(norms[norm], _policies_of(norm, found))))
        for norm in sorted(each.breached)
    )
    return Entry((strong(ways),), breached)


def _policies_of(norm: str, found: CaseComparison) -> tuple[str, ...]:
    return tuple(policy for policy, _ in found.joining.stands_for[norm])


def _common_course(found: CaseComparison) -> Iterator[DocumentBlock]:
    if found.joint.conflicts:
        return
    yield Heading("The strictest common course")
    if found.joint.unlisted:
        yield Paragraph((plain(f"It can't be listed: {found.joint.unlisted}."),))
        return
    courses = [choice for choice in found.joint.choices if choice.course]
    if not courses:
        yield Paragraph((plain("As far as is known, none of them requires anything."),))
    else:
        yield Listing(
            tuple(
                Entry(
                    (
                        strong(listed([in_words(act) for act in sorted(choice.course)])),
                        plain(", as far as is known" if choice.open else ""),
                    )
                )
                for choice in courses
            ),
            numbered=len(courses) > 1,
        )
    leave = [in_words(act) for act, status in found.joint.statuses.items() if status is Status.FORBIDDEN]
    if leave:
        yield Paragraph((plain("What not to do: "), plain(ended(listed(leave)))))


def _open(found: CaseComparison, rows: list[Row]) -> Iterator[DocumentBlock]:
    questions = found.joint.questions
    if not questions:
        return
    yield Heading("What to find out")
    if rows:
        yield Paragraph((plain(f"Nothing is certain yet about {counted(len(rows), 'other act')}. First find out:"),))
    yield Listing(tuple(Entry((plain(each.ask), soft(f" [{each.fact}]"))) for each in questions[:_MOST_QUESTIONS]))
    if len(questions) > _MOST_QUESTIONS:
        yield Paragraph((soft(f"... and {counted(len(questions) - _MOST_QUESTIONS, 'more question')}."),))


_MOST_QUESTIONS = 6
