"""Catalogues are found beside a policy's file, and beside those of what it extends; and nothing else is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import coach_ethics as ce
from coach_ethics.catalogues import catalogue_of, language_tag, languages_of
from coach_ethics.coaching.policies import policy_named

BASE = "policy: base\nacts: {rest: {means: Rest}}\nnorms: {n: {must: rest, because: Whoever is tired rests.}}\n"
OURS = (
    "policy: ours\ntitle: Our code\nextends: [base]\nparameters: {most: {default: 3, min: 1, max: 9, means: so many}}\n"
)


def _po(*said: tuple[str, str, str]) -> str:
    return "\n".join(f'msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{told}"\n' for context, text, told in said)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    (tmp_path / "base.fr.po").write_text(_po(("act rest means", "Rest", "Se reposer")), "utf-8")
    (tmp_path / "ours.yaml").write_text(OURS, "utf-8")
    (tmp_path / "ours.fr.po").write_text(_po(("policy title", "Our code", "Notre code")), "utf-8")
    (tmp_path / "ours.fr-CA.po").write_text(_po(("policy title", "Our code", "Notre code à nous")), "utf-8")
    return tmp_path / "ours.yaml"


def test_a_policy_is_loaded_in_a_language(ours: Path) -> None:
    policy = ce.load_policy(ours, language="fr")
    assert (policy.title, policy.acts[0].means) == ("Notre code", "Se reposer")
    assert policy.norms[0].because == "Whoever is tired rests.", "what isn't translated is told as it was written"


def test_reading_takes_nothing_but_a_plain_install(ours: Path) -> None:
    """Neither Babel, which makes catalogues, nor gettext's compiled files: a browser reads them as they are."""
    program = (
        "import sys; sys.modules['babel'] = None; from pathlib import Path; import coach_ethics as ce;"
        "print(ce.load_policy(Path('ours.yaml'), language='fr').title)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ours.parent, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("Notre code\n", "")


def test_a_country_comes_before_its_language(ours: Path) -> None:
    policy = ce.load_policy(ours, language="fr_CA.UTF-8")
    assert (policy.title, policy.acts[0].means, policy.language) == ("Notre code à nous", "Se reposer", "fr-CA")


def test_a_language_without_a_catalogue_changes_no_text(ours: Path) -> None:
    assert ce.load_policy(ours, language="de").title == "Our code"
    assert ce.load_policy(ours, language="en").title == "Our code"
    assert languages_of(ce.load_policy(ours)) == ("fr", "fr-CA")


def test_a_catalogue_that_changed_is_read_again(ours: Path) -> None:
    ce.load_policy(ours, language="fr")
    ours.with_name("ours.fr.po").write_text(_po(("policy title", "Our code", "Le code")), "utf-8")
    os.utime(ours.with_name("ours.fr.po"), (1, 1))
    assert ce.load_policy(ours, language="fr").title == "Le code"


def test_a_text_has_no_catalogue_of_its_own(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends a text to a program opens no file by it."""
    monkeypatch.chdir(ours.parent)
    policy = ce.load_policy("policy: ours\ntitle: Our code\nacts: {rest: {means: Rest}}\n", language="fr")
    assert (policy.title, policy.acts[0].means) == ("Our code", "Rest")
    assert languages_of(policy) == ()


def test_one_language_after_another(ours: Path) -> None:
    policy = ce.load_policy(ours)
    french = policy_named(policy, language="fr")
    assert policy_named(french, language="de").title == "Our code"
    assert policy_named(french, on="2026-01-01").title == "Notre code"
    assert policy_named(french) == french


@pytest.mark.parametrize(
    ("language", "help_"),
    [("frr", "did you mean `fr`? there is `de`, `en`, `fr`"), ("xx", "there is `de`, `en`, `fr`")],
)
def test_a_language_without_a_catalogue_is_a_problem(ours: Path, language: str, help_: str) -> None:
    with pytest.raises(ce.PolicyProblems, match="M303") as found:
        ce.load_policy(ours, language=language)
    assert help_ in str(found.value)


def test_a_language_of_what_a_policy_extends_is_there(ours: Path) -> None:
    ours.with_name("base.nl.po").write_text(_po(("policy title", "Base", "Basis")), "utf-8")
    assert ce.load_policy(ours, language="nl-BE").language == "nl-BE"


@pytest.mark.parametrize("odd", ["f", "../fr", "fr/..", "french language", "fr\n", "日本語"])
def test_what_is_no_language(odd: str) -> None:
    with pytest.raises(ce.PolicyProblems, match="M301"):
        ce.load_policy("safety", language=odd)


@pytest.mark.parametrize(
    ("written", "tag"), [("FR", "fr"), ("fr_ca", "fr-CA"), ("zh-Hans", "zh-Hans"), ("de@euro", "de")]
)
def test_tags(written: str, tag: str) -> None:
    assert language_tag(written) == tag


def test_a_catalogue_that_cannot_be_read_is_a_problem_with_its_place(ours: Path) -> None:
    ours.with_name("base.fr.po").write_text("nonsense\n", "utf-8")
    with pytest.raises(ce.PolicyProblems, match=r"base.fr.po:1:1: error M101"):
        catalogue_of(ce.load_policy(ours), "fr")
