"""Hypothesis strategies for random well-formed policies, conditions and situations. They shrink to readable cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from coach_ethics.facts.situation import Situation
from coach_ethics.facts.vocabulary import (
    Boolean,
    Enumeration,
    Fact,
    FactType,
    Integer,
    Value,
    Vocabulary,
    domain,
    extended,
)
from coach_ethics.ir.conditions import (
    TRUE,
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
    Term,
)
from coach_ethics.ir.policy import (
    Act,
    Citation,
    Claim,
    Concept,
    Modality,
    Norm,
    Parameter,
    Policy,
    Property,
    SourceText,
)
from coach_ethics.ir.walk import below

T = TypeVar("T")

TYPES: tuple[FactType, ...] = (
    Boolean(),
    Integer(0, 3),
    Enumeration(("none", "possible", "likely"), ordered=True),
    Enumeration(("client", "sponsor", "employer")),
    Integer(0, 1000),
    Integer(2, 7),
    Enumeration(("unheard", "heard", "agreed", "written", "signed"), ordered=True),
)
"""The types that random facts take."""

_FACTS = ("trust.given", "trust.kept", "harm.likelihood", "harm.severity", "contract.signed", "commitment.missed")
_PARAMETERS = ("threshold", "persistent", "recipients", "tolerated")
_CONCEPTS = ("stuck", "overdue", "at_risk", "colluding", "cleared")
_ACTS = ("withdraw", "renegotiate", "tell_client", "tell_sponsor", "carry_on", "refer")
_NORMS = ("keep-confidence", "be-open", "end-well", "stay-curious", "seek-leave", "name-it", "own-up")
TEXTS = ("", "it matters", "a coach's word: #1, 'kept' & \"plain\"", "first line\nsecond line", "no", "être là")
"""Texts that random parts carry, some of them awkward to write."""

_EQUALITIES = (Operator.EQ, Operator.NE)
_ORDERINGS = (*_EQUALITIES, Operator.GE, Operator.LT, Operator.LE, Operator.GT)


@frozen
class Sizes:
    """The most of each that a random policy may have; `leaves` bounds the leaves of a single condition."""

    facts: int = 5
    parameters: int = 2
    concepts: int = 3
    acts: int = 4
    norms: int = 6
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
    """Random resolved policies: acyclic, typed, nothing contradictory among acts.

    Conditions speak of the policy's own facts (in `facts`) and of those of `vocabulary`; `types` are the types that
    its own facts may take, `texts` what its parts may say in words.
    """
    facts = tuple(
        Fact(fact, _pick(draw, types), _pick(draw, texts), _pick(draw, texts), draw(_COIN), origin=name)
        for fact in _names(draw, _FACTS, 1, sizes.facts)
    )
    whole = extended(vocabulary, facts)
    parameters = tuple(
        draw(_parameters(each, whole, name, texts)) for each in _names(draw, _PARAMETERS, 0, sizes.parameters)
    )

    def condition(names: Iterable[str]) -> Condition:
        return draw(conditions(whole, names, parameters, sizes.leaves))

    concepts: list[Concept] = []
    for each in _names(draw, _CONCEPTS, 0, sizes.concepts):
        concepts.append(Concept(each, condition(concept.name for concept in concepts), _pick(draw, texts), origin=name))
    defined = tuple(concept.name for concept in concepts)
    acts = draw(_acts(sizes.acts, name, texts))
    sources = _pick(draw, ((), (SourceText("essay", "Colluding with the client", origin=name),)))
    norms: list[Norm] = []
    for each in _names(draw, _NORMS, 0, sizes.norms):
        when = condition(defined) if _up_to(draw, 4) else TRUE
        norms.append(draw(_norms(each, when, acts, norms, sources, name, texts)))
    said = (
        *defined,
        *(f"in_force({norm.name})" for norm in norms),
        *(f"{kind}({act.name})" for act in acts for kind in ("required", "forbidden", "permitted")),
    )
    properties = tuple(
        Property(f"property-{number}", _pick(draw, tuple(Claim)), condition(said), _pick(draw, texts), origin=name)
        for number in range(_up_to(draw, sizes.properties))
    )
    return Policy(
        name=name,
        title=_pick(draw, texts),
        version="1.0.0",
        vocabulary=whole,
        sources=sources,
        parameters=parameters,
        facts=facts,
        acts=acts,
        concepts=tuple(concepts),
        norms=tuple(draw(st.permutations(norms))) if len(norms) > 1 else tuple(norms),
        properties=properties,
    )


# Built once: making and validating a strategy takes longer than drawing from it.
_UP_TO = tuple(st.integers(0, most) for most in range(40))
_COIN = st.booleans()


def _up_to(draw: DrawFn, most: int) -> int:
    return draw(_UP_TO[most] if most < len(_UP_TO) else st.integers(0, most))


def _pick(draw: DrawFn, options: Sequence[T]) -> T:
    """One of the options; shrinks to the first."""
    return options[_up_to(draw, len(options) - 1)] if len(options) > 1 else options[0]


def _names(draw: DrawFn, pool: tuple[str, ...], least: int, most: int) -> Iterator[str]:
    """The first few names of a pool, numbered from its second round on (with the separator that the pool uses).

    Whether there is another is drawn just before it, so that a part and what was drawn for it shrink away together.
    """
    joint = "-" if "-" in pool[0] else "_"
    for number in range(most):
        if number >= least and not _up_to(draw, most):
            return
        lap, place = divmod(number, len(pool))
        yield pool[place] + (f"{joint}{lap + 1}" if lap else "")


@st.composite
def _parameters(draw: DrawFn, name: str, vocabulary: Vocabulary, origin: str, texts: tuple[str, ...]) -> Parameter:
    like = _pick(draw, vocabulary.facts)
    many = not isinstance(like.type, Boolean) and draw(_COIN)
    default: Value | tuple[Value, ...] = draw(_members(like.type)) if many else draw(values(like.type))
    source = like.name if isinstance(like.type, Enumeration) else ""
    return Parameter(name, like.type, default, many, _pick(draw, texts), source, origin=origin)


@st.composite
def _acts(draw: DrawFn, most: int, origin: str, texts: tuple[str, ...]) -> tuple[Act, ...]:
    """INVARIANT (possible acts): no act includes, directly or not, two acts that exclude each other."""
    names = tuple(_names(draw, _ACTS, 1, most))
    includes: dict[str, frozenset[str]] = {}
    whole: dict[str, frozenset[str]] = {}
    for name in names:
        earlier = sorted(includes) if not _up_to(draw, 3) else []
        includes[name] = frozenset({_pick(draw, earlier)} if earlier else ())
        whole[name] = frozenset({name}).union(*(whole[other] for other in includes[name]))
    possible = [pair for pair in combinations(names, 2) if not any(whole[name].issuperset(pair) for name in names)]
    excluded = draw(st.lists(st.sampled_from(possible), unique=True, max_size=2)) if possible else []
    return tuple(
        Act(
            name,
            _pick(draw, texts),
            excludes=tuple(other for one, other in excluded if one == name),
            includes=tuple(sorted(includes[name])),
            origin=origin,
        )
        for name in names
    )


@st.composite
def _norms(
    draw: DrawFn,
    name: str,
    when: Condition,
    acts: tuple[Act, ...],
    earlier: list[Norm],
    sources: tuple[SourceText, ...],
    origin: str,
    texts: tuple[str, ...],
) -> Norm:
    names = [act.name for act in acts]
    modality = _pick(draw, [each for each in Modality if len(names) > 1 or each.value != "must_one_of"])
    least = 2 if modality is Modality.OBLIGATION_TO_CHOOSE else 1
    chosen: list[str] = []
    while len(chosen) < least or (len(chosen) < min(2, len(names)) and draw(_COIN)):
        chosen.append(_pick(draw, [each for each in names if each not in chosen]))
    rest = [each for each in names if each not in chosen]
    bound = rest and modality is not Modality.PERMISSION and not _up_to(draw, 2)
    overridable = [norm.name for norm in earlier] if not _up_to(draw, 2) else []
    return Norm(
        name,
        modality,
        tuple(chosen),
        if_doing=(_pick(draw, rest),) if bound else (),
        when=when,
        overrides=(_pick(draw, overridable),) if overridable else (),
        because=_pick(draw, texts),
        cites=tuple(Citation(source.name, "P1") for source in sources),
        origin=origin,
    )


@st.composite
def conditions(
    draw: DrawFn,
    vocabulary: Vocabulary,
    names: Iterable[str] = (),
    parameters: tuple[Parameter, ...] = (),
    leaves: int = 5,
) -> Condition:
    """Random well-typed conditions over the facts of a vocabulary, the conditions called `names`, and parameters."""
    holds = [Holds(fact.name) for fact in vocabulary if isinstance(fact.type, Boolean)]
    plain: list[Condition] = [*holds, *map(Named, names)]
    terms = [FactTerm(fact.name, fact.type) for fact in vocabulary if not isinstance(fact.type, Boolean)]
    return _condition(draw, plain, terms, parameters, leaves)


def _condition(
    draw: DrawFn, plain: list[Condition], terms: list[FactTerm], parameters: tuple[Parameter, ...], leaves: int
) -> Condition:
    shape = _pick(draw, ("leaf", "leaf", "not", "and", "or")) if leaves > 1 else "leaf"
    if shape == "leaf":
        return _leaf(draw, plain, terms, parameters)
    if shape == "not":
        return Not(_condition(draw, plain, terms, parameters, leaves - 1))
    count = 2 + _up_to(draw, min(3, leaves) - 2)
    operands = tuple(_condition(draw, plain, terms, parameters, leaves // count) for _ in range(count))
    return And(operands) if shape == "and" else Or(operands)


def _leaf(draw: DrawFn, plain: list[Condition], terms: list[FactTerm], parameters: tuple[Parameter, ...]) -> Condition:
    kinds = [*["plain"] * (3 * bool(plain)), *["comparison"] * (3 * bool(terms)), *["membership"] * bool(terms)]
    kind = _pick(draw, [*kinds, "constant"])
    if kind == "plain":
        return _pick(draw, plain)
    if kind == "constant":
        switches = [Constant(bool(each.default), each.name) for each in parameters if isinstance(each.type, Boolean)]
        return _pick(draw, [*switches, TRUE, Constant(False)])
    term = _pick(draw, terms)
    alike = [each for each in parameters if each.type == term.type]
    if kind == "membership":
        sets = [Membership(term, each.default, each.name) for each in alike if isinstance(each.default, tuple)]
        if bool(sets) and draw(_COIN):
            return _pick(draw, sets)
        return Membership(term, draw(_members(term.type)))
    return _comparison(draw, term, terms, alike)


def _comparison(draw: DrawFn, term: FactTerm, terms: list[FactTerm], alike: list[Parameter]) -> Condition:
    ordered = not isinstance(term.type, Enumeration) or term.type.ordered
    operator = _pick(draw, _ORDERINGS if ordered else _EQUALITIES)
    named = [Literal(each.default, each.name) for each in alike if not isinstance(each.default, tuple)]
    comparable = [each for each in terms if each.name != term.name and _comparable(each.type, term.type)]
    others: list[Term] = [*named, *comparable]
    named_or_fact = bool(others) and draw(_COIN)
    other = _pick(draw, others) if named_or_fact else Literal(draw(values(term.type)))
    turned = isinstance(other, Literal) and not _up_to(draw, 5)
    return Comparison(other, operator, term) if turned else Comparison(term, operator, other)


def _comparable(one: FactType, other: FactType) -> bool:
    return one == other or (isinstance(one, Integer) and isinstance(other, Integer))


def values(type_: FactType) -> SearchStrategy[Value]:
    """Any value of a type."""
    return st.integers(type_.minimum, type_.maximum) if isinstance(type_, Integer) else st.sampled_from(domain(type_))


def _members(type_: FactType) -> SearchStrategy[tuple[Value, ...]]:
    return st.lists(values(type_), min_size=1, max_size=3, unique=True).map(tuple)


def situations(policy: Policy) -> SearchStrategy[Situation]:
    """Partly unknown situations; numbers lie mostly at the thresholds of the policy's conditions and beside them."""
    return _situations(policy, unknown=True)


