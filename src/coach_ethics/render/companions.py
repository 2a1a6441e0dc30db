"""What must go with an act, or must not, in words: under the act, and in the sentence that says it is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Truth
from coach_ethics.model.policy import named
from coach_ethics.reasoning.companions import Companion
from coach_ethics.render.document import Entry, plain, soft, strong
from coach_ethics.render.norms import reason_entries
from coach_ethics.render.still_open import facts_listed, waits_for_norms
from coach_ethics.render.words import ended, label, listed, lowered, meaning

DUTY: dict[tuple[Truth, bool], str] = {
    (True, True): "must also",
    (True, False): "must not",
    (None, True): "may also have to",
    (None, False): "may not be allowed to",
}
"""The verb between an act and its companion, by whether it is certain, and whether the companion is to be done."""


def companion_entries(act: str, result: Assessment, *, certain: bool = False) -> Iterator[Entry]:
    """What must go with an act, or must not, each with the simplest ground; with `certain`, only what is."""
    norms = named(result.prepared.policy.norms)
    for each in result.companions.get(act, ()):
        if certain and not each.truth:
            continue
        ground = [norms[norm] for norm in min(each.grounds, key=len)]
        meant = ended(lowered(meaning(each.act, result.prepared.policy)))
        waits = waits_for_norms((norm.name for norm in ground), result)
        depending = (soft(" (depends on "), *facts_listed(waits), soft(")")) if not each.truth and waits else ()
        verdict = Kind.REQUIRED_WITH if each.required else Kind.FORBIDDEN_WITH
        yield Entry(
            (plain(f"if you do, you {DUTY[each.truth, each.required]}: "), strong(meant), *depending),
            tuple(reason_entries(ground, verdict)),
        )


def together_with(companions: Iterable[Companion]) -> str:
    """What must go with an act, and what must not, in half a sentence; empty where nothing is certain."""
    certain = [each for each in companions if each.truth]
    required = listed([label(each.act) for each in certain if each.required])
    forbidden = listed([label(each.act) for each in certain if not each.required], "or")
    return " and ".join(filter(None, (required and f"with: {required}", forbidden and f"without: {forbidden}")))
