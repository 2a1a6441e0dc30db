"""From an engagement and a policy to an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from attrs import evolve, fields_dict

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import companions_in, determined_in, one_always_in_force
from coach_ethics.assessment.assessment import (
    Assessment,
    Choice,
    DemandByCases,
    PolicyIdentity,
    UndeterminedNorm,
)
from coach_ethics.assessment.decisive import Deciding
from coach_ethics.assessment.notices import notices_shown
from coach_ethics.assessment.observer import Observer
from coach_ethics.assessment.possible import require_possible
from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.assessment.unrecognised import unrecognised
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import policy_named
from coach_ethics.coaching.situation import situation_of
from coach_ethics.deontics.courses import choices, demands_in_force, ruled_out_by
from coach_ethics.deontics.demands import Demand, demands_of_norm
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.deontics.trade_offs import TradeOff, trade_offs
from coach_ethics.findings import Truths
from coach_ethics.language.editions import day_asked, out_of_effect
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation, problems_of_values, situation
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem, Severity, quoted
from coach_ethics.reasoning.asides import asides
from coach_ethics.reasoning.determined import Determined
from coach_ethics.reasoning.grounds import DEMANDS, finding_of, ground_truth, grounds
from coach_ethics.translation import Translatable

Case: TypeAlias = Engagement | Situation | Mapping[str, object]
"""What can be assessed: an engagement, a situation, or a mapping of fact names to values (None for not known)."""


@takes(observer=Observer | None)
def assess(
    case: Case,
    policy: Policy | str | Path,
    *,
    engine: str | None = None,
    on: DayGiven | None = None,
    observer: Observer | None = None,
    language: str | None = None,
) -> Assessment:
    """What the policy says of the case.

    `policy` may be a policy, or the name, path or text of one. `engine` is `reference`, `durable` or `compiled`; all
    give the same answers. `on` is the day that is asked about, by default today: a `date`, a `datetime`, whose day
    counts, or a text such as `2026-01-31`. An engagement is looked at on that day, and of a family of policies the
    edition in effect is taken, with the values that its parameters have then. An `observer` is told that the case was
    assessed, without its facts unless it asks for them. Among the `warnings` are what the case
    says and the policy doesn't read, and that a policy isn't in effect on that day (X408). It is told in `language`
    (`fr`, `fr-CA`), as far as catalogues translate the policy.

    Raises PolicyProblems where the policy can't be read, CaseProblems where the case doesn't fit its vocabulary or
    `on` is no day (X409).

    >>> import coach_ethics as ce
    >>> result = ce.assess({"coach.takes_credit": True, "coach.purpose": "own_interest"}, "collusion")
    >>> result.statuses["return_to_purpose"].value, result.statuses["claim_credit"].value
    ('required', 'forbidden')
    """
    began, day = perf_counter(), day_asked(on)
    ready = prepared(dated(policy_named(policy, on=on, language=language), day), engine)
    case = engagement_in(case, ready.policy.vocabulary)
    found = evolve(
        assess_prepared(ready, situation_in(case, ready, on=day)),
        warnings=(*not_in_effect((ready.policy,), day), *unrecognised(case, (ready.policy,))),
        on=day,
        engagement=case if isinstance(case, Engagement) else None,
    )
    if observer is not None:
        observer.see(found, perf_counter() - began)
    return found


def not_in_effect(policies: Sequence[Policy], day: date) -> tuple[Problem, ...]:
    """Warnings of the policies that aren't in effect on a day (X408)."""
    found = (out_of_effect(policy, day) for policy in policies)
    return tuple(evolve(each, span=None, severity=Severity.WARNING) for each in found if each)


def engagement_in(case: Case, vocabulary: Vocabulary) -> Case:
    """The case; a mapping that is laid out like an engagement, with its records by their keys, as the engagement."""
    records = fields_dict(Engagement).keys()
    if isinstance(case, Mapping) and any(key in records and key not in vocabulary for key in case):
        return load_engagement(case, vocabulary)
    return case


def situation_in(case: Case, ready: Prepared, *, on: DayGiven | None = None) -> Situation:
    """The situation of a case under a policy; an engagement is looked at `on` a day, by default today.

    Raises CaseProblems where the two don't fit, and where the case breaks a constraint, whoever declared it.
    """
    return require_possible(_situation_over(case, ready.policy.vocabulary, on=on), ready, case)


def _situation_over(case: Case, vocabulary: Vocabulary, *, on: DayGiven | None) -> Situation:
    match case:  # open: whatever a caller passes
        case Situation(values):
            problems = problems_of_values(values, vocabulary)
            if problems:
                raise CaseProblems(problems)
            return case
        case Engagement():
            return situation(situation_of(case, day_asked(on), vocabulary=vocabulary).values, vocabulary)
        case Mapping():
            return situation(case, vocabulary)
        case _:
            raise CaseProblems([_not_a_case(case)])


def _not_a_case(given: object) -> Problem:
    """What is said to a program that passes something else, such as a path."""
    message = f"`{quoted(repr(given))}` is not a case: neither an engagement, nor a situation, nor a mapping of facts"
    help_ = "give facts and their values, such as `{'block.present': True}`; `load_engagement` reads a file or a text"
    return Problem("F208", message, help=help_)


