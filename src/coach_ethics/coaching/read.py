"""Engagements from YAML or JSON, and back. The one door to cattrs.

A file is read as far as it can be: what doesn't fit is noted with its path and place and taken for not known, and the
rest is still looked through for contradictions. So a file with ten faults reports ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, assert_never, get_args

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from coach_ethics.arguments import takes
from coach_ethics.coaching.consistency import standing_contradictions
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, Never
from coach_ethics.coaching.read_values import (
    MisfitError,
    PlainTree,
    count_of,
    day_of,
    enumerator_of,
    flag_of,
    kind_of,
    listed,
    shown,
    text_of,
)
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.language.file_kind import is_policy
from coach_ethics.language.yaml import Mapping as MappingNode
from coach_ethics.language.yaml import Node, Scalar, Sequence, compose, emit, path_spans, value_of
from coach_ethics.model.situation import Situation, problems_of_values
from coach_ethics.model.vocabulary import Value, Vocabulary
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.source import Source, Span

Step: TypeAlias = str | int
MOST = 500
"""The most problems that are told of one engagement."""
_MOST_SUGGESTIONS = 50


def read_engagement(source: Source, vocabulary: Vocabulary | None = None) -> Engagement:
    """The engagement that a text in YAML or JSON describes.

    A fact that is stated directly stands under `facts`, or at the top by its dotted name. With a `vocabulary` (a
    policy's), every such fact must be in it; without, those beyond the standard vocabulary are left to the policy.

    Raises CaseProblems with everything that is wrong: as YAML (Y1xx), as an engagement (F2xx), or with itself (F3xx).
    """
    node, problems = compose(_with_whole_characters(source))
    if not isinstance(node, MappingNode):
        if node is not None:
            help_ = "it starts with keys such as `client:` and `contract:`, or with dotted names of facts"
            problems = (*problems, Problem("F208", "this is not an engagement", _start(node), help_, path="$"))
        raise CaseProblems(problems)
    if is_policy(node):
        help_ = "give it as the policy (`--policy`), and a case in its place"
        message = "this is a policy, not an engagement"
        raise CaseProblems((*problems, Problem("F208", message, _start(node), help_, path="$")))
    reading = _EngagementReading(node)
    engagement = reading.engagement(vocabulary)
    if problems or reading.problems:
        raise CaseProblems((*problems, *reading.problems[:MOST]))
    return engagement


@takes(engagement=Engagement)
def write_engagement(engagement: Engagement) -> str:
    """The engagement as YAML; reading it gives the same engagement. What isn't known is left out.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence, write_engagement
    >>> print(write_engagement(ce.Engagement(sponsor=Absence.NONE)), end="")
    sponsor: none
    """
    return emit(engagement_data(engagement))


def engagement_data(engagement: Engagement) -> dict[str, Any]:
    """The engagement as plain data, ready for JSON, which `read_engagement` reads too."""
    data: dict[str, Any] = _CONVERTER.unstructure(engagement)
    return data


class _EnoughError(ValueError):
    """So much is wrong in a list that the rest of it isn't looked at."""


class _EngagementReading:
    """One reading of a file: its tree, where its parts stand, and what is wrong with it."""

    def __init__(self, node: MappingNode) -> None:
        self.problems: list[Problem] = []
        self._node = node
        self._tree = _tree(node)
        self._spans = path_spans(node)
        self._suggestions = 0

    def engagement(self, vocabulary: Vocabulary | None) -> Engagement:
        facts = self._facts(vocabulary)
        for steps, error in _misfits(self._tree):
            self._note(steps, error)
            _forget(self._tree, steps)
        records: Engagement = _CONVERTER.structure(self._tree, Engagement)
        engagement = attrs.evolve(records, facts=Situation(facts), places=self._spans)
        self.problems.extend(standing_contradictions(engagement))
        return engagement

    def _add(self, code: str, message: str, path: str, help_: str, span: Span | None = None) -> None:
        self.problems.append(Problem(code, message, span or self._spans.get(path), help_, path=path))

    def _facts(self, vocabulary: Vocabulary | None) -> dict[str, Value]:
        """The facts that are stated directly, under `facts` or at the top; they are taken out of the tree."""
        stated = {name: self._tree.pop(name) for name in [name for name in self._tree if "." in name]}
        places = {name: f"$.{name}" for name in stated}
        beneath = self._tree.pop("facts", None)
        if beneath is not None and not isinstance(beneath, dict):
            self._add("F204", f"{shown(beneath)} stands where facts should be", "$.facts", "write `name: value`")
        for name, value in beneath.items() if isinstance(beneath, dict) else ():
            if name in stated:
                help_ = "it stands at the top as well; keep one of the two"
                message = f"`{quoted(name)}` is stated twice"
                self._add("F209", message, f"$.facts.{name}", help_, _key(self._node, ("facts", name)))
            stated[name], places[name] = value, f"$.facts.{name}"
        for name, path in places.items():
            self._spans.setdefault(f"$.facts.{name}", self._spans[path])
        values = {name: value_of(tree) if isinstance(tree, Scalar) else tree for name, tree in stated.items()}
        faulty = self._check(values, places, vocabulary)
        return {name: value for name, value in values.items() if value is not None and name not in faulty}

    def _check(
        self, values: Mapping[str, PlainTree], places: Mapping[str, str], vocabulary: Vocabulary | None
    ) -> frozenset[str]:
        """The names of the facts with which something is wrong, having noted what."""
        own = {name: value for name, value in values.items() if vocabulary is None and name not in STANDARD}
        known = {name: value for name, value in values.items() if name not in own}
        single = {name: value for name, value in known.items() if not isinstance(value, list | dict)}
        several = (_several(name, value) for name, value in known.items() if name not in single)
        found = [*problems_of_values(single, vocabulary or STANDARD), *several, *_problems_of_own(own)]
        for problem in found:
            name = (problem.path or "$.")[2:]
            path = places[name]
            steps = (name,) if path == f"$.{name}" else ("facts", name)
            span = self._spans.get(path) if problem.code == "F202" else _key(self._node, steps)
            self.problems.append(attrs.evolve(problem, path=path, span=span))
        return frozenset((problem.path or "$.")[2:] for problem in found)

    def _note(self, steps: tuple[Step, ...], error: Exception) -> None:
        match error:
            case _EnoughError():
                return
            case MisfitError():
                help_ = self._nearest(error.word, error.words) if error.word else None
                self._add(error.code, error.message, _path(steps), help_ or error.help)
            case ForbiddenExtraKeysError():
                keys = [name for name in attrs.fields_dict(error.cl) if name != "places"]
                message = f"`{quoted(str(steps[-1]))}` is not a key of {kind_of(error.cl)}"
                help_ = self._nearest(str(steps[-1]), keys) or f"it may have {listed(keys)}"
                self._add("F203", message, _path(steps), help_, _key(self._node, steps))
            case _:
                raise error

    def _nearest(self, name: str, names: Iterable[str]) -> str | None:
        # Looking for a near name takes time, so that it is done only so often.
        self._suggestions += 1
        return did_you_mean(name, names) if self._suggestions <= _MOST_SUGGESTIONS else None


def _with_whole_characters(source: Source) -> Source:
    """JSON may write a character as two escapes (a surrogate pair); YAML, as which it is read, knows it as one."""
    if not source.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return source
    return attrs.evolve(source, text=_PAIR.sub(_as_one, source.text))


def _as_one(pair: re.Match[str]) -> str:
    high, low = int(pair["high"], 16), int(pair["low"], 16)
    return f"{pair['before']}\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08X}"


_PAIR = re.compile(
    r"(?P<before>(?<!\\)(?:\\\\)*)\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)


def _tree(node: Node) -> PlainTree:
    match node:
        case Scalar():
            return None if value_of(node) is None else node
        case Sequence(items):
            return [_tree(item) for item in items]
        case MappingNode(entries):
            return {key.text: _tree(value) for key, value in entries}
        case _:
            assert_never(node)


def _key(node: Node, steps: tuple[Step, ...]) -> Span | None:
    """Where the key at the end of a path stands."""
    span = None
    for step in steps:
        match node:
            case MappingNode(entries):
                span, node = next((key.span, value) for key, value in entries if key.text == step)
            case Sequence(items) if isinstance(step, int):
                node = items[step]
            case _:
                return span
    return span


def _start(node: Node) -> Span:
    return attrs.evolve(node.span, end_line=node.span.line, end_column=node.span.column + 1)


def _path(steps: tuple[Step, ...]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _forget(tree: PlainTree, steps: tuple[Step, ...]) -> None:
    """Take what stands at a path for not known; an item of a list takes its list with it."""
    while isinstance(steps[-1], int):
        steps = steps[:-1]
    for step in steps[:-1]:
        inside = isinstance(tree, list) or (isinstance(tree, dict) and step in tree)
        if not inside or tree[step] is None:
            return
        tree = tree[step]
    tree.pop(steps[-1], None)


def _misfits(tree: PlainTree) -> list[tuple[tuple[Step, ...], Exception]]:
    try:
        _CONVERTER.structure(tree, Engagement)
    except ClassValidationError as error:
        return list(_leaves(error, ()))
    return []


def _leaves(error: Exception, steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Exception]]:
    match error:
        case ClassValidationError() | IterableValidationError():
            for inner in error.exceptions:
                assert isinstance(inner, Exception)
                yield from _leaves(inner, (*steps, *_steps(inner)))
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields):
                yield (*steps, name), error
        case _:
            yield steps, error


def _steps(error: Exception) -> Iterator[Step]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            yield note.name
        elif isinstance(note, IterableValidationNote):
            yield int(note.index)


def _problems_of_own(values: Mapping[str, PlainTree]) -> Iterator[Problem]:
    """What is wrong with facts that only a policy can know."""
    for name, value in values.items():
        path = f"$.{name}"
        if not _FACT.fullmatch(name):
            help_ = "it is words of small letters, digits and `_`, joined by full stops: `block.named`"
            yield Problem("F210", f"`{quoted(name)}` can't be the name of a fact", path=path, help=help_)
        elif isinstance(value, list | dict):
            yield _several(name, value)


def _several(name: str, value: PlainTree) -> Problem:
    help_ = "it takes `true`, `false`, a whole number or a word"
    return Problem("F202", f"{shown(value)} can't be the value of `{quoted(name)}`", path=f"$.{name}", help=help_)


_FACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def _items(type_: Any) -> Callable[[PlainTree, Any], tuple[Any, ...]]:
    (of, _) = get_args(type_)

    def structure(tree: PlainTree, _: Any) -> tuple[Any, ...]:
        if not isinstance(tree, list):
            help_ = "write each in square brackets or after a `-`"
            raise MisfitError("F204", f"{shown(tree)} stands where a list should be", help_)
        found: list[Any] = []
        errors: list[Exception] = []
        count = 0
        for index, item in enumerate(tree):
            try:
                found.append(_CONVERTER.structure(item, of))
            except (MisfitError, ClassValidationError) as error:
                error.__notes__ = [IterableValidationNote(f"item {index}", index, of)]
                errors.append(error)
                # No more than so many are told, so that no more are looked for.
                count += len(getattr(error, "exceptions", (error,)))
                if count >= MOST:
                    errors.append(_EnoughError())
                    break
        if errors:
            raise IterableValidationError("items", errors, type_)
        return tuple(found)

    return structure


def _record(class_: type) -> Callable[[PlainTree, Any], Any]:
    hidden: dict[str, Any] = {name: override(omit=True) for name in ("facts", "places") if class_ is Engagement}
    structure: Any = make_dict_structure_fn(
        class_, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hidden
    )

    keys = listed([each.name for each in attrs.fields(class_)])

    def checked(tree: PlainTree, type_: Any) -> Any:
        if not isinstance(tree, dict):
            message = f"{shown(tree)} stands where {kind_of(class_)} should be"
            raise MisfitError("F204", message, f"write its keys: {keys}")
        return structure(tree, type_)

    return checked


def _or_word(type_: Any) -> Callable[[PlainTree, Any], Any]:
    """What a word may stand instead of: a record or `none`, a day or `never`."""
    word, other = sorted(
        (each for each in get_args(type_) if each is not type(None)), key=lambda each: each not in (Absence, Never)
    )

    def structure(tree: PlainTree, _: Any) -> Any:
        if tree is None:
            return None
        (text,) = word
        if isinstance(tree, Scalar) and tree.text == text.value:
            return text
        try:
            return _CONVERTER.structure(tree, other)
        except MisfitError as error:
            help_ = f"{error.help}; or write `{text.value}`"
            raise MisfitError(error.code, error.message, help_) from None

    return structure


def _unrecord(class_: type) -> Callable[[Any], dict[str, Any]]:
    hidden: dict[str, Any] = {"places": override(omit=True)} if class_ is Engagement else {}
    return make_dict_unstructure_fn(class_, _CONVERTER, _cattrs_omit_if_default=True, **hidden)


def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    converter.register_structure_hook(str, text_of)
    converter.register_structure_hook(bool, flag_of)
    converter.register_structure_hook(int, count_of)
    converter.register_structure_hook(date, day_of)
    converter.register_structure_hook(StrEnum, enumerator_of)
    converter.register_structure_hook_factory(lambda type_: getattr(type_, "__origin__", None) is tuple, _items)
    converter.register_structure_hook_factory(attrs.has, _record)
    converter.register_structure_hook_factory(lambda type_: bool({Absence, Never} & set(get_args(type_))), _or_word)
    converter.register_unstructure_hook(StrEnum, str)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook_factory(attrs.has, _unrecord)
    converter.register_unstructure_hook(Situation, lambda situation: dict(situation.values))
    return converter


_CONVERTER = _converter()
