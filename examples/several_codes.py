"""Cases under several codes: a body's own rules, a code that makes no exception for an organisation, and a law on top.

    python examples/several_codes.py

A law (made up, in `examples/codes/`) requires that grave danger be told. The body's own rules, a variant on the ICF
code, get along with it. Where only an organisation is in danger, the AoEC code keeps the confidence: the two conflict,
and the conflict is named. A national annex on the body's rules overrides what gives way, so that there is nothing left
to conflict with.
"""

from __future__ import annotations

from pathlib import Path

from coach_ethics import Policy, compare_case, load_policies

CODES = Path(__file__).parent / "codes"
CASE = {
    "disclosure.recipient": "authorities",
    "disclosure.owner": "client",
    "disclosure.foreseen_by_contract": False,
    "consent.to_disclosure": "refused",
    "law.requires_disclosure": False,
    "law.client_conduct": "lawful",
    "harm.likelihood": "imminent",
    "harm.severity": "grave",
    "harm.to": "client",
}
RUIN = {**CASE, "harm.to": "organisation"}


def main() -> None:
    ours, law, annex = load_policies(
        CODES / "our-body.yaml", CODES / "duty-to-report.yaml", CODES / "national-annex.yaml"
    )
    bound_by: tuple[tuple[dict[str, object], tuple[Policy | str, Policy]], ...] = (
        (CASE, (ours, law)),
        (RUIN, ("aoec", law)),
        (CASE, (ours, annex)),
    )
    for case, codes in bound_by:
        found = compare_case(case, codes)
        row = next(row for row in found.rows if row.act == "disclose")
        print("; ".join(f"{said.policy}: {said.finding.status}" for said in row.said))
        print(f"  together: {found.joint.statuses['disclose']}")
        for conflict in found.conflicts:
            norms = ", ".join(norm for norm, _ in conflict.norms)
            print(f"  a conflict between {' and '.join(conflict.between)}: {norms}")


if __name__ == "__main__":
    main()
