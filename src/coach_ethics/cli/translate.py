"""`coach-ethics translate`: a policy's catalogue in another language, made and brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.catalogues.beside import catalogue_path, language_tag
from coach_ethics.catalogues.own import own_texts
from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import bad_input_explained, extra_needed, say
from coach_ethics.cli.policy_files import near
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.standard_input import STANDARD_INPUT
from coach_ethics.coaching.policies import standard_world
from coach_ethics.language.files import ENDINGS, is_file, open_source
from coach_ethics.problems import PolicyProblems, Problem


def translate(
    policy: Annotated[
        str,
        typer.Argument(
            metavar="POLICY",
            help="The name of a shipped policy, or a policy file. `-` reads standard input.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ],
    language: Annotated[
        str,
        typer.Option("--language", "-l", metavar="LANGUAGE", help="The language to translate into: `fr`, `fr-CA`."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The catalogue to write, or to bring up to date. Default: `POLICY.LANGUAGE.po` beside the policy's "
            "file. `-` prints it.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a policy's texts into a catalogue for translators, or bring it up to date.

    Translations that are there are kept. Where a text has changed, its translation is marked `fuzzy` until somebody
    has looked at it, and the text is told untranslated until then. Texts of policies that it extends have catalogues
    of their own. Needs the extra `translating`; using a catalogue needs nothing.
    """
    with bad_input_explained():
        tag = language_tag(language)
        with extra_needed("translating", "catalogues are made with Babel, which isn't installed here"):
            from coach_ethics.catalogues.update import updated
        asked = asked_policy(policy)
        file = Path(asked.span.source.name) if asked.span else Path(STANDARD_INPUT)
        path = out or (catalogue_path(near(file), tag) if file.suffix in ENDINGS else Path(STANDARD_INPUT))
        found = updated(asked.name, tag, own_texts(asked, standard_world()), _old(path))
        if str(path) == STANDARD_INPUT:
            say(found.text)
            return
        _write(path, found.text)
    said = f"{found.translated} translated, {found.fuzzy} to look at again, {found.missing} to translate"
    say(f"Written to {path}: {said}.")


def _old(path: Path) -> str | None:
    """The text of the catalogue as it is; None where there is none yet. Raises PolicyProblems."""
    if not is_file(path):
        return None
    source = open_source(path)
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return source.text


def _write(path: Path, text: str) -> None:
    """Raises PolicyProblems (F105) where it can't be written."""
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        fix = "choose another file with `--out`"
        raise PolicyProblems([Problem("F105", f"`{path}` can't be written: {reason}", help=fix)]) from None
