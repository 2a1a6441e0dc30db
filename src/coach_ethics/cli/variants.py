"""Variants of a policy given on the command line: values of parameters, and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from coach_ethics.cli.standard_input import given_text
from coach_ethics.cohorts.variants import Setting, Variant, policies_of, read_variants, setting_text, vary
from coach_ethics.language.schema.read import entries
from coach_ethics.language.yaml import Mapping, Node, Scalar, compose
from coach_ethics.model.marginals import Marginal
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.source import Source, Span


def variants_given(policy: Policy, given: Sequence[str]) -> tuple[dict[str, Setting], tuple[Variant, ...]]:
    """The values of parameters given with `--variant`, and the variants from files.

    Raises CaseProblems (K120) for anything else, or a parameter that is given twice, and as reading the files does.
    """
    files = [each for each in given if "=" not in each or Path(each).exists()]
    settings = pairs([each for each in given if each not in files], "--variant")
    many = {parameter.name for parameter in policy.parameters if parameter.many}
    parameters = {name: _value(text, many=name in many) for name, text in settings.items()}
    return parameters, tuple(variant for each in files for variant in read_variants(given_text(Path(each))))


def policies_given(policy: Policy, given: Sequence[str]) -> dict[str, Policy]:
    """The policy's variants by name: first with the given values, then each file's variants.

    The values apply to these too. Raises as `variants_given` does, and as varying does.
    """
    parameters, variants = variants_given(policy, given)
    base = vary(policy, Variant("", parameters))
    name = ", ".join(f"{each}={setting_text(value)}" for each, value in parameters.items())
    return {**({name: base} if name else {}), **policies_of(base, variants)}


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """Names and values. Raises CaseProblems (K120) for anything else, or a name that is given twice."""
    found = [_pair(each, option) for each in given]
    twice = [name for name, count in Counter(name for name, _ in found).items() if count > 1]
    if twice:
        help_ = "give one value; put several into a JSON file of variants to compare them"
        raise CaseProblems(
            [Problem("K120", f"`{option} {quoted(name)}` is given more than once", help=help_) for name in twice]
        )
    return dict(found)


def _pair(given: str, option: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not (name and sign and value):
        message = f"`{option} {quoted(given)}` is not a name and a value"
        raise CaseProblems([Problem("K120", message, help=f"write it as in `{option} name=value`")])
    return name.strip(), value.strip()


def marginals_given(given: Sequence[str]) -> dict[str, Marginal]:
    """How often facts have their values, as given with `--marginal`: a share of true, or values with weights.

    A file is a JSON or YAML mapping of them, as `sample` takes them. Raises CaseProblems (K120) for anything else, or a
    fact that is given twice.
    """
    files = [each for each in given if "=" not in each or Path(each).exists()]
    found = {fact: _marginal(text) for fact, text in pairs([e for e in given if e not in files], "--marginal").items()}
    for each in files:
        for fact, marginal in read_marginals(given_text(Path(each))).items():
            if fact in found:
                message = f"`--marginal {quoted(fact)}` is given more than once"
                raise CaseProblems([Problem("K120", message, help="say once how often it has its values")])
            found[fact] = marginal
    return found


def read_marginals(source: Source) -> dict[str, Marginal]:
    """Marginals from a mapping in JSON or YAML: of each fact the share of true, or a mapping of values to weights.

    Raises CaseProblems with what is wrong with the text, and (K120) where it is no such mapping.
    """
    tree, problems = compose(source)
    if problems:
        raise CaseProblems(problems)
    if not isinstance(tree, Mapping):
        place = tree.span if tree is not None else Span(source, 1, 1, 1, 1)
        help_ = "write facts, each with a share or with weights: `harm.likelihood: {none: 9, likely: 1}`"
        raise CaseProblems([Problem("K120", "a file of marginals is a mapping of facts", place, help=help_)])
    return {fact.text: _marginal_of(node) for fact, node in entries(tree)}


def _marginal_of(node: Node) -> Marginal:
    if isinstance(node, Scalar):
        return _marginal(node.text)
    found: dict[Value, float] = {}
    for value, weight in entries(node):
        setting = _value(value.text, many=False)
        assert not isinstance(setting, tuple), "INVARIANT (one): one value was asked for"
        found[setting] = _weight(weight.text if isinstance(weight, Scalar) else "")
    return found


def _marginal(text: str) -> Marginal:
    if ":" not in text:
        return _weight(text)
    found: dict[Value, float] = {}
    for each in text.split(","):
        value, _, weight = each.rpartition(":")
        setting = _value(value.strip(), many=False)
        assert not isinstance(setting, tuple), "INVARIANT (one): one value was asked for"
        found[setting] = _weight(weight)
    return found


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        help_ = "write it as in `--marginal sponsor.present=0.8` or `--marginal harm.likelihood=none:9,likely:1`"
        raise CaseProblems([Problem("K120", f"`{quoted(text)}` is not a weight", help=help_)]) from None


def _value(text: str, *, many: bool) -> Setting:
    if many:
        members = tuple(_value(each.strip(), many=False) for each in text.split(","))
        return tuple(each for each in members if not isinstance(each, tuple))
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.removeprefix("-").isdecimal() else text