def assess_prepared(ready: Prepared, where: Situation) -> Assessment:
    """The assessment of a situation under a prepared policy: the inner loop of `assess`."""
    found = determined_in(ready, where)
    truths, policy = found.truths, ready.policy
    norms = {norm.name: truths[in_force(norm.name)] for norm in policy.norms}
    conflicts = _certain(Kind.CONFLICT, ready, truths)
    deciding = Deciding(ready.program, where, truths)
    undetermined = tuple(
        UndeterminedNorm(norm, deciding.facts(in_force(norm))) for norm, value in norms.items() if value is None
    )
    by_cases = tuple(_by_cases(ready, found)) if found.refined else ()
    courses, prices, unlisted = _ways(ready, where, norms, conflicts, undetermined, by_cases)
    return Assessment(
        policy=PolicyIdentity(policy.name, policy.title, policy.version, ready.digest),
        engine=ready.engine,
        situation=where,
        findings={act.name: finding_of(act.name, truths) for act in policy.acts},
        choices=courses,
        conflicts=conflicts,
        trade_offs=prices,
        concepts={concept.name: truths[concept.name] for concept in policy.concepts},
        norms=norms,
        undetermined=undetermined,
        unlisted=unlisted,
        by_cases=by_cases,
        undecided=tuple(_undecided(ready, found)) if found.undecided else (),
        prepared=ready,
        companions=dict(companions_in(ready, where)),
        asides=asides(ready.program, truths),
        tensions=_certain(Kind.TENSION, ready, truths),
        notices={notice.name: truths[name_of(Kind.NOTICE, notice.name)] for notice in policy.notices},
        notices_shown=notices_shown(ready, where, truths),
    )


def _certain(kind: Kind, ready: Prepared, truths: Truths) -> tuple[frozenset[str], ...]:
    """The sets of norms that certainly conflict, or are in tension."""
    return tuple(frozenset(each) for name, each in names_of_kind(ready.program, kind) if truths[name])


def _by_cases(ready: Prepared, found: Determined) -> Iterator[DemandByCases]:
    """The acts that are required or forbidden in every completion, but by no ground that is in force in all of them."""
    for act, kind in product(ready.policy.acts, DEMANDS):
        name = name_of(kind, act.name)
        if name in found.refined and found.truths[name]:
            truths = {norms: ground_truth(norms, found.truths) for norms in grounds(kind, act.name, ready.program)}
            if True not in truths.values():
                behind = {norm for norms, value in truths.items() if value is None for norm in norms}
                norms = (norm.name for norm in ready.policy.norms if norm.name in behind)
                yield DemandByCases(act.name, kind is Kind.REQUIRED, tuple(norms))


def _undecided(ready: Prepared, found: Determined) -> Iterator[str]:
    """The acts, norms, concepts and notices of which it isn't decided whether they are determined."""
    among = frozenset(found.undecided)
    told = (Kind.REQUIRED, Kind.IN_FORCE, Kind.CONCEPT, Kind.NOTICE)
    return (each.subject[0] for each in ready.program.definitions if each.name in among and each.kind in told)


CONFLICT_BY_CASES = Translatable("whatever is still unknown, duties conflict here, but which ones depends on it")
"""Why neither choices nor trade-offs are listed where every completion has a conflict, but not the same one."""


def _ways(
    ready: Prepared,
    where: Situation,
    norms: Truths,
    conflicts: tuple[frozenset[str], ...],
    undetermined: tuple[UndeterminedNorm, ...],
    by_cases: tuple[DemandByCases, ...],
) -> tuple[tuple[Choice, ...], tuple[TradeOff, ...], str]:
    """The choices, or under a dilemma the trade-offs; where they aren't listed, why."""
    try:
        if conflicts:
            return (), _trade_offs(ready.policy, norms, conflicts), ""
        found = _choices(ready, where, norms, undetermined, by_cases)
        return found, (), "" if found else CONFLICT_BY_CASES
    except PolicyProblems as too_many:
        return (), (), too_many.problems[0].message


def _choices(
    ready: Prepared,
    where: Situation,
    norms: Truths,
    undetermined: tuple[UndeterminedNorm, ...],
    by_cases: tuple[DemandByCases, ...],
) -> tuple[Choice, ...]:
    in_force_ = (norm for norm, value in norms.items() if value)
    demands = (*demands_in_force(ready.policy, in_force_), *(each.demand for each in by_cases))
    open_ = frozenset(each.norm for each in undetermined)
    courses = _courses(demands, open_, ready, where)
    return tuple(_choice(course, ready.policy, undetermined) for course in courses)


def _courses(
    demands: tuple[Demand, ...], open_: frozenset[str], ready: Prepared, where: Situation
) -> tuple[frozenset[str], ...]:
    """The minimal courses that meet the demands, and don't breach one norm or another in every case.

    THEOREM: a course that doesn't keeps one of these norms, so it is found among those that meet its demands as well.
    """
    courses, instead = choices(demands), set[frozenset[str]]()
    kept = []
    for course in courses:
        ruling_out = one_always_in_force(ready, where, ruled_out_by(course, ready.policy, open_))
        if not ruling_out:
            kept.append(course)
        for norm in (each for each in ready.policy.norms if each.name in ruling_out):
            instead.update(_courses((*demands, *demands_of_norm(norm)), open_ - {norm.name}, ready, where))
    if not instead:
        return tuple(kept)
    every = sorted({*kept, *instead}, key=lambda each: (len(each), sorted(each)))
    return tuple(each for each in every if not any(other < each for other in every))


def _choice(course: frozenset[str], policy: Policy, undetermined: tuple[UndeterminedNorm, ...]) -> Choice:
    ruling_out = ruled_out_by(course, policy, (each.norm for each in undetermined))
    waits = (fact for each in undetermined if each.norm in ruling_out for fact in each.waits_for)
    return Choice(course, ruling_out, tuple(dict.fromkeys(waits)))


def _trade_offs(policy: Policy, norms: Truths, conflicts: tuple[frozenset[str], ...]) -> tuple[TradeOff, ...]:
    return trade_offs(policy, frozenset(norm for norm, value in norms.items() if value), conflicts)
