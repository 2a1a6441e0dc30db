"""What can be said about an engagement: typed, named facts, read off attrs classes or declared by a policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum, StrEnum
from types import MappingProxyType, UnionType
from typing import Any, TypeAlias, Union, assert_never, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.displays import brief
from coach_ethics.source import Span

Value: TypeAlias = bool | int | str
"""A known value of a fact: a Boolean, an integer, or the name of an enumerator. Not known is None, and nothing else."""


@frozen
class Boolean:
    """True or false."""


@frozen
class Integer:
    """A whole number from `minimum` to `maximum`, both included."""

    minimum: int
    maximum: int


@frozen
class Enumeration:
    """One of `values`; where `ordered`, they stand from least to most and may be compared with `<` and `>=`."""

    values: tuple[str, ...]
    ordered: bool = False


FactType: TypeAlias = Boolean | Integer | Enumeration


Words: TypeAlias = tuple[tuple[frozenset[str], str], ...]
"""What some values of a fact are called together."""


@frozen
class Fact:
    """A named thing that may be known of a case.

    `means` says what it is, `ask` is the question to put to whoever the policy binds (in coaching, the coach). `said`
    and `said_not` say in a few words that it is so, and that it isn't; of a fact that isn't Boolean, `said` has `{}`
    where its values stand, and `said_of` what some of its values are called together.

    A `judgement` is the coach's own, not an observation. `changeable` says that somebody can still bring it about (a
    consent can be sought, a missed date can't be unmissed), at a relative `cost`. What is `lasting` stays so once it is
    so: what has been examined or said can't be unexamined or unsaid. What is `dated` may differ from day to day while
    the records stay the same. `known_to` are those who know it besides the coach, who knows all.

    `labels` are what values of an enumeration are called by those who choose among them, where that isn't their name.

    `usual` is the value that most cases have, where they have one; the higher the `salience`, the earlier the fact
    is said among others. `origin` is the policy that declared it, empty for the vocabulary that a policy is read over.
    """

    name: str
    type: FactType
    means: str = ""
    ask: str = ""
    judgement: bool = False
    changeable: bool = False
    lasting: bool = False
    cost: int = 1
    said: str = ""
    said_not: str = ""
    said_of: Words = ()
    dated: bool = False
    known_to: frozenset[str] = frozenset()
    usual: Value | None = None
    salience: int = 0
    labels: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen(cache_hash=True)
class Vocabulary:
    """All facts that a policy can mention, in a fixed order. Iterates over facts; look one up by its name.

    >>> import coach_ethics as ce
    >>> facts = ce.load_policy("essay").vocabulary
    >>> "block.named" in facts, facts["block.named"].said
    (True, 'the block has been named')
    """

    facts: tuple[Fact, ...] = ()
    by_name: Mapping[str, Fact] = field(init=False, eq=False, repr=False)

    __repr__ = brief

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({fact.name: fact for fact in self.facts}))

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[tuple[Fact, ...]]]:
        """What is pickled and copied: the facts; the look-up is made anew."""
        return Vocabulary, (self.facts,)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Fact:
        return self.by_name[name]

    def __len__(self) -> int:
        return len(self.facts)


def can_still_change(fact: Fact, present: Value | None) -> bool:
    """Whether somebody can still bring about that the fact has another value than its present one."""
    return fact.changeable and not (fact.lasting and present is True)


def extended(vocabulary: Vocabulary, facts: Iterable[Fact]) -> Vocabulary:
    """The vocabulary with further facts; one of the same name stays as it was."""
    return Vocabulary((*vocabulary.facts, *(fact for fact in facts if fact.name not in vocabulary)))


def domain(type_: FactType) -> tuple[Value, ...]:
    """Every value of a type, from least to most where it has an order."""
    match type_:
        case Boolean():
            return (False, True)
        case Integer(minimum, maximum):
            return tuple(range(minimum, maximum + 1))
        case Enumeration(values):
            return values
        case _:
            assert_never(type_)


def belongs(value: object, type_: FactType) -> bool:
    """Whether `value` is a value of the type. `True` is no integer and `1` no Boolean here."""
    match type_:
        case Boolean():
            return isinstance(value, bool)
        case Integer(minimum, maximum):
            return isinstance(value, int) and not isinstance(value, bool) and minimum <= value <= maximum
        case Enumeration(values):
            return isinstance(value, str) and value in values
        case _:
            assert_never(type_)


def own_scalar(value: Any) -> Any:
    """A scalar as Python's own: an enumerator's value, and what numpy has for a number, a truth value or a day."""
    if isinstance(value, Enum):
        return value.value
    unwrapped = getattr(value, "item", None)
    return unwrapped() if callable(unwrapped) and getattr(value, "shape", None) == () else value


def value_text(value: object) -> str:
    """A value as policies write it: `true`, `3`, `written`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def called(value: str, fact: Fact | None) -> str:
    """What a value of an enumeration is called: its label, or its name spelt out."""
    return (dict(fact.labels).get(value) if fact is not None else None) or in_words(value)


def in_words(name: str) -> str:
    """A name spelt out: `tell sponsor` for `tell_sponsor`."""
    return name.replace("_", " ")


