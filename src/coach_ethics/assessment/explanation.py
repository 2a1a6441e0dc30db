"""Why an act has its status: a tree from the status to its grounds, their norms, the conditions and the facts.

Only the deciding parts are in it. The truth values that it shows are the reference engine's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from coach_ethics.assessment.act_diagram import constraints_that_count, determined_in, truths_in
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.decisive import Deciding, decisive
from coach_ethics.assessment.notices import ShownNotice, notices_shown
from coach_ethics.assessment.preparation import Prepared, in_force
from coach_ethics.assessment.presume import presumed_in, with_presumptions
from coach_ethics.assessment.relevance import relevance
from coach_ethics.assessment.standing import GroundStanding, decides, grounds_standing, standing_of
from coach_ethics.coaching.provenance import Provenance
from coach_ethics.coaching.record_events import RecordEvent
from coach_ethics.deontics.program import Kind, name_of, overriding_in
from coach_ethics.displays import as_html, brief
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Finding, Status, Truth, Truths, negation
from coach_ethics.model.conditions import Comparison, Condition, Constant, Holds, Membership, Named
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Citation, Concept, Norm, Presumption, named
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import facts_in
from coach_ethics.reasoning.asides import ADVICE, BESIDE, grounds_beside
from coach_ethics.reasoning.companions import Companion, companions, coupled_to, kind_of, not_coupled
from coach_ethics.reasoning.determined import deciding_constraints
from coach_ethics.reasoning.grounds import finding_of

DEEPEST = 20
"""How many concepts and exceptions are explained by one another; the facts that decide what lies below are told."""


@frozen
class GivenFact:
    """A fact with the value that it has in the situation (None: not known), and whether it is a judgement.

    `records` are what it rests on, where an engagement was assessed: what stands in its records, or has come about.
    """

    fact: str
    value: Value | None
    judgement: bool
    records: tuple[RecordEvent, ...] = ()


@frozen
class Reason:
    """A condition with its truth value; for a concept its definition's parts below, for a leaf the facts in it.

    Of what lies deeper than `DEEPEST`, only the facts that decide it are `given`.
    """

    condition: Condition
    truth: Truth
    concept: Concept | None = None
    given: tuple[GivenFact, ...] = ()
    below: tuple[Reason, ...] = ()


@frozen
class NormReason:
    """A norm, whether it is in force, and why: its own condition, and the norms that override it, or would, or may."""

    norm: Norm
    in_force: Truth
    reasons: tuple[Reason, ...]
    overriding: tuple[NormReason, ...] = ()


@frozen
class Ground:
    """Norms that together give an act a verdict (`required`, `forbidden` or `permission`), if all are in force.

    Of what goes with an act, or is told beside a status, it is that.
    """

    verdict: Kind
    truth: Truth
    norms: tuple[NormReason, ...]
    __repr__ = brief


@frozen
class Coupling:
    """Why whoever does `act` must do `companion` as well (`required`), or must not; or where `advised`, should or not.

    `truth` None is still open, and `waits_for` are the unknown facts on which it depends. Where it is false, norms that
    would say so aren't in force.
    """

    act: str
    companion: str
    required: bool
    truth: Truth
    grounds: tuple[Ground, ...]
    waits_for: tuple[str, ...]
    advised: bool = False


@frozen
class AsideReason:
    """Why something is told of an act beside its status (`kind`), may be told, or isn't: as a `Coupling` says it."""

    kind: Kind
    truth: Truth
    grounds: tuple[Ground, ...]
    waits_for: tuple[str, ...]


@frozen
class PresumedReason:
    """Why an act that is undetermined has a status on presumptions: these, and the grounds that then decide it."""

    finding: Finding
    rests_on: tuple[Presumption, ...]
    grounds: tuple[Ground, ...]


