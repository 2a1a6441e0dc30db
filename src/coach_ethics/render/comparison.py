"""The difference of two policies: in words, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from coach_ethics.analysis.compare.comparison import Compared, PolicyComparison, Region, StatusChange
from coach_ethics.analysis.compare.joint_pair import titles
from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.proofs.witness import scenario_text
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Norm, named
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Verbatim,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.json import dumped
from coach_ethics.render.proofs import witness_data
from coach_ethics.render.words import counted, ended, label, listed


def comparison_document(found: PolicyComparison) -> Document:
    """Every change, act by act, with its regions, the norms that made it, and a scenario for each."""
    one, other = titles(found.pair)
    return (
        Heading(f"From {one} to {other}".replace("`", ""), 1),
        Paragraph(_in_short(found)),
        *_own_acts(found.one, found.other),
        *(
            block
            for act, changes in groupby(found.changes, key=lambda each: each.act)
            for block in _act(act, changes, found)
        ),
        *_undetermined(found),
        *_about_shares(found),
    )


def _in_short(found: PolicyComparison) -> Line:
    if found.agree:
        return (strong("They agree"), plain(": every act has the same status in every situation that can be."))
    acts = len({change.act for change in found.changes})
    return (strong(f"{counted(acts, 'act')} {'has' if acts == 1 else 'have'} another status somewhere"), plain("."))


def _own_acts(one: Compared, other: Compared) -> Iterator[DocumentBlock]:
    for own, lacking in ((one, other), (other, one)):
        if own.own_acts:
            acts = listed([label(act) for act in own.own_acts])
            silent = f"`{lacking.name}` doesn't speak of these acts, so they are unregulated there: "
            yield Paragraph((*said(silent), plain(f"{acts}.")))


def _act(act: str, changes: Iterator[StatusChange], found: PolicyComparison) -> Iterator[DocumentBlock]:
    yield Heading(label(act).capitalize())
    for change in changes:
        yield Paragraph(
            (
                plain("from "),
                strong(change.before.value),
                plain(" to "),
                strong(change.after.value),
                plain(f" in {share_words(change.share)} of all situations:"),
            )
        )
        for region in change.regions:
            yield Listing((_region(region, found),))
            yield Verbatim(scenario_text(region.witnesses[0]))
        if change.left is not None:
            yield Paragraph((plain(f"... and more: another {share_words(change.left)} lies outside of these."),))


def _region(region: Region, found: PolicyComparison) -> Entry:
    where = write_condition(region.condition)
    opening: Line = (plain("everywhere"),) if where == "true" else (plain("where "), name(where))
    one, other = (named(policy.norms) for policy in (found.pair.one, found.pair.other))
    before = (Entry(_norm("before", one[norm])) for norm in region.before)
    after = (Entry(_norm("after", other[norm])) for norm in region.after)
    return Entry((*opening, soft(f" ({share_words(region.share)})")), (*before, *after))


def _norm(when: str, norm: Norm) -> Line:
    return (plain(f"{when}: "), name(norm.name), plain(f" - {ended(norm.because)}" if norm.because else ""))


def share_words(share: Share) -> str:
    """A share in words; an estimate says that it is one."""
    percent = 100 * share.value
    if share.part == share.whole:
        words = "100 %"
    elif not share.part:
        words = "0 %"
    elif percent < 0.1:
        words = "less than 0.1 %"
    else:
        words = f"{percent:.1f} %" if percent < 99.95 else "more than 99.9 %"
    return words if share.exact else f"about {words}"


def _undetermined(found: PolicyComparison) -> Iterator[DocumentBlock]:
    if found.undetermined:
        yield Heading("Not decided")
        yield Listing(
            tuple(Entry((name(each.act), plain(f": {each.undecided.reason}"))) for each in found.undetermined)
        )


def _about_shares(found: PolicyComparison) -> Iterator[DocumentBlock]:
    shares = [share for change in found.changes for share in (change.share, change.left) if share is not None]
    if not shares:
        return
    how = "counted exactly" if all(share.exact for share in shares) else "where they say about, estimated from a sample"
    yield Paragraph(
        (
            soft(
                f"Shares are {how}, over all situations that can be, each value of a fact counting as much as any "
                "other; how often situations come about is another matter. Regions of one change may overlap."
            ),
        )
    )


def comparison_json(found: PolicyComparison) -> str:
    """The difference of two policies as JSON text."""
    return dumped(comparison_data(found))


def comparisons_json(found: Mapping[str, PolicyComparison]) -> str:
    """What sets a policy and each of its variants apart, as JSON text."""
    return dumped({"variants": [{"variant": name, **comparison_data(each)} for name, each in found.items()]})


def comparison_data(found: PolicyComparison) -> dict[str, Any]:
    """The difference of two policies as plain data."""
    return {
        "one": _compared_data(found.one),
        "other": _compared_data(found.other),
        "agree": found.agree,
        "changes": list(map(_change_data, found.changes)),
        "undecided": [{"act": each.act, "reason": each.undecided.reason} for each in found.undetermined],
    }


def _compared_data(compared: Compared) -> dict[str, Any]:
    return {
        "policy": compared.name,
        "version": compared.version,
        "digest": compared.digest,
        "own_acts": list(compared.own_acts),
    }


def _change_data(change: StatusChange) -> dict[str, Any]:
    return {
        "act": change.act,
        "before": change.before.value,
        "after": change.after.value,
        "share": _share_data(change.share),
        "regions": [
            {
                "condition": write_condition(region.condition),
                "before": list(region.before),
                "after": list(region.after),
                "share": _share_data(region.share),
                "witnesses": list(map(witness_data, region.witnesses)),
            }
            for region in change.regions
        ],
        "left": _share_data(change.left) if change.left else None,
    }


def _share_data(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "exact": share.exact, "value": round(share.value, 6)}
