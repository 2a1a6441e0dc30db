"""A witness: a small situation that shows something, replayed through the reference before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import STATUS_KINDS, Kind, Program, status_names
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status, Truths
from coach_ethics.language.policies.write import write_scenario
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Citation, Expectation, Scenario
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.grounds import finding_of


@frozen
class AllowedCourse:
    """A course that one policy allows and another doesn't, by what they are called."""

    acts: tuple[str, ...]
    under: str
    not_under: str


@frozen
class Witness:
    """A situation that shows something.

    `situation` says only what has to be known: with fewer facts the policy wouldn't be certain of what is shown
    (`fewest`; False where the solver ran out of time while looking for less). `completion` is one way to know
    everything else that the constraints allow. `expect` is what the policy says there, as far as it matters.
    `course` is the one that is shown to be allowed by only one of two policies, where it is that.
    """

    policy: str
    says: str
    situation: Situation
    completion: Situation
    expect: Expectation
    fewest: bool = True
    cites: tuple[Citation, ...] = ()
    course: AllowedCourse | None = None


def scenario_of(witness: Witness) -> Scenario:
    """The witness as a scenario; the policy passes it."""
    given = tuple(witness.situation.values.items())
    return Scenario(witness.says, given, witness.expect, witness.cites, origin=witness.policy)


def scenario_text(witness: Witness) -> str:
    """The witness as a scenario in YAML, ready to paste under `scenarios`."""
    return write_scenario(scenario_of(witness))


def replayed(
    program: Program,
    situation: Situation,
    completion: Situation,
    conditions: Iterable[Condition],
    constraints: Mapping[str, Condition],
) -> Truths:
    """What the reference says of the situation, once it has confirmed what the solver says.

    INVARIANT (replay): what the solver found, the reference finds: the conditions are true on what is known and in the
    completion, and the completion keeps every constraint.
    """
    truths, completed = evaluate(program, situation), evaluate(program, completion)
    for condition in conditions:
        assert truth(condition, situation, truths) is True, "INVARIANT (replay): what was found is certain"
        assert truth(condition, completion, completed) is True, "INVARIANT (replay): what was found is so"
    for condition in constraints.values():
        assert truth(condition, completion, completed) is True, "INVARIANT (replay): what was found can be"
    return truths


def expectation(names: Iterable[str], program: Program, truths: Truths) -> Expectation:
    """What a scenario can expect of these names of a program: statuses of acts, concepts, norms, a dilemma."""
    subjects = program.by_name
    asked = [subjects[name] for name in dict.fromkeys(names) if name in subjects]
    acts = dict.fromkeys(each.subject[0] for each in asked if each.kind in _OF_ACTS)
    statuses: dict[Status, list[str]] = {}
    for act in acts:
        statuses.setdefault(finding_of(act, truths).status, []).append(act)

    def of_kind(kind: Kind, value: bool) -> tuple[str, ...] | None:
        return tuple(each.subject[0] for each in asked if each.kind is kind and truths[each.name] is value) or None

    # Norms that require an act and norms that forbid it conflict, so a status says so as well as a conflict does.
    conflict = any(each.kind is Kind.CONFLICT and truths[each.name] for each in asked)
    return Expectation(
        statuses=statuses,
        dilemma=True if conflict or Status.DILEMMA in statuses else None,
        holds=of_kind(Kind.CONCEPT, True),
        fails=of_kind(Kind.CONCEPT, False),
        in_force=of_kind(Kind.IN_FORCE, True),
        not_in_force=of_kind(Kind.IN_FORCE, False),
        notices=of_kind(Kind.NOTICE, True),
        no_notices=of_kind(Kind.NOTICE, False),
        advised=of_kind(Kind.ADVISED, True),
        advised_against=of_kind(Kind.ADVISED_AGAINST, True),
        exempt=of_kind(Kind.EXEMPT, True),
    )


_OF_ACTS = (*STATUS_KINDS, Kind.PERMITTED)


def statuses_of(dependencies: Dependencies, program: Program, conditions: Sequence[Condition]) -> Program:
    """The part of a program that says what conditions come to, with the whole status of every act they mention."""
    kinds = program.by_name
    mentioned = [kinds[name] for name in names_below(conditions, program)]
    acts = dict.fromkeys(each.subject[0] for each in mentioned if each.kind in _OF_ACTS)
    return dependencies.part([*conditions, *(name for act in acts for name in status_names(act))])


def names_below(conditions: Sequence[Condition], program: Program) -> tuple[str, ...]:
    """The names that conditions mention; of a property, what it mentions in turn."""
    definitions = program.by_name
    waiting, found = [name for condition in conditions for name in names_in(condition)], dict[str, None]()
    for name in waiting:
        if definitions[name].kind is Kind.PROPERTY:
            waiting.extend(names_in(definitions[name].condition))
        elif definitions[name].kind in (Kind.CONFLICT, Kind.TENSION):
            found[name] = None
            waiting.extend(names_in(definitions[name].condition))
        else:
            found[name] = None
    return tuple(found)
