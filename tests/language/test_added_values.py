"""Values that a policy adds to shared facts are its own; every other policy takes them for none that it knows."""

from __future__ import annotations

import json
from datetime import date

import polars
import pytest

import coach_ethics as ce
from coach_ethics.analysis.coverage.clauses import coverage
from coach_ethics.analysis.coverage.themes import read_themes
from coach_ethics.coaching import engagement_schema
from coach_ethics.coaching.policies import check_policy
from coach_ethics.cohorts import compare_on
from coach_ethics.engines.registry import EVALUATORS
from coach_ethics.interview import next_question
from coach_ethics.language import bundle, merge_policies
from coach_ethics.language.load import load_policy_over
from coach_ethics.language.policies.write import write_policy
from coach_ethics.language.world import world_of
from coach_ethics.model.digest import meaning_digest
from coach_ethics.problems import CaseProblems, PolicyProblems
from coach_ethics.render.json import comparison_json
from coach_ethics.source import Source

FACT = "relationship.intimate_with"
BASE = """
policy: {name}
acts: {{be_intimate: {{means: Be intimate}}}}
norms: {{bar: {{must_not: be_intimate, when: "{when}", because: Trust.}}}}
"""
OPEN = BASE.format(name="open", when=f"{FACT} == client")
STRICT = BASE.format(name="strict", when=f"{FACT} != nobody")
WIDE = f"adds_values: {{{FACT}: [supervisee, former_client]}}\n" + BASE.format(
    name="wide", when=f"{FACT} in (client, supervisee)"
).lstrip("\n")
ALL_BUT = f"adds_values: {{{FACT}: [former_client]}}\n" + BASE.format(
    name="all-but", when=f"{FACT} not in (nobody, former_client)"
).lstrip("\n")
OTHER = f"adds_values: {{{FACT}: [trainee, supervisee]}}\n" + BASE.format(
    name="other", when=f"{FACT} == supervisee"
).lstrip("\n")


def status(value: str, policy: ce.Policy | str, engine: str | None = None) -> str:
    return ce.assess({FACT: value}, policy, engine=engine).statuses["be_intimate"].value


def policies(*texts: str) -> list[ce.Policy]:
    return [ce.load_policy(each) for each in texts]


@pytest.mark.parametrize("engine", EVALUATORS)
def test_an_added_value_is_a_value_in_every_engine(engine: str) -> None:
    (wide,) = policies(WIDE)
    said = [status(value, wide, engine) for value in ("client", "supervisee", "former_client", "nobody")]
    assert said == ["forbidden", "forbidden", "unregulated", "unregulated"]


def test_what_follows_from_the_vocabulary_knows_it() -> None:
    (wide,) = policies(WIDE)
    assert "supervisee" in json.dumps(engagement_schema(wide.vocabulary)["properties"][FACT])
    question = next_question(ce.begin_interview(wide))
    assert question is not None
    assert "supervisee" in {option.value for option in question.options}
    engagement = ce.load_engagement(f"{FACT}: supervisee", wide.vocabulary)
    assert ce.assess(engagement, wide).statuses["be_intimate"].value == "forbidden"
    kept = ce.receipt(ce.assess(engagement, wide, on="2026-01-01"), date(2026, 1, 1))
    assert "Identical" in str(ce.replay(kept, wide))
    frame = ce.assess_frame(polars.DataFrame({FACT: ["supervisee", "former_client", None]}), wide)
    assert frame["ethics_be_intimate"].to_list() == ["forbidden", "unregulated", "undetermined"]


def test_no_other_policy_takes_it() -> None:
    with pytest.raises(CaseProblems, match="F202"):
        status("supervisee", policies(OPEN)[0])
    with pytest.raises(CaseProblems, match="F202"):
        ce.load_engagement(f"{FACT}: supervisee")


