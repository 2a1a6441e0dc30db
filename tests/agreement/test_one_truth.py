"""LAW (one truth): no two outputs of one case contradict each other, and what every completion decides is said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.assessment.small_worlds import possible_at_all, possible_completions, small_cases
from tests.counting import Counted

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import judge
from coach_ethics.assessment.possible import impossibilities
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.assessment.receipt import receipt_data
from coach_ethics.findings import Status, finding_among
from coach_ethics.interview.open_questions import unanswered
from coach_ethics.interview.question import answer, next_question
from coach_ethics.interview.saving import read_state, state_json
from coach_ethics.interview.state import State, assessment, begin_interview
from coach_ethics.model.vocabulary import domain
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning import determined as determined_module
from coach_ethics.reasoning import rounds
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import Document, DocumentBlock, Entry, Heading, Listing, Style
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import closing_document
from coach_ethics.render.json import assessment_json, explanation_json, judgement_json
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.plain_text import text
from coach_ethics.shipped import shipped_names

IN_CI = settings.get_current_profile_name() == "ci"
MANY = settings(max_examples=120) if IN_CI else settings()
DIALOGUES = 5 if IN_CI else 2

BOUND = (Status.REQUIRED, Status.FORBIDDEN, Status.DILEMMA)


def test_what_every_completion_decides_alike_is_determined(counted: Counted) -> None:
    """Statuses, norms and concepts are those of all completions that the constraints allow: no more open, no less."""
    counts: Counter[str] = Counter()

    @MANY
    @given(small_cases())
    def check(found: Assessment) -> None:
        ends = list(possible_completions(found).values())
        counts["cases"] += 1
        assert found.undecided == ()
        for act, told in found.findings.items():
            counts["statuses"] += 1
            assert told == finding_among(frozenset(end.statuses[act] for end in ends))
        for told_, told_at_end in (
            (found.norms, [end.norms for end in ends]),
            (found.concepts, [end.concepts for end in ends]),
        ):
            for name, value in told_.items():
                values = {end[name] for end in told_at_end}
                assert value == (values.pop() if len(values) == 1 else None)
        for conflict in found.conflicts:
            assert all(conflict in end.conflicts for end in ends)

    check()
    for what, number in counts.items():
        counted(f"determined, held to every completion: {what}", number)


def test_courses_are_judged_as_every_completion_judges_them() -> None:
    """What is certain of a course is so in every completion."""

    @MANY
    @given(small_cases(), st.data())
    def check(found: Assessment, data: st.DataObject) -> None:
        ends = list(possible_completions(found).values())
        course = data.draw(st.frozensets(st.sampled_from(sorted(found.findings)))) if found.findings else frozenset()
        judged = judge(found, course)
        at_the_end = {judge(end, course).permissible for end in ends}
        assert (at_the_end == {False}) == (not judged.permissible)
        assert (at_the_end == {True}) == (judged.permissible and not judged.open)
        for each in judged.nearest:
            assert True in {judge(end, each.course).permissible for end in ends}

    check()


@MANY
@given(small_cases())
def test_no_two_outputs_of_a_case_contradict_each_other(found: Assessment) -> None:
    one_truth(found)


@MANY
@given(small_cases(), st.integers(0, 1000))
def test_an_interview_ends_in_what_an_assessment_says(found: Assessment, seed: int) -> None:
    assume(possible_at_all(found))
    policy = found.prepared.policy
    ready = found.prepared
    if policy.acts and not [*impossibilities(found.situation, policy.constraints, ready.slices, ready.evaluate)]:
        one_truth_at_the_end(_led(begin_interview(policy, given=found.situation, engine="reference"), Random(seed)))


@pytest.mark.parametrize("name", [name for name in shipped_names() if name != "safety"])
def test_random_dialogues_of_the_shipped_names(name: str, counted: Counted) -> None:
    """Complete ones, as a coach leads them who knows everything, and others. `safety` has no acts to ask about."""
    every = [act.name for act in prepared(name, "compiled").policy.acts]
    for seed in range(DIALOGUES):
        random = Random(seed)
        about = None if seed % 2 else random.sample(every, min(3, len(every)))
        state = _led(begin_interview(name, about, engine="compiled"), random, not_known=0.2 * (seed % 3))
        one_truth_at_the_end(state)
        one_truth(assessment(state))
    counted("dialogues of shipped policies whose outputs tell one truth", DIALOGUES)


def test_what_is_too_entangled_is_left_as_kleene_has_it_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands is sound; that it may be too careful is said in every form."""
    ready = prepared("essay", "compiled")
    given_ = {
        "sponsor.present": True,
        "coach.purpose": "client_learning",
        "outcomes.agreed_by_client": False,
        "commitment.missed_in_a_row": 5,
        "block.present": False,
        "block.named": False,
    }
    exact = begin_interview("essay", given=given_, engine="compiled")
    assert assessment(exact).statuses["agree_outcomes"] is Status.REQUIRED
    assert assessment(exact).undecided == ()
    with monkeypatch.context() as patch:
        _forget(ready)
        for module in (rounds, determined_module):
            patch.setattr(module, "MOST_STEPS", 2)
        careful = assess_prepared(ready, exact.situation)
        told, data = text(assessment_document(careful)), json.loads(assessment_json(careful))
        _forget(ready)
    assert careful.statuses["agree_outcomes"] is Status.UNDETERMINED
    assert "agree_outcomes" in careful.undecided
    assert "too many cases" in told
    assert "agree_outcomes" in data["undecided"]


def _forget(ready: Prepared) -> None:
    for each in (ready, ready.slices):
        each.kept.clear()


