"""Pictures as rows from top to bottom, indented as one thing follows from another: how an act is decided, and which
norms are exceptions from which. Here it is worked out what stands where; a template draws it, and says it as a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from textwrap import wrap
from typing import assert_never

from attrs import frozen

from coach_ethics.analysis.decision_tree import (
    ActVerdict,
    DecisionBranch,
    DecisionStep,
    DecisionTree,
    FoldedDecision,
    decision_tree,
)
from coach_ethics.deontics.closure import close
from coach_ethics.deontics.layers import overriding
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.domains import in_runs
from coach_ethics.model.policy import Modality, Policy, named
from coach_ethics.model.titles import norm_label
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.policy import OPENINGS
from coach_ethics.render.words import concept_label, listed, lowered, meaning, upper
from coach_ethics.translation import gettext, noted, spoken

WIDTH = 680
"""How wide a picture is."""

INDENT, LINE, PADDING, GAP = 26, 17, 7, 8
_LETTER, _BOLD = 7.3, 8.4
"""How wide a letter is taken to be, generously: the font is the reader's, and verdicts are bold."""

BOLD = ("required", "forbidden", "permitted", "dilemma")
"""The looks whose words are bold."""

_SAID: Mapping[Status, str] = {
    Status.REQUIRED: noted("You must"),
    Status.FORBIDDEN: noted("You must not"),
    Status.PERMITTED: noted("You may"),
    Status.UNREGULATED: noted("Nothing is said"),
    Status.DILEMMA: noted("You must and must not: a dilemma"),
    Status.UNDETERMINED: noted("It depends on more"),
}


@frozen
class Outlined:
    """A line of an outline, with what follows from it: a `look` (how it is drawn), its words, and where they lead.

    `answer` is what was answered above, to come here.
    """

    words: str
    look: str
    answer: str = ""
    anchor: tuple[str, str] | None = None
    below: tuple[Outlined, ...] = ()


@frozen
class PictureBox:
    """A box at its place, with its lines of text below its `answer`. The line that leads to it starts `above`."""

    left: int
    top: int
    width: int
    height: int
    look: str
    answer: tuple[str, ...]
    lines: tuple[str, ...]
    anchor: tuple[str, str] | None
    above: int | None


@frozen
class Picture:
    """A picture: its name, its title, what it shows as an outline, and its boxes."""

    name: str
    title: str
    outline: Outlined
    boxes: tuple[PictureBox, ...]
    height: int


def decision_pictures(policy: Policy) -> tuple[tuple[Picture, ...], Mapping[str, str]]:
    """How a policy decides on its acts: a picture of each, and why some have none.

    An act on which nothing has to be asked has none either.
    """
    pictures: list[Picture] = []
    too_large: dict[str, str] = {}
    for act in policy.acts:
        tree = decision_tree(policy, act.name)
        if isinstance(tree, Undecided):
            too_large[act.name] = spoken(tree.reason)
        elif isinstance(tree, DecisionStep):
            title = meaning(act.name, policy)
            pictures.append(drawn(act.name, title, _decided(tree, policy, "")))
    return tuple(pictures), too_large


def _decided(tree: DecisionTree, policy: Policy, answer: str) -> Outlined:
    match tree:
        case ActVerdict():
            return Outlined(_said(tree), _look(tree), answer)
        case FoldedDecision(verdicts):
            words = listed([lowered(_said(each)) for each in verdicts], "or")
            return Outlined(gettext("It depends on more: {answers}").format(answers=words), "folded", answer)
        case DecisionStep(asked, concept, branches):
            fact = asked if concept else policy.vocabulary[asked.name]
            question = _of_term(concept, policy) if concept else upper(fact.ask or fact.means or fact.name)
            anchor = ("term", concept) if concept else ("fact", fact.name)
            answers = (_answer(fact, each, policy.vocabulary) for each in branches)
            below = tuple(map(_decided, (each.then for each in branches), repeat(policy), answers))
            return Outlined(question, "question", answer, anchor, below)
        case _:
            assert_never(tree)


def _of_term(name: str, policy: Policy) -> str:
    concept = named(policy.concepts)[name]
    return gettext("{term}?").format(term=upper(concept.means or concept_label(concept)))


