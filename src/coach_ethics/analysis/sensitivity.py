"""How much each fact matters: in how large a share of all situations it decides the status of an act by itself.

Counted exactly on decision diagrams, as the shares of a comparison are; where that takes too much, estimated on
situations drawn at random, with an interval. Both mean the same situations, and the same chance of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from coach_ethics.analysis.compare.shares import Share, Shares
from coach_ethics.analysis.shapley import Contribution, contributions
from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, name_of, status_names
from coach_ethics.findings import Status, Truth, finding
from coach_ethics.model.domains import value_at
from coach_ethics.model.marginals import Marginal, faulty_marginals, weights
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, value_text
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.determined import partition_of
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import asked as asked_places
from coach_ethics.reasoning.queries import without
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, combine, mapped

MOST_STEPS = 400_000
"""How many children the nodes of one act's diagrams may have before shares are estimated."""

SAMPLE = 1_000
"""On how many situations they are estimated then."""

STEPS_TO_ESTIMATE = 2_000_000
"""How many steps the estimates of all acts may take together, before fewer situations are looked at."""


@frozen
class FactImportance:
    """In how large a share of all situations a fact `decides` the status of an act by itself: with another value of
    this fact alone, one that the constraints allow, the act would have another status there.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import importance
    >>> fact = importance("collusion", acts=["name_block"]).acts[0].facts[0]
    >>> fact.fact, round(fact.decides.value, 3)
    ('block.named', 0.653)
    """

    fact: str
    decides: Share
    contribution: Contribution | None = None
    """What the fact contributes to the variation of the status (see `Contribution`), where that is asked for; None also
    where it takes too many steps, and of facts that the policy doesn't read for the act."""


@frozen
class StatusShare:
    """In how large a share of all situations an act has a status.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import importance
    >>> [each.status.value for each in importance("collusion", acts=["name_block"]).acts[0].statuses]
    ['permitted', 'unregulated']
    """

    status: Status
    share: Share


@frozen
class ActImportance:
    """How often an act has each status, and how much each fact matters to it, those that matter most first.

    What never is left out.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import importance
    >>> found = importance("collusion", acts=["name_block"]).acts[0]
    >>> round(sum(each.share.value for each in found.statuses), 9)
    1.0
    """

    act: str
    statuses: tuple[StatusShare, ...]
    facts: tuple[FactImportance, ...]


@frozen
class PolicyImportance:
    """How much facts matter to acts of a policy, which is named with its version and the digest of its meaning.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import importance
    >>> importance("collusion", acts=["name_block"]).policy
    'collusion'
    """

    policy: str
    version: str
    digest: str
    acts: tuple[ActImportance, ...]
    marginals: Mapping[str, Mapping[str, float]]
    """The weights of facts' values by which situations count, where they don't count alike."""


