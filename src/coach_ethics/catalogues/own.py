"""What a policy's own catalogue has to translate, and what is missing or stale in the catalogues beside its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from coach_ethics.arguments import takes
from coach_ethics.catalogues.beside import catalogues_beside
from coach_ethics.catalogues.po import CatalogueEntry, MessageCatalogue, catalogue_said, translation_of, usable
from coach_ethics.catalogues.texts import PolicyText, texts_of
from coach_ethics.language.files import find_beside_or_shipped, open_source
from coach_ethics.language.policies.read import read_policy
from coach_ethics.language.world import World
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, Severity, quoted
from coach_ethics.source import Source, Span


def own_texts(policy: Policy, world: World) -> tuple[PolicyText, ...]:
    """The texts of a policy that neither a policy that it extends nor the world says: those of its own catalogue."""
    given = [*texts_of(Policy("", acts=world.acts, constraints=world.constraints))]
    for name in policy.extends:
        found = find_beside_or_shipped(name, policy.span.source) if policy.span else None
        if isinstance(found, Source):
            given += texts_of(read_policy(found, world))
    return texts_of(policy, given)


@frozen
class CatalogueCoverage:
    """How far texts are translated: how many there are, and those that aren't.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import catalogue_coverage, MessageCatalogue
    >>> found = catalogue_coverage(ce.load_policy("safety"), MessageCatalogue("fr"))
    >>> found.texts == len(found.missing)
    True
    """

    texts: int
    missing: tuple[PolicyText, ...]


@takes(policy=Policy, catalogue=MessageCatalogue)
def catalogue_coverage(
    policy: Policy, catalogue: MessageCatalogue, given: Iterable[PolicyText] = ()
) -> CatalogueCoverage:
    """How far a catalogue translates a policy, with what it inherits; texts that are `given` elsewhere don't count.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import catalogue_coverage, catalogue_of
    >>> policy = ce.load_policy("collusion")
    >>> catalogue_coverage(policy, catalogue_of(policy, "fr"))
    CatalogueCoverage(texts=73, missing=())
    """
    own = evolve(policy, constraints=tuple(each for each in policy.constraints if each.origin))
    texts = texts_of(own, given)
    missing = (each for each in texts if translation_of(catalogue, each.text, each.context) is None)
    return CatalogueCoverage(len(texts), tuple(missing))


def catalogue_problems(policy: Policy, world: World) -> tuple[Problem, ...]:
    """What is wrong with the catalogues beside a policy's file: unreadable (M1..), incomplete or stale (M2..)."""
    paths = catalogues_beside(Path(policy.span.source.name)) if policy.span else ()
    texts = own_texts(policy, world) if paths else ()
    return tuple(problem for path in paths for problem in _problems_of(path, texts))


def _problems_of(path: Path, texts: Sequence[PolicyText]) -> Iterator[Problem]:
    source = open_source(path)
    if isinstance(source, Problem):
        yield source
        return
    try:
        catalogue = catalogue_said(source)
    except PolicyProblems as found:
        yield from found.problems
        return
    yield from _missing(catalogue, texts, source)
    said = {(each.context, each.text) for each in texts}
    places = Counter(each.context for each in texts)
    for entry in catalogue.entries:
        if (entry.context, entry.text) not in said:
            yield _gone(entry, changed=places[entry.context] == 1)
        elif entry.fuzzy:
            message = f"{_called(entry)} has changed since it was translated"
            help_ = "look at the translation_of, and remove the mark `fuzzy`; until then the text is told untranslated"
            yield Problem("M202", message, entry.span, help_, Severity.WARNING)
        elif usable(entry) and (lost := _placeholders(entry.text) ^ _placeholders(entry.translations[0])):
            message = f"the translation of {_called(entry)} hasn't the same places to fill in"
            help_ = f"{' and '.join(f'`{each}`' for each in sorted(lost))} must stand in both, or in neither"
            yield Problem("M204", message, entry.span, help_, Severity.WARNING)


_UPDATE = "`coach-ethics translate` brings it up to date"
_TOLD = 3


def _missing(catalogue: MessageCatalogue, texts: Sequence[PolicyText], source: Source) -> Iterator[Problem]:
    """M201: one note a catalogue, for one that has just been begun lacks hundreds."""
    waiting = {(each.context, each.text) for each in catalogue.entries if each.fuzzy}  # these have their own warning
    missing = [
        each
        for each in texts
        if (each.context, each.text) not in waiting and translation_of(catalogue, each.text, each.context) is None
    ]
    if missing:
        places = {(entry.context, entry.text): entry.span for entry in catalogue.entries}
        first = next(
            filter(None, (places.get((each.context, each.text)) for each in missing)), Span(source, 1, 1, 1, 1)
        )
        told = ", ".join(f"`{each.context}`" for each in missing[:_TOLD])
        more = f" and {len(missing) - _TOLD} more" if len(missing) > _TOLD else ""
        message = f"{len(missing)} of {len(texts)} texts aren't translated: {told}{more}"
        absent = any((each.context, each.text) not in places for each in missing)
        help_ = _UPDATE if absent else "until then they are told untranslated"
        yield Problem("M201", message, first, help_, Severity.NOTE)


def _gone(entry: CatalogueEntry, *, changed: bool) -> Problem:
    if changed:
        return Problem(
            "M202", f"{_called(entry)} has changed since it was translated", entry.span, _UPDATE, Severity.WARNING
        )
    return Problem(
        "M203", f"the policy has no text for {_called(entry)} any more", entry.span, _UPDATE, Severity.WARNING
    )


def _called(entry: CatalogueEntry) -> str:
    """By its place; one of several texts in a place, such as a scenario, by what it says."""
    return f"`{quoted(entry.context if ' ' in entry.context else entry.text)}`"


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{[^{}\s]*\}", text))
