"""A study: how much hangs on two points on which coaches differ?

How many missed commitments in a row count as persistent is a parameter of the essay's policy, `persistent`. Who has to
consent before the sponsor is told of a block is a norm, `keep-confidence`: as it stands, the client's consent by word
is enough, and so is a first contract that prepared for it. This draws a cohort of vignettes, takes every combination
over it in one pass, and writes a table and two figures.

    python examples/persistent_study.py [VIGNETTES] [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from coach_ethics import load_policy
from coach_ethics.cohorts import Study, Variant, changes, compare_on, policies_of, sample, status_shares
from coach_ethics.model import Marginal

MARGINALS: dict[str, Marginal] = {
    # Most vignettes are of stuck clients with a sponsor: the situations in which the two points matter.
    "sponsor.present": 0.9,
    "block.present": 0.7,
    "commitment.missed_in_a_row": {0: 3, 1: 3, 2: 3, 3: 2, 4: 2, 5: 1, 6: 1},
    "consent.to_tell_sponsor": {"refused": 1, "none": 3, "oral": 3, "written": 1},
    "harm.likelihood": {"none": 20, "possible": 4, "foreseeable": 2, "likely": 1, "imminent": 1},
    "law.requires_disclosure": 0.03,
}
ACTS = ("name_block", "continue_coaching", "tell_sponsor", "renegotiate", "withdraw")

CLIENT_ALONE = {
    "must_not": "tell_sponsor",
    "when": "sponsor.present and consent.to_tell_sponsor < consent_needed",
}
CONSENT = {
    "nobody": Variant("", off=["keep-confidence"]),
    "client or contract": Variant(""),
    "client": Variant("", replaced={"keep-confidence": CLIENT_ALONE}),
    "client in writing": Variant("", {"consent_needed": "written"}, replaced={"keep-confidence": CLIENT_ALONE}),
}
BASE = "2, client or contract"


def variants() -> tuple[Variant, ...]:
    """Every combination, called by the missed commitments and by who must consent."""
    return tuple(
        Variant(f"{missed}, {who}", {**dict(how.parameters), "persistent": missed}, how.off, how.replaced)
        for who, how in CONSENT.items()
        for missed in range(1, 6)
    )


def study(vignettes: int, *, seed: int = 27) -> Study:
    """All variants over vignettes in which every tenth fact isn't known."""
    policy = load_policy("essay")
    cohort = sample(policy, vignettes, seed=seed, marginals=MARGINALS, unknown=0.1)
    return compare_on(cohort, policies_of(policy, variants()), base=BASE, acts=ACTS)


def main(vignettes: int = 200_000, folder: str = ".") -> None:
    found = study(vignettes)
    place = Path(folder)
    found.frame().write_csv(place / "persistent_study.csv")
    status_shares(found, "withdraw").savefig(place / "withdraw.png")
    changes(found).savefig(place / "changes.png")
    shares = {(row.variant, row.act, row.status): row.share for row in found.rows}
    print(f"{vignettes:,} vignettes. The block has to be named, by the misses in a row that count as persistent, in:")
    for missed in range(1, 6):
        print(f"  {missed:<20} {shares[f'{missed}, client or contract', 'name_block', 'required']:6.1%}")
    print("The coach may not renegotiate, and there is no way but to withdraw, by who must consent, in:")
    for who in CONSENT:
        closed, left = shares[f"2, {who}", "renegotiate", "forbidden"], shares[f"2, {who}", "withdraw", "required"]
        print(f"  {who:20} {closed:6.1%} {left:6.1%}")


if __name__ == "__main__":
    main(*(kind(given) for kind, given in zip((int, str), sys.argv[1:], strict=False)))
