"""Redundant: norms whose removal changes no status, nothing beside one, and no course that meets every demand, in any
situation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, assert_never

from coach_ethics.analysis.proofs.answers import Aspect, Proof, ProofAnswer, Proved, Refuted, Weight
from coach_ethics.analysis.proofs.context import ProofContext, forbidden, in_force, open_session, permission, required
from coach_ethics.analysis.proofs.courses import apart, met, with_acts
from coach_ethics.deontics.demands import demands_of_act, demands_of_norm
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.deontics.program import Kind
from coach_ethics.model.answers import Found, Impossible, Undecided
from coach_ethics.model.conditions import And, Condition, Named, Not, Or, conjunction, disjunction
from coach_ethics.model.policy import Norm
from coach_ethics.model.walk import alternatives, names_in, rewrite
from coach_ethics.reasoning.asides import ADVISED_COMPANIONS, BESIDE

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession

_Changed = Mapping[str, Condition | None]
"""What stands for each name that changes once a norm is gone; None for the norm's own."""


def redundant(asked: ProofContext) -> Iterator[Proof]:
    """For each norm by itself, whether taking it out of the policy changes anything.

    What could change is an act's status, what is told beside it, and which courses meet every demand: an obligation to
    choose may narrow the choices without determining any act. Two norms that say the same are each redundant, though
    not both together.
    """
    courses: SolverSession | None = None
    for norm in asked.policy.norms:
        answer: ProofAnswer
        try:
            asked.budget.spend(2 * len(asked.program.definitions))
            changed = _in_force_without(norm, asked, asked.session)
            answer = _answered(asked.session, [_statuses_change(changed, asked)])
            if isinstance(answer, Refuted):
                # Nothing changes for single acts. Only now are courses worth the larger formulas.
                asked.budget.spend(2 * len(asked.program.definitions))
                courses = courses or _with_courses(asked)
                changed = _in_force_without(norm, asked, courses)
                answer = _answered(courses, _courses_change(changed, asked))
        except Exhausted as exhausted:
            answer = Undecided(f"all questions together took {exhausted.spent}")
        claim = f"norm `{norm.name}` makes a difference somewhere"
        instead = f"norm `{norm.name}` makes no difference anywhere"
        yield Proof(
            Aspect.REDUNDANT,
            (norm.name,),
            claim,
            answer,
            Weight.REMARK,
            instead=instead,
            cites=norm.cites,
            span=norm.span,
        )


def _answered(session: SolverSession, conditions: Iterable[Condition]) -> ProofAnswer:
    match session.find(*conditions):
        case Found():
            return Proved()
        case Impossible():
            return Refuted()
        case Undecided(reason):
            return Undecided(reason)
        case other:
            assert_never(other)


def _with_courses(asked: ProofContext) -> SolverSession:
    program = with_acts(asked.program, (act.name for act in asked.policy.acts))
    return open_session(program, asked.session.constraints, asked.budget)


def _courses_change(changed: _Changed, asked: ProofContext) -> Iterator[Condition]:
    """A course that meets all else keeps the norms that change either before the change, or after it, and not both."""
    before, after = list[Condition](), list[Condition]()
    for act in asked.policy.acts:
        yield from map(met, demands_of_act(act))
    for norm in asked.policy.norms:
        name, demands = in_force(norm.name), tuple(map(met, demands_of_norm(norm)))
        kept = conjunction(demands)
        if name.name not in changed:
            yield Or((Not(name), kept))
            continue
        before.append(Or((Not(name), kept)))
        if (now := changed[name.name]) is not None:
            after.append(Or((Not(now), kept)))
    yield apart(conjunction(tuple(before)), conjunction(tuple(after)))


def _statuses_change(without: _Changed, asked: ProofContext) -> Condition:
    """Some act's status differs once the norm is gone.

    Grounds of the policy without it are the grounds that don't mention it: minimal sets stay minimal when fewer sets
    are looked at. What changes besides is which norms are in force, for those that it overrides, and those that they
    override in turn.
    """
    changed = (change for act in asked.policy.acts for change in _changes_of(act.name, without, asked))
    return disjunction((*changed, *_changes_beside(without, asked)))


