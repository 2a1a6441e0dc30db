"""Where an engagement contradicts itself: a stated fact against a record, days out of order, a sponsor who isn't there.

A contradiction is never resolved here; it is a problem for whoever recorded it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from coach_ethics.coaching.agreements import AgreedBy, Confidentiality, Contract, Ending
from coach_ethics.coaching.confidences import Consent, Disclosure
from coach_ethics.coaching.constraints import broken, impossible_here, standard_constraints
from coach_ethics.coaching.derive import chosen, standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, Form, IfBlocked
from coach_ethics.coaching.facts.standard import flat
from coach_ethics.coaching.identity import clients_of, recorded_people, sponsors_of
from coach_ethics.coaching.past_acts import ASKED, CONSULTED, EXAMINED, MADE_SO, NAMED, Follows, denials
from coach_ethics.coaching.people import Client, Coach, PersonId, Supervision
from coach_ethics.coaching.places import place_of
from coach_ethics.coaching.record_keys import with_record
from coach_ethics.coaching.timeline import MISSED, Block, Commitment
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.language.schema.stages import expected
from coach_ethics.model.situation import Situation, problems_of_values
from coach_ethics.model.vocabulary import Value, Vocabulary, value_text
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import Problem, did_you_mean, quoted
from coach_ethics.source import Span


def standing_contradictions(engagement: Engagement, vocabulary: Vocabulary = STANDARD) -> tuple[Problem, ...]:
    """What contradicts itself in an engagement on every day: what a reader can say."""
    # What only dated facts are made from is left aside: it may be much, and says nothing here.
    undated = attrs.evolve(engagement, consents=None, commitments=None, done=None)
    considered = chosen(engagement, None)
    derived = flat(standard_facts(undated, date.max, considered))
    # Without what was done, the facts that follow from it are as they are recorded, on every day.
    recorded = {each.fact for each in MADE_SO}
    standing = {name: value for name, value in derived.items() if not STANDARD[name].dated or name in recorded}
    return contradictions(engagement, standing, considered, vocabulary)


def contradictions(
    engagement: Engagement,
    derived: Mapping[str, Value],
    considered: Disclosure | Absence | None,
    vocabulary: Vocabulary = STANDARD,
) -> tuple[Problem, ...]:
    """What contradicts itself in an engagement whose records say `derived`, each with its path and place.

    `considered` is the disclosure that was considered in deriving; a `vocabulary` may add values to standard facts.
    """
    found = [*_in_records(engagement), *_in_facts(engagement, derived, considered, vocabulary)]
    # What speaks of a sponsor who isn't there was told where it stands; no need to tell there what follows from it.
    told = {each.path for each in found if each.code == "F303"}
    found = [each for each in found if each.code != "F309" or each.path not in told]
    placed = (attrs.evolve(each, span=_place(engagement, each.path)) for each in found)
    return tuple(with_record(each, engagement) for each in placed)


def _place(engagement: Engagement, path: str | None) -> Span | None:
    return engagement.places.get(path or "")


def _in_records(engagement: Engagement) -> Iterator[Problem]:
    yield from _people(engagement)
    if sponsors_of(engagement) == ():
        yield from _absent_sponsor(engagement)
    if engagement.contract is not None:
        yield from _contract(engagement.contract)
    for index, commitment in enumerate(engagement.commitments or ()):
        yield from _commitment(commitment, f"$.commitments[{index}]")
    yield from _undone(engagement)
    for index, consent in enumerate(engagement.consents or ()):
        yield from _consent(consent, f"$.consents[{index}]")
    if isinstance(engagement.begun, date) and isinstance(engagement.ended, date):
        yield from _in_order(engagement.begun, "the coaching began", engagement.ended, "it ended", "$.ended")


def _people(engagement: Engagement) -> Iterator[Problem]:
    for one, several in (("client", "clients"), ("sponsor", "sponsors")):
        if getattr(engagement, one) is not None and getattr(engagement, several) is not None:
            message = f"`{one}` and `{several}` both say who they are"
            yield Problem("F306", message, path=f"$.{several}", help=f"keep `{several}`, a list with a record for each")
    ids: set[str] = set()
    for path, record in recorded_people(engagement):
        if record.id in ids:
            message = f"`{quoted(record.id)}` is the id of two people"
            yield Problem("F312", message, path=f"{path}.id", help="give each of them an id of their own")
        if record.id is not None:
            ids.add(record.id)
    for path, somebody in _parts("$", engagement):
        if isinstance(somebody, PersonId) and somebody.id is not None and somebody.id not in ids:
            near = did_you_mean(somebody.id, ids)
            message = f"nobody in this engagement has the id `{quoted(somebody.id)}`"
            yield Problem("F311", message, path=f"{path}.id", help=near or "give it to a client, a sponsor or a person")


def _undone(engagement: Engagement) -> Iterator[Problem]:
    block = engagement.block if isinstance(engagement.block, Block) else Block()
    supervision = (engagement.coach or Coach()).supervision or Supervision()
    # Of several clients, some may have been asked and others not.
    clients = clients_of(engagement) or ()
    client = clients[0] if len(clients) == 1 else Client()
    recorded: dict[Follows, object] = {
        NAMED: block.named,
        EXAMINED: block.examined_as_learning,
        CONSULTED: supervision.consulted,
        ASKED: client.decision,
    }
    for each in denials(engagement.done, recorded):
        message = f"`{each.fact}` is recorded as `{value_text(each.denied_by)}`, but `{each.act}` was done"
        yield Problem(
            "F301",
            message,
            path=place_of(each.fact, engagement, None) or "$.clients",
            help="remove the statement, or fix the records",
        )


def _absent_sponsor(engagement: Engagement) -> Iterator[Problem]:
    help_ = "name the sponsor, or remove this"
    for path, value in _parts("$", engagement):
        by_name = isinstance(value, StrEnum) and value in ("sponsor", IfBlocked.SPONSOR_IS_TOLD)
        agreed = isinstance(value, AgreedBy) and value.sponsor is True
        if by_name or agreed:
            yield Problem("F303", "there is no sponsor, but this mentions one", path=path, help=help_)
    if engagement.contract is not None and engagement.contract.reports:
        message = "there is no sponsor, but reports to one are promised"
        yield Problem("F303", message, path="$.contract.reports", help=help_)


def _parts(path: str, value: object) -> Iterator[tuple[str, object]]:
    """Every part of a record with its path; `agreed_by.sponsor` stands for its record."""
    yield (f"{path}.sponsor" if isinstance(value, AgreedBy) else path), value
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(f"{path}[{index}]", item)
        return
    class_: Any = type(value)
    if attrs.has(class_):
        for attribute in attrs.fields(class_):
            if attribute.eq and attribute.name != "facts":
                yield from _parts(f"{path}.{attribute.name}", getattr(value, attribute.name))


def _contract(contract: Contract) -> Iterator[Problem]:
    secrecy = contract.confidentiality or Confidentiality()
    agreed = contract.agreed_by or AgreedBy()
    terms = {
        "agrees_limits": contract.agrees_limits not in (None, Form.NONE),
        "says_what_is_passed_on": contract.says_what_is_passed_on is True,
        "covers_charge": contract.covers_charge is True,
        "agreed_by": agreed.client is True or agreed.sponsor is True,
        "confidentiality.nothing_to_sponsor": secrecy.nothing_to_sponsor is True,
        "confidentiality.limits": bool(secrecy.limits),
        "reports": bool(contract.reports),
        "if_blocked": contract.if_blocked not in (None, IfBlocked.SILENT),
        "ending.coach_may_end": (contract.ending or Ending()).coach_may_end is True,
    }
    if contract.form is Form.NONE:
        for name, said in terms.items():
            if said:
                message = "there is no contract, but this describes its contents"
                yield Problem("F308", message, path=f"$.contract.{name}", help="state the form of the contract")
    for index, change in enumerate(contract.renegotiations or ()):
        path = f"$.contract.renegotiations[{index}].day"
        yield from _in_order(contract.day, "the contract was made", change.day, "it was renegotiated", path)


def _commitment(commitment: Commitment, path: str) -> Iterator[Problem]:
    if commitment.missed is not None and commitment.history is not None:
        message = "`missed` and `history` both say how often the action wasn't done"
        yield Problem("F306", message, path=f"{path}.missed", help="keep `history`, which has the dates")
    if commitment.missed is not None and not MISSED.least <= commitment.missed <= MISSED.most:
        message = f"`{commitment.missed}` is not {MISSED.what}"
        yield Problem("F207", message, path=f"{path}.missed", help=f"expected {expected(MISSED)}")
    seen: set[date] = set()
    for index, entry in enumerate(commitment.history or ()):
        place = f"{path}.history[{index}].day"
        if entry.day in seen:
            message = f"`{entry.day}` appears twice in the history"
            yield Problem("F305", message, path=place, help="an action is due only once a day; write two commitments")
        if entry.day is not None:
            seen.add(entry.day)
        yield from _in_order(commitment.agreed, "it was agreed", entry.day, "it was due", place)


def _consent(consent: Consent, path: str) -> Iterator[Problem]:
    for name, what in (("expires", "it expires"), ("withdrawn", "it was withdrawn")):
        later = getattr(consent, name)
        if isinstance(later, date):
            yield from _in_order(consent.given, "it was given", later, what, f"{path}.{name}")


def _in_order(first: date | None, was: str, then: date | None, what: str, path: str) -> Iterator[Problem]:
    if first is not None and then is not None and then < first:
        message = f"{what} on `{then}`, before {was} on `{first}`"
        yield Problem("F302", message, path=path, help="one of the two dates is wrong")


def _in_facts(
    engagement: Engagement,
    derived: Mapping[str, Value],
    considered: Disclosure | Absence | None,
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    stated = engagement.facts.values
    standard = {name: value for name, value in stated.items() if name in STANDARD and name in vocabulary}
    misfits = problems_of_values(standard, vocabulary)
    for problem in misfits:
        yield attrs.evolve(problem, path=f"$.facts{(problem.path or '$')[1:]}")
    for name, value in stated.items():
        if name in derived and (type(derived[name]), derived[name]) != (type(value), value):
            message = f"`{name}` is stated as `{value_text(value)}`, but the records say `{value_text(derived[name])}`"
            help_ = "remove the statement, or fix the records"
            yield Problem("F301", message, path=f"$.facts.{name}", help=help_)
    known = Situation({**derived, **stated})
    for constraint in broken(standard_constraints(), known):
        facts = facts_in(constraint.always)
        _, problem = impossible_here(constraint, known, facts)
        paths = (f"$.facts.{name}" for name in reversed(facts) if name in stated)
        recorded = (place_of(name, engagement, considered) for name in reversed(facts))
        yield attrs.evolve(problem, path=next(paths, None) or next(filter(None, recorded)))
