"""Codes held to published judgement: what is scored, and how."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.judge import judge
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.proportions import Proportion
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import PolicyProblems
from coach_ethics.render.markdown_text import markdown
from coach_ethics.source import Source
from coach_ethics_studies.validation.cases import PublishedCase, PublishedOption, PublishedVerdict, Scoring
from coach_ethics_studies.validation.figures import figures, picks_the_best
from coach_ethics_studies.validation.read import published_judgements
from coach_ethics_studies.validation.render import validation_document
from coach_ethics_studies.validation.validate import (
    CodeAnswer,
    Held,
    OptionOutcome,
    Validation,
    distinct,
    validate,
)


@cache
def _cases() -> tuple[PublishedCase, ...]:
    return tuple(published_judgements())


@cache
def _found() -> Validation:
    return validate(_cases())


def _one(option: PublishedOption, *, scoring: Scoring = Scoring.EXPLAINED, **put: object) -> Held:
    facts = {name.replace("__", "."): value for name, value in put.items()}
    case = PublishedCase("X", "a case", "A", scoring=scoring, codes=("icf-2020",), put=facts, held=(option,))  # type: ignore[arg-type] # facts are strings, numbers and Booleans here
    (held,) = validate([case]).held
    return held


def test_an_option_that_does_what_is_forbidden_is_ruled_out() -> None:
    option = PublishedOption("name the client", PublishedVerdict.BEST, does=("name_client",))
    held = _one(option, consent__to_naming="none", coaching__ended=False)
    assert (held.answer, held.outcome, held.norms) == (
        CodeAnswer.IMPERMISSIBLE,
        OptionOutcome.DISAGREES,
        ("keep-clients-unnamed",),
    )


DANGER: dict[str, Value] = {
    "harm.likelihood": "imminent",
    "harm.severity": "grave",
    "harm.to": "other_person",
    "harm.identifiable": True,
    "disclosure.recipient": "person_at_risk",
    "disclosure.owner": "client",
    "disclosure.content": "session_content",
    "consent.to_disclosure": "refused",
    "law.requires_disclosure": False,
}


def _under_quebec(*does: str, omits: tuple[str, ...] = ()) -> Held:
    option = PublishedOption("tell", PublishedVerdict.ACCEPTABLE, does=does, omits=omits)
    (held,) = validate([PublishedCase("X", "a case", "A", codes=("quebec-crha",), put=DANGER, held=(option,))]).held
    return held


def test_what_must_go_with_an_option_is_told_beside_the_answer() -> None:
    """What `judge` would call impermissible for want of something is allowed only together with that."""
    held = _under_quebec("disclose")
    assert (held.answer, held.going_with) == (CodeAnswer.PERMISSIBLE, ("record_disclosure",))
    assert not judge(assess(DANGER, "quebec-crha"), "disclose").permissible
    assert judge(assess(DANGER, "quebec-crha"), {"disclose", *held.going_with}).permissible
    assert _under_quebec("disclose", "record_disclosure").going_with == ()
    ruled_out = _under_quebec("disclose", omits=("record_disclosure",))
    assert (ruled_out.answer, ruled_out.norms) == (CodeAnswer.IMPERMISSIBLE, ("record-what-was-told",))


def test_an_option_that_norms_rule_out_together_is_ruled_out() -> None:
    """No one norm forbids to renegotiate: openness with the sponsor calls for what the confidence forbids."""
    option = PublishedOption("renegotiate", PublishedVerdict.WRONG, does=("renegotiate",))
    put = dict(assess(load_engagement(Path("examples/essay.yaml")), "essay").situation.values)
    (held,) = validate([PublishedCase("X", "a case", "A", codes=("essay",), put=put, held=(option,))]).held
    assert assess(put, "essay").statuses["renegotiate"].value == "forbidden"
    assert held.answer is CodeAnswer.IMPERMISSIBLE
    assert "openness-with-both" in held.norms


def test_an_option_that_leaves_undone_what_is_called_for_is_ruled_out() -> None:
    held = _one(
        PublishedOption("say nothing", PublishedVerdict.WRONG, omits=("address_shift", "refer")), value__shifted=True
    )
    assert (held.answer, held.outcome, held.spoken) == (CodeAnswer.IMPERMISSIBLE, OptionOutcome.AGREES, True)


def test_one_of_several_acts_may_be_left_undone() -> None:
    held = _one(
        PublishedOption("hand over", PublishedVerdict.WRONG, does=("refer",), omits=("address_shift",)),
        value__shifted=True,
    )
    assert (held.answer, held.outcome) == (CodeAnswer.PERMISSIBLE, OptionOutcome.DISAGREES)


def test_what_else_a_code_asks_for_is_no_part_of_the_question() -> None:
    held = _one(
        PublishedOption("refer", PublishedVerdict.BEST, does=("refer",)),
        coach__conflict_of_interest=True,
        value__shifted=True,
    )
    assert held.outcome is OptionOutcome.AGREES


def test_where_facts_are_missing_they_are_named() -> None:
    option = PublishedOption(
        "name the client", PublishedVerdict.WRONG, does=("name_client",), expect_open=("consent.to_naming",)
    )
    held = _one(option, coaching__ended=False)
    assert (held.answer, held.outcome, held.waits_for) == (
        CodeAnswer.UNDETERMINED,
        OptionOutcome.OPEN,
        ("consent.to_naming",),
    )
    assert held.asked_rightly


def test_a_code_that_knows_none_of_the_acts_is_silent() -> None:
    for option in (
        PublishedOption("be supervised", PublishedVerdict.BEST, does=("work_under_supervision",)),
        PublishedOption("charge for it", PublishedVerdict.WRONG, beyond="what is charged"),
    ):
        held = _one(option)
        assert (held.answer, held.outcome) == (CodeAnswer.SILENT, OptionOutcome.SILENT)


def test_what_is_wrong_only_for_not_being_the_key_is_not_held_against_a_code() -> None:
    option = PublishedOption("refer", PublishedVerdict.WRONG, does=("refer",))
    assert _one(option, scoring=Scoring.KEYED).outcome is OptionOutcome.UNSCORED
    assert _one(option).outcome is OptionOutcome.DISAGREES


def test_what_is_wrong_only_for_not_being_the_key_is_no_agreement_either() -> None:
    """Else a code would be praised for what it rules out of a question's makeweights, and blamed for nothing."""
    option = PublishedOption("name the client", PublishedVerdict.WRONG, does=("name_client",))
    keyed, argued = (
        _one(option, scoring=scoring, consent__to_naming="none", coaching__ended=False)
        for scoring in (Scoring.KEYED, Scoring.EXPLAINED)
    )
    assert (keyed.answer, keyed.outcome) == (CodeAnswer.IMPERMISSIBLE, OptionOutcome.UNSCORED)
    assert (argued.answer, argued.outcome) == (CodeAnswer.IMPERMISSIBLE, OptionOutcome.AGREES)
    assert figures([keyed]).judged == 0
    assert figures([keyed]).keyed_ruled_out == Proportion(1, 1)


