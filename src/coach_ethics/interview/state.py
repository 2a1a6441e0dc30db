"""An interview as plain data: what it is about, what was given, what was answered. A pure state machine.

Nothing here reads input or prints. A terminal, a web form or a chat asks the questions and passes on the answers;
between two of them the state can be stored anywhere, as JSON (see `saving`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import evolve, field, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import Case, assess_prepared, engagement_in, not_in_effect, situation_in
from coach_ethics.assessment.assessed import act_meant
from coach_ethics.assessment.assessment import Assessment, PolicyIdentity
from coach_ethics.assessment.preparation import Prepared, prepared, prepared_again, prepared_in
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.policies import policy_named
from coach_ethics.displays import brief
from coach_ethics.language.editions import day_asked
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.day import DayGiven
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted


@frozen
class Answered:
    """A question that was asked, named by its fact, and the answer: a value, or None for "I don't know"."""

    fact: str
    value: Value | None


@frozen
class State:
    """The state of an interview: the acts it should determine, what was given at the start, and the answers so far.

    `policy` identifies the policy it was begun with; a saved state can be resumed only with that policy. `on` is the
    day that it is about, and `engagement` the digest of the engagement that it was begun with, None where it was begun
    with facts alone. What is given is of that day: `rebase` brings it to another.

    >>> from coach_ethics.interview import begin_interview
    >>> state = begin_interview("collusion", given={"block.named": True})
    >>> state.situation["block.named"], state.answers
    (True, ())
    """

    policy: PolicyIdentity
    about: tuple[str, ...]
    given: Situation
    answers: tuple[Answered, ...]
    prepared: Prepared = field(eq=False, repr=False)
    on: date | None = None
    engagement: str | None = None

    __repr__ = brief

    @property
    def situation(self) -> Situation:
        """Everything that is known so far."""
        return Situation({**self.given.values, **{each.fact: each.value for each in self.answers}})

    def __reduce__(self) -> tuple[Callable[..., State], tuple[object, ...]]:
        """What pickling and copying keep: everything but the prepared engine, which is prepared again."""
        return _restored, (
            self.prepared.policy,
            self.prepared.engine,
            self.about,
            dict(self.given.values),
            self.answers,
            self.on,
            self.engagement,
        )

    @property
    def not_known(self) -> tuple[str, ...]:
        """The facts that were asked about and that the coach doesn't know."""
        return tuple(each.fact for each in self.answers if each.value is None)


def _restored(
    policy: Policy,
    engine: str,
    about: tuple[str, ...],
    given: dict[str, Value],
    answers: tuple[Answered, ...],
    on: date | None,
    engagement: str | None,
) -> State:
    ready = prepared_again(policy, engine)
    return State(identity(ready), about, Situation(given), answers, ready, on, engagement)


@takes(about=str | Iterable[str] | None)
def begin_interview(
    policy: Policy | str,
    about: str | Iterable[str] | None = None,
    given: Case | None = None,
    engine: str | None = None,
    *,
    on: DayGiven | None = None,
    language: str | None = None,
) -> State:
    """Begin an interview with a policy, or with the policy of that name, path or text.

    It determines the acts in `about` (one name or several). Default: the acts that the policy's dialogue is about
    (`dialogue_about`), or all acts if the policy doesn't say. `given` is what is already known, in any form that
    `assess` takes, on the day `on`, by default today; of a family of policies the edition in effect then is taken.
    It asks in `language` (`fr`, `fr-CA`), as far as catalogues translate the policy, and reads answers in it.

    Raises PolicyProblems where the policy can't be read; CaseProblems for an unknown act (A101), where there is no
    act to ask about (I107), for a case that doesn't fit the vocabulary, and for an unknown engine.

    >>> from coach_ethics.interview import begin_interview
    >>> begin_interview("collusion", about="name_block").about
    ('name_block',)
    """
    day = day_asked(on)
    ready = prepared(dated(policy_named(policy, on=on, language=language), day), engine)
    known, begun_with = given_on(given, ready, day)
    return State(identity(ready), _acts(about, ready.policy), known, (), ready, day, begun_with)


