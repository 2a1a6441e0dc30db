"""An assessment: what a policy says of a situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from attrs import field, frozen

from coach_ethics.assessment.change import Change, changes, what_would_allow, what_would_forbid
from coach_ethics.assessment.explanation import Explanation, explain
from coach_ethics.assessment.judge import Judgement, judge
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.questions import Question, questions
from coach_ethics.assessment.reasons import Circumstance, necessary, sufficient
from coach_ethics.assessment.settle import Settling, what_would_settle
from coach_ethics.deontics.tradeoffs import TradeOff
from coach_ethics.facts.situation import Situation
from coach_ethics.findings import Finding, Status, Truth
from coach_ethics.problems import CaseProblems, Problem, did_you_mean


@frozen
class PolicyIdentity:
    """Which policy was asked: its id, title, version, and the digest of all that it says."""

    name: str
    title: str
    version: str
    digest: str


@frozen
class Choice:
    """A minimal course that meets every norm in force.

    It is `open` where norms that are still undetermined could rule it out (`may_be_ruled_out_by`); `waits_for` are the
    unknown facts on which that depends.
    """

    course: frozenset[str]
    may_be_ruled_out_by: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether an undetermined norm could still rule this choice out."""
        return bool(self.may_be_ruled_out_by)


@frozen
class UndeterminedNorm:
    """A norm of which it isn't known whether it is in force, and the unknown facts that this waits for."""

    norm: str
    waits_for: tuple[str, ...]


@frozen(repr=False)
class Assessment:
    """What a policy says of a situation: it supports the coach's own judgement and supervision, and replaces neither.

    - `findings`: for each act its status, settled or open; `statuses` gives the statuses alone.
    - `choices`: the minimal courses that meet every norm in force; none under a dilemma.
    - `conflicts`: the smallest sets of norms in force that clash; `trade_offs`: what can be kept at what price.
    - `concepts` and `norms`: the truth value of each concept, and of each norm's being in force.
    - `undetermined`: norms that wait for unknown facts.
    - `unlisted`: why choices or trade-offs aren't listed, where there are too many (D302); else empty.
    """

    policy: PolicyIdentity
    engine: str
    situation: Situation
    findings: Mapping[str, Finding]
    choices: tuple[Choice, ...]
    conflicts: tuple[frozenset[str], ...]
    trade_offs: tuple[TradeOff, ...]
    concepts: Mapping[str, Truth]
    norms: Mapping[str, Truth]
    undetermined: tuple[UndeterminedNorm, ...]
    unlisted: str
    prepared: Prepared = field(eq=False)

    def __repr__(self) -> str:
        # one line to read in a debugger; what it holds fills pages
        found = Counter(self.statuses.values())
        counts = ", ".join(f"{found[status]} {status.value}" for status in Status if found[status])
        ways = f"conflicts: {len(self.conflicts)}" if self.conflicts else f"choices: {len(self.choices)}"
        return f"<Assessment under {self.policy.name} {self.policy.version} by {self.engine}: {counts}; {ways}>"

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The status of every act."""
        return MappingProxyType({act: found.status for act, found in self.findings.items()})

    @property
    def norms_in_force(self) -> tuple[str, ...]:
        """The norms that are certainly in force."""
        return tuple(norm for norm, truth in self.norms.items() if truth)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The unknown facts that matter, the most decisive first."""
        return questions(self.prepared, self.situation)

    @property
    def judgements(self) -> Mapping[str, tuple[str, ...]]:
        """For each act, the coach's own judgements on which its status rests: matter for supervision."""
        return MappingProxyType({act: explain(act, self.prepared, self.situation).judgements for act in self.findings})

    def why(self, act: str) -> Explanation:
        """Why the act has its status. Raises CaseProblems (A101) for an act that the policy doesn't have."""
        self.require_act(act)
        return explain(act, self.prepared, self.situation)

    def changes(self, act: str, to: str | Collection[str], *, beyond: bool = True) -> tuple[Change, ...]:
        """All smallest sets of changes of facts that give an act one of these statuses: see `change.changes`."""
        return changes(self, act, to, beyond=beyond)

    def what_would_allow(self, act: str) -> tuple[Change, ...]:
        """All smallest sets of changes of facts after which the act is certainly not forbidden, possible ones first."""
        return what_would_allow(self, act)

    def what_would_forbid(self, act: str) -> tuple[Change, ...]:
        """All smallest sets of changes of facts after which the act is forbidden, possible ones first."""
        return what_would_forbid(self, act)

    def what_would_settle(self, act: str) -> tuple[Settling, ...]:
        """The smallest sets of unknown facts whose finding out settles the act's status, the sure ones first."""
        return what_would_settle(self, act)

    def necessary(self, act: str) -> tuple[tuple[Circumstance, ...], ...]:
        """The smallest sets of known facts, one of which at least the act's status needs: see `reasons.necessary`."""
        return necessary(self, act)

    def sufficient(self, act: str) -> tuple[tuple[Circumstance, ...], ...]:
        """The smallest sets of known facts that alone give the act its status: see `reasons.sufficient`."""
        return sufficient(self, act)

    def judge(self, course: str | Iterable[str]) -> Judgement:
        """Whether a course of the caller's own is permissible, and which norms it would breach: see `judge.judge`."""
        return judge(self, course)

    def require_act(self, act: str) -> None:
        """Raises CaseProblems (A101) unless the policy has this act."""
        if act not in self.findings:
            help_ = did_you_mean(act, self.findings) or f"its acts are {', '.join(sorted(self.findings))}"
            raise CaseProblems([Problem("A101", f"`{act}` is not an act of policy `{self.policy.name}`", help=help_)])
