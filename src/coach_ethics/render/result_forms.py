"""How results are written as data, where that isn't simply a key for each attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from coach_ethics.coaching.vocabulary import why_known
from coach_ethics.interview.question import answer_schema
from coach_ethics.language.data import PARTS_OF_POLICIES, Data, DataForm, Keys, as_data
from coach_ethics.language.policies.write import write_scenario
from coach_ethics.model.answers import Undecided
from coach_ethics.model.marginals import weights
from coach_ethics.model.vocabulary import value_text
from coach_ethics.render.positions import clauses_of, disputed_among

if TYPE_CHECKING:  # whoever writes one result needn't load what makes the others
    from coach_ethics.analysis.compare.comparison import PolicyComparison
    from coach_ethics.analysis.coverage.clauses import CodesCoverage
    from coach_ethics.analysis.mutation.mutate import Score
    from coach_ethics.analysis.proofs.witness import Witness
    from coach_ethics.assessment.assessment import Assessment
    from coach_ethics.assessment.compare_case import CaseComparison
    from coach_ethics.assessment.since import ActChange, InputChange
    from coach_ethics.model.policy import Clause, Objection, Policy
    from coach_ethics.render.mutation import Mutated


def _objections(result: Assessment) -> dict[str, tuple[Objection, ...]]:
    """The objections to norms in force, by norm."""
    in_force = (norm for norm in result.prepared.policy.norms if result.norms[norm.name])
    return {norm.name: norm.objections for norm in in_force if norm.objections}


def _deadlines(result: Assessment) -> dict[str, int]:
    """The norms in force that set a term, each with its days."""
    in_force = (norm for norm in result.prepared.policy.norms if result.norms[norm.name])
    return {norm.name: norm.within for norm in in_force if norm.within is not None}


def _labelled(found: CaseComparison) -> list[Data]:
    """The policies, each with what it is called here: no two alike."""
    policies = zip(found.results, found.joining.labels, strict=True)
    return [{**as_data(result.prepared.policy, RESULTS), "label": label} for result, label in policies]


def _rows(found: CaseComparison) -> Iterator[Data]:
    """What each policy says of each act, and by which clauses."""
    policies = [result.prepared.policy for result in found.results]
    for row in found.rows:
        pairs = zip(row.said, policies, strict=True)
        said = [{**as_data(each, RESULTS), **_behind(each.norms, policy)} for each, policy in pairs]
        yield {"act": row.act, "agree": row.agree, "said": said}


def _behind(norms: Iterable[str], policy: Policy) -> Data:
    """The clauses behind norms, and which of the norms are disputed."""
    return {"clauses": clauses_of(norms, policy), "disputed": list(disputed_among(norms, policy))}


_BEHIND: Mapping[str, Any] = {"clauses": str, "disputed": list[str]}


def _divergences(found: PolicyComparison) -> Iterator[Data]:
    """What the policies say of each act on which they differ, and where, in words, too."""
    from coach_ethics.render.circumstances import sentence, situation_sentence  # see above

    policies = {member.label: member.policy for member in found.joint.members}
    for each in found.divergences:
        pairs = zip(found.policies, each.said, strict=True)
        said = [{"policy": one.label, "status": status.value, "one_of": one_of} for one, (status, one_of) in pairs]
        regions = [
            {
                **as_data(region, RESULTS),
                "words": sentence(region.condition, found.joint.program.vocabulary),
                "example": situation_sentence(region.situation, found.joint.program.vocabulary),
                "positions": [
                    {**as_data(position, RESULTS), **_behind(position.norms, policies[position.policy])}
                    for position in region.positions
                ],
            }
            for region in each.regions
        ]
        yield {**as_data(each, RESULTS), "said": said, "regions": regions}


def _weights(found: PolicyComparison) -> Data:
    """The weights of values by which shares were counted."""
    often = {fact: weights(marginal) for fact, marginal in found.marginals.items()}
    return {fact: {value_text(value): weight for value, weight in each.items()} for fact, each in often.items()}


def _themes(found: CodesCoverage) -> Iterator[Data]:
    """What the codes say on each theme, in the words of the table, too."""
    from coach_ethics.render.coverage import cell_words  # see above

    for theme, cells in found.matrix:
        said = zip(cells, found.codes, strict=True)
        says = [{**as_data(cell, RESULTS), "words": cell_words(cell, code.whole_text_read)} for cell, code in said]
        yield {**as_data(theme), "says": says}


def _explanations(change: ActChange) -> tuple[tuple[InputChange, ...], ...]:
    return () if isinstance(change.because, Undecided) else change.because


def _unexplained(change: ActChange) -> str | None:
    return change.because.reason if isinstance(change.because, Undecided) else None


def _scenario_text(witness: Witness) -> str:
    from coach_ethics.analysis.proofs.witness import scenario_text  # see above

    return scenario_text(witness)


def _score(found: Mutated) -> Score:
    from coach_ethics.analysis.mutation.mutate import score  # see above

    return score(found.results)


def _clause_id(clause: Clause) -> str:
    return clause.id


def own_scenarios(policy: Policy) -> int:
    """How many scenarios a policy has that it doesn't take over."""
    return sum(scenario.origin == policy.name for scenario in policy.scenarios)


