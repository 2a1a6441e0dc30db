"""Reads published judgements from YAML, and checks them against the codes that they are put to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files

from attrs import evolve, frozen

from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.policies.declarations import check_values, text
from coach_ethics.language.schema.document import facts_under, read_as
from coach_ethics.language.schema.read import entries, entry, items
from coach_ethics.language.schema.shapes import Flag, Key, ListShape, MappingShape, Only, Record, Text, ValueShape
from coach_ethics.language.schema.words import DOTTED, KEBAB, SNAKE
from coach_ethics.language.yaml import Node, Scalar
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import FactType
from coach_ethics.problems import PolicyProblems, quoted
from coach_ethics.source import Source
from coach_ethics_studies.validation.cases import LeftOut, PublishedCase, PublishedOption, PublishedVerdict, Scoring

_TEXT = Text()
_FACTS = MappingShape(DOTTED, ValueShape())
_ACTS = ListShape(SNAKE)

_OPTION = Record(
    "an option",
    (
        Key("option", _TEXT, "what the source calls it"),
        Key("says", _TEXT, "the option in a few words", required=True),
        Key("does", _ACTS, "the acts that it does"),
        Key("omits", _ACTS, "the acts that it leaves undone"),
        Key("beyond", _TEXT, "what it does, where that is no act of any of the codes"),
        Key("verdict", Only(tuple(PublishedVerdict)), "what the source says of it", required=True),
        Key("given", _FACTS, "facts of its own"),
        Key("expect_open", ListShape(DOTTED), "facts that the source leaves out and on which a code turns"),
    ),
)

_LEFT_OUT = Record(
    "an option that isn't put",
    (
        Key("option", _TEXT, "what the source calls it"),
        Key("says", _TEXT, "the option in a few words", required=True),
        Key("why", _TEXT, "why it is put to no code", required=True),
    ),
)

JUDGEMENTS = Record(
    "published judgements",
    (
        Key(
            "judgements",
            ListShape(
                Record(
                    "a published case",
                    (
                        Key("id", _TEXT, "its id in the collection", required=True),
                        Key("title", _TEXT, "what it is about", required=True),
                        Key("tier", _TEXT, "how much the source weighs", required=True),
                        Key("url", _TEXT, "where it can be read"),
                        Key("concludes", _TEXT, "what the source concludes"),
                        Key("scoring", Only(tuple(Scoring)), "how far rejected options are rejected"),
                        Key("codes", ListShape(KEBAB), "the codes that it is put to"),
                        Key("practice", ListShape(KEBAB), "policies of practice that it is put to as well"),
                        Key("nearest", Flag(), "whether the source cites none of them"),
                        Key("cites", _TEXT, "what the source cites instead"),
                        Key("put", _FACTS, "the facts"),
                        Key("held", ListShape(_OPTION), "the options"),
                        Key("left_out", ListShape(_LEFT_OUT), "the options that are put to no code"),
                        Key("note", _TEXT, "what has to be said of it"),
                        Key("not_put", _TEXT, "why it isn't put to any code"),
                    ),
                )
            ),
            "every case of the collections",
            required=True,
        ),
    ),
)
"""The layout of a file of published judgements."""


def published_judgements(source: Source | None = None, policies: Sequence[Policy] = ()) -> tuple[PublishedCase, ...]:
    """The published cases in a text, by default those in this folder.

    They are to be put to the `policies`, where some are given, and else to the codes that they name.

    Raises PolicyProblems: of the text, of a code that it names, and for acts (N103) and facts (N102, T109) that none of
    the policies and codes has.
    """
    tree = read_as(source or _shipped(), JUDGEMENTS)
    cases = items(entry(tree, "judgements"))
    faults = Diagnostics()
    with suppress(EnoughError):
        _check(cases, policies, faults)
    if faults.problems:
        raise PolicyProblems(faults.problems)
    return tuple(map(_case, cases))


def _shipped() -> Source:
    name = "judgements.yaml"
    return Source(name, files(__package__).joinpath(name).read_text("utf-8"))


@frozen
class _Names:
    """What the codes of a file know."""

    acts: frozenset[str]
    facts: Mapping[str, FactType]


def _check(cases: Sequence[Node], policies: Sequence[Policy], faults: Diagnostics) -> None:
    codes = [*policies, *_codes(cases, policies, faults)]
    names = _Names(
        frozenset(act.name for code in codes for act in code.acts),
        {fact.name: fact.type for code in codes for fact in code.vocabulary},
    )
    _check_once((entry(case, "id") for case in cases), "case", faults)
    for case in cases:
        _check_complete(case, faults, named=not policies)
        _check_once((*items(entry(case, "codes")), *items(entry(case, "practice"))), "code", faults)
        if codes:
            _check_facts(entry(case, "put"), names, faults)
            for option in items(entry(case, "held")):
                _check_option(option, names, faults)


def _codes(cases: Sequence[Node], policies: Sequence[Policy], faults: Diagnostics) -> list[Policy]:
    """The codes that the cases name; what is wrong with one is noted where it is named first.

    One that can't be found doesn't matter where the cases are put to policies of the caller's.
    """
    named: dict[str, Scalar] = {}
    for case in cases:
        for code in (*_scalars(case, "codes"), *_scalars(case, "practice")):
            named.setdefault(code.text, code)
    codes = []
    for name, node in named.items():
        try:
            codes.append(asked_policy(name))
        except PolicyProblems as found:
            if policies:
                continue
            faults.extend(evolve(each, span=each.span or node.span) for each in found.problems)
    return codes


def _check_once(names: Iterable[Node | None], what: str, faults: Diagnostics) -> None:
    """What is listed twice would count twice."""
    seen: dict[str, Scalar] = {}
    for each in names:
        if isinstance(each, Scalar) and seen.setdefault(each.text, each) is not each:
            first = seen[each.text].span.line
            help_ = f"it first appears on line {first}; leave one out, or give it a name of its own"
            faults.add("N109", f"the {what} `{quoted(each.text)}` is listed twice", each.span, help_)


def _check_complete(case: Node, faults: Diagnostics, *, named: bool) -> None:
    """A case is put to codes, or says why it isn't; codes are `named` unless the caller has policies for all cases."""
    put = [key for key in ("codes", "held") if entry(case, key) is not None]
    if entry(case, "not_put") is not None:
        if put:
            message = f"a case that isn't put to any code has no `{put[0]}`"
            faults.add("S207", message, case.span, "remove one of them")
    elif len(put) < 2 if named else "held" not in put:
        help_ = "name the `codes` and write the options under `held`, or say under `not_put` why it isn't put"
        faults.add("S205", f"`{text(case, 'id')}` is put to no code, and doesn't say why", case.span, help_)


