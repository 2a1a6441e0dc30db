"""A policy: what a policy file says, read, resolved and typed. Frozen data without methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias, TypeVar

from attrs import field, frozen

from coach_ethics.findings import Status
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.vocabulary import Fact, FactType, Value, Vocabulary
from coach_ethics.source import Span


def _span() -> Span | None:
    span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)
    return span


def _origin() -> str:
    origin: str = field(default="", kw_only=True)
    return origin


class Modality(StrEnum):
    """What a norm says about its acts; the value is the key in a policy file.

    >>> from coach_ethics.model import Modality
    >>> [modality.value for modality in Modality][:4]
    ['must', 'must_one_of', 'must_not', 'may']
    """

    OBLIGATION = "must"
    OBLIGATION_TO_CHOOSE = "must_one_of"
    PROHIBITION = "must_not"
    PERMISSION = "may"


@frozen(cache_hash=True)
class Citation:
    """A place in a source: `essay P16` has source `essay` and place `P16`."""

    source: str
    place: str = ""
    span: Span | None = _span()


def citation_text(cite: Citation) -> str:
    """A citation as policies write it: `essay P16`."""
    return f"{cite.source} {cite.place}".strip()


@frozen(cache_hash=True)
class SourceText:
    """A text that a policy cites: a code, a law, an essay."""

    name: str
    title: str
    url: str = ""
    author: str = ""
    date: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Parameter:
    """A named value that variants may change: one value of `type`, or where `many`, a set of them.

    `like` is the fact whose enumerators it takes, where it was declared with `of: <fact>`.
    """

    name: str
    type: FactType
    default: Value | tuple[Value, ...]
    many: bool = False
    means: str = ""
    like: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Act:
    """Something that the coach can do. `excludes` can't be done together with it; `includes` is done in doing it.

    >>> from coach_ethics.model import Act
    >>> Act("withdraw", means="Tell the client that you can do no more", excludes=("continue_coaching",)).name
    'withdraw'
    """

    name: str
    means: str = ""
    excludes: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Concept:
    """A defined term (a constitutive rule): these facts count as it."""

    name: str
    when: Condition
    means: str = ""
    cites: tuple[Citation, ...] = ()
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Objection:
    """What a coach may say against a norm, and the answer to it."""

    objection: str
    answer: str
    cites: tuple[Citation, ...] = ()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Norm:
    """A regulative rule: under `when`, a course that does all of `if_doing` meets `modality` of `acts`.

    >>> from coach_ethics.model import Modality, Norm
    >>> Norm("keep-confidence", Modality.PROHIBITION, ("tell_sponsor",), because="It was told in trust.").acts
    ('tell_sponsor',)
    """

    name: str
    modality: Modality
    acts: tuple[str, ...]
    if_doing: tuple[str, ...] = ()
    when: Condition = TRUE
    overrides: tuple[str, ...] = ()
    because: str = ""
    cites: tuple[Citation, ...] = ()
    objections: tuple[Objection, ...] = ()
    origin: str = _origin()
    span: Span | None = _span()


class Claim(StrEnum):
    """How a property is meant: its condition holds in every situation, or in none."""

    ALWAYS = "always"
    NEVER = "never"


@frozen(cache_hash=True)
class Property:
    """A claim about every situation; its condition may also speak of norms and acts, such as `required(withdraw)`."""

    name: str
    claim: Claim
    condition: Condition
    means: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Constraint:
    """What always holds in the world, for example: without a sponsor, no sponsor can ask for anything."""

    name: str
    always: Condition
    means: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class CompletenessRequirement:
    """A completeness requirement: under `when`, the policy isn't silent on `acts`."""

    acts: tuple[str, ...]
    when: Condition = TRUE
    means: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Monotone:
    """More of the fact `more` never makes one of the acts `never_less` less allowed, whatever else is so."""

    more: str
    never_less: tuple[str, ...]
    means: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class DeclaredConflict:
    """A conflict of `norms` that the author means: a true ethical dilemma, with the reason."""

    norms: frozenset[str]
    because: str = ""
    cites: tuple[Citation, ...] = ()
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class DialogueStep:
    """One step of the dialogue that the author would lead: the fact to ask for, in the author's words.

    It has its turn, and its words, only where `when` is certainly true by what is known until then.
    """

    fact: str
    ask: str = ""
    cites: tuple[Citation, ...] = ()
    when: Condition = TRUE
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Clause:
    """A numbered paragraph of a source, paraphrased, and where it went; or why it was not encoded."""

    id: str
    summary: str
    norms: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()
    not_encoded: str = ""
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class AddedValues:
    """Values that a policy adds to those of a shared fact, which `name` is."""

    name: str
    values: tuple[str, ...]
    origin: str = _origin()
    span: Span | None = _span()


