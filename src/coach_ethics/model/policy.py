"""A policy: what a policy file says, read, resolved and typed. Frozen data without methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias, TypeVar

from attrs import field, frozen
from attrs.converters import optional

from coach_ethics.displays import as_html, brief
from coach_ethics.findings import Status
from coach_ethics.model.citations import Citation as Citation
from coach_ethics.model.citations import SourceText as SourceText
from coach_ethics.model.citations import citation_text as citation_text
from coach_ethics.model.citations import no_origin, no_span
from coach_ethics.model.claims import Claim as Claim
from coach_ethics.model.claims import CompletenessRequirement as CompletenessRequirement
from coach_ethics.model.claims import DeclaredConflict as DeclaredConflict
from coach_ethics.model.claims import Monotone as Monotone
from coach_ethics.model.claims import Property as Property
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.vocabulary import Fact, FactType, Value, Vocabulary, in_words
from coach_ethics.source import Span


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
    EXEMPTION = "need_not"
    RECOMMENDATION = "should"
    RECOMMENDATION_AGAINST = "should_not"


@frozen(cache_hash=True)
class Parameter:
    """A named value that variants may change: one value of `type`, or where `many`, a set of them.

    `like` is the fact whose enumerators it takes, where it was declared with `of: <fact>`. A value that changes by day
    has `values`: each with its first day, in order of time, the first since ever; `default` is the one in effect.
    """

    name: str
    type: FactType
    default: Value | tuple[Value, ...]
    many: bool = False
    means: str = ""
    like: str = ""
    values: tuple[tuple[date, Value | tuple[Value, ...]], ...] = ()
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Act:
    """Something that the coach can do. `excludes` can't be done together with it; `includes` is done in doing it.

    `leads_to` are facts with the values that doing it gives them, or may give them: asking for consent leads to it.
    `label` is what it is called in a sentence, after "you must"; where there is none, its name spelt out.

    >>> from coach_ethics.model import Act
    >>> Act("withdraw", means="Tell the client that you can do no more", excludes=("continue_coaching",)).name
    'withdraw'
    """

    name: str
    means: str = ""
    excludes: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    leads_to: tuple[tuple[str, Value], ...] = ()
    label: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Concept:
    """A defined term (a constitutive rule): these facts count as it. `label` is what it is called."""

    name: str
    when: Condition
    means: str = ""
    cites: tuple[Citation, ...] = ()
    label: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Objection:
    """What a coach may say against a norm, and the answer to it."""

    objection: str
    answer: str
    cites: tuple[Citation, ...] = ()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Norm:
    """A regulative rule: under `when`, a course that does all of `if_doing` meets `modality` of `acts`.

    What it asks for is due `within` so many days after it came into force; None means that no term is set.
    `disputed` says how else its source is read, where this reading is one of several. Its `layer` is the policy that
    wrote it, unless another is named. `label` is what it is called in another language; else its name is spelt out.

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
    within: int | None = None
    disputed: str = ""
    label: str = ""
    layer: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()

    __repr__ = brief


def norm_label(norm: Norm | Notice) -> str:
    """What a norm or a notice is called: `keep confidence` for `keep-confidence`, where it has no label."""
    return norm.label or in_words(norm.name).replace("-", " ")


def layer_of(norm: Norm) -> str:
    """The layer to which a norm belongs."""
    return norm.layer or norm.origin