def test_a_policy_that_allows_everything_earns_its_baseline_and_a_kappa_of_nought() -> None:
    """It knows every act, and no norm about any."""
    acts = sorted({act for case in _cases() for option in case.held for act in (*option.does, *option.omits)})
    lines = "".join(f"  {act}: {{means: {act}}}\n" for act in acts)
    anything = load_policy(f"policy: anything\ntitle: All is allowed\nacts:\n{lines}norms: {{}}\n")
    found = figures(validate([case for case in _cases() if not case.not_put], [anything]).held)
    assert found.table.agreement == found.table.allowing_everything
    assert (found.table.kappa, found.table.rejected_ruled_out.hits, found.key_told.hits) == (0.0, 0, 0)
    assert found.table.rejected_ruled_out.of > 20


def test_the_figures_of_the_page_are_those_of_its_answers() -> None:
    found = figures(_found().held)
    judged = [
        each
        for each in _found().held
        if each.case.scoring is Scoring.EXPLAINED
        or each.option.verdict in (PublishedVerdict.BEST, PublishedVerdict.ACCEPTABLE)
    ]
    agree = sum(each.outcome is OptionOutcome.AGREES for each in judged)
    assert (found.judged, found.table.agreement.hits) == (len(judged), agree)
    assert found.table.agreement.hits == _found().outcomes()[OptionOutcome.AGREES]


def test_cases_are_put_to_policies_of_ones_own() -> None:
    """Instead of to the codes that they name, which needn't even exist then."""
    own = load_policy(
        "policy: own\ntitle: Our own\nfacts:\n  asked.first: {type: bool, ask: Asked?, means: The client was asked.}\n"
        "acts: {name_client: {means: Name the client.}}\n"
        "norms:\n  ask: {must_not: name_client, when: not asked.first, because: It is hers., cites: []}\n"
    )
    text = (
        "judgements:\n  - {id: B1, title: naming, tier: our board, concludes: Don't., put: {asked.first: false}, "
        "held: [{says: name, does: [name_client], verdict: wrong}]}\n"
    )
    cases = published_judgements(Source("board.yaml", text), [own])
    (held,) = validate(cases, [own, load_policy("icf-2020")]).held[:1]
    assert (held.policy.name, held.outcome) == ("own", OptionOutcome.AGREES)
    assert _problems(text) == [("S205", 2, _problems(text)[0][2]), *_problems(text)[1:]]
    with pytest.raises(PolicyProblems, match="one and the same name"):
        validate(cases, [own, own])


