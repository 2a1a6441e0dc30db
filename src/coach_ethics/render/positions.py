"""What a code says about an act, in a word or two with its clauses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from coach_ethics.analysis.proofs.clauses import whole_text_read
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy, named
from coach_ethics.render.words import act_label, listed
from coach_ethics.translation import gettext, ngettext, noted

VERBS: Mapping[Status, str] = {
    Status.REQUIRED: noted("must"),
    Status.FORBIDDEN: noted("must not"),
    Status.PERMITTED: noted("may"),
    Status.UNREGULATED: noted("silent"),
    Status.DILEMMA: noted("must and must not"),
    Status.UNDETERMINED: noted("open"),
}
"""What a code says of an act, in a word or two."""


def verb_words(status: Status) -> str:
    """What a code says of an act, in a word or two of the language of rendering."""
    return gettext(VERBS[status])


def title_with(policy: Policy, label: str) -> str:
    """A policy's title; with its label where that is more than its name, so that versions of one aren't mixed up."""
    if label == policy.name:
        return policy.title or label
    return f"{policy.title} ({label})" if policy.title else label


def silence(policy: Policy) -> str:
    """What is said of a code that doesn't speak of an act: only of one whose whole text was read that it is silent."""
    return verb_words(Status.UNREGULATED) if whole_text_read(policy) else gettext("silent as far as read")


def silences(policies: Iterable[tuple[str, Policy]]) -> Iterator[str]:
    """Who is silent, by what it is called, those together of whom the same is said.

    So: `a is silent`, `b and c are silent as far as read`.
    """
    alike: dict[bool, list[str]] = {}
    for called, policy in policies:
        alike.setdefault(whole_text_read(policy), []).append(called)
    for whole, names in alike.items():
        said = (
            ngettext("{policies} is silent", "{policies} are silent", len(names))
            if whole
            else ngettext("{policies} is silent as far as read", "{policies} are silent as far as read", len(names))
        )
        yield said.format(policies=listed(names))


def clauses_of(norms: Iterable[str], policy: Policy) -> str:
    """The clauses behind norms, as the code numbers them: `2.1, 2.3`."""
    by_name, known = named(policy.norms), {clause.id for clause in policy.clauses}
    places = [cite.place for norm in norms if norm in by_name for cite in by_name[norm].cites]
    return ", ".join(dict.fromkeys(clause_of(place, known) for place in places if place))


def clause_of(place: str, known: Collection[str]) -> str:
    """The part of a citation's place that is a clause's number, of the known ones: it comes after the version."""
    words = place.split(" ")
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return next((ending for ending in endings if ending in known), place)


def disputed_among(norms: Iterable[str], policy: Policy) -> tuple[str, ...]:
    """Those of these norms whose sources are also read otherwise."""
    by_name = named(policy.norms)
    return tuple(norm for norm in norms if norm in by_name and by_name[norm].disputed)


def clauses_told(norms: Iterable[str], policy: Policy) -> str:
    """The clauses behind norms; that they are disputed, too, where that is so of one of them: `2.1, disputed`."""
    behind = tuple(norms)
    disputed = gettext("disputed") if disputed_among(behind, policy) else ""
    return ", ".join(filter(None, (clauses_of(behind, policy), disputed)))


def position_words(act: str, status: Status, norms: Iterable[str], policy: Policy) -> str:
    """What a code says of an act, with its clauses: `must not (2.1)`, `must, or refer (8)`, `silent`."""
    behind = tuple(norms)
    clauses = clauses_told(behind, policy)
    if status is not Status.UNREGULATED:
        words = verb_words(status)
    elif behind:
        words = gettext("must, or {others}").format(others=listed(_others(act, behind, policy), "or"))
    else:
        return silence(policy)
    return f"{words} ({clauses})" if clauses else words


def policy_says(called: str, words: str) -> str:
    """What a policy says, with what it is called: `a must not (5)`."""
    return gettext("{policy} {position}").format(policy=called, position=words)


def _others(act: str, norms: tuple[str, ...], policy: Policy) -> list[str]:
    """What a code calls for in an act's stead."""
    acts = dict.fromkeys(each for norm in norms for each in named(policy.norms)[norm].acts)
    return [act_label(each, policy) for each in acts if each != act]
