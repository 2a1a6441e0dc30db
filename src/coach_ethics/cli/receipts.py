"""`coach-ethics receipt` and `coach-ethics replay`: assessments that are kept, and looked at again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.assessment.receipt import check_receipts, read_receipt
from coach_ethics.assessment.receipt import receipt as receipt_of
from coach_ethics.assessment.replay import replay as replay_receipt
from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, PolicyName, complete_policy
from coach_ethics.cli.output import Exit, Format, bad_input_explained, complain, present, say
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.cli.standard_input import given_text
from coach_ethics.coaching.policies import policy_named
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.render.json import replayed_json
from coach_ethics.render.replay import Replayed, replayed_document
from coach_ethics.shipped import shipped_path

KEY = "COACH_ETHICS_KEY"
"""The variable of the environment that may hold the key of receipts: on a command line others could read it."""

KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help=f"The file that holds the key with which receipts are sealed. Default: the key in the environment's {KEY},"
        " or no key.",
        show_default=False,
    ),
]


def receipt(
    case: CaseFile,
    policy: PolicyName = "essay",
    engine: EngineName = None,
    on: DayOption = None,
    append: Annotated[
        Path | None,
        typer.Option(
            "--append",
            metavar="FILE",
            help="Instead of printing the receipt, add it to a file of receipts, a line each: it names the one before.",
            show_default=False,
        ),
    ] = None,
    key_file: KeyFile = None,
) -> None:
    """Assess a case and keep the assessment as a receipt: what was assessed, under which policy, and the answers.

    With a key, the receipt has a seal that only who has the key can make.
    """
    with bad_input_explained():
        key = _key(key_file)
        before = _lines(append) if append is not None and append.exists() else ()
        if problems := check_receipts(before, key):
            raise CaseProblems(problems)
        kept = receipt_of(assess_file(case, policy, engine, on), after=before[-1] if before else None, key=key)
        if append is None:
            say(kept)
        else:
            _append(append, kept)


def replay(
    receipts: Annotated[
        Path,
        typer.Argument(
            metavar="RECEIPTS", help="The receipts, a line each. `-` reads standard input.", show_default=False
        ),
    ],
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="The policy to assess them under again, by name or file. Default: the shipped one that each names.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
    key_file: KeyFile = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """Assess the cases of receipts again: whether the answers are the same, and if not, what has changed.

    Each receipt must follow the one before it, and with a key each must have its seal. Exit status 1 means that an
    answer differs, that a policy means something else now, or that receipts were changed, put in or taken out.
    """
    with bad_input_explained():
        key, lines = _key(key_file), _lines(receipts)
        problems = check_receipts(lines, key)
        if unread := [each for each in problems if each.code == "A103"] or ([] if lines else [_NONE]):
            raise CaseProblems(unread)
        under = None if policy is None else asked_policy(policy)
        unsealed = {each.path for each in problems if each.code == "A106"}
        found = tuple(
            _replayed(line, number, under) for number, line in enumerate(lines, 1) if f"$[{number - 1}]" not in unsealed
        )
        present(replayed_document(found, problems), lambda: replayed_json(found, problems), format_)
    if problems or not all(each.identical for each in found):
        raise typer.Exit(Exit.FINDINGS)


_NONE = Problem("A103", "there is no receipt here", help="give a file with a receipt on each line")


def _replayed(line: str, number: int, under: Policy | None) -> Replayed:
    kept = read_receipt(line)
    asked = kept["policy"]
    policy = _shipped(asked["name"]) if under is None else under
    return Replayed(number, str(kept["on"]), asked["name"], asked["version"], replay_receipt(line, policy))


def _shipped(name: str) -> Policy:
    """The policy that a receipt names: a receipt may come from anybody, so no file is opened by its word."""
    if shipped_path(name) is None:
        message = f"`{quoted(name)}`, which a receipt names, is not a shipped policy"
        raise CaseProblems([Problem("X407", message, help="name its file with `--policy`")])
    return policy_named(name)


def _key(file: Path | None) -> bytes | None:
    """The key from a file or the environment. Raises CaseProblems where it is empty, or the file can't be read."""
    given = os.environ.get(KEY) if file is None else given_text(file).text
    if given is None:
        return None
    if not given.strip():
        where = KEY if file is None else str(file)
        raise CaseProblems([Problem("A108", f"the key in `{where}` is empty", help="put a secret of your own there")])
    return given.strip().encode("utf-8", "surrogateescape")


def _lines(path: Path) -> Sequence[str]:
    return tuple(line for line in given_text(path).text.split("\n") if line.strip())


def _append(path: Path, kept: str) -> None:
    try:
        ended = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{'' if ended else chr(10)}{kept}\n")
    except OSError as failure:
        message = f"`{path}` can't be written: {failure.strerror or failure}"
        raise CaseProblems([Problem("F105", message, help="check who may write it")]) from None
    complain(f"the receipt was added to {path}")
