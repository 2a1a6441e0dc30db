"""A study of a cohort: the shares of statuses, by variant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.cohorts.study import Study, StudyRow
from coach_ethics.findings import Status
from coach_ethics.render.document import Document, Heading, Line, Paragraph, Table, name, plain, soft


def study_document(study: Study) -> Document:
    """A table for each variant: acts by status, in percent of the cohort; statuses that never occur are left out.

    Below them, what must go with an act or mustn't, where that occurs. First come rows that break a constraint. What is
    presumed of an act is a line of its own below what is so of it.
    """
    occurring = {row.status for row in study.rows if row.count or row.presumed}
    statuses = tuple(status.value for status in Status if status in occurring)
    counted = "1 situation" if study.size == 1 else f"{study.size:,} situations"
    weighed = f" of their weights in `{study.weights}`" if study.weights else ""
    blocks: list[Heading | Table | Paragraph] = [Paragraph((plain(f"{counted}, in percent{weighed}"),))]
    if study.collapse:
        as_others = ", ".join(f"{one} as {other}" for one, other in study.collapse.items())
        blocks.append(Paragraph((plain(f"Counted as another status: {as_others}."),)))
    blocks += [Paragraph((plain(f"{each}."),)) for each in study.impossible]
    for variant in dict.fromkeys(row.variant for row in study.rows):
        blocks.append(Heading(variant))
        rows = [row for row in study.rows if row.variant == variant]
        last = () if variant == study.base else ("changed",)
        blocks.append(Table(("act", *statuses, *last), tuple(_lines(rows, statuses, study))))
    if any(row.variant != study.base for row in study.rows):
        blocks.append(Paragraph((soft(f"Changed: a status other than under “{study.base}”."),)))
    return tuple(blocks)


def _lines(rows: list[StudyRow], statuses: tuple[str, ...], study: Study) -> Iterator[tuple[Line, ...]]:
    coupled = {(row.act, row.if_doing) for row in study.rows if row.count and row.status != Status.UNREGULATED}
    for act, if_doing in dict.fromkeys((row.act, row.if_doing) for row in rows):
        if if_doing and (act, if_doing) not in coupled:
            continue
        of_act = {row.status: row for row in rows if (row.act, row.if_doing) == (act, if_doing)}
        shares = (_percent(of_act[status]) if status in of_act else "" for status in statuses)
        is_base = rows[0].variant == study.base
        lacks = any(row.lacks for row in of_act.values())
        last = () if is_base else ("no such act" if lacks else _changed(of_act.values()),)
        line: Line = (name(act), plain(" with "), name(if_doing)) if if_doing else (name(act),)
        yield (line, *((plain(share),) for share in (*shares, *last)))
        if any(row.presumed is not None for row in of_act.values()):
            presumed = (_presumed(of_act[status]) if status in of_act else "" for status in statuses)
            yield (
                (name(act), soft(", presumed")),
                *((plain(share),) for share in presumed),
                *((plain(""),) for _ in last),
            )


def _percent(row: StudyRow) -> str:
    return _written(100 * row.share) if row.count else ""


def _presumed(row: StudyRow) -> str:
    return _written(100 * (row.presumed_share or 0.0)) if row.presumed else ""


def _changed(rows: Iterable[StudyRow]) -> str:
    changed = [row.changed_share for row in rows if row.changed]
    return _written(100 * sum(changed)) if changed else ""


def _written(percent: float) -> str:
    return f"{percent:.1f}" if percent >= 0.05 else "<0.1"