def expected(type_: FactType) -> str:
    """What fits a type, in words, for error messages and questions."""
    match type_:
        case Boolean():
            return "true or false"
        case Integer(minimum, maximum):
            return f"a whole number from {minimum} to {maximum}"
        case Enumeration(values):
            return "one of " + ", ".join(f"`{value}`" for value in values)
        case _:
            assert_never(type_)


class OrderedEnum(StrEnum):
    """An enumeration ordered from least to most; members compare with each other and with their values.

    >>> from coach_ethics.coaching import Form
    >>> from coach_ethics.model import OrderedEnum
    >>> issubclass(Form, OrderedEnum)
    True
    """

    def __lt__(self, other: str) -> bool:
        return self._place(self) < self._place(other)

    def __le__(self, other: str) -> bool:
        return self._place(self) <= self._place(other)

    def __gt__(self, other: str) -> bool:
        return self._place(self) > self._place(other)

    def __ge__(self, other: str) -> bool:
        return self._place(self) >= self._place(other)

    def _place(self, value: str) -> int:
        """Where a value stands. Raises ValueError for what is none of this enumeration's."""
        members = type(self)
        return list(members).index(members(value))


@takes(means=str, ask=str, said=str, said_not=str)
def fact(
    *,
    means: str,
    ask: str,
    said: str = "",
    said_not: str = "",
    said_of: Mapping[tuple[str, ...], str] = MappingProxyType({}),
    known_to: Collection[str] = (),
    judgement: bool = False,
    minimum: int = 0,
    maximum: int = 1000,
    changeable: bool = False,
    lasting: bool = False,
    cost: int = 1,
    dated: bool = False,
    usual: Value | None = None,
    salience: int = 0,
) -> Any:
    """An attrs field that holds a fact; its annotation gives the type (`bool | None`, `int | None`, an enum `| None`).

    Every fact may be unknown, so the default is None. `Fact` says what each argument is; left out, `known_to` is the
    coach alone. `minimum` and `maximum` bound a number.

    >>> from attrs import frozen
    >>> from coach_ethics.model import fact, read_vocabulary
    >>> @frozen
    ... class GiftFacts:
    ...     offered: bool | None = fact(means="a gift was offered", ask="Were you offered a gift?", said="a gift")
    >>> read_vocabulary({"gift": GiftFacts})["gift.offered"].said
    'a gift'
    """
    told = Fact(
        name="",
        type=Integer(minimum, maximum),
        means=means,
        ask=ask,
        judgement=judgement,
        changeable=changeable,
        lasting=lasting,
        cost=cost,
        said=said,
        said_not=said_not,
        said_of=tuple((frozenset(values), words) for values, words in said_of.items()),
        dated=dated,
        known_to=frozenset(known_to),
        usual=usual,
        salience=salience,
    )
    return field(default=None, kw_only=True, metadata={"fact": told})


def own_first(_: type, attributes: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """For attrs' `field_transformer`: what a class adds stands before what it takes over from another."""
    # type checkers know attrs by stubs that lack `inherited`
    return sorted(attributes, key=lambda each: each.inherited)  # type: ignore[attr-defined] # see above, it is there


@takes(groups=Mapping, labels=Mapping)
def read_vocabulary(
    groups: Mapping[str, type], labels: Mapping[type, Mapping[str, str]] = MappingProxyType({})
) -> Vocabulary:
    """Read a vocabulary from attrs classes: each `fact(...)` field of `groups["block"]` becomes `block.<field>`.

    `labels` says, of an enumeration, what some of its values are called where that isn't their name.

    >>> from attrs import frozen
    >>> from coach_ethics.model import fact, read_vocabulary
    >>> @frozen
    ... class PartyFacts:
    ...     heard: bool | None = fact(means="every party has been heard", ask="Have you heard every party?")
    >>> [each.name for each in read_vocabulary({"parties": PartyFacts})]
    ['parties.heard']
    """
    return Vocabulary(tuple(fact for prefix, class_ in groups.items() for fact in _facts_of(prefix, class_, labels)))


def _facts_of(prefix: str, class_: type, labels: Mapping[type, Mapping[str, str]]) -> Iterator[Fact]:
    hints = get_type_hints(class_)
    for attribute in attrs.fields(class_):
        told = attribute.metadata.get("fact")
        if told is not None:
            type_ = _type_of(hints[attribute.name], told.type)
            called = next((labels[each] for each in get_args(hints[attribute.name]) if each in labels), {})
            yield attrs.evolve(
                told, name=f"{prefix}.{attribute.name}", type=type_, labels=tuple((called or {}).items())
            )


def _type_of(annotation: object, bounds: Integer) -> FactType:
    """INVARIANT (unknown): every fact's annotation admits None."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    assert type(None) in parts, "INVARIANT (unknown): a fact's annotation admits None"
    (known,) = (part for part in parts if part is not type(None))
    if known is bool:
        return Boolean()
    if known is int:
        return bounds
    assert isinstance(known, type)
    assert issubclass(known, StrEnum)
    return Enumeration(tuple(member.value for member in known), ordered=issubclass(known, OrderedEnum))