def test_digests_of_other_policies_stay() -> None:
    assert meaning_digest(policies(OPEN)[0]) == meaning_digest(policies(OPEN)[0])
    only_added = f"adds_values: {{{FACT}: [supervisee]}}" + OPEN
    assert meaning_digest(policies(only_added)[0]) != meaning_digest(policies(OPEN)[0])
    elsewhere = "adds_values: {disclosure.owner: [supervisee]}" + OPEN
    assert meaning_digest(policies(elsewhere)[0]) == meaning_digest(policies(OPEN)[0])


@pytest.mark.parametrize("write", [write_policy, bundle])
def test_it_is_written_and_read_again(write: object) -> None:
    (wide,) = policies(WIDE)
    again = ce.load_policy(write(wide))  # type: ignore[operator] # one of the two functions above
    assert meaning_digest(again) == meaning_digest(wide)
    assert [(each.name, each.values) for each in again.added_values] == [(FACT, ("supervisee", "former_client"))]
    assert meaning_digest(load_policy_over(write_policy(wide), world_of(wide))) == meaning_digest(wide)


def test_a_comparison_treats_it_as_none_of_the_other_policy() -> None:
    """`== client` is false of a value that is added, and `!= nobody` true."""
    open_, strict, wide, all_but = policies(OPEN, STRICT, WIDE, ALL_BUT)
    for one, other, told in ((open_, wide, "supervisee"), (strict, all_but, "former_client")):
        found = comparison_json(ce.compare(one, other))
        assert json.loads(found)["agree"] is False
        assert told in found
    assert json.loads(comparison_json(ce.compare(wide, wide)))["agree"] is True


def test_policies_are_joined_over_the_values_of_all() -> None:
    merged = merge_policies(policies(OPEN, STRICT, WIDE, OTHER), "all")
    assert merged.vocabulary[FACT].type.values[-3:] == ("supervisee", "former_client", "trainee")  # type: ignore[union-attr] # an enumeration
    found = ce.compare_case({FACT: "trainee"}, policies(OPEN, STRICT, WIDE, OTHER))
    assert [each.statuses["be_intimate"].value for each in found.results] == [
        "unregulated",
        "forbidden",
        "unregulated",
        "unregulated",
    ]


def test_a_cohort_counts_it_under_every_policy() -> None:
    frame = polars.DataFrame({FACT: ["client", "supervisee", "trainee"]})
    texts = {each.name: each for each in policies(OPEN, STRICT, WIDE, OTHER)}
    found = compare_on(frame, texts)
    forbidden = {row.variant: row.count for row in found.rows if row.status == "forbidden"}
    assert forbidden == {"open": 1, "strict": 3, "wide": 2, "other": 1}


def test_a_theme_may_speak_of_it() -> None:
    codes = policies(OPEN, STRICT, WIDE)
    text = f"themes: [{{theme: a supervisee, act: be_intimate, given: {{{FACT}: supervisee}}}}]\n"
    found = coverage(codes, read_themes(Source("<themes>", text), codes))
    ((_, cells),) = found.matrix
    assert [cell.finding and cell.finding.status.value for cell in cells] == ["unregulated", "forbidden", "forbidden"]


def test_who_extends_inherits_it() -> None:
    found, problems = check_policy(
        Source("<text>", f"policy: more\nextends: wide\nadds_values: {{{FACT}: [trainee]}}\n"),
        find=lambda name, _: Source("wide", WIDE),
    )
    assert not [each for each in problems if each.code[0] != "L"]
    assert found is not None
    assert status("supervisee", found) == "forbidden"
    assert status("trainee", found) == "unregulated"


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("{relationship.intimate_with: client}", "X401"),
        ("{harm.likelihood: certain}", "T113"),
        ("{coaching.ended: maybe}", "T113"),
        ("{relationship.intimate_wiht: supervisee}", "N102"),
    ],
)
def test_what_can_not_be_added(added: str, code: str) -> None:
    with pytest.raises(PolicyProblems) as refused:
        ce.load_policy(f"adds_values: {added}{OPEN}")
    assert [each.code for each in refused.value.problems] == [code]
