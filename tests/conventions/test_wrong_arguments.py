"""Whatever a program passes to a public function, it is told in a sentence what was wrong with it."""

from __future__ import annotations

import inspect
import traceback
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from tests.conventions.faces import PublicName, public_names

import coach_ethics as ce
from coach_ethics import (
    analysis,
    assessment,
    catalogues,
    coaching,
    cohorts,
    deontics,
    engines,
    interview,
    language,
    model,
    render,
    research,
    service,
    testing,
)
from coach_ethics.coaching.policies import standard_world

DAY = date(2026, 1, 1)
WRONG: tuple[object, ...] = (None, object(), [None], b"x")
FUNCTIONS = [each for each in public_names() if isinstance(each.stands_for, FunctionType)]


@cache
def _policy() -> ce.Policy:
    return ce.load_policy("collusion")


@cache
def _result() -> ce.Assessment:
    return ce.assess({}, _policy())


@cache
def _ahead() -> assessment.Ahead:
    return ce.ahead(ce.Engagement(), _policy(), DAY, on=DAY)


@cache
def _state() -> interview.State:
    return interview.begin_interview(_policy())


@cache
def _told() -> interview.State:
    return interview.tell(_state(), {"block.named": True})


def _question() -> interview.InterviewQuestion:
    question = interview.next_question(_state())
    assert question is not None
    return question


@cache
def _follow_up() -> interview.FollowUp:
    return interview.follow_ups(_result())[0]


@cache
def _cohort() -> Any:
    return cohorts.sample(_policy(), 5, seed=1)


@cache
def _study() -> cohorts.Study:
    return cohorts.sweep(_cohort(), _policy(), {"persistent": [2]})


@cache
def _plan() -> research.Design:
    return research.design(_policy(), ["block.named"], seed=1)


def _questionnaire() -> research.Questionnaire:
    return research.questionnaire(_plan(), research.vignette_texts(_plan()), "?", {"a": "yes", "b": "no"})


def _long() -> Any:
    answers = (research.Answer("R1", 1, "a"), research.Answer("R2", 1, "b"))
    return research.Answers(_questionnaire(), answers).frame()


def _effects() -> research.LongRatings:
    return research.LongRatings(_long(), "block.named", "rating", of=["a"], respondent=None)


FRENCH = catalogues.MessageCatalogue("fr")
VARIANTS = (cohorts.Variant("patient", {"persistent": 3}),)