@frozen
class Explanation:
    """Why an act has its status. `grounds` decide it; `failing` would have given another, but don't hold.

    Where they do so `by_cases`, each of them in some cases and one of them in every case, whatever is still unknown.
    `couplings` are what must go with the act or must not; then what the act must go with or must not, or would have to
    if norms were in force that aren't. `constraints` are the fewest on which the status rests, where the facts that are
    known don't decide it by themselves. `waits_for` are the unknown facts on which an open status depends, `judgements`
    the judgements on which it rests, or on which it rests what goes with an act that isn't forbidden, or is told beside
    the status. `asides` are that: advice, and exemptions. `tensions` are norms in force that can't all be met, one of
    which at least would advise the act, or against it. `notices` are those to be shown before all this, and `presumed`
    says what presumptions come to where the status is undetermined. `result` is the assessment that was asked.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> why = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay").why("renegotiate")
    >>> [each.norm.name for ground in why.grounds for each in ground.norms]
    ['keep-confidence', 'openness-with-both']
    """

    act: str
    finding: Finding
    grounds: tuple[Ground, ...]
    failing: tuple[Ground, ...]
    waits_for: tuple[str, ...]
    judgements: tuple[str, ...]
    citations: tuple[Citation, ...]
    by_cases: bool = False
    couplings: tuple[Coupling, ...] = ()
    asides: tuple[AsideReason, ...] = ()
    tensions: tuple[tuple[NormReason, ...], ...] = ()
    notices: tuple[ShownNotice, ...] = ()
    presumed: PresumedReason | None = None
    constraints: tuple[str, ...] = ()
    result: Assessed | None = field(default=None, eq=False, repr=False)
    __repr__ = brief
    _repr_html_ = as_html


@frozen
class ExplainedCase:
    """What explanations are made from: the prepared policy, the situation, its truths, and what names stand for."""

    prepared: Prepared
    situation: Situation
    truths: Truths
    deciding: Deciding
    concepts: Mapping[str, Concept]
    norms: Mapping[str, Norm]
    coupled: Mapping[str, tuple[Companion, ...]]
    provenance: Provenance | None = None
    told: dict[tuple[str, int, bool], NormReason] = field(factory=dict)
    """What was said of a norm on a level, which may stand behind several acts; and whether by cases."""
    below: dict[tuple[str, int, bool], tuple[Reason, ...]] = field(factory=dict)
    """What was said below a name, in the same way."""
    opened: frozenset[str] | None = None
    """The names below which is looked, where not all of them matter to who asks."""


def explain(act: str, prepared: Prepared, situation: Situation, provenance: Provenance | None = None) -> Explanation:
    """Why the act has its status. The act must be one of the policy's; `provenance` knows the records behind facts."""
    case = case_of(prepared, situation, provenance)
    shown = notices_shown(prepared, situation, case.truths)
    told = _explain(act, case)
    presumed = None if told.finding.determined else _presumed(act, case)
    return evolve(told, notices=shown, presumed=presumed)


def _presumed(act: str, case: ExplainedCase) -> PresumedReason | None:
    prepared, situation = case.prepared, case.situation
    presumed = presumed_in(prepared, situation)
    if (found := presumed.acts.get(act)) is None:
        return None
    rests_on = presumed.named(found.rests_on)
    why = _explain(act, case_of(prepared, with_presumptions(situation, rests_on), case.provenance))
    return PresumedReason(found.finding, rests_on, why.grounds)


def case_of(
    prepared: Prepared,
    situation: Situation,
    provenance: Provenance | None = None,
    coupled: Mapping[str, tuple[Companion, ...]] | None = None,
    opened: frozenset[str] | None = None,
) -> ExplainedCase:
    """What explanations of a situation are made from; the policy is evaluated here, once for all of them.

    `coupled` are the companions of acts, where they were found already. Reasons go down below `opened` names alone.
    """
    truths = determined_in(prepared, situation).truths
    policy, program = prepared.policy, prepared.program
    if coupled is None:
        coupled = companions(program, truths)
    deciding = Deciding(program, situation, truths)
    meant = named(policy.concepts), named(policy.norms)
    return ExplainedCase(prepared, situation, truths, deciding, *meant, coupled, provenance, opened=opened)


