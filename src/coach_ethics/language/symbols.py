"""The names that the parts of a policy may refer to, faulty definitions included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.read import items
from coach_ethics.language.yaml import Node, Scalar
from coach_ethics.model.policy import Parameter, Policy
from coach_ethics.model.vocabulary import FactType
from coach_ethics.source import Span


@frozen
class Known:
    """Names by kind. A name whose definition is faulty is among them, so that those who use it aren't blamed."""

    facts: Mapping[str, FactType | None] = field(factory=dict)
    parameters: Mapping[str, Parameter | None] = field(factory=dict)
    concepts: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    norms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    notices: frozenset[str] = frozenset()

    def scope(self, *, calls: bool = False) -> Scope:
        """The names as a condition sees them."""
        return Scope(self.facts, self.concepts, self.parameters, self.norms, self.acts, self.notices, calls)


def known_in(policy: Policy) -> Known:
    """The names of a policy that was read."""
    return Known(
        facts={fact.name: fact.type for fact in policy.vocabulary},
        parameters={parameter.name: parameter for parameter in policy.parameters},
        concepts=frozenset(concept.name for concept in policy.concepts),
        acts=frozenset(act.name for act in policy.acts),
        norms=frozenset(norm.name for norm in policy.norms),
        sources=frozenset(source.name for source in policy.sources),
        notices=frozenset(notice.name for notice in policy.notices),
    )


def united(parts: Iterable[Known]) -> Known:
    """All names of all parts; what one knows wholly and another as faulty is known wholly."""
    facts: dict[str, FactType | None] = {}
    parameters: dict[str, Parameter | None] = {}
    all_ = list(parts)
    for part in all_:
        facts.update({name: type_ for name, type_ in part.facts.items() if facts.get(name) is None})
        parameters.update({name: value for name, value in part.parameters.items() if parameters.get(name) is None})
    return Known(
        facts,
        parameters,
        frozenset().union(*(part.concepts for part in all_)),
        frozenset().union(*(part.acts for part in all_)),
        frozenset().union(*(part.norms for part in all_)),
        frozenset().union(*(part.sources for part in all_)),
        frozenset().union(*(part.notices for part in all_)),
    )


def meanings(known: Known) -> Mapping[str, str]:
    """What each name stands for, in words; of several kinds of thing with one name, the first."""
    kinds = (
        (known.facts, "a fact"),
        (known.parameters, "a parameter"),
        (known.concepts, "a concept"),
        (known.acts, "an act"),
        (known.norms, "a norm"),
        (known.notices, "a notice"),
    )
    return {name: what for names, what in reversed(kinds) for name in names}


CODES = {
    "act": ("N103", "an act of this policy", "declare it under `acts`"),
    "norm": ("N104", "a norm of this policy", "write it under `norms`"),
    "concept": ("N105", "a concept of this policy", "define it under `concepts`"),
    "source": ("N106", "a source of this policy", "declare it under `sources`"),
    "scenario": ("N107", "a scenario of this policy", "write it under `scenarios`"),
    "fact": ("N102", "a fact of this policy's vocabulary", "declare it under `facts`"),
    "notice": ("N114", "a notice of this policy", "write it under `notices`"),
    "audience": ("N112", "somebody who may know a fact", "name parties, as the facts of the vocabulary do"),
}
"""The problem code of an unknown name by its kind, the words for it, and the fix where nothing is near."""


def note_unknown(kind: str, name: str, span: Span | None, known: Iterable[str], faults: Diagnostics) -> None:
    """Note that a name of a kind is unknown."""
    code, what, otherwise = CODES[kind]
    faults.unknown(code, what, name, span, known, otherwise)


def references(node: Node | None, kind: str, known: Iterable[str], faults: Diagnostics) -> tuple[str, ...]:
    """The names in a list that are known as `kind`; the others are noted."""
    found = []
    names = known if isinstance(known, frozenset | dict) else frozenset(known)
    for item in items(node):
        if isinstance(item, Scalar):
            name = item.text.strip()
            if name in names:
                found.append(name)
            else:
                note_unknown(kind, name, item.span, names, faults)
    return tuple(dict.fromkeys(found))
