"""What a case says and no policy at hand reads is told as a warning, and changes nothing else."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.assessment.unrecognised import MOST, unrecognised
from coach_ethics.coaching.read import read_engagement
from coach_ethics.problems import Severity
from coach_ethics.render import read_assessment
from coach_ethics.source import Source

DONE = """\
block: {}
done:
  - {act: name_block}
  - {act: fly_to_moon, day: 2026-01-05}
  - {act: name_blok}
  - {day: 2026-01-06}
  - {act: fly_to_moon}
"""


def _engagement(text: str) -> ce.Engagement:
    return read_engagement(Source("case.yaml", text))


def test_an_act_that_the_policy_lacks_is_told_once_with_its_place_and_what_was_meant() -> None:
    moon, block = ce.assess(_engagement(DONE), "essay").warnings
    assert moon.path == "$.done[1].act"
    assert (moon.code, moon.severity) == ("A105", Severity.WARNING)
    assert moon.message == "`fly_to_moon` was done, but it is not an act of policy `essay`, so it is ignored"
    assert moon.help is not None
    assert moon.help.startswith("its acts are agree_outcomes, ask_decision, carry_on_as_before, ")
    assert moon.span is not None
    assert (moon.span.source.name, moon.span.line) == ("case.yaml", 4)
    assert block.help == "did you mean `name_block`?"


def test_nothing_else_changes() -> None:
    with_it = ce.assess(_engagement(DONE), "essay")
    without = ce.assess(_engagement("block: {}\ndone: [{act: name_block}]\n"), "essay")
    assert without.warnings == ()
    assert with_it == without
    assert read_assessment(ce.assessment_json(with_it), ce.load_policy("essay")) == with_it


def test_warnings_come_back_from_json_without_the_text_that_they_stood_in() -> None:
    found = ce.assess(_engagement(DONE), "essay")
    again = read_assessment(ce.assessment_json(found), ce.load_policy("essay"))
    assert [(each.code, each.severity, each.message, each.help, each.path) for each in again.warnings] == [
        (each.code, each.severity, each.message, each.help, each.path) for each in found.warnings
    ]


@pytest.mark.parametrize("act", ["name_block", "examine_as_learning", "take_to_supervision", "ask_decision"])
def test_what_the_facts_are_made_from_is_read_whatever_the_policy(act: str) -> None:
    policy = "policy: mine\nacts: {rest: {means: Rest}}\nnorms: {rest: {must: rest}}\n"
    assert ce.assess(_engagement(f"done: [{{act: {act}}}]\n"), policy).warnings == ()


def test_an_act_that_one_of_several_policies_has_is_read() -> None:
    """An engagement may serve several policies."""
    found = ce.compare_case(_engagement("done: [{act: reflect}, {act: fly_to_moon}]\n"), ["essay", "icf-2025"])
    (moon,) = found.joint.warnings
    assert moon.message.startswith(
        "`fly_to_moon` was done, but it is not an act of any of the policies `essay` and `icf-2025`"
    )
    assert all(each.warnings == () for each in found.results)


def test_of_very_many_the_first_are_told_and_how_many_there_are_besides() -> None:
    done = "".join(f"  - {{act: strange_{number}}}\n" for number in range(MOST + 7))
    told = unrecognised(_engagement(f"done:\n{done}"), [ce.load_policy("essay")])
    assert len(told) == MOST + 1
    assert told[-1].message == "7 more acts that were done are not acts of policy `essay`"
