"""`coach-ethics ask`: an interactive interview with a policy, one question at a time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO, assert_never

import typer
from attrs import evolve
from rich.console import Console

from coach_ethics.assessment.assess import not_in_effect
from coach_ethics.assessment.unrecognised import unrecognised
from coach_ethics.cli.cases import warn
from coach_ethics.cli.interviewing import Prompter, ask_follow_up, run_interview
from coach_ethics.cli.json_lines import JsonLinesPrompter
from coach_ethics.cli.line_prompter import LinePrompter
from coach_ethics.cli.options import DayOption, EngineName, LanguageName, PolicyName
from coach_ethics.cli.output import WIDEST, Format, bad_input_explained, complain, present, say, width
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.standard_input import STANDARD_INPUT, given_text
from coach_ethics.cli.terminal import terminal_keys, wait_for_typing
from coach_ethics.cli.terminal_prompter import TerminalPrompter
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.read import read_engagement, write_engagement
from coach_ethics.interview.question import next_question
from coach_ethics.interview.state import State, assessment, begin_interview
from coach_ethics.language.editions import day_asked
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.interview import closing_document
from coach_ethics.render.json import assessment_data, assessment_json
from coach_ethics.render.plain_text import text
from coach_ethics.translation import speaking


class AskFormat(StrEnum):
    """How to ask the questions and print the result."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON_LINES = "json-lines"


def ask(
    case: Annotated[
        Path | None,
        typer.Argument(
            metavar="CASE",
            help="What is already known: an engagement, or a mapping of facts, in YAML or JSON.",
            show_default=False,
        ),
    ] = None,
    policy: PolicyName = "essay",
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            "-a",
            metavar="ACT",
            help="The act you want to know about, such as `withdraw`; can be repeated. Default: the acts of the "
            "policy's dialogue.",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", "-s", help="The file to save the answers to, for `assess`.", show_default=False),
    ] = None,
    engine: EngineName = None,
    format_: Annotated[
        AskFormat,
        typer.Option(
            "--format",
            "-f",
            help="The output format. `json-lines` is for other programs: questions and answers are JSON too, one per "
            "line.",
        ),
    ] = AskFormat.TEXT,
    on: DayOption = None,
    language: LanguageName = None,
) -> None:
    """Run an interactive interview: one question at a time, only those that matter, then what the policy asks of you.

    Type `?` to see why a question is asked, `b` to go back, `a` to amend any earlier answer, `u` for "I don't know",
    `q` to stop. Answers can be piped in, one per line. With `--format json`, `markdown` or `html`, the questions go
    to standard error.
    """
    with bad_input_explained():
        if save is not None:
            _check_place(save, case)
        asked = asked_policy(policy, on, language)
        engagement = _engagement(case, asked.vocabulary)
        warn((*not_in_effect((asked,), day_asked(on)), *unrecognised(engagement, (asked,))))
        acts = [act.replace(" ", "_") for act in about] if about else None
        begun = begin_interview(asked, acts, engagement, engine, on=on.date() if on else None)
        if STANDARD_INPUT in (policy, str(case)) and next_question(begun) is not None:
            what = "policy" if policy == STANDARD_INPUT else "case"
            complain(f"note: standard input gave the {what}, so nobody can answer there; name a file to be asked")
        with speaking(asked.language), _prompter(format_) as prompter:
            run = run_interview(begun, prompter)
            state = run.state
            # The result first: nobody should lose it because the answers can't be saved.
            match format_:
                case AskFormat.TEXT:
                    prompter.show(closing_document(state))
                case AskFormat.JSON_LINES:
                    say(json.dumps({"assessment": assessment_data(assessment(state))}, ensure_ascii=False))
                case AskFormat.JSON | AskFormat.MARKDOWN | AskFormat.HTML:
                    present(closing_document(state), lambda: assessment_json(assessment(state)), Format(format_.value))
                case _:
                    assert_never(format_)
            if save is not None:
                _save(save, state, engagement)
            if format_ is AskFormat.TEXT and not run.interrupted:
                ask_follow_up(state, prompter)
        if save is not None:
            complain(f"The answers are saved in {save}. To assess them again: coach-ethics assess {save} -p {policy}")


def _engagement(case: Path | None, vocabulary: Vocabulary) -> Engagement:
    if case is None:
        return Engagement()
    return read_engagement(given_text(case), vocabulary)


@contextmanager
def _prompter(format_: AskFormat) -> Iterator[Prompter]:
    """Menus on a terminal that supports them, else plain lines; on standard error where the result is data."""
    if format_ is AskFormat.JSON_LINES:
        yield JsonLinesPrompter(_line, say)
        return
    out = sys.stdout if format_ is AskFormat.TEXT else sys.stderr
    console = Console(file=out, highlight=False)
    if sys.stdin.isatty() and out.isatty() and console.is_interactive:
        console.width = min(console.width, WIDEST)
        with terminal_keys() as keys:
            yield TerminalPrompter(console, keys)
        return

    def write(words: str) -> None:
        out.write(words)
        out.flush()

    yield LinePrompter(
        _line, write, lambda document: write(text(document, width=_width(out))), echo=not sys.stdin.isatty()
    )


def _width(out: TextIO) -> int:
    """The width of lines: `COLUMNS` if set, else the width of the terminal, if there is one."""
    if os.environ.get("COLUMNS") or not out.isatty():
        return width()
    return min(os.get_terminal_size(out.fileno()).columns or WIDEST, WIDEST)


def _line() -> str | None:
    """The next line of the standard input; None at its end."""
    if sys.stdin.isatty():
        wait_for_typing(sys.stdin.fileno())
    line = sys.stdin.buffer.readline(_LONGEST_LINE).decode("utf-8", "replace")
    return line or None


_LONGEST_LINE = 10_000


def _check_place(save: Path, case: Path | None) -> None:
    """Check, before any question, that the answers can be written there. Raises CaseProblems (F104, F105)."""
    if save.exists() and not (case is not None and case.exists() and save.samefile(case)):
        help_ = "choose another file with `--save`, or continue from it: `coach-ethics ask FILE --save FILE`"
        raise CaseProblems([Problem("F104", f"`{save}` already exists", help=help_)])
    if not save.absolute().parent.is_dir():
        raise CaseProblems([Problem("F105", f"`{save}` can't be written: there is no such folder")])
    if not os.access(save if save.exists() else save.absolute().parent, os.W_OK):
        raise CaseProblems([Problem("F105", f"`{save}` can't be written: permission denied")])


def _save(path: Path, state: State, engagement: Engagement) -> None:
    """Write the engagement with the answers. Raises CaseProblems (F105) where that can't be done."""
    known = {each.fact: each.value for each in state.answers}
    written = write_engagement(evolve(engagement, facts=Situation({**engagement.facts.values, **known})))
    try:
        path.write_text(written, "utf-8")
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        raise CaseProblems([Problem("F105", f"`{path}` can't be written: {reason}")]) from None