def test_an_agreement_without_a_norm_behind_it_is_told_apart() -> None:
    assert not _one(PublishedOption("refer", PublishedVerdict.BEST, does=("refer",)), value__shifted=False).spoken
    assert _one(PublishedOption("refer", PublishedVerdict.BEST, does=("refer",)), value__shifted=True).spoken


def test_every_case_is_put_to_a_code_or_says_why_not() -> None:
    cases = _cases()
    assert len({case.id for case in cases}) == len(cases) == 84
    for case in cases:
        assert bool(case.not_put) != bool(case.held and case.codes and case.concludes), case.id


def test_every_option_that_items_list_is_put_or_says_why_not() -> None:
    """167 options are listed by the items of the collections; those of vignettes are our own words."""
    vignettes = {case.id for case in _cases() if case.id.startswith("VG-")}
    put = {(case.id, option.label) for case in _cases() for option in case.held}
    out = [(case.id, each.label) for case in _cases() for each in case.left_out]
    assert all(label for id_, label in (*put, *out) if id_ not in vignettes)
    items = [each for each in (*put, *out) if each[0] not in vignettes]
    assert (len(items), len(set(items))) == (167, 167)


def test_a_fact_that_sources_leave_out_is_not_supplied() -> None:
    """What a contract foresees and how likely a harm is, is given only where the source states it."""
    given = {
        fact: {case.id for case in _cases() for option in case.held if fact in {**case.put, **option.given}}
        for fact in ("disclosure.foreseen_by_contract", "harm.likelihood", "law.requires_disclosure")
    }
    assert given["disclosure.foreseen_by_contract"] == {
        *("VG-07", "VG-27", "VG-51", "VG-55", "alc-parents-pay", "cc-boss-dislikes-client"),
        *("cc-hr-employee-coach-records", "cc-resign-told-not-to-tell", "cc-sponsor-wants-everything"),
    }
    assert given["harm.likelihood"] == {
        *("VG-07", "VG-11", "VG-13", "VG-57", "cc-client-plans-to-quit", "cc-resign-told-not-to-tell"),
        *("mt-cannot-keep-confidence", "rex-b1-59"),
    }
    assert given["law.requires_disclosure"] == set()


def test_what_sources_approve_of_is_ruled_out_by_no_code() -> None:
    ruled_out = [
        each.case.id
        for each in _found().held
        if each.option.verdict in (PublishedVerdict.BEST, PublishedVerdict.ACCEPTABLE)
        and each.answer is CodeAnswer.IMPERMISSIBLE
    ]
    assert ruled_out == []


def test_what_is_asked_again_counts_once() -> None:
    option = PublishedOption("go on", PublishedVerdict.WRONG, omits=("address_shift", "refer"))
    same = [
        PublishedCase(name, name, "A", codes=("icf-2020",), put={"value.shifted": True}, held=(option,))
        for name in ("one", "two")
    ]
    found = validate(same)
    assert (len(found.held), distinct(found.held)) == (2, 1)
    assert distinct(_found().held) < len(_found().held)


def test_every_disagreement_is_discussed() -> None:
    assert [
        each.case.id for each in _found().held if each.outcome is OptionOutcome.DISAGREES and not each.case.note
    ] == []


def test_where_the_data_foresee_a_missing_fact_it_is_asked_for() -> None:
    """By at least one code; another may turn on something else, or be determined or silent."""
    foreseen = {(each.case.id, each.option.says) for each in _found().held if each.option.expect_open}
    asked = {(each.case.id, each.option.says) for each in _found().held if each.asked_rightly}
    assert len(foreseen) > 30
    assert foreseen == asked


def test_every_open_answer_names_its_facts() -> None:
    for each in _found().held:
        if each.outcome is OptionOutcome.OPEN:
            given = {**each.case.put, **each.option.given}
            assert each.waits_for
            assert not set(each.waits_for) & set(given)


