"""`coach-ethics compare`: in which situations two policies say different things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from attrs import frozen

from coach_ethics.analysis.compare.comparison import MOST_REGIONS
from coach_ethics.analysis.compare.comparison import compare as compare_policies
from coach_ethics.analysis.compare.difference import SECONDS
from coach_ethics.analysis.compare.divergences import MOST_PARTINGS, divergences
from coach_ethics.cli.added import added_option
from coach_ethics.cli.options import FormatName, complete_policy
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.cli.progress import progress
from coach_ethics.cli.variants import policies_given
from coach_ethics.coaching.policies import load_policies, load_policy
from coach_ethics.render.comparison import comparison_document, comparison_json, comparisons_json
from coach_ethics.render.divergences import divergences_document, divergences_json
from coach_ethics.render.document import Document

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
    int | None,
    typer.Option(
        "--regions", min=1, help="How many regions of one change, or divergences of one act, to show at most."
    ),
]
Words = Annotated[
    bool,
    typer.Option(
        "--words", "-w", help="Say it as between codes: in words, with the clauses. So are three or more, always."
    ),
]
Outright = Annotated[
    bool,
    typer.Option(
        "--outright", help="In words: leave out where one code permits what another merely passes over in silence."
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
        help="How many seconds one question to the solver may take. Left out, steps bound it: alike on every machine.",
        show_default=False,
    ),
]


def compare(
    one: One,
    others: Others = None,
    variant: Given = None,
    act: Acts = None,
    regions: Regions = None,
    timeout: Timeout = SECONDS,
    words: Words = False,
    outright: Outright = False,
    known: Known = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Show where policies part: in which situations an act has another status, and by which norms or clauses.

    Exit status 1 means that they differ, or that a question stayed open.
    """
    codes = [one, *(others or ())]
    between_codes = {"--words": words, "--outright": outright, "--known": known}
    _require_either(codes[1:], variant or [], between_codes)
    with bad_input_explained():
        with progress(f"comparing {', '.join([*codes, *(variant or ())])}") as at:
            if variant:
                found = _varied(one, variant, act, regions, timeout, at)
            elif known:
                found = _known(codes, timeout, at)
            elif words or outright or len(codes) > 2:
                found = _codes(codes, act, regions, timeout, outright, format_, at)
            else:
                found = _two(one, codes[1], act, regions, timeout, at)
        present(found.document, found.json, format_)
    if not found.agree:
        raise typer.Exit(Exit.FINDINGS)


@frozen
class _Found:
    """A comparison ready to be printed, and whether nothing was found to part."""

    document: Document
    json: Callable[[], str]
    agree: bool


def _require_either(others: list[str], variants: list[str], between_codes: dict[str, bool]) -> None:
    """Another policy, or variants of the one; of variants, the statuses are compared and not what codes say."""
    if bool(others) is bool(variants):
        both = "a policy is compared with others, or with its own variants" if others else "name another policy"
        raise typer.BadParameter(both if others else f"{both}, or give `--variant`", param_hint="OTHER")
    for option in (option for option, given in between_codes.items() if given and variants):
        raise typer.BadParameter("it is for several policies, and not for variants of one", param_hint=option)


def _two(
    one: str, other: str, act: list[str] | None, regions: int | None, timeout: float, told: Callable[[str], None]
) -> _Found:
    found = compare_policies(one, other, acts=act, timeout=timeout, regions=regions or MOST_REGIONS, told=told)
    return _Found(comparison_document(found), lambda: comparison_json(found), found.agree)


def _varied(
    one: str,
    given: list[str],
    act: list[str] | None,
    regions: int | None,
    timeout: float,
    told: Callable[[str], None],
) -> _Found:
    """The policy as it stands against each of its variants."""
    base = load_policy(one)
    found = {
        name: compare_policies(
            base,
            policy,
            acts=act,
            timeout=timeout,
            regions=regions or MOST_REGIONS,
            called=(f"`{base.name}` as it stands", f"`{base.name}` with {name}"),
            told=told,
        )
        for name, policy in policies_given(base, given).items()
    }
    document = tuple(block for each in found.values() for block in comparison_document(each))
    return _Found(document, lambda: comparisons_json(found), all(each.agree for each in found.values()))


def _codes(
    codes: list[str],
    act: list[str] | None,
    regions: int | None,
    timeout: float,
    outright: bool,
    format_: Format,
    told: Callable[[str], None],
) -> _Found:
    found = divergences(codes, acts=act, timeout=timeout, most=regions or MOST_PARTINGS, outright=outright, told=told)
    options = [
        *(f"--act {each}" for each in act or ()),
        *([f"--regions {regions}"] if regions else ()),
        *(["--outright"] if outright else ["--words"] if len(codes) == 2 else ()),
    ]
    command = " ".join(("coach-ethics compare", *codes, *options, "--format markdown"))
    document = divergences_document(found, command if format_ is Format.MARKDOWN else "")
    return _Found(document, lambda: divergences_json(found), found.agree)


def _known(codes: list[str], timeout: float, told: Callable[[str], None]) -> _Found:
    recover = added_option("compare", "known")
    return _Found(*recover(load_policies(*codes), timeout=timeout, told=told))
