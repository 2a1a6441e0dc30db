"""An assessment: what a policy says about a situation, and the questions that can be asked about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import evolve, frozen

from coach_ethics.assessment.assessed import Assessed, Choice, DemandByCases, PolicyIdentity, UndeterminedNorm
from coach_ethics.assessment.deadlines import Deadline, deadlines_in
from coach_ethics.assessment.determine import DeterminingFacts, what_would_determine
from coach_ethics.assessment.explanation import Explanation, explain
from coach_ethics.assessment.judge import Judgement, judge
from coach_ethics.assessment.judged import judgements_in
from coach_ethics.assessment.preparation import prepared_in
from coach_ethics.assessment.presume import presumed_in
from coach_ethics.assessment.presumed import Presumed
from coach_ethics.assessment.questions import Question, questions
from coach_ethics.assessment.reasons import Circumstance, necessary, sufficient
from coach_ethics.assessment.what_if import Change, changes, what_would_allow, what_would_forbid
from coach_ethics.coaching.provenance import Provenance
from coach_ethics.coaching.record_events import Dated, RecordEvent
from coach_ethics.model.policy import named

__all__ = ["Assessment", "Choice", "DemandByCases", "PolicyIdentity", "UndeterminedNorm"]


@frozen(repr=False)
class Assessment(Assessed):
    """What a policy says about a situation. It supports the coach's own judgement and supervision; it replaces neither.

    - `findings`: for each act its status, determined or open; `statuses` gives the statuses alone.
    - `choices`: the minimal courses that meet every norm in force; none under a dilemma.
    - `conflicts`: the smallest sets of norms in force that conflict; `trade_offs`: what can be kept at what price.
    - `concepts` and `norms`: the truth value of each concept, and of each norm's being in force.
    - `companions`: for each act that has them, what must go with it or must not, and by which norms; told of an act
      wherever it is open to the coach.
    - `asides`: what is told of acts beside their statuses: that they are advised, or advised against, or exempt, and by
      which norms; `advised`, `advised_against` and `exempt` give the acts for which it is certain.
    - `tensions`: the smallest sets of norms in force that can't all be met, one of which at least is a recommendation;
      nothing is advised by such a recommendation.
    - `notices`: the truth value of each notice; `notices_shown`: those to be shown first, urgent ones before others.
    - `presumed`: what follows on the policy's presumptions for acts and norms that are undetermined.
    - `undetermined`: norms that wait for unknown facts.
    - `warnings`: what the case says and the policy doesn't read, and whether the policy was in effect.
    - `by_cases`: acts that are required or forbidden whatever is unknown, but in different cases by other norms.
    - `undecided`: acts, norms and concepts that are too entangled to look at every case; they may be left open where
      every case would come to the same.
    - `on`: the day that it is of; `engagement`: what it was made of. Two assessments are equal that differ in these, or
      in their warnings, alone.
    - `unlisted`: why choices or trade-offs aren't listed, where there are too many (D302); else empty.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> result = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay")
    >>> [sorted(choice.course) for choice in result.choices]
    [['tell_client', 'withdraw']]
    >>> [sorted(shift.fact for shift in change.shifts) for change in result.what_would_allow("renegotiate")][0]
    ['consent.to_tell_sponsor']
    """

    def in_language(self, language: str | None) -> Assessment:
        """The same assessment, to be told in a language, as far as catalogues translate it: see `in_language`.

        Raises PolicyProblems of a catalogue (M1..), and where this is no language (M301) or none with one (M303).
        """
        ready = prepared_in(self.prepared, language)
        if ready is self.prepared:
            return self
        notices = named(ready.policy.notices)
        return evolve(
            self,
            prepared=ready,
            policy=evolve(self.policy, title=ready.policy.title),
            notices_shown=tuple(evolve(each, notice=notices[each.notice.name]) for each in self.notices_shown),
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The unknown facts that matter, the most decisive first."""
        return questions(self.prepared, self.situation)

    @property
    def judgements(self) -> Mapping[str, tuple[str, ...]]:
        """For each act, the coach's own judgements on which its status rests: matter for supervision."""
        return dict(judgements_in(self.prepared, self.situation))

    @property
    def presumed(self) -> Presumed:
        """What follows on the policy's presumptions; worked out when it is asked for, once for a situation."""
        return presumed_in(self.prepared, self.situation)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The terms that norms in force set: due, done in time or overdue, where records say since when they count."""
        return deadlines_in(self)

    def why(self, act: str) -> Explanation:
        """Why the act has its status. Raises CaseProblems (A101) for an act that the policy doesn't have."""
        self.require_act(act)
        return evolve(explain(act, self.prepared, self.situation, self._provenance()), result=self)

    def records_behind(self, fact: str) -> tuple[RecordEvent, ...]:
        """What the value of a fact rests on, where an engagement was assessed: see `Provenance.behind`."""
        provenance = self._provenance()
        return () if provenance is None else provenance.behind(fact)

    def _provenance(self) -> Provenance | None:
        return None if self.engagement is None or self.on is None else Provenance(Dated(self.engagement, self.on))

    def changes(self, act: str, to: str | Collection[str], *, beyond: bool = True) -> tuple[Change, ...]:
        """All smallest sets of changes of facts that give an act one of these statuses: see `change.changes`."""
        return changes(self, act, to, beyond=beyond)

    def what_would_allow(self, act: str) -> tuple[Change, ...]:
        """All smallest sets of changes of facts after which the act is certainly not forbidden, possible ones first."""
        return what_would_allow(self, act)

    def what_would_forbid(self, act: str) -> tuple[Change, ...]:
        """All smallest sets of changes of facts after which the act is forbidden, possible ones first."""
        return what_would_forbid(self, act)

    def what_would_determine(self, act: str) -> tuple[DeterminingFacts, ...]:
        """The smallest sets of unknown facts whose finding out determines the act's status, the sure ones first."""
        return what_would_determine(self, act)

    def necessary(self, act: str) -> tuple[tuple[Circumstance, ...], ...]:
        """The smallest sets of known facts, one of which at least the act's status needs: see `reasons.necessary`."""
        return necessary(self, act)

    def sufficient(self, act: str) -> tuple[tuple[Circumstance, ...], ...]:
        """The smallest sets of known facts that alone give the act its status: see `reasons.sufficient`."""
        return sufficient(self, act)

    def judge(self, course: str | Iterable[str]) -> Judgement:
        """Whether a course of the caller's own is permissible, and which norms it would breach: see `judge.judge`."""
        return judge(self, course)
