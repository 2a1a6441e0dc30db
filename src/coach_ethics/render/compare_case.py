"""One case under several codes, in words for people responsible for ethics, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.assessment.compare_case import CaseComparison, ConflictBetween, Row, Said
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.findings import Status
from coach_ethics.model.policy import Norm, Policy, named
from coach_ethics.reasoning.asides import BOUND
from coach_ethics.render.asides import verb_of
from coach_ethics.render.assessment import CAVEAT
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
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.norms import DEMANDED, disputed
from coach_ethics.render.notices import notices_told
from coach_ethics.render.positions import policy_says, position_words, silences, title_with, verb_words
from coach_ethics.render.trade_offs import not_listed
from coach_ethics.render.words import (
    act_label,
    either,
    ended,
    label_among,
    labels,
    listed,
    lowered,
    presuming,
    scope_words,
)
from coach_ethics.translation import gettext, ngettext, noted, speaking


def case_comparison_document(found: CaseComparison) -> Document:
    """One case under several codes: what each says, where they differ, and the strictest common course.

    It is in the language of the codes, where they are all in one.
    """
    with speaking(found.joining.policy.language):
        return _whole(found)


def _whole(found: CaseComparison) -> Document:
    policies = [result.prepared.policy for result in found.results]
    titles = "; ".join(map(title_with, policies, found.joining.labels))
    decided = [row for row in found.rows if any(_decided(said) for said in row.said)]
    heading = ngettext("One case under {number} code", "One case under {number} codes", len(policies))
    return (
        Heading(heading.format(number=len(policies)), 1),
        *_notices(found),
        Paragraph((plain(ended(titles)),)),
        *_rows(decided, policies),
        *_letting(decided, found),
        *_conflicts(found),
        *_common_course(found),
        *_open(found, [row for row in found.rows if row not in decided]),
        *_scopes(found),
        Paragraph((soft(gettext(CAVEAT)),)),
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
        line = gettext("{code}: {scope}")
        yield Listing(
            tuple(Entry(filled(line, code=strong(called), scope=soft(lowered(words)))) for called, words in said)
        )


def _decided(said: Said) -> bool:
    return not said.silent and (said.finding.status is not Status.UNDETERMINED or said.presumed is not None)


def _rows(rows: list[Row], policies: list[Policy]) -> Iterator[DocumentBlock]:
    if not rows:
        yield Paragraph((plain(gettext("On what is known so far, none of them says anything for certain.")),))
        return
    divergence = [row for row in rows if not row.agree]
    agreeing = [row for row in rows if row.agree]
    for heading, some in ((_DIFFER, divergence), (_AGREE, agreeing)):
        if some:
            yield Heading(gettext(heading))
            yield _table(some, policies) if len(policies) <= _MOST_COLUMNS else _listing(some, policies)
    yield Paragraph((soft(gettext(_LEGEND)),))


_DIFFER, _AGREE = noted("Where they differ here"), noted("Where they agree here")
_LEGEND = noted(
    "Clauses are in parentheses. Silent: the code says nothing about it here; “as far as read” means that "
    "not all of its text was read. Open: it depends on facts that are not known."
)
_MOST_COLUMNS = 3
"""How many codes a table has room for on a terminal of 80 columns; more are listed."""


def _table(rows: list[Row], policies: list[Policy]) -> Table:
    return Table(
        (gettext("act"), *(said.policy for said in rows[0].said)),
        tuple(
            (
                (name(_called(row, policies)),),
                *(_cell(row.act, said, policy) for said, policy in zip(row.said, policies, strict=True)),
            )
            for row in rows
        ),
    )


def _listing(rows: list[Row], policies: list[Policy]) -> Listing:
    line = gettext("{act}: {positions}.")
    return Listing(
        tuple(
            Entry(filled(line, act=strong(_called(row, policies)), positions=said_in_a_line(row, policies)))
            for row in rows
        )
    )


def _called(row: Row, policies: list[Policy]) -> str:
    return label_among(row.act, policies)


def said_in_a_line(row: Row, policies: list[Policy]) -> str:
    """What each policy says of an act, those that are silent last."""
    pairs = list(zip(row.said, policies, strict=True))
    speaking = [policy_says(said.policy, _words(row.act, said, policy)) for said, policy in pairs if not said.silent]
    return "; ".join([*speaking, *silences((said.policy, policy) for said, policy in pairs if said.silent)])


def _cell(act: str, said: Said, policy: Policy) -> Line:
    words = _words(act, said, policy)
    if said.silent:
        return (soft(words),)
    return (strong(words),) if said.finding.determined else (plain(words),)


def _words(act: str, said: Said, policy: Policy) -> str:
    words = position_words(act, said.finding.status, said.norms, policy)
    open_ = said.finding.status is Status.UNDETERMINED
    certain = said.finding.determined or open_
    known = words if certain else gettext("{answer}, as far as is known").format(answer=words)
    if said.presumed:
        presumed = gettext("{answer}; presuming that {presumed}, {presumed_answer}")
        known = presumed.format(
            answer=known,
            presumed=presuming(said.presumed.rests_on, policy),
            presumed_answer=verb_words(said.presumed.finding.status),
        )
    also = with_it(said.companions, policy)
    advice = "" if said.finding.status in BOUND else verb_of(said.asides, policy)
    silent = said.finding.status is Status.UNREGULATED and not said.one_of
    spoken = "" if (also or advice) and silent else known
    return "; ".join(filter(None, (spoken, advice, also and if_done(also))))


def _letting(rows: list[Row], found: CaseComparison) -> Iterator[DocumentBlock]:
    """What one code permits and another forbids is no conflict: refraining satisfies both."""
    for row in rows:
        letting = [said.policy for said in row.said if said.finding.status is Status.PERMITTED]
        barring = [said.policy for said in row.said if said.finding.status is Status.FORBIDDEN]
        if letting and barring:
            permits = ngettext("{codes} permits it", "{codes} permit it", len(letting))
            forbids = ngettext("{codes} forbids it", "{codes} forbid it", len(barring))
            yield Paragraph(
                filled(
                    gettext("To {act}: {permits}, and {forbids}. Refraining satisfies all of them."),
                    act=strong(act_label(row.act, found.joining.policy)),
                    permits=permits.format(codes=listed(letting)),
                    forbids=forbids.format(codes=listed(barring)),
                )
            )


def _conflicts(found: CaseComparison) -> Iterator[DocumentBlock]:
    if not found.conflicts:
        return
    norms = named(found.joining.policy.norms)
    yield Heading(gettext("What conflicts"))
    for conflict in found.conflicts:
        yield Paragraph((strong(_whose(conflict)),))
        yield Listing(tuple(Entry(_norm_line(norms[norm], policies, found)) for norm, policies in conflict.norms))
    yield Heading(gettext("What each way out would cost"))
    if found.joint.unlisted:
        yield from not_listed(found.joint)
    else:
        yield Listing(tuple(_trade_off(each, found) for each in found.joint.trade_offs), numbered=True)


def _whose(conflict: ConflictBetween) -> str:
    if conflict.between:
        return gettext("Between {codes}:").format(codes=listed(conflict.between))
    return gettext("Within {code}:").format(code=conflict.norms[0][1][0])


def _norm_line(norm: Norm, policies: tuple[str, ...], found: CaseComparison) -> Line:
    demanded = gettext(DEMANDED[norm.modality]).format(acts=labels(norm.acts, found.joining.policy, "or"))
    places = ", ".join(cite.place for cite in norm.cites)
    because = plain(f" - {ended(lowered(norm.because))}" if norm.because else "")
    return (
        *filled(gettext("{codes}: {norm}"), codes=listed(policies), norm=strong(demanded.removesuffix("."))),
        *((because,) if norm.because else ()),
        *((soft(f" [{places}]"),) if places else ()),
        *disputed(norm),
    )


def _trade_off(each: TradeOff, found: CaseComparison) -> Entry:
    norms = named(found.joining.policy.norms)
    policy = found.joining.policy
    ways = either([labels(sorted(course), policy) or gettext("do nothing") for course in each.courses])
    this = gettext("this breaches {norm}")
    lines = (_norm_line(norms[norm], _policies_of(norm, found), found) for norm in sorted(each.breached))
    breached = tuple(Entry(filled(this, norm=line)) for line in lines)
    return Entry((strong(ways),), breached)


def _policies_of(norm: str, found: CaseComparison) -> tuple[str, ...]:
    return tuple(policy for policy, _ in found.joining.stands_for[norm])


def _common_course(found: CaseComparison) -> Iterator[DocumentBlock]:
    if found.joint.conflicts:
        return
    policy = found.joining.policy
    yield Heading(gettext("The strictest common course"))
    if found.joint.unlisted:
        yield from not_listed(found.joint)
        return
    courses = [choice for choice in found.joint.choices if choice.course]
    if not courses:
        yield Paragraph((plain(gettext("As far as is known, none of them requires anything.")),))
    else:
        as_known = gettext("{answer}, as far as is known")
        yield Listing(
            tuple(
                Entry(filled(as_known if each.open else "{answer}", answer=strong(labels(sorted(each.course), policy))))
                for each in courses
            ),
            numbered=len(courses) > 1,
        )
    undone = [act for act, status in found.joint.statuses.items() if status is Status.FORBIDDEN]
    if undone:
        yield Paragraph((plain(gettext("What not to do: {acts}.").format(acts=labels(undone, policy))),))


def _open(found: CaseComparison, rows: list[Row]) -> Iterator[DocumentBlock]:
    questions = found.joint.questions
    if not questions:
        return
    yield Heading(gettext("What to find out"))
    if rows:
        nothing = ngettext(
            "Nothing is certain yet about {number} other act. First find out:",
            "Nothing is certain yet about {number} other acts. First find out:",
            len(rows),
        )
        yield Paragraph((plain(nothing.format(number=len(rows))),))
    yield Listing(tuple(Entry((plain(each.ask), soft(f" [{each.fact}]"))) for each in questions[:_MOST_QUESTIONS]))
    if (more := len(questions) - _MOST_QUESTIONS) > 0:
        said = ngettext("... and {number} more question.", "... and {number} more questions.", more)
        yield Paragraph((soft(said.format(number=more)),))


_MOST_QUESTIONS = 6