def test_the_key_is_picked_only_where_every_other_option_is_ruled_out() -> None:
    picked = list(picks_the_best(_found().held))
    assert picked
    for case, code, right in picked:
        group = [each for each in _found().held if each.case is case and each.policy.name == code]
        rest = [each.answer for each in group if each.option.verdict is not PublishedVerdict.BEST]
        assert right == (
            set(rest) <= {CodeAnswer.IMPERMISSIBLE, CodeAnswer.SILENT}
            and all(
                each.answer is CodeAnswer.PERMISSIBLE for each in group if each.option.verdict is PublishedVerdict.BEST
            )
        )


def test_what_would_count_twice_is_refused() -> None:
    head = "judgements:\n"
    case = "  - {id: M1, title: nothing, tier: A, not_put: none}\n"
    ((code, line, help_),) = _problems(head + case + case)
    assert (code, line, help_) == ("N109", 3, "it first appears on line 2; leave one out, or give it a name of its own")
    held = "held: [{says: name, does: [name_client], verdict: wrong}]"
    put = f"  - {{id: M1, title: naming, tier: A, codes: [icf-2020, icf-2020], put: {{}}, {held}}}\n"
    assert [code for code, _, _ in _problems(head + put)] == ["N109"]


def _problems(text: str) -> list[tuple[str, int, str | None]]:
    with pytest.raises(PolicyProblems) as found:
        published_judgements(Source("mine.yaml", text))
    return [(each.code, each.span.line if each.span else 0, each.help) for each in found.value.problems]


def test_a_file_of_judgements_with_a_slip_is_told_of() -> None:
    text = yaml.safe_dump({"judgements": [{"id": "X", "title": "a case", "tier": "A", "concludez": "nothing"}]})
    assert [code for code, _, _ in _problems(text)] == ["S202"]


CASE = """\
judgements:
  - id: X
    title: a case
    tier: A
    codes: [CODE]
    put: {FACTS}
    held:
      - {says: tell, verdict: wrong, OPTION}
"""


@pytest.mark.parametrize(
    ("code", "facts", "option", "problem"),
    [
        ("icf-2020", "", "does: [disclse]", ("N103", 8, "did you mean `disclose`?")),
        (
            "icf-2020",
            "",
            "omits: [fly]",
            ("N103", 8, "say what it does under `beyond`, where that is no act of any of these codes"),
        ),
        ("icf-2020", "nonsense.fact: true", "does: [disclose]", ("N102", 6, None)),
        ("icf-2020", "consent.to_naming: maybe", "does: [disclose]", ("T109", 6, "write one of these")),
        (
            "icf-2020",
            "",
            "does: [disclose], given: {harm.likelyhood: none}",
            ("N102", 8, "did you mean `harm.likelihood`?"),
        ),
        (
            "icf-2020",
            "",
            "does: [disclose], expect_open: [harm.likelyhood]",
            ("N102", 8, "did you mean `harm.likelihood`?"),
        ),
        ("icf-2020", "", "given: {}", ("S205", 8, None)),
        ("icf-2020", "", "does: [disclose], beyond: nothing", ("S205", 8, None)),
        ("icf-202", "", "does: [disclose]", ("X407", 5, None)),
    ],
)
def test_acts_and_facts_of_a_file_are_checked_against_its_codes(
    code: str, facts: str, option: str, problem: tuple[str, int, str | None]
) -> None:
    """A slip in an act's name would pass for silence, one in a fact's for ignorance."""
    text = CASE.replace("CODE", code).replace("FACTS", facts).replace("OPTION", option)
    ((found, line, help_),) = _problems(text)
    assert (found, line) == problem[:2]
    assert help_
    assert problem[2] in (None, help_)


def test_a_case_is_put_to_codes_or_says_why_not() -> None:
    head = "judgements:\n  - id: X\n    title: a case\n    tier: A\n"
    assert [code for code, _, _ in _problems(head)] == ["S205"]
    assert [code for code, _, _ in _problems(f"{head}    not_put: none\n    codes: [icf-2020]\n")] == ["S207"]


def test_a_kind_of_source_of_ones_own_gets_its_row() -> None:
    text = CASE.replace("CODE", "icf-2020").replace("FACTS", "").replace("OPTION", "does: [disclose]")
    found = validate(published_judgements(Source("mine.yaml", text.replace("tier: A", "tier: Q"))))
    assert "| Q | 1 |" in markdown(validation_document(found))


def test_the_report_has_no_stray_marks() -> None:
    said = markdown(validation_document(_found()))
    assert "\\`" not in said
    assert not re.search(r"(?m)(?<![*\w])\*\*$", said)
