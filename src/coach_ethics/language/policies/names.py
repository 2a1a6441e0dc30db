"""Rules for names: which can't be used, and which can't be used twice."""

from __future__ import annotations

from collections.abc import Iterable

from coach_ethics.language.conditions.tokens import WORDS
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.read import entries, entry, items
from coach_ethics.language.yaml import Node, Scalar
from coach_ethics.source import Span

RESERVED = frozenset({*WORDS, "true", "false", "null", "unknown"})
"""The words of the language. Words of other languages, such as `class` or `with`, can be used as names."""


def check_names(tree: Node, taken: dict[str, str], faults: Diagnostics) -> None:
    """Check that no name is a word of the language or used twice; `taken` says what inherited names stand for."""
    for section in ("facts", "parameters", "concepts", "acts"):
        for name, _ in entries(entry(tree, section)):
            _check_words(name, faults)
    for _, fact in entries(entry(tree, "facts")):
        _check_values(items(entry(fact, "values")), faults)
    _check_twice(tree, taken, faults)
    _check_alike((name for name, _ in entries(entry(tree, "norms"))), faults)


def _check_words(name: Scalar, faults: Diagnostics) -> None:
    for word in name.text.split("."):
        if word in WORDS or name.text in RESERVED:
            message = f"`{word}` is a word of the language and can't be part of a name"
            faults.add("N108", message, name.span, f"write `{word}_` or another word")


def _check_values(values: Iterable[Node], faults: Diagnostics) -> None:
    seen: dict[str, Span] = {}
    for value in values:
        if isinstance(value, Scalar):
            if value.text in RESERVED:
                message = f"`{value.text}` is a word of the language and can't be a value"
                help_ = "leave it out: every fact may be unknown" if value.text == "unknown" else "use another word"
                faults.add("N108", message, value.span, help_)
            if value.text in seen:
                help_ = f"it occurs first on line {seen[value.text].line}; delete it here"
                faults.add("N109", f"the value `{value.text}` is listed twice", value.span, help_)
            seen.setdefault(value.text, value.span)


def _check_twice(tree: Node, taken: dict[str, str], faults: Diagnostics) -> None:
    """Facts, concepts and parameters share one namespace, since conditions refer to all of them in the same way."""
    taken = dict(taken)
    for section, what in (("facts", "fact"), ("parameters", "parameter"), ("concepts", "concept")):
        for name, _ in entries(entry(tree, section)):
            other = taken.setdefault(name.text, what)
            if other != what:
                help_ = "conditions refer to both only by name; rename one of them"
                faults.add("N109", f"`{name.text}` is already the name of a {other}", name.span, help_)


def _check_alike(names: Iterable[Scalar], faults: Diagnostics) -> None:
    """To programs that don't allow hyphens, `a-b` and `a_b` are one name."""
    seen: dict[str, Scalar] = {}
    for name in names:
        other = seen.setdefault(name.text.replace("-", "_"), name)
        if other.text != name.text:
            message = f"`{name.text}` differs from `{other.text}` only by `-` and `_`"
            faults.add("N110", message, name.span, "choose names that are easier to tell apart")
