"""The coach's own judgements behind what a policy says of each act: of all acts at once, without explaining them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from coach_ethics.assessment.act_diagram import companions_in
from coach_ethics.assessment.explanation import ExplainedCase, GivenFact, case_of, givens_of_norm, norm_reason
from coach_ethics.assessment.preparation import Prepared, in_force
from coach_ethics.assessment.standing import GroundStanding, decides, grounds_standing, standing_of
from coach_ethics.deontics.program import STATUS_KINDS, Definition
from coach_ethics.findings import Status
from coach_ethics.kept import kept_with_first
from coach_ethics.model.conditions import Named
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.asides import BESIDE, grounds_beside
from coach_ethics.reasoning.companions import Companion, kind_of
from coach_ethics.reasoning.grounds import finding_of, grounds


@kept_with_first(64)
def judgements_in(prepared: Prepared, situation: Situation) -> Mapping[str, tuple[str, ...]]:
    """For each act of the policy the judgements that its explanation names (`Explanation.judgements`).

    The policy is evaluated once for all of them, and of each norm the facts are found once; nothing is looked into that
    reads no judgement.
    """
    opened = _reading_judgements(prepared)
    case = case_of(prepared, situation, coupled=companions_in(prepared, situation), opened=opened)
    return MappingProxyType(dict(_Judged(case).of(act.name for act in prepared.policy.acts)))


class _Judged:
    def __init__(self, case: ExplainedCase) -> None:
        self._case = case
        self._reading, self._acts = _reading_judgements(case.prepared), _acts_on_judgements(case.prepared)
        self._found: dict[tuple[str, bool], tuple[GivenFact, ...]] = {}
        self._beside: dict[str, list[Definition]] = {}
        for each in case.prepared.program.definitions:
            if each.kind in BESIDE and case.truths[each.name] is not False:
                self._beside.setdefault(each.subject[0], []).append(each)
        self._coupled: dict[str, list[tuple[str, Companion]]] = {}
        for act, companions in case.coupled.items():
            for companion in companions:
                self._coupled.setdefault(companion.act, []).append((act, companion))

    def of(self, acts: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for act in acts:
            made = self._made(act) if act in self._acts else ()
            related = self._givens((*self._couplings(act), *self._asides(act)))
            yield act, tuple(dict.fromkeys(each.fact for some in (made, related) for each in some))

    def _made(self, act: str) -> Iterator[GivenFact]:
        """The judgements behind its status; those that are still to be made only while it is open."""
        found = finding_of(act, self._case.truths)
        standing, by_cases = grounds_standing(act, found, self._case.prepared.program, self._case.truths)
        decisive = (each for each in standing if decides(each, found, by_cases))
        return (each for each in self._givens(decisive) if each.value is not None or not found.determined)

    def _givens(self, grounds: Iterable[GroundStanding]) -> Iterator[GivenFact]:
        for ground in grounds:
            for norm in ground.norms:
                yield from self._of_norm(norm, by_cases=ground.by_cases)

    def _of_norm(self, norm: str, *, by_cases: bool) -> tuple[GivenFact, ...]:
        """The judgements that decide a norm; it needn't be explained where it reads none."""
        if (norm, by_cases) not in self._found:
            judged = in_force(norm) in self._reading
            givens = givens_of_norm(norm_reason(norm, self._case, by_cases=by_cases)) if judged else ()
            self._found[norm, by_cases] = tuple(each for each in givens if each.judgement)
        return self._found[norm, by_cases]

    def _couplings(self, act: str) -> Iterator[GroundStanding]:
        """What must go with the act, and what the act must go with, where the other isn't forbidden."""
        own = ((act, each) for each in self._case.coupled.get(act, ()))
        for doing, companion in (*own, *self._coupled.get(act, ())):
            if finding_of(doing, self._case.truths).status is not Status.FORBIDDEN and companion.truth is not False:
                for norms in companion.grounds:
                    yield standing_of(kind_of(companion), companion.truth, norms, self._case.truths)

    def _asides(self, act: str) -> Iterator[GroundStanding]:
        for each in self._beside.get(act, ()):
            for norms in grounds_beside(each, self._case.prepared.program, self._case.truths):
                yield standing_of(each.kind, self._case.truths[each.name], norms, self._case.truths)


@kept_with_first(1)
def _reading_judgements(ready: Prepared) -> frozenset[str]:
    """The names of the program that rest on a judgement, known or not."""
    facts, vocabulary = ready.slices.dependencies.facts, ready.policy.vocabulary
    named = ((each.name, facts([Named(each.name)])) for each in ready.program.definitions)
    return frozenset(name for name, reads in named if any(vocabulary[fact].judgement for fact in reads))


@kept_with_first(1)
def _acts_on_judgements(ready: Prepared) -> frozenset[str]:
    """The acts of which a ground for a status rests on a judgement."""
    reading = _reading_judgements(ready)
    resting = (
        (act.name, norm)
        for act in ready.policy.acts
        for verdict in STATUS_KINDS
        for norms in grounds(verdict, act.name, ready.program)
        for norm in norms
    )
    return frozenset(act for act, norm in resting if in_force(norm) in reading)
