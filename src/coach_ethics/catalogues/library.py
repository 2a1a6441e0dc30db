"""The words of facts, acts and constraints that many policies share: from the library's own catalogue.

They stand in it by their places, as a policy's texts do in its: `fact block.named ask`, `act accept_gift means`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coach_ethics.arguments import takes
from coach_ethics.catalogues.own import CatalogueCoverage
from coach_ethics.catalogues.po import CatalogueEntry, read_catalogue, usable
from coach_ethics.catalogues.texts import PolicyText, retold, texts_of
from coach_ethics.model.policy import Act, Constraint, Policy
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.translation import TEMPLATE, catalogue_folder, catalogue_in, pgettext, speaking


def with_library_words(policy: Policy) -> Policy:
    """A policy in whose language the library says what its own catalogue doesn't."""
    if catalogue_in(policy.language) is None:
        return policy
    with speaking(policy.language):
        return retold(policy, lambda told: pgettext(told.context, told.text))


@takes(language=str)
def library_coverage(language: str) -> CatalogueCoverage:
    """How far the library's own words, and those of what policies share, are said in a language.

    Its sentences have no context; texts of facts, acts and constraints have their places.

    >>> from coach_ethics.catalogues import library_coverage
    >>> library_coverage("fr").missing
    ()
    """
    every, folder = _entries(TEMPLATE), catalogue_folder(language)
    own = _entries(folder / TEMPLATE.with_suffix(".po").name) if folder else ()
    said = {(each.context, each.text) for each in own if usable(each)}
    missing = (each for each in every if (each.context, each.text) not in said)
    return CatalogueCoverage(len(every), tuple(PolicyText(each.context, each.text) for each in missing))


def _entries(path: Path) -> tuple[CatalogueEntry, ...]:
    return read_catalogue(path.read_text("utf-8"), str(path)).entries


def shared_texts(
    vocabulary: Vocabulary, acts: Iterable[Act], constraints: Iterable[Constraint]
) -> tuple[PolicyText, ...]:
    """The texts of what policies share, for the library's catalogue."""
    return texts_of(Policy("", acts=tuple(acts), constraints=tuple(constraints), facts=vocabulary.facts))
