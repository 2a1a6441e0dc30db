"""Conditions as entries: every circumstance stands there, in words; the expression only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import coach_ethics as ce
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Constant, Holds, Named
from coach_ethics.model.policy import Concept, Norm, Notice
from coach_ethics.render.condition_entries import condition_entry
from coach_ethics.render.condition_words import CircumstanceWords, ConditionWords, EveryOf, OneOf, condition_words
from coach_ethics.render.document import Entry
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.policy import policy_document

OURS = """\
policy: ours
parameters: {many: {default: 3, min: 0, max: 9}}
facts:
  it.so: {type: bool, means: it is so}
  it.old: {type: bool, means: it is old}
  it.new: {type: bool, means: it is new}
  it.times: {type: int, min: 0, max: 9, means: the times}
acts: {x: {}}
concepts: {both: {when: it.so and it.old, means: the two are so, label: the two together}}
norms:
  always: {must: x}
  one: {may: x, when: it.so}
  every: {may: x, when: it.times >= many and it.so and (it.old or it.new)}
  not-both: {may: x, when: not both}
  but: {may: x, when: it.so and not it.new and not both}
  either: {may: x, when: both or it.times < 3}
"""


def told(entry: Entry, indent: str = "") -> list[str]:
    words = "".join(piece.text for piece in entry.line)
    return [f"{indent}{words}", *(line for below in entry.below for line in told(below, f"{indent}  "))]


@pytest.mark.parametrize(
    ("norm", "said"),
    {
        "always": ["always"],
        "one": ["when it is so"],
        "every": [
            "when all of this is so:",
            "  the times: 3 to 9 (many)",
            "  it is so",
            "  one of these:",
            "    it is old",
            "    it is new",
        ],
        "not-both": ["always", "  unless the two are so (the two together)"],
        "but": [
            "when it is so",
            "  unless one of these is so:",
            "    it is new",
            "    the two are so (the two together)",
        ],
        "either": ["when one of these is so:", "  the two are so (the two together)", "  the times: 0 to 2"],
    }.items(),
)
def test_each_part_stands_on_a_line_of_its_own(norm: str, said: list[str]) -> None:
    policy = ce.load_policy(OURS)
    (when,) = (each.when for each in policy.norms if each.name == norm)
    assert told(condition_entry(when, policy)) == said
    if norm != "always":
        assert told(condition_entry(when, policy, expressions=True)) == [*said, f"  {write_condition(when)}"]


def texts(words: ConditionWords) -> Iterator[str]:
    match words:
        case CircumstanceWords(text):
            yield text
        case OneOf(parts):
            yield from (text for part in parts for text in texts(part))
        case EveryOf(parts, unless):
            yield from (text for part in (*parts, *unless) for text in texts(part))


@pytest.mark.parametrize("name", ["essay", "icf-2025"])
def test_show_says_each_condition_of_a_policy_in_words(name: str) -> None:
    policy = ce.load_policy(name)
    plain, written = (markdown(policy_document(policy, expressions=each)) for each in (False, True))
    parts: tuple[Norm | Concept | Notice, ...] = (*policy.norms, *policy.concepts, *policy.notices)
    for part in parts:
        if not isinstance(part.when, Constant | Named | Holds):
            expression = f"`{write_condition(part.when)}`"
            assert expression in written
            assert expression not in plain
        if part.when == TRUE:
            continue
        lines = [line.strip() for line in told(condition_entry(part.when, policy))]
        assert all(any(text in line for line in lines) for text in texts(condition_words(part.when, policy))), part.name
