"""`assess` by example: the essay's case from its first question to its choices, and what can be given to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind
from coach_ethics.engines.registry import EVALUATORS, installed
from coach_ethics.findings import Status
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, PolicyProblems

END_OF_ROAD: dict[str, object] = {
    "sponsor.present": True,
    "outcomes.agreed_by_client": True,
    "outcomes.agreed_by_sponsor": True,
    "block.present": True,
    "block.named": True,
    "block.coach_can_help_in_time": False,
    "block.examined_as_learning": True,
    "client.decision": "pending",
    "contract.renegotiated": False,
    "contract.foresees_block": False,
    "consent.to_tell_sponsor": "none",
    "law.requires_disclosure": False,
    "harm.likelihood": "none",
}

EACH_ENGINE = pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])


def _end_of_road(engine: str | None = None, **other: object) -> Assessment:
    return assess(
        {**END_OF_ROAD, **{name.replace("__", "."): value for name, value in other.items()}}, "essay", engine=engine
    )


@pytest.mark.parametrize("given", [None, [], "case.yaml", 3, [("block.present", True)]])
def test_what_is_no_case_is_a_problem_with_a_fix(given: object) -> None:
    with pytest.raises(CaseProblems) as refused:
        assess(given, "essay")  # type: ignore[arg-type]  # what a program without types may pass
    (problem,) = refused.value.problems
    assert problem.code == "F208"
    assert "load_engagement" in str(problem.help)


@pytest.mark.parametrize("given", [3, 0, "", [], True, "refrence"])
def test_what_is_no_engine_is_a_problem_with_a_fix(given: object) -> None:
    with pytest.raises(CaseProblems) as refused:
        assess({}, "essay", engine=given)  # type: ignore[arg-type]  # what a program without types may pass
    (problem,) = refused.value.problems
    assert problem.code == "E501"
    assert "reference" in str(problem.help)


@EACH_ENGINE
def test_the_dilemma_is_derived(engine: str) -> None:
    """Openness with both and the confidence together leave only withdrawing."""
    found = _end_of_road(engine)
    assert found.engine == engine
    assert found.statuses["continue_coaching"] is Status.FORBIDDEN
    assert found.statuses["renegotiate"] is Status.FORBIDDEN
    assert found.statuses["withdraw"] is Status.REQUIRED
    assert [choice.course for choice in found.choices] == [frozenset({"withdraw", "tell_client"})]
    assert found.conflicts == ()


@EACH_ENGINE
@pytest.mark.parametrize("leave", [{"consent__to_tell_sponsor": "oral"}, {"contract__foresees_block": True}])
def test_leave_or_foresight_opens_the_second_way(engine: str, leave: dict[str, object]) -> None:
    found = _end_of_road(engine, **leave)
    assert {choice.course for choice in found.choices} == {
        frozenset({"withdraw", "tell_client"}),
        frozenset({"renegotiate", "tell_client", "tell_sponsor"}),
    }
    assert found.statuses["renegotiate"] is Status.PERMITTED


def test_unknown_leave_leaves_it_open() -> None:
    found = _end_of_road(consent__to_tell_sponsor=None)
    assert found.statuses["renegotiate"] is Status.UNDETERMINED
    assert not found.findings["renegotiate"].determined
    assert found.why("renegotiate").waits_for == ("consent.to_tell_sponsor",)
    assert found.questions[0].fact == "consent.to_tell_sponsor"


def test_why_names_the_grounds_and_their_facts() -> None:
    why = _end_of_road().why("renegotiate")
    (ground,) = why.grounds
    assert ground.verdict is Kind.FORBIDDEN
    assert [reason.norm.name for reason in ground.norms] == ["keep-confidence", "openness-with-both"]
    confidence = ground.norms[0].reasons[1]
    assert confidence.concept is not None
    assert confidence.concept.name == "sponsor_may_know"
    assert [given.fact for part in confidence.below for given in part.given] == [
        "consent.to_tell_sponsor",
        "contract.foresees_block",
    ]
    assert {str(cite.place) for cite in why.citations} == {"P4", "P20", "P21", "P22", "P23", "P24"}


def test_judgements_are_named() -> None:
    """The end of the road rests on what the coach believes, and says so."""
    assert {"block.present", "block.coach_can_help_in_time", "block.examined_as_learning"} <= set(
        _end_of_road().judgements["continue_coaching"]
    )
    assert _end_of_road().judgements["claim_credit"] == ()


def test_an_overridden_norm_is_explained_by_what_overrides_it() -> None:
    found = assess(
        {"disclosure.recipient": "authorities", "law.requires_disclosure": True, "consent.to_disclosure": "none"},
        "confidentiality",
    )
    assert found.norms["no-disclosure-without-consent"] is False
    (failing,) = (ground for ground in found.why("disclose").failing if ground.verdict is Kind.FORBIDDEN)
    (reason,) = failing.norms
    assert [other.norm.name for other in reason.overriding] == ["law-before-confidence"]


def test_two_promises_that_clash_are_a_dilemma_with_its_trade_offs() -> None:
    found = assess(
        {
            "sponsor.present": True,
            "contract.promises_report": True,
            "contract.promises_confidentiality": True,
            "consent.to_tell_sponsor": "none",
            "outcomes.being_missed": True,
        },
        "confidentiality",
    )
    assert found.choices == ()
    assert found.conflicts == (frozenset({"report-as-promised", "keep-promise-of-secrecy"}),)
    assert {each.breached for each in found.trade_offs} == {
        frozenset({"report-as-promised"}),
        frozenset({"keep-promise-of-secrecy"}),
    }


# What can be given.


def test_a_policy_is_given_by_name_by_path_by_text_or_read() -> None:
    policy = load_policy("collusion")
    path = next(Path(__file__).parents[2].glob("policies/collusion.yaml"))
    case = {"coach.takes_credit": True}
    found = [assess(case, given) for given in ("collusion", path, path.read_text("utf-8"), policy)]
    assert {each.policy.digest for each in found} == {found[0].policy.digest}
    assert {each.statuses["claim_credit"] for each in found} == {Status.FORBIDDEN}


def test_a_case_is_a_mapping_a_situation_or_an_engagement() -> None:
    values = {"coach.takes_credit": True}
    cases = (values, Situation({"coach.takes_credit": True}), Engagement(facts=Situation({"coach.takes_credit": True})))
    assert {assess(case, "collusion").norms["heed-the-signal"] for case in cases} == {True}


def test_everything_that_is_wrong_with_a_case_comes_at_once() -> None:
    with pytest.raises(CaseProblems) as found:
        assess({"block.presnt": True, "block.named": "yes", "commitment.missed_in_a_row": True}, "essay")
    assert [problem.code for problem in found.value.problems] == ["F202", "F201", "F202"]


def test_a_situation_is_held_against_the_policy_too() -> None:
    with pytest.raises(CaseProblems, match=r"block\.presnt"):
        assess(Situation({"block.presnt": True}), "essay")


def test_an_unknown_act_is_refused_with_what_was_meant() -> None:
    with pytest.raises(CaseProblems, match="did you mean `renegotiate`"):
        _end_of_road().why("renegotiat")


def test_an_unknown_engine_or_policy_is_refused() -> None:
    with pytest.raises(CaseProblems, match="`refrence` is not an engine"):
        assess({}, "essay", engine="refrence")
    with pytest.raises(PolicyProblems, match="`esay`"):
        assess({}, "esay")


def test_a_result_can_not_be_changed() -> None:
    found = _end_of_road()
    with pytest.raises(TypeError):
        found.findings["withdraw"] = found.findings["renegotiate"]  # type: ignore[index]  # that it can't is the point
    with pytest.raises(AttributeError):
        found.engine = "other"  # type: ignore[misc]  # that it can't is the point


def test_an_assessment_shows_itself_in_one_line() -> None:
    """Without a word of the case, which may be confidential."""
    shown = repr(_end_of_road("reference"))
    assert shown.startswith("<Assessment under essay 1.0.0 by reference: 2 required, ")
    assert shown.endswith("; choices: 1>")
    assert "consent" not in shown