CALLS: Mapping[Callable[..., object], Callable[[], Mapping[str, object]]] = {
    ce.ahead: lambda: {"engagement": ce.Engagement(), "policy": _policy(), "until": DAY, "on": DAY, "engine": None},
    ce.since: lambda: {"before": _result(), "after": _result()},
    ce.assess: lambda: {
        "case": {},
        "policy": _policy(),
        "engine": None,
        "on": None,
        "observer": None,
        "language": None,
    },
    ce.assess_frame: lambda: {"frame": _cohort(), "policy": _policy(), "columns": None, "prefix": "e_"},
    ce.assessment_json: lambda: {"result": _result(), "words": False},
    ce.begin_interview: lambda: {
        "policy": _policy(),
        "about": None,
        "given": None,
        "engine": None,
        "on": None,
        "language": None,
    },
    ce.compare: lambda: {"one": _policy(), "other": _policy(), "acts": ["claim_credit"], "timeout": 5},
    ce.compare_case: lambda: {"case": {}, "policies": [_policy()], "engine": None, "on": None},
    ce.view: lambda: {"case": {}, "policy": _policy(), "audience": "client", "engine": None, "on": None},
    ce.judge: lambda: {"result": _result(), "course": "claim_credit"},
    ce.load_engagement: lambda: {"engagement": "sponsor: none\n", "vocabulary": None},
    ce.load_policies: lambda: {"on": None, "language": "fr"},
    ce.load_policy: lambda: {"policy": "collusion", "on": None, "language": "fr"},
    ce.prove: lambda: {"policy": _policy(), "only": ["consistent"], "timeout": 5},
    render.document_of: lambda: {"result": _result()},
    render.html: lambda: {"document": (), "level": 1, "folded": False},
    render.html_page: lambda: {"document": (), "language": "en"},
    render.markdown: lambda: {"document": ()},
    render.read_assessment: lambda: {"text": ce.assessment_json(_result()), "policy": _policy()},
    ce.receipt: lambda: {"result": _result(), "on": DAY},
    ce.replay: lambda: {"text": ce.receipt(_result(), DAY), "policy": _policy()},
    language.merge_policies: lambda: {"policies": [_policy()], "name": "both"},
    analysis.importance: lambda: {"policy": _policy(), "acts": ["name_block"], "marginals": None},
    analysis.differ: lambda: {"one": _policy(), "other": _policy()},
    assessment.assess_many: lambda: {"cases": [{}], "policy": _policy(), "engine": None, "on": None, "observer": None},
    assessment.check_receipts: lambda: {"receipts": [ce.receipt(_result(), DAY)], "key": None},
    catalogues.catalogue_coverage: lambda: {"policy": _policy(), "catalogue": FRENCH},
    catalogues.catalogue_of: lambda: {"policy": _policy(), "language": "fr"},
    catalogues.language_tag: lambda: {"language": "fr"},
    catalogues.languages_of: lambda: {"policy": _policy()},
    catalogues.library_coverage: lambda: {"language": "fr"},
    catalogues.read_catalogue: lambda: {"text": "", "name": "ours.fr.po"},
    catalogues.texts_of: lambda: {"policy": _policy()},
    catalogues.translated: lambda: {"policy": _policy(), "catalogue": FRENCH},
    catalogues.translation_of: lambda: {"catalogue": FRENCH, "text": "Rest", "context": ""},
    coaching.engagement_schema: lambda: {"vocabulary": _policy().vocabulary},
    coaching.situation_of: lambda: {"engagement": ce.Engagement(), "on": DAY, "disclosure": None},
    coaching.write_engagement: lambda: {"engagement": ce.Engagement()},
    cohorts.grid: lambda: {"parameters": {"persistent": 2}},
    cohorts.impossible_rows: lambda: {"frame": _cohort(), "policy": _policy(), "columns": None},
    cohorts.agreement: lambda: {"frame": _cohort(), "ratings": ["block.named", "coach.takes_credit"], "missing": ()},
    cohorts.changes: lambda: {"study": _study(), "acts": None},
    cohorts.compare_on: lambda: {"frame": _cohort(), "policies": {"it": _policy()}, "base": None, "acts": None},
    cohorts.normative_situations: lambda: {"frame": _cohort(), "policy": _policy(), "columns": None},
    cohorts.policies_of: lambda: {"policy": _policy(), "variants": VARIANTS},
    cohorts.read_variants: lambda: {"text": cohorts.variants_json(VARIANTS)},
    cohorts.sample: lambda: {"policy": _policy(), "n": 3, "seed": 1, "marginals": None, "unknown": 0.0},
    cohorts.parameter_shares: lambda: {"study": _study(), "act": "claim_credit", "parameter": "persistent"},
    cohorts.status_shares: lambda: {"study": _study(), "act": "claim_credit", "facet": None},
    cohorts.status_reasons: lambda: {"frame": _cohort(), "policy": _policy(), "act": "name_block", "columns": None},
    cohorts.sweep: lambda: {"frame": _cohort(), "policy": _policy(), "parameters": {"persistent": 2}, "acts": None},
    cohorts.variants_json: lambda: {"variants": VARIANTS},
    deontics.choices: lambda: {"demands": ()},
    deontics.close: lambda: {"policy": _policy()},
    deontics.demands_in_force: lambda: {"policy": _policy(), "norms": ()},
    deontics.lower: lambda: {"policy": _policy()},
    deontics.ruled_out_by: lambda: {"course": (), "policy": _policy(), "norms": ()},
    engines.default_engine: dict,
    engines.export: lambda: {"name": "durable", "program": deontics.lower(_policy())},
    engines.installed: lambda: {"name": "reference"},
    engines.prepare: lambda: {"name": "reference", "program": deontics.lower(_policy())},
    engines.version: lambda: {"name": "reference"},
    interview.amend: lambda: {"state": _told(), "fact": "block.named", "value": None},
    interview.answer: lambda: {"state": _state(), "fact": _question().fact, "value": None},
    interview.answer_schema: lambda: {"question": _question()},
    interview.assessment: lambda: {"state": _state()},
    interview.back: lambda: {"state": _state(), "fact": None},
    interview.expected_questions: lambda: {"policy": _policy(), "about": "name_block", "marginals": None},
    interview.finished: lambda: {"state": _state()},
    interview.follow_ups: lambda: {"about": _result()},
    interview.next_question: lambda: {"state": _state()},
    interview.progress: lambda: {"state": _state()},
    interview.question_about: lambda: {"state": _state(), "fact": "block.named"},
    interview.read_answer: lambda: {"question": _question(), "words": "unknown"},
    interview.read_state: lambda: {"text": interview.state_json(_state()), "policy": _policy()},
    interview.rebase: lambda: {"state": _state(), "engagement": {}, "on": DAY},
    interview.reply: lambda: {"follow_up": _follow_up(), "about": _result()},
    interview.speak: lambda: {"state": _state(), "language": "fr"},
    interview.state_json: lambda: {"state": _state()},
    interview.take_over: lambda: {"text": interview.state_json(_state()), "policy": _policy()},
    interview.tell: lambda: {"state": _state(), "facts": {"block.named": True}},
    interview.unanswered: lambda: {"state": _state()},
    language.bundle: lambda: {"policy": _policy()},
    language.write_policy: lambda: {"policy": _policy()},
    language.constraints_over: lambda: {"vocabulary": model.Vocabulary(), "written": ()},
    language.load_policy_over: lambda: {"policy": "collusion", "world": standard_world(), "on": DAY},
    model.fact: lambda: {"means": "a gift was offered", "ask": "Were you offered a gift?", "said": "a gift"},
    model.read_vocabulary: lambda: {"groups": {}, "labels": {}},
    model.meaning_digest: lambda: {"policy": _policy()},
    model.wording_digest: lambda: {"policy": _policy()},
    render.calendar_file: lambda: {"found": _ahead()},
    render.since_json: lambda: {"found": ce.since(_result(), _result())},
    render.timeline_json: lambda: {"found": _ahead()},
    render.brief_json: lambda: {"result": _result(), "words": False},
    render.question_json: lambda: {"question": _question(), "progress": interview.progress(_state())},
    render.result_schema: lambda: {"result": "assessment"},
    render.reply_document: lambda: {"reply": interview.reply(_follow_up(), _result()), "result": _result()},
    render.text: lambda: {"document": (), "width": 80},
    service.application: lambda: {"policies": ["collusion"], "key": b"ours", "states": None, "hosts": ["localhost"]},
    research.archive: lambda: {
        "study": _study(),
        "folder": Path(__file__),
        "about": research.Deposit("A study", ("Doe, Jo",), "CC-BY-4.0"),
        "policies": {},
        "tables": None,
    },
    research.check_cohort_receipt: lambda: {
        "receipt": research.cohort_receipt(_cohort(), _policy()),
        "frame": _cohort(),
        "policy": _policy(),
        "columns": None,
    },
    research.codebook: lambda: {"policy": _policy(), "facts": ["block.named"], "columns": None},
    research.codebook_table: lambda: {"codebook": research.codebook(_policy(), ["block.named"])},
    research.cohort_receipt: lambda: {"frame": _cohort(), "policy": _policy(), "columns": None, "notes": None},
    research.component_effects: lambda: {"long": _effects()},
    research.design: lambda: {"policy": _policy(), "factors": ["block.named"], "seed": 1, "size": None, "blocks": 1},
    research.effects_figure: lambda: {"effects": research.marginal_means(_effects())},
    research.frame_of_effects: lambda: {"effects": (), "library": "polars"},
    research.jspsych_timeline: lambda: {"questionnaire": _questionnaire()},
    research.marginal_means: lambda: {"long": _effects()},
    research.qualtrics_text: lambda: {"questionnaire": _questionnaire()},
    research.questionnaire: lambda: {
        "design": _plan(),
        "texts": research.vignette_texts(_plan()),
        "question": "?",
        "answers": {"a": "yes", "b": "no"},
    },
    research.rater_agreement: lambda: {
        "frame": _long(),
        "respondent": "respondent",
        "vignette": "vignette",
        "rating": "rating",
        "codes": (),
        "missing": (),
        "collapse": None,
    },
    research.read_answers: lambda: {"path": "none.csv", "questionnaire": _questionnaire(), "respondent": None},
    research.read_codebook: lambda: {
        "codebook": research.codebook_table(research.codebook(_policy(), ["block.named"])),
        "policy": _policy(),
    },
    research.read_table: lambda: {
        "path": "none.csv",
        "codebook": research.codebook(_policy(), ["block.named"]),
        "policy": _policy(),
        "sheet": None,
    },
    research.vignette_texts: lambda: {"design": _plan(), "template": None, "phrases": {}},
    research.with_codes: lambda: {"frame": _cohort(), "policies": {"it": _policy()}, "act": "claim_credit"},
    testing.complete_situations: lambda: {"policy": _policy()},
    testing.completions: lambda: {"situation": ce.Situation(), "policy": _policy()},
    testing.consistent_engagements: lambda: {"on": DAY},
    testing.engagements: dict,
    testing.obeys: lambda: {"policy": _policy()},
    testing.policies: dict,
    testing.situations: lambda: {"policy": _policy()},
}
"""Every public function, and arguments that are right."""


