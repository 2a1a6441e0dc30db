"""Variants: policies made from another by changing parameters, switching norms off, replacing or adding them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs
from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.language.files import ENDINGS, find_beside_or_shipped, is_file, is_text
from coach_ethics.language.load import source_named
from coach_ethics.language.policies.read import read_policy
from coach_ethics.language.policies.rebind import dated_like, rebind
from coach_ethics.language.policies.write import data_of, whole
from coach_ethics.language.schema.document import read_one_or_more
from coach_ethics.language.schema.shapes import Anything, Key, ListShape, MappingShape, Record, Text, ValueShape
from coach_ethics.language.schema.stages import stage_of
from coach_ethics.language.world import world_of
from coach_ethics.language.yaml import emit
from coach_ethics.model.conditions import FALSE
from coach_ethics.model.policy import Parameter, Policy, named
from coach_ethics.model.vocabulary import Value, belongs, expected, value_text
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem, did_you_mean, quoted
from coach_ethics.source import Source

Setting: TypeAlias = Value | tuple[Value, ...]
"""The value of a parameter: one value, or for a parameter that is a set, several."""


def _settings(given: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Setting], ...]:
    return tuple((name, _setting_of(value)) for name, value in dict(given).items())


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _policies(given: str | Path | Iterable[str | Path]) -> tuple[str | Path, ...]:
    return (given,) if isinstance(given, str | Path) else tuple(given)


def _setting_of(value: Any) -> Setting:
    if isinstance(value, set | frozenset):
        return tuple(sorted(value, key=str))
    setting: Setting = tuple(value) if isinstance(value, list | tuple | range) else value
    return setting


def _replacements(
    given: Mapping[str, Mapping[str, object]] | Iterable[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    if isinstance(given, Mapping):
        return tuple((name, json.dumps(about, sort_keys=True)) for name, about in given.items())
    return tuple(given)


@frozen
class Variant:
    """A named way to make one policy from another. Overlays come first, then parameters, replacements, norms off.

    `overlays` are policies (the name of a shipped one, a `Path`, or a text) that extend the one that is varied, whose
    parts are added to it.
    `parameters` are new values, given as a mapping. `replaced` gives, for a norm, what stands in its place, as a
    mapping laid out as in a policy file (kept as JSON). `off` are norms that never apply.

    >>> from coach_ethics.cohorts import Variant
    >>> Variant("patient", {"persistent": 4}, off=["no-credit"]).parameters
    (('persistent', 4),)
    """

    name: str
    parameters: tuple[tuple[str, Setting], ...] = field(default=(), converter=_settings)
    off: tuple[str, ...] = field(default=(), converter=_names)
    replaced: tuple[tuple[str, str], ...] = field(default=(), converter=_replacements)
    overlays: tuple[str | Path, ...] = field(default=(), converter=_policies)


def vary(policy: Policy, variant: Variant) -> Policy:
    """The policy as varied.

    Raises CaseProblems for parameters that it doesn't have (K111), values that don't fit them (K112), norms that it
    doesn't have (K113) and overlays that don't extend it (K121); PolicyProblems for what is wrong with an overlay or
    with what replaces a norm.
    """
    names = [policy.name]
    for overlay in variant.overlays:
        policy = _overlaid(policy, overlay, names)
        names.append(policy.name)
    problems = [*_faulty_parameters(policy, variant), *_unknown_norms(policy, variant)]
    if problems:
        raise CaseProblems(problems)
    own = named(policy.parameters)
    changed = {name: attrs.evolve(own[name], default=value, values=()) for name, value in variant.parameters}
    policy = rebind(policy, changed)
    if variant.replaced:
        policy = _replaced(policy, {name: json.loads(about) for name, about in variant.replaced})
    norms = (attrs.evolve(norm, when=FALSE) if norm.name in variant.off else norm for norm in policy.norms)
    return attrs.evolve(policy, norms=tuple(norms)) if variant.off else policy


def _faulty_parameters(policy: Policy, variant: Variant) -> Iterator[Problem]:
    own = named(policy.parameters)
    for name, value in variant.parameters:
        if name not in own:
            help_ = did_you_mean(name, own) or "the parameters are " + ", ".join(f"`{each}`" for each in own)
            message = f"`{quoted(name)}` is not a parameter of `{policy.name}`"
            yield Problem("K111", message, path=f"$.parameters.{name}", help=help_ if own else None)
        elif not _fits(value, own[name]):
            wanted = f"a list, each {expected(own[name].type)}" if own[name].many else expected(own[name].type)
            message = f"`{quoted(setting_text(value, ', '))}` is not a value of the parameter `{name}`"
            yield Problem("K112", message, path=f"$.parameters.{name}", help=f"expected {wanted}")


def _fits(value: object, parameter: Parameter) -> bool:
    if parameter.many:
        return isinstance(value, tuple) and bool(value) and all(belongs(each, parameter.type) for each in value)
    return belongs(value, parameter.type)


def setting_text(value: Setting, between: str = "+") -> str:
    """The value of a parameter as it is written: `3`, or `client+sponsor` where it is a set."""
    return between.join(map(value_text, value)) if isinstance(value, tuple) else value_text(value)


def _unknown_norms(policy: Policy, variant: Variant) -> Iterator[Problem]:
    own = named(policy.norms)
    for key, names in (("off", variant.off), ("replaced", [name for name, _ in variant.replaced])):
        for name in names:
            if name not in own:
                message = f"`{quoted(name)}` is not a norm of `{policy.name}`"
                yield Problem("K113", message, path=f"$.{key}", help=did_you_mean(name, own))


def _alone(policy: Policy) -> dict[str, Any]:
    """The policy as the data of a file that extends nothing: every part is its own.

    Scenarios, clauses and dialogue say what the policy was; a variant is not held to them.
    """

    silent: dict[str, Any] = {"scenarios": (), "clauses": (), "dialogue": (), "dialogue_about": ()}
    return data_of(attrs.evolve(whole(policy), **silent))


def _replaced(policy: Policy, norms: Mapping[str, Mapping[str, object]]) -> Policy:
    data = _alone(policy)
    data["norms"] = {**data["norms"], **norms}
    return dated_like(read_policy(Source(f"<{policy.name}>", emit(data)), world_of(policy)), policy)


def _overlaid(policy: Policy, overlay: str | Path, names: Sequence[str]) -> Policy:
    """What an overlay extends by one of these names (the policy's own, then those of the overlays that lie on it
    already) is the policy as it is varied so far."""
    first, *others = names
    whole = Source(f"<{first}>", emit(_alone(attrs.evolve(policy, name=first))))
    # What extends the policy and an overlay on it gets the same parts by both: a shell says where they are.
    shells = {name: {"policy": name, "title": name, "version": "0", "extends": [first]} for name in others}
    so_far = {first: whole, **{name: Source(f"<{name}>", emit(shell)) for name, shell in shells.items()}}
    found: set[str] = set()

    def find(name: str, source: Source) -> Source | Problem | None:
        found.add(name)
        return so_far.get(name) or find_beside_or_shipped(name, source)

    laid = read_policy(source_named(overlay), world_of(policy), find=find)
    if found.isdisjoint(names):
        message = f"the overlay `{laid.name}` doesn't extend `{first}`, so it would replace it"
        help_ = f"write `extends: [{first}]` in it; to see two policies side by side, compare them"
        raise CaseProblems([Problem("K121", message, path="$.overlays", help=help_)])
    return dated_like(laid, policy)


@takes(variants=Iterable[Variant])
def variants_json(variants: tuple[Variant, ...]) -> str:
    """Variants as JSON text, which `read_variants` reads.

    >>> from coach_ethics.cohorts import Variant, variants_json
    >>> print(variants_json([Variant("patient", {"persistent": 4})]))
    [
      {
        "name": "patient",
        "parameters": {
          "persistent": 4
        }
      }
    ]
    <BLANKLINE>
    """
    return json.dumps([_data(each) for each in variants], indent=2, ensure_ascii=False) + "\n"


def _data(variant: Variant) -> dict[str, object]:
    data = {
        "name": variant.name,
        "parameters": dict(variant.parameters),
        "off": variant.off,
        "replaced": {name: json.loads(about) for name, about in variant.replaced},
        "overlays": list(map(str, variant.overlays)),
    }
    return {key: value for key, value in data.items() if value or key == "name"}


VARIANT = Record(
    "a variant",
    (
        Key("name", Text(), "what it is called", required=True),
        Key("parameters", MappingShape(Text(), ListShape(ValueShape(free=True), single=True)), "new values"),
        Key("off", ListShape(Text()), "norms that never apply"),
        Key(
            "replaced",
            MappingShape(Text(), MappingShape(Text(), Anything())),
            "norms, and what stands in the place of each",
        ),
        Key("overlays", ListShape(Text()), "policies that extend the one that is varied"),
    ),
    means="A named way to make one policy from another.",
)
"""The layout of a variant."""


@takes(text=str | Source)
def read_variants(text: str | Source) -> tuple[Variant, ...]:
    """Variants from a JSON or YAML text: one, or a list of them. Raises CaseProblems (K114) with all problems.

    Only what is read from a file may name others: its overlays may be files beside it.

    >>> from coach_ethics.cohorts import read_variants
    >>> [variant.name for variant in read_variants('{"name": "patient", "parameters": {"persistent": 4}}')]
    ['patient']
    """
    source = text if isinstance(text, Source) else Source("<text>", text)
    read = read_one_or_more(source, VARIANT, stage_of("K114"))
    if source.name.endswith(ENDINGS):
        named = ([_named_by(source, name) for name in each.get("overlays", ())] for each in read)
        read = tuple({**each, "overlays": overlays} for each, overlays in zip(read, named, strict=True))
    return tuple(Variant(**each) for each in read)


def _named_by(source: Source, name: str) -> str | Path:
    """What a file of variants means by an overlay: the file of that name beside it, or else in the current folder."""
    if is_text(name) or not name.endswith(ENDINGS):
        return name
    beside = Path(source.name).parent / name
    return beside if is_file(beside) else Path(name)


@takes(policy=Policy, variants=Iterable[Variant])
def policies_of(policy: Policy, variants: tuple[Variant, ...]) -> dict[str, Policy]:
    """The policies that the variants make, by the names of the variants.

    Raises CaseProblems with what is wrong with any of them: two of one name (K114), parameters that the policy doesn't
    have (K111), values that don't fit them (K112), norms that it doesn't have (K113), overlays that don't extend it
    (K121), and what is wrong with an overlay or with what replaces a norm.

    >>> import coach_ethics as ce
    >>> from coach_ethics.cohorts import Variant, policies_of
    >>> varied = policies_of(ce.load_policy("collusion"), (Variant("patient", {"persistent": 4}),))
    >>> [parameter.default for parameter in varied["patient"].parameters]
    [4]
    """
    found: dict[str, Policy] = {}
    problems: list[Problem] = []
    for variant in variants:
        try:
            if variant.name in found:
                raise CaseProblems([Problem("K114", f"two variants are called `{quoted(variant.name)}`")])
            found[variant.name] = vary(policy, variant)
        except (CaseProblems, PolicyProblems) as wrong:
            problems += [attrs.evolve(each, path=f"{variant.name}: {each.path or ''}") for each in wrong.problems]
    if problems:
        raise CaseProblems(problems)
    return found