SUMMARY = DataForm(
    keys=("name", "version", "title", "extends", "family", "effective", "until", "norms", "acts", "scenarios", "scope"),
    computed={
        "family": lambda policy: policy.family or None,
        "norms": lambda policy: len(policy.norms),
        "acts": lambda policy: len(policy.acts),
        "scenarios": own_scenarios,
    },
    types={"family": (str, None), "norms": int, "acts": int},
)
"""What is said of a policy among others."""

_OUTCOME = DataForm(
    keys=("scenario", "span", "passed", "differences"),
    computed={"scenario": lambda outcome: outcome.scenario.name, "span": lambda outcome: outcome.scenario.span},
    types={"scenario": str, "span": ("Span", None)},
)

RESULTS: Mapping[str, DataForm | Callable[[Any], object]] = MappingProxyType(
    {
        **PARTS_OF_POLICIES,
        # policies and what they are about
        "Clause": _clause_id,
        "Fact": DataForm(
            without=("span",), also=("known_because",), flat=("type",), computed={"known_because": why_known}
        ),
        "Policy": DataForm(keys=("name", "version")),
        "Scenario": write_scenario,
        # one case
        "ActChange": DataForm(
            also=("undecided",),
            computed={"because": _explanations, "undecided": _unexplained},
        ),
        "Ahead": DataForm(
            keys=("policy", "on", "until", "deadlines", "days", "due"),
            computed={
                "policy": lambda found: found.today.policy,
                "on": lambda found: found.today.on,
                "deadlines": lambda found: found.today.deadlines,
            },
            types={"policy": "PolicyIdentity", "on": (date, None), "deadlines": Keys(("Deadline",), many=True)},
        ),
        "AllowingReply": DataForm(tag=("reply", "allowing")),
        "Assessment": DataForm(
            without=("prepared", "engagement"),
            also=(
                *("advised", "advised_against", "exempt", "questions", "judgements", "objections"),
                *("due_within_days", "deadlines", "scope", "presumed"),
            ),
            computed={
                "scope": lambda result: result.prepared.policy.scope,
                "judgements": lambda result: {act: facts for act, facts in result.judgements.items() if facts},
                "objections": _objections,
                "due_within_days": _deadlines,
            },
            types={"scope": ("PolicyScope", None), "judgements": dict[str, tuple[str, ...]]},
        ),
        "CaseComparison": DataForm(
            keys=("policies", "rows", "conflicts", "joint", "results"),
            computed={
                "policies": _labelled,
                "rows": lambda found: list(_rows(found)),
            },
            types={
                "policies": Keys(("Policy",), {"label": str}, many=True),
                "rows": Keys((), {"act": str, "agree": bool, "said": Keys(("Said",), _BEHIND, many=True)}, many=True),
            },
        ),
        "Change": DataForm(without=("act", "result"), also=("possible_now",)),
        "Choice": DataForm(also=("open",)),
        "ChoicesReply": DataForm(
            tag=("reply", "choices"),
            computed={"choices": lambda reply: [{"choice": one, "duties": duties} for one, duties in reply.choices]},
            types={"choices": Keys((), {"choice": "Choice", "duties": Keys(("Duty",), many=True)}, many=True)},
        ),
        "ConflictBetween": DataForm(pairs=("norms",)),
        "CourseReply": DataForm(tag=("reply", "course")),
        "DayAhead": DataForm(without=("assessment",), flat=("changes",)),
        "DeterminingAnswer": DataForm(pairs=("found",)),
        "Explanation": DataForm(without=("result",), flat=("finding",)),
        "InterviewQuestion": DataForm(also=("schema",), flat=("type",), computed={"schema": answer_schema}),
        "Judgement": DataForm(without=("result",), also=("permissible", "open", "undone")),
        "ObjectionReply": DataForm(tag=("reply", "objection"), flat=("objection",)),
        "Question": DataForm(flat=("type",)),
        "Said": DataForm(
            keys=("policy", "finding", "one_of", "norms", "companions", "asides", "presumed"), flat=("finding",)
        ),
        "Replayed": DataForm(also=("identical",), flat=("outcome",)),
        "ScenarioOutcome": _OUTCOME,
        "PresumedFinding": DataForm(flat=("finding",)),
        "PresumedReason": DataForm(flat=("finding",)),
        "ShownNotice": DataForm(flat=("notice",)),
        "TradeOffsReply": DataForm(tag=("reply", "trade_offs")),
        # many cases
        # all situations
        "Compared": DataForm(also=("label",)),
        "AdviceDifference": DataForm(pairs=("norms",)),
        "CompanionDifference": DataForm(pairs=("norms",)),
        "CourseComparison": DataForm(flat=("answer",)),
        "Divergence": DataForm(keys=("act", "opposed", "share", "left")),
        "PolicyComparison": DataForm(
            keys=(
                "policies",
                "shared_only",
                "agree",
                "divergences",
                "companions",
                "advice",
                "courses",
                "alone",
                "more",
                "undecided",
                "changes",
                "marginals",
            ),
            computed={
                "divergences": lambda found: list(_divergences(found)),
                "marginals": _weights,
                "undecided": lambda found: [{"act": act, "reason": why.reason} for act, why in found.undecided],
            },
            types={
                "divergences": Keys(
                    ("Divergence",),
                    {
                        "said": Keys((), {"policy": str, "status": "Status", "one_of": bool}, many=True),
                        "regions": Keys(
                            ("Region",),
                            {"words": str, "example": str, "positions": Keys(("Position",), _BEHIND, many=True)},
                            many=True,
                        ),
                    },
                    many=True,
                ),
                "undecided": Keys((), {"act": str, "reason": str}, many=True),
                "marginals": dict[str, dict[str, float]],
            },
        ),
        "Region": DataForm(without=("positions",)),
        "Share": DataForm(also=("value",)),
        "CodeCoverage": DataForm(also=("whole_text_read",)),
        "CodesCoverage": DataForm(
            keys=("labels", "codes", "unused_facts", "themes", "own_facts"),
            computed={"themes": lambda found: list(_themes(found))},
            types={"themes": Keys(("Theme",), {"says": Keys(("ThemeCell",), {"words": str}, many=True)}, many=True)},
        ),
        "OwnFact": DataForm(
            computed={"values": lambda own: [{"shared": one, "own": other} for one, other in own.values]},
            types={"values": Keys((), {"shared": str, "own": str}, many=True)},
        ),
        "Equivalent": DataForm(tag=("fate", "equivalent")),
        "Killed": DataForm(tag=("fate", "killed")),
        "Mutant": DataForm(without=("policy",)),
        "Mutated": DataForm(also=("score",), flat=("score",), computed={"score": _score}),
        "Proof": DataForm(flat=("answer",)),
        "Proved": DataForm(tag=("answer", "proved")),
        "Refuted": DataForm(tag=("answer", "refuted")),
        "Result": DataForm(flat=("mutant", "fate")),
        "Score": DataForm(also=("value",)),
        "Survived": DataForm(tag=("fate", "survived")),
        "ThemeCell": DataForm(flat=("finding",)),
        "Undecided": DataForm(tag=("answer", "undecided")),
        "UndecidedMutant": DataForm(tag=("fate", "undecided")),
        "Unsayable": DataForm(tag=("fate", "unsayable"), pairs=("where",)),
        "Witness": DataForm(without=("expect", "course"), also=("scenario",), computed={"scenario": _scenario_text}),
    }
)
"""The forms of results, by the name of their class."""
