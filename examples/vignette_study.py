"""A vignette study, whole: design, wording, respondents, three codes, four variants, agreement, sensitivity, figures.

May a coach tell what a client confided? Each respondent judges a third of the vignettes; here they are simulated, so
that the study runs as it stands. Their answers are held against three codes and four variants of the essay's policy.

    python examples/vignette_study.py [FOLDER] [RESPONDENTS]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from coach_ethics import cohorts, load_policy, research

WORDS: research.Phrases = {  # the facts that vary, with their values as respondents read them
    "harm.likelihood": {"none": "no", "possible": "a possible", "likely": "a likely", "imminent": "an imminent"},
    "disclosure.recipient": {"sponsor": "the sponsor", "authorities": "the police", "person_at_risk": "that person"},
    "consent.to_disclosure": {"refused": "objects", "oral": "agrees orally", "written": "agrees in writing"},
    "disclosure.foreseen_by_contract": {False: "doesn't provide", True: "provides"},
}
TEXT = """There is {harm.likelihood} danger to somebody's life. The coach would tell {disclosure.recipient} about it.
The client {consent.to_disclosure}. The contract {disclosure.foreseen_by_contract} for telling it."""
SAME: dict[str, bool | int | str] = {"disclosure.owner": "client", "disclosure.content": "session_content"}
SAME |= {"disclosure.recipient_can_help": True, "harm.to": "other_person", "harm.severity": "grave"}
SAME |= {"harm.identifiable": True, "harm.dependent": "none", "law.requires_disclosure": False}
SAME |= {"law.client_conduct": "lawful", "contract.agrees_limits": "written", "disclosure.identifies": True}
ANSWERS = {"forbidden": "must not tell", "permitted": "may tell", "required": "must tell"}
CODES, DANGER, CONSENT = ("essay", "icf-2025", "quebec"), ("possible", "imminent"), ("oral", "written")
OPEN, SILENT = ["undetermined"], {"unregulated": "permitted"}  # where a code is silent, nothing is forbidden


def simulated(plan: research.Design, who: int) -> Iterator[research.Answer]:
    """Answers of somebody who tells in danger, keeps confidence otherwise, and errs in one answer out of ten."""
    chance = Random(who)
    for number, block, facts in ((each.number, each.block, each.facts) for each in plan.vignettes):
        tells = facts["harm.likelihood"] == "imminent" and facts["disclosure.recipient"] != "sponsor"
        keeps = facts["consent.to_disclosure"] == "refused"
        said = chance.choice([*ANSWERS, *["required" if tells else "forbidden" if keeps else "permitted"] * 27])
        if block == 1 + who % 3:
            yield research.Answer(f"R{who}", number, said)


def main(folder: str = ".", respondents: int = 60) -> None:
    place = Path(folder)
    plan = research.design("essay", WORDS, size=36, blocks=3, seed=27, context=SAME)
    asked = research.questionnaire(plan, research.vignette_texts(plan, TEXT, WORDS), "The coach …", ANSWERS)
    (place / "questionnaire.txt").write_text(research.qualtrics_text(asked), "utf-8")
    print(f"{len(plan.vignettes)} of {plan.cells} vignettes, with a D-efficiency of {plan.efficiency:.2f}. The first:")
    print(asked.texts[0].text)

    settings = ({"danger_threshold": danger, "consent_needed": consent} for danger in DANGER for consent in CONSENT)
    variants = tuple(cohorts.Variant(", ".join(each.values()), each) for each in settings)
    policies = {code: load_policy(code) for code in CODES} | cohorts.policies_of(load_policy("essay"), variants)
    answers = research.Answers(asked, tuple(each for who in range(respondents) for each in simulated(plan, who)))
    long = research.with_codes(answers.frame(), policies, "disclose")
    print(research.rater_agreement(long, codes=policies, missing=OPEN, collapse=SILENT, order=ANSWERS, bootstrap=99))
    rated = research.LongRatings(long, plan.levels, ("rating", *CODES), codes=CODES, of=["forbidden"], missing=OPEN)
    for measure in (research.marginal_means, research.component_effects):
        found = measure(rated)
        research.frame_of_effects(found).write_csv(place / f"{measure.__name__}.csv")
        research.effects_figure(found).savefig(place / f"{measure.__name__}.png")
        print(*(f"forbidden? {each}" for each in found if abs(each.value) > 0.5), sep="\n")

    study = cohorts.compare_on(plan.frame(), policies, acts=["disclose"], collapse=SILENT, notes={"seed": plan.seed})
    cohorts.status_shares(study, "disclose").savefig(place / "statuses.png")
    cohorts.changes(study).savefig(place / "changes.png")
    about = research.Deposit("Telling what a client confided", ("Doe, Jo",), "CC-BY-4.0")
    research.archive(study, place / "deposit", about, policies=policies, tables={"answers": long}, design=plan)


if __name__ == "__main__":
    main(*(kind(given) for kind, given in zip((str, int), sys.argv[1:], strict=False)))
