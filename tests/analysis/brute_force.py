"""Small policies, and every situation of theirs: the judge of what the solver says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, combinations, product

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.demands import demands_of_act, demands_of_norm, meets
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Finding, Truth
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import CompletenessRequirement, Constraint, Modality, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, domain
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.testing.condition_strategies import conditions
from coach_ethics.testing.strategies import Sizes, policies

TYPES = (
    Boolean(),
    Boolean(),
    Integer(0, 3),
    Integer(2, 4),
    Enumeration(("none", "possible", "likely"), ordered=True),
    Enumeration(("client", "sponsor", "employer")),
)
SHARED = Vocabulary((Fact("disclosure.recipient", Enumeration(("nobody", "client"))),))
"""What all policies may speak of, and add values to."""

SIZES = Sizes(facts=3, parameters=1, concepts=2, acts=3, norms=5, properties=2, leaves=4)


@st.composite
def small_policies(draw: DrawFn, sizes: Sizes = SIZES) -> Policy:
    """Policies of which every situation can be looked at, with what their authors may declare."""
    policy = draw(policies(sizes, draw(st.sampled_from((Vocabulary(), SHARED))), types=TYPES))
    names = [concept.name for concept in policy.concepts]
    constraints = draw(st.lists(conditions(policy.vocabulary, names, policy.parameters, leaves=3), max_size=2))
    acts = st.lists(st.sampled_from([act.name for act in policy.acts]), min_size=1, max_size=2, unique=True)
    whens = conditions(policy.vocabulary, names, policy.parameters, leaves=3)
    determines = draw(st.lists(st.builds(CompletenessRequirement, acts.map(tuple), whens), max_size=2))
    return attrs.evolve(
        policy,
        constraints=tuple(
            # Those of the vocabulary, which have no origin, know no policy's concepts.
            Constraint(f"rule-{number}", each, origin=policy.name if names_in(each) else "")
            for number, each in enumerate(constraints)
        ),
        completeness=tuple(determines),
    )


@attrs.frozen(eq=False, slots=False)
class Judge:
    """What is so of a policy, by looking at every situation."""

    policy: Policy

    @cached_property
    def prepared(self) -> Prepared:
        program = lower(self.policy)
        return Prepared(self.policy, program, "reference", lambda situation: evaluate(program, situation), "")

    @cached_property
    def complete(self) -> list[Situation]:
        """Every complete situation, whether it can be or not."""
        names, values = zip(*((fact.name, domain(fact.type)) for fact in self.policy.vocabulary), strict=True)
        return [Situation(dict(zip(names, each, strict=True))) for each in product(*values)]

    @cached_property
    def truths(self) -> dict[Situation, dict[str, Truth]]:
        return {situation: evaluate(self.prepared.program, situation) for situation in self.complete}

    @cached_property
    def possible(self) -> list[Situation]:
        """Every complete situation that the constraints allow."""
        return [each for each in self.complete if all(self.says(rule.always, each) for rule in self.policy.constraints)]

    @cached_property
    def partial(self) -> list[Situation]:
        """Every situation, known in full or in part, that has a completion which can be; those with few facts first."""
        facts = list(self.policy.vocabulary)
        subsets = chain.from_iterable(combinations(facts, count) for count in range(len(facts) + 1))
        found: dict[Situation, None] = {}
        for subset in subsets:
            found.update(
                (Situation({fact.name: each.values[fact.name] for fact in subset}), None) for each in self.possible
            )
        return list(found)

    @cached_property
    def known(self) -> dict[Situation, dict[str, Truth]]:
        return {situation: evaluate(self.prepared.program, situation) for situation in self.partial}

    def says(self, condition: Condition, situation: Situation) -> Truth:
        truths = self.truths.get(situation)
        return truth(condition, situation, self.known[situation] if truths is None else truths)

    def ever(self, names: Iterable[str] = (), but: Iterable[str] = ()) -> bool:
        """Whether these names are true, and those false, in a situation that can be."""
        names, but = tuple(names), tuple(but)
        return any(
            all(self.truths[each][name] for name in names) and not any(self.truths[each][name] for name in but)
            for each in self.possible
        )

    def in_domains(self, situation: Situation) -> list[Situation]:
        """Every completion that the domains allow, whether it can be or not."""
        return [each for each in self.complete if situation.values.items() <= each.values.items()]

    def completions(self, situation: Situation) -> list[Situation]:
        """Every completion that can be."""
        return [each for each in self.possible if situation.values.items() <= each.values.items()]

    def fewest(self, shows: Callable[[Situation], bool]) -> int | None:
        """How many facts the smallest situation fixes that shows something."""
        return next((len(each) for each in self.partial if shows(each)), None)

    def courses(self, situation: Situation) -> frozenset[frozenset[str]]:
        """Every course that meets all demands in force in a complete situation."""
        truths = self.truths[situation]
        in_force = [each for each in self.policy.norms if truths[name_of(Kind.IN_FORCE, each.name)]]
        demands = [
            *chain.from_iterable(map(demands_of_act, self.policy.acts)),
            *chain.from_iterable(map(demands_of_norm, in_force)),
        ]
        acts = [act.name for act in self.policy.acts]
        every = chain.from_iterable(combinations(acts, count) for count in range(len(acts) + 1))
        return frozenset(c for c in map(frozenset, every) if all(meets(c, demand) for demand in demands))


def found(act: str, truths: dict[str, Truth]) -> Finding:
    """The finding of an act."""
    return finding_of(act, truths)


def without_norm(policy: Policy, name: str) -> Policy:
    """The policy once a norm is taken out."""
    kept = tuple(
        attrs.evolve(norm, overrides=tuple(other for other in norm.overrides if other != name))
        for norm in policy.norms
        if norm.name != name
    )
    return attrs.evolve(policy, norms=kept, properties=())


def without_override(policy: Policy, one: str, other: str) -> Policy:
    """The policy once one norm no longer overrides another."""
    norms = tuple(
        attrs.evolve(norm, overrides=tuple(each for each in norm.overrides if each != other))
        if norm.name == one
        else norm
        for norm in policy.norms
    )
    return attrs.evolve(policy, norms=norms)


def in_force(norm: str) -> str:
    return name_of(Kind.IN_FORCE, norm)


def forbidden(act: str) -> str:
    return name_of(Kind.FORBIDDEN, act)


def alternatives_of(policy: Policy) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Each norm that asks to choose, with each alternative and the others."""
    for norm in policy.norms:
        if norm.modality is Modality.OBLIGATION_TO_CHOOSE:
            for act in norm.acts:
                yield norm.name, act, [other for other in norm.acts if other != act]
