"""A vignette study, whole: design, wording, respondents, three codes, four variants, agreement, sensitivity, figures.

May a coach tell what a client confided? Each respondent judges a third of the vignettes; here they are simulated, so
that the study runs as it stands. Their answers are held against three codes and four variants of the essay's policy.

    python examples/vignette_study.py [FOLDER] [RESPONDENTS]
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from coach_ethics import cohorts, load_policy, research
from coach_ethics.cohorts import Variant, policies_of

WORDS: research.Phrases = {  # the facts that vary, with their values as respondents read them
    "harm.likelihood": {"none": "not at all", "possible": "possible", "likely": "likely", "imminent": "imminent"},
    "disclosure.recipient": {"sponsor": "the sponsor", "authorities": "the police", "person_at_risk": "that person"},
    "consent.to_disclosure": {"refused": "objects", "oral": "agrees orally", "written": "agrees in writing"},
    "disclosure.foreseen_by_contract": {False: "doesn't provide", True: "provides"},
}
TEXT = """Somebody's life may be in danger (how likely: {harm.likelihood}). The coach would tell {disclosure.recipient}.
The client {consent.to_disclosure}. The contract {disclosure.foreseen_by_contract} for it."""
SAME = {"disclosure.owner": "client", "disclosure.content": "session_content", "disclosure.identifies": True}
SAME |= {"disclosure.recipient_can_help": True, "harm.to": "other_person", "harm.severity": "grave"}
SAME |= {"harm.identifiable": True, "harm.dependent": "none", "law.requires_disclosure": False}
SAME |= {"law.client_conduct": "lawful", "contract.agrees_limits": "written", "sponsor.present": True}
ANSWERS = {"forbidden": "must not tell", "permitted": "may tell", "required": "must tell"}
CODES = ("essay", "icf-2025", "quebec")
DANGER, CONSENT = ("possible", "imminent"), ("oral", "written")
SILENT = {"unregulated": "permitted"}  # where a code is silent, nothing is forbidden


def simulated(plan: research.Design, who: int) -> list[research.Answer]:
    """Answers of somebody who tells in danger, keeps confidence otherwise, and errs in one answer out of ten."""
    chance, found = Random(who), []
    for each in (each for each in plan.vignettes if each.block == 1 + who % 3):
        tells = each.facts["harm.likelihood"] == "imminent" and each.facts["disclosure.recipient"] != "sponsor"
        rating = (
            "required" if tells else "forbidden" if each.facts["consent.to_disclosure"] == "refused" else "permitted"
        )
        found.append(research.Answer(f"R{who}", each.number, chance.choice([*ANSWERS, *[rating] * 27])))
    return found


def main(folder: str = ".", respondents: int = 60) -> None:
    place = Path(folder)
    plan = research.design("essay", WORDS, size=36, blocks=3, seed=27, context=SAME)
    asked = research.questionnaire(plan, research.vignette_texts(plan, TEXT, WORDS), "The coach …", ANSWERS)
    (place / "questionnaire.txt").write_text(research.qualtrics_text(asked), "utf-8")
    print(f"{len(plan.vignettes)} of {plan.cells} vignettes, with a D-efficiency of {plan.efficiency:.2f}. The first:")
    print(asked.texts[0].text)

    four = (Variant(f"{d}, {c}", {"danger_threshold": d, "consent_needed": c}) for d in DANGER for c in CONSENT)
    policies = {**{code: load_policy(code) for code in CODES}, **policies_of(load_policy("essay"), (*four,))}
    answers = research.Answers(asked, tuple(each for who in range(respondents) for each in simulated(plan, who)))
    long = research.with_codes(answers.frame(), policies, "disclose")
    found = research.rater_agreement(
        long, codes=policies, missing=["undetermined"], collapse=SILENT, level="ordinal", order=ANSWERS, bootstrap=200
    )
    print(f"Respondents agree with alpha {found.alpha:.2f} ({found.interval[0]:.2f} to {found.interval[1]:.2f}); with")
    for each in found.codes:
        print(f"  {each.code:18} kappa {each.kappa:5.2f} ({each.interval[0]:5.2f} to {each.interval[1]:5.2f})")

    sides = {"codes": CODES, "of": ["forbidden"], "missing": ["undetermined"]}
    research.frame_of_effects(research.marginal_means(long, plan.levels, ["rating", *CODES], **sides)).write_csv(
        place / "means.csv"
    )
    for effect in research.component_effects(long, plan.levels, ["rating", *CODES], **sides):
        if abs(effect.value) > 0.5:
            print(f"What decides whether it is forbidden: {effect}")

    study = cohorts.compare_on(plan.frame(), policies, acts=["disclose"], collapse=SILENT, notes={"seed": plan.seed})
    cohorts.status_shares(study, "disclose").savefig(place / "statuses.png")
    cohorts.changes(study).savefig(place / "changes.png")
    about = research.About("Telling what a client confided", ("Doe, Jo",), "CC-BY-4.0")
    research.archive(study, place / "deposit", about, policies=policies, tables={"answers": long}, design=plan)


if __name__ == "__main__":
    main(*(kind(given) for kind, given in zip((str, int), sys.argv[1:], strict=False)))
