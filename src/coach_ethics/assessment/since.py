"""What has changed between two assessments under one policy, and the fewest changed facts that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TypeAlias

from attrs import evolve, field, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import determined_in, names_behind, subjects, truths_in
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment, PolicyIdentity
from coach_ethics.assessment.deadlines import Deadline, DeadlineState
from coach_ethics.assessment.possible import impossibilities, require_possible
from coach_ethics.assessment.preparation import Prepared, prepared_again
from coach_ethics.coaching.history import records_behind
from coach_ethics.coaching.record_events import Dated, RecordEvent, same
from coach_ethics.deontics.minimal import Budget, Exhausted, smallest_sets
from coach_ethics.displays import brief
from coach_ethics.findings import Status, Truths
from coach_ethics.language.policies.rebind import rebind
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Named
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Parameter
from coach_ethics.model.situation import Situation, situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.asides import BOUND, Aside, asides
from coach_ethics.reasoning.companions import Companion, companions
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.translation import Translatable

MOST_STEPS = 2_000
"""How many mixtures of two situations may be assessed, to find the fewest changed facts that explain all changes."""


@frozen
class ActAnswer:
    """What is certainly said of an act: its status, what goes with it, and what is told of it beside its status.

    What an act itself includes is done by doing it, and doesn't count as going with it. Nothing goes with an act that
    is forbidden; what is advised isn't told of one that is required, forbidden or in a
    dilemma. Answers are equal that say the same on other grounds.
    """

    status: Status
    companions: tuple[Companion, ...] = field(default=(), eq=lambda told: frozenset(map(_coupled, told)))
    asides: tuple[Aside, ...] = field(default=(), eq=lambda told: frozenset(each.kind for each in told))


def _coupled(each: Companion) -> tuple[str, bool, bool]:
    return each.act, each.required, each.advised


@frozen
class FactChange:
    """A fact that had the value `before` and has the value `after`: None where it isn't known.

    `records` are the fewest events in records that brought it about: None where both situations don't come from
    records, or where none are found.
    """

    fact: str
    before: Value | None
    after: Value | None
    records: tuple[RecordEvent, ...] | None = None


@frozen
class ParameterChange:
    """A parameter of the policy that has another value on the later day."""

    parameter: str
    before: Value | tuple[Value, ...]
    after: Value | tuple[Value, ...]


InputChange: TypeAlias = FactChange | ParameterChange
"""What an assessment is made from, and what may have changed in it."""


@frozen
class ActChange:
    """An act of which the policy said one thing `before` and says another `after`.

    `because` are the sets of fewest changed facts (and parameters) that explain it: with these alone changed, the act's
    answer is the one after. There may be several, each of which is enough. `Undecided` where that takes too many steps.
    """

    act: str
    before: ActAnswer
    after: ActAnswer
    because: tuple[tuple[InputChange, ...], ...] | Undecided


@frozen
class EditionActChange:
    """An act of which a later edition says something else, of the facts as they were before.

    What an edition doesn't have isn't regulated by it.
    """

    act: str
    before: ActAnswer
    after: ActAnswer


@frozen
class EditionChange:
    """Another edition of the policy applies: which did, which does, and what it says otherwise of the same facts."""

    before: PolicyIdentity
    after: PolicyIdentity
    acts: tuple[EditionActChange, ...]


@frozen
class Since:
    """What has changed between two assessments under one policy, or two editions of one family.

    `acts` are those whose status, companions or advice changed, `facts` and `parameters` all that are otherwise.
    `notices` are shown now and weren't before, `notices_gone` the other way round; `deadlines` are the terms that have
    begun, that have ended, or of which something else is so (see `Deadline`), as they are now. Where another edition
    applies, `edition` says what it changes by itself; `acts` are then those that changed facts change under it.

    >>> import coach_ethics as ce
    >>> before = ce.assess({"coach.takes_credit": False}, "collusion")
    >>> after = ce.assess({"coach.takes_credit": True, "coach.purpose": "own_interest"}, "collusion")
    >>> changed = {each.act: each for each in ce.since(before, after).acts}["return_to_purpose"]
    >>> changed.before.status.value, changed.after.status.value
    ('undetermined', 'required')
    >>> [[each.fact for each in some] for some in changed.because]
    [['coach.purpose']]
    """

    policy: PolicyIdentity
    acts: tuple[ActChange, ...]
    facts: tuple[FactChange, ...]
    parameters: tuple[ParameterChange, ...] = ()
    notices: tuple[str, ...] = ()
    notices_gone: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    edition: EditionChange | None = None

    __repr__ = brief

    def __bool__(self) -> bool:
        """Whether anything that a coach is told has changed."""
        return bool(self.acts or self.notices or self.notices_gone or self.deadlines or self.edition)


@takes(before=Assessment, after=Assessment)
def since(before: Assessment, after: Assessment) -> Since:
    """What has changed from one assessment to another under one policy, and the fewest changed facts that explain it.

    The policy may have other values of parameters on the later day; or it may be another edition of the same family:
    then what the edition changes by itself is apart from what the facts change. Where both were made from engagements,
    the records behind changed facts are found as well.

    Raises CaseProblems (A110) where the two were made under different policies, or where what was so before can't be
    under the later edition: `compare` says how policies differ.

    >>> import coach_ethics as ce
    >>> before, after = ce.assess({}, "collusion"), ce.assess({"coach.purpose": "own_interest"}, "collusion")
    >>> [(each.act, each.after.status.value) for each in ce.since(before, after).acts]
    [('return_to_purpose', 'required')]
    """
    if _editions(before, after):
        return _across_editions(before, after)
    parameters = tuple(_parameters(before, after))
    differing = _differing(before.situation, after.situation)
    behind = _records(differing, before, after)
    facts = tuple(
        FactChange(fact, before.situation[fact], after.situation[fact], behind.get(fact)) for fact in differing
    )
    return Since(
        after.policy,
        tuple(_acts(before, after, (*facts, *parameters))),
        facts,
        parameters,
        _new(before, after),
        _new(after, before),
        _deadlines(before, after),
    )


def _editions(before: Assessment, after: Assessment) -> bool:
    """Whether the two were made under different editions of one family."""
    was, now = before.prepared.policy, after.prepared.policy
    return bool(was.family) and was.family == now.family and (was.name, was.version) != (now.name, now.version)


def _across_editions(before: Assessment, after: Assessment) -> Since:
    """First the edition changes, while the facts stay as they were; and then the facts change."""
    ready = after.prepared
    known = {fact: value for fact, value in before.situation.values.items() if fact in ready.policy.vocabulary}
    try:
        where = require_possible(situation(known, ready.policy.vocabulary), ready)
    except CaseProblems as refused:
        message = f"what was so before can't be under `{after.policy.name}`: {refused.problems[0].message}"
        raise CaseProblems([Problem("A110", message, help="assess both cases under the same edition")]) from None
    between = evolve(assess_prepared(ready, where), on=before.on, engagement=before.engagement)
    was, now, silent = answers_in(before), answers_in(between), ActAnswer(Status.UNREGULATED)
    pairs = ((act, was.get(act, silent), now.get(act, silent)) for act in dict.fromkeys((*now, *was)))
    acts = tuple(EditionActChange(act, then, later) for act, then, later in pairs if then != later)
    found = since(between, after)
    return evolve(
        found,
        notices=_new(before, after),
        notices_gone=_new(after, before),
        deadlines=_deadlines(before, after),
        edition=EditionChange(before.policy, after.policy, acts),
    )


def answers_of(ready: Prepared, truths: Truths) -> Mapping[str, ActAnswer]:
    """What is certainly said of each act."""
    with_them, beside = companions(ready.program, truths), asides(ready.program, truths)
    return {
        act.name: _answer(finding_of(act.name, truths).status, with_them.get(act.name, ()), beside.get(act.name, ()))
        for act in ready.policy.acts
    }


def _answer(status: Status, with_it: Iterable[Companion], beside: Iterable[Aside]) -> ActAnswer:
    return ActAnswer(
        status,
        () if status is Status.FORBIDDEN else tuple(each for each in with_it if each.truth and () not in each.grounds),
        () if status in BOUND else tuple(each for each in beside if each.truth),
    )


def answers_in(result: Assessment) -> Mapping[str, ActAnswer]:
    """What an assessment certainly says of each act."""
    return {
        act: _answer(found.status, result.companions.get(act, ()), result.asides.get(act, ()))
        for act, found in result.findings.items()
    }


def _parameters(before: Assessment, after: Assessment) -> Iterator[ParameterChange]:
    """The parameters that have other values. Raises CaseProblems where the policies differ in more than that."""
    was, now = before.prepared.policy, after.prepared.policy
    if before.policy.digest == after.policy.digest:
        return
    theirs = {each.name: each for each in now.parameters}
    changed = {each.name: (each, theirs[each.name]) for each in was.parameters if each.name in theirs}
    if meaning_digest(rebind(was, {name: new for name, (_, new) in changed.items()})) != after.policy.digest:
        message = f"`{now.name} {now.version}` means something else than `{was.name} {was.version}`"
        help_ = "assess both cases under the same policy; `coach-ethics compare` says how two policies differ"
        raise CaseProblems([Problem("A110", message, help=help_)])
    for name, (old, new) in changed.items():
        if old.default != new.default:
            yield ParameterChange(name, old.default, new.default)


def _differing(before: Situation, after: Situation) -> tuple[str, ...]:
    return tuple(name for name in sorted({*before, *after}) if not same(before[name], after[name]))


def _records(
    differing: Sequence[str], before: Assessment, after: Assessment
) -> Mapping[str, tuple[RecordEvent, ...] | None]:
    if before.engagement is None or after.engagement is None or before.on is None or after.on is None:
        return {}
    return records_behind(differing, Dated(before.engagement, before.on), Dated(after.engagement, after.on))


def _acts(before: Assessment, after: Assessment, changed: Sequence[InputChange]) -> Iterator[ActChange]:
    was, now = answers_in(before), answers_in(after)
    mixed, budget = _Mixtures(before, after, changed), Budget(MOST_STEPS)
    for act in (each.name for each in after.prepared.policy.acts):
        if was[act] != now[act]:
            yield ActChange(act, was[act], now[act], mixed.explaining(act, now[act], budget))


class _Mixtures:
    """Situations of which some facts are as they were before, and others as they are after; and what is said there."""

    def __init__(self, before: Assessment, after: Assessment, changed: Sequence[InputChange]) -> None:
        self._before, self._after, self._changed = before, after, changed
        self._whole = frozenset(range(len(changed)))
        self._known: dict[frozenset[int], Mapping[str, ActAnswer] | None] = {}

    def explaining(
        self, act: str, answer: ActAnswer, budget: Budget
    ) -> tuple[tuple[InputChange, ...], ...] | Undecided:
        """The sets of fewest changes with which the act has this answer, of those that can be so."""
        matter = self._mattering(act)

        def serves(some: frozenset[int]) -> bool:
            told = self._told(some, budget)
            return told is not None and told[act] == answer

        try:
            # THEOREM (slice): with all that matters to it changed, an act's answer is the one after. That mixture may
            # break a constraint by what doesn't matter; the whole of what changed doesn't.
            found = smallest_sets(matter, serves) or smallest_sets(sorted(self._whole), serves)
        except Exhausted as spent:
            return Undecided(
                Translatable("it would take {spent} to find the fewest facts that explain it", spent=spent.spent)
            )
        return tuple(tuple(self._changed[place] for place in sorted(some)) for some in found)

    def _mattering(self, act: str) -> list[int]:
        """The places of the changes that can matter to what is said of an act."""
        ready = self._after.prepared
        names = chain.from_iterable(map(names_behind, subjects((act,), ready)))
        facts = frozenset(ready.slices.of(map(Named, names)).facts)
        return [
            place for place, each in enumerate(self._changed) if isinstance(each, ParameterChange) or each.fact in facts
        ]

    def _told(self, some: frozenset[int], budget: Budget) -> Mapping[str, ActAnswer] | None:
        """What is said where only these are as they are after; None where that can't be."""
        if some == self._whole:
            return answers_in(self._after)
        if not some:
            return answers_in(self._before)
        if some not in self._known:
            budget.spend(1)
            self._known[some] = self._assessed(some)
        return self._known[some]

    def _assessed(self, some: frozenset[int]) -> Mapping[str, ActAnswer] | None:
        changes = [self._changed[place] for place in some]
        parameters = frozenset(each.parameter for each in changes if isinstance(each, ParameterChange))
        ready = _with_parameters(self._before.prepared, self._after.prepared, parameters)
        facts = {each.fact: each.after for each in changes if isinstance(each, FactChange)}
        where = Situation({**self._before.situation.values, **facts})
        if any(impossibilities(where, ready.policy.constraints, ready.slices, partial(truths_in, ready))):
            return None
        return answers_of(ready, determined_in(ready, where).truths)


def _with_parameters(before: Prepared, after: Prepared, names: frozenset[str]) -> Prepared:
    """The earlier policy with the later values of these parameters."""
    if not names:
        return before
    later: dict[str, Parameter] = {each.name: each for each in after.policy.parameters if each.name in names}
    return prepared_again(rebind(before.policy, later), before.engine)


def _new(before: Assessment, after: Assessment) -> tuple[str, ...]:
    shown = {each.notice.name for each in before.notices_shown}
    return tuple(each.notice.name for each in after.notices_shown if each.notice.name not in shown)


def _deadlines(before: Assessment, after: Assessment) -> tuple[Deadline, ...]:
    then, now = ({each.norm: each for each in result.deadlines} for result in (before, after))
    changed = tuple(each for norm, each in now.items() if then.get(norm) != each)
    gone = tuple(evolve(each, state=DeadlineState.ENDED) for norm, each in then.items() if norm not in now)
    return (*changed, *gone)
