"""Questionnaires: vignettes with a question and its answers, as Qualtrics imports them and jsPsych runs them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.research.designs import Design
from coach_ethics.research.wording import VignetteText


@frozen
class Questionnaire:
    """One `question` about each vignette. `answers` are ratings, in order, each with what respondents read of it.

    >>> from coach_ethics.research import design, questionnaire, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> asked.texts[0].text, list(asked.answers)
    ('There is no block.', ['forbidden', 'permitted'])
    """

    design: Design = field(repr=False)
    texts: tuple[VignetteText, ...] = field(repr=False)
    question: str
    answers: Mapping[str, str]


@takes(design=Design, texts=Iterable[VignetteText], question=str, answers=Mapping)
def questionnaire(
    design: Design, texts: tuple[VignetteText, ...], question: str, answers: Mapping[str, str]
) -> Questionnaire:
    """What respondents are asked: the texts of a design's vignettes, with one question and its answers.

    `answers` gives, for each rating in order, what respondents read; with the words of statuses as ratings, what they
    say can be held against what codes say.

    Raises CaseProblems (K135) for texts of another design, fewer than two answers, and two that read alike.

    >>> from coach_ethics.research import design, qualtrics_text, questionnaire, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> qualtrics_text(asked).splitlines()[0]
    '[[AdvancedFormat]]'
    """
    problems = []
    if [each.number for each in texts] != [each.number for each in design.vignettes]:
        problems.append(Problem("K135", "these are not the texts of the vignettes of this design", path="$.texts"))
    labels = [label.strip().casefold() for label in answers.values()]
    if len(set(labels)) < max(len(labels), 2):
        shown = ", ".join(f"`{quoted(label)}`" for label in answers.values()) or "none"
        message = f"a question needs two answers or more that read differently, and has {shown}"
        problems.append(Problem("K135", message, path="$.answers"))
    if problems:
        raise CaseProblems(problems)
    return Questionnaire(design, tuple(texts), question, MappingProxyType(dict(answers)))


def question_id(number: int) -> str:
    """What the question about a vignette is called, and so the column with its answers: `v7`."""
    return f"v{number}"


@takes(questionnaire=Questionnaire)
def qualtrics_text(questionnaire: Questionnaire) -> str:
    """The questionnaire in Qualtrics' advanced text format (Tools, Import, TXT).

    A block of it for each block of the design, a question on a page of its own for each vignette. Its ID, such as `v7`,
    names the column with its answers, which `read_answers` reads. The format knows no randomiser: to give each
    respondent one block, put one over the blocks in the survey flow.

    >>> from coach_ethics.research import design, qualtrics_text, questionnaire, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> print(qualtrics_text(asked)[:133])
    [[AdvancedFormat]]
    <BLANKLINE>
    [[Block:Block 1]]
    <BLANKLINE>
    [[Question:MC:SingleAnswer:Vertical]]
    [[ID:v1]]
    There is no block.<br><br>May the coach go on?
    """
    lines, block = ["[[AdvancedFormat]]", ""], 0
    for each in questionnaire.texts:
        if each.block != block:
            block = each.block
            lines += [f"[[Block:Block {block}]]", ""]
        else:
            lines += ["[[PageBreak]]", ""]
        lines += ["[[Question:MC:SingleAnswer:Vertical]]", f"[[ID:{question_id(each.number)}]]"]
        lines += [f"{_html(each.text)}<br><br>{_html(questionnaire.question)}", "", "[[Choices]]"]
        lines += [*(_html(label) for label in questionnaire.answers.values()), ""]
    return "\n".join(lines)


def _html(text: str) -> str:
    """A text as HTML on one line; what would be a tag of the format isn't one."""
    return escape(text.strip(), quote=False).replace("[[", "&#91;[").replace("\r", "").replace("\n", "<br>")


@takes(questionnaire=Questionnaire)
def jspsych_timeline(questionnaire: Questionnaire) -> str:
    """The questionnaire as JSON: for each block of the design, a jsPsych timeline of html-button-response trials.

    A trial's `data` has the number of its vignette, its block and its facts, which come back with the answers. In JSON
    a plugin can only be named: docs/research.md has the lines that put it in the place of its name.

    >>> import json
    >>> from coach_ethics.research import design, jspsych_timeline, questionnaire, vignette_texts
    >>> plan = design("essay", ["block.present"], seed=1)
    >>> answers = {"forbidden": "no", "permitted": "yes"}
    >>> asked = questionnaire(plan, vignette_texts(plan), "May the coach go on?", answers)
    >>> trial = json.loads(jspsych_timeline(asked))["blocks"]["1"]["timeline"][0]
    >>> trial["stimulus"], trial["choices"], trial["data"]
    ('<p>There is no block.</p>', ['no', 'yes'], {'vignette': 1, 'block': 1, 'block.present': False})
    """
    blocks: dict[str, dict[str, Any]] = {}
    for each, vignette in zip(questionnaire.texts, questionnaire.design.vignettes, strict=True):
        block = blocks.setdefault(str(each.block), {"randomize_order": True, "timeline": []})
        trial = {
            "type": "jsPsychHtmlButtonResponse",
            "stimulus": f"<p>{_html(each.text)}</p>",
            "prompt": f"<p>{_html(questionnaire.question)}</p>",
            "choices": [escape(label) for label in questionnaire.answers.values()],
            "data": {"vignette": each.number, "block": each.block, **vignette.facts},
        }
        block["timeline"].append(trial)
    return json.dumps({"blocks": blocks}, indent=1, ensure_ascii=False) + "\n"
