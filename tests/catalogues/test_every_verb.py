"""Whatever a coach or a member meets on the command line is told in their language: every verb, on many cases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import attrs
import pytest
from tests.catalogues.test_speaking import Marking
from typer.testing import CliRunner

import coach_ethics as ce
from coach_ethics import translation
from coach_ethics.catalogues import MessageCatalogue, available
from coach_ethics.catalogues.texts import retold
from coach_ethics.cli.application import application
from coach_ethics.coaching import policies
from coach_ethics.model.policy import Policy

EXAMPLES = [str(Path("examples", f"{name}.yaml").resolve()) for name in ("dilemma", "essay", "two_party")]
REPLIES = ("", "?", "1", "2", "why", "no idea", "back", "more", "x", "3")
"""What somebody types in a dialogue, sense or nonsense."""
AIMS = ("allow", "forbid", "determine", "required", "permitted", "undetermined")

_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_NAMES = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|`[^`]*`")
_TYPED = re.compile(r"> .*$", re.MULTILINE)

Told = Callable[..., str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a command prints in a language in which every text of the library and of policies stands between marks."""

    @cache
    def marked(policy: Policy, _: MessageCatalogue) -> Policy:
        return attrs.evolve(retold(policy, lambda each: f"⟦{each.text}⟧"), language="xx", untranslated=policy)

    monkeypatch.setattr(translation, "catalogue_in", {"xx": Marking()}.get)
    monkeypatch.setattr(available, "library_languages", lambda: ("xx",))
    monkeypatch.setattr(policies, "_translated", marked)
    monkeypatch.setenv("COLUMNS", "1000")  # so that no mark is broken
    monkeypatch.setenv("TERM", "dumb")

    def run(*arguments: str, stdin: str = "") -> str:
        ended = CliRunner().invoke(application, [*arguments, "--language", "xx"], input=stdin, prog_name="coach-ethics")
        assert ended.exit_code in {0, 1}, (arguments, ended.stderr)
        return ended.stdout

    return run


def unmarked(words: str, policy: Policy) -> list[str]:
    """The lines of which something is left but marks, names and citations."""
    left = _TYPED.sub("", words)
    for what in (_MARKED, _NAMES):
        while (less := what.sub("", left)) != left:
            left = less
    names = {
        policy.name,
        "safety",
        *(each.name for each in (*policy.norms, *policy.vocabulary, *policy.concepts, *policy.parameters)),
    }
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, "")
    return [line for line in left.splitlines() if re.search("[A-Za-z]{2}", line)]


@pytest.mark.parametrize("name", ["essay", "quebec-crha"])
def test_no_verb_leaves_a_word_untranslated(told: Told, name: str, tmp_path: Path) -> None:
    """LAW: in a language that marks every message, a case leaves nothing but names and figures unmarked."""
    draw, policy = Random(name), ce.load_policy(name)
    told_by = ("-p", name)
    then, now, _ = EXAMPLES
    asked: list[tuple[str, ...]] = [
        ("assess", now, *told_by, "-p", "safety"),
        ("assess", now, "-p", "safety", "--for", "client"),
        ("since", then, now, *told_by, "--before-on", "2025-04-15", "--on", "2025-04-21"),
        ("timeline", then, *told_by, "--on", "2025-04-15", "--until", "2025-06-30"),
    ]
    for number, scenario in enumerate(draw.sample(policy.scenarios, 2)):
        case = tmp_path / f"{number}.yaml"
        case.write_text(json.dumps(dict(scenario.given)), "utf-8")
        act = draw.choice(policy.acts).name
        verbs = (("assess",), ("why", act), ("judge", act), ("change", act, "--to", draw.choice(AIMS)))
        asked += [(verb, str(case), *more, *told_by) for verb, *more in verbs]
    for arguments in asked:
        assert unmarked(told(*arguments), policy) == [], arguments
    replies = "\n".join(draw.choice(REPLIES) for _ in range(15))
    assert unmarked(told("ask", *told_by, stdin=replies), policy) == []
