"""Conditions in words: circumstances, said from what the facts mean and how their values are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from coach_ethics.facts.vocabulary import Enumeration, Vocabulary, domain
from coach_ethics.ir.conditions import (
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
)
from coach_ethics.ir.walk import facts_in
from coach_ethics.render.words import listed, value_words
from coach_ethics.syntax.write import write_condition


def sentence(condition: Condition, facts: Vocabulary) -> str:
    """A condition as the words of a sentence, from what the facts mean and how their values are said."""
    words = circumstances(condition, facts)
    return words[:1].upper() + words[1:]


def circumstances(condition: Condition, facts: Vocabulary) -> str:
    """A condition in words: what holds, one circumstance after the other."""
    match condition:
        case Constant(value):
            return "in every situation" if value else "never"
        case And(
            (Comparison(FactTerm(one), Operator.GE, Literal(least)), Comparison(FactTerm(other), _, Literal(most)))
        ) if one == other:
            return f"{_subject(one, facts)} - {value_words(least)} to {value_words(most)}"
        case And(operands):
            return "; ".join(circumstances(operand, facts) for operand in sorted(operands, key=_order))
        case Or(operands):
            return ", or ".join(circumstances(operand, facts) for operand in operands)
        case Holds(fact):
            return SAID_TRUE.get(fact) or facts[fact].means or fact
        case Not(Holds(fact)):
            return SAID_FALSE.get(fact) or f"it isn't so that {facts[fact].means or fact}"
        case Comparison() | Membership() | Not(Membership()):
            return _values(condition, facts)
        case Not(operand):
            return f"not so: {circumstances(operand, facts)}"
        case Named():
            return write_condition(condition)
        case _:
            assert_never(condition)


def _values(condition: Condition, facts: Vocabulary) -> str:
    match condition:
        case Membership(FactTerm(fact), members):
            return f"{_subject(fact, facts)} - {listed(list(map(value_words, members)), 'or')}"
        case Not(Membership(FactTerm(fact), members)):
            return f"{_subject(fact, facts)} - not {listed(list(map(value_words, members)), 'or')}"
        case Comparison(FactTerm(fact, type_), comparison, Literal(value)):
            words = _compared(type_, comparison, value) if isinstance(type_, Enumeration) else ""
            return f"{_subject(fact, facts)} - {words or f'{_SIGNS[comparison]}{value_words(value)}'}"
        case _:
            return write_condition(condition)


def _compared(type_: Enumeration, comparison: Operator, value: object) -> str:
    """The values that are left, where they are few; else nothing."""
    values = domain(type_)
    place = values.index(str(value))
    left = {Operator.LE: values[: place + 1], Operator.GE: values[place:]}.get(comparison, ())
    return listed(list(map(value_words, left)), "or") if 0 < len(left) <= _FEW else ""


_FEW = 2

_SIGNS = {
    Operator.EQ: "",
    Operator.NE: "not ",
    Operator.LE: "at most ",
    Operator.GE: "at least ",
    Operator.LT: "less than ",
    Operator.GT: "more than ",
}


def _subject(fact: str, facts: Vocabulary) -> str:
    return SUBJECTS.get(fact) or facts[fact].means or fact


SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "consent.to_disclosure": "leave of the one whose confidence it is",
        "consent.to_naming": "the client's leave to be named",
        "disclosure.recipient": "told to",
        "disclosure.owner": "whose confidence",
        "disclosure.content": "what is told",
        "law.client_conduct": "the client's conduct",
        "harm.likelihood": "harm",
        "harm.to": "who would come to harm",
        "harm.severity": "how bad the harm would be",
        "contract.form": "form of the agreement",
        "contract.agrees_limits": "form in which the limits of confidentiality were agreed beforehand",
        "conflict.authorised": "the client's leave to go on in spite of the conflict",
        "relationship.intimate_with": "a romantic or sexual relationship with",
        "ending.by": "who would end the coaching",
        "ending.ground": "ground of the ending",
    }
)
"""Short words for facts of which comparisons speak all the time; of other facts, what they mean is said in full."""

SAID_TRUE: Mapping[str, str] = MappingProxyType(
    {
        "disclosure.foreseen_by_contract": "foreseen in the contract",
        "disclosure.in_clients_interest": "it serves the client",
        "law.requires_disclosure": "a law or a court requires it",
        "contract.explains_confidentiality": "the limits of confidentiality were explained beforehand",
        "harm.identifiable": "who would come to harm can be identified",
        "sponsor.present": "there is a sponsor",
    }
)
"""Short words for what is so."""

SAID_FALSE: Mapping[str, str] = MappingProxyType(
    {
        "disclosure.foreseen_by_contract": "not foreseen in the contract",
        "disclosure.in_clients_interest": "it doesn't serve the client",
        "law.requires_disclosure": "no law or court requires it",
        "contract.explains_confidentiality": "the limits of confidentiality were not explained beforehand",
        "harm.identifiable": "who would come to harm can't be identified",
        "sponsor.present": "there is no sponsor",
    }
)
"""Short words for what isn't so."""

_FIRST = ("disclosure.recipient", "disclosure.owner", "law.client_conduct", "harm.likelihood", "harm.to")


def _order(condition: Condition) -> int:
    """What an officer asks first comes first: told to whom, whose it is, what has happened."""
    facts = facts_in(condition)
    return _FIRST.index(facts[0]) if facts and facts[0] in _FIRST else len(_FIRST)
