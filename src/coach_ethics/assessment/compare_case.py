"""One case under several policies: what each says about every act, and the strictest course that all share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import Case, assess, engagement_in, not_in_effect, situation_in
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.explanation import Explanation, PresumedReason
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.unrecognised import unrecognised
from coach_ethics.coaching.policies import policy_named
from coach_ethics.deontics.calls import called_for_in_force
from coach_ethics.deontics.program import Kind
from coach_ethics.displays import as_html, brief
from coach_ethics.findings import Finding, Status
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.merge import Joint, joined
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.asides import Aside
from coach_ethics.reasoning.companions import Companion
from coach_ethics.reasoning.joint import within


@frozen
class Said:
    """What one policy, by its label, says of an act, and why: None where the policy doesn't speak of the act at all.

    `one_of` are norms in force that call for this act or another, where nothing else is said of it. `companions` are
    what must go with the act or must not, unless it is forbidden. `asides` are what is told of it beside its status.
    """

    policy: str
    finding: Finding
    why: Explanation | None
    one_of: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def norms(self) -> tuple[str, ...]:
        """The norms behind the status, or behind what it may still become."""
        grounds = self.why.grounds if self.why else ()
        return tuple(dict.fromkeys(each.norm.name for ground in grounds for each in ground.norms)) or self.one_of

    @property
    def presumed(self) -> PresumedReason | None:
        """What presumptions of the policy make of the act, where its status is undetermined."""
        return self.why.presumed if self.why else None

    @property
    def silent(self) -> bool:
        """Whether the policy says nothing of the act here, not even what goes with it, or that it or another is due."""
        return self.finding.status is Status.UNREGULATED and not (self.one_of or self.coupled or self.beside)

    @property
    def coupled(self) -> frozenset[tuple[str, bool, bool]]:
        """What certainly goes with the act (True), or must not (False); and whether that is only advised."""
        return frozenset((each.act, each.required, each.advised) for each in self.companions if each.truth)

    @property
    def beside(self) -> frozenset[Kind]:
        """What is certainly told of the act beside its status."""
        return frozenset(each.kind for each in self.asides if each.truth)


@frozen
class Row:
    """An act, and what each policy says of it, in the order of the policies."""

    act: str
    said: tuple[Said, ...]

    @property
    def agree(self) -> bool:
        """Whether all policies give the act one status, ask the same of whoever does it, and advise the same."""
        return len({(each.finding.status, bool(each.one_of), each.coupled, each.beside) for each in self.said}) == 1


@frozen
class ConflictBetween:
    """Norms in force that can't all be kept, each with the policies that it comes from.

    `between` names the policies if no single one of them has all of these norms; else it is empty: the conflict is that
    policy's own.
    """

    norms: tuple[tuple[str, tuple[str, ...]], ...]
    between: tuple[str, ...]


@frozen
class CaseComparison:
    """A case under several policies.

    `results` are their assessments; `joint` is the one of all of them together: its choices are the strictest common
    courses, its `conflicts` what stands in the way of one, and its `warnings` what none of the policies reads. `rows`
    are the acts of which at least one policy speaks here.

    >>> import coach_ethics as ce
    >>> found = ce.compare_case({"consent.to_naming": "none"}, ["icf-2020", "aoec"])
    >>> [result.policy.name for result in found.results]
    ['icf-2020', 'aoec']
    """

    results: tuple[Assessment, ...]
    joint: Assessment
    joining: Joint
    rows: tuple[Row, ...]
    conflicts: tuple[ConflictBetween, ...]

    __repr__ = brief
    _repr_html_ = as_html


@takes(policies=Iterable[Policy | str | Path])
def compare_case(
    case: Case,
    policies: Sequence[Policy | str | Path],
    *,
    engine: str | None = None,
    on: DayGiven | None = None,
    language: str | None = None,
) -> CaseComparison:
    """What each of the policies says about a case, side by side, and what they say jointly.

    It is told in `language`, as far as catalogues translate the policies: see `load_policy`.

    The case may speak of any fact of any of them. Raises PolicyProblems where a policy can't be read, or where they
    can't be put together (X402), CaseProblems where the case fits none of them.

    >>> import coach_ethics as ce
    >>> found = ce.compare_case({"consent.to_naming": "none", "coaching.ended": False}, ["icf-2025", "aoec"])
    >>> found.joint.statuses["name_client"].value
    'forbidden'
    """
    day = day_asked(on)
    joining = joined(dated(policy_named(each, on=on, language=language), day) for each in policies)
    ready = prepared(joining.policy, engine)
    case = engagement_in(case, joining.policy.vocabulary)
    where = situation_in(case, ready, on=day)
    results = tuple(
        assess(within(where, policy.vocabulary), policy, engine=engine, on=day) for policy in joining.policies
    )
    warnings = (*not_in_effect(joining.policies, day), *unrecognised(case, joining.policies))
    joint = evolve(assess(where, ready.policy, engine=engine, on=day), warnings=warnings)
    return CaseComparison(results, joint, joining, tuple(_rows(results, joining)), tuple(_conflicts(joint, joining)))


def _rows(results: tuple[Assessment, ...], joining: Joint) -> Iterator[Row]:
    for act in joining.policy.acts:
        said = tuple(_said(act.name, label, result) for label, result in zip(joining.labels, results, strict=True))
        if not all(each.silent for each in said):
            yield Row(act.name, said)


def _said(act: str, label: str, result: Assessment) -> Said:
    if act not in result.findings:
        return Said(label, Finding(Status.UNREGULATED, True), None)
    found = result.findings[act]
    silent = found.status is Status.UNREGULATED
    one_of = called_for_in_force(act, result.prepared.policy, result.norms) if silent else ()
    companions = () if found.status is Status.FORBIDDEN else result.companions.get(act, ())
    return Said(label, found, result.why(act), one_of, companions, result.asides.get(act, ()))


def _conflicts(joint: Assessment, joining: Joint) -> Iterator[ConflictBetween]:
    for conflict in joint.conflicts:
        origins = {norm: tuple(policy for policy, _ in joining.stands_for[norm]) for norm in sorted(conflict)}
        shared = frozenset.intersection(*map(frozenset, origins.values()))
        concerned = tuple(label for label in joining.labels if any(label in each for each in origins.values()))
        yield ConflictBetween(tuple(origins.items()), () if shared else concerned)
