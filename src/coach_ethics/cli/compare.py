"""`coach-ethics compare`: in which situations policies say different things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated

import typer
from attrs import frozen

from coach_ethics.analysis.compare.comparison import MOST_REGIONS, PolicyComparison, Told
from coach_ethics.analysis.compare.comparison import compare as compare_policies
from coach_ethics.analysis.compare.difference import SECONDS
from coach_ethics.cli.added import added_option
from coach_ethics.cli.options import FormatName, LanguageName, complete_policy
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policies, asked_policy
from coach_ethics.cli.progress import progress
from coach_ethics.cli.variants import marginals_given, policies_given
from coach_ethics.model.marginals import Marginal, weights
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import value_text
from coach_ethics.render.changelog import changelog_document
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.document import Document
from coach_ethics.render.json import comparison_json, comparisons_json
from coach_ethics.translation import gettext, speaking

One = Annotated[
    str,
    typer.Argument(
        metavar="POLICY",
        help="A policy: its file, or a shipped one's name.",
        autocompletion=complete_policy,
        show_default=False,
    ),
]
Others = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="OTHER",
        help="The policy, or the policies, to compare it with.",
        autocompletion=complete_policy,
        show_default=False,
    ),
]
Acts = Annotated[
    list[str] | None,
    typer.Option("--act", "-a", help="Look at this act only; may be given more than once.", show_default=False),
]
Regions = Annotated[
    int, typer.Option("--regions", min=1, help="How many regions of one act to look for; each divergence has one.")
]
StyleName = Annotated[
    ComparisonStyle | None,
    typer.Option(
        "--style",
        help="By conditions, with norms and scenarios, or in prose, with clauses and examples, as three or more are.",
        show_default=False,
    ),
]
SharedOnly = Annotated[
    bool, typer.Option("--shared-only", help="Leave out acts that only one policy mentions; they are listed.")
]
OpposedOnly = Annotated[
    bool,
    typer.Option(
        "--opposed-only", help="Leave out divergences in which one policy permits what another doesn't mention."
    ),
]
Weights = Annotated[
    list[str] | None,
    typer.Option(
        "--marginal",
        metavar="FACT=WEIGHTS|FILE",
        help="How often a fact has its values, for the shares: the share of true, as in `sponsor.present=0.8`, or "
        "weights, as in `harm.likelihood=none:9,likely:1`; or a JSON or YAML file that maps facts to these. Can be "
        "given several times.",
        show_default=False,
    ),
]
Changelog = Annotated[
    bool,
    typer.Option(
        "--changelog",
        help="Draft the entry of a changelog: what the second of two versions changes, with a star before every "
        "changed verdict.",
    ),
]
Known = Annotated[
    bool,
    typer.Option("--known", help="Look for the disagreements that readers have noted, two codes at a time."),
]
Given = Annotated[
    list[str] | None,
    typer.Option(
        "--variant",
        metavar="NAME=VALUE|FILE",
        help="Instead of another policy, this one with another value of a parameter, or each of the variants in a "
        "JSON file. Can be given several times.",
        show_default=False,
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.001,
        help="The time limit for the comparison, in seconds. By default steps are limited, alike on every machine.",
        show_default=False,
    ),
]


def compare(
    one: One,
    others: Others = None,
    variant: Given = None,
    act: Acts = None,
    shared_only: SharedOnly = False,
    opposed_only: OpposedOnly = False,
    regions: Regions = MOST_REGIONS,
    timeout: Timeout = SECONDS,
    marginal: Weights = None,
    style: StyleName = None,
    changelog: Changelog = False,
    known: Known = False,
    format_: FormatName = Format.TEXT,
    language: LanguageName = None,
) -> None:
    """Show where policies differ: in which situations an act has another status, and by which norms or clauses.

    Of two versions of a policy it is also listed what was written otherwise: parts added, removed and reworded,
    parameters moved, clauses and dates.

    Exit status 1 means that they differ, or that a question stayed open.
    """
    codes = [one, *(others or ())]
    _require_either(codes[1:], variant or [], known)
    if known and language is not None:
        raise typer.BadParameter("what readers have noted is in English", param_hint="--known")
    if changelog and (len(codes) != 2 or known or style):
        raise typer.BadParameter("it is for two versions of a policy, in a style of its own", param_hint="--changelog")
    with bad_input_explained():
        with progress(f"comparing {', '.join([*codes, *(variant or ())])}") as at:
            if known:
                found = _known(codes, timeout, at)
            else:
                given = marginals_given(marginal or [])
                asked = _CompareOptions(
                    act, shared_only, opposed_only, regions, timeout, style, changelog, given, language
                )
                found = _varied(one, variant, asked, at) if variant else _compared(codes, asked, format_, at)
        present(found.document, found.json, format_)
    if not found.agree:
        raise typer.Exit(Exit.FINDINGS)


@frozen
class _CompareOptions:
    """What to compare, and how to say it."""

    acts: list[str] | None
    shared_only: bool
    opposed_only: bool
    regions: int
    timeout: float
    style: ComparisonStyle | None
    changelog: bool
    marginals: Mapping[str, Marginal]
    language: str | None

    def of(self, policies: Sequence[Policy], told: Told, called: Sequence[str] | None = None) -> PolicyComparison:
        """The comparison of policies."""
        return compare_policies(
            *policies,
            acts=self.acts,
            shared_only=self.shared_only,
            opposed_only=self.opposed_only,
            regions=self.regions,
            timeout=self.timeout,
            called=called,
            marginals=self.marginals,
            told=told,
            language=self.language,
        )

    def options(self) -> Iterator[str]:
        """The options that aren't left as they are, as they were given."""
        yield from (f"--act {each}" for each in self.acts or ())
        if self.shared_only:
            yield "--shared-only"
        if self.opposed_only:
            yield "--opposed-only"
        if self.regions != MOST_REGIONS:
            yield f"--regions {self.regions}"
        for fact, marginal in self.marginals.items():
            often = ",".join(f"{value_text(value)}:{weight}" for value, weight in weights(marginal).items())
            yield f"--marginal {fact}={often}"
        if self.style is not None:
            yield f"--style {self.style}"
        if self.language is not None:
            yield f"--language {self.language}"


