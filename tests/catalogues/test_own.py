"""What `check` says of catalogues: what they lack, what is stale, what doesn't fit; and that ours lack nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import coach_ethics as ce
from coach_ethics.catalogues import catalogue_coverage, catalogue_of, languages_of, texts_of
from coach_ethics.catalogues.own import catalogue_problems, own_texts
from coach_ethics.coaching.policies import read_policy, standard_world
from coach_ethics.model.policy import Policy
from coach_ethics.shipped import shipped_paths
from coach_ethics.source import Source

OURS = """\
policy: ours
acts:
  rest: {means: Rest, label: rest}
  accept_gift: {}
norms:
  n: {must: rest, because: 'Whoever is tired, rests {so}.'}
"""
REST = 'msgctxt "act rest means"\nmsgid "Rest"\nmsgstr "Se reposer"\n'
LABEL = 'msgctxt "act rest label"\nmsgid "rest"\nmsgstr "se reposer"\n'
WHY = 'msgctxt "norm n because"\nmsgid "Whoever is tired, rests {so}."\nmsgstr "Qui est fatigué se repose {so}."\n'
NAME = 'msgctxt "norm n label"\nmsgid "n"\nmsgstr "se reposer fatigué"\n'
COMPLETE = f"{REST}\n{LABEL}\n{WHY}\n{NAME}"


def _problems(folder: Path, catalogue: str) -> list[tuple[str, str, int]]:
    """What is said of the policy with this catalogue: code, severity and line of each."""
    (folder / "ours.yaml").write_text(OURS, "utf-8")
    (folder / "ours.fr.po").write_text(catalogue, "utf-8")
    found = catalogue_problems(ce.load_policy(folder / "ours.yaml"), standard_world())
    assert all(each.span for each in found)
    return [(each.code, each.severity.value, each.span.line if each.span else 0) for each in found]


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        (COMPLETE, []),
        ("", [("M201", "note", 1)]),
        (f"{REST}\n{LABEL}", [("M201", "note", 1)]),
        (COMPLETE.replace("Se reposer", ""), [("M201", "note", 1)]),
        (f"#, fuzzy\n{COMPLETE}", [("M202", "warning", 2)]),
        (COMPLETE.replace('"Rest"', '"Rest well"'), [("M201", "note", 1), ("M202", "warning", 1)]),
        (COMPLETE.replace("act rest means", "act doze means"), [("M201", "note", 1), ("M203", "warning", 1)]),
        (COMPLETE.replace("repose {so}", "repose"), [("M204", "warning", 9)]),
        (COMPLETE + "\nmsgid", [("M101", "error", 17)]),
        (COMPLETE.replace("act rest", "act \x00rest"), [("M103", "error", 1), ("M103", "error", 5)]),
    ],
    ids=["complete", "empty", "one left out", "one not filled in", "fuzzy", "changed", "gone", "place", "M101", "M103"],
)
def test_what_is_said_of_a_catalogue(tmp_path: Path, catalogue: str, said: list[tuple[str, str, int]]) -> None:
    assert _problems(tmp_path, catalogue) == said


def test_nothing_is_said_of_a_policy_without_catalogues(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, "utf-8")
    (tmp_path / "other.fr.po").write_text("nonsense", "utf-8")
    assert catalogue_problems(ce.load_policy(path), standard_world()) == ()


def test_a_catalogue_has_what_no_other_has() -> None:
    """Texts of policies that it extends, shared acts and the standard vocabulary have theirs elsewhere."""
    texts = own_texts(read_policy(Source("ours.yaml", f"extends: [safety]\n{OURS}")), standard_world())
    assert [each.context for each in texts] == ["act rest label", "act rest means", "norm n label", "norm n because"]
    means = next(act.means for act in standard_world().acts if act.name == "accept_gift")
    assert means, "a policy takes the meaning over"


def test_coverage_can_be_asked_for() -> None:
    policy = ce.load_policy("policy: ours\nacts: {rest: {means: Rest}}\nnorms: {n: {must: rest}}\n")
    found = catalogue_coverage(policy, catalogue_of(policy, "fr"))
    assert found.texts == 3
    assert [each.context for each in found.missing] == ["act rest label", "act rest means", "norm n label"]


COMPLETE_IN = {
    "fr": {"essay", "safety", "confidentiality", "collusion", "withdrawal", "quebec-crha"},
    "de": {"essay", "safety", "confidentiality", "collusion", "withdrawal"},
}


def test_every_shipped_catalogue_is_complete_and_fits_its_policy() -> None:
    """The claim of docs/languages.md, for each catalogue that is shipped."""
    shipped = [ce.load_policy(path) for path in shipped_paths() if list(path.parent.glob(f"{path.stem}.*.po"))]
    found = {language: {each.name for each in shipped if language in languages_of(each)} for language in COMPLETE_IN}
    assert found == COMPLETE_IN
    assert [problem for policy in shipped for problem in catalogue_problems(policy, standard_world())] == []


@pytest.mark.parametrize("language", sorted(COMPLETE_IN))
def test_the_essay_is_translated_with_all_that_it_extends(language: str) -> None:
    policy, shared = ce.load_policy("essay"), texts_of(Policy("", acts=standard_world().acts))
    assert catalogue_coverage(policy, catalogue_of(policy, language), shared).missing == ()


def test_french_is_set_as_in_quebec() -> None:
    """A space before a colon and within quotation marks, none before other signs, and curly apostrophes."""
    for policy in (ce.load_policy("essay"), ce.load_policy("quebec-crha")):
        for entry in catalogue_of(policy, "fr").entries:
            (said,) = entry.translations
            assert "'" not in said.replace("`", ""), said
            assert " ?" not in said, said
            assert not (":" in said and "\u00a0:" not in said), said


def test_acts_are_infinitives_in_french() -> None:
    """They stand behind "vous devez" and "vous ne devez pas": the first word but pronouns is an infinitive."""
    for name in ("essay", "quebec-crha"):
        acts = [act for act in ce.load_policy(name, language="fr").acts if act.label]
        assert len(acts) > 9
        for act in acts:
            verb = next(word for word in act.label.split() if word not in ("vous", "y", "en", "ne"))
            assert verb.endswith(("er", "ir", "re")), act.label
