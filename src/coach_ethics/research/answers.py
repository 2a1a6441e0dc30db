"""Answers read back: from Qualtrics' and jsPsych's exports to one line for each respondent and vignette."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.cohorts.translation import require_narwhals
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.research.cells import read_cells
from coach_ethics.research.codebooks import MISSING, folded
from coach_ethics.research.questionnaires import Questionnaire, question_id

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.queries import Eager


@frozen
class Answer:
    """What a respondent answered about a vignette, as a rating.

    >>> from coach_ethics.research import Answer
    >>> Answer("R_1", 7, "forbidden").vignette
    7
    """

    respondent: str
    vignette: int
    rating: str


@frozen
class Answers:
    """Answers to a questionnaire. `unanswered` counts the vignettes that respondents were not shown, or left out.

    `left_out` are rows of the export that were not read, such as previews, each with the reason and how many.

    >>> from coach_ethics.research import Answer, Answers, design, questionnaire, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> Answers(asked, (Answer("R_1", 2, "forbidden"),)).frame().row(0)
    ('R_1', 2, 'forbidden', 1, True)
    """

    questionnaire: Questionnaire
    answers: tuple[Answer, ...]
    unanswered: int = 0
    left_out: tuple[tuple[str, int], ...] = ()

    def frame(self, library: Eager = "polars") -> Any:
        """In long format: `respondent`, `vignette`, `rating`, `block`, and a column for each fact of the vignette.

        `library` is `polars`, `pandas` or `pyarrow`. Raises CaseProblems for another one (K123), and where it isn't
        installed (E502).
        """
        require_narwhals()
        from coach_ethics.engines.columnar.queries import frame_of

        by_number = {each.number: each for each in self.questionnaire.design.vignettes}
        shown = [by_number[each.vignette] for each in self.answers]
        columns: dict[str, list[object]] = {
            "respondent": [each.respondent for each in self.answers],
            "vignette": [each.vignette for each in self.answers],
            "rating": [each.rating for each in self.answers],
            "block": [each.block for each in shown],
        }
        columns |= {fact.name: [each.facts[fact.name] for each in shown] for fact in self.questionnaire.design.facts}
        return frame_of(columns, library)


@takes(path=str | Path, questionnaire=Questionnaire, respondent=str | None)
def read_answers(path: str | Path, questionnaire: Questionnaire, *, respondent: str | None = None) -> Answers:
    """The answers in an export: Qualtrics' table (a column for each vignette), or jsPsych's (a line for each trial).

    A table with columns such as `v7` is Qualtrics'; one with a column `vignette`, and JSON, are jsPsych's. An answer is
    read by its text or by its number: Qualtrics counts from 1, jsPsych from 0. `respondent` is the column that tells
    respondents apart, by default `ResponseId` or `subject`. Rows that Qualtrics marks as previews are left out, and
    counted.

    Raises CaseProblems: K137 where the file can't be read as a table, K140 for answers that the questionnaire doesn't
    have, vignettes that aren't in its design, two answers of one respondent about one vignette, and a file with neither
    kind of column.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from coach_ethics.research import design, questionnaire, read_answers, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> with TemporaryDirectory() as folder:
    ...     export = Path(folder) / "export.csv"
    ...     _ = export.write_text("ResponseId,v1,v2\\nR_1,yes,no\\nR_2,,1\\n")
    ...     read = read_answers(export, asked)
    >>> [(each.respondent, each.vignette, each.rating) for each in read.answers]
    [('R_1', 1, 'permitted'), ('R_1', 2, 'forbidden'), ('R_2', 2, 'forbidden')]
    >>> read.unanswered
    1
    """
    place = Path(path)
    columns = _trials(place) if place.suffix.lower() == ".json" else _table(place)
    numbers = {each.number for each in questionnaire.design.vignettes}
    if "vignette" in columns:
        return _checked(questionnaire, [*_long(columns, numbers, respondent or "subject")], 0, (), first=0)
    wide = {number: columns[question_id(number)] for number in sorted(numbers) if question_id(number) in columns}
    if not wide:
        message = f"`{path}` has no answers to this questionnaire: neither columns such as `v1` nor a column `vignette`"
        raise CaseProblems([Problem("K140", message, help="give Qualtrics' CSV, or jsPsych's CSV or JSON")])
    who = _column(columns, respondent or "ResponseId")
    preview = [status.casefold() in _PREVIEWS for status in columns.get("Status", [""] * len(who))]
    rows = [
        (name, number, cell)
        for number, own in wide.items()
        for name, cell, left_out in zip(who, own, preview, strict=True)
        if not left_out
    ]
    kept = [row for row in rows if row[2].strip() not in MISSING]
    left_out = (("previews", sum(preview)),) if any(preview) else ()
    return _checked(questionnaire, kept, len(rows) - len(kept), left_out, first=1)


_PREVIEWS = ("survey preview", "survey test")

_Row = tuple[str, int, str]
"""A respondent, a vignette, and the answer as it is written."""


def _table(path: Path) -> Mapping[str, list[str]]:
    read = read_cells(path, None, ".", "utf-8-sig", None)
    return {name: [*own] for name, own in read.columns.items()}


def _trials(path: Path) -> Mapping[str, list[str]]:
    """The trials of jsPsych's JSON, by column."""
    try:
        told: Any = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CaseProblems([Problem("K137", f"there is no file `{path}`", help="give the path to a table")]) from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise CaseProblems([Problem("K137", f"`{path}` isn't JSON")]) from None
    trials = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    names = dict.fromkeys(name for each in trials for name in each)
    return {name: ["" if each.get(name) is None else str(each[name]) for each in trials] for name in names}