def test_every_public_function_is_called() -> None:
    assert [each.path for each in FUNCTIONS if each.stands_for not in CALLS] == []


@pytest.mark.parametrize("name", FUNCTIONS, ids=lambda name: name.path)
def test_an_argument_of_a_wrong_kind_is_told_in_a_sentence(name: PublicName) -> None:
    """What is wrong with a value is a problem; what is no such value at all is a TypeError of ours, which says so."""
    function = name.stands_for
    assert isinstance(function, FunctionType)
    right = CALLS[function]()
    assert right.keys() <= inspect.signature(function).parameters.keys()
    for parameter in right:
        for wrong in WRONG:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert _unexplained(function, {**right, parameter: wrong}) == ""


def _unexplained(function: FunctionType, arguments: Mapping[str, object]) -> str:
    """What a call raises that is no sentence of ours; nothing where it raises none."""
    try:
        function(**arguments)
    except (ce.CaseProblems, ce.PolicyProblems):
        return ""
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        ours = "/coach_ethics/" in last.filename and (last.line or "").startswith("raise ")
        return "" if ours and isinstance(error, TypeError | ValueError) else repr(error)
    return ""


def test_methods_of_an_assessment_tell_which_acts_there_are() -> None:
    for wrong in (None, 3, ["claim_credit"], "claim_credti"):
        with pytest.raises(ce.CaseProblems) as refused:
            _result().why(wrong)  # type: ignore[arg-type] # what a program without types may pass
        assert [problem.code for problem in refused.value.problems] == ["A101"]