def _explain(act: str, case: ExplainedCase) -> Explanation:
    found = finding_of(act, case.truths)
    standing, by_cases = grounds_standing(act, found, case.prepared.program, case.truths)
    every = [(each, _ground(each, case)) for each in standing]
    grounds = tuple(ground for each, ground in every if decides(each, found, by_cases))
    couplings = tuple(_couplings(act, case))
    open_ = [each for each in couplings if finding_of(each.act, case.truths).status is not Status.FORBIDDEN]
    beside = tuple(_asides(act, case))
    related: tuple[Coupling | AsideReason, ...] = (*open_, *beside)
    coupled = tuple(ground for each in related for ground in each.grounds if each.truth is not False)
    return Explanation(
        act=act,
        finding=found,
        grounds=grounds,
        failing=tuple(ground for _, ground in every if ground.truth is False),
        waits_for=() if found.determined else relevance(case.prepared, case.situation, [act])[act].facts,
        judgements=tuple(dict.fromkeys((*_judgements(grounds, found), *_judgements(coupled)))),
        citations=tuple(dict.fromkeys(cite for ground in grounds for norm in ground.norms for cite in norm.norm.cites)),
        by_cases=bool(by_cases),
        couplings=couplings,
        asides=beside,
        tensions=tuple(_tensions(act, case)),
        constraints=_constraints(act, found, case),
    )


def _asides(act: str, case: ExplainedCase) -> Iterator[AsideReason]:
    program = case.prepared.program
    for each in program.definitions:
        if each.kind in BESIDE and each.subject[0] == act:
            value = case.truths[each.name]
            sets = grounds_beside(each, program, case.truths)
            told = tuple(_ground(standing_of(each.kind, value, norms, case.truths), case) for norms in sets)
            grounds = tuple(ground for ground in told if ground.norms)
            yield AsideReason(each.kind, value, grounds, _waiting(grounds) if value is None else ())


def _tensions(act: str, case: ExplainedCase) -> Iterator[tuple[NormReason, ...]]:
    """The tensions in force of recommendations that would bear on the act."""
    program = case.prepared.program
    bearing = {
        norm
        for each in program.definitions
        if each.kind in ADVICE and each.subject[0] == act
        for ground in grounds_beside(each, program)
        for norm in ground
    }
    for each in program.definitions:
        if each.kind is Kind.TENSION and case.truths[each.name]:
            advising = (norm for norm in each.subject if TRAITS[case.norms[norm].modality].advises)
            if not bearing.isdisjoint(advising):
                yield tuple(norm_reason(norm, case) for norm in each.subject)


def _waiting(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.fact for each in _givens(grounds) if each.value is None))


def _constraints(act: str, found: Finding, case: ExplainedCase) -> tuple[str, ...]:
    """The constraints that decide, if only they do: three-valued logic doesn't look at them."""
    ready, where = case.prepared, case.situation
    truths = truths_in(ready, where)
    if finding_of(act, truths) == found:
        return ()
    return deciding_constraints(ready.slices, act, where, constraints_that_count(ready, where))


def _couplings(act: str, case: ExplainedCase) -> Iterator[Coupling]:
    pairs = (*((act, each) for each in case.coupled.get(act, ())), *coupled_to(act, case.coupled))
    failing = ((other, each) for other, each in not_coupled(case.prepared.program, case.truths) if each.act == act)
    for doing, companion in (*pairs, *failing):
        sets = (standing_of(kind_of(companion), companion.truth, norms, case.truths) for norms in companion.grounds)
        grounds = tuple(_ground(each, case) for each in sets)
        open_ = _waiting(grounds) if companion.truth is None else ()
        yield Coupling(
            doing, companion.act, companion.required, companion.truth, grounds, open_, advised=companion.advised
        )


def _judgements(grounds: tuple[Ground, ...], found: Finding | None = None) -> Iterator[str]:
    """The judgements that decide; unless a finding is determined, those that are still to be made as well."""
    for given in _givens(grounds):
        if given.judgement and (given.value is not None or found is None or not found.determined):
            yield given.fact


def _ground(standing: GroundStanding, case: ExplainedCase) -> Ground:
    norms = (norm_reason(norm, case, by_cases=standing.by_cases) for norm in standing.norms)
    return Ground(standing.verdict, standing.truth, tuple(norms))


def norm_reason(name: str, case: ExplainedCase, level: int = 0, *, by_cases: bool = False) -> NormReason:
    """Why a norm is in force or not, told once for all the acts that it stands behind."""
    key = (name, level, by_cases)
    if key not in case.told:
        case.told[key] = _norm_reason(case.norms[name], case, level, by_cases=by_cases)
    return case.told[key]