def _long(columns: Mapping[str, list[str]], numbers: set[int], respondent: str) -> Iterator[_Row]:
    """The trials about vignettes; others, such as instructions, have no number of one."""
    who, given = _column(columns, respondent), _column(columns, "response")
    for name, number, response in zip(who, columns["vignette"], given, strict=True):
        if number:
            found = int(number) if number.isdecimal() else 0
            if found not in numbers:
                raise CaseProblems([Problem("K140", f"`{quoted(number)}` is no vignette of the design")])
            yield name, found, response


def _column(columns: Mapping[str, list[str]], name: str) -> list[str]:
    if name not in columns:
        there = ", ".join(f"`{quoted(each)}`" for each in [*columns][:_MOST_SHOWN])
        message = f"there is no column `{quoted(name)}`"
        raise CaseProblems([Problem("K140", message, help=f"say which tells respondents apart; there are {there}")])
    return columns[name]


_MOST_SHOWN = 12


def _checked(
    questionnaire: Questionnaire,
    rows: list[_Row],
    unanswered: int,
    left_out: tuple[tuple[str, int], ...],
    *,
    first: int,
) -> Answers:
    """The answers as ratings; numbers of answers count from `first`."""
    ratings = {str(at): rating for at, rating in enumerate(questionnaire.answers, first)}
    ratings |= {folded(rating): rating for rating in questionnaire.answers}
    ratings |= {folded(label): rating for rating, label in questionnaire.answers.items()}
    problems: list[Problem] = []
    found: dict[tuple[str, int], Answer] = {}
    for name, number, cell in rows:
        rating = ratings.get(folded(cell))
        if rating is None:
            there = ", ".join(f"`{quoted(label)}`" for label in questionnaire.answers.values())
            message = f"`{quoted(cell)}`, of `{quoted(name)}` about vignette {number}, is not an answer"
            problems.append(Problem("K140", message, help=f"the answers are {there}"))
        elif (name, number) in found:
            message = f"`{quoted(name)}` answered twice about vignette {number}"
            problems.append(Problem("K140", message, help="keep one of the two, or give each session its own name"))
        else:
            found[name, number] = Answer(name, number, rating)
    if problems:
        raise CaseProblems(problems)
    ordered = sorted(found.values(), key=lambda each: (each.respondent, each.vignette))
    return Answers(questionnaire, tuple(ordered), unanswered, left_out)
