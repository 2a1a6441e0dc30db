"""Themes by which codes are compared: those that travel with the library, and those of a body's own file.

A body that had to use facts, values or acts of its own says in its file which shared ones they stand for. A theme that
speaks of the shared ones then asks its code as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from attrs import field, frozen

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.policies.declarations import check_values, flag, text
from coach_ethics.language.schema.document import facts_under, read_as
from coach_ethics.language.schema.read import entries, entry, items
from coach_ethics.language.schema.shapes import Flag, Key, ListShape, MappingShape, Record, Text, ValueShape, WordShape
from coach_ethics.language.schema.words import DOTTED, SNAKE
from coach_ethics.language.yaml import Node, Scalar, value_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Fact, Value, belongs
from coach_ethics.problems import PolicyProblems, quoted
from coach_ethics.source import Source


@frozen
class Theme:
    """A theme over which codes are set side by side: an act, and a plain situation to ask about."""

    theme: str
    act: str
    given: Mapping[str, Value]


@frozen
class OwnFact:
    """What a body's own `fact` is in a theme that doesn't speak of it.

    It follows a `shared` fact: `values` pairs a value of that one with a value of its own, and a value without a pair
    stands for the one of the same name. Or it is the same in every theme: `value`.
    """

    fact: str
    shared: str = ""
    values: tuple[tuple[Value, Value], ...] = ()
    value: Value | None = None

    def value_in(self, given: Mapping[str, Value]) -> Value | None:
        """What the fact is where this is given; None where that isn't known."""
        if not self.shared:
            return self.value
        value = given.get(self.shared)
        return dict(self.values).get(value, value) if value is not None else None


@frozen
class Themes:
    """Themes, and what facts and acts of a body's own are in them: `acts` gives the shared act for each."""

    themes: tuple[Theme, ...] = ()
    own_facts: tuple[OwnFact, ...] = ()
    acts: Mapping[str, str] = field(factory=dict)

    def situation(self, theme: Theme, policy: Policy) -> dict[str, Value]:
        """What is given in a theme, as far as a policy has facts for it."""
        given = {fact: value for fact, value in theme.given.items() if fact in policy.vocabulary}
        for own in self.own_facts:
            if own.fact in policy.vocabulary and own.fact not in given:
                value = own.value_in(theme.given)
                if value is not None and belongs(value, policy.vocabulary[own.fact].type):
                    given[own.fact] = value
        return given

    def act_of(self, theme: Theme, policy: Policy) -> str | None:
        """The act of a theme as a policy calls it; None where it has no such act."""
        names = {act.name for act in policy.acts}
        own = (name for name, shared in self.acts.items() if shared == theme.act)
        return next((name for name in (theme.act, *own) if name in names), None)


_TEXT = Text()
_VALUE_NAME = WordShape("[a-z][a-z0-9_]*|-?[0-9]+", "the name of a value, a whole number, `true` or `false`")
_OWN_FACT = Record(
    "a fact of one's own",
    (
        Key("as", DOTTED, "the shared fact that it follows"),
        Key("values", MappingShape(_VALUE_NAME, ValueShape()), "its own value for each value of the shared fact"),
        Key("is", ValueShape(), "what it is in every theme that doesn't speak of it"),
    ),
    exactly_one=(("as", "is"),),
    never=(("is", "values"),),
)
THEMES = Record(
    "themes",
    (
        Key(
            "themes",
            ListShape(
                Record(
                    "a theme",
                    (
                        Key("theme", _TEXT, "what it is about", required=True),
                        Key("act", SNAKE, "the act", required=True),
                        Key("given", MappingShape(DOTTED, ValueShape()), "the facts", required=True),
                    ),
                )
            ),
            "the themes; left out, those that travel with the library",
        ),
        Key("shipped", Flag(), "whether the themes that travel with the library come first"),
        Key("facts", MappingShape(DOTTED, _OWN_FACT), "facts of one's own, and the shared ones that they follow"),
        Key("acts", MappingShape(SNAKE, SNAKE), "acts of one's own, and the shared ones that they stand for"),
    ),
    means="Themes by which codes are compared, and what facts and acts of one's own stand for in them.",
)
"""The layout of a file of themes."""


