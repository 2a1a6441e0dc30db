"""The ready-made laws: good policies obey them, and a policy that breaks one is told how."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from coach_ethics.testing import LAWS, Law, obeys

CLASH = """\
policy: clash
acts:
  withdraw: {means: End the coaching}
norms:
  end-well: {must: withdraw, when: block.present, because: It is over.}
  go-on: {must_not: withdraw, when: block.present, because: Go on.}
"""
INTENDED = CLASH + "clashes:\n  - {norms: [end-well, go-on], intended: true, because: A true dilemma.}\n"


@pytest.fixture
def _a_few_examples() -> Iterator[None]:
    """The thorough counts are for random policies, in tests of their own; here few are enough, and none is shrunk."""
    before = settings.default
    settings.register_profile("here", parent=before, max_examples=25, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("here")
    yield
    settings.register_profile("before", parent=before)
    settings.load_profile("before")


@pytest.mark.usefixtures("_a_few_examples")
@pytest.mark.parametrize("law", LAWS, ids=str)
@pytest.mark.parametrize("policy", ["confidentiality", "collusion", "withdrawal", "essay"])
def test_the_core_policies_obey(policy: str, law: Law) -> None:
    obeys(policy, law)


@pytest.mark.usefixtures("_a_few_examples")
def test_an_unintended_dilemma_is_found() -> None:
    with pytest.raises(AssertionError, match="an unintended dilemma of `end-well`, `go-on`"):
        obeys(CLASH, LAWS[0])


def test_a_dilemma_that_the_author_means_is_none_of_the_laws_business() -> None:
    obeys(INTENDED, LAWS[0])


def test_laws_are_named_and_say_what_they_are() -> None:
    assert len({law.name for law in LAWS}) == len(LAWS)
    assert all(law.says for law in LAWS)
