"""What must go with an act, or must not, in words: under the act, and in the sentence that says it is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.findings import Truth
from coach_ethics.model.policy import named
from coach_ethics.reasoning.companions import Companion, kind_of
from coach_ethics.render.document import Entry, plain, soft, strong
from coach_ethics.render.norms import reason_entries
from coach_ethics.render.still_open import facts_listed, waits_for_norms
from coach_ethics.render.words import ended, label, listed, lowered, meaning

DUTY: dict[tuple[Truth, bool, bool], str] = {
    (True, True, False): "must also",
    (True, False, False): "must not",
    (None, True, False): "may also have to",
    (None, False, False): "may not be allowed to",
    (True, True, True): "should also",
    (True, False, True): "should not",
    (None, True, True): "perhaps should also",
    (None, False, True): "perhaps should not",
}
"""The verb between an act and its companion, by whether it is certain, whether the companion is to be done, and whether
that is only advised."""


def companion_entries(act: str, result: Assessment, *, certain: bool = False) -> Iterator[Entry]:
    """What must go with an act, or must not, each with the simplest ground; with `certain`, only what is."""
    norms = named(result.prepared.policy.norms)
    for each in _beyond_itself(result.companions.get(act, ())):
        if certain and not each.truth:
            continue
        ground = [norms[norm] for norm in min(each.grounds, key=len)]
        meant = ended(lowered(meaning(each.act, result.prepared.policy)))
        waits = waits_for_norms((norm.name for norm in ground), result)
        depending = (soft(" (depends on "), *facts_listed(waits), soft(")")) if not each.truth and waits else ()
        yield Entry(
            (plain(f"if you do, you {DUTY[each.truth, each.required, each.advised]}: "), strong(meant), *depending),
            tuple(reason_entries(ground, kind_of(each))),
        )


def with_it(companions: Iterable[Companion]) -> str:
    """What goes with an act, in half a sentence: `you must also tell sponsor, and you must not stay silent`."""
    acts: dict[tuple[Truth, bool, bool], list[str]] = {}
    for each in _beyond_itself(companions):
        acts.setdefault((each.truth, each.required, each.advised), []).append(label(each.act))
    parts = (f"you {verb} {listed(acts[key], 'and' if key[1] else 'or')}" for key, verb in DUTY.items() if key in acts)
    return ", and ".join(parts)


def _beyond_itself(companions: Iterable[Companion]) -> Iterator[Companion]:
    """The companions that norms make. What an act includes is done by doing it."""
    return (each for each in companions if () not in each.grounds)