def shipped_themes() -> Themes:
    """The themes that travel with the library."""
    name = "themes.yaml"
    tree = read_as(Source(name, files(__package__).joinpath(name).read_text("utf-8")), THEMES)
    return Themes(tuple(map(_theme, items(entry(tree, "themes")))))


def read_themes(source: Source, policies: Sequence[Policy]) -> Themes:
    """The themes of a text, by which these policies are to be compared.

    Raises PolicyProblems with every problem at once: of the layout (S201 to S210), of facts that none of the policies
    has (N102), acts that are nearly called like one of theirs (N103), and values that don't fit their facts (T109).
    """
    tree = read_as(source, THEMES)
    own = tuple(map(_theme, items(entry(tree, "themes"))))
    read = Themes(
        (*(shipped_themes().themes if flag(tree, "shipped") or not own else ()), *own),
        tuple(_own_fact(name.text, node) for name, node in entries(entry(tree, "facts"))),
        {name.text: shared.text for name, shared in entries(entry(tree, "acts")) if isinstance(shared, Scalar)},
    )
    check = _Check(policies, read)
    check.tree(tree)
    if check.faults.problems:
        raise PolicyProblems(check.faults.problems)
    return read


def _theme(node: Node) -> Theme:
    return Theme(text(node, "theme"), text(node, "act"), facts_under(entry(node, "given")))


def _own_fact(name: str, node: Node) -> OwnFact:
    values = tuple(
        (_value(key), _value(value)) for key, value in entries(entry(node, "values")) if isinstance(value, Scalar)
    )
    always = entry(node, "is")
    return OwnFact(name, text(node, "as"), values, _value(always) if isinstance(always, Scalar) else None)


def _value(node: Scalar) -> Value:
    value = value_of(node)
    return node.text if value is None else value


class _Check:
    """Holds a file of themes to the policies that it is for."""

    def __init__(self, policies: Sequence[Policy], read: Themes) -> None:
        self.faults = Diagnostics()
        self._facts: dict[str, list[Fact]] = {}
        for policy in policies:
            for fact in policy.vocabulary:
                self._facts.setdefault(fact.name, []).append(fact)
        self._acts = {act.name for policy in policies for act in policy.acts}
        self._acts |= {theme.act for theme in shipped_themes().themes} | set(read.acts.values())

    def tree(self, tree: Node) -> None:
        """Note everything in the file that doesn't fit the policies."""
        for theme in items(entry(tree, "themes")):
            self._act(entry(theme, "act"))
            for name, value in entries(entry(theme, "given")):
                self._known(name)
                self._fits(name.text, value)
        for name, node in entries(entry(tree, "facts")):
            self._known(name)
            self._fits(name.text, entry(node, "is"))
            shared = entry(node, "as")
            if isinstance(shared, Scalar):
                self._known(shared)
                for there, here in entries(entry(node, "values")):
                    self._fits(shared.text, there)
                    self._fits(name.text, here)
        for act, _ in entries(entry(tree, "acts")):
            self._act(act)

    def _act(self, act: Node | None) -> None:
        if not isinstance(act, Scalar) or act.text in self._acts:
            return
        if near := self.faults.nearest(act.text, self._acts):
            self.faults.add("N103", f"`{quoted(act.text)}` is not an act of these policies", act.span, near)

    def _known(self, name: Scalar) -> None:
        if name.text not in self._facts:
            otherwise = "`coach-ethics facts` lists the facts"
            self.faults.unknown("N102", "a fact of these policies", name.text, name.span, self._facts, otherwise)

    def _fits(self, fact: str, node: Node | None) -> None:
        there = self._facts.get(fact)
        if isinstance(node, Scalar) and there and not any(belongs(value_of(node), each.type) for each in there):
            check_values([node], there[0].type, fact, "T109", self.faults)


def own_facts_used(themes: Themes, policies: Sequence[Policy]) -> Iterator[OwnFact]:
    """What is said of facts of one's own that any of these policies has."""
    yield from (own for own in themes.own_facts if any(own.fact in policy.vocabulary for policy in policies))
