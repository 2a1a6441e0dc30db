"""What must go with an act, or must not, in words: under the act, and in the sentence that says it is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.findings import Truth
from coach_ethics.model.policy import Policy, named
from coach_ethics.reasoning.companions import Companion, kind_of
from coach_ethics.render.document import Entry, filled, strong
from coach_ethics.render.norms import reason_entries
from coach_ethics.render.still_open import facts_in_brackets, waits_for_norms
from coach_ethics.render.words import act_label, ended, listed, lowered, meaning
from coach_ethics.translation import gettext, noted


@frozen
class DutyWords:
    """How it is said that an act goes with another: of several, of one, `act_called` by its
    label as well, and of one before those that it goes with."""

    acts: str
    act: str
    act_called: str
    with_others: str


DUTY: dict[tuple[Truth, bool, bool], DutyWords] = {
    (True, True, False): DutyWords(
        noted("you must also {acts}"),
        noted("if you do, you must also: {act}"),
        noted("if you do, you must also {act}: {meaning}"),
        noted("You must {act} if you {others}"),
    ),
    (True, False, False): DutyWords(
        noted("you must not {acts}"),
        noted("if you do, you must not: {act}"),
        noted("if you do, you must not {act}: {meaning}"),
        noted("You must not {act} if you {others}"),
    ),
    (None, True, False): DutyWords(
        noted("you may also have to {acts}"),
        noted("if you do, you may also have to: {act}"),
        noted("if you do, you may also have to {act}: {meaning}"),
        noted("You may have to {act} if you {others}"),
    ),
    (None, False, False): DutyWords(
        noted("you may not be allowed to {acts}"),
        noted("if you do, you may not be allowed to: {act}"),
        noted("if you do, you may not be allowed to {act}: {meaning}"),
        noted("You may not be allowed to {act} if you {others}"),
    ),
    (True, True, True): DutyWords(
        noted("you should also {acts}"),
        noted("if you do, you should also: {act}"),
        noted("if you do, you should also {act}: {meaning}"),
        noted("You should {act} if you {others}"),
    ),
    (True, False, True): DutyWords(
        noted("you should not {acts}"),
        noted("if you do, you should not: {act}"),
        noted("if you do, you should not {act}: {meaning}"),
        noted("You should not {act} if you {others}"),
    ),
    (None, True, True): DutyWords(
        noted("you perhaps should also {acts}"),
        noted("if you do, you perhaps should also: {act}"),
        noted("if you do, you perhaps should also {act}: {meaning}"),
        noted("You perhaps should {act} if you {others}"),
    ),
    (None, False, True): DutyWords(
        noted("you perhaps should not {acts}"),
        noted("if you do, you perhaps should not: {act}"),
        noted("if you do, you perhaps should not {act}: {meaning}"),
        noted("You perhaps should not {act} if you {others}"),
    ),
}
"""What is said of an act and its companion, by whether it is certain, whether the companion is to be done, and whether
that is only advised."""


def companion_entries(act: str, result: Assessment, *, certain: bool = False) -> Iterator[Entry]:
    """What must go with an act, or must not, each with the simplest ground; with `certain`, only what is."""
    norms = named(result.prepared.policy.norms)
    for each in _beyond_itself(result.companions.get(act, ())):
        if certain and not each.truth:
            continue
        ground = [norms[norm] for norm in min(each.grounds, key=len)]
        policy = result.prepared.policy
        meant = strong(ended(lowered(meaning(each.act, policy))))
        waits = waits_for_norms((norm.name for norm in ground), result)
        depending = facts_in_brackets(gettext(" (depends on {facts})"), waits) if not each.truth and waits else ()
        said = gettext(DUTY[each.truth, each.required, each.advised].act)
        yield Entry((*filled(said, act=meant), *depending), tuple(reason_entries(ground, kind_of(each), policy)))


def with_it(companions: Iterable[Companion], policy: Policy) -> str:
    """What goes with an act, in half a sentence: `you must also tell sponsor, and you must not stay silent`."""
    acts: dict[tuple[Truth, bool, bool], list[str]] = {}
    for each in _beyond_itself(companions):
        acts.setdefault((each.truth, each.required, each.advised), []).append(act_label(each.act, policy))
    parts = (
        gettext(words.acts).format(acts=listed(acts[key], "and" if key[1] else "or"))
        for key, words in DUTY.items()
        if key in acts
    )
    return gettext(", and ").join(parts)


def if_done(duties: str) -> str:
    """What goes with an act, said of the act: `if you do, you must also tell sponsor`."""
    return gettext("if you do, {duties}").format(duties=duties)


def _beyond_itself(companions: Iterable[Companion]) -> Iterator[Companion]:
    """The companions that norms make. What an act includes is done by doing it."""
    return (each for each in companions if () not in each.grounds)