def _norm_reason(norm: Norm, case: ExplainedCase, level: int, *, by_cases: bool) -> NormReason:
    """Why a norm is in force or not; `by_cases`, while that is unknown, all that decides it in each case."""
    name = norm.name
    value, applies = case.truths[in_force(name)], case.truths[name_of(Kind.APPLIES, name)]
    if level == DEEPEST:
        return NormReason(
            norm, value, (Reason(norm.when, applies, given=_deciding(in_force(name), case, by_cases=by_cases)),)
        )
    overriding = overriding_in(case.prepared.program, name)
    if case.deciding.by_cases(in_force(name), above=by_cases):
        # Whatever may apply or override decides the case in which it does.
        shown = () if value is False and applies else _reasons(norm.when, case, level, by_cases=True)
        return NormReason(
            norm, value, shown, tuple(norm_reason(each, case, level + 1, by_cases=True) for each in overriding)
        )
    # This norm is in force since none that overrides it is; not in force, since one is; where it doesn't even apply,
    # they decide nothing.
    deciding = negation(value)
    matter = [other for other in overriding if applies is not False and case.truths[in_force(other)] is deciding]
    determined = case.deciding.by_cases(name_of(Kind.APPLIES, name), above=False)
    shown = () if value is False and applies is not False else _reasons(norm.when, case, level, by_cases=determined)
    return NormReason(norm, value, shown, tuple(norm_reason(other, case, level + 1) for other in matter))


def _reasons(condition: Condition, case: ExplainedCase, level: int, *, by_cases: bool = False) -> tuple[Reason, ...]:
    parts = decisive(condition, case.situation, case.truths, by_cases=by_cases)
    if not parts:
        return () if isinstance(condition, Constant) else (_reason(condition, case, level, by_cases=by_cases),)
    return tuple(reason for part in parts for reason in _reasons(part, case, level, by_cases=by_cases))


def _reason(condition: Condition, case: ExplainedCase, level: int, *, by_cases: bool) -> Reason:
    value = truth(condition, case.situation, case.truths)
    match condition:
        case Named(name):
            concept = case.concepts.get(name)
            if level == DEEPEST:
                return Reason(condition, value, concept, given=_deciding(name, case, by_cases=by_cases))
            if case.opened is not None and name not in case.opened:
                return Reason(condition, value, concept)
            here = case.deciding.by_cases(name, above=by_cases)
            if (name, level, here) not in case.below:
                means = case.prepared.program.by_name[name].condition
                case.below[name, level, here] = _reasons(means, case, level + 1, by_cases=here)
            return Reason(condition, value, concept, below=case.below[name, level, here])
        case Holds() | Comparison() | Membership():
            return Reason(condition, value, given=tuple(_given(fact, case) for fact in facts_in(condition)))
        case _:
            raise AssertionError("INVARIANT (leaf): only leaves have no deciding parts")


def _deciding(name: str, case: ExplainedCase, *, by_cases: bool = False) -> tuple[GivenFact, ...]:
    """What decides a name, through all that lies below."""
    return tuple(_given(fact, case) for fact in case.deciding.facts(name, by_cases=by_cases))


def _given(fact: str, case: ExplainedCase) -> GivenFact:
    value, judgement = case.situation[fact], case.prepared.policy.vocabulary[fact].judgement
    behind = () if case.provenance is None or value is None else case.provenance.behind(fact)
    return GivenFact(fact, value, judgement, behind)


def _givens(grounds: tuple[Ground, ...]) -> Iterator[GivenFact]:
    for ground in grounds:
        for norm in ground.norms:
            yield from givens_of_norm(norm)


def givens_of_norm(norm: NormReason) -> Iterator[GivenFact]:
    """All facts that the reason of a norm shows, in the order in which it is read."""
    waiting = list(norm.reasons)
    while waiting:
        reason = waiting.pop(0)
        yield from reason.given
        waiting = [*reason.below, *waiting]
    for other in norm.overriding:
        yield from givens_of_norm(other)