@takes(state=State, language=str)
def speak(state: State, language: str) -> State:
    """The interview, to be continued in another language: `en` is the one in which most policies are written.

    Raises PolicyProblems of a catalogue (M1..), and where this is no language (M301) or none with a catalogue (M303).

    >>> from coach_ethics.interview import begin_interview, next_question, speak
    >>> state = speak(begin_interview("essay", about="withdraw"), "fr")
    >>> [option.words for option in next_question(begin_interview("collusion", "name_block", language="fr")).options]
    ['oui', 'non']
    """
    ready = prepared_in(state.prepared, language)
    return evolve(state, prepared=ready, policy=identity(ready))


def given_on(given: Case | None, ready: Prepared, day: date) -> tuple[Situation, str | None]:
    """What a case says on a day, and the digest of the engagement that it is, if it is one."""
    if given is None:
        return Situation(), None
    case = engagement_in(given, ready.policy.vocabulary)
    known = situation_in(case, ready, on=day)
    if not isinstance(case, Engagement):
        return known, None
    from coach_ethics.coaching.read import engagement_digest  # loads cattrs, which facts alone needn't wait for

    return known, engagement_digest(case)


def identity(ready: Prepared) -> PolicyIdentity:
    """What identifies the policy."""
    return PolicyIdentity(ready.policy.name, ready.policy.title, ready.policy.version, ready.digest)


def _acts(about: str | Iterable[str] | None, policy: Policy) -> tuple[str, ...]:
    acts = tuple(act.name for act in policy.acts)
    if not acts:
        help_ = "`assess` shows what it says; an interview needs a policy that extends it"
        raise CaseProblems([Problem("I107", f"policy `{policy.name}` has no acts to ask about", help=help_)])
    if about is None:
        return policy.dialogue_about or acts
    asked = tuple(dict.fromkeys([about] if isinstance(about, str) else about))
    if not asked:
        help_ = "leave out `about` to ask about the acts of the policy's dialogue"
        raise CaseProblems(
            [Problem("I107", "an interview must be about at least one act, and none is named", help=help_)]
        )
    norms = frozenset(norm.name for norm in policy.norms)
    problems = [
        Problem("A101", f"`{act}` is not an act of policy `{policy.name}`", help=act_meant(act, acts, norms))
        for act in asked
        if act not in acts
    ]
    if problems:
        raise CaseProblems(problems)
    return asked


@takes(state=State, fact=str | None)
def back(state: State, fact: str | None = None) -> State:
    """The interview before its last answer, or before the answer about a fact; unchanged if nothing has been answered.

    What was answered after it is taken back too: `amend` changes one answer and keeps the others. Raises CaseProblems
    (I108) where nothing has been answered about the fact.

    >>> from coach_ethics.interview import answer, back, begin_interview, next_question
    >>> begun = begin_interview("collusion")
    >>> answered = answer(begun, next_question(begun).fact, None)
    >>> back(answered) == back(answered, next_question(begun).fact) == begun
    True
    """
    if fact is None:
        return evolve(state, answers=state.answers[:-1])
    facts = [each.fact for each in state.answers]
    if fact not in facts:
        raise CaseProblems([not_answered(fact, facts)])
    return evolve(state, answers=state.answers[: facts.index(fact)])


def not_answered(fact: str, answered: Iterable[str]) -> Problem:
    """I108: a fact of which nothing was said."""
    help_ = did_you_mean(fact, answered) or "`tell` takes what hasn't been said yet"
    return Problem("I108", f"nothing has been answered about `{quoted(fact)}`", path=f"$.{quoted(fact)}", help=help_)


def without(state: State, fact: str) -> State:
    """The interview in which nothing has been said of a fact."""
    given = Situation({name: value for name, value in state.given.values.items() if name != fact})
    return evolve(state, given=given, answers=tuple(each for each in state.answers if each.fact != fact))


@takes(state=State)
def assessment(state: State) -> Assessment:
    """The assessment of everything that is known so far, at any point of the interview.

    >>> from coach_ethics.interview import assessment, begin_interview
    >>> assessment(begin_interview("collusion")).statuses["claim_credit"].value
    'forbidden'
    """
    found = assess_prepared(state.prepared, state.situation)
    if state.on is None:
        return found
    return evolve(found, on=state.on, warnings=not_in_effect((state.prepared.policy,), state.on))