def _check_option(option: Node, names: _Names, faults: Diagnostics) -> None:
    acts = [*_scalars(option, "does"), *_scalars(option, "omits")]
    for act in acts:
        if act.text not in names.acts:
            help_ = "say what it does under `beyond`, where that is no act of any of these codes"
            faults.unknown("N103", "an act of these codes", act.text, act.span, names.acts, help_)
    if bool(acts) == (entry(option, "beyond") is not None):
        help_ = "write `does` or `omits`; or `beyond`, where what it does is no act of any of these codes"
        faults.add("S205", "an option names acts or says what lies beyond them, one of the two", option.span, help_)
    _check_facts(entry(option, "given"), names, faults)
    for fact in _scalars(option, "expect_open"):
        _known(fact, names, faults)


def _check_facts(node: Node | None, names: _Names, faults: Diagnostics) -> None:
    for name, value in entries(node):
        if _known(name, names, faults) and isinstance(value, Scalar):
            check_values([value], names.facts[name.text], name.text, "T109", faults)


def _known(fact: Scalar, names: _Names, faults: Diagnostics) -> bool:
    if fact.text in names.facts:
        return True
    what, otherwise = "a fact of these codes' vocabulary", "`coach-ethics facts` lists them"
    faults.unknown("N102", what, fact.text, fact.span, names.facts, otherwise)
    return False


def _case(node: Node) -> PublishedCase:
    return PublishedCase(
        id=text(node, "id"),
        title=text(node, "title"),
        tier=text(node, "tier"),
        url=text(node, "url"),
        concludes=text(node, "concludes"),
        scoring=Scoring(text(node, "scoring") or Scoring.EXPLAINED),
        codes=_names(node, "codes"),
        practice=_names(node, "practice"),
        nearest=text(node, "nearest") == "true",
        cites=text(node, "cites"),
        put=facts_under(entry(node, "put")),
        held=tuple(map(_option, items(entry(node, "held")))),
        left_out=tuple(
            LeftOut(text(each, "option"), text(each, "says"), text(each, "why"))
            for each in items(entry(node, "left_out"))
        ),
        note=text(node, "note"),
        not_put=text(node, "not_put"),
    )


def _option(node: Node) -> PublishedOption:
    return PublishedOption(
        says=text(node, "says"),
        verdict=PublishedVerdict(text(node, "verdict")),
        label=text(node, "option"),
        beyond=text(node, "beyond"),
        does=_names(node, "does"),
        omits=_names(node, "omits"),
        given=facts_under(entry(node, "given")),
        expect_open=_names(node, "expect_open"),
    )


def _names(node: Node, key: str) -> tuple[str, ...]:
    return tuple(each.text for each in _scalars(node, key))


def _scalars(node: Node, key: str) -> Iterator[Scalar]:
    return (each for each in items(entry(node, key)) if isinstance(each, Scalar))
