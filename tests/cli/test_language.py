"""`--language`: every verb that tells a coach something tells it in the language that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

DILEMMA = str(Path(__file__).parents[2] / "examples" / "dilemma.yaml")


@pytest.mark.parametrize(
    ("arguments", "french", "german"),
    [
        (("since", DILEMMA, DILEMMA, "--before-on", "2025-04-15", "--on", "2025-04-20"), "Ce qui a changé", "Was sich"),
        (("timeline", DILEMMA, "--until", "2025-04-30", "--on", "2025-04-15"), "Ce qui change", "Was sich bis"),
        (("assess", DILEMMA, "-p", "safety", "-p", "collusion"), "Un cas selon 2 codes", "Ein Fall nach 2 Kodizes"),
        (("compare", "safety", "collusion", "--act", "withdraw"), "De safety", "Von safety zu collusion"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_verb_tells_in_the_language_that_is_asked_for(
    run: Run, arguments: tuple[str, ...], french: str, german: str
) -> None:
    assert run(*arguments, "--language", "fr").out.startswith(french)
    assert run(*arguments, "--language", "de").out.startswith(german)


def test_disagreements_that_readers_noted_are_in_english_alone(run: Run) -> None:
    ended = run("compare", "icf-2025", "aoec", "--known", "--language", "fr")
    assert ended.status == 2
    assert "in English" in " ".join(ended.err.split())


def test_a_language_without_a_catalogue_is_bad_input(run: Run) -> None:
    ended = run("assess", DILEMMA, "-p", "safety", "--language", "frr")
    assert (ended.status, ended.out) == (2, "")
    assert "error M303: there is no catalogue in `frr`" in ended.err
    assert "did you mean `fr`? there is `de`, `en`, `fr`" in ended.err


@pytest.mark.parametrize("verb", [("show",), ("assess", DILEMMA, "-p"), ("ask", "-p")], ids=lambda each: each[0])
def test_a_policy_that_is_not_translated_says_so_once(run: Run, verb: tuple[str, ...]) -> None:
    """And is told in English in the frame of the other language; one that is translated says nothing."""
    ended = run(*verb, "aoec", "--language", "fr")
    assert ended.err.count("note M304: `aoec` has no catalogue in `fr`") == 1
    for language in ("fr-CA", "en"):
        assert "M304" not in run(*verb, "safety", "--language", language).err


def test_a_policy_in_a_language_that_the_library_lacks_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("policy: ours\ntitle: Ours\nacts: {rest: {means: Rest}}\n", "utf-8")
    written = 'msgctxt "policy title"\nmsgid "Ours"\nmsgstr "De onze"\n'
    (tmp_path / "ours.nl.po").write_text(written, "utf-8")
    ended = run("show", "ours.yaml", "--language", "nl")
    assert "De onze" in ended.out
    assert "note M304: the library has no catalogue in `nl`" in ended.err


def test_codes_that_are_compared_say_which_are_not_translated(run: Run) -> None:
    pytest.importorskip("z3", reason="z3 isn't installed")
    ended = run("compare", "safety", "aoec", "--act", "withdraw", "--language", "fr")
    assert [line.split("`")[1] for line in ended.err.splitlines() if "M304" in line] == ["aoec"]