def _changes_beside(without: _Changed, asked: ProofContext) -> Iterator[Condition]:
    """What is told beside statuses, or what is advised to go with an act, differs."""
    for each in asked.program.definitions:
        if each.kind in (*BESIDE, *ADVISED_COMPANIONS):
            after = _beside_without(each.condition, without, asked)
            if after != each.condition:
                yield apart(Named(each.name), after)


def _beside_without(condition: Condition, without: _Changed, asked: ProofContext) -> Condition:
    """INVARIANT (beside): what is told beside a status holds by its grounds, unless something else does."""
    assert isinstance(condition, And), "INVARIANT (beside): grounds come before what they yield to"
    grounds, *unless = condition.operands
    kept = [_without(grounds, without)]
    for each in unless:
        assert isinstance(each, Not), "INVARIANT (beside): what grounds yield to is negated"
        named = isinstance(each.operand, Named) and each.operand.name in asked.definitions
        before = _condition_of(each.operand, asked) if named else each.operand
        after = _without(before, without)
        kept.append(each if after == before else Not(after))
    return conjunction(tuple(kept))


def _condition_of(name: Condition, asked: ProofContext) -> Condition:
    """What a name of a status stands for; a name of a norm stands for itself."""
    assert isinstance(name, Named), "INVARIANT (beside): what grounds yield to has a name"
    definition = asked.definitions[name.name]
    return name if definition.kind in (Kind.IN_FORCE, Kind.ADVISES) else definition.condition


def _changes_of(act: str, without: _Changed, asked: ProofContext) -> Iterator[Condition]:
    names = required(act), forbidden(act), permission(act)
    before = [asked.definitions[name.name].condition for name in names]
    if not any(set(names_in(condition)) & set(without) for condition in before):
        return
    after = [_without(condition, without) for condition in before]
    differs = [apart(name, other) for name, other in zip(names, after, strict=True)]
    yield differs[0]
    yield differs[1]
    yield And((Not(names[0]), Not(names[1]), differs[2]))


def _in_force_without(norm: Norm, asked: ProofContext, session: SolverSession) -> _Changed:
    """What changes once the norm is gone; the names that stand for it are added to the session."""
    changed: dict[str, Condition | None] = {in_force(norm.name).name: None}
    for definition in asked.program.definitions:
        if definition.kind not in (Kind.IN_FORCE, Kind.TENSION, Kind.ADVISES) or definition.name in changed:
            continue
        gone = {name for name, now in changed.items() if now is None}
        if definition.kind is not Kind.IN_FORCE and not gone.isdisjoint(_needed(definition.condition)):
            changed[definition.name] = None
        elif set(names_in(definition.condition)) & set(changed):
            name = f"{definition.name} without {norm.name}"
            session.dependencies.define(name, _exceptions_without(definition.condition, changed))
            changed[definition.name] = Named(name)
    return changed


def _needed(condition: Condition) -> Iterator[str]:
    """The names that have to hold for a condition that is a name, or a conjunction."""
    parts = condition.operands if isinstance(condition, And) else (condition,)
    return (part.name for part in parts if isinstance(part, Named))


def _exceptions_without(condition: Condition, changed: _Changed) -> Condition:
    """INVARIANT (in force): a norm is in force where it applies and no norm that overrides it is.

    A tension is in force where all of its norms are, and a recommendation advises where it is in no tension.
    """
    parts = condition.operands if isinstance(condition, And) else (condition,)
    kept = (part for part in parts if not (isinstance(part, Not) and _is_gone(part.operand, changed)))
    return conjunction(tuple(_renamed(part, changed) for part in kept))


def _is_gone(condition: Condition, changed: _Changed) -> bool:
    return isinstance(condition, Named) and condition.name in changed and changed[condition.name] is None


def _without(condition: Condition, changed: _Changed) -> Condition:
    gone = {name for name, other in changed.items() if other is None}
    left = (ground for ground in alternatives(condition) if not gone & set(names_in(ground)))
    return disjunction(tuple(_renamed(ground, changed) for ground in left))


def _renamed(condition: Condition, changed: _Changed) -> Condition:
    def other(leaf: Condition) -> Condition:
        return (changed.get(leaf.name) or leaf) if isinstance(leaf, Named) else leaf

    return rewrite(condition, other)