@frozen(cache_hash=True)
class Notice:
    """A text that is shown before everything else wherever `when` holds; an urgent one also where it may.

    `label` is what it is called in another language; else its name is spelt out.

    >>> from coach_ethics.model import Notice
    >>> Notice("danger-to-life", "Call an ambulance; whoever saves a life breaks no confidence.", urgent=True).urgent
    True
    """

    name: str
    says: str
    when: Condition = TRUE
    urgent: bool = False
    cites: tuple[Citation, ...] = ()
    label: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Presumption:
    """What is taken to be so of a fact (`name`) until somebody says otherwise; `says` is what, after "presuming that".

    With None for a value nothing is presumed: so a policy drops what another that it extends presumes.

    >>> from coach_ethics.model import Presumption
    >>> Presumption("law.requires_disclosure", False, because="Courts rarely ask coaches.").value
    False
    """

    name: str
    value: Value | None
    says: str = ""
    because: str = ""
    cites: tuple[Citation, ...] = ()
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Constraint:
    """What always holds in the world, for example: without a sponsor, no sponsor can ask for anything."""

    name: str
    always: Condition
    means: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class DialogueStep:
    """One step of the dialogue that the author would lead: the fact to ask for, in the author's words.

    It has its turn, and its words, only where `when` is certainly true by what is known until then.
    """

    fact: str
    ask: str = ""
    cites: tuple[Citation, ...] = ()
    when: Condition = TRUE
    origin: str = no_origin()
    span: Span | None = no_span()


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
    notices: tuple[str, ...] = ()
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class AddedValues:
    """Values that a policy adds to those of a shared fact, which `name` is."""

    name: str
    values: tuple[str, ...]
    origin: str = no_origin()
    span: Span | None = no_span()


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
    `advised`, `advised_against` and `exempt` are acts that should be done, or not, or needn't be; none of
    them, again, means that there are none.
    `notices` hold, `no_notices` don't. `presumed` is as `statuses`, of acts that are undetermined but for presumptions.
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
    advised: tuple[str, ...] | None = None
    advised_against: tuple[str, ...] | None = None
    exempt: tuple[str, ...] | None = None
    notices: tuple[str, ...] | None = None
    no_notices: tuple[str, ...] | None = None
    presumed: StatusActs | None = field(default=None, converter=optional(_status_acts))


@frozen(cache_hash=True)
class Scenario:
    """A situation, and what the policy is expected to say of it. Its name is a sentence that an expert can dispute.

    `on` is the day that it is of, where values of parameters change by day.
    """

    name: str
    given: tuple[tuple[str, Value | None], ...]
    expect: Expectation
    cites: tuple[Citation, ...] = ()
    on: date | None = None
    origin: str = no_origin()
    span: Span | None = no_span()

    __repr__ = brief


@frozen(cache_hash=True)
class PolicyScope:
    """What a policy speaks of, and what it leaves out, so that nobody takes its silence for an answer."""

    covers: str
    leaves_out: tuple[str, ...] = ()
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Policy:
    """A policy with everything that it extends. `origin` on each part names the policy that wrote it.

    INVARIANT (resolved): every name in it refers to something in it; neither concepts, nor overrides, nor `includes`
    form a cycle. `concepts` stand in an order in which each uses only earlier ones.

    `layers` are pairs of a policy and one above which it stands: its norms prevail where they conflict.

    `dialogue_about` are the acts that the dialogue is to determine; none named means all of them. `scope` is its own,
    or where it says none, that of the policies that it extends.

    `language` is the one into which its texts have been translated, empty where they are as its author wrote them;
    `untranslated` is then the policy as it was.

    >>> import coach_ethics as ce
    >>> policy = ce.load_policy("collusion")
    >>> policy.name, len(policy.acts), policy.vocabulary["block.named"].type
    ('collusion', 12, Boolean())
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
    notices: tuple[Notice, ...] = ()
    presume: tuple[Presumption, ...] = ()
    properties: tuple[Property, ...] = ()
    completeness: tuple[CompletenessRequirement, ...] = ()
    monotone: tuple[Monotone, ...] = ()
    conflicts: tuple[DeclaredConflict, ...] = ()
    dialogue: tuple[DialogueStep, ...] = ()
    dialogue_about: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    scope: PolicyScope | None = None
    layers: tuple[tuple[str, str], ...] = ()
    language: str = ""
    untranslated: Policy | None = field(default=None, eq=False, repr=False)
    span: Span | None = no_span()

    __repr__ = brief
    _repr_html_ = as_html


class HasName(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """Its name."""


T = TypeVar("T", bound=HasName)


def named(parts: Iterable[T]) -> dict[str, T]:
    """The parts by name."""
    return {part.name: part for part in parts}


def act_label(act: str, policy: Policy) -> str:
    """What an act is called in a sentence: `seek_client_consent`, without a label, is `seek client consent`."""
    return next((each.label for each in policy.acts if each.name == act and each.label), in_words(act))


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Every condition that an author wrote in a policy, inherited ones too."""
    return (
        *(concept.when for concept in policy.concepts),
        *(norm.when for norm in policy.norms),
        *(notice.when for notice in policy.notices),
        *(constraint.always for constraint in policy.constraints),
        *(requirement.when for requirement in policy.completeness),
        *(property_.condition for property_ in policy.properties),
        *(step.when for step in policy.dialogue),
    )
