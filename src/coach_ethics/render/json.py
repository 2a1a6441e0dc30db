"""Results as plain data and as JSON text. Each has a `format` with a version, and keys called as attributes are.

Within a version keys are added, never changed. What a result has that is no attribute of it is in `result_forms`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from coach_ethics.arguments import takes
from coach_ethics.assessment.ahead import Ahead
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.since import Since
from coach_ethics.interview.expected import ExpectedQuestions
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, Forms, as_data
from coach_ethics.render.facts import SharedAct
from coach_ethics.render.names import words_of
from coach_ethics.render.result_forms import RESULTS, SUMMARY

if TYPE_CHECKING:  # whoever writes one result needn't load what makes the others
    from coach_ethics.analysis.compare.comparison import PolicyComparison
    from coach_ethics.analysis.coverage.clauses import CodesCoverage
    from coach_ethics.analysis.proofs.answers import Proofs
    from coach_ethics.analysis.sensitivity import PolicyImportance
    from coach_ethics.assessment.compare_case import CaseComparison
    from coach_ethics.assessment.determine import DeterminingFacts
    from coach_ethics.assessment.explanation import Explanation
    from coach_ethics.assessment.judge import Judgement
    from coach_ethics.assessment.what_if import Change
    from coach_ethics.cohorts.study import Study
    from coach_ethics.interview.replies import Reply
    from coach_ethics.model.policy import Policy
    from coach_ethics.model.vocabulary import Vocabulary
    from coach_ethics.problems import Problem
    from coach_ethics.render.mutation import Mutated
    from coach_ethics.render.reasons import Reasons
    from coach_ethics.render.replay import Replayed
    from coach_ethics.render.scenarios import Tested


def dumped(data: object) -> str:
    """Data as JSON text, indented, in the order given: as `json.dumps` writes it, whose fast half doesn't indent."""
    return _indented(data, "\n")


def _indented(data: Any, line: str) -> str:
    """Data as JSON text, where a line begins so."""
    kind = type(data)
    if kind is str:
        return encode_basestring(data)
    if kind is bool or data is None:
        return _CONSTANTS[data]
    if data and (kind is dict or kind is list):
        inner = line + "  "
        if kind is dict:
            items = [f"{encode_basestring(key)}: {_indented(each, inner)}" for key, each in data.items()]
            return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
        return f"[{inner}{f',{inner}'.join([_indented(each, inner) for each in data])}{line}]"
    return json.dumps(data, ensure_ascii=False)


_CONSTANTS = {True: "true", False: "false", None: "null"}


@takes(result=Assessment, words=bool)
def assessment_json(result: Assessment, words: bool = False) -> str:
    """An assessment as JSON text; with `words`, what the names in it mean as well.

    >>> import json
    >>> import coach_ethics as ce
    >>> json.loads(ce.assessment_json(ce.assess({}, "collusion")))["policy"]["name"]
    'collusion'
    """
    return dumped(assessment_data(result, words))


def assessment_data(result: Assessment, words: bool = False) -> Data:
    """An assessment as plain data; with `words`, what the names in it mean as well."""
    data = _document(JsonFormat.ASSESSMENT, result)
    if not words:
        return data
    facts = (*result.situation, *(each.fact for each in result.questions))
    names = {*result.findings, *result.concepts, *result.norms, *facts}
    return data | {"words": words_of(result.prepared.policy, names)}


def case_comparison_json(found: CaseComparison) -> str:
    """One case under several codes as JSON text."""
    return dumped(case_comparison_data(found))


def case_comparison_data(found: CaseComparison) -> Data:
    """One case under several codes as plain data."""
    return _document(JsonFormat.CASE_COMPARISON, found)


def changes_json(changes: Sequence[Change]) -> str:
    """What would change an act's status as JSON text."""
    return dumped(changes_data(changes))


def changes_data(changes: Sequence[Change]) -> Data:
    """What would change an act's status as plain data."""
    return _document(JsonFormat.CHANGES, {"changes": changes})


def comparison_json(found: PolicyComparison) -> str:
    """How policies differ, as JSON text."""
    return dumped(comparison_data(found))


def comparison_data(found: PolicyComparison) -> Data:
    """How policies differ, as plain data."""
    return _document(JsonFormat.COMPARISON, found)


