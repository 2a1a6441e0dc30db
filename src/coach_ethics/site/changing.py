"""What a new version of a policy changes, as a page for those who vote on it: clause by clause, with every word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
from attrs import frozen

from coach_ethics.analysis.compare.changes import ChangeKind, PartChange
from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import Clause, Concept, Norm, Notice, Parameter, Policy, named
from coach_ethics.model.titles import norm_label
from coach_ethics.model.vocabulary import in_words
from coach_ethics.render.condition_words import condition_words, in_one_line
from coach_ethics.render.norms import due
from coach_ethics.render.parameter_words import parameter_words
from coach_ethics.render.policy import demand_words
from coach_ethics.render.redline import Redlined, redline
from coach_ethics.render.words import citation_words, concept_label, ended, labels, listed, upper
from coach_ethics.translation import gettext, noted


@frozen
class ChangedLine:
    """One line of a part, redlined; `folded` where it is an expression, to be unfolded."""

    called: str
    text: tuple[Redlined, ...]
    folded: bool = False


@frozen
class ChangedPart:
    """A norm, a term or a parameter that was added, removed, renamed, changed or reworded."""

    kind: ChangeKind
    name: str
    called: str
    was: str
    lines: tuple[ChangedLine, ...]


@frozen
class ChangedClause:
    """A clause with what became of it, and of the norms and terms that are its own; None for `kind` where its own text
    stayed."""

    id: str
    kind: ChangeKind | None
    summary: tuple[Redlined, ...]
    not_encoded: tuple[Redlined, ...]
    norms: tuple[ChangedPart, ...]
    terms: tuple[ChangedPart, ...]

    @property
    def changed(self) -> bool:
        """Whether anything of it changed."""
        return self.kind is not None or bool(self.norms or self.terms)


@frozen
class ChangePage:
    """What the page of a change shows: notices, parameters, clauses, norms and terms of no clause, and all else."""

    notices: tuple[ChangedPart, ...]
    parameters: tuple[ChangedPart, ...]
    clauses: tuple[ChangedClause, ...]
    norms: tuple[ChangedPart, ...]
    terms: tuple[ChangedPart, ...]
    others: tuple[PartChange, ...]


SHOWN = ("notices", "clauses", "norms", "concepts", "parameters")
"""The sections of a policy file that are redlined; changes of the others are listed."""


def change_page(found: PolicyComparison) -> ChangePage:
    """What the second of two versions of a policy changes."""
    old, new = (member.policy for member in found.joint.members)
    by_section = {section: [each for each in found.changes if each.section == section] for section in SHOWN}
    norms = {each.name: _norm(each, old, new) for each in by_section["norms"]}
    terms = {each.name: _term(each, old, new) for each in by_section["concepts"]}
    clauses = tuple(_clauses(by_section["clauses"], old, new, norms, terms))
    placed_norms = {part.name for clause in clauses for part in clause.norms}
    placed_terms = {part.name for clause in clauses for part in clause.terms}
    return ChangePage(
        tuple(_notice(each, old, new) for each in by_section["notices"]),
        tuple(_parameter(each, old, new) for each in by_section["parameters"]),
        clauses,
        tuple(part for name, part in norms.items() if name not in placed_norms),
        tuple(part for name, part in terms.items() if name not in placed_terms),
        tuple(each for each in found.changes if each.section not in SHOWN),
    )


def words_of_names(*versions: Policy) -> dict[str, str]:
    """What readers are told instead of the expressions and names that these versions have outside of what is redlined.

    A completeness requirement, which has no name, goes by the acts on which the policy isn't to be silent.
    """
    found: dict[str, str] = {}
    for policy in versions:
        found |= {each.name: each.means or each.name for each in policy.vocabulary}
        parts = (each for section in _OTHERS for each in getattr(policy, section))
        values = (getattr(part, each.name) for part in parts for each in attrs.fields(type(part)))
        found |= {write_condition(each): _condition(each, policy) for each in values if isinstance(each, Condition)}
        for each in policy.completeness:
            called = (", ".join(each.acts), *((write_condition(each.when),) if each.when != TRUE else ()))
            found[", ".join(called)] = labels(each.acts, policy)
    return found


_OTHERS = ("constraints", "properties", "completeness", "monotone", "dialogue")


def _clauses(
    changes: Sequence[PartChange],
    old: Policy,
    new: Policy,
    norms: Mapping[str, ChangedPart],
    terms: Mapping[str, ChangedPart],
) -> Iterator[ChangedClause]:
    """Every clause of either version, each changed norm and term under the first clause that names it now, or did."""
    before, now = ({each.id: each for each in policy.clauses} for policy in (old, new))
    kinds = {each.name: each.kind for each in changes}
    homes = {part: clause.id for clause in (*old.clauses[::-1], *new.clauses[::-1]) for part in _named_by(clause)}
    nothing = Clause("", "")
    for id_ in in_order(list(before), list(now)):
        one, other = before.get(id_, nothing), now.get(id_, nothing)
        here = [part for part in dict.fromkeys((*_named_by(other), *_named_by(one))) if homes[part] == id_]
        yield ChangedClause(
            id_,
            kinds.get(id_),
            redline(one.summary, other.summary),
            redline(one.not_encoded, other.not_encoded),
            tuple(norms[name] for section, name in here if section == "norms" and name in norms),
            tuple(terms[name] for section, name in here if section == "concepts" and name in terms),
        )


def _named_by(clause: Clause) -> tuple[tuple[str, str], ...]:
    """The norms and terms that a clause names, each with its section of a policy file."""
    return (*(("norms", name) for name in clause.norms), *(("concepts", name) for name in clause.concepts))


def in_order(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """The names of both, in the order of the second; one that is gone stands behind what it stood behind."""
    found = list(now)
    for place, each in enumerate(before):
        if each not in found:
            found.insert(found.index(before[place - 1]) + 1 if place else 0, each)
    return found


def _norm(change: PartChange, old: Policy, new: Policy) -> ChangedPart:
    one = named(old.norms).get(change.was or change.name)
    other = named(new.norms).get(change.name)
    label = next((norm_label(each) for each in (other, one) if each), change.name)
    return _part(change, label, _norm_lines(one, old), _norm_lines(other, new))


def _norm_lines(norm: Norm | None, policy: Policy) -> dict[str, str]:
    if norm is None:
        return {}
    return {
        gettext("What"): ended(demand_words(norm, policy)),
        gettext("When"): _condition(norm.when, policy),
        gettext("By when"): due(norm),
        gettext("Why"): norm.because,
        gettext("Exception from"): listed([_label(each, policy) for each in norm.overrides]),
        gettext("Disputed reading"): norm.disputed,
        gettext("Source"): citation_words(norm.cites),
        gettext("Objections"): " ".join(f"{_quoted(each.objection)} {each.answer}" for each in norm.objections),
        gettext(_EXPRESSION): _expression(norm.when),
    }


def _term(change: PartChange, old: Policy, new: Policy) -> ChangedPart:
    one = named(old.concepts).get(change.was or change.name)
    other = named(new.concepts).get(change.name)
    label = next((concept_label(each) for each in (other, one) if each), change.name)
    return _part(change, label, _term_lines(one, old), _term_lines(other, new))


def _term_lines(concept: Concept | None, policy: Policy) -> dict[str, str]:
    if concept is None:
        return {}
    return {
        gettext("Meaning"): concept.means,
        gettext("When"): _condition(concept.when, policy),
        gettext("Source"): citation_words(concept.cites),
        gettext(_EXPRESSION): _expression(concept.when),
    }


def _notice(change: PartChange, old: Policy, new: Policy) -> ChangedPart:
    one = named(old.notices).get(change.was or change.name)
    other = named(new.notices).get(change.name)
    label = next((norm_label(each) for each in (other, one) if each), change.name)
    return _part(change, label, _notice_lines(one, old), _notice_lines(other, new))


def _notice_lines(notice: Notice | None, policy: Policy) -> dict[str, str]:
    if notice is None:
        return {}
    return {
        gettext("Says"): notice.says,
        gettext("Shown when"): _condition(notice.when, policy),
        gettext("Urgent"): gettext("yes") if notice.urgent else gettext("no"),
        gettext("Source"): citation_words(notice.cites),
        gettext(_EXPRESSION): _expression(notice.when),
    }


def _parameter(change: PartChange, old: Policy, new: Policy) -> ChangedPart:
    one = named(old.parameters).get(change.was or change.name)
    other = named(new.parameters).get(change.name)
    label = in_words(change.name).replace("-", " ")
    return _part(change, label, _parameter_lines(one, old), _parameter_lines(other, new))


def _parameter_lines(parameter: Parameter | None, policy: Policy) -> dict[str, str]:
    if parameter is None:
        return {}
    by_day = [
        (gettext("{value} from {day}") if place else gettext("{value} at first")).format(
            value=parameter_words(value, parameter, policy), day=first
        )
        for place, (first, value) in enumerate(parameter.values)
    ]
    return {
        gettext("Meaning"): parameter.means,
        gettext("Value"): "; ".join(by_day) or parameter_words(parameter.default, parameter, policy),
    }


_EXPRESSION = noted("As an expression")


def _part(change: PartChange, label: str, before: Mapping[str, str], now: Mapping[str, str]) -> ChangedPart:
    """A part with its lines: of one that was changed, those that differ and the first."""
    return ChangedPart(change.kind, change.name, upper(label), change.was, tuple(_lines(before, now)))


def _lines(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[ChangedLine]:
    for place, called in enumerate(dict.fromkeys((*before, *now))):
        one, other = before.get(called, ""), now.get(called, "")
        if one != other or (not place and other):
            yield ChangedLine(called, redline(one, other), called == gettext(_EXPRESSION))


def _condition(condition: Condition, policy: Policy) -> str:
    return gettext("always") if condition == TRUE else in_one_line(condition_words(condition, policy))


def _expression(condition: Condition) -> str:
    return "" if condition == TRUE else write_condition(condition)


def _quoted(words: str) -> str:
    return gettext("“{text}”").format(text=words)


def _label(norm: str, policy: Policy) -> str:
    return norm_label(named(policy.norms)[norm])