@takes(policy=Policy | str | Path, acts=str | Iterable[str] | None, marginals=Mapping | None)
def importance(
    policy: Policy | str | Path,
    *,
    acts: str | Iterable[str] | None = None,
    marginals: Mapping[str, Marginal] | None = None,
    shapley: bool = False,
) -> PolicyImportance:
    """How often acts have each status, over all possible situations, and in how many of them each fact decides.

    A fact decides in a situation where another value of it alone, one that the constraints allow, gives the act another
    status: the influence of a variable on a function (M. Ben-Or and N. Linial, 1985; of Boolean facts, the Banzhaf
    value). Situations are those of `compare` and `sample`: every combination of the facts that the policy reads counts
    once, if the constraints allow it; `marginals` say how often facts have their values, as `sample` takes them. `acts`
    are by default all. Shares are exact; where counting takes too many steps, they are estimated, and say so. With
    `shapley`, each fact has its contribution to the variation of the status as well: exact for up to twelve facts,
    estimated over orders drawn at random for more (see `Contribution`).

    Raises PolicyProblems where the policy can't be read or closed, CaseProblems for an act that it doesn't have (A101)
    and marginals that can't be (K116).

    >>> from coach_ethics.analysis import importance
    >>> found = importance("icf-2025", acts="disclose").acts[0]
    >>> [(each.fact, round(each.decides.value, 2)) for each in found.facts[:2]]
    [('disclosure.owner', 0.78), ('disclosure.recipient', 0.58)]
    """
    ready = prepared(policy, "reference")
    if faulty := list(faulty_marginals(marginals or {}, ready.policy.vocabulary)):
        raise CaseProblems(faulty)
    shares = Shares(ready.program, ready.slices.rules, marginals)
    asked = _asked(ready.policy, acts)
    found = tuple(_of_act(act, ready, shares, STEPS_TO_ESTIMATE // len(asked)) for act in asked)
    if shapley:
        found = tuple(_with_contributions(each, shares) for each in found)
    given = {
        fact: {value_text(value): float(weight) for value, weight in weights(marginal).items()}
        for fact, marginal in (marginals or {}).items()
    }
    return PolicyImportance(ready.policy.name, ready.policy.version, ready.digest, found, given)


def _asked(policy: Policy, acts: str | Iterable[str] | None) -> tuple[str, ...]:
    known = tuple(act.name for act in policy.acts)
    if acts is None:
        return known
    asked = tuple(dict.fromkeys([acts] if isinstance(acts, str) else acts))
    for act in asked:
        if act not in known:
            message = f"`{quoted(str(act))}` is not an act of `{policy.name}`"
            raise CaseProblems([Problem("A101", message, help=did_you_mean(str(act), known))])
    return asked


def _of_act(act: str, ready: Prepared, shares: Shares, steps: int) -> ActImportance:
    try:
        return counted(act, shares, Budget(MOST_STEPS))
    except Exhausted:
        return estimated(act, ready, shares, steps=steps)


def _with_contributions(found: ActImportance, shares: Shares) -> ActImportance:
    try:
        own = contributions(found.act, shares)
    except Exhausted:
        return found
    return evolve(found, facts=tuple(evolve(each, contribution=own.get(each.fact)) for each in found.facts))


def counted(act: str, shares: Shares, budget: Budget) -> ActImportance:
    """Exactly, on diagrams. Raises Exhausted where that takes more than the budget."""
    facts: list[str] = []

    def parts(diagrams: Diagrams) -> list[Tree[Truth]]:
        tree = diagrams.statuses(act)
        table: UniqueTable[Truth] = UniqueTable(budget)
        yes, no = table.leaf(True), table.leaf(False)
        found = [
            mapped(tree, lambda here, status=status: yes if status in here else no, table.node)  # type: ignore[misc]  # a loop's own
            for status in Status
        ]

        def decides(here: Tree[frozenset[Status]], around: Tree[frozenset[Status]]) -> Tree[Truth] | None:
            if isinstance(here, Leaf) and not here.value:
                return no
            if isinstance(around, Leaf) and len(around.value) <= 1:
                return no
            return yes if isinstance(here, Leaf) and isinstance(around, Leaf) else None

        for place in sorted(asked_places(tree)):
            facts.append(diagrams.order.facts[place].name)
            found.append(combine(tree, without(tree, {place}, budget), decides, table))
        return found

    found = shares.counted(status_names(act), parts, budget)
    return _importance(act, found[: len(Status)], zip(facts, found[len(Status) :], strict=True))


def estimated(
    act: str, ready: Prepared, shares: Shares, size: int = SAMPLE, steps: int = STEPS_TO_ESTIMATE
) -> ActImportance:
    """By situations drawn at random, but the same every time; by fewer than `size` where they take too many steps."""
    cells = partition_of(ready.slices).cells
    dependencies, rules = ready.slices.dependencies, ready.slices.rules.values()
    read = shares.read & {*dependencies.facts(status_names(act)), *dependencies.facts(rules)}
    values = {
        fact.name: [value_at(fact.type, cell[0][0]) for cell in cells[fact.name]]
        for fact in ready.policy.vocabulary
        if fact.name in read
    }
    changes = sum(map(len, values.values()))
    sample = shares.sample[: min(size, steps // (1 + changes * shares.steps_to_evaluate))]
    statuses, decided = dict.fromkeys(Status, 0), dict.fromkeys(values, 0)
    for situation in sample:
        here = _status(act, shares.evaluate(situation))
        statuses[here] += 1
        for fact, others in values.items():
            decided[fact] += any(other != here for other in _with_others(act, situation, fact, others, shares))
    found = [Share(each, len(sample), exact=False) for each in statuses.values()]
    return _importance(act, found, ((f, Share(n, len(sample), exact=False)) for f, n in decided.items()))


def _with_others(
    act: str, situation: Situation, fact: str, values: Sequence[Value], shares: Shares
) -> Iterator[Status]:
    """The statuses of an act where a fact had another value, of those that the constraints allow."""
    for value in values:
        other = Situation({**situation.values, fact: value})
        truths = shares.evaluate(other)
        if shares.allows(truths):
            yield _status(act, truths)


def _status(act: str, truths: Mapping[str, Truth]) -> Status:
    required, forbidden, permission = (
        truths[name_of(kind, act)] for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    )
    return finding(required, forbidden, permission).status


def _importance(act: str, statuses: Iterable[Share], facts: Iterable[tuple[str, Share]]) -> ActImportance:
    said = zip(Status, statuses, strict=True)
    matter = sorted(((fact, share) for fact, share in facts if share.part), key=lambda each: (-each[1].value, each[0]))
    return ActImportance(
        act,
        tuple(StatusShare(status, share) for status, share in said if share.part),
        tuple(FactImportance(fact, share) for fact, share in matter),
    )