def _answer(fact: Fact, branch: DecisionBranch, facts: Vocabulary) -> str:
    if isinstance(fact.type, Boolean):
        return upper(gettext("yes") if branch.values == (True,) else gettext("no"))
    words = circumstances(in_runs(fact, branch.runs), facts)
    return words[:1].upper() + words[1:]


def _said(verdict: ActVerdict) -> str:
    if verdict.one_of:
        if verdict.status is Status.PERMITTED:
            return gettext("You may, and must do this or an alternative")
        return gettext("You must do this or an alternative")
    if verdict.beside is not None:
        alone, permitted = _BESIDE[verdict.beside]
        return gettext(permitted if verdict.status is Status.PERMITTED else alone)
    return gettext(_SAID[verdict.status])


# partial: only these kinds of names are told beside a status
_BESIDE: Mapping[Kind, tuple[str, str]] = {
    Kind.ADVISED: (noted("You should"), noted("You may, and should")),
    Kind.ADVISED_AGAINST: (noted("You should not"), noted("You may, and should not")),
    Kind.EXEMPT: (noted("You needn't"), noted("You may, and needn't")),
}


def _look(verdict: ActVerdict) -> str:
    if verdict.beside is Kind.ADVISED_AGAINST:
        return "advised-against"
    if verdict.beside is Kind.EXEMPT:
        return "permitted"
    return "advised" if verdict.one_of or verdict.beside is not None else verdict.status.value


def exceptions_picture(policy: Policy) -> Picture | None:
    """Which norms are exceptions from which; None where there is no exception."""
    above = overriding(policy, close(policy))
    norms = named(policy.norms)

    def shown(name: str) -> Outlined:
        norm = norms[name]
        called, asks = upper(norm_label(norm)), gettext(OPENINGS[norm.modality]).rstrip(_COLON)
        words = gettext("{norm}: {asks}").format(norm=called, asks=lowered(asks))
        return Outlined(words, _LOOKS[norm.modality], "", ("norm", name), tuple(map(shown, above[name])))

    exceptions = {each for others in above.values() for each in others}
    roots = [name for name in norms if above[name] and name not in exceptions]
    if not roots:
        return None
    whole = Outlined(gettext("Norms that have exceptions"), "heading", below=tuple(map(shown, roots)))
    return drawn("exceptions", gettext("Which norms are exceptions from which"), whole)


_COLON = ": \u00a0"

_LOOKS: Mapping[Modality, str] = {
    Modality.OBLIGATION: "required",
    Modality.OBLIGATION_TO_CHOOSE: "required",
    Modality.PROHIBITION: "forbidden",
    Modality.PERMISSION: "permitted",
    Modality.EXEMPTION: "permitted",
    Modality.RECOMMENDATION: "advised",
    Modality.RECOMMENDATION_AGAINST: "advised-against",
}


def drawn(name: str, title: str, outline: Outlined) -> Picture:
    """An outline as a picture."""
    boxes = tuple(_placed(outline, 0, 2, None))
    return Picture(name, title, outline, boxes, max(box.top + box.height for box in boxes) + 2)


def _placed(item: Outlined, depth: int, top: int, above: int | None) -> Iterator[PictureBox]:
    """The boxes of an item and all below it, from a height on. `above` is where the box above it ends."""
    left = 2 + INDENT * depth
    letter = _BOLD if item.look in BOLD else _LETTER
    room = int((WIDTH - left - 2 - 2 * PADDING) / letter)
    answer = tuple(wrap(f"{item.answer}:", room)) if item.answer else ()
    lines = tuple(wrap(item.words, room))
    longest = max(len(each) for each in (*answer, *lines))
    full = WIDTH - left - 2
    width = full if item.below else min(full, int(longest * letter) + 2 * PADDING)
    height = LINE * (len(answer) + len(lines)) + 2 * PADDING
    own = PictureBox(left, top, width, height, item.look, answer, lines, item.anchor, above)
    yield own
    bottom, last = top + height, top + height
    for each in item.below:
        for box in _placed(each, depth + 1, bottom + GAP, last):
            yield box
            bottom = box.top + box.height
