"""The figures of docs/gallery.md: what the library draws of a study, from two variants to very many.

`python -m tests.cohorts.gallery` draws them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from coach_ethics import Policy, load_policy
from coach_ethics.cohorts import (
    Study,
    Variant,
    changes,
    compare_on,
    parameter_shares,
    policies_of,
    sample,
    status_shares,
    sweep,
)
from coach_ethics.cohorts.variants import Setting
from coach_ethics.language import merge_policies
from coach_ethics.model import Marginal

DANGERS = ("possible", "foreseeable", "likely", "imminent")

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"

MARGINALS: dict[str, Marginal] = {
    "sponsor.present": 0.9,
    "block.present": 0.7,
    "block.coach_can_help_in_time": 0.3,
    "commitment.missed_in_a_row": {0: 3, 1: 3, 2: 3, 3: 2, 4: 2, 5: 1, 6: 1},
    "consent.to_tell_sponsor": {"refused": 1, "none": 3, "oral": 3, "written": 1},
    "law.requires_disclosure": 0.03,
}


def cohort(size: int = 400) -> Any:
    """Vignettes in which every tenth fact isn't known."""
    return sample("essay", size, seed=27, marginals=MARGINALS, unknown=0.1)


@cache
def persistence() -> Study:
    """How many missed commitments in a row count as persistent, and what consent is needed."""
    parameters: dict[str, Iterable[Setting]] = {"persistent": range(1, 6), "consent_needed": ["oral", "written"]}
    return sweep(cohort(), "essay", parameters, acts=["name_block", "tell_sponsor", "withdraw", "renegotiate"])


@cache
def codes() -> Study:
    """The essay beside three codes, on all the essay's acts."""
    codes = {name: load_policy(name) for name in ("essay", "icf-2020", "icf-2025", "quebec-crha")}
    drawn = sample(merge_policies(list(codes.values()), "all"), 200, seed=27, unknown=0.1)
    return compare_on(drawn, codes)


@cache
def long_names() -> Study:
    """Variants that are called by sentences."""
    essay = load_policy("essay")
    named: dict[str, Policy] = policies_of(
        essay,
        (
            Variant("whoever has agreed to it out loud has agreed, and nobody needs a piece of paper for that"),
            Variant(
                "consent counts only in writing, signed by the client before the first session",
                {"consent_needed": "written"},
            ),
            Variant("AVariantCalledByOneWordThatIsLongerThanAnyLineCouldBeWithoutBreakingIt", {"persistent": 9}),
        ),
    )
    return compare_on(cohort(), {"as the essay has it": essay, **named}, acts=["name_block", "tell_sponsor"])


@cache
def many() -> Study:
    """Many variants: of one parameter's values and another's."""
    parameters: dict[str, Iterable[Setting]] = {"persistent": range(1, 8), "danger_threshold": DANGERS}
    return sweep(cohort(100), "essay", parameters, acts=["name_block", "disclose"])


@cache
def nothing() -> Study:
    """A cohort in which there is no situation."""
    return sweep(cohort(3).head(0), "essay", {"persistent": [3, 4]}, acts=["name_block"])


GALLERY: Mapping[str, Callable[[], Any]] = {
    "shares": lambda: status_shares(persistence(), "name_block"),
    "facets": lambda: status_shares(persistence(), "tell_sponsor", facet="consent_needed"),
    "parameter": lambda: parameter_shares(persistence(), "withdraw", "persistent"),
    "changes": lambda: changes(persistence()),
    "codes": lambda: changes(codes()),
    "one-act": lambda: changes(many(), ["name_block"]),
    "long-names": lambda: status_shares(long_names(), "tell_sponsor"),
    "long-names-changes": lambda: changes(long_names()),
    "many": lambda: status_shares(many(), "name_block"),
    "many-panels": lambda: parameter_shares(many(), "disclose", "persistent"),
    "nothing-changes": lambda: changes(persistence(), []),
    "no-situations": lambda: status_shares(nothing(), "name_block"),
}
"""Each figure, by the name of its file."""


def draw(name: str, folder: Path) -> Path:
    """Draw one of them, as a small picture."""
    path, drawn = folder / f"{name}.png", BytesIO()
    GALLERY[name]().savefig(drawn, format="png", dpi=80)
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(64).save(path, optimize=True)
    return path


if __name__ == "__main__":
    for each in GALLERY:
        print(draw(each, FOLDER))