def comparisons_json(found: Mapping[str, PolicyComparison]) -> str:
    """How a policy and each of its variants differ, as JSON text."""
    return dumped(comparisons_data(found))


def comparisons_data(found: Mapping[str, PolicyComparison]) -> Data:
    """How a policy and each of its variants differ, as plain data."""
    variants = [{"variant": name, **as_data(each, RESULTS)} for name, each in found.items()]
    return _document(JsonFormat.COMPARISONS, {"variants": variants})


def coverage_json(found: CodesCoverage) -> str:
    """How much of each code is encoded, as JSON text."""
    return dumped(coverage_data(found))


def coverage_data(found: CodesCoverage) -> Data:
    """How much of each code is encoded, as plain data."""
    return _document(JsonFormat.COVERAGE, found)


def importance_json(found: PolicyImportance, questions: Sequence[ExpectedQuestions] = ()) -> str:
    """How much facts matter to acts, as JSON text; with how many questions interviews ask, where that is given."""
    return dumped(importance_data(found, questions))


def importance_data(found: PolicyImportance, questions: Sequence[ExpectedQuestions] = ()) -> Data:
    """How much facts matter to acts, as plain data; with how many questions interviews ask, where that is given."""
    return _document(JsonFormat.IMPORTANCE, found) | {"questions": [as_data(each, RESULTS) for each in questions]}


def determining_json(determining: Sequence[DeterminingFacts]) -> str:
    """What would determine an act's status, as JSON text."""
    return dumped(determining_data(determining))


def determining_data(determining: Sequence[DeterminingFacts]) -> Data:
    """What would determine an act's status, as plain data."""
    return _document(JsonFormat.DETERMINING, {"determining": determining})


def explanation_json(why: Explanation, reasons: Reasons | None = None) -> str:
    """Why an act has its status, as JSON text; with the reasons of that status, where they are given."""
    return dumped(explanation_data(why, reasons))


def explanation_data(why: Explanation, reasons: Reasons | None = None) -> Data:
    """Why an act has its status, as plain data, its conditions as text; with the reasons, where they are given."""
    return _document(JsonFormat.EXPLANATION, why) | ({} if reasons is None else as_data(reasons, RESULTS))


def facts_json(vocabulary: Vocabulary, acts: Sequence[SharedAct] = ()) -> str:
    """A vocabulary as JSON text, with acts and the policies that have them."""
    return dumped(facts_data(vocabulary, acts))


def facts_data(vocabulary: Vocabulary, acts: Sequence[SharedAct] = ()) -> Data:
    """A vocabulary as plain data, with acts and the policies that have them."""
    return _document(JsonFormat.FACTS, {"facts": vocabulary.facts, "acts": acts})


def judgement_json(judgement: Judgement) -> str:
    """What a policy says of a course, as JSON text."""
    return dumped(judgement_data(judgement))


def judgement_data(judgement: Judgement) -> Data:
    """What a policy says of a course, as plain data."""
    return _document(JsonFormat.JUDGEMENT, judgement)


def mutation_json(found: Sequence[Mutated]) -> str:
    """The results of mutation testing as JSON text."""
    return dumped(mutation_data(found))


def mutation_data(found: Sequence[Mutated]) -> Data:
    """The results of mutation testing as plain data."""
    return _document(JsonFormat.MUTATION, {"policies": found})


def policies_json(policies: Sequence[Policy]) -> str:
    """What policies there are, as JSON text."""
    return dumped(policies_data(policies))


def policies_data(policies: Sequence[Policy]) -> Data:
    """What policies there are, as plain data."""
    return _document(JsonFormat.POLICIES, {"policies": policies}, {"Policy": SUMMARY})


def replayed_json(found: Sequence[Replayed], problems: Sequence[Problem]) -> str:
    """What came of replaying receipts, as JSON text."""
    return dumped(replayed_data(found, problems))


def replayed_data(found: Sequence[Replayed], problems: Sequence[Problem]) -> Data:
    """What came of replaying receipts, as plain data."""
    return _document(JsonFormat.REPLAY, {"receipts": found, "problems": problems})


def problems_json(problems: Sequence[Problem], policies: int) -> str:
    """The problems of a number of policies as JSON text."""
    return dumped(problems_data(problems, policies))


