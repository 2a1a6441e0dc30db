"""Vignettes in words: a researcher's template, filled with what facts are called, and held to say different things."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.model.domains import in_runs, index_of
from coach_ethics.model.vocabulary import Fact, Value, Vocabulary, belongs, expected, value_text
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.render.circumstances import circumstances
from coach_ethics.research.designs import Design, Vignette

Phrases: TypeAlias = Mapping[str, Mapping[Any, str]]
"""What a fact's values are called in a vignette, by fact and value.

>>> from coach_ethics.research import Phrases
>>> words: Phrases = {"block.present": {True: "something is in the client's way", False: "nothing is in the way"}}
"""

_NOTHING: Phrases = MappingProxyType({})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@frozen
class VignetteText:
    """What respondents read of a vignette.

    >>> from coach_ethics.research import design, vignette_texts
    >>> vignette_texts(design("essay", ["block.present"], seed=1))[1]
    VignetteText(number=2, block=1, text='There is a block.')
    """

    number: int
    block: int
    text: str


@takes(design=Design, template=str | None, phrases=Mapping)
def vignette_texts(
    design: Design, template: str | None = None, phrases: Phrases = _NOTHING
) -> tuple[VignetteText, ...]:
    """Each vignette of a design as a text for respondents, in the order of the design.

    `template` is the text with `{fact}` where the words for a fact's value stand; by default a sentence for each
    factor, and for each fact of the context. `phrases` gives the words for a fact's values; for others they come from
    the vocabulary (`said`, `said_not`, `said_of`). Sentences begin with a capital letter.

    Raises CaseProblems (K134): for a place of the template that is no fact of the design, for phrases of facts and
    values that the design doesn't have, for factors that the template doesn't say, and for values and vignettes that
    read alike.

    >>> from coach_ethics.research import design, vignette_texts
    >>> found = design("essay", {"commitment.missed_in_a_row": [0, 2], "block.present": [True, False]}, seed=1)
    >>> told = {0: "has done what was agreed", 2: "has twice not done what was agreed"}
    >>> template = "A client {commitment.missed_in_a_row}. {block.present}."
    >>> vignette_texts(found, template, {"commitment.missed_in_a_row": told})[2].text
    'A client has twice not done what was agreed. There is a block.'
    """
    facts = {fact.name: fact for fact in design.facts}
    problems = [*_faulty_phrases(design, facts, phrases), *_faulty_places(template or "", facts)]
    if problems:
        raise CaseProblems(problems)
    words = _words(design, facts, phrases)
    written = ". ".join(f"{{{name}}}" for name in facts) + "." if template is None else template
    texts = tuple(VignetteText(each.number, each.block, _filled(written, each, words)) for each in design.vignettes)
    if alike := [*_alike(design, written, words, texts)]:
        raise CaseProblems(alike)
    return texts


def _words(design: Design, facts: Mapping[str, Fact], phrases: Phrases) -> dict[tuple[str, Value], str]:
    """The words for each value of each fact that occurs."""
    vocabulary = Vocabulary(design.facts)
    occurring = {**design.levels, **{name: (value,) for name, value in design.context.items()}}
    found: dict[tuple[str, Value], str] = {}
    for name, values in occurring.items():
        for value in values:
            place = index_of(facts[name].type, value)
            own = circumstances(in_runs(facts[name], ((place, place),)), vocabulary)
            found[name, value] = phrases.get(name, {}).get(value, own)
    return found


def _faulty_phrases(design: Design, facts: Mapping[str, Fact], phrases: Phrases) -> Iterator[Problem]:
    for name, own in phrases.items():
        if name not in facts:
            yield _stranger(name, f"$.phrases.{name}", facts)
            continue
        for value in own:
            if not belongs(value, facts[name].type):
                message = f"`{quoted(value_text(value))}` is not a value of `{name}`"
                yield Problem("K134", message, path=f"$.phrases.{name}", help=f"expected {expected(facts[name].type)}")


def _faulty_places(template: str, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for name in dict.fromkeys(_PLACEHOLDER.findall(template)):
        if name not in facts:
            yield _stranger(name, "$.template", facts)


def _stranger(name: str, path: str, facts: Iterable[str]) -> Problem:
    help_ = did_you_mean(name, facts) or "the facts are " + ", ".join(f"`{each}`" for each in facts)
    return Problem("K134", f"`{quoted(name)}` is not a fact of the design", path=path, help=help_)


def _filled(template: str, vignette: Vignette, words: Mapping[tuple[str, Value], str]) -> str:
    text = _PLACEHOLDER.sub(lambda found: words[found[1], vignette.facts[found[1]]], template).strip()
    return re.sub(r"(^|[.!?][”’\")]*\s+|\n\s*\n)([a-z])", lambda found: found[1] + found[2].upper(), text)


def _alike(
    design: Design, template: str, words: Mapping[tuple[str, Value], str], texts: Iterable[VignetteText]
) -> Iterator[Problem]:
    """K134 for factors that aren't said, for values that are said alike, and for vignettes that read alike besides."""
    said = set(_PLACEHOLDER.findall(template))
    found = [*_untold(design, said), *_said_alike(design, words)]
    yield from found
    first: dict[str, VignetteText] = {}
    for each in texts if not found else ():
        other = first.setdefault(" ".join(each.text.casefold().split()), each)
        if other is not each:
            help_ = "to respondents they are one vignette; give other words to a fact in which they differ"
            message = f"vignettes {other.number} and {each.number} read alike"
            yield Problem("K134", message, path="$.template", help=help_)


def _untold(design: Design, said: Collection[str]) -> Iterator[Problem]:
    for name in design.levels:
        if name not in said:
            message = f"the template doesn't say `{name}`, so vignettes that differ in it alone read alike"
            yield Problem("K134", message, path="$.template", help=f"write `{{{name}}}` where its words belong")


def _said_alike(design: Design, words: Mapping[tuple[str, Value], str]) -> Iterator[Problem]:
    for name, values in design.levels.items():
        first: dict[str, Value] = {}
        for value in values:
            other = first.setdefault(words[name, value].strip().casefold(), value)
            if other is not value:
                both = f"`{value_text(other)}` and `{value_text(value)}`"
                message = f"{both} of `{name}` read alike: “{quoted(words[name, value])}”"
                yield Problem("K134", message, path=f"$.phrases.{name}", help="give each words of its own")
