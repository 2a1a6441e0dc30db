"""The results of proving a policy: what was asked, the answers, and how serious each answer is."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from coach_ethics.analysis.proofs.witness import Witness
from coach_ethics.displays import as_html, brief
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Citation
from coach_ethics.source import Span


class Aspect(StrEnum):
    """What can be asked about a policy as a whole.

    >>> from coach_ethics.analysis import Aspect
    >>> [aspect.value for aspect in Aspect][:3]
    ['consistent', 'complete', 'reachable']
    """

    CONSISTENT = "consistent"
    COMPLETE = "complete"
    REACHABLE = "reachable"
    PROPERTIES = "properties"
    MONOTONE = "monotone"
    REDUNDANT = "redundant"
    UNKNOWNS = "unknowns"


class Weight(StrEnum):
    """What it means that a claim is refuted.

    A `FINDING` is something to fix. A `REMARK` is worth knowing and may well be as it should be. `INTENDED` is what
    the author declared: a true dilemma.
    """

    FINDING = "finding"
    REMARK = "remark"
    INTENDED = "intended"


@frozen
class Proved:
    """The claim holds in every possible situation.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import Proved
    >>> all(proof.answer == Proved() for proof in ce.prove("collusion", only=["consistent"]).proofs)
    True
    """


class CoverKind(StrEnum):
    """What kind of thing stands in the way."""

    CONDITION = "condition"
    OVERRIDING = "overriding"
    FORBIDDING = "forbidding"
    CONSTRAINT = "constraint"


@frozen
class Blockers:
    """One of the things that together stand in the way; without any one of them, the way would be open.

    A `condition` that would have to hold, a norm by `name` that overrides it whenever it would apply, `norms` that
    together forbid it (the condition is that not all are in force), or a constraint of the world by `name`.
    """

    kind: CoverKind
    condition: Condition | None = None
    name: str = ""
    norms: tuple[str, ...] = ()


@frozen
class Refuted:
    """The claim fails: a `witness` shows it; where there is nothing to show, `covers` says what rules it out.

    Where it takes two situations to show it, `second` is the other one.

    >>> import coach_ethics as ce
    >>> from coach_ethics.analysis import Refuted
    >>> gifts = '''
    ... policy: gifts
    ... facts: {gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}}
    ... acts: {accept: {means: Accept the gift}}
    ... norms:
    ...   thank: {must: accept, when: gift.offered, because: Refusing a gift offends.}
    ...   no-gifts: {must_not: accept, when: gift.offered, because: It may sway you.}
    ... '''
    >>> answers = [proof.answer for proof in ce.prove(gifts, only=["consistent"]).findings]
    >>> [dict(answer.witness.situation.values) for answer in answers if isinstance(answer, Refuted)]
    [{'gift.offered': True}]
    """

    witness: Witness | None = None
    covers: tuple[Blockers, ...] = ()
    second: Witness | None = None


ProofAnswer: TypeAlias = Proved | Refuted | Undecided


@frozen
class Proof:
    """One claim about the policy and its answer.

    `subject` names what it is about: norms, acts, a concept, a property. `weight` says what a refutation means, and
    `instead` in a sentence what is so where the claim is refuted.

    >>> import coach_ethics as ce
    >>> ce.prove("collusion", only=["consistent"]).proofs[0].aspect.value
    'consistent'
    """

    aspect: Aspect
    subject: tuple[str, ...]
    claim: str
    answer: ProofAnswer
    weight: Weight = Weight.FINDING
    instead: str = field(kw_only=True)
    because: str = ""
    cites: tuple[Citation, ...] = ()
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Proofs:
    """Everything that was asked about a policy, in the order of the aspects. `seconds` is how long it took.

    >>> import coach_ethics as ce
    >>> proofs = ce.prove("collusion", only=["consistent"])
    >>> proofs.policy, [aspect.value for aspect in proofs.aspects], proofs.findings
    ('collusion', ['consistent'], ())
    """

    policy: str
    version: str
    digest: str
    aspects: tuple[Aspect, ...]
    proofs: tuple[Proof, ...]
    seconds: float = field(eq=False, repr=False)

    __repr__ = brief
    _repr_html_ = as_html

    @property
    def findings(self) -> tuple[Proof, ...]:
        """The refuted claims that are something to fix."""
        return tuple(each for each in self.refuted if each.weight is Weight.FINDING)

    @property
    def refuted(self) -> tuple[Proof, ...]:
        """All refuted claims, remarks and intended dilemmas included."""
        return tuple(each for each in self.proofs if isinstance(each.answer, Refuted))

    @property
    def undecided(self) -> tuple[Proof, ...]:
        """The claims without an answer."""
        return tuple(each for each in self.proofs if isinstance(each.answer, Undecided))
