"""Hypothesis strategies for random well-formed policies. They shrink to readable cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import combinations, count, islice, permutations
from typing import TypeVar

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from coach_ethics.model.added_values import can_be_added_to, with_values
from coach_ethics.model.conditions import (
    TRUE,
    Condition,
)
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.names import OF_PAIR, Kind
from coach_ethics.model.policy import (
    Act,
    AddedValues,
    Citation,
    Claim,
    Concept,
    Modality,
    Norm,
    Notice,
    Parameter,
    Policy,
    PolicyScope,
    Presumption,
    Property,
    SourceText,
)
from coach_ethics.model.vocabulary import (
    Boolean,
    Enumeration,
    Fact,
    FactType,
    Value,
    Vocabulary,
    extended,
)
from coach_ethics.testing.condition_strategies import COIN, TYPES, conditions, members, pick, up_to, values

T = TypeVar("T")

_FACTS = ("trust.given", "trust.kept", "harm.likelihood", "harm.severity", "contract.signed", "commitment.missed")
_PARAMETERS = ("threshold", "persistent", "recipients", "tolerated")
_CONCEPTS = ("stuck", "overdue", "at_risk", "colluding", "cleared")
_ACTS = ("withdraw", "renegotiate", "tell_client", "tell_sponsor", "carry_on", "refer")
_NORMS = ("keep-confidence", "be-open", "end-well", "stay-curious", "seek-leave", "name-it", "own-up")
_NOTICES = ("danger-to-life", "child-at-risk")
_PROPERTIES = ("never-silent", "never-betrayed")
TEXTS = ("", "it matters", "a coach's word: #1, 'kept' & \"plain\"", "first line\nsecond line", "no", "être là")
"""Texts that random parts carry, some of them awkward to write."""

_ADDED = ("supervisee", "former_client", "next_of_kin")
"""Values that policies add to enumerations that they share."""

_LAYERS = ("law", "code")
"""Two policies of which the first stands above the second."""

_KNOWN_TO = (frozenset[str](), frozenset({"client"}), frozenset({"sponsor", "supervisor"}))

_SAID_OF_ACTS = (
    Kind.REQUIRED,
    Kind.FORBIDDEN,
    Kind.PERMITTED,
    Kind.ADVISED,
    Kind.ADVISED_AGAINST,
    Kind.EXEMPT,
)
"""What properties say of acts."""


@frozen
class Sizes:
    """The most of each that a random policy may have; `leaves` bounds the leaves of a single condition."""

    facts: int = 5
    parameters: int = 2
    concepts: int = 3
    acts: int = 4
    norms: int = 6
    notices: int = 1
    properties: int = 2
    leaves: int = 5


@st.composite
def policies(
    draw: DrawFn,
    sizes: Sizes = Sizes(),
    vocabulary: Vocabulary = Vocabulary(),
    types: tuple[FactType, ...] = TYPES,
    name: str = "drawn",
    texts: tuple[str, ...] = TEXTS,
) -> Policy:
    """Random resolved policies: acyclic, typed, without contradictions among acts.

    Conditions speak of the policy's own facts (in `facts`) and of those of `vocabulary`, to whose enumerations the
    policy may add values (in `added_values`); `types` are the types that its own facts may take, `texts` what its parts
    may say in words.

    >>> from hypothesis import find
    >>> from coach_ethics.testing import policies
    >>> len(find(policies(), lambda policy: len(policy.norms) > 1).norms) > 1
    True
    """

    def fact(draw: DrawFn, each: str) -> Fact:
        type_ = pick(draw, types)
        return Fact(
            each,
            type_,
            pick(draw, texts),
            pick(draw, texts),
            draw(COIN),
            said=pick(draw, texts),
            said_not=pick(draw, texts) if isinstance(type_, Boolean) else "",
            known_to=pick(draw, _KNOWN_TO),
            origin=name,
        )

    facts = _several(draw, _FACTS, 1, sizes.facts, fact)
    added = tuple(draw(_added(each, name)) for each in vocabulary if can_be_added_to(each) and draw(COIN))
    shared = with_values(Policy(name, vocabulary=vocabulary), added).vocabulary
    whole = extended(shared, facts)
    parameters = _several(draw, _PARAMETERS, 0, sizes.parameters, partial(_parameter, whole, name, texts))

    def condition(draw: DrawFn, names: Iterable[str]) -> Condition:
        return draw(conditions(whole, names, parameters, sizes.leaves))

    def concept(draw: DrawFn, each: str, earlier: Sequence[Concept]) -> Concept:
        when = condition(draw, (concept.name for concept in earlier))
        return Concept(each, when, pick(draw, texts), label=pick(draw, texts), origin=name)

    concepts = _in_turn(draw, _CONCEPTS, sizes.concepts, concept)
    defined = tuple(concept.name for concept in concepts)
    acts = draw(_acts(sizes.acts, name, texts))
    sources = pick(draw, ((), (SourceText("essay", "Colluding with the client", origin=name),)))

    def norm(draw: DrawFn, each: str, earlier: Sequence[Norm]) -> Norm:
        when = condition(draw, defined) if up_to(draw, 4) else TRUE
        return _norm(draw, each, when, acts, earlier, sources, name, texts)

    norms = _in_turn(draw, _NORMS, sizes.norms, norm)
    # Together with exceptions, layers could go round in circles.
    layered = len(norms) > 1 and not any(each.overrides for each in norms) and draw(COIN)
    if layered:
        norms = tuple(evolve(each, layer=pick(draw, ("", *_LAYERS))) for each in norms)

    def notice(draw: DrawFn, each: str) -> Notice:
        says = pick(draw, texts) or "Look first to who is in danger."
        return Notice(each, says, condition(draw, defined), draw(COIN), origin=name)

    notices = _several(draw, _NOTICES, 0, sizes.notices, notice)
    said = (
        *defined,
        *(f"notice({notice.name})" for notice in notices),
        *(f"in_force({norm.name})" for norm in norms),
        *(f"{kind}({act.name})" for act in acts for kind in _SAID_OF_ACTS),
        *(f"{kind}({one.name}, {other.name})" for kind in OF_PAIR for one, other in permutations(acts, 2)),
    )

    def property_(draw: DrawFn, each: str) -> Property:
        return Property(each, pick(draw, tuple(Claim)), condition(draw, said), pick(draw, texts), origin=name)

    properties = _several(draw, _PROPERTIES, 0, sizes.properties, property_)

    def presumption(each: Fact) -> Presumption:
        return Presumption(each.name, draw(values(each.type)), pick(draw, texts), origin=name)

    scope = pick(draw, (None, PolicyScope("what was told in trust", ("the law of any country",), origin=name)))
    return Policy(
        name=name,
        title=pick(draw, texts),
        version="1.0.0",
        vocabulary=whole,
        sources=sources,
        parameters=parameters,
        facts=facts,
        added_values=added,
        acts=acts,
        concepts=concepts,
        norms=_shuffled(draw, norms),
        scope=scope,
        notices=notices,
        presume=tuple(map(presumption, facts[: up_to(draw, 2)])),
        properties=properties,
        layers=(_LAYERS,) if layered else (),
    )


def _added(fact: Fact, origin: str) -> SearchStrategy[AddedValues]:
    return st.lists(st.sampled_from(_ADDED), min_size=1, max_size=2, unique=True).map(
        lambda values: AddedValues(fact.name, tuple(values), origin=origin)
    )


def _shuffled(draw: DrawFn, parts: Sequence[T]) -> tuple[T, ...]:
    """The parts in any order; shrinks to the order given. Several times as fast as a strategy for permutations."""
    found = list(parts)
    for place in range(len(found) - 1):
        other = place + up_to(draw, len(found) - 1 - place)
        found[place], found[other] = found[other], found[place]
    return tuple(found)


def _in_turn(
    draw: DrawFn, pool: tuple[str, ...], most: int, part: Callable[[DrawFn, str, Sequence[T]], T], least: int = 0
) -> tuple[T, ...]:
    """Up to so many parts named by the pool, each drawn in knowledge of those before it."""
    found: list[T] = []
    for name in islice(_names(pool), most):
        another = draw(_perhaps(most if len(found) >= least else 0, part, name, found))
        if not another:
            break
        found.extend(another)
    return tuple(found)


def _several(
    draw: DrawFn, pool: tuple[str, ...], least: int, most: int, part: Callable[[DrawFn, str], T]
) -> tuple[T, ...]:
    """From `least` to `most` parts named by the pool."""
    return _in_turn(draw, pool, most, lambda draw, name, _: part(draw, name), least)


@st.composite
def _perhaps(
    draw: DrawFn, most: int, part: Callable[[DrawFn, str, Sequence[T]], T], name: str, earlier: Sequence[T]
) -> tuple[T, ...]:
    """One part, or once in `most` times none; where `most` is 0, always one.

    Whether there is one is drawn in one span with the part itself, so that shrinking drops the two together.
    """
    return (part(draw, name, earlier),) if most == 0 or up_to(draw, most) else ()


def _names(pool: tuple[str, ...]) -> Iterator[str]:
    """The names of a pool, numbered from its second round on (with the separator that the pool uses)."""
    joint = "-" if "-" in pool[0] else "_"
    yield from pool
    for lap in count(2):
        yield from (f"{name}{joint}{lap}" for name in pool)


def _parameter(vocabulary: Vocabulary, origin: str, texts: tuple[str, ...], draw: DrawFn, name: str) -> Parameter:
    like = pick(draw, vocabulary.facts)
    many = not isinstance(like.type, Boolean) and draw(COIN)
    default: Value | tuple[Value, ...] = draw(members(like.type)) if many else draw(values(like.type))
    source = like.name if isinstance(like.type, Enumeration) else ""
    other = draw(members(like.type)) if many else draw(values(like.type))
    by_day = ((date.min, default), (_FAR_OFF, other)) if not up_to(draw, 3) else ()
    return Parameter(name, like.type, default, many, pick(draw, texts), source, by_day, origin=origin)


_FAR_OFF = date(2999, 1, 1)


@st.composite
def _acts(draw: DrawFn, most: int, origin: str, texts: tuple[str, ...]) -> tuple[Act, ...]:
    """INVARIANT (possible acts): no act includes, directly or not, two acts that exclude each other."""
    names = _several(draw, _ACTS, 1, most, lambda _, name: name)
    includes: dict[str, frozenset[str]] = {}
    whole: dict[str, frozenset[str]] = {}
    for name in names:
        earlier = sorted(includes) if not up_to(draw, 3) else []
        includes[name] = frozenset({pick(draw, earlier)} if earlier else ())
        whole[name] = frozenset({name}).union(*(whole[other] for other in includes[name]))
    possible = [pair for pair in combinations(names, 2) if not any(whole[name].issuperset(pair) for name in names)]
    excluded = draw(st.lists(st.sampled_from(possible), unique=True, max_size=2)) if possible else []
    return tuple(
        Act(
            name,
            pick(draw, texts),
            excludes=tuple(other for one, other in excluded if one == name),
            includes=tuple(sorted(includes[name])),
            label=pick(draw, texts),
            origin=origin,
        )
        for name in names
    )


def _norm(
    draw: DrawFn,
    name: str,
    when: Condition,
    acts: tuple[Act, ...],
    earlier: Sequence[Norm],
    sources: tuple[SourceText, ...],
    origin: str,
    texts: tuple[str, ...],
) -> Norm:
    names = [act.name for act in acts]
    # Last what one act doesn't allow, so that a norm keeps its modality when shrinking drops acts.
    kinds = sorted(Modality, key=lambda kind: TRAITS[kind].chooses)
    modality = pick(draw, [kind for kind in kinds if len(names) > 1 or not TRAITS[kind].chooses])
    least = 2 if TRAITS[modality].chooses else 1
    chosen: list[str] = []
    while len(chosen) < least or (len(chosen) < min(2, len(names)) and draw(COIN)):
        chosen.append(pick(draw, [each for each in names if each not in chosen]))
    rest = [each for each in names if each not in chosen]
    traits = TRAITS[modality]
    bound = rest and (traits.asks or traits.forbids) and not up_to(draw, 2)
    overridable = [norm.name for norm in earlier] if not up_to(draw, 2) else []
    return Norm(
        name,
        modality,
        tuple(chosen),
        if_doing=(pick(draw, rest),) if bound else (),
        when=when,
        overrides=(pick(draw, overridable),) if overridable else (),
        because=pick(draw, texts),
        disputed=pick(draw, texts),
        cites=tuple(Citation(source.name, "P1") for source in sources),
        within=pick(draw, (None, None, 30)) if traits.asks else None,
        origin=origin,
    )