def _led(state: State, random: Random, not_known: float = 0.1) -> State:
    """An interview led to its end with random answers."""
    for _ in range(200):
        if (question := next_question(state)) is None:
            return state
        value = None if random.random() < not_known else random.choice(domain(question.type))
        try:
            state = answer(state, question.fact, value)
        except CaseProblems:  # it contradicts what was said before
            continue
    raise AssertionError("an interview comes to an end")


def one_truth_at_the_end(state: State) -> None:
    """What a terminal, a program and whoever resumes the interview are told at its end is one."""
    found, policy = assessment(state), state.prepared.policy
    assert found == assess_prepared(state.prepared, state.situation)
    assert read_state(state_json(state), policy).situation == state.situation
    open_ = {each.act: frozenset(each.statuses) for each in unanswered(state) if not each.if_doing and not each.beside}
    assert {act: finding_among(each) for act, each in open_.items()} == {
        act: found.findings[act] for act in state.about if not found.findings[act].determined
    }
    assert {(each.act, each.beside) for each in unanswered(state) if each.beside and not each.if_doing} == {
        (act, each.kind) for act in state.about for each in found.asides.get(act, ()) if each.truth is None
    }
    _sections_tell_statuses(closing_document(state), found)


def one_truth(found: Assessment) -> None:
    """Text, Markdown, JSON, reasons, choices, judgements, questions and receipt say the same of a case."""
    statuses = found.statuses
    data = json.loads(assessment_json(found))
    assert {act: each["status"] for act, each in data["findings"].items()} == statuses
    assert receipt_data(found, "2026-01-01")["result"]["statuses"] == statuses
    document = assessment_document(found)
    _sections_tell_statuses(document, found)
    _reasons_and_questions_agree(found)
    _courses_agree(found)
    for each in (text(document), markdown(document)):
        assert ("This is a dilemma" in each) == bool(found.conflicts)


def _sections_tell_statuses(document: Document, found: Assessment) -> None:
    """Each act stands where its status belongs, and nowhere else."""
    told = {
        status: {act for act in _named(_section(document, heading)) if act in found.findings}
        for heading, status in (("What you must do", Status.REQUIRED), ("What you must not do", Status.FORBIDDEN))
    }
    with_status = {status: {act for act, each in found.statuses.items() if each is status} for status in Status}
    assert told[Status.REQUIRED] == with_status[Status.REQUIRED]
    assert told[Status.FORBIDDEN] <= with_status[Status.FORBIDDEN]
    presumed = set(found.presumed.acts)
    assert presumed <= with_status[Status.UNDETERMINED]
    assert _presumed(_section(document, "What follows on presumptions")) == presumed
    assert bool(_section(document, "What is still undetermined")) == (with_status[Status.UNDETERMINED] != presumed)


def _reasons_and_questions_agree(found: Assessment) -> None:
    asked: dict[str, set[str]] = {act: set() for act in found.findings}
    for question in found.questions:
        assert found.situation[question.fact] is None
        for act in question.acts:
            asked[act].add(question.fact)
    for act, told in found.findings.items():
        why = found.why(act)
        assert why.finding == told
        assert json.loads(explanation_json(why))["status"] == told.status
        assert told.status not in BOUND or why.grounds
        _constraints_decide(found, act, why.constraints)
        assert set(why.waits_for) <= asked[act]
        assert bool(why.waits_for) == (not told.determined)
        assert ("may" in text(explanation_document(why, found))) or told.determined or why.grounds


def _constraints_decide(found: Assessment, act: str, constraints: tuple[str, ...]) -> None:
    """Those that a reason names are enough, and none of them is too many."""
    ready, told = found.prepared, found.findings[act]
    for left_out in constraints:
        fewer = determined_in(ready, found.situation, frozenset(constraints) - {left_out})
        assert finding_of(act, fewer.truths) != told
    if constraints:
        enough = determined_in(ready, found.situation, frozenset(constraints))
        assert finding_of(act, enough.truths) == told
        assert all(each in text(explanation_document(found.why(act), found)) for each in constraints)


def _courses_agree(found: Assessment) -> None:
    must = {act for act, status in found.statuses.items() if status is Status.REQUIRED}
    must_not = {act for act, status in found.statuses.items() if status is Status.FORBIDDEN}
    torn = Status.DILEMMA in found.statuses.values()
    assert not (torn and found.choices)
    for choice in found.choices[:20]:
        assert must <= choice.course
        assert not must_not & choice.course
        judged = judge(found, choice.course)
        assert judged.permissible
        assert json.loads(judgement_json(judged))["permissible"]
        assert choice.may_be_ruled_out_by == tuple(each.norm.name for each in judged.open_breaches)
    for act in must_not:
        assert not judge(found, act).permissible
    if must:
        assert not judge(found, []).permissible
    if must or torn:
        assert not any(choice.course == frozenset() for choice in found.choices)


def _section(document: Document, heading: str) -> list[DocumentBlock]:
    """What stands below a heading, up to the next."""
    below: list[DocumentBlock] = []
    inside = False
    for block in document:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            below.append(block)
    return below


def _named(blocks: Iterable[DocumentBlock]) -> Iterator[str]:
    """The names of acts that head the entries of lists."""
    for block in blocks:
        if isinstance(block, Listing):
            for entry in block.entries:
                yield from _names_in(entry)


def _presumed(blocks: Iterable[DocumentBlock]) -> set[str]:
    """The acts that the entries of lists are about, by the names that close them."""
    lists = (block for block in blocks if isinstance(block, Listing))
    return {entry.line[-1].text.strip(" ()") for block in lists for entry in block.entries}


def _names_in(entry: Entry) -> Iterator[str]:
    return (piece.text for piece in entry.line if piece.style is Style.NAME)