def complete_situations(policy: Policy) -> SearchStrategy[Situation]:
    """Situations in which every fact of the vocabulary is known."""
    return _situations(policy, unknown=False)


def _situations(policy: Policy, unknown: bool) -> SearchStrategy[Situation]:
    near = thresholds(conditions_of(policy))

    def value(fact: Fact) -> SearchStrategy[Value | None]:
        telling = _telling_values(fact.type, near.get(fact.name, frozenset()))
        known = st.one_of(telling, values(fact.type)) if isinstance(fact.type, Integer) else telling
        return st.one_of(st.none(), known) if unknown else known

    return st.fixed_dictionaries({fact.name: value(fact) for fact in policy.vocabulary}).map(Situation)


def completions(situation: Situation, policy: Policy) -> SearchStrategy[Situation]:
    """Complete situations that keep everything that is known in `situation`."""
    return complete_situations(policy).map(lambda drawn: Situation({**drawn.values, **situation.values}))


def _telling_values(type_: FactType, near: frozenset[int]) -> SearchStrategy[Value]:
    if not isinstance(type_, Integer):
        return st.sampled_from(domain(type_))
    beside = {bound + step for bound in near for step in (-1, 0, 1)} | {type_.minimum, type_.maximum}
    return st.sampled_from(sorted(each for each in beside if type_.minimum <= each <= type_.maximum))


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Every condition that an author wrote in a policy."""
    return (
        *(concept.when for concept in policy.concepts),
        *(norm.when for norm in policy.norms),
        *(constraint.always for constraint in policy.constraints),
        *(settlement.when for settlement in policy.settles),
        *(property_.condition for property_ in policy.properties),
    )


def thresholds(conditions: Iterable[Condition]) -> Mapping[str, frozenset[int]]:
    """The numbers that conditions compare each fact with; facts compared with each other share theirs."""
    found: dict[str, set[int]] = {}
    linked: list[tuple[str, str]] = []
    for node in (node for condition in conditions for node in below(condition)):
        match node:
            case Comparison(FactTerm(one, Integer()), _, FactTerm(other)):
                linked.append((one, other))
            case Comparison(FactTerm(name, Integer()), _, Literal(value)):
                found.setdefault(name, set()).add(int(value))
            case Comparison(Literal(value), _, FactTerm(name, Integer())):
                found.setdefault(name, set()).add(int(value))
            case Membership(FactTerm(name, Integer()), members):
                found.setdefault(name, set()).update(map(int, members))
            case _:
                pass
    for one, other in linked * 2:
        found[one] = found[other] = found.get(one, set()) | found.get(other, set())
    return {name: frozenset(numbers) for name, numbers in found.items()}