@frozen
class _Found:
    """A comparison ready to be printed, and whether nothing was found to differ."""

    document: Document
    json: Callable[[], str]
    agree: bool


def _require_either(others: list[str], variants: list[str], known: bool) -> None:
    """Another policy, or variants of the one; readers have noted disagreements of codes, and none of variants."""
    if bool(others) is bool(variants):
        both = "a policy is compared with others, or with its own variants" if others else "name another policy"
        raise typer.BadParameter(both if others else f"{both}, or give `--variant`", param_hint="OTHER")
    if variants and known:
        raise typer.BadParameter("it is for several policies, and not for variants of one", param_hint="--known")


def _compared(codes: list[str], asked: _CompareOptions, format_: Format, told: Told) -> _Found:
    found = asked.of(asked_policies(codes, language=asked.language), told)
    if asked.changelog:
        return _Found(changelog_document(found), lambda: comparison_json(found), found.agree)
    command = " ".join(("coach-ethics compare", *codes, *asked.options(), "--format markdown"))
    style = asked.style or (ComparisonStyle.PROSE if len(codes) > 2 else ComparisonStyle.CONDITIONS)
    made_by = command if format_ is Format.MARKDOWN and style is ComparisonStyle.PROSE else ""
    return _Found(comparison_document(found, style, made_by), lambda: comparison_json(found), found.agree)


def _varied(one: str, given: list[str], asked: _CompareOptions, told: Told) -> _Found:
    """The policy as it stands against each of its variants."""
    base = asked_policy(one)
    found = {
        name: asked.of((base, policy), told, called=_titles(base, name, asked.language))
        for name, policy in policies_given(base, given).items()
    }
    style = asked.style or ComparisonStyle.CONDITIONS
    document = tuple(block for each in found.values() for block in comparison_document(each, style))
    return _Found(document, lambda: comparisons_json(found), all(each.agree for each in found.values()))


def _titles(base: Policy, variant: str, language: str | None) -> tuple[str, str]:
    """What a policy is called beside its variant, and the variant."""
    with speaking(language or ""):
        whole, other = gettext("`{policy}` as it stands"), gettext("`{policy}` with {variant}")
    return whole.format(policy=base.name), other.format(policy=base.name, variant=variant)


def _known(codes: list[str], timeout: float, told: Told) -> _Found:
    recover = added_option("compare", "known")
    return _Found(*recover(asked_policies(codes), timeout=timeout, told=told))