EXPECTED_BY_ACT: tuple[Status, ...] = tuple(status for status in Status if status is not Status.DILEMMA)
"""The statuses that a scenario expects act by act; a dilemma is one of the whole case."""

StatusActs: TypeAlias = tuple[tuple[Status, tuple[str, ...]], ...]


def _status_acts(given: Mapping[Status, Iterable[str]] | Iterable[tuple[Status, Iterable[str]]]) -> StatusActs:
    acts = dict(given)
    return tuple((status, tuple(acts[status])) for status in EXPECTED_BY_ACT if status in acts)


Companions: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""For each of some acts, those that go with it."""


@frozen(cache_hash=True)
class Expectation:
    """What a scenario expects; what is None, or isn't there, isn't looked at.

    `statuses` are pairs of a status and the acts that have it, and may be given as a mapping. `choices` are all
    choices, in any order. `dilemma` is whether any act is in a dilemma. `grounds` gives, for an act, the sets of norms
    that together require or forbid it. `first_question` is the fact to be asked first. `required_with` and
    `forbidden_with` give, for an act, acts that must or must not go with it; none of them means that there are none.
    """

    statuses: StatusActs = field(default=(), converter=_status_acts)
    dilemma: bool | None = None
    choices: frozenset[frozenset[str]] | None = None
    holds: tuple[str, ...] | None = None
    fails: tuple[str, ...] | None = None
    in_force: tuple[str, ...] | None = None
    not_in_force: tuple[str, ...] | None = None
    grounds: tuple[tuple[str, frozenset[frozenset[str]]], ...] | None = None
    first_question: str | None = None
    required_with: Companions | None = None
    forbidden_with: Companions | None = None


@frozen(cache_hash=True)
class Scenario:
    """A situation, and what the policy is expected to say of it. Its name is a sentence that an expert can dispute."""

    name: str
    given: tuple[tuple[str, Value | None], ...]
    expect: Expectation
    cites: tuple[Citation, ...] = ()
    origin: str = _origin()
    span: Span | None = _span()


@frozen(cache_hash=True)
class Policy:
    """A policy with everything that it extends. `origin` on each part names the policy that wrote it.

    INVARIANT (resolved): every name in it refers to something in it; neither concepts, nor overrides, nor `includes`
    form a cycle. `concepts` stand in an order in which each uses only earlier ones.

    `dialogue_about` are the acts that the dialogue is to determine; none named means all of them.

    >>> import coach_ethics as ce
    >>> policy = ce.load_policy("collusion")
    >>> policy.name, len(policy.acts), policy.vocabulary["block.named"].type
    ('collusion', 11, Boolean())
    """

    name: str
    title: str = ""
    version: str = ""
    effective: date | None = None
    until: date | None = None
    family: str = ""
    extends: tuple[str, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    sources: tuple[SourceText, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    facts: tuple[Fact, ...] = ()
    added_values: tuple[AddedValues, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    acts: tuple[Act, ...] = ()
    concepts: tuple[Concept, ...] = ()
    norms: tuple[Norm, ...] = ()
    properties: tuple[Property, ...] = ()
    completeness: tuple[CompletenessRequirement, ...] = ()
    monotone: tuple[Monotone, ...] = ()
    conflicts: tuple[DeclaredConflict, ...] = ()
    dialogue: tuple[DialogueStep, ...] = ()
    dialogue_about: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    span: Span | None = _span()


class HasName(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """Its name."""


T = TypeVar("T", bound=HasName)


def named(parts: Iterable[T]) -> dict[str, T]:
    """The parts by name."""
    return {part.name: part for part in parts}


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Every condition that an author wrote in a policy, inherited ones too."""
    return (
        *(concept.when for concept in policy.concepts),
        *(norm.when for norm in policy.norms),
        *(constraint.always for constraint in policy.constraints),
        *(requirement.when for requirement in policy.completeness),
        *(property_.condition for property_ in policy.properties),
        *(step.when for step in policy.dialogue),
    )
