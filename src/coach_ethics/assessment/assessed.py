"""What a policy says of a situation, as data. The questions of an assessment are answered from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Self

from attrs import field, fields, frozen

from coach_ethics.assessment.notices import ShownNotice
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.deontics.courses import demands_in_force
from coach_ethics.deontics.demands import Demand
from coach_ethics.deontics.program import Kind
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.displays import as_html
from coach_ethics.findings import Finding, Status, Truth
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.asides import Aside
from coach_ethics.reasoning.companions import Companion


def _findings(found: Mapping[str, Finding]) -> Mapping[str, Finding]:
    return MappingProxyType(dict(found))


def _truths(found: Mapping[str, Truth]) -> Mapping[str, Truth]:
    return MappingProxyType(dict(found))


def _companions(found: Mapping[str, tuple[Companion, ...]]) -> Mapping[str, tuple[Companion, ...]]:
    return MappingProxyType(dict(found))


def _asides(found: Mapping[str, tuple[Aside, ...]]) -> Mapping[str, tuple[Aside, ...]]:
    return MappingProxyType(dict(found))


@frozen
class PolicyIdentity:
    """Which policy was asked: its id, title, version, and the digest of what it means."""

    name: str
    title: str
    version: str
    digest: str


@frozen
class Choice:
    """A minimal course that meets every norm in force.

    It is `open` where norms that are still undetermined could rule it out (`may_be_ruled_out_by`); `waits_for` are the
    unknown facts on which that depends.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> (choice,) = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay").choices
    >>> sorted(choice.course), choice.may_be_ruled_out_by
    (['tell_client', 'withdraw'], ())
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


@frozen
class DemandByCases:
    """An act that is `required`, or else forbidden, whatever is still unknown, but in different cases by other norms.

    Each of the `norms` demands it, alone or with others, in one case or another.
    """

    act: str
    required: bool
    norms: tuple[str, ...]

    @property
    def demand(self) -> Demand:
        """What it demands of a course."""
        act, nothing = frozenset({self.act}), frozenset[str]()
        return Demand(nothing, act) if self.required else Demand(act, nothing)


@frozen(repr=False)
class Assessed:
    """What a policy says of a situation, as data; `Assessment` says what each part is, and answers questions."""

    policy: PolicyIdentity
    engine: str
    situation: Situation
    findings: Mapping[str, Finding] = field(converter=_findings)
    choices: tuple[Choice, ...]
    conflicts: tuple[frozenset[str], ...]
    trade_offs: tuple[TradeOff, ...]
    concepts: Mapping[str, Truth] = field(converter=_truths)
    norms: Mapping[str, Truth] = field(converter=_truths)
    undetermined: tuple[UndeterminedNorm, ...]
    unlisted: str
    by_cases: tuple[DemandByCases, ...]
    undecided: tuple[str, ...]
    prepared: Prepared = field(eq=False)
    companions: Mapping[str, tuple[Companion, ...]] = field(converter=_companions, factory=dict)
    asides: Mapping[str, tuple[Aside, ...]] = field(converter=_asides, factory=dict)
    tensions: tuple[frozenset[str], ...] = ()
    notices: Mapping[str, Truth] = field(converter=_truths, factory=dict)
    notices_shown: tuple[ShownNotice, ...] = ()
    warnings: tuple[Problem, ...] = field(default=(), eq=False)
    on: date | None = field(default=None, eq=False)
    engagement: Engagement | None = field(default=None, eq=False)

    _repr_html_ = as_html

    def __repr__(self) -> str:
        # one line to read in a debugger; what it holds fills pages
        found = Counter(self.statuses.values())
        counts = ", ".join(f"{found[status]} {status.value}" for status in Status if found[status])
        ways = f"conflicts: {len(self.conflicts)}" if self.conflicts else f"choices: {len(self.choices)}"
        return f"<Assessment under {self.policy.name} {self.policy.version} by {self.engine}: {counts}; {ways}>"

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """What is pickled and copied: the fields; the mappings are made read-only anew."""
        kept = (getattr(self, each.name) for each in fields(type(self)))
        return type(self), tuple(dict(each) if isinstance(each, MappingProxyType) else each for each in kept)

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The status of every act."""
        return {act: found.status for act, found in self.findings.items()}

    @property
    def advised(self) -> tuple[str, ...]:
        """The acts that are certainly advised: that the coach should do."""
        return self._told(Kind.ADVISED)

    @property
    def advised_against(self) -> tuple[str, ...]:
        """The acts that are certainly advised against: that the coach should not do."""
        return self._told(Kind.ADVISED_AGAINST)

    @property
    def exempt(self) -> tuple[str, ...]:
        """The acts that certainly needn't be done, since an exemption says so and nothing requires them."""
        return self._told(Kind.EXEMPT)

    def _told(self, kind: Kind) -> tuple[str, ...]:
        return tuple(act for act, told in self.asides.items() if any(each.kind is kind and each.truth for each in told))

    @property
    def norms_in_force(self) -> tuple[str, ...]:
        """The norms that are certainly in force."""
        return tuple(norm for norm, truth in self.norms.items() if truth)

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What is demanded of every course, as far as is known."""
        by_norms = demands_in_force(self.prepared.policy, self.norms_in_force)
        return (*by_norms, *(each.demand for each in self.by_cases))

    def require_act(self, act: str) -> None:
        """Raises CaseProblems (A101) unless the policy has this act."""
        if not isinstance(act, str) or act not in self.findings:
            help_ = act_meant(str(act), self.findings, self.norms)
            raise CaseProblems(
                [Problem("A101", f"`{quoted(str(act))}` is not an act of policy `{self.policy.name}`", help=help_)]
            )


def act_meant(name: str, acts: Iterable[str], norms: Container[str]) -> str:
    """The fix for a name that is no act's: what it is, the act that was probably meant, or all of them."""
    listed = f"its acts are {', '.join(sorted(acts))}"
    return f"it is the name of a norm; {listed}" if name in norms else did_you_mean(name, acts) or listed