def problems_data(problems: Sequence[Problem], policies: int) -> Data:
    """The problems of a number of policies as plain data."""
    return _document(JsonFormat.PROBLEMS, {"policies": policies, "problems": problems})


def proofs_json(all_proofs: Sequence[Proofs]) -> str:
    """What was proved of policies, as JSON text."""
    return dumped(proofs_data(all_proofs))


def proofs_data(all_proofs: Sequence[Proofs]) -> Data:
    """What was proved of policies, as plain data."""
    findings = sum(len(proofs.findings) for proofs in all_proofs)
    return _document(JsonFormat.PROOFS, {"findings": findings, "policies": all_proofs})


@takes(question=InterviewQuestion, progress=Progress)
def question_json(question: InterviewQuestion, progress: Progress) -> str:
    """A question as JSON text, for a web form or a chat.

    >>> import json
    >>> from coach_ethics.interview import begin_interview, next_question, progress
    >>> from coach_ethics.render import question_json
    >>> state = begin_interview("collusion", about="name_block")
    >>> json.loads(question_json(next_question(state), progress(state)))["fact"]
    'block.named'
    """
    return dumped(question_data(question, progress))


def question_data(question: InterviewQuestion, progress: Progress) -> Data:
    """A question as plain data, with how far the interview is."""
    return _document(JsonFormat.QUESTION, question) | {"progress": as_data(progress)}


def reasons_json(reasons: Reasons) -> str:
    """What an act's status rests on, as JSON text."""
    return dumped(reasons_data(reasons))


def reasons_data(reasons: Reasons) -> Data:
    """What an act's status rests on, as plain data."""
    return _document(JsonFormat.REASONS, reasons)


def reply_json(found: Reply) -> str:
    """The reply to a follow-up as JSON text."""
    return dumped(reply_data(found))


def reply_data(found: Reply) -> Data:
    """The reply to a follow-up as plain data."""
    return _document(JsonFormat.REPLY, found)


def scenarios_json(tested: Sequence[Tested]) -> str:
    """The outcomes of scenarios as JSON text."""
    return dumped(scenarios_data(tested))


def scenarios_data(tested: Sequence[Tested]) -> Data:
    """The outcomes of scenarios as plain data."""
    passed = [outcome.passed for each in tested for outcome in each.outcomes]
    counts = {"passed": sum(passed), "failed": len(passed) - sum(passed)}
    return _document(JsonFormat.SCENARIOS, {**counts, "policies": tested})


@takes(found=Since)
def since_json(found: Since) -> str:
    """What has changed since an earlier assessment, as JSON text.

    >>> import json
    >>> import coach_ethics as ce
    >>> from coach_ethics.render import since_json
    >>> before, after = ce.assess({}, "collusion"), ce.assess({"coach.purpose": "own_interest"}, "collusion")
    >>> [each["act"] for each in json.loads(since_json(ce.since(before, after)))["acts"]]
    ['return_to_purpose']
    """
    return dumped(since_data(found))


def since_data(found: Since) -> Data:
    """What has changed since an earlier assessment, as plain data."""
    return _document(JsonFormat.SINCE, found)


def study_json(study: Study) -> str:
    """The tidy table of a study as JSON text."""
    return dumped(study_data(study))


def study_data(study: Study) -> Data:
    """The tidy table of a study as plain data."""
    return _document(JsonFormat.STUDY, study)


@takes(found=Ahead)
def timeline_json(found: Ahead) -> str:
    """What changes by itself on days ahead, as JSON text.

    >>> import json
    >>> import coach_ethics as ce
    >>> from coach_ethics.render import timeline_json
    >>> found = ce.ahead(ce.Engagement(), "collusion", "2026-12-31", on="2026-05-01")
    >>> json.loads(timeline_json(found))["days"]
    []
    """
    return dumped(timeline_data(found))


def timeline_data(found: Ahead) -> Data:
    """What changes by itself on days ahead, as plain data."""
    return _document(JsonFormat.TIMELINE, found)


def _document(format_: JsonFormat, result: object, forms: Forms = MappingProxyType({})) -> Data:
    return {"format": format_.value, **as_data(result, {**RESULTS, **forms})}
