"""The figures of docs/gallery.md: what the library draws of a study, from two variants to very many.

`python -m tests.cohorts.gallery` draws them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
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
from coach_ethics.research import LongRatings, component_effects, design, effects_figure, marginal_means, with_codes

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


@cache
def ratings() -> LongRatings:
    """What simulated respondents and two codes say of vignettes: may the coach tell what a client confided?"""
    levels = {
        "consent.to_disclosure": ["refused", "oral", "written"],
        "harm.likelihood": ["none", "likely", "imminent"],
        "disclosure.foreseen_by_contract": [False, True],
    }
    given: dict[str, bool | int | str] = {"disclosure.owner": "client", "disclosure.recipient": "authorities"}
    given |= {"disclosure.content": "session_content", "disclosure.recipient_can_help": True, "harm.to": "other_person"}
    given |= {"harm.severity": "grave", "harm.identifiable": True, "harm.dependent": "none"}
    given |= {"law.requires_disclosure": False, "law.client_conduct": "lawful", "contract.agrees_limits": "written"}
    given |= {"disclosure.identifies": True}
    plan, random = design("essay", levels, seed=27, context=given), Random(27)
    rows = [
        {"respondent": who, **each.facts, "rating": random.choice(["forbidden", "permitted", _expected(each.facts)])}
        for who in range(20)
        for each in plan.vignettes
    ]
    frame = with_codes(pl.DataFrame(rows), {"icf-2025": "icf-2025", "quebec": "quebec"}, "disclose", check=False)
    codes = ("icf-2025", "quebec")
    return LongRatings(frame, levels, ("rating", *codes), codes=codes, of=["forbidden"], missing=["undetermined"])


def _expected(facts: Mapping[str, object]) -> str:
    return "forbidden" if facts["consent.to_disclosure"] == "refused" else "permitted"


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
    "effects": lambda: effects_figure((*marginal_means(ratings()), *component_effects(ratings()))),
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
