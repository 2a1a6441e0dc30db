"""What the names of a policy stand for: their kind, what they mean, and where they are defined."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import Norm, Parameter, Policy
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, value_text
from coach_ethics.source import Span


@frozen
class Symbol:
    """A name: what `kind` of thing it is, its `detail` in a few words, what it means, and where it is defined.

    `values` are those that a fact or a parameter takes, as words.
    """

    name: str
    kind: str
    detail: str
    means: str
    span: Span | None = None
    values: tuple[str, ...] = ()

    def hover(self) -> str:
        """What is shown where a pointer rests on the name, as Markdown."""
        head = f"**`{self.name}`**: {self.kind}" + (f", {self.detail}" if self.detail else "")
        return "\n\n".join(part for part in (head, self.means) if part)


def symbols_of(policy: Policy) -> tuple[Symbol, ...]:
    """The names that a policy knows, inherited ones and those of the standard vocabulary included."""
    return tuple(_symbols(policy))


def _symbols(policy: Policy) -> Iterator[Symbol]:
    for fact in policy.vocabulary:
        yield _fact(fact)
    for parameter in policy.parameters:
        yield _parameter(parameter)
    for concept in policy.concepts:
        detail = f"`{write_condition(concept.when)}`"
        yield Symbol(concept.name, "concept", detail, concept.means, concept.span)
    for act in policy.acts:
        yield Symbol(act.name, "act", "", act.means, act.span)
    for norm in policy.norms:
        disputed = f"Disputed: {norm.disputed}" if norm.disputed else ""
        means = "\n\n".join(filter(None, (norm.because, disputed)))
        yield Symbol(norm.name, "norm", _norm(norm), means, norm.span)
    for notice in policy.notices:
        yield Symbol(notice.name, "notice", _when(notice.when).strip(), notice.says, notice.span)
    for source in policy.sources:
        yield Symbol(source.name, "source", "", source.title, source.span)
    for clause in policy.clauses:
        yield Symbol(clause.id, "clause", "", clause.summary, clause.span)


def _fact(fact: Fact) -> Symbol:
    asked = f"Asked: {fact.ask}" if fact.ask else ""
    means = "\n\n".join(part for part in (fact.means, asked) if part)
    judged = "; your judgement" if fact.judgement else ""
    return Symbol(fact.name, "fact", f"{_range(fact.type)}{judged}", means, fact.span, values_of(fact.type))


def values_of(type_: FactType) -> tuple[str, ...]:
    """The values that can be listed; none of a number."""
    match type_:  # partial: numbers have bounds instead
        case Boolean():
            return ("true", "false")
        case Enumeration(values):
            return values
        case _:
            return ()


def _range(type_: FactType) -> str:
    match type_:  # partial: the others list their values
        case Integer(minimum, maximum):
            return f"{minimum:,} to {maximum:,}"
        case Enumeration(values, ordered):
            return (" < " if ordered else " | ").join(values)
        case _:
            return "true or false"


def _parameter(parameter: Parameter) -> Symbol:
    default = parameter.default if isinstance(parameter.default, tuple) else (parameter.default,)
    detail = f"{', '.join(map(value_text, default))}; {_range(parameter.type)}"
    return Symbol(parameter.name, "parameter", detail, parameter.means, parameter.span, values_of(parameter.type))


def _norm(norm: Norm) -> str:
    acts = ", ".join(norm.acts)
    return f"{norm.modality.value} {acts}{_when(norm.when)}"


def _when(condition: Condition) -> str:
    return "" if condition == TRUE else f" when `{write_condition(condition)}`"
