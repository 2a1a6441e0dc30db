"""What the tests of research share: one small design and its questionnaire."""

from __future__ import annotations

import pytest

from coach_ethics.research import Design, Questionnaire, design, questionnaire, vignette_texts

ANSWERS = {"forbidden": "The coach mustn't tell", "permitted": "The coach may tell", "required": "The coach must tell"}


@pytest.fixture(scope="session")
def plan() -> Design:
    """Six vignettes in two blocks."""
    factors = {
        "consent.to_disclosure": ["refused", "oral", "written"],
        "disclosure.foreseen_by_contract": [False, True],
    }
    return design("icf-2025", factors, blocks=2, seed=7)


@pytest.fixture(scope="session")
def asked(plan: Design) -> Questionnaire:
    return questionnaire(plan, vignette_texts(plan), "What do you think?", ANSWERS)
